// The claim as a panel beside the article or the board: it changes without a page being loaded, its forms are answered
// in place, and what is typed is kept until it was sent.
const bench = document.getElementById("bench");
const side = document.getElementById("side");
const pane = document.getElementById("claim");
const panes = document.querySelector(".panes");
const said = document.body.dataset;

const claimOf = (link) => /^\/claims\/([0-9a-f]{8,64})$/.exec(new URL(link.href, location.href).pathname)?.[1];
const openClaim = () => pane?.dataset.claim || "";

// --- What is typed is kept -----------------------------------------------------------------------------------------
// By who types, claim and form, in this browser, until it was sent.

const keeping = (form) => {
  const which = ["query", "request", "on"].map((name) => form.elements[name]).find((field) => field?.type === "hidden")?.value;
  const subject = form.closest("[data-claim]")?.dataset.claim || form.dataset.about || "";
  return form.dataset.keep && `tickmark:${me}:${subject}:${form.dataset.keep}${which ? `:${which}` : ""}`;
};
const isTyped = (field) => field.name && !["hidden", "file", "password", "submit", "button"].includes(field.type);
const typedIn = (form) => {
  const typed = {};
  for (const field of form.elements) {
    if (!isTyped(field)) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked && !field.defaultChecked) typed[field.name] = field.value;
    } else if (field.matches("select")) {
      const first = [...field.options].find((option) => option.defaultSelected) || field.options[0];
      if (field.value !== first?.value) typed[field.name] = field.value;
    } else if (field.value !== field.defaultValue) typed[field.name] = field.value;
  }
  return typed;
};
const keep = (form) => {
  const key = keeping(form);
  if (!key) return;
  const typed = typedIn(form);
  try {
    if (Object.keys(typed).length) localStorage.setItem(key, JSON.stringify(typed));
    else localStorage.removeItem(key);
  } catch { /* A browser that keeps nothing still sends. */ }
};
const forget = (key) => { try { if (key) localStorage.removeItem(key); } catch { /* It kept nothing. */ } };
const bringBack = (scope) => {
  for (const form of scope.querySelectorAll("form[data-keep]")) {
    if (form.querySelector(".refusal")) continue;
    let typed;
    try { typed = JSON.parse(localStorage.getItem(keeping(form)) || "null"); } catch { typed = undefined; }
    if (!typed) continue;
    for (const [name, value] of Object.entries(typed)) {
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (!isTyped(field)) continue;
        if (field.type === "checkbox" || field.type === "radio") field.checked = field.value === value;
        else field.value = value;
      }
    }
    for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
};
document.addEventListener("input", ({ target }) => { const form = target.closest?.("form[data-keep]"); if (form) keep(form); });
document.addEventListener("change", ({ target }) => { const form = target.closest?.("form[data-keep]"); if (form) keep(form); });

// --- The panel -----------------------------------------------------------------------------------------------------

const items = () => [...document.querySelectorAll("[data-item]")].filter((item) => bench?.contains(item));
const linkOf = (item) => item.matches("a") ? item : item.querySelector("a[href^='/claims/']");
const isShown = (element) => element.offsetParent !== null;

const showPane = (name) => {
  if (!bench) return;
  bench.dataset.pane = name;
  for (const tab of panes.querySelectorAll("button")) tab.setAttribute("aria-pressed", String(tab.dataset.pane === name));
};

const markOpen = (scroll) => {
  if (!bench) return;
  const id = openClaim();
  for (const link of bench.querySelectorAll(".bench-main a[href^='/claims/']")) {
    const own = id && claimOf(link) === id;
    link.classList.toggle("now", Boolean(own));
    if (own) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
    link.closest("tr")?.classList.toggle("now", Boolean(own));
  }
  const left = side.querySelector("[data-left]");
  const waiting = items().filter((item) => item.hasAttribute("data-waits")).length;
  left.textContent = waiting ? left.dataset.left.replace("{}", waiting) : "";
  const mark = scroll && items().map(linkOf).find((link) => link?.classList.contains("now"));
  if (!mark || !isShown(mark)) return;
  const { top, bottom } = mark.getBoundingClientRect();
  if (top < 80 || bottom > innerHeight - 40) mark.scrollIntoView({ block: "center" });
};

