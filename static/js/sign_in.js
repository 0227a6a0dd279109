// A click on a demonstration account fills the form in.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fills]");
  if (!button) return;
  document.querySelector("[name=username]").value = button.dataset.fills;
  document.querySelector("[name=password]").value = "demo";
  document.querySelector("form [type=submit].btn-primary").focus();
});
