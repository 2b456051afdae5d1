// The main acts with the keyboard alone, and all that is posted with script off.

import { readFileSync } from "node:fs";

/** Tells whether something is as it should be. */
function asserts(person, what, so) {
  person.tell(`${person.name}, ${what}`, so ? [] : ["it is not so"]);
}

const focused = (person) => person.page.evaluate(() => {
  const { activeElement: at } = document;
  return { name: at.getAttribute("name") || at.id || at.tagName, outlined: getComputedStyle(at).outlineStyle !== "none", text: at.textContent.slice(0, 60) };
});

/** Presses Tab until a field of a name or a button of a text has the focus. */
async function tabsTo(person, wanted) {
  for (let count = 0; count < 40; count++) {
    const at = await focused(person);
    if (at.name === wanted || (at.name === "BUTTON" && at.text.trim() === wanted)) {
      asserts(person, `the focus on ${wanted} shows`, at.outlined);
      return;
    }
    await person.presses("Tab");
  }
  person.tell(`${person.name}, keyboard`, [`Tab does not lead to ${wanted}`]);
}

export async function worksByKeyboard(iris, piece) {
  const { page } = iris;
  await iris.go(piece);
  await iris.presses("j");
  const first = (await focused(iris)).text;
  await iris.presses("j");
  const second = (await focused(iris)).text;
  asserts(iris, "j goes to the next claim", first !== second);
  await iris.presses("k");
  asserts(iris, "k goes back", (await focused(iris)).text === first);
  await iris.presses("?");
  await page.locator("dialog#keys[open]").waitFor();
  await iris.looks("the list of keys");
  await iris.presses("Escape");
  await page.locator("dialog#keys[open]").waitFor({ state: "detached" });
  await iris.presses("/");
  asserts(iris, "/ goes to the search", (await focused(iris)).name === "search");
  await iris.presses("Escape", "j");
  for (let count = 0; count < 40 && !(await focused(iris)).text.includes("Nobody"); count++) await iris.presses("j");
  await iris.sends(() => iris.presses("Enter"));
  await iris.sees("#head .status", /./);
  const claim = new URL(page.url()).pathname;

  await iris.presses("e");
  asserts(iris, "e goes to the evidence", (await page.locator("#offer[open]").count()) === 1 && (await focused(iris)).name === "source");
  await iris.presses("Escape", "q");
  await tabsTo(iris, "question");
  await page.keyboard.type("Who counted it?");
  await tabsTo(iris, "Ask the question");
  await iris.sends(() => iris.presses("Enter"));
  await iris.sees("#review", "Who counted it?");
  await tabsTo(iris, "answer");
  await page.keyboard.type("The clerk of the works.");
  await iris.sends(() => iris.presses("Enter"));
  await iris.sees("#review", "The clerk of the works.");

  await iris.presses("c");
  await tabsTo(iris, "verdict");
  await page.keyboard.type("on-author");
  await tabsTo(iris, "note");
  await page.keyboard.type("The author was there.");
  await tabsTo(iris, "Record the verdict");
  await iris.sends(() => iris.presses("Enter"));
  await iris.sees("#review", "The author was there.");

  await iris.presses("s");
  await tabsTo(iris, "Sign the claim off");
  await iris.sends(() => iris.presses("Enter"));
  await iris.sees("#head .status", "signed-off");
  return claim;
}

export async function handsOutByKeyboard(iris) {
  const { page } = iris;
  await iris.go("/board");
  await iris.presses("j", "x");
  asserts(iris, "x ticks a claim", (await page.locator("#board-list input[name=claim]:checked").count()) === 1);
  await iris.presses("j", "x");
  await tabsTo(iris, "assignee");
  await page.keyboard.type("Ben Okri-Lind");
  await tabsTo(iris, "do");
  await iris.sends(() => iris.presses("Enter"));
  await iris.sees("#board-list", "Ben Okri-Lind");
  await iris.go("/board?assignee=Ben%20Okri-Lind");
  asserts(iris, "two claims were handed out", (await page.locator("#board-list tbody tr").count()) === 2);
}

/** Every form posts where the browser runs no script. */
export async function worksWithoutScript(cora, piece, claim) {
  const { page } = cora;
  await cora.go(claim);
  await page.locator("details[data-key=m] summary").click();
  await page.getByRole("textbox", { name: "Remark" }).fill("Recorded with script off.");
  await cora.sends(() => page.getByRole("button", { name: "Record the note" }).click());
  await cora.sees("#review", "Recorded with script off.");
  await page.locator("details[data-key=e] summary").first().click();
  const form = page.locator("#offer form");
  await form.getByLabel("Title of a new one").fill("A page of the register");
  await form.getByLabel("File").setInputFiles({ name: "register.txt", mimeType: "text/plain", buffer: Buffer.from("The works moved 310,000 tons of gravel in all.\n") });
  await form.getByLabel("Quote, word for word").fill("moved 310,000 tons of gravel");
  await cora.sends(() => form.getByRole("button", { name: "Attach it", exact: true }).click());
  await cora.sees("#evidence blockquote", "moved 310,000 tons of gravel");
  await cora.go(piece);
  await cora.sends(() => page.getByRole("link", { name: "Record a claim", exact: true }).click());
  await page.getByLabel("The exact words of the draft").fill("a third of it by night");
  await cora.sends(() => page.getByRole("button", { name: "Continue" }).click());
  await page.getByLabel("Identifier").fill("night");
  await cora.sends(() => page.getByRole("button", { name: "Record the claim" }).click());
  await cora.sees(".beside", "night");
  await page.locator("details.me summary").click();
  await cora.sends(() => page.getByRole("button", { name: "Español" }).click());
  await cora.sees("nav", "Informes");
  await cora.go("/reports");
  await cora.looks("the reports in Spanish, without script");
  const kept = await cora.keeps(() => page.getByRole("button", { name: "CSV", exact: true }).click());
  asserts(cora, "the table has a name", kept.name === "Who-owns-the-river-audit.csv");
  await page.getByLabel("Archivo").setInputFiles({ name: kept.name, mimeType: "text/csv", buffer: readFileSync(kept.path) });
  await cora.sends(() => page.getByRole("button", { name: "Mostrar qué cambiaría" }).click());
  await cora.sees("main", "No hay nada que incorporar.");
  await page.locator("details.me summary").click();
  await cora.sends(() => page.getByRole("button", { name: "Salir" }).click());
  await cora.sees("h1", "Entrar");
}
