// A page is no wider than its screen: only tables and drawings may be scrolled sideways, each by itself.

export const name = "fits";

export async function check(page, { manner }) {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  return width > manner.width ? [`it is ${width} pixels wide on a screen of ${manner.width}`] : [];
}
