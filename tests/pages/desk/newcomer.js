// Somebody who has never been here: from an empty folder to the first claim that is checked, with every act counted.

import { docx, pdf } from "./files.js";

const DRAFT = docx([
  "# The quay of Altona",
  "The firm Quell & Daal spent 12.4 million dollars on the quay of Altona. Nobody was asked.",
]);

const REPORT = pdf([["Quell & Daal, annual report 2023", "", "The firm spent 12.4 million dollars on the quay in all."]]);

/** The most acts: a key or click that does something, or a drop. */
const MOST = 12;

/** The longest it may take with the pauses that people make, in milliseconds. */
const LONGEST = 120_000;

/** How long somebody looks before they do the next thing, in milliseconds. */
const PAUSE = 400;

export async function checksAFirstClaim(person) {
  const { page, desk } = person;
  let acts = 0;
  const began = Date.now();
  const does = async (act) => {
    acts += 1;
    await page.waitForTimeout(PAUSE);
    return act();
  };
  await person.go(desk.first);
  await person.sees("h1", "Who is checking?");
  await person.looks("the first page");
  await page.getByLabel("Your name").fill("Nia Quell");
  await does(() => person.sends(() => person.presses("Enter")));
  await person.sees("h1", "Pieces");
  await does(() => person.drops("the-quay.docx", "application/octet-stream", DRAFT));
  const title = await page.getByLabel("Title").inputValue();
  person.tell(`${person.name}, title`, title === "The quay" ? [] : [`the draft gives the title "${title}"`]);
  await does(() => person.sends(() => person.presses("Enter")));
  await person.sees("#article", "spent 12.4 million dollars");
  await does(() => page.locator("#article a.suggested", { hasText: "12.4 million" }).first().click());
  await page.locator("dialog#record[open]").waitFor();
  await does(() => person.answers(() => person.presses("Control+Enter")));
  await person.sees("#head h2", "12.4 million dollars");
  await does(() => person.drops("annual-report.pdf", "application/pdf", REPORT));
  await person.types("The firm spent 12.4 million dollars on the quay");
  await does(() => person.answers(() => person.presses("Enter")));
  await person.sees("#told", "page 1");
  await does(() => person.presses("1"));
  await person.types("The report says so.");
  await does(() => person.answers(() => person.presses("Control+Enter")));
  await person.sees("#head .verdict", "confirmed");
  const took = Date.now() - began;
  person.tell(`${person.name}, a first claim in ${acts} acts`, acts <= MOST ? [] : [`more than ${MOST}`]);
  person.tell(`${person.name}, a first claim in ${Math.round(took / 1000)} s`, took <= LONGEST ? [] : ["too long"]);
  desk.run(["verify"]);
}
