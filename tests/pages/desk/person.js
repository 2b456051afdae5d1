// Somebody at the desk, in a browser of their own: what they do, what they see, and what goes wrong meanwhile.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PASSWORD } from "./open.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDE = { width: 1280, height: 860 };
const NARROW = { width: 360, height: 740 };

/** How long anything may take before it counts as not happening, in milliseconds. */
const PATIENCE = 30_000;

export class Person {
  /** Opens a browser for somebody; `tell` hears of each check and what it found. */
  static async at(browser, desk, name, tell, { script = true, pictures } = {}) {
    const context = await browser.newContext({ viewport: WIDE, javaScriptEnabled: script, reducedMotion: "reduce", acceptDownloads: true });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const person = Object.assign(new Person(), { context, page, desk, name, tell, script, pictures, refusals: 0, requests: 0 });
    page.on("console", (said) => person.hear(said));
    page.on("pageerror", (error) => tell(`${name}, script`, [String(error)]));
    page.on("request", (request) => person.watch(request.url()));
    return person;
  }

  hear(said) {
    if (!["error", "warning"].includes(said.type())) return;
    // The browser complains of every answer that is a refusal.
    if (/status of (401|403|409|422)/.test(said.text()) && this.refusals > 0) { this.refusals -= 1; return; }
    this.tell(`${this.name}, console`, [said.text()]);
  }

  /** Nothing is asked of anybody but the desk. */
  watch(address) {
    this.requests += 1;
    if (![this.desk.address, "data:", "file:", "blob:"].some((start) => address.startsWith(start))) {
      this.tell(`${this.name}, network`, [`a page asks for ${address}`]);
    }
  }

  async signIn() {
    await this.go("/sign-in");
    await this.page.getByLabel("Name").fill(this.name);
    await this.page.getByLabel("Password").fill(PASSWORD);
    await this.looks("the way in");
    await this.sends(() => this.page.getByRole("button", { name: "Sign in" }).click());
    await this.sees("h1", "Pieces");
  }

  async go(path) {
    await this.page.goto(new URL(path, this.desk.address).href);
  }

  /** Does something that leads to another page, and waits for it. */
  async sends(act) {
    await Promise.all([this.page.waitForEvent("load"), act()]);
  }

  /** Does something that the desk is to refuse. */
  async isRefused(act) {
    this.refusals += 1;
    await this.sends(act);
  }

  /** Sends a form that is answered in place, and waits for the answer. */
  async answers(act) {
    const told = (answer) => answer.request().method() === "POST";
    const [answer] = await Promise.all([this.page.waitForResponse(told), act()]);
    await answer.finished();
  }

  /** Sends a form that the desk is to refuse in place. */
  async isRefusedInPlace(act) {
    this.refusals += 1;
    await this.answers(act);
  }

  /** Counts keys, clicks and loads from here on. */
  counts() {
    this.keys = 0;
    this.clicks = 0;
    this.loads = 0;
    this.counting ??= this.page.on("load", () => { this.loads += 1; });
  }

  /** Clicks, and counts it. */
  async clicksOn(target) {
    this.clicks += 1;
    await target.click();
  }

  /** Types words, which are no cost of the desk. */
  async types(words) {
    await this.page.keyboard.insertText(words);
  }

  /** Waits until an element holds words. */
  async sees(selector, words) {
    await this.page.locator(selector).filter({ hasText: words }).first().waitFor();
  }

  async text(selector) {
    return (await this.page.locator(selector).first().innerText()).trim();
  }

  /** Holds the page against the rules of accessibility, wide and light, narrow and dark. */
  async looks(where) {
    for (const [viewport, colorScheme] of [[WIDE, "light"], [NARROW, "dark"]]) {
      await this.page.setViewportSize(viewport);
      await this.page.emulateMedia({ colorScheme });
      const said = `${where} (${this.name}, ${viewport.width} pixels, ${colorScheme})`;
      if (this.script) this.tell(said, await this.axe());
      const width = await this.page.evaluate(() => document.documentElement.scrollWidth);
      this.tell(said, width > viewport.width ? [`it is ${width} pixels wide`] : []);
    }
    await this.page.setViewportSize(WIDE);
    await this.page.emulateMedia({ colorScheme: "light" });
  }

  async axe() {
    // By the browser's own tools, which the policy of the page against scripts does not bind.
    await this.page.evaluate(AXE);
    const found = await this.page.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values } }), RULES);
    if (found.passes.length < 10) return [`axe-core looked at next to nothing (${found.passes.length} rules)`];
    return found.violations.map((rule) => `${rule.id}: ${rule.help} (${rule.nodes.length}; ${rule.nodes[0].html.slice(0, 140)})`);
  }

  /** Notes that the page is this one, so that it shows later whether it was read anew. */
  async marksThisPage() {
    await this.page.evaluate(() => { window.sameAsBefore = true; });
  }

  async isOnThatPage() {
    const same = await this.page.evaluate(() => window.sameAsBefore === true);
    this.tell(`${this.name}, live`, same ? [] : ["the page was loaded again"]);
  }

  /** Drops a file on the page, as from a folder beside the browser. */
  async drops(name, type, bytes) {
    const carried = await this.page.evaluateHandle(([name, type, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const carried = new DataTransfer();
      carried.items.add(new File([bytes], name, { type }));
      return carried;
    }, [name, type, bytes.toString("base64")]);
    for (const event of ["dragenter", "dragover", "drop"]) await this.page.dispatchEvent("main", event, { dataTransfer: carried });
  }

  /** Marks words of an element with the mouse, from their first letter to their last. */
  async marks(selector, words) {
    const ends = await this.page.evaluate(([selector, words]) => {
      const holder = document.querySelector(selector);
      const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
      const letters = [];
      while (walker.nextNode()) for (let at = 0; at < walker.currentNode.length; at++) letters.push([walker.currentNode, at]);
      const at = letters.map(([node, at]) => node.data[at]).join("").indexOf(words);
      if (at < 0) throw new Error(`"${words}" do not stand in ${selector}`);
      const box = ([node, at]) => {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getBoundingClientRect();
      };
      letters[at][0].parentElement.scrollIntoView({ block: "center" });
      const [first, last] = [box(letters[at]), box(letters[at + words.length - 1])];
      return [[first.left + 0.5, first.top + first.height / 2], [last.right - 0.5, last.top + last.height / 2]];
    }, [selector, words]);
    const { mouse } = this.page;
    await mouse.move(...ends[0]);
    await mouse.down();
    await mouse.move(...ends[1], { steps: 8 });
    await mouse.up();
  }

  async presses(...keys) {
    for (const key of keys) {
      this.keys = (this.keys ?? 0) + 1;
      await this.page.keyboard.press(key);
    }
  }

  /** Gives what the browser saved. */
  async keeps(act) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), act()]);
    const name = download.suggestedFilename();
    const path = join(this.desk.folder, "kept", name);
    await download.saveAs(path);
    return { name, path };
  }

  async picture(name) {
    if (!this.pictures) return;
    await this.page.evaluate(() => { document.activeElement?.blur(); });
    await this.page.screenshot({ path: join(this.pictures, `${name}.png`) });
  }

  /** Says which page is open, and what is refused on it. */
  async standsAt() {
    if (this.page.isClosed()) return `${this.name}: gone`;
    const shown = await this.page.locator(".refusal, .done, h1").allInnerTexts();
    return `${this.name}: ${this.page.url()}: ${shown.join(" | ")}`;
  }

  async leaves() {
    await this.context.close();
  }
}
