// One check from the first draft to the report, by four people; the names, the story and the figures are made up.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { docx, pdf } from "./files.js";

const QUOTE = "the company invested 12.4 million dollars in the river works between 2017 and 2020";

const DRAFT = [
  "# Who owns the river",
  "Vega Mining put over 12 million dollars into the river works of Altona. It owns 62.5 per cent of the dam, the company says.",
  "Bo Lind, mayor of Altona, signed the permit on 4 March 2019. Nobody has seen the permit.",
  "The works took 1,140 days and moved 310,000 tons of gravel, a third of it by night.",
];

const REVISED = DRAFT.map((paragraph) => paragraph.replace("over 12 million dollars", "nearly 13 million dollars"));

const REPORT = pdf([
  ["Vega Mining, annual report 2020", "", "Letter to the shareholders of the company."],
  ["Water and works", "", "As the audited accounts show, the company invested 12.4 million", "dollars in the river works between 2017 and 2020. The dam stands."],
]);

export const USERS = { "Ben Okri-Lind": "checker", "Cora Daal": "checker", "Iris Quell": "editor", "Rita Lund": "reader" };

/** Tells whether something is as it should be. */
function asserts(person, what, so) {
  person.tell(`${person.name}, ${what}`, so ? [] : ["it is not so"]);
}

export async function comesInByTheLink(ana, stranger) {
  await ana.go(ana.desk.first);
  await ana.sees("h1", "Pieces");
  await ana.looks("the pieces, with none");
  await stranger.isRefused(() => stranger.go(ana.desk.first));
  await stranger.sees("h1", "Not done");
  await stranger.go("/");
  await stranger.sees("h1", "Sign in");
}

export async function bringsInTheFirstDraft(ana) {
  const { page } = ana;
  await page.getByLabel("Title").fill("Who owns the river");
  await page.getByLabel("Author").fill("A. Writer");
  await page.getByLabel("Draft").setInputFiles({ name: "river.docx", mimeType: "application/octet-stream", buffer: docx(DRAFT) });
  await ana.sends(() => page.getByRole("button", { name: "Add the piece" }).click());
  await ana.sees("#article", "Vega Mining put over 12 million dollars");
  await ana.looks("the article, with no claim");
  return new URL(page.url()).pathname;
}

export async function acceptsSuggestions(ana, piece) {
  const { page } = ana;
  await ana.sends(() => page.getByRole("link", { name: /suggestions$/ }).click());
  await ana.looks("the suggestions");
  const all = await page.locator("#suggestions input[type=checkbox]").count();
  asserts(ana, "suggestions", all >= 4);
  await page.getByRole("button", { name: "Choose all" }).click();
  await ana.sends(() => page.getByRole("button", { name: "Record the chosen" }).click());
  await ana.go(piece);
  await ana.sees("#article .beside", "unchecked");
  asserts(ana, "every suggestion became a claim", (await page.locator(".beside li").count()) >= all);
}

export async function recordsAClaimByMarkingWords(ana) {
  const { page } = ana;
  await ana.marksThisPage();
  await ana.marks("#article", "Nobody has seen the permit");
  await page.locator("button.pick").click();
  const dialog = page.locator("dialog#record");
  await dialog.getByLabel("Identifier").fill("unseen");
  await ana.looks("the dialog to record a claim");
  await ana.picture("desk-record");
  await ana.answers(() => dialog.getByRole("button", { name: "Record the claim" }).click());
  await ana.sees("#head h2", "Nobody has seen the permit");
  await ana.sees("#article a.mark", "Nobody has seen the permit");
  await ana.isOnThatPage();
  await ana.looks("the article with its claims");
}

/** Opens the claim on the money beside its text, and gives the address of its card. */
export async function opensTheClaim(person, piece) {
  await person.go(piece);
  await person.marksThisPage();
  await person.page.locator("#article a.mark", { hasText: "12 million" }).first().click();
  await person.sees("#head h2", "12 million dollars");
  await person.isOnThatPage();
  asserts(person, "the address follows the claim", new URL(person.page.url()).searchParams.has("claim"));
  await person.looks("the article with a claim beside it");
  await person.picture("desk-article-claim");
  return `/claims/${new URL(person.page.url()).searchParams.get("claim")}`;
}

