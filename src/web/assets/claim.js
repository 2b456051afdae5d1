// Comfort for the card of a claim: a refusal is read first, a file is dropped anywhere on the page, a link is pasted.
const offer = () => pane?.querySelector("form[data-drop]");
const armDrop = (scope) => {
  const form = scope.querySelector("form[data-drop]");
  const file = form?.querySelector("input[type=file]");
  const hint = form?.querySelector(".drop-hint");
  if (!hint) return;
  const said = hint.textContent;
  file.addEventListener("change", () => {
    hint.textContent = file.files[0] ? `▤ ${file.files[0].name}` : said;
    hint.classList.toggle("full", Boolean(file.files[0]));
  });
};
if (pane) {
  document.querySelector("[data-refused]")?.focus();
  ready();
  onDrop(offer, (files) => {
    const file = offer().querySelector("input[type=file]");
    file.files = files;
    file.dispatchEvent(new Event("change"));
    offer().elements.line.focus();
  });
  document.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain").trim() || "";
    if (!offer() || event.target.closest("input,textarea") || !text) return;
    event.preventDefault();
    const { line } = offer().elements;
    line.value = text.replace(/\s+/g, " ");
    keep(offer());
    line.focus();
  });
  if (bench) {
    panes.hidden = !bench.classList.contains("open");
    showPane(bench.classList.contains("open") ? "claim" : "text");
    markOpen(true);
    if (openClaim()) attend(`claim/${openClaim()}`);
  }
}
// On a capture, words that are marked are offered as evidence.
{
  const text = document.getElementById("captured");
  const form = document.getElementById("attach");
  if (text && form) {
    const pick = document.createElement("button");
    pick.type = "button";
    pick.className = "pick primary";
    pick.textContent = text.dataset.attach;
    pick.hidden = true;
    document.body.append(pick);
    document.addEventListener("selectionchange", () => {
      const selection = getSelection();
      const words = selection.toString().trim();
      pick.hidden = !words || !text.contains(selection.anchorNode);
      if (pick.hidden) return;
      form.elements.quote.value = words;
      const box = selection.getRangeAt(0).getBoundingClientRect();
      pick.style.left = `${Math.max(8, Math.min(box.left + scrollX, scrollX + innerWidth - 240))}px`;
      pick.style.top = `${box.bottom + scrollY + 6}px`;
    });
    pick.addEventListener("mousedown", (event) => event.preventDefault());
    pick.addEventListener("click", () => {
      pick.hidden = true;
      if (form.elements.claim.value) form.requestSubmit();
      else { form.scrollIntoView(); form.elements.claim.focus(); }
    });
    document.getElementById("passage")?.scrollIntoView({ block: "center" });
  }
}
