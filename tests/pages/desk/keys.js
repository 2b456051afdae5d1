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
  asserts(iris, "/ goes to the search", (await focused(iris)).name === "for");
  await iris.presses("Escape", "j");
  for (let count = 0; count < 40 && !(await focused(iris)).text.includes("Nobody"); count++) await iris.presses("j");
  await iris.marksThisPage();
  await iris.presses("Enter");
  await iris.sees("#head h2", "Nobody");
  const claim = `/claims/${await openIn(page)}`;

  await iris.presses("e");
  asserts(iris, "e goes to the line for evidence", (await focused(iris)).name === "line");
  await iris.presses("Escape", "a");
  await tabsTo(iris, "question");
  await page.keyboard.type("Who counted it? j k 1 s");
  asserts(iris, "no key fires while somebody writes", (await openIn(page)) === claim.split("/")[2]);
  await iris.answers(() => iris.presses("Control+Enter"));
  await iris.sees("#review", "Who counted it?");
  await tabsTo(iris, "answer");
  await page.keyboard.type("The clerk of the works.");
  await iris.answers(() => iris.presses("Enter"));
  await iris.sees("#review", "The clerk of the works.");

  await iris.presses("6");
  asserts(iris, "a digit chooses the verdict and leads to the note", (await focused(iris)).name === "note");
  await page.keyboard.type("The author was there.");
  await iris.answers(() => iris.presses("Control+Enter"));
  await iris.sees("#review", "The author was there.");
  await iris.answers(() => iris.presses("u"));
  await iris.sees("#told", "It was taken back.");
  await iris.presses("6");
  await page.keyboard.type("The author was there.");
  await iris.answers(() => iris.presses("Control+Enter"));

  await iris.presses("s");
  await tabsTo(iris, "Sign the claim off");
  await iris.answers(() => iris.presses("Enter"));
  await iris.sees("#head .status", "signed-off");

  const here = await openIn(page);
  await iris.presses("k");
  await page.waitForFunction((id) => document.getElementById("claim").dataset.claim !== id, here);
  asserts(iris, "the address follows the panel", page.url().includes(await openIn(page)));
  await iris.presses("j");
  await page.waitForFunction((id) => document.getElementById("claim").dataset.claim === id, here);
  await page.goBack();
  await page.waitForFunction((id) => document.getElementById("claim").dataset.claim !== id, here);
  await iris.presses("Escape");
  asserts(iris, "Escape closes the panel", await page.locator("#side").isHidden());
  asserts(iris, "and leads back to the mark", await page.evaluate(() => document.activeElement.matches("a.mark,.beside a")));
  await iris.isOnThatPage();

  await iris.presses("?");
  await page.getByLabel(/Switch the single keys off/).check();
  await iris.presses("Escape", "j");
  asserts(iris, "keys that are off do nothing", await page.locator("#side").isHidden());
  await iris.presses("n");
  asserts(iris, "no key opens a claim", await page.locator("#side").isHidden());
  await page.evaluate(() => localStorage.removeItem("tickmark:keys"));
  return claim;
}

const openIn = (page) => page.evaluate(() => document.getElementById("claim").dataset.claim);

/** A claim whose source is known is checked in six keys besides its words, without a load. */
export async function checksAClaimInSixKeys(person, piece) {
  const { page } = person;
  await person.go(piece);
  await page.waitForLoadState("load");
  person.counts();
  await person.presses("n");
  await person.sees("#head h2", /./);
  await person.presses("e");
  await person.types("the company invested 12.4 million dollars in the river works");
  await person.answers(() => person.presses("Enter"));
  await person.sees("#told", "Found in Annual report 2020");
  await person.presses("2");
  await person.types("The report has the sum.");
  await person.answers(() => person.presses("Control+Enter"));
  await person.sees("#told", "Your verdict was recorded");
  const { keys, clicks, loads } = person;
  asserts(person, `a claim in ${keys} keys, ${clicks} clicks and ${loads} loads`, keys <= 6 && clicks === 0 && loads === 0);
}

