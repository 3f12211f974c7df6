// What every page needs of JavaScript: the theme button, copy buttons, and the ways into the search.
// The search's index is loaded when it is first wanted.

import { mountSearch } from "./search.js";

/* Theme: system, light, dark, in turn. The choice is kept on <html> and in the reader's browser. */

const THEMES = ["system", "light", "dark"];

function setUpTheme() {
  const button = document.querySelector("[data-theme-button]");
  const root = document.documentElement;
  const show = () => {
    const name = `Theme: ${root.dataset.theme ?? "system"}`;
    button.setAttribute("aria-label", name);
    button.title = name;
  };
  button.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(root.dataset.theme ?? "system") + 1) % THEMES.length];
    if (next === "system") delete root.dataset.theme;
    else root.dataset.theme = next;
    try {
      if (next === "system") localStorage.removeItem("digest-theme");
      else localStorage.setItem("digest-theme", next);
    } catch {
      // Storage may be forbidden; the choice then lasts for this page.
    }
    show();
  });
  show();
  button.hidden = false;
}

/* Copy buttons on blocks of code. */

function setUpCopying() {
  for (const code of document.querySelectorAll("pre > code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code.textContent.trimEnd() + "\n");
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(code);
        button.textContent = "Selected";
      }
      setTimeout(() => (button.textContent = "Copy"), 2000);
    });
    code.parentElement.append(button);
  }
}

/* Search: a dialog from the header, "/" or Ctrl-K; inline on the search page. */

let dialog;

function openSearch() {
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.className = "search-dialog";
    dialog.setAttribute("aria-label", "Search");
    document.body.append(dialog);
    mountSearch(dialog, { inDialog: true });
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("input").select();
}

function setUpSearch() {
  const place = document.querySelector("[data-search-page]");
  const field = () => place?.querySelector("input");
  const open = (event) => {
    event.preventDefault();
    if (field()) field().select();
    else openSearch();
  };
  for (const opener of document.querySelectorAll("[data-search-open]")) {
    opener.addEventListener("click", (event) => {
      if (!event.metaKey && !event.ctrlKey && !event.shiftKey) open(event);
    });
  }
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const controlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (slash || controlK) open(event);
  });
  if (place) mountSearch(place, { inAddress: true });
}

setUpTheme();
setUpCopying();
setUpSearch();