export async function dropsAPdfAsEvidence(ana, claim) {
  const { page } = ana;
  await ana.drops("annual-report.pdf", "application/pdf", REPORT);
  const form = page.locator("form#offer");
  await ana.sees(".drop-hint", "annual-report.pdf");
  await form.locator("summary", { hasText: "File, page" }).click();
  await form.getByLabel("Title of a new source").fill("Annual report 2020");
  await form.getByLabel("Publisher").fill("Vega Mining");
  await form.getByLabel("Tier").selectOption("primary");
  const line = form.locator("#line");
  const attach = () => form.getByRole("button", { name: "Attach it", exact: true }).click();
  await line.fill("the company lost nine thousand euros on gravel by night");
  await ana.isRefusedInPlace(attach);
  await ana.sees(".refusal", "does not occur");
  await ana.looks("the panel with a refusal");
  // What was filed with the refusal stays filed, and is chosen.
  await line.fill(QUOTE);
  await ana.answers(attach);
  await ana.sees("#told", "Found in Annual report 2020, page 2");
  await ana.sees("#evidence blockquote", QUOTE);
  await ana.looks("the panel with evidence");
  await page.getByRole("link", { name: "see it in the capture" }).click();
  await ana.sees("#beside-source #passage", "invested 12.4 million");
  const marked = (await page.locator("#beside-source mark").allInnerTexts()).join(" ").replace(/\s+/g, " ");
  asserts(ana, "the quote is marked in the source beside the claim", marked === QUOTE);
  await ana.sees("#beside-source .page-number", "page 2");
  const seen = await page.locator("#passage").evaluate((mark) => {
    const [at, frame] = [mark.getBoundingClientRect(), document.getElementById("beside-source").getBoundingClientRect()];
    return at.top >= frame.top && at.bottom <= frame.bottom;
  });
  asserts(ana, "the passage is in sight", seen);
  await ana.isOnThatPage();
  await ana.looks("the source beside its claim");
  await ana.picture("desk-capture");
  await ana.sends(() => page.locator("#beside-source .head a").click());
  await ana.sees("#passage", "invested 12.4 million");
  await ana.looks("the capture");
  await ana.sends(() => page.locator("main").getByRole("link", { name: "Annual report 2020" }).first().click());
  await ana.sees("h1", "Annual report 2020");
  await ana.looks("the source");
  await ana.go("/sources");
  await ana.sees("main", "Annual report 2020");
  await ana.looks("the sources");
  await ana.go("/ownership");
  await ana.looks("who owns whom");
  await ana.go(claim);
}

async function gives(person, verdict, note) {
  const form = person.page.locator("form.verdict-form");
  await form.locator(`input[value=${verdict}]`).check();
  await form.getByLabel("How it was found").fill(note);
  await person.answers(() => form.getByRole("button", { name: "Save verdict" }).click());
  await person.sees(".done", "Your verdict was recorded");
}

export async function disagree(ben, cora, claim) {
  await ben.go(claim);
  await cora.go(claim);
  await ben.sees("#here", "Cora Daal");
  await cora.sees("#here", "Ben Okri-Lind");
  await cora.marksThisPage();
  await gives(ben, "confirmed", "12.4 is over 12; page 2 of the annual report.");
  await cora.sees("#review", "12.4 is over 12");
  await cora.isOnThatPage();
  await ben.marksThisPage();
  await cora.go(claim);
  await gives(cora, "incorrect", "The sum covers four years, and the text says none.");
  await ben.sees("#head", "contested");
  await ben.sees("#review", "The sum covers four years");
  await ben.isOnThatPage();
  await ben.looks("a contested claim");
  await ben.picture("desk-claim");
}

export async function settlesAndSignsOff(iris, claim) {
  const { page } = iris;
  await iris.go("/board?view=contested");
  await iris.sees("#board-list", "12 million dollars");
  await iris.looks("the board");
  await iris.marksThisPage();
  await page.locator("#board-list").getByRole("link", { name: /12 million/ }).first().click();
  await iris.sees("#head h2", "12 million");
  asserts(iris, "the board opens the claim beside the list", page.url().includes(claim.split("/")[2]));
  await iris.looks("the board with a claim beside it");
  await iris.picture("desk-board-claim");
  const form = page.locator("form[action$='/resolve']");
  await form.locator("input[value=confirmed]").check();
  await form.getByLabel("Why").fill("Over 12 million holds for every sum of the years.");
  await iris.answers(() => form.getByRole("button", { name: "Resolve the verdicts" }).click());
  await iris.sees("#review", "Over 12 million holds");
  await page.locator(".few summary", { hasText: "Sign off" }).click();
  await iris.answers(() => page.getByRole("button", { name: "Sign the claim off" }).click());
  await iris.isOnThatPage();
  await iris.sees("#head .status", "signed-off");
  await iris.looks("a claim that is signed off");
}

