// Runs every check on every page in every manner, and tells what is wrong.

import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { MANNERS, open, start } from "./browser.js";
import { cases } from "./cases.js";
import { validate } from "./validator.js";

const { values } = parseArgs({ options: {
  tickmark: { type: "string", default: "../../target/debug/tickmark" },
  browser: { type: "string" }, pictures: { type: "string" },
} });
const here = fileURLToPath(new URL(".", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "tickmark-pages-"));
let faults = 0;
let done = 0;
const looks = new Map();

function tell(where, found) {
  done += 1;
  faults += found.length;
  for (const fault of found) console.error(`${where}: ${fault}`);
}

function valid({ name, file }) {
  const found = validate(file);
  if (found) return tell(`${name}, validator`, found);
  const why = "java is not there, and the validator needs it";
  if (process.env.TICKMARK_EVERY_PROGRAM) return tell(`${name}, validator`, [why]);
  console.error(`skipped: ${why}`);
}

async function look(browser, checks, { name, address }, manner) {
  const { page, opened, context } = await open(browser, address, manner);
  const where = `${name}, ${manner.screen}, ${manner.scheme}, ${manner.script ? "with" : "without"} script`;
  const fitting = checks.filter(({ needsScript }) => manner.script || needsScript === false);
  await alike(page, `${name} ${manner.screen} ${manner.scheme}`, where);
  for (const { name: kind, check } of fitting) tell(`${where}, ${kind}`, await check(page, opened));
  if (values.pictures && manner.script) await picture(page, `${name}-${manner.screen}-${manner.scheme}.png`);
  await context.close();
}

/** A page looks the same with and without script. */
async function alike(page, key, where) {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "png" });
  const before = looks.get(key);
  looks.set(key, data);
  if (before) tell(`${where}, look`, before === data ? [] : ["it looks otherwise than with script"]);
}

async function picture(page, name) {
  await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
  await page.screenshot({ path: join(resolve(values.pictures), name) });
}

try {
  if (values.pictures) mkdirSync(values.pictures, { recursive: true });
  const names = readdirSync(join(here, "checks")).filter((file) => file.endsWith(".js")).sort();
  const checks = await Promise.all(names.map((file) => import(`./checks/${file}`)));
  const pages = cases(resolve(values.tickmark), folder);
  const browser = await start(values.browser);
  for (const one of pages) {
    if (one.file) valid(one);
    for (const manner of MANNERS) await look(browser, checks, one, manner);
  }
  await browser.close();
  console.log(`${pages.length} pages, ${MANNERS.length} manners each: ${done} checks, ${faults} faults`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = faults > 0 || done === 0 ? 1 : 0;
