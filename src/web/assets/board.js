// Comfort for the board page: the list follows what is typed, and claims are ticked by key.
{
  const filter = document.getElementById("board-filter");
  const hand = document.getElementById("board-hand");
  const boxes = () => [...document.querySelectorAll("#board-list input[name=claim]")];
  const told = document.querySelector("[data-ticked]");
  const tell = () => { if (told) told.textContent = boxes().filter((box) => box.checked).length || ""; };

  const untick = () => { for (const box of boxes()) box.checked = box.defaultChecked; };

  // The address changes with the list, so that it can be kept as a bookmark at any time.
  const follow = () => {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(filter)) if (value.trim()) asked.append(name, value);
    const query = asked.toString();
    history.replaceState(null, "", query ? `/board?${query}` : "/board");
    untick();
    readAgain("");
  };

  if (filter) {
    let typing;
    filter.addEventListener("input", ({ target }) => {
      clearTimeout(typing);
      typing = setTimeout(follow, target.type === "search" ? 200 : 0);
    });
    filter.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(typing); follow(); });
  }

  if (hand) {
    // A form that was refused was answered without its address.
    const next = hand.querySelector("[name=next]")?.value;
    if (next && location.pathname + location.search !== next) history.replaceState(null, "", next);
    hand.addEventListener("change", tell);
    document.addEventListener("desk:read", tell);
    const all = hand.querySelector("[data-tick-page]");
    if (all) {
      all.hidden = false;
      all.addEventListener("click", () => {
        const tick = boxes().some((box) => !box.checked);
        for (const box of boxes()) box.checked = tick;
        tell();
      });
    }
    // x ticks the claim that j and k went to; so does the space bar.
    document.addEventListener("keydown", (event) => {
      const row = event.target.closest?.("#board-list tr[data-item]");
      const box = row?.querySelector("input[name=claim]");
      const onBox = event.target === box;
      if (!box || event.ctrlKey || event.metaKey || event.altKey || !(event.key === "x" || event.key === " " && !onBox)) return;
      event.preventDefault();
      box.checked = !box.checked;
      tell();
    });
    tell();
  }
}
