// Light, dark, or as the device has it. Loaded before the style sheets, so that the right theme is there from the first paint.
(() => {
  const device = window.matchMedia("(prefers-color-scheme: dark)");

  const choice = () => {
    try {
      return localStorage.getItem("theme") || "auto";
    } catch {
      return "auto";
    }
  };

  const apply = () => {
    const chosen = choice();
    const dark = chosen === "dark" || (chosen === "auto" && device.matches);
    document.documentElement.dataset.bsTheme = dark ? "dark" : "light";
    document.querySelectorAll("[data-theme-choice]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen));
    });
    document.dispatchEvent(new CustomEvent("theme:changed"));
  };

  apply();
  device.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice]");
    if (!button) return;
    try {
      localStorage.setItem("theme", button.dataset.themeChoice);
    } catch {
      document.documentElement.dataset.bsTheme = button.dataset.themeChoice;
    }
    apply();
  });
})();
