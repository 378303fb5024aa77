// Before the first paint: the look that was chosen last, if any.
(() => {
  "use strict";
  const chosen = (() => {
    try {
      return localStorage.getItem("ioasid-sim-theme");
    } catch (e) {
      return null; // storage is switched off: the system's look
    }
  })();
  if (chosen === "light" || chosen === "dark") {
    document.documentElement.dataset.theme = chosen;
  }
})();
