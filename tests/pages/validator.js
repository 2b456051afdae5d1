// The rules of HTML, by the Nu validator; it needs Java.

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const JAR = createRequire(import.meta.url)("vnu-jar");

/** Gives what the validator finds wrong with a file; `null` where there is no Java. */
export function validate(file) {
  const run = spawnSync("java", ["-jar", JAR, "--errors-only", "--format", "json", file], { encoding: "utf8", maxBuffer: 1 << 26 });
  if (run.error) return null;
  const told = JSON.parse(run.stderr || run.stdout).messages;
  return told.map((message) => `line ${message.lastLine}: ${message.message}`);
}
