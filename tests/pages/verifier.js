// The verifier in a page: what it answers of bundles and reports, genuine and tampered with, without any network.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { MANNERS, open, start } from "./browser.js";
import * as axe from "./checks/axe.js";

const { values } = parseArgs({ options: {
  tickmark: { type: "string", default: "../../target/debug/tickmark" },
  page: { type: "string", default: "../../verify.html" },
  browser: { type: "string" }, pictures: { type: "string" },
} });
const folder = mkdtempSync(join(tmpdir(), "tickmark-verifier-"));
const at = (name) => join(folder, name);
const env = {
  PATH: process.env.PATH, HOME: folder, XDG_CONFIG_HOME: at(".config"), XDG_STATE_HOME: at(".state"),
  TICKMARK_ACTOR: "ana", TICKMARK_NOW: "2026-11-23T10:00:00.000Z",
};
const run = (...args) => execFileSync(resolve(values.tickmark), args, { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] }).toString();

/** Changes one byte in the middle of a file. */
function bent(name, to) {
  const bytes = readFileSync(at(name));
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(at(to), bytes);
  return to;
}

function handed() {
  writeFileSync(at("draft.txt"), "Vega Mining put over 12 million dollars into the river works.\n");
  run("init");
  run("piece", "add", "The river permit");
  run("draft", "add", "draft.txt");
  run("claim", "add", "--quote", "over 12 million dollars", "--id", "money");
  run("note", "money", "<img src=x onerror=alert(1)>");
  run("bundle", "whole.zip");
  run("bundle", "part.zip", "--claim", "money");
  run("report", "csv", "audit.csv");
  const [{ key, note }] = JSON.parse(run("checkpoint", "--json")).data;
  return { key, note };
}

/** Gives files to the page, and what the reader trusts; gives the answer that it shows. */
async function answered(page, names, trust = "") {
  await page.setInputFiles("#files", names.map(at));
  await page.fill("#trust", trust);
  await page.click("#verify");
  await page.waitForSelector("#answer:not([hidden])", { timeout: 60_000 });
  return page.innerText("#answer");
}

const browser = await start(values.browser);
let done = 0;
try {
  const { key, note } = handed();
  const bent_bundle = bent("whole.zip", "bent.zip");
  writeFileSync(at("bent.csv"), readFileSync(at("audit.csv"), "utf8").replace("money", "mousy"));
  writeFileSync(at("bent.csv.manifest.json"), readFileSync(at("audit.csv.manifest.json")));
  const other = key.split("+")[0];
  const stranger = (() => {
    const elsewhere = { ...env, XDG_CONFIG_HOME: at("other") };
    const say = (...args) => execFileSync(resolve(values.tickmark), ["--casebook", "other.db", ...args], { cwd: folder, env: elsewhere }).toString();
    say("init");
    say("piece", "add", "Something else");
    return JSON.parse(say("checkpoint", "--json")).data[0];
  })();
  const asked = [
    [["whole.zip"], "", "UNANCHORED"],
    [["whole.zip"], key, "OK"],
    [["whole.zip"], note, "OK"],
    [["whole.zip"], `log ${key}\nquorum none`, "OK"],
    [["whole.zip"], note.replace(/\n\d+\n/, "\n3\n"), "DIVERGED"],
    [["whole.zip"], stranger.key, "UNANCHORED"],
    [["part.zip"], key, "an excerpt of the record"],
    [[bent_bundle], key, "INVALID"],
    [["audit.csv", "audit.csv.manifest.json"], "", "UNANCHORED"],
    [["audit.csv", "audit.csv.manifest.json"], key, "UNANCHORED"],
    [["bent.csv", "bent.csv.manifest.json"], key, "INVALID"],
    [["audit.csv"], key, "drop it together with its manifest"],
    [["whole.zip"], "trust me", "neither a key"],
  ];
  for (const manner of MANNERS.filter(({ script }) => script)) {
    const { page, opened, context } = await open(browser, pathToFileURL(resolve(values.page)).href, manner);
    for (const [files, trust, expected] of asked) {
      const answer = await answered(page, files, trust);
      assert.ok(answer.includes(expected), `${files} with ${trust.slice(0, 30)} on ${manner.screen}: ${answer}`);
      assert.ok(answer.includes(other) || !["OK", "UNANCHORED"].includes(expected), answer);
      done += 1;
    }
    await answered(page, ["whole.zip"], key);
    assert.deepEqual(await axe.check(page, opened), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.ok(!wide, `the page is wider than the ${manner.screen}`);
    const asked_for = opened.requests.filter((address) => !address.startsWith("blob:") && !address.startsWith("data:"));
    assert.deepEqual(asked_for, [], "the page asked for something");
    assert.deepEqual(opened.errors, []);
    if (values.pictures) await page.screenshot({ path: join(resolve(values.pictures), `verifier-${manner.screen}-${manner.scheme}.png`), fullPage: true });
    await context.close();
  }
  console.log(`the verifier in a page: ${done} answers as they should be`);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
