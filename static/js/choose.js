// A box above a list that chooses all rows of it that can be chosen.
(() => {
  for (const all of document.querySelectorAll("[data-chooses]")) {
    const boxes = all.closest("form").querySelectorAll(`input[name="${all.dataset.chooses}"]`);
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
    });
  }
})();
