// Names the controls of the admin that its own templates leave without a name: boxes in which rows are searched for
// (a library builds them around a select and leaves its label behind), and controls in the columns of a table of rows.
(() => {
  const columnOf = (control) => {
    const place = control.closest("td");
    const field = [...(place?.classList ?? [])].find((name) => name.startsWith("field-"));
    return field && place.closest("table")?.querySelector(`th.column-${field.slice("field-".length)}`);
  };
  const nameOf = (control) => {
    const named = (control.id && document.querySelector(`label[for="${CSS.escape(control.id)}"]`)) || columnOf(control);
    return (named?.textContent ?? "").replace(/:\s*$/, "").trim();
  };

  const name = () => {
    for (const control of document.querySelectorAll("td select, td input:not([type=hidden]), td textarea")) {
      if (!control.labels?.length && !control.ariaLabel && nameOf(control)) control.ariaLabel = nameOf(control);
    }
    for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
      const text = nameOf(select);
      for (const part of select.parentElement.querySelectorAll(".select2 [role=combobox], .select2 [role=textbox]")) {
        if (!text || part.ariaLabel === text) continue;
        part.removeAttribute("aria-labelledby");
        part.ariaLabel = text;
      }
    }
  };

  // Rows are added, and the library comes when it is ready, which may be after the page has loaded.
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      name();
    });
  };
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  soon();
})();
