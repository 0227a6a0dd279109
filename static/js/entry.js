// Quick entry: once a measure is chosen, offers only the units and currencies that fit it. The server checks again.
//   catalogue: { measures: { id: { accepted: ["mass"], unit: "id", noun: "", needs_text: false } }, units: { id: "mass" } }
(() => {
  const catalogue = JSON.parse(document.getElementById("catalogue").textContent);
  const field = (row, name) => row.querySelector(`[name="${name}"], [name$="-${name}"]`);
  const whole = (control) => control?.closest(".field").parentElement;

  const fit = (row, changed) => {
    const measure = catalogue.measures[field(row, "measure")?.value];
    const unit = field(row, "unit");
    const dimensions = measure?.accepted ?? [];
    const counted = dimensions.some((dimension) => dimension !== "money");

    for (const option of unit?.options ?? []) {
      const fits = !measure || !option.value || dimensions.includes(catalogue.units[option.value]);
      option.hidden = option.disabled = !fits;
      if (!fits && option.selected) unit.value = "";
    }
    if (changed && measure && unit && !unit.value && measure.unit) unit.value = measure.unit;

    show(field(row, "quantity"), !measure || counted);
    show(unit, !measure || counted);
    show(field(row, "amount"), !measure || dimensions.includes("money"));
    show(field(row, "currency"), !measure || dimensions.includes("money"));
    field(row, "description")?.toggleAttribute("required", Boolean(measure?.needs_text));
  };

  // What does not fit is hidden and emptied, so that nothing unseen is sent; what is wrong stays in sight.
  const show = (control, visible) => {
    const place = whole(control);
    if (!place || control.getAttribute("aria-invalid") === "true") return;
    place.hidden = !visible;
    if (!visible) control.value = "";
  };

  const rows = () => document.querySelectorAll("[data-entry] [data-row]");
  rows().forEach((row) => fit(row, false));

  document.addEventListener("change", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && /(^|-)measure$/.test(event.target.name)) fit(row, true);
  });
  document.addEventListener("row:added", (event) => fit(event.target, true));

  // Alt+A goes to the buttons that add an item; Ctrl+Enter sends the form from any field.
  document.addEventListener("keydown", (event) => {
    if (event.altKey && event.key.toLowerCase() === "a") document.querySelector("[data-adds]")?.focus();
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.target.closest("form[data-entry]")?.requestSubmit();
    }
  });
})();
