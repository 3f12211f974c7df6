// Papers in lists, and the one of a page: a star on each, the abstract in place, a filter, and keys to skim by.

import { fetchForms, fetchPaper, HAS_API, isSlug, make, relatedOf, ROOT, slugOf, t, tn } from "./papers.js";
import { onShelf, setStar, shelf } from "./shelf.js";

/** A button that stars a paper. */
export function starButton(slug, title) {
  const label = t("On the reading list: {title}", { title });
  const button = make("button", { type: "button", class: "star", "data-star": slug, "aria-label": label });
  showStar(button, shelf());
  button.addEventListener("click", () => setStar([slug], !shelf().has(slug)));
  return button;
}

function showStar(button, papers) {
  const starred = papers.has(button.dataset.star);
  button.setAttribute("aria-pressed", starred);
  button.textContent = starred ? "★" : "☆";
  button.title = starred ? t("Take from the reading list") : t("Put on the reading list");
}

// One listener for all stars of the page: rows come and go, and their buttons with them.
onShelf(() => {
  const papers = shelf();
  document.querySelectorAll("[data-star]").forEach((button) => showStar(button, papers));
});

/* The abstract in place: it is taken from the paper's own page, math, links and all. */

async function abstractOf(slug) {
  const { page } = await fetchPaper(slug);
  const parts = page.querySelectorAll(".abstract > :not(h2, .highlight, .phrases)");
  return [...parts].map((part) => document.importNode(part, true));
}

function openButton(link, slug) {
  const button = make("button", { type: "button", class: "open", "aria-expanded": "false" }, t("Abstract"));
  const name = t("Abstract of {title}", { title: link.textContent });
  button.setAttribute("aria-label", name);
  let shown;
  button.addEventListener("click", async () => {
    const wanted = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", wanted);
    if (!shown) {
      shown = make("div", { class: "abstract", role: "region", "aria-label": name });
      button.closest(".entry").append(shown);
      try {
        shown.append(...(await abstractOf(slug)));
      } catch {
        shown.append(make("p", {}, t("The abstract could not be fetched; the title leads to it.")));
      }
    }
    shown.hidden = !wanted;
  });
  return button;
}

/** Give an entry its star, its abstract in place, and the papers related to it. */
export function setUpEntry(entry) {
  const link = entry.querySelector("h3 a");
  const slug = link && slugOf(link);
  if (!slug) return;
  // With Tab, title, abstract, related papers, star and code are within reach; authors, topics and the like are on the
  // paper's own page, and would be fifteen steps more in each of fifty entries.
  for (const aside of entry.querySelectorAll(".authors a, .facets a:not(.code)")) aside.tabIndex = -1;
  entry.append(make("div", { class: "tools" }, openButton(link, slug), relatedOf(slug, link.textContent), starButton(slug, link.textContent)));
}

/* Keys. */

const KEYS = [
  ["j", t("next paper")], ["k", t("previous paper")], ["o", t("open or close its abstract")], ["s", t("star it")],
  ["/", t("search")], ["?", t("these keys")],
];

function showKeys() {
  let dialog = document.querySelector("dialog.keys");
  if (!dialog) {
    const rows = KEYS.map(([key, what]) => make("li", {}, make("kbd", {}, key), ` ${what}`));
    const close = make("button", { type: "button", class: "small" }, t("Close"));
    dialog = make("dialog", { class: "keys", "aria-label": t("Keys") }, make("h2", {}, t("Keys")), make("ul", {}, ...rows), close);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
  }
  dialog.showModal();
}

function setUpKeys(paper) {
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (writing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "?") return showKeys();
    const visible = [...document.querySelectorAll(".entry")].filter((entry) => !entry.hidden && entry.offsetParent);
    const here = visible.findIndex((entry) => entry.contains(document.activeElement));
    const step = { j: 1, k: -1 }[event.key];
    if (step) {
      const next = visible[here < 0 ? (step > 0 ? 0 : visible.length - 1) : here + step];
      if (!next) return;
      next.querySelector("h3 a").focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
    } else if (event.key === "o" && here >= 0) visible[here].querySelector(".open")?.click();
    else if (event.key === "s") (here >= 0 ? visible[here] : paper)?.querySelector(".star")?.click();
    else return;
    event.preventDefault();
  });
}

