// A page asks for nothing, complains of nothing and opens nothing.

export const name = "quiet";
// Asks nothing of the page itself, so that it runs where script is off.
export const needsScript = false;

export async function check(page, opened) {
  await page.waitForTimeout(100);
  return [
    ...opened.requests.map((address) => `it asks for ${address}`),
    ...opened.errors.map((error) => `the browser says: ${error}`),
  ];
}
