// Beside a number that is being typed, how the server reads it: there is no second reading of numbers here.
//   <input data-echo="/number/" id="id_amount"> <output id="id_amount_echo"></output>
(() => {
  const PATIENCE = 250;
  const waiting = new WeakMap();

  const follow = async (control) => {
    const typed = control.value;
    const address = `${control.dataset.echo}?${new URLSearchParams({ text: typed })}`;
    const response = await fetch(address, { headers: { Accept: "text/plain" } }).catch(() => null);
    // A session that has ended leads elsewhere; an answer that comes late is about what was typed before.
    const read = response?.ok && !response.redirected ? await response.text() : "";
    const place = document.getElementById(`${control.id}_echo`);
    if (place && control.value === typed) place.textContent = read;
  };

  document.addEventListener("input", (event) => {
    const control = event.target.closest?.("[data-echo]");
    if (!control) return;
    clearTimeout(waiting.get(control));
    waiting.set(control, setTimeout(follow, PATIENCE, control));
  });
})();
