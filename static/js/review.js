// The queue of review: the record that is chosen stands beside the list, and keys move, tick, verify and return.
//   <div data-review> <tr data-row data-opened> <th data-beside="/review/seizure/…/"> <div data-panel>
// On a narrow screen there is no room beside the list: the links lead to the record's own page.
(() => {
  const review = document.querySelector("[data-review]");
  const panel = review?.querySelector("[data-panel]");
  if (!panel) return;
  const rows = [...review.querySelectorAll("[data-row]")];
  const roomy = () => getComputedStyle(panel).display !== "none";
  let place = Math.max(0, rows.findIndex((row) => row.hasAttribute("data-opened")));

  const open = async (index, focus) => {
    if (!rows[index]) return;
    place = index;
    rows.forEach((row, at) => row.classList.toggle("row-opened", at === index));
    if (focus) rows[index].querySelector("th a").focus();
    rows[index].scrollIntoView({ block: "nearest" });
    panel.setAttribute("aria-busy", "true");
    const address = rows[index].querySelector("[data-beside]").dataset.beside;
    const response = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
    if (index !== place) return;
    panel.removeAttribute("aria-busy");
    // What cannot be read here, after the end of a session for instance, is read on a page of its own.
    if (!response?.ok || response.redirected) return panel.replaceChildren();
    panel.innerHTML = await response.text();
  };

  review.addEventListener("click", (event) => {
    const link = event.target.closest("th a");
    if (!link || !roomy() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(rows.indexOf(link.closest("[data-row]")), false);
  });

  const acts = {
    j: () => open(Math.min(place + 1, rows.length - 1), true),
    k: () => open(Math.max(place - 1, 0), true),
    x: () => rows[place].querySelector("[name=record]")?.click(),
    v: () => panel.querySelector("[data-verifies]")?.requestSubmit(),
    a: () => panel.querySelector("[data-assigns] select")?.focus(),
    r: () => {
      const returns = panel.querySelector("[data-returns]");
      if (!returns) return;
      returns.open = true;
      returns.querySelector("input[type=checkbox]").focus();
    },
  };
  document.addEventListener("keydown", (event) => {
    if (!roomy() || !review.contains(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("textarea, select, input:not([type=checkbox])")) return;
    const act = acts[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // The keys work where the list or the record has the focus, and nowhere else.
  if (roomy()) open(place, document.activeElement === document.body);
})();
