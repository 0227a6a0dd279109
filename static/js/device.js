// What this browser stores for the person who is signed in: entries that are being typed or wait to be sent, and the pages of entry.
//   <body data-device="name of the person's store" data-sender="signed" data-device-page="/device/">
//   An empty name: the installation stores nothing on devices, and what an earlier setting stored is removed.
// An entry: { id, person, path, title, about, fields: [[name, value]], savedAt, state, attempted, sentences, url }
//   state: "typing", "waiting" to be sent, "refused" by the server, or "sent"
window.device = (() => {
  const PAGES = "entry-pages-";
  const SECONDS = 10;
  // The admin's pages have no store of their own, and a button to sign out.
  const { device: person, sender, devicePage = "/device/" } = document.body.dataset;
  const channel = new BroadcastChannel("device");
  let cleared = false;
  let opening = null;

  const open = () => {
    opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open("ops-tracker", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("entries", { keyPath: "id" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return opening;
  };
  const run = async (mode, act) => {
    const transaction = (await open()).transaction("entries", mode);
    return new Promise((resolve, reject) => {
      const request = act(transaction.objectStore("entries"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  };
  const changed = () => {
    document.dispatchEvent(new CustomEvent("device:changed"));
    if (!cleared) channel.postMessage("changed");
  };

  const entries = async () => (await run("readonly", (store) => store.getAll())).filter((entry) => entry.person === person);
  const get = async (id) => (await entries()).find((entry) => entry.id === id);
  const put = async (entry) => {
    if (cleared || !person) return;
    await run("readwrite", (store) => store.put(entry));
    changed();
  };
  const remove = async (id) => {
    await run("readwrite", (store) => store.delete(id));
    changed();
  };

  // Everything of everybody, at sign-out and where nothing may be stored.
  const clear = async () => {
    cleared = true;
    channel.postMessage("cleared");
    await run("readwrite", (store) => store.clear());
    if ("caches" in window) for (const name of await caches.keys()) if (name.startsWith(PAGES)) await caches.delete(name);
    for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
  };
  // What somebody else left here without signing out: whoever is signed in now may not read it.
  const removeOthers = async () => {
    for (const entry of await run("readonly", (store) => store.getAll())) {
      if (entry.person !== person) await run("readwrite", (store) => store.delete(entry.id));
    }
    if (!("caches" in window)) return;
    for (const name of await caches.keys()) if (name.startsWith(PAGES) && name !== PAGES + person) await caches.delete(name);
  };
  channel.addEventListener("message", ({ data }) => {
    if (data === "cleared") cleared = true;
    document.dispatchEvent(new CustomEvent("device:changed"));
  });

  // The server names in a cookie what it has saved from a page.
  const removeSaved = async () => {
    for (const [, id] of document.cookie.matchAll(/entered_([\w-]+)=1/g)) {
      await remove(id);
      document.cookie = `entered_${id}=; path=/; max-age=0; samesite=lax`;
    }
  };

  const csrf = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  const post = (entry) =>
    fetch(entry.path, {
      method: "POST",
      body: new URLSearchParams([...entry.fields, ["once", entry.id], ["sender", sender]]),
      headers: { Accept: "application/json", "Idempotency-Key": entry.id, "X-CSRFToken": csrf() },
      redirect: "manual",
    });
  // What became of it: "sent", "refused", or "away" where it has to wait on.
  const send = async (entry) => {
    await put({ ...entry, attempted: true });
    const response = await post(entry).catch(() => null);
    const answer = await response?.json().catch(() => null);
    if (response?.status === 201 && answer) {
      await put({ ...entry, state: "sent", fields: [], url: answer.url, sentences: answer.sentences });
      return "sent";
    }
    // A session that has ended, or a server that is away or busy: it waits on.
    const final = response?.status >= 400 && response.status < 500 && ![401, 408, 429].includes(response.status);
    if (!final || answer?.sign_in) return "away";
    await put({ ...entry, state: "refused", attempted: false, sentences: answer?.sentences ?? [] });
    return "refused";
  };
  const locked = (name, act) =>
    navigator.locks ? navigator.locks.request(name, { ifAvailable: true }, (lock) => lock && act()) : act();
  // An entry that is open on a page is not sent meanwhile.
  const sendFree = (id) =>
    locked(`entry:${id}`, async () => {
      const entry = await get(id);
      return entry?.state === "waiting" ? send(entry) : null;
    });
  const flush = () =>
    locked("device:send", async () => {
      if (!navigator.onLine || cleared) return;
      for (const { id } of await entries()) {
        if ((await sendFree(id)) === "away") return;
      }
    });

  const count = async () => {
    const waiting = (await entries()).filter((entry) => entry.state !== "sent").length;
    for (const place of document.querySelectorAll("[data-device-count]")) {
      place.hidden = !waiting;
      place.firstElementChild.textContent = waiting;
    }
  };

  const signOut = async (form) => {
    const stored = await run("readonly", (store) => store.getAll()).catch(() => []);
    const left = stored.some((entry) => entry.state !== "sent");
    if (left && !("deviceSure" in form.dataset)) return void (location.href = `${devicePage}?leaving=1`);
    await clear().catch(() => {});
    form.submit();
  };
  document.addEventListener("submit", (event) => {
    if (!/\/(sign-out|logout)\/$/.test(event.target.action)) return;
    event.preventDefault();
    signOut(event.target);
  });

  const start = async () => {
    if (person === "") return clear();
    await removeOthers();
    await removeSaved();
    await count();
    document.addEventListener("device:changed", count);
    window.addEventListener("online", flush);
    setInterval(flush, SECONDS * 1000);
    await flush();
  };
  // A browser that stores nothing (a private window may not) is one without this.
  const ready = person === undefined ? Promise.resolve() : start().catch(() => {});
  return { PAGES, person, ready, entries, get, put, remove, send, flush, locked };
})();
