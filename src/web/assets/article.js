// Comfort for the article page: words are marked with the mouse or the keyboard, and a claim is recorded on them.
{
  const article = document.getElementById("article");
  const dialog = document.getElementById("record");
  const bytes = (text) => new TextEncoder().encode(text).length;

  // A node within the text carries the byte offset at which its words begin.
  const offset = (node, at) => {
    const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node.childNodes[at]?.parentElement || node)
      .closest("[data-at]");
    if (holder && node.nodeType === Node.TEXT_NODE) return Number(holder.dataset.at) + bytes(node.data.slice(0, at));
    if (holder) return Number(holder.dataset.at) + (at > 0 ? bytes(holder.textContent) : 0);
    return undefined;
  };

  const marked = () => {
    const selection = getSelection();
    const live = document.getElementById("article");
    if (!selection.rangeCount || selection.isCollapsed || !live?.contains(selection.anchorNode)) return undefined;
    const range = selection.getRangeAt(0);
    const held = [...live.querySelectorAll("[data-at]")].filter((part) => range.intersectsNode(part));
    if (!held.length) return undefined;
    const first = held[0];
    const last = held[held.length - 1];
    const start = first.contains(range.startContainer) ? offset(range.startContainer, range.startOffset) : Number(first.dataset.at);
    const end = last.contains(range.endContainer) ? offset(range.endContainer, range.endOffset) : Number(last.dataset.at) + bytes(last.textContent);
    return start < end ? { at: `${start}-${end}`, box: range.getBoundingClientRect() } : undefined;
  };

  const record = async (address) => {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = fresh.getElementById("record-form");
    if (!answer.ok || !form || !dialog) { location.href = address; return; }
    dialog.replaceChildren(document.importNode(form, true));
    dialog.querySelector("[data-dismiss]")?.addEventListener("click", (event) => { event.preventDefault(); dialog.close(); });
    bringBack(dialog);
    dialog.showModal();
    dialog.querySelector("textarea")?.focus();
  };

  // The claim is recorded in place, and opens beside the text.
  dialog?.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    event.preventDefault();
    const tell = (words) => {
      let place = form.querySelector(".refusal");
      if (!place) { place = document.createElement("p"); place.className = "refusal"; place.setAttribute("role", "alert"); form.prepend(place); }
      place.textContent = words;
    };
    let answer;
    try { answer = await ask(form.action, { method: "POST", body: new FormData(form, event.submitter) }); } catch { return tell(said.away); }
    if (answer.status === 401) return tell(said.out);
    if (!answer.ok) return tell((await answer.text()).split("\n").join(" "));
    forget(keeping(form));
    dialog.close();
    getSelection().removeAllRanges();
    const id = new URL(answer.url).searchParams.get("claim");
    if (!id) { location.href = answer.url; return; }
    await openPanel(id);
    readAgain("");
  });

  if (article?.dataset.recording && dialog) {
    const pick = document.createElement("button");
    pick.type = "button";
    pick.className = "pick primary";
    pick.textContent = article.dataset.recording;
    pick.hidden = true;
    document.body.append(pick);
    let chosen;
    const offer = () => {
      chosen = marked();
      pick.hidden = !chosen;
      if (!chosen) return;
      pick.style.left = `${Math.max(8, Math.min(chosen.box.left + scrollX, scrollX + innerWidth - 220))}px`;
      pick.style.top = `${chosen.box.bottom + scrollY + 6}px`;
    };
    const open = () => {
      if (!chosen) return;
      pick.hidden = true;
      record(`/pieces/${article.dataset.piece}/claims/new?at=${chosen.at}`);
    };
    document.addEventListener("selectionchange", () => { if (document.activeElement !== pick) offer(); });
    pick.addEventListener("mousedown", (event) => event.preventDefault());
    pick.addEventListener("click", open);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && chosen && !event.target.closest("a,button,input,textarea,select")) { event.preventDefault(); open(); }
    });
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-record]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      record(link.href);
    });
  }

  const all = document.querySelector("[data-tick-all]");
  if (all) {
    all.hidden = false;
    all.addEventListener("click", () => {
      const boxes = [...document.querySelectorAll("#suggestions input[type=checkbox]")];
      const tick = boxes.some((box) => !box.checked);
      for (const box of boxes) box.checked = tick;
    });
  }
}
