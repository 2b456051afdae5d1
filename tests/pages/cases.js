// The pages that are checked: each has a name and an address.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const DRAFT = `# The "river" <script>alert(1)</script> permit

Vega Mining put over 12 million dollars into the river works. It owns 62.5 per cent of the dam.

Bo Lind, mayor of Altona, signed the permit in 2019. Nobody has seen \u202epermit\u202c it <img src=x onerror=alert(1)>.
`;

// What somebody could write to get something run, fetched or broken.
const HOSTILE = [
  "<script>fetch('http://127.0.0.1:1/')</script>",
  "<img src=http://127.0.0.1:1/x.png onerror=alert(1)>",
  "</style></title></textarea><svg onload=alert(1)>",
  "\"><a href='javascript:alert(1)'>x</a> \u202egnp.exe {{7*7}} ${7*7} <!-- ]]>",
  "word".repeat(200),
];

function runner(tickmark, folder) {
  const env = {
    PATH: process.env.PATH, HOME: folder, XDG_CONFIG_HOME: join(folder, ".config"),
    XDG_STATE_HOME: join(folder, ".state"), TICKMARK_ACTOR: "ana", TICKMARK_NOW: "2026-11-23T10:00:00.000Z",
  };
  return (...args) => execFileSync(tickmark, args, { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
}

function demonstration(tickmark, folder) {
  const run = runner(tickmark, folder);
  run("demo", "demo");
  run("--casebook", "demo/casebook.db", "report", "html", "report.html", "--piece", "las-bambas");
}

function hostile(tickmark, folder) {
  const run = runner(tickmark, folder);
  writeFileSync(join(folder, "draft.md"), DRAFT);
  run("init");
  run("piece", "add", HOSTILE[2], "--byline", HOSTILE[0]);
  run("draft", "add", "draft.md");
  run("claim", "add", "--quote", "over 12 million dollars", "--id", "money", "--priority", "high", "--amount", "12000000", "--unit", "USD", "--comparator", ">");
  run("claim", "add", "--quote", "Vega Mining put over 12 million dollars into the river works", "--id", "whole");
  run("claim", "add", "--quote", "mayor of Altona", "--id", "role", "--type", "role");
  run("claim", "add", HOSTILE[4], "--id", "long");
  run("source", "add", "--title", HOSTILE[1], "--address", "javascript:alert(1)", "--tier", "tertiary", "--id", "bad");
  run("source", "add", "--title", HOSTILE[3], "--address", "https://example.org/a?b=\"c\"&d", "--tier", "primary", "--id", "good");
  run("evidence", "attach", "money", "--source", "bad", "--stance", "contradicts", "--locator", HOSTILE[3], "--amount", "11000000", "--unit", "USD");
  run("evidence", "attach", "money", "--source", "good", "--stance", "supports", "--locator", "p. 4", "--note", HOSTILE[0]);
  run("start", "money");
  run("check", "money", "confirmed", "--note", HOSTILE[1]);
  run("check", "money", "incorrect", "--note", HOSTILE[2], "--as", "ben", "--new-person");
  run("query", "ask", "role", "--to", "author", HOSTILE[3]);
  run("note", "long", HOSTILE[4]);
  run("report", "html", "report.html");
}

/** Makes every case in a folder; gives their names and addresses. */
export function cases(tickmark, folder) {
  return Object.entries({ demonstration, hostile }).map(([name, make]) => {
    const own = join(folder, name);
    mkdirSync(own, { recursive: true });
    make(tickmark, own);
    const file = join(own, "report.html");
    return { name, file, address: pathToFileURL(file).href };
  });
}