const tellSide = (text, action, label) => {
  const place = side?.querySelector(".side-told") || document.querySelector(".side-told") || news;
  place.textContent = text;
  if (!action) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", action);
  place.append(" ", button);
};

const ready = () => {
  for (const form of pane.querySelectorAll("form")) form.noValidate = false;
  bringBack(pane);
  armDrop(pane);
};

const shut = () => {
  const source = document.getElementById("beside-source");
  if (source) { source.hidden = true; source.replaceChildren(); }
  const tab = panes?.querySelector("[data-pane=source]");
  if (tab) tab.disabled = true;
};

const show = (html, id) => {
  const other = openClaim() !== id;
  pane.innerHTML = html;
  pane.dataset.claim = id;
  if (other) { shut(); pane.scrollTop = 0; if (side) side.scrollTop = 0; }
  tellSide("");
  ready();
};

let turn = 0;
const ask = (address, options = {}) => fetch(address, { ...options, headers: { "x-desk": "panel" } });
const failed = async (answer) => {
  if (answer.status !== 401) return tellSide((await answer.text()).split("\n").join(" "));
  const back = encodeURIComponent(location.pathname + location.search);
  tellSide(said.out, () => { location.href = `/sign-in?next=${back}`; }, said.signIn);
};

const openPanel = async (id, { push = true, focus = true } = {}) => {
  const own = turn += 1;
  let answer;
  try { answer = await ask(`/claims/${id}/panel`); } catch {
    side.hidden = false;
    return tellSide(said.away, () => openPanel(id, { push, focus }), said.again);
  }
  if (own !== turn) return;
  side.hidden = false;
  bench.classList.add("open");
  panes.hidden = false;
  if (!answer.ok) return failed(answer);
  show(await answer.text(), id);
  if (push) {
    const address = new URL(location.href);
    address.searchParams.set("claim", id);
    address.hash = "";
    if (address.href !== location.href) history.pushState({ claim: id }, "", address);
  }
  showPane("claim");
  markOpen(true);
  attend(`claim/${id}`);
  if (focus) document.getElementById("claim-title")?.focus({ preventScroll: true });
};

const closePanel = ({ push = true } = {}) => {
  if (!bench?.classList.contains("open")) return;
  const id = openClaim();
  turn += 1;
  bench.classList.remove("open");
  side.hidden = true;
  panes.hidden = true;
  shut();
  pane.replaceChildren();
  pane.dataset.claim = "";
  markOpen(false);
  showPane("text");
  attend(about);
  if (push) {
    const address = new URL(location.href);
    address.searchParams.delete("claim");
    history.pushState({}, "", address);
  }
  items().map(linkOf).find((link) => link && claimOf(link) === id)?.focus();
};

// Goes to the next or previous claim of the text or the list; false where no panel is open.
const walk = (by, wanted = () => true) => {
  if (!bench) return false;
  const all = items().filter(isShownOrOpen);
  const at = all.findIndex((item) => claimOf(linkOf(item)) === openClaim());
  const order = by > 0 ? [...all.slice(at + 1), ...(wanted.wraps ? all.slice(0, Math.max(at, 0)) : [])] : all.slice(0, Math.max(at, 0)).reverse();
  const next = order.find(wanted);
  if (next) openPanel(claimOf(linkOf(next)), {});
  return Boolean(next);
};
// On a phone the text is out of sight while the claim is looked at.
const isShownOrOpen = (item) => isShown(item) || bench.classList.contains("open");
const waits = Object.assign((item) => item.hasAttribute("data-waits"), { wraps: true });

