// A real browser: how it is started, the manners in which a page is opened, and what is watched meanwhile.

import { chromium } from "playwright-core";
import { existsSync } from "node:fs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

/** Every manner in which a page is opened. */
export const MANNERS = [["desk", 1280, 900], ["phone", 360, 740]].flatMap(([screen, width, height]) =>
  ["light", "dark"].flatMap((scheme) =>
    [true, false].map((script) => ({ screen, width, height, scheme, script }))));

/** Starts the browser that is named, or the first that is found. */
export async function start(named) {
  const executablePath = named ?? PLACES.find(existsSync);
  if (!executablePath) throw new Error(`no browser found: ${PLACES.join(", ")}; name one with --browser PROGRAM`);
  // Root has no sandbox to go into.
  const args = process.getuid?.() === 0 ? [...FLAGS, "--no-sandbox"] : FLAGS;
  return chromium.launch({ executablePath, args, headless: true });
}

/** Opens an address in a manner; gives the page, what it asked for besides itself, and what went wrong on it. */
export async function open(browser, address, manner) {
  const context = await browser.newContext({
    viewport: { width: manner.width, height: manner.height }, colorScheme: manner.scheme,
    javaScriptEnabled: manner.script, reducedMotion: "reduce", bypassCSP: false,
  });
  const page = await context.newPage();
  const opened = { manner, requests: [], errors: [] };
  page.on("request", (request) => request.url() !== address && opened.requests.push(request.url()));
  page.on("console", (said) => ["error", "warning"].includes(said.type()) && opened.errors.push(said.text()));
  page.on("pageerror", (error) => opened.errors.push(String(error)));
  page.on("dialog", (dialog) => { opened.errors.push(`a dialog: ${dialog.message()}`); return dialog.dismiss(); });
  await page.goto(address, { waitUntil: "load" });
  return { page, opened, context };
}
