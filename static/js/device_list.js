// The page "On this device": the entries that this browser stores for the person who is signed in.
(() => {
  const list = document.querySelector("[data-device-list]");
  const { device } = window;
  const lang = document.documentElement.lang;
  const blank = list.querySelector("template");
  const rows = list.querySelector("[data-rows]");
  const dialog = document.getElementById("discard");
  let chosen = null;

  const rowOf = (entry) => {
    const row = blank.content.cloneNode(true).firstElementChild;
    const place = (name) => row.querySelector(`[data-${name}]`);
    const open = place("open");
    open.textContent = entry.title;
    open.href = entry.url ?? `${entry.path}#entry=${entry.id}`;
    place("about").textContent = entry.about || "–";
    place("time").textContent = new Date(entry.savedAt).toLocaleString(lang, { dateStyle: "medium", timeStyle: "short" });
    place("state").textContent = list.dataset[entry.state];
    place("sentences").replaceChildren(...(entry.sentences ?? []).map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    row.querySelector("[data-discard-named]").textContent = entry.about || entry.title;
    place("discard").addEventListener("click", () => {
      chosen = entry.id;
      // What was sent is with the server: the line here is a note of it.
      if (entry.state === "sent") device.remove(entry.id);
      else dialog.showModal();
    });
    return row;
  };
  const show = async () => {
    const entries = (await device.entries()).sort((one, other) => other.savedAt - one.savedAt);
    rows.replaceChildren(...entries.map(rowOf));
    list.querySelector("[data-some]").hidden = !entries.length;
    list.querySelector("[data-none]").hidden = Boolean(entries.length);
  };
  dialog.querySelector("[data-sure]").addEventListener("click", () => {
    device.remove(chosen);
    dialog.close();
  });
  document.querySelector("[data-leaving]").hidden = !new URLSearchParams(location.search).has("leaving");
  document.addEventListener("device:changed", show);
  device.ready.then(show);
})();
