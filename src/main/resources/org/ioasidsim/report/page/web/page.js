// Light and dark, and tables that sort. The page is whole without this.
(() => {
  "use strict";
  const root = document.documentElement;
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches;
  }

  function announceTheme(button) {
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", "Switch to the " + (isDark() ? "light" : "dark") + " look");
    document.dispatchEvent(new Event("themechange"));
  }

  function chooseTheme(theme) {
    root.dataset.theme = theme;
    try {
      localStorage.setItem("ioasid-sim-theme", theme);
    } catch (e) {
      // storage is switched off: the choice lasts as long as the page
    }
  }

  function themeButton() {
    const button = document.querySelector("button.theme");
    button.hidden = false;
    announceTheme(button);
    button.addEventListener("click", () => {
      chooseTheme(isDark() ? "light" : "dark");
      announceTheme(button);
    });
    prefersDark.addEventListener("change", () => announceTheme(button));
  }

  // A cell's data-sort is its number in one unit; a cell without one sorts as text, an undefined one last.
  function keyOf(cell) {
    return cell.dataset.sort === undefined ? cell.textContent.trim() : Number(cell.dataset.sort);
  }

  function isUndefined(key) {
    return key === "" || key === "-";
  }

  function compare(a, b) {
    if (typeof a === "number" && typeof b === "number") {
      return a < b ? -1 : a > b ? 1 : 0;
    }
    return String(a).localeCompare(String(b), "en", { numeric: true });
  }

  function sort(table, heads, column) {
    const descending = heads[column].getAttribute("aria-sort") === "ascending";
    heads.forEach(head => head.removeAttribute("aria-sort"));
    heads[column].setAttribute("aria-sort", descending ? "descending" : "ascending");
    const rows = [...table.tBodies[0].rows].map(row => ({ row, key: keyOf(row.cells[column]) }));
    rows.sort((a, b) =>
      isUndefined(a.key) - isUndefined(b.key) || (descending ? -1 : 1) * compare(a.key, b.key));
    table.tBodies[0].append(...rows.map(each => each.row));
  }

  function makeSortable(table) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, heads, column));
      head.append(button);
    });
  }

  // What a link within the page leads to is shown even where it is folded.
  function unfold() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = target && target.closest("details:not([open])");
    if (folded) {
      folded.open = true;
      unfold();
      target.scrollIntoView();
    }
  }

  // A page on paper has no folds to open.
  function unfoldAll() {
    document.querySelectorAll("details:not([name])").forEach(each => { each.open = true; });
  }

  unfold();
  addEventListener("hashchange", unfold);
  addEventListener("beforeprint", unfoldAll);
  themeButton();
  document.querySelectorAll(".wide > table").forEach(makeSortable);
})();
