// An entry page stores what is typed on this device, restores it on return, and lets it wait while the server is away.
//   <div data-drafts data-kept="…{time}" data-restored="…{time}" data-copied="…"> with [data-restored-note], [data-waits]
(() => {
  const form = document.querySelector("form[data-entry]");
  const texts = document.querySelector("[data-drafts]");
  const { device } = window;
  if (!form || !texts || !device.person) return;
  const note = form.querySelector("[data-device-note]");
  const path = (() => {
    const query = new URLSearchParams(location.search);
    ["typed", "fresh"].forEach((name) => query.delete(name));
    return location.pathname + (query.size ? `?${query}` : "");
  })();
  const LEFT_OUT = ["csrfmiddlewaretoken", "typist", "once"];
  const STYLE = { kept: { timeStyle: "medium" }, restored: { dateStyle: "long", timeStyle: "short" }, copied: { dateStyle: "long", timeStyle: "short" } };
  const words = (name, time) => texts.dataset[name].replace("{time}", new Date(time).toLocaleString(document.documentElement.lang, STYLE[name]));
  const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  let entry = { id: newId(), person: device.person, path, title: document.querySelector("h1").textContent.trim(), state: "typing" };

  // What the list of this device says of an entry.
  const about = () =>
    ["operation", "measure", "date", "place", "country"]
      .map((name) => form.elements[name])
      .filter((control) => control?.value)
      .map((control) => (control.selectedOptions?.[0]?.textContent ?? control.value).trim())
      .join(" · ");
  const fields = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !LEFT_OUT.includes(name));
  const save = async (changes = {}) => {
    clearTimeout(waiting);
    waiting = null;
    entry = { ...entry, fields: fields(), about: about(), savedAt: Date.now(), ...changes };
    await device.put(entry);
    form.dispatchEvent(new CustomEvent("entry:kept"));
    note.textContent = words("kept", entry.savedAt);
  };

  let waiting = null;
  let stopped = false;
  const soon = () => {
    if (stopped) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => save({ state: "typing" }).catch(() => {}), 400);
  };
  const atOnce = () => waiting && save({ state: "typing" }).catch(() => {});

  // Restoring: the rows first, then the fields in their order.
  const refill = (formset, sent) => {
    const { formset: prefix } = formset.dataset;
    const total = formset.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
    const rows = formset.querySelector("[data-rows]");
    const wanted = Number(sent.get(`${prefix}-TOTAL_FORMS`)?.[0] ?? total.value);
    const stored = [...rows.querySelectorAll(`[name$="-id"]`)].some((field) => field.value);
    if (!stored) {
      rows.replaceChildren();
      total.value = 0;
    }
    const adders = [...formset.querySelectorAll("[data-adds]")];
    while (Number(total.value) < wanted) {
      const kind = sent.get(`${prefix}-${total.value}-kind`)?.[0];
      const adder = adders.find((each) => each.dataset.adds === kind) ?? adders[0];
      if (!adder) break;
      adder.click();
    }
  };
  const set = (control, values) => {
    if (["checkbox", "radio"].includes(control.type)) {
      if (control.checked === values.includes(control.value)) return;
      control.checked = !control.checked;
    } else if (control.multiple) {
      for (const option of control.options) option.selected = values.includes(option.value);
    } else {
      const value = values.shift();
      if (value === undefined || control.value === value) return;
      // What is not on the list is sent all the same, so that the server says so.
      if (control.tagName === "SELECT" && ![...control.options].some((option) => option.value === value)) {
        const option = new Option(value, value);
        option.dataset.typed = "";
        control.append(option);
      }
      control.value = value;
    }
    control.closest("details:not([open])")?.setAttribute("open", "");
    control.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const fill = (found) => {
    const sent = new Map();
    for (const [name, value] of found) sent.set(name, [...(sent.get(name) ?? []), value]);
    form.querySelectorAll("[data-formset]").forEach((formset) => refill(formset, sent));
    for (const control of [...form.elements]) {
      if (!control.name || control.tagName === "BUTTON" || LEFT_OUT.includes(control.name) || /-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$/.test(control.name)) continue;
      const choices = ["checkbox", "radio"].includes(control.type) || control.multiple;
      if (choices || sent.has(control.name)) set(control, sent.get(control.name) ?? []);
    }
    for (const mark of form.querySelectorAll('[name$="-DELETE"]')) if (mark.value === "on") mark.closest("[data-row]").hidden = true;
  };

  // One tab has an entry open at a time: the lock is held for as long as the page is.
  let release = () => {};
  const take = (id) =>
    new Promise((resolve) => {
      if (!navigator.locks) return resolve(true);
      navigator.locks.request(`entry:${id}`, { ifAvailable: true }, (lock) => {
        resolve(Boolean(lock));
        return lock && new Promise((end) => (release = end));
      });
    });
  const show = (name, time) => {
    const place = texts.querySelector("[data-restored-note]");
    place.hidden = false;
    place.querySelector("[data-says]").textContent = words(name, time);
    const list = place.querySelector("[data-sentences]");
    list.replaceChildren(...(entry.sentences ?? []).map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })));
    place.scrollIntoView({ block: "nearest" });
  };
  const restore = async (found) => {
    const free = await take(found.id);
    const stale = form.elements.version?.value && form.elements.version.value !== found.fields.find(([name]) => name === "version")?.[1];
    if (stale) return sendAsTyped(found);
    fill(found.fields);
    entry = free ? found : { ...found, id: newId(), attempted: false };
    if (!free) await take(entry.id);
    show(free ? "restored" : "copied", found.savedAt);
    await save({ state: "typing", sentences: [] });
  };
  // The record was changed meanwhile: the server shows the page with what was typed here, and asks what shall stand.
  const sendAsTyped = (found) => {
    const sending = document.createElement("form");
    Object.assign(sending, { method: "post", action: found.path, hidden: true });
    const own = ["csrfmiddlewaretoken", "typist"].map((name) => [name, form.elements[name].value]);
    for (const [name, value] of [...found.fields.filter(([name]) => name !== "then"), ...own, ["once", found.id]]) {
      sending.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    document.body.append(sending);
    sending.submit();
  };

  const candidate = async () => {
    const all = await device.entries();
    const named = all.find((each) => location.hash === `#entry=${each.id}`);
    if (named || location.hash === "#empty") return named;
    const isHere = (each) => each.path === path || (!location.search && each.path.split("?")[0] === path);
    const here = all.filter((each) => isHere(each) && each.state === "typing").sort((one, other) => other.savedAt - one.savedAt);
    const held = ((await navigator.locks?.query())?.held ?? []).map((lock) => lock.name);
    return here.find((each) => !held.includes(`entry:${each.id}`));
  };
  const begin = async () => {
    await device.ready;
    // The page came back with what was sent from it: errors, or a session that had ended.
    const back = await device.get(form.elements.once.value);
    const typed = new URLSearchParams(location.search).has("typed") && (await device.get(sessionStorage.getItem("entry") ?? ""));
    const found = back || typed || (await candidate());
    if (back || typed) entry = { ...found, attempted: false, state: "typing" };
    else if (found) await restore(found);
    if (!found || back || typed) await take(entry.id);
    history.replaceState(null, "", location.pathname + location.search);
    form.elements.once.value = entry.id;
    sessionStorage.setItem("entry", entry.id);
  };

  const reachable = async () =>
    navigator.onLine && ((await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(5000) }).catch(() => null))?.ok ?? false);
  const waits = () => {
    release();
    form.hidden = true;
    texts.querySelector("[data-restored-note]").hidden = true;
    const place = texts.querySelector("[data-waits]");
    place.hidden = false;
    place.focus();
  };
  const send = async (submitter) => {
    // A list that is being searched takes what was typed when it loses the focus.
    document.activeElement?.blur();
    const then = submitter?.name ? [[submitter.name, submitter.value]] : [];
    const there = await reachable();
    stopped = true;
    if (there && !entry.attempted) {
      await save({ state: "typing", attempted: true }).catch(() => {});
      return go(submitter);
    }
    await save({ state: "waiting", fields: [...fields(), ...then] });
    if (there && (await device.send(entry)) !== "away") {
      const answered = await device.get(entry.id);
      if (answered.url) return void (location.href = answered.url);
      history.replaceState(null, "", `#entry=${entry.id}`);
      return location.reload();
    }
    waits();
  };
  let going = false;
  const go = (submitter) => {
    going = true;
    form.requestSubmit(submitter);
  };
  form.addEventListener(
    "submit",
    (event) => {
      if (going) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!stopped) send(event.submitter).catch(() => go(event.submitter));
    },
    { capture: true },
  );

  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-adds], [data-removes]")) soon();
    if (event.target.closest("[data-leaves]")) {
      clearTimeout(waiting);
      waiting = null;
      stopped = true;
      device.remove(entry.id);
    }
  });
  document.addEventListener("visibilitychange", () => document.hidden && atOnce());
  window.addEventListener("pagehide", atOnce);
  window.addEventListener("pageshow", (event) => event.persisted && (going = stopped = false));
  texts.addEventListener("click", async (event) => {
    if (event.target.closest("[data-starts-empty]")) {
      await atOnce();
      history.replaceState(null, "", "#empty");
      location.reload();
    }
    if (event.target.closest("[data-discards]")) {
      clearTimeout(waiting);
      stopped = true;
      await device.remove(entry.id);
      form.dispatchEvent(new CustomEvent("entry:kept"));
      history.replaceState(null, "", "#empty");
      location.reload();
    }
  });
  // Without a store the page is as it is without this script.
  begin().catch(() => (going = stopped = true));

  // The page opens without a connection from now on, by the worker.
  const keepPage = async () => {
    if (!("serviceWorker" in navigator) || form.elements.version?.value) return;
    await device.ready;
    await navigator.serviceWorker.register("/worker.js");
    const cache = await caches.open(device.PAGES + device.person);
    const files = performance.getEntriesByType("resource").map((each) => new URL(each.name)).filter((url) => url.origin === location.origin && url.pathname.startsWith(texts.dataset.static));
    for (const url of [...new Set(files.map(String)), texts.dataset.listScript, location.pathname, document.body.dataset.devicePage]) {
      if (!(await cache.match(url))) await cache.add(url).catch(() => {});
    }
  };
  window.addEventListener("load", () => keepPage().catch(() => {}));
})();
