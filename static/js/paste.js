// Takes a block of cells from a spreadsheet: into a grid from the cell that has the focus, or as new rows of items.
//   <section data-formset="rows" data-grid data-most="100"> <p data-paste-note hidden> <template data-paste-texts data-too-many="…"> </section>
//   <textarea data-pastes> in a [data-formset] whose rows depend on the measure, the first cell of each line
(() => {
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();

  // Cells that hold a line break or a tab are in quotes, with quotes doubled.
  const cellsOf = (text) => {
    const lines = [[]];
    for (const [, quoted, plain, end] of text.replace(/\r\n?/g, "\n").matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))([\t\n]|$)/g)) {
      lines.at(-1).push((quoted?.replaceAll('""', '"') ?? plain).replaceAll("\n", " ").trim());
      if (end === "\n") lines.push([]);
      if (end === "") break;
    }
    return lines.filter((line) => line.some(Boolean));
  };

  const controls = (row) => [...row.querySelectorAll("input:not([type=hidden]), select, textarea")].filter((each) => !each.name.endsWith("-DELETE"));
  const optionOf = (select, text) => {
    const options = [...select.options].filter((option) => !option.disabled);
    return options.find((option) => fold(option.value) === fold(text)) ?? options.find((option) => fold(option.textContent) === fold(text));
  };

  // False where the cell is a list that does not have the text.
  const fill = (control, text) => {
    if (control.tagName === "SELECT") {
      const option = text ? optionOf(control, text) : null;
      if (text && !option) return false;
      if (option) control.value = option.value;
    } else {
      control.value = text;
    }
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };

  const say = (formset, name, values, wrong) => {
    const words = formset.querySelector("[data-paste-texts]").dataset[name];
    const text = words.replace(/\{(\w+)\}/g, (_, key) => values[key]);
    const note = formset.querySelector("[data-paste-note]");
    note.hidden = !wrong;
    note.textContent = wrong ? text : "";
    if (!wrong) formset.querySelector("[data-announce]").textContent = text;
  };

  const rowsOf = (formset) => [...formset.querySelectorAll("[data-row]")].filter((row) => !row.hidden);
  const added = (formset, kind) => {
    formset.querySelector(`[data-adds="${kind}"]`).click();
    return rowsOf(formset).at(-1);
  };
  const tooMany = (formset, number, lines) => {
    const most = Number(formset.dataset.most);
    if (number <= most) return false;
    say(formset, "tooMany", { rows: lines.length.toLocaleString(document.documentElement.lang), most }, true);
    return true;
  };

  const intoGrid = (formset, control, lines) => {
    const start = rowsOf(formset).indexOf(control.closest("[data-row]"));
    const column = controls(control.closest("[data-row]")).indexOf(control);
    if (tooMany(formset, start + lines.length, lines)) return;
    let left = null;
    lines.forEach((line, index) => {
      const row = rowsOf(formset)[start + index] ?? added(formset, "row");
      const cells = controls(row).slice(column);
      line.slice(0, cells.length).forEach((text, place) => {
        if (!fill(cells[place], text)) left ??= { line: index + 1, text };
      });
    });
    control.focus();
    if (left) say(formset, "left", left, true);
    else say(formset, "pasted", { rows: lines.length }, false);
  };

  // The kind of an item is that of its measure: the blank row whose list has it.
  const kindOf = (formset, text) => {
    for (const blank of formset.querySelectorAll("template[data-blank]")) {
      const select = blank.content.querySelector('select[name$="-measure"]');
      if (select && optionOf(select, text)) return blank.dataset.blank;
    }
    return null;
  };

  // Measure, quantity, value, description; the amount of what has no quantity may stand in either cell.
  const fillItem = (row, [measure, quantity = "", amount = "", description = ""]) => {
    const named = (name) => row.querySelector(`[name$="-${name}"]`);
    fill(named("measure"), measure);
    const weighed = named("quantity") && !named("quantity").disabled;
    if (weighed) fill(named("quantity"), quantity);
    const worth = amount || (weighed ? "" : quantity);
    if (worth && named("amount")) fill(named("amount"), worth);
    if (description) fill(named("description"), description);
  };

  const intoItems = (formset, area, lines) => {
    if (tooMany(formset, rowsOf(formset).length + lines.length, lines)) return;
    const kinds = lines.map(([measure]) => kindOf(formset, measure));
    const unknown = kinds.indexOf(null);
    if (unknown >= 0) return say(formset, "unknown", { line: unknown + 1, text: lines[unknown][0] }, true);
    lines.forEach((line, index) => fillItem(added(formset, kinds[index]), line));
    area.value = "";
    area.focus();
    say(formset, "pasted", { rows: lines.length }, false);
  };

  document.addEventListener("paste", (event) => {
    const formset = event.target.closest?.("[data-formset]");
    const area = event.target.closest?.("[data-pastes]");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!formset || !(area || (formset.matches("[data-grid]") && /[\t\n]/.test(text.trimEnd())))) return;
    event.preventDefault();
    const lines = cellsOf(text);
    if (!lines.length) return;
    if (area) intoItems(formset, area, lines);
    else intoGrid(formset, event.target, lines);
  });
})();
