// Comfort for the list of pieces: a draft is dropped anywhere on the page, and gives the piece its title.
{
  const form = document.getElementById("new-piece-form");
  if (form) {
    const { draft, title } = form.elements;
    const named = () => {
      const name = draft.files[0]?.name.replace(/\.\w+$/, "").replace(/[_-]+/g, " ").trim();
      if (name && !title.value) title.value = name.charAt(0).toUpperCase() + name.slice(1);
    };
    const carries = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
    draft.addEventListener("change", named);
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
      draft.files = event.dataTransfer.files;
      named();
      title.focus();
      title.select();
    });
  }
}
