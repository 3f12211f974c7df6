// What every page needs of JavaScript: the theme button, copy buttons, and the ways into the search.
// The search itself, ./search.js, is loaded when it is first wanted.

// The texts of this file in the language of the site; papers.js has more of it, for modules that come later.
const { texts = {} } = globalThis.digestTexts ?? {};
const t = (message) => texts[message] ?? message;

/* Theme: system, light, dark, in turn. The choice is kept on <html> and in the reader's browser. */

const THEMES = ["system", "light", "dark"];

function setUpTheme() {
  const names = { system: t("Theme: system"), light: t("Theme: light"), dark: t("Theme: dark") };
  const button = document.querySelector("[data-theme-button]");
  const root = document.documentElement;
  const chosen = () => (THEMES.includes(root.dataset.theme) ? root.dataset.theme : "system");
  const show = () => {
    button.title = names[chosen()];
    button.setAttribute("aria-label", button.title);
  };
  button.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(chosen()) + 1) % THEMES.length];
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
    button.textContent = t("Copy");
    button.setAttribute("aria-live", "polite");
    let pause;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code.textContent.trimEnd() + "\n");
        button.textContent = t("Copied");
      } catch {
        getSelection().selectAllChildren(code);
        button.textContent = t("Selected");
      }
      clearTimeout(pause);
      pause = setTimeout(() => (button.textContent = t("Copy")), 2000);
    });
    code.parentElement.append(button);
  }
}

/* Search: a dialog from the header, "/" or Ctrl-K; inline on the search page. Both are in the HTML, as plain
   forms that lead to the search page, and can be typed into before the search has arrived. */

function setUpSearch() {
  const page = document.querySelector("[data-search-page]");
  const place = page ?? document.querySelector("[data-search-dialog]");
  const field = place.querySelector("input");

  let mounted;
  const mount = () => {
    mounted ??= import("./search.js")
      .then(({ mountSearch }) => mountSearch(place, { inAddress: Boolean(page) }))
      .catch(() => (mounted = undefined)); // offline, say: the form still works, and a later try may
  };
  const open = (event) => {
    event.preventDefault();
    if (!page && !place.open) place.showModal();
    field.select();
    mount();
  };

  for (const opener of document.querySelectorAll("[data-search-open]")) {
    opener.addEventListener("click", (event) => {
      if (!event.metaKey && !event.ctrlKey && !event.shiftKey) open(event);
    });
  }
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const controlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (slash || controlK) open(event);
  });
  if (page) {
    mount();
    return;
  }
  place.addEventListener("click", (event) => {
    const outside = event.target === place;
    if (outside || event.target.closest("[data-search-close]")) place.close();
  });
  place.addEventListener("keydown", (event) => {
    // Else a browser may only empty the field.
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    place.close();
  });
}

/* What only some pages need. */

function setUpPapers() {
  if (document.querySelector(".entry, .sheet--paper")) import("./entries.js");
  if (document.querySelector("[data-reading-list]")) import("./list.js");
  // The reading list needs a browser that keeps it.
  for (const link of document.querySelectorAll("[data-list-link]")) link.hidden = false;
}

setUpTheme();
setUpCopying();
setUpSearch();
setUpPapers();