export async function revisesTheDraft(ana, piece, ben) {
  const { page } = ana;
  await ben.go(piece);
  await ben.sees(".beside", "signed-off");
  await ben.marksThisPage();
  await ana.go(`${piece}/drafts`);
  await ana.looks("the drafts");
  await page.getByLabel("File").setInputFiles({ name: "river-2.docx", mimeType: "application/octet-stream", buffer: docx(REVISED) });
  await ana.sends(() => page.getByRole("button", { name: "See what it would change" }).click());
  await ana.sees("main", "1 sign-off goes stale");
  await ana.sees("ins", "nearly");
  await ana.looks("the draft that waits");
  await ana.picture("desk-draft");
  await ana.sends(() => page.getByRole("button", { name: "Record this draft" }).click());
  await ana.sees(".done", "The draft was recorded");
  await ana.looks("two drafts side by side");
  // The colleague's window shows it without being loaded again.
  await ben.sees("#article", "nearly 13 million dollars");
  await ben.sees(".beside", "stale");
  await ben.sees(".facts", "river-2.docx");
  await ben.isOnThatPage();
  await ben.looks("the article with a stale sign-off");
}

export async function signOffIsStale(iris, claim) {
  await iris.go(claim);
  await iris.sees("#head .status", "stale");
  await iris.sees("#review", "what it covered has changed");
}

export async function showsTheArticle(ana, piece) {
  await ana.go(piece);
  await ana.sees(".beside", "signed-off");
  await ana.looks("the article, half checked");
  await ana.picture("desk-article");
}

export async function handsOver(ana, iris) {
  const { page } = ana;
  await ana.go("/reports");
  await ana.looks("the reports");
  await ana.picture("desk-reports");
  const kept = await ana.keeps(() => page.getByRole("button", { name: "HTML page" }).click());
  asserts(ana, "the report has a name", kept.name === "Who-owns-the-river-report.html");
  const html = readFileSync(kept.path, "utf8");
  asserts(ana, "the report tells the claim, its quote and that it is stale", ["nearly 13 million", QUOTE, "stale"].every((words) => html.includes(words)));
  await iris.page.goto(pathToFileURL(kept.path).href);
  await iris.looks("the HTML report");
  const printed = await ana.keeps(() => page.getByRole("button", { name: "PDF", exact: true }).click());
  asserts(ana, "the PDF is one", readFileSync(printed.path).subarray(0, 5).toString() === "%PDF-");
  await ana.sends(() => page.getByRole("button", { name: "Ready to publish?" }).click());
  await ana.sees(".rules", "was changed after its sign-off");
  await ana.looks("the gate");
}

export async function verifies(ana) {
  const { page } = ana;
  await page.locator("details.me summary").click();
  await ana.looks("the menu");
  await ana.sends(() => page.getByRole("link", { name: "The record" }).click());
  await ana.sees("#events", "draft.added");
  await ana.looks("the record");
  const heads = await ana.keeps(() => page.getByRole("link", { name: "Keep the heads" }).click());
  await ana.sends(() => page.getByRole("button", { name: "Verify the casebook" }).click());
  await ana.sees("h1", "UNANCHORED");
  await ana.looks("a verified casebook");
  await ana.go("/record");
  await page.getByLabel("A head kept elsewhere").setInputFiles(heads.path);
  await ana.sends(() => page.getByRole("button", { name: "Verify the casebook" }).click());
  await ana.sees("h1", "OK");
  await ana.go("/settings");
  await ana.looks("the settings");
}

export async function looksOnOnly(rita, claim) {
  for (const path of ["/", "/board", "/reports", "/settings", "/record", claim]) {
    await rita.go(path);
    await rita.looks(`${path.split("/")[1] || "the pieces"}, for a reader`);
  }
  asserts(rita, "a reader has no form on a card", (await rita.page.locator(".acts").count()) === 0);
}
