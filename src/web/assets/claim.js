// Comfort for the card of a claim: a refusal is read first, and a file is dropped anywhere on the page.
{
  document.querySelector("[data-refused]")?.focus();
  const form = document.querySelector("form[data-drop]");
  const file = form?.querySelector("input[type=file]");
  if (file) {
    const hint = document.createElement("p");
    hint.className = "small soft";
    hint.textContent = form.dataset.drop;
    file.after(hint);
    const carries = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
    document.addEventListener("dragover", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      document.body.classList.add("dropping");
    });
    document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dropping"); });
    document.addEventListener("drop", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      document.body.classList.remove("dropping");
      file.files = event.dataTransfer.files;
      const fold = form.closest("details");
      if (fold) fold.open = true;
      form.querySelector("[name=quote]")?.focus();
    });
    document.addEventListener("paste", (event) => {
      const text = event.clipboardData?.getData("text/plain").trim() || "";
      if (event.target.closest("input,textarea") || !/^https?:\/\/\S+$/.test(text)) return;
      event.preventDefault();
      const fold = form.closest("details");
      if (fold) fold.open = true;
      form.elements.address.value = text;
      form.elements.address.focus();
    });
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
