// Adds and removes the rows of a Django formset. The rows live in [data-formset], the blank ones in <template>s beside it.
//   <div data-formset="items"> <div data-rows> rows </div>
//     <template data-blank="cash"> row with __prefix__ </template> <button data-adds="cash"> </div>
for (const formset of document.querySelectorAll("[data-formset]")) {
  const prefix = formset.dataset.formset;
  const rows = formset.querySelector("[data-rows]");
  const total = formset.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const announce = formset.querySelector("[data-announce]");

  const visible = () => [...rows.children].filter((row) => !row.hidden);

  const add = (kind) => {
    const blank = formset.querySelector(`template[data-blank="${kind}"]`);
    const holder = document.createElement("template");
    holder.innerHTML = blank.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.content.firstElementChild;
    rows.append(row);
    // What was wrong with the rows as a whole was said of those before.
    for (const complaint of formset.querySelectorAll("[data-complaint]")) complaint.remove();
    total.value = Number(total.value) + 1;
    row.dispatchEvent(new CustomEvent("row:added", { bubbles: true }));
    number();
    firstControl(row)?.focus();
  };

  const remove = (row) => {
    const left = visible();
    const next = left[left.indexOf(row) + 1] || left[left.indexOf(row) - 1];
    const stored = row.querySelector(`[name$="-id"]`)?.value;
    if (stored) {
      const mark = row.querySelector(`[name$="-DELETE"]`);
      mark.checked = true;
      mark.value = "on";
      row.hidden = true;
    } else {
      row.remove();
      renumber();
    }
    number();
    if (announce) announce.textContent = formset.dataset.removedText;
    (next ? firstControl(next) : formset.querySelector("[data-adds]"))?.focus();
  };

  // Django reads the rows by number, without a gap.
  const renumber = () => {
    [...rows.children].forEach((row, index) => {
      for (const element of row.querySelectorAll("[name], [id], [for], [aria-describedby], [aria-labelledby], [aria-controls], [list]")) {
        for (const name of ["name", "id", "for", "aria-describedby", "aria-labelledby", "aria-controls", "list"]) {
          const value = element.getAttribute(name);
          if (value) element.setAttribute(name, value.replaceAll(new RegExp(`\\b${prefix}-\\d+-`, "g"), `${prefix}-${index}-`));
        }
      }
    });
    total.value = rows.children.length;
  };

  const number = () => {
    visible().forEach((row, index) => {
      const place = row.querySelector("[data-number]");
      if (place) place.textContent = index + 1;
    });
    formset.querySelector("[data-none]")?.toggleAttribute("hidden", visible().length > 0);
  };

  const firstControl = (row) => row.querySelector("select, input:not([type=hidden]), textarea");

  formset.addEventListener("click", (event) => {
    const adder = event.target.closest("[data-adds]");
    if (adder) add(adder.dataset.adds);
    const remover = event.target.closest("[data-removes]");
    if (remover) remove(remover.closest("[data-row]"));
  });

  number();
}