if (bench && side) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='/claims/']");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const id = claimOf(link);
    if (!id || !bench.contains(link)) return;
    event.preventDefault();
    openPanel(id);
  });
  for (const button of side.querySelectorAll("[data-walk]")) button.addEventListener("click", () => walk(Number(button.dataset.walk)));
  side.querySelector("[data-close]").addEventListener("click", () => closePanel());
  for (const tab of panes.querySelectorAll("button")) tab.addEventListener("click", () => showPane(tab.dataset.pane));
  addEventListener("popstate", () => {
    const id = new URL(location.href).searchParams.get("claim");
    if (id) openPanel(id, { push: false }); else closePanel({ push: false });
  });
  document.addEventListener("desk:read", () => markOpen(false));
}

// --- Forms are answered in place -----------------------------------------------------------------------------------

const send = async (form, submitter) => {
  const [key, id] = [keeping(form), openClaim()];
  const body = new FormData(form, submitter);
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  const free = () => { for (const button of form.querySelectorAll("button")) button.disabled = false; };
  const own = turn += 1;
  let answer;
  try { answer = await ask(form.action, { method: "POST", body }); } catch {
    free();
    return tellSide(said.away, () => send(form, submitter), said.again);
  }
  if (answer.headers.get("x-desk") !== "panel") {
    free();
    return failed(answer);
  }
  if (answer.ok) forget(key);
  const html = await answer.text();
  if (own !== turn) return;
  show(html, id);
  markOpen(false);
  const refused = pane.querySelector("[data-refused]");
  if (refused) { refused.focus(); refused.scrollIntoView({ block: "nearest" }); return; }
  pane.querySelector("#told")?.scrollIntoView({ block: "nearest" });
  document.getElementById("claim-title")?.focus({ preventScroll: true });
};

if (pane) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || !pane.contains(form)) return;
    event.preventDefault();
    send(form, event.submitter);
  });
}

// --- The source beside its claim -----------------------------------------------------------------------------------

const openSource = async (link) => {
  const place = document.getElementById("beside-source");
  let answer;
  try { answer = await fetch(link.href); } catch { return tellSide(said.away); }
  if (!answer.ok || answer.redirected) { location.href = link.href; return; }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const head = document.createElement("p");
  head.className = "small head";
  const name = fresh.querySelector("main a[href^='/sources/']");
  const whole = document.createElement("a");
  whole.href = link.href;
  whole.textContent = name?.textContent || fresh.querySelector("h1")?.textContent || "";
  const hide = document.createElement("button");
  hide.type = "button";
  hide.className = "plain close";
  hide.textContent = "×";
  hide.setAttribute("aria-label", side.querySelector("[data-close] span").textContent);
  hide.addEventListener("click", () => { shut(); showPane("claim"); });
  head.append(whole, hide);
  const text = fresh.getElementById("captured");
  const picture = fresh.querySelector("img.capture");
  const shown = [picture, text].filter(Boolean).map((part) => document.importNode(part, true));
  if (!shown.length) { location.href = link.href; return; }
  place.replaceChildren(head, ...shown);
  place.dataset.source = name?.getAttribute("href").split("/")[2] || "";
  place.hidden = false;
  panes.querySelector("[data-pane=source]").disabled = false;
  showPane("source");
  const passage = place.querySelector("#passage");
  if (passage) place.scrollTop = passage.offsetTop - place.clientHeight / 3;
};

if (side) {
  side.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-beside]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openSource(link);
  });
  // Words that are marked in the source become what is attached.
  const place = document.getElementById("beside-source");
  place.addEventListener("mouseup", () => {
    const words = getSelection().toString().replace(/\s+/g, " ").trim();
    const line = document.getElementById("line");
    if (!words || !line) return;
    line.value = words;
    const source = line.form.elements.source;
    if (place.dataset.source) source.value = place.dataset.source;
    keep(line.form);
  });
}

// --- Keys in the panel ---------------------------------------------------------------------------------------------

const giveVerdict = (digit) => {
  const choice = pane?.querySelectorAll(".verdict-form [name=verdict]")[digit - 1];
  if (!choice) return false;
  choice.checked = true;
  keep(choice.form);
  showPane("claim");
  const note = choice.form.elements.note;
  note.focus();
  note.scrollIntoView({ block: "nearest" });
  return true;
};

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest?.("form");
  if (!form || form.method !== "post") return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button.primary") || form.querySelector("button:not([name])") || undefined);
});
