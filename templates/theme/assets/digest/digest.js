// What every page needs of JavaScript: what the header has besides links, copy buttons, and the ways into the search.
// The search itself, ./search.js, is loaded when it is first wanted.

const ROOT = new URL("../../", import.meta.url); // the site's own root, wherever it is served

// The texts of this file in the language of the site; papers.js has more of it, for modules that come later.
const { texts = {} } = globalThis.digestTexts ?? {};
const t = (message) => texts[message] ?? message;

/** An element with attributes; of a text it only ever makes text. */
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const tools = document.querySelector(".top__tools");

/* Theme: system, light, dark, in turn. The choice is kept on <html> and in the reader's browser. */

const THEMES = ["system", "light", "dark"];

function setUpTheme() {
  const names = { system: t("Theme: system"), light: t("Theme: light"), dark: t("Theme: dark") };
  const button = make("button", { type: "button", class: "top__theme" });
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
  tools.append(button);
}

/* What was done, for those who hear the page; others see it. */

const status = document.body.appendChild(make("p", { class: "visually-hidden", role: "status" }));

export function say(text) {
  status.textContent = "";
  setTimeout(() => (status.textContent = text), 100); // so that the same is said again, too
}

/* Copy buttons, on blocks of code and elsewhere. */

/** A button that copies the text of an element, or else selects it; `attributes` are the button's. */
export function copyButton(element, attributes, label = t("Copy")) {
  const button = make("button", { type: "button", ...attributes }, label);
  let pause;
  button.addEventListener("click", async () => {
    const text = element.textContent.trimEnd();
    try {
      await navigator.clipboard.writeText(element.matches("pre *") ? `${text}\n` : text);
      button.textContent = t("Copied");
    } catch {
      if (!element.isConnected) button.after(element); // what nobody sees nobody can select
      getSelection().selectAllChildren(element);
      button.textContent = t("Selected");
    }
    say(button.textContent);
    clearTimeout(pause);
    pause = setTimeout(() => (button.textContent = label), 2000);
  });
  return button;
}

/** Give a block of code the button that copies it. */
export function makeCopyable(code) {
  code.parentElement.append(copyButton(code, { class: "copy" }));
}

/* Search: a dialog from the header, "/" or Ctrl-K; inline on the search page. Both have a plain form that leads to the
   search page, and can be typed into before the search has arrived. */

function makeDialog() {
  const field = make("input", {
    type: "search", name: "q", "aria-label": t("Search papers"), placeholder: t("Title, author, topic or word"),
    autocomplete: "off", spellcheck: "false",
  });
  const close = make("button", { type: "button", "data-search-close": "" }, t("Close"));
  // The dialog says that this is the search: a page has one landmark of that kind at most, its own field.
  const form = make("form", { class: "find", action: new URL("search/", ROOT).href }, field, close);
  return make("dialog", { class: "search search--quick", "aria-label": t("Search"), "data-search-dialog": "" }, form);
}

function setUpSearch() {
  const page = document.querySelector("[data-search-page]");
  let place = page;
  let mounted;
  const mount = () => {
    mounted ??= import("./search.js")
      .then(({ mountSearch }) => mountSearch(place, { inAddress: Boolean(page) }))
      .catch(() => (mounted = undefined)); // offline, say: the form still works, and a later try may
  };
  const open = (event) => {
    event.preventDefault();
    place ??= setUpDialog();
    if (!page && !place.open) place.showModal();
    place.querySelector("input").select();
    mount();
  };

  const opener = tools.querySelector(".top__search");
  opener.setAttribute("aria-keyshortcuts", "/ Control+K");
  opener.append(" ", make("kbd", { "aria-hidden": "true" }, "/"));
  opener.addEventListener("click", (event) => {
    if (!event.metaKey && !event.ctrlKey && !event.shiftKey) open(event);
  });
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const controlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (slash || controlK) open(event);
  });
  if (page) mount();
}

/** Make the dialog when it is first opened. */
function setUpDialog() {
  const place = document.body.appendChild(makeDialog());
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
  return place;
}

/* What only some pages need, and the way to the reading list, which needs a browser that keeps it. */

/** How many papers are starred: shelf.js, which keeps them, is loaded only where there is something to star. */
function starredPapers() {
  try {
    const rows = JSON.parse(localStorage.getItem(`digest-list:${ROOT.pathname}`) ?? "[]");
    return Array.isArray(rows) ? Math.min(rows.length, 500) : 0;
  } catch {
    return 0;
  }
}

function setUpPapers() {
  const isList = document.querySelector("[data-reading-list]");
  const here = isList ? { "aria-current": "page" } : {};
  const name = { title: t("Reading list"), "aria-label": t("Reading list") };
  const star = make("span", { "aria-hidden": "true" }, "☆");
  tools.append(make("a", { class: "top__list", href: new URL("list/", ROOT).href, "data-list-link": "", ...name, ...here }, star));
  const count = tools.lastChild.appendChild(make("span", { class: "top__count" }));
  const show = () => {
    const starred = starredPapers();
    count.textContent = starred || "";
    count.parentElement.setAttribute("aria-label", starred ? `${t("Reading list")} (${starred})` : t("Reading list"));
  };
  for (const event of ["digest-shelf", "storage", "pageshow"]) addEventListener(event, show);
  show();
  if (document.querySelector(".entry, .sheet--paper")) import("./entries.js");
  if (isList) import("./list.js");
  if (document.querySelector("[data-news]")) import("./news.js");
  if (document.querySelector(".sheet--topics .heat")) import("./compare.js");
}

/* Nothing builds a site again whose updates have stopped: so the reader's clock tells that they have. */
function setUpFreshness() {
  for (const notice of document.querySelectorAll("[data-as-of]")) {
    const { asOf, days } = notice.dataset;
    notice.hidden = Date.now() - Date.parse(asOf) <= (Number(days) + 1) * 86_400_000;
  }
}

/* Where the sections scroll sideways, the one that the page stands in is in sight. */
function showSection() {
  const here = document.querySelector(".top__nav [aria-current]");
  if (!here) return;
  const [link, row] = [here, here.parentElement].map((one) => one.getBoundingClientRect());
  here.parentElement.scrollLeft += link.left + link.width / 2 - row.left - row.width / 2;
}

setUpSearch();
setUpPapers();
setUpTheme();
document.querySelectorAll("pre > code").forEach(makeCopyable);
setUpFreshness();
showSection();