/** What is typed outlives a reload and the end of the session, and is gone once it was sent. */
export async function losesNoWord(person, piece) {
  const { page } = person;
  await person.go(piece);
  const claim = await page.locator("#article a.mark", { hasText: "1,140 days" }).first().getAttribute("href");
  await person.go(claim);
  await page.getByLabel("How it was found").fill("words that nobody sent");
  await page.locator(".verdict-form input[value=disputed]").check();
  await page.reload();
  const note = () => page.getByLabel("How it was found").inputValue();
  asserts(person, "words outlive a reload", (await note()) === "words that nobody sent");
  asserts(person, "so does the choice", await page.locator(".verdict-form input[value=disputed]").isChecked());
  const second = await person.context.newPage();
  await second.goto(page.url());
  asserts(person, "and are there in a second tab", (await second.getByLabel("How it was found").inputValue()) === "words that nobody sent");
  await second.close();
  const cookies = await person.context.cookies();
  await person.context.clearCookies();
  person.refusals += 1;
  await page.getByRole("button", { name: "Save verdict" }).click();
  await person.sees("#news, .side-told", "You are signed out");
  asserts(person, "the end of a session takes no word", (await note()) === "words that nobody sent");
  await person.context.addCookies(cookies);
  await person.answers(() => page.getByRole("button", { name: "Save verdict" }).click());
  await person.sees("#told", "Your verdict was recorded");
  await page.reload();
  asserts(person, "what was sent is kept no longer", (await note()) === "");
}

/** The board shows eighteen rows where there is room, and eight on a phone; the bar of acts comes with a choice. */
export async function fillsTheBoard(person) {
  const { page } = person;
  const tall = async (width, height) => {
    await page.setViewportSize({ width, height });
    return page.locator("#board-list tbody tr").evaluateAll((rows) => {
      const { top } = rows[0].getBoundingClientRect();
      return { top, tall: Math.max(...rows.map((row) => row.getBoundingClientRect().height)) };
    });
  };
  await person.go("/board");
  const wide = await tall(1440, 900);
  asserts(person, `eighteen rows fit on a desk (from ${wide.top}, each ${wide.tall})`, wide.top + 18 * wide.tall <= 900);
  const narrow = await tall(390, 844);
  asserts(person, `eight rows fit on a phone (from ${narrow.top}, each ${narrow.tall})`, narrow.top + 8 * narrow.tall <= 844);
  await page.setViewportSize({ width: 1440, height: 900 });
  asserts(person, "no bar of acts without a choice", await page.locator(".hand").isHidden());
  await page.locator("#board-list input[name=claim]").first().check();
  asserts(person, "the bar of acts after a choice", await page.locator(".hand").isVisible());
}

/** The margin leaves the text its own height. */
export async function leavesTheTextItsHeight(person, piece) {
  await person.go(piece);
  const height = () => person.page.evaluate(() => document.getElementById("article").getBoundingClientRect().height);
  const beside = await height();
  await person.page.evaluate(() => { for (const list of document.querySelectorAll(".beside,.besides")) list.remove(); });
  const alone = await height();
  asserts(person, `the text keeps its height (${beside} against ${alone})`, beside <= alone * 1.05);
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
  await page.locator(".few summary", { hasText: "Note" }).click();
  await page.getByRole("textbox", { name: "Remark" }).fill("Recorded with script off.");
  await cora.sends(() => page.getByRole("button", { name: "Record the note" }).click());
  await cora.sees("#review", "Recorded with script off.");
  await cora.go(piece);
  await cora.go(await page.locator("#article a.mark", { hasText: "310,000 tons" }).first().getAttribute("href"));
  const form = page.locator("form#offer");
  await form.locator("summary", { hasText: "File, page" }).click();
  await form.getByLabel("Title of a new source").fill("A page of the register");
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
  await cora.sees("#head h2", "a third of it by night");
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
