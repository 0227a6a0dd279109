// A long list is searched by typing its code, its name, or another word for it. Without this script it is a select.
//   <select data-picker="suggestions" id="id_country"> <option value="COL" data-words="…">Colombia</option> </select>
// The select stays and is what is sent; the text field before it takes its id, and with it label, help and errors.
(() => {
  const MOST = 12;
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
  const nameOf = (option) => (option?.value ? option.textContent.trim() : "");

  // The lower, the better the option fits what was typed; -1 where it does not.
  const rank = (option, text) => {
    const [code, name, words] = [option.value, option.textContent, option.dataset.words ?? ""].map(fold);
    if (code === text || name === text) return 0;
    if (name.startsWith(text)) return 1;
    if (code.startsWith(text)) return 2;
    if (` ${name} ${words}`.includes(` ${text}`)) return 3;
    return code.includes(text) || name.includes(text) || words.includes(text) ? 4 : -1;
  };
  const found = (select, text) =>
    [...select.options]
      .filter((option) => option.value && !option.disabled)
      .map((option) => [rank(option, text), option])
      .filter(([place]) => place >= 0)
      .sort(([one], [other]) => one - other)
      .slice(0, MOST)
      .map(([, option]) => option);

  const enhance = (select) => {
    const input = document.createElement("input");
    const list = document.createElement("ul");
    const holder = document.createElement("div");
    holder.className = "picker";
    for (const name of ["aria-describedby", "aria-invalid", "aria-label", "required"]) {
      if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    }
    Object.assign(input, { type: "text", id: select.id, className: "form-control", autocomplete: "off" });
    Object.assign(list, { id: `${select.id}_list`, className: "picker-list", hidden: true });
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", select.dataset.picker);
    input.placeholder = select.options[0]?.value ? "" : select.options[0]?.textContent ?? "";
    const focused = select.autofocus || document.activeElement === select;
    select.removeAttribute("id");
    select.hidden = true;
    select.before(holder);
    holder.append(input, list, select);

    let offered = [];
    let active = -1;
    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const mark = (place) => {
      active = place;
      [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === place)));
      const item = list.children[place];
      if (!item) return input.removeAttribute("aria-activedescendant");
      item.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", item.id);
    };
    const open = (options) => {
      offered = options;
      list.replaceChildren(
        ...options.map((option, index) => {
          const item = document.createElement("li");
          item.id = `${list.id}_${index}`;
          item.setAttribute("role", "option");
          item.textContent = option.textContent.trim();
          return item;
        }),
      );
      list.hidden = !options.length;
      input.setAttribute("aria-expanded", String(options.length > 0));
      mark(options.length && input.value ? 0 : -1);
    };
    const choose = (value) => {
      const changed = select.value !== value;
      select.value = value;
      close();
      input.value = nameOf(select.selectedOptions[0]);
      if (changed) select.dispatchEvent(new Event("change", { bubbles: true }));
    };
    // What is not on the list is sent all the same, so that the server says so and shows it again.
    const takeUnknown = (text) => {
      const option = new Option(text, text);
      option.dataset.typed = "";
      select.querySelector("[data-typed]")?.remove();
      select.append(option);
      choose(text);
    };
    const settle = () => {
      const text = fold(input.value);
      if (input.value === nameOf(select.selectedOptions[0])) return close();
      if (!text) return choose("");
      const best = offered[active] ?? found(select, text)[0];
      if (best) choose(best.value);
      else takeUnknown(input.value);
    };

    input.addEventListener("input", () => open(input.value ? found(select, fold(input.value)) : []));
    input.addEventListener("blur", settle);
    select.form?.addEventListener("submit", settle);
    input.addEventListener("focus", () => input.select());
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) return open([...select.options].filter((option) => option.value && !option.disabled));
        const step = event.key === "ArrowDown" ? 1 : -1;
        mark((active + step + offered.length) % offered.length);
      } else if (event.key === "Enter" && !list.hidden && !event.ctrlKey) {
        event.preventDefault();
        settle();
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
        input.value = nameOf(select.selectedOptions[0]);
      }
    });
    list.addEventListener("mousedown", (event) => {
      const item = event.target.closest("li");
      event.preventDefault();
      if (item) choose(offered[[...list.children].indexOf(item)].value);
    });
    // The page's other scripts, and the browser's back button, set the select.
    const show = () => (input.value = nameOf(select.selectedOptions[0]));
    select.addEventListener("change", show);
    window.addEventListener("pageshow", show);
    show();
    if (focused) input.focus();
  };

  // A field that has the options of another list of the page is a text field until this script copies them.
  //   <input data-options-of="id_country" data-picker="suggestions" name="origin" value="COL" placeholder="not stated">
  const copyOptions = (input) => {
    const source = document.getElementById(input.dataset.optionsOf);
    const select = (source?.closest(".picker") ?? source?.parentElement)?.querySelector("select")?.cloneNode(true);
    if (!select) return;
    for (const name of select.getAttributeNames()) select.removeAttribute(name);
    for (const { name, value } of input.attributes) {
      if (!["type", "value", "data-options-of"].includes(name)) select.setAttribute(name, value);
    }
    select.querySelector("[data-typed]")?.remove();
    const text = fold(input.value);
    const options = [...select.options];
    options[0].textContent = input.placeholder;
    const stated = text ? options.find((option) => rank(option, text) === 0) : options[0];
    if (!stated) select.append(new Option(input.value, input.value));
    select.value = (stated ?? select.lastElementChild).value;
    input.replaceWith(select);
  };

  const enhanceIn = (place) => {
    place.querySelectorAll("input[data-options-of]").forEach(copyOptions);
    place.querySelectorAll("select[data-picker]").forEach((select) => select.id && enhance(select));
  };
  enhanceIn(document);
  document.addEventListener("row:added", (event) => enhanceIn(event.target));
})();