/** A button that copies a short text. */
function copyButton(text) {
  const name = t("Copy {form}", { form: text });
  const button = make("button", { type: "button", class: "small", "aria-label": name, "aria-live": "polite" }, t("Copy"));
  button.addEventListener("click", async () => {
    const isDone = await navigator.clipboard.writeText(text).then(() => true, () => false);
    button.textContent = isDone ? t("Copied") : t("Not copied");
    setTimeout(() => (button.textContent = t("Copy")), 2000);
  });
  return button;
}

/* The page of one paper: its star, and more forms to cite it. */

function setUpPaper(sheet) {
  const slug = slugOf({ href: location.href.split(/[?#]/)[0] });
  if (!slug) return;
  sheet.querySelector(".facets")?.append(make("span", { class: "tools" }, starButton(slug, sheet.querySelector("h1").textContent)));
  showWay(sheet, slug);
  for (const told of sheet.querySelectorAll("[data-copy]")) told.after(copyButton(told.textContent));
  const cite = sheet.querySelector(".cite");
  if (!HAS_API) return; // what stands on the page has buttons of its own
  const forms = [[t("Plain"), "text"], ["BibTeX", "bibtex"], ["RIS", "ris"], ["CSL-JSON", "csl"]];
  const buttons = forms.map(([name, form]) => {
    const button = make("button", { type: "button", class: "small", "data-cite": form }, t("Copy {form}", { form: name }));
    button.addEventListener("click", async () => {
      const before = button.textContent;
      try {
        const onPage = cite.querySelector(`.language-${form}`);
        const forms = onPage ? { [form]: onPage.textContent } : await fetchForms(slug);
        const text = form === "csl" ? JSON.stringify([forms.csl], null, 1) : forms[form];
        await navigator.clipboard.writeText(text.trimEnd() + "\n");
        button.textContent = t("Copied");
      } catch {
        button.textContent = t("Not copied");
      }
      setTimeout(() => (button.textContent = before), 2000);
    });
    return button;
  });
  cite?.querySelector("h2").after(make("p", { class: "buttons", "aria-live": "polite" }, ...buttons));
}

/* The way through a list: a paper that is opened from one leads to those before and after it there. It is kept as long as
   the window is open, and only followed from a page of this site. */

const WAY = `digest-way:${ROOT.pathname}`;

function keepWay(entries) {
  const papers = entries.map((entry) => entry.querySelector("h3 a")).filter((link) => link && slugOf(link));
  if (papers.length < 2) return;
  const list = { href: location.href, name: document.querySelector("h1")?.textContent ?? "" };
  const rows = papers.map((link) => [slugOf(link), link.textContent]);
  for (const link of papers) {
    link.addEventListener("click", () => {
      try {
        sessionStorage.setItem(WAY, JSON.stringify({ list, rows }));
      } catch {
        // Without storage there is no way back but the browser's own.
      }
    });
  }
}

function showWay(sheet, slug) {
  try {
    const { list, rows } = JSON.parse(sessionStorage.getItem(WAY) ?? "null") ?? {};
    const here = Array.isArray(rows) ? rows.findIndex((row) => row?.[0] === slug) : -1;
    if (here < 0 || !new URL(list.href).href.startsWith(ROOT.href)) return;
    const step = (row, text) => (isSlug(row?.[0]) ? [make("a", { href: new URL(`papers/${row[0]}/`, ROOT).href, title: String(row[1]) }, text)] : []);
    const way = make("nav", { class: "way", "aria-label": t("The list that you came from") },
      ...step(rows[here - 1], t("← Previous")), make("a", { href: list.href }, String(list.name)), ...step(rows[here + 1], t("Next →")));
    sheet.prepend(way);
  } catch {
    // Another's scribble in the storage does no harm.
  }
}

const entries = [...document.querySelectorAll(".entry")];
keepWay(entries);
const paper = document.querySelector(".sheet--paper");
entries.forEach(setUpEntry);
if (paper) setUpPaper(paper);
setUpKeys(paper);
