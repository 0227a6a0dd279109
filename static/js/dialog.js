// Opens and closes the dialogs that confirm a step in words; moves the focus to the summary of a refused form.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens).showModal();
  const closer = event.target.closest("[data-closes]");
  if (closer) closer.closest("dialog").close();
  if (event.target.matches("dialog.confirm")) event.target.close();
});

// A step that was refused shows its dialog again, with what was typed.
document.querySelector("dialog[data-open]")?.showModal();

const focusSummary = () => document.querySelector("[data-focus]")?.focus();
focusSummary();
document.addEventListener("htmx:afterSettle", focusSummary);
