// Comfort for every page of the desk: what others do appears, keys work, dialogs open. Pages work without it.
const main = document.getElementById("main");
const news = document.getElementById("news");
const { about = "", live, name: me } = document.body.dataset;

// --- Files that are dropped anywhere on the page ------------------------------------------------------------------

/** Takes files that are dropped while `wants()` says so. */
const onDrop = (wants, take) => {
  const dropping = (on) => document.body.classList.toggle("dropping", on);
  const carries = (event) => wants() && [...(event.dataTransfer?.types || [])].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    dropping(true);
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) dropping(false); });
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    dropping(false);
    take(event.dataTransfer.files);
  });
};

// --- What others do -----------------------------------------------------------------------------------------------
// Parts of a page that carry `data-part` and an id are read again when something was recorded, unless somebody is
// writing in them; then a notice offers to show what is new.

const isBusy = (part) =>
  part.contains(document.activeElement) && document.activeElement.matches("input:not([type=checkbox]),textarea,select") ||
  [...part.querySelectorAll("input:not([type=hidden]),textarea")].some((field) =>
    field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue);

const announce = (text, action) => {
  if (!news) return;
  news.textContent = text;
  if (action) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = news.dataset.show || "Show";
    button.addEventListener("click", action);
    news.append(button);
  } else {
    setTimeout(() => { if (news.textContent === text) news.textContent = ""; }, 6000);
  }
};

// Folds that somebody opened stay open when their part is read again.
const carryFolds = (part, next) => {
  const fresh = [...next.querySelectorAll("details")];
  [...part.querySelectorAll("details")].forEach((fold, at) => { if (fresh[at]) fresh[at].open = fold.open; });
};

let reading = false;
let again = false;
const readAgain = async (who, address = location.href) => {
  if (reading) { again = true; return; }
  reading = true;
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    let kept = false;
    for (const part of document.querySelectorAll("[data-part][id]")) {
      const next = fresh.getElementById(part.id);
      if (!next) continue;
      carryFolds(part, next);
      if (part.isEqualNode(next)) continue;
      if (isBusy(part)) { kept = true; continue; }
      const focused = part.contains(document.activeElement) && document.activeElement.id;
      part.replaceWith(next);
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    }
    document.dispatchEvent(new CustomEvent("desk:read"));
    if (kept) announce(`${who}${news.dataset.changed || " changed this"}`, () => location.reload());
    else if (who && who !== me) announce(`${who}${news.dataset.changed || " changed this"}`);
  } finally {
    reading = false;
    if (again) { again = false; readAgain(who); }
  }
};

let pause;
let wholly = false;
const soon = (who, address) => {
  wholly ||= !address;
  clearTimeout(pause);
  pause = setTimeout(() => { const whole = wholly; wholly = false; readAgain(who, whole ? undefined : address); }, 150);
};

const showHere = (names) => {
  const place = document.getElementById("here");
  if (!place) return;
  const others = names.filter((other) => other !== me);
  place.textContent = others.length ? `${place.dataset.words || "Here, too:"} ${others.join(", ")}` : "";
};

// A browser keeps few connections to one desk: a tab that nobody sees gives its own back.
let stream;
let missed = false;
const hear = ({ data }) => {
  const told = JSON.parse(data);
  if (told.what === "here") return showHere(told.names);
  if (told.what === "much") return soon("");
  const [kind, id] = about.split("/");
  if (kind === "claim" && told.claim && told.claim !== id) return;
  // A note changes nothing of the text or the list: only the claim that is open is read again.
  if (bench && told.kind === "claim.noted") return told.claim === openClaim() ? soon(told.actor, `/claims/${told.claim}/panel`) : undefined;
  soon(told.actor);
};
// A claim that is opened beside the text is what is looked at from then on.
let attended = about;
const attend = (what) => {
  if (what === attended) return;
  attended = what;
  stream?.close();
  stream = undefined;
  if (live) listen();
};
const listen = () => {
  if (document.hidden) {
    stream?.close();
    [stream, missed] = [undefined, true];
    return;
  }
  if (stream) return;
  stream = new EventSource(`${live}?about=${encodeURIComponent(attended)}`);
  stream.addEventListener("message", hear);
  stream.addEventListener("error", () => { missed = true; });
  stream.addEventListener("open", () => { if (missed) { missed = false; soon(""); } });
};
if (live && document.querySelector("[data-part],#here")) {
  listen();
  document.addEventListener("visibilitychange", listen);
}

