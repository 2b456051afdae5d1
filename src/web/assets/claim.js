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
