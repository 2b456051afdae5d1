// A desk of its own: an empty casebook in a folder of its own, its users, and the program that serves it.

import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const PASSWORD = "a long enough password";

/** Opens a desk in a folder, with users by name and role, or with none where there is no casebook yet; gives its address, its links, the program, and its end. */
export async function openDesk(tickmark, folder, users) {
  const env = {
    PATH: process.env.PATH, HOME: folder, XDG_CONFIG_HOME: join(folder, ".config"),
    XDG_STATE_HOME: join(folder, ".state"), TICKMARK_ACTOR: "Ana Ferro",
  };
  const run = (args, input = "") => execFileSync(tickmark, args, { cwd: folder, env, input, encoding: "utf8", stdio: ["pipe", "pipe", "inherit"] });
  if (users) run(["init"]);
  for (const [name, role] of Object.entries(users ?? {})) run(["user", "add", name, "--role", role], `${PASSWORD}\n`);
  const child = spawn(tickmark, ["serve", "--port", "0", "--no-open", "--json"], { cwd: folder, env, stdio: ["ignore", "pipe", "ignore"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const link = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error("the desk closed before it showed a link");
    return JSON.parse(value).data.link;
  };
  const first = await link();
  const close = () => new Promise((ended) => { child.once("exit", ended); child.kill(); });
  return { address: new URL(first).origin, first, folder, run, close };
}
