// Comfort for the list of pieces: a draft is dropped anywhere on the page, and gives the piece its title.
{
  const form = document.getElementById("new-piece-form");
  if (form) {
    const { draft, title } = form.elements;
    const named = () => {
      const name = draft.files[0]?.name.replace(/\.\w+$/, "").replace(/[_-]+/g, " ").trim();
      if (name && !title.value) title.value = name.charAt(0).toUpperCase() + name.slice(1);
    };
    draft.addEventListener("change", named);
    onDrop(() => true, (files) => {
      draft.files = files;
      named();
      title.focus();
      title.select();
    });
  }
}
