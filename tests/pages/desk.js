// The review desk in a real browser, from the first draft to the report, by several people at once.

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { start } from "./browser.js";
import { openDesk } from "./desk/open.js";
import { Person } from "./desk/person.js";
import * as keys from "./desk/keys.js";
import * as newcomer from "./desk/newcomer.js";
import * as story from "./desk/story.js";

const { values } = parseArgs({ options: {
  tickmark: { type: "string", default: "../../target/debug/tickmark" },
  browser: { type: "string" }, pictures: { type: "string" },
} });
const folder = mkdtempSync(join(tmpdir(), "tickmark-desk-"));
const pictures = values.pictures && resolve(values.pictures);
let faults = 0;
let done = 0;

function tell(where, found) {
  done += 1;
  faults += found.length;
  for (const fault of found) console.error(`${where}: ${fault}`);
}

const people = [];
const nowhere = join(folder, "nowhere");
let first;
let desk;
let browser;
try {
  if (pictures) mkdirSync(pictures, { recursive: true });
  browser = await start(values.browser);
  mkdirSync(nowhere);
  first = await openDesk(resolve(values.tickmark), nowhere);
  const nia = await Person.at(browser, first, "Nia Quell", tell, { pictures });
  people.push(nia);
  await newcomer.checksAFirstClaim(nia);
  await nia.leaves();
  desk = await openDesk(resolve(values.tickmark), folder, story.USERS);
  const at = async (name, manner) => {
    people.push(await Person.at(browser, desk, name, tell, { pictures, ...manner }));
    return people.at(-1);
  };
  const [ana, stranger] = [await at("Ana Ferro"), await at("a stranger")];
  await story.comesInByTheLink(ana, stranger);
  await stranger.leaves();
  const piece = await story.bringsInTheFirstDraft(ana);
  await story.acceptsSuggestions(ana, piece);
  await story.recordsAClaimByMarkingWords(ana);
  const claim = await story.opensTheClaim(ana, piece);
  await story.dropsAPdfAsEvidence(ana, claim);

  const [ben, cora, iris] = [await at("Ben Okri-Lind"), await at("Cora Daal"), await at("Iris Quell")];
  for (const person of [ben, cora, iris]) await person.signIn();
  await story.disagree(ben, cora, claim);
  await story.settlesAndSignsOff(iris, claim);
  await story.revisesTheDraft(ana, piece, ben);
  await story.signOffIsStale(iris, claim);

  const other = await keys.worksByKeyboard(iris, piece);
  await keys.handsOutByKeyboard(iris);
  await keys.checksAClaimInSixKeys(ben, piece);
  await keys.losesNoWord(cora, piece);
  await keys.fillsTheBoard(iris);
  await keys.leavesTheTextItsHeight(ana, piece);
  const plain = await at("Cora Daal", { script: false });
  await plain.signIn();
  await keys.worksWithoutScript(plain, piece, claim);

  await story.showsTheArticle(ana, piece);
  await story.handsOver(ana, iris);
  await story.verifies(ana);
  const rita = await at("Rita Lund");
  await rita.signIn();
  await story.looksOnOnly(rita, other);
  desk.run(["verify"]);
  console.log(`the desk, by ${Object.keys(story.USERS).length + 1} people: ${done} checks, ${faults} faults`);
} catch (fault) {
  // What each had in front of them says more than which line it was.
  for (const person of people) console.error(await person.standsAt());
  throw fault;
} finally {
  await browser?.close();
  await desk?.close();
  await first?.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = faults > 0 || done === 0 ? 1 : 0;
