// Quick entry: once a measure is chosen, offers only the units and currencies that fit it. The server checks again.
//   catalogue: { measures: { code: { accepted: ["mass"], money: true, unit: "KGM", noun: "parts", needs_text: true } }, units: { code: "mass" } }
//   What is empty or false is left out.
(() => {
  const form = document.querySelector("form[data-entry]");
  const catalogue = JSON.parse(document.getElementById("catalogue")?.textContent ?? '{"measures": {}, "units": {}}');
  const ONE = "C62";
  const field = (row, name) => row.querySelector(`[name="${name}"], [name$="-${name}"]`);

  const fit = (row, changed) => {
    const measure = catalogue.measures[field(row, "measure")?.value];
    const unit = field(row, "unit");
    const dimensions = measure?.accepted ?? [];
    const counted = !measure || dimensions.some((dimension) => dimension !== "money");

    if (unit) fitUnits(unit, measure, dimensions);
    if (changed && measure && unit && !unit.value) unit.value = measure.unit ?? "";

    show(field(row, "quantity"), counted);
    show(unit, counted);
    show(field(row, "amount"), !measure || Boolean(measure.money));
    show(field(row, "currency"), !measure || Boolean(measure.money));
    field(row, "description")?.toggleAttribute("required", Boolean(measure?.needs_text));
  };

  const fitUnits = (unit, measure, dimensions) => {
    for (const option of unit.options) {
      const fits = !measure || !option.value || dimensions.includes(catalogue.units[option.value]);
      option.hidden = option.disabled = !fits;
      if (!fits && option.selected) unit.value = "";
      if (option.value === ONE) {
        option.dataset.label ??= option.textContent;
        option.textContent = measure?.noun || option.dataset.label;
      }
    }
    for (const group of unit.querySelectorAll("optgroup")) {
      group.hidden = [...group.children].every((option) => option.hidden);
    }
  };

  // What does not fit is hidden and not sent, but kept in case the measure changes back; what is wrong stays in sight.
  const show = (control, visible) => {
    const place = control?.closest(".field").parentElement;
    if (!place || control.getAttribute("aria-invalid") === "true") return;
    place.hidden = control.disabled = !visible;
  };

  document.querySelectorAll("[data-entry] [data-row]").forEach((row) => fit(row, false));

  document.addEventListener("change", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && /(^|-)measure$/.test(event.target.name)) fit(row, true);
  });
  document.addEventListener("row:added", (event) => fit(event.target, true));

  // Readers are named for TLP:RED alone; those that are named already stay in sight.
  const marking = form.elements.marking;
  const readers = form.querySelectorAll("[name=readers]");
  const showReaders = () => {
    const named = [...readers].some((box) => box.checked);
    if (readers.length) readers[0].closest(".field").parentElement.hidden = marking.value !== "TLP:RED" && !named;
  };
  marking?.addEventListener("change", showReaders);
  showReaders();

  // Alt and the key of a list (A of the first) adds a row, or goes to the buttons that do where there are several kinds.
  // Ctrl+Enter saves from any field, and with Shift submits.
  document.addEventListener("keydown", (event) => {
    if (event.altKey && !event.ctrlKey) {
      const list = document.querySelector(event.code === "KeyA" ? "[data-formset]" : `[data-formset][data-key="${event.code}"]`);
      const adders = list?.querySelectorAll("[data-adds]") ?? [];
      if (!adders.length) return;
      event.preventDefault();
      if (adders.length === 1) adders[0].click();
      else adders[0].focus();
    }
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && form.contains(event.target)) {
      event.preventDefault();
      form.requestSubmit(event.shiftKey ? form.querySelector("[name=then][value=submit]") : null);
    }
  });

  // What has the focus comes out from under the bar at the foot, with what is said below it.
  form.addEventListener("focusin", (event) => {
    requestAnimationFrame(() => {
      const bar = form.querySelector(".form-foot");
      if (!bar || bar.contains(event.target) || getComputedStyle(bar).position !== "sticky") return;
      const line = bar.getBoundingClientRect().top;
      const field = (event.target.closest(".field") ?? event.target).getBoundingClientRect();
      // A field of many choices is taller than the page: then the choice itself is what must be seen.
      const hidden = Math.max(
        Math.min(field.bottom - line, field.top),
        event.target.getBoundingClientRect().bottom - line,
      );
      if (hidden > 0) window.scrollBy({ top: hidden + 8, behavior: "instant" });
    });
  });

  // Nothing typed is lost by leaving unawares, and nothing is saved twice by an impatient second click.
  let touched = Boolean(form.querySelector("[data-focus]"));
  let sent = false;
  form.addEventListener("input", () => (touched = true));
  // What is stored on the device is there on return (drafts.js).
  form.addEventListener("entry:kept", () => (touched = false));
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-adds], [data-removes]")) touched = true;
    if (event.target.closest("[data-leaves]")) touched = false;
  });
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (touched && !sent) event.preventDefault();
  });
  window.addEventListener("pageshow", () => (sent = false));
})();
