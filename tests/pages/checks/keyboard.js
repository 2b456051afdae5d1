// Whoever has no mouse gets to every claim and card with the Tab key, and sees where the focus is.

export const name = "keyboard";

const MOST = 4000;

export async function check(page) {
  const faults = [];
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.className);
  if (first !== "skip") faults.push(`the first Tab leads to "${first}" and not to the link past the head`);
  const seen = new Set();
  let unseen = 0;
  for (let count = 0; count < MOST; count++) {
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      const style = getComputedStyle(element);
      const card = element.closest("article.card")?.id ?? "";
      const mark = element.matches("a.mark") ? element.getAttribute("href").slice(1) : "";
      return { end: element === document.body, card, mark, outlined: style.outlineStyle !== "none" };
    });
    if (at.end) break;
    if (at.card) seen.add(`card ${at.card}`);
    if (at.mark) seen.add(`mark ${at.mark}`);
    unseen += at.outlined ? 0 : 1;
    await page.keyboard.press("Tab");
  }
  const wanted = await page.evaluate(() => [
    ...[...document.querySelectorAll("article.card")].map((card) => `card ${card.id}`),
    ...[...document.querySelectorAll("a.mark")].map((mark) => `mark ${mark.getAttribute("href").slice(1)}`),
  ]);
  if (wanted.length === 0) faults.push("there is no claim on it");
  const missed = wanted.filter((one) => !seen.has(one));
  if (missed.length > 0) faults.push(`Tab does not lead to: ${missed.slice(0, 5).join(", ")} (${missed.length})`);
  if (unseen > 0) faults.push(`${unseen} places do not show that they have the focus`);
  return faults;
}
