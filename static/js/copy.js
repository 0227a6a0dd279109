// Copies the exact value behind a shortened figure, and says so.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const label = button.getAttribute("aria-label");
  await writeText(button.dataset.copy);
  button.dataset.copied = "";
  button.setAttribute("aria-label", button.dataset.copiedText);
  button.title = button.dataset.copiedText;
  setTimeout(() => {
    delete button.dataset.copied;
    button.setAttribute("aria-label", label);
    button.title = label;
  }, 1500);
});

async function writeText(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  // Plain http on another host than loopback has no clipboard interface.
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