// --- Keys and dialogs ---------------------------------------------------------------------------------------------
// `data-key` on an element names the key that goes there; `data-open` on a button the dialog that it opens;
// `data-item` marks what j and k go through.

for (const button of document.querySelectorAll("[data-open]")) {
  button.hidden = false;
  button.addEventListener("click", () => document.getElementById(button.dataset.open)?.showModal());
}

const isWriting = (target) => target.closest("input:not([type=checkbox],[type=radio],[type=submit]),textarea,select,[contenteditable]");

const step = (by) => {
  const items = [...document.querySelectorAll("[data-item]")].filter((item) => item.offsetParent !== null);
  if (!items.length) return;
  const at = items.findIndex((item) => item === document.activeElement || item.contains(document.activeElement));
  const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(Math.max(at + by, 0), items.length - 1)];
  const target = next.matches("a,button,[tabindex]") ? next : next.querySelector("a,button,[tabindex]") || next;
  target.focus();
  target.scrollIntoView({ block: "nearest" });
};

const follow = (element) => {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  if (element.matches("dialog")) return element.showModal();
  if (element.matches("a,button,summary") && !element.matches("[data-key-focus]")) return element.click();
  (element.matches("input,select,textarea") ? element : element.querySelector("input:not([type=hidden]),select,textarea,button"))?.focus();
  element.scrollIntoView({ block: "nearest" });
};

// Single letters can be switched off, for those who speak to their machine or touch keys without meaning to.
const KEYS = "tickmark:keys";
const areKeysOff = () => { try { return localStorage.getItem(KEYS) === "off"; } catch { return false; } };
const keySwitch = document.querySelector("[data-keys-off]");
if (keySwitch) {
  keySwitch.checked = areKeysOff();
  keySwitch.addEventListener("change", () => {
    try { if (keySwitch.checked) localStorage.setItem(KEYS, "off"); else localStorage.removeItem(KEYS); } catch { /* It keeps nothing. */ }
  });
}

let going = false;
const PLACES = { a: "[data-go=article]", b: "[data-go=board]", s: "[data-go=sources]" };
const onKey = (key) => {
  if (going) {
    going = false;
    const place = PLACES[key] && document.querySelector(PLACES[key]);
    if (place) { place.click(); return true; }
  }
  if (key === "g") { going = true; return true; }
  if (key === "j" || key === "k") {
    const by = key === "j" ? 1 : -1;
    if (bench?.classList.contains("open")) walk(by); else step(by);
    return true;
  }
  if (key === "n" && bench) { if (!walk(1, waits)) announce(news.dataset.none); return true; }
  if (/^[1-7]$/.test(key)) return giveVerdict(Number(key));
  if (key === "o") { const link = pane?.querySelector("a[data-beside]"); link?.click(); return Boolean(link); }
  if (key === "/") { document.querySelector("main input[type=search],#search")?.focus(); return true; }
  if (key === "?") { document.getElementById("keys")?.showModal(); return true; }
  const place = /^[a-z.]$/.test(key) && document.querySelector(`[data-key="${key}"]`);
  if (place) follow(place);
  return Boolean(place);
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (document.querySelector("dialog[open]")) return;
    if (!isWriting(event.target)) return closePanel();
    return pane?.contains(event.target) ? document.getElementById("claim-title")?.focus() : event.target.blur();
  }
  if (isWriting(event.target) || document.querySelector("dialog[open]") || areKeysOff()) return;
  if (onKey(event.key)) event.preventDefault();
});

// A menu closes when somebody goes elsewhere.
document.addEventListener("click", ({ target }) => {
  for (const menu of document.querySelectorAll("details.me[open]")) if (!menu.contains(target)) menu.open = false;
});

// Submitting twice records once.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) return event.preventDefault();
  if (!event.target.closest("[data-claim]") && event.target.method === "post") {
    event.target.dataset.sent = "yes";
    setTimeout(() => delete event.target.dataset.sent, 5000);
  }
});
