// Opens the pages of entry, and what they load, without a connection. Pages put themselves into the cache (static/js/drafts.js);
// this worker answers from it only when the network fails, and with nothing that is older than a week.
const WEEK = 7 * 24 * 3600 * 1000;
const keyOf = (request) => (request.mode === "navigate" ? new URL(request.url).pathname : request.url);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const renew = async (key, response) => {
  if (!response.ok || response.redirected) return;
  // Read to its end first: a connection that is cut meanwhile leaves the stored page as it is.
  const whole = new Response(await response.blob(), { headers: response.headers });
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    if (await cache.match(key)) await cache.put(key, whole.clone());
  }
};
const answer = async (request, event) => {
  const key = keyOf(request);
  try {
    const response = await fetch(request);
    if (request.mode === "navigate" && !new URL(request.url).search) event.waitUntil(renew(key, response.clone()));
    return response;
  } catch (failure) {
    const stored = await caches.match(key);
    const age = Date.now() - Date.parse(stored?.headers.get("Date") ?? "");
    if (stored && (request.mode !== "navigate" || age < WEEK)) return stored;
    throw failure;
  }
};
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const page = request.mode === "navigate";
  const file = ["script", "style", "image", "font"].includes(request.destination);
  if (request.method === "GET" && (page || file)) event.respondWith(answer(request, event));
});
