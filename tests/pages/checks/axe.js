// The rules of accessibility, by axe-core; every rule that it has but the experimental ones.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

export const name = "axe";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export async function check(page) {
  // Run in the page's own world by the browser's tools, which its policy against scripts does not bind.
  await page.evaluate(SOURCE);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  if (found.passes.length < 10) return [`axe-core looked at next to nothing (${found.passes.length} rules)`];
  return found.violations.map((rule) => `${rule.id}: ${rule.help} (${rule.nodes.length}; ${rule.nodes[0].html.slice(0, 120)})`);
}
