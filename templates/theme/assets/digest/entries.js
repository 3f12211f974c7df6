// Papers in lists, and the one of a page: a star on each, the abstract in place, a filter, and keys to skim by.

import { copyButton, makeCopyable } from "./digest.js";
import { fetchForms, fetchPaper, HAS_API, isSlug, make, relatedOf, ROOT, slugOf, t } from "./papers.js";
import { LONGEST_NOTE, onShelf, setNote, setStar, shelf } from "./shelf.js";

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

/* The abstract in place: it is taken from the paper's own page, math, links and all, with the ways to the paper itself. */

async function abstractOf(slug) {
  const { page } = await fetchPaper(slug);
  const parts = page.querySelectorAll(".abstract > :not(h2, .highlight, .phrases)");
  const bibtex = document.importNode(page.querySelector(".language-bibtex"), true);
  return [...[...parts].map((part) => document.importNode(part, true)), make("p", { class: "buttons" }, ...linksOf(page), copyButton(bibtex, { class: "small" }, t("Copy {form}", { form: "BibTeX" })))];
}

/** Where a paper is read (PDF, code and the like), as its own page has it. */
export function linksOf(page) {
  return [...page.querySelectorAll(".actions > a")].map((link) => make("a", { class: "small", href: link.href }, link.textContent));
}

/** A button that opens the abstract, or of a paper without one what else its page has: the ways to it. */
function openButton(link, slug, hasAbstract) {
  const title = link.textContent;
  const button = make("button", { type: "button", class: "open", "aria-expanded": "false" }, hasAbstract ? t("Abstract") : t("Links and BibTeX"));
  const name = hasAbstract ? t("Abstract of {title}", { title }) : t("Links and BibTeX of {title}", { title });
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

/** The link of an entry's title; its heading has the level that the page leaves it. */
const titleOf = (entry) => entry.querySelector("h2 a, h3 a");

/** Give an entry its star, its abstract in place, and the papers related to it. */
export function setUpEntry(entry) {
  const link = titleOf(entry);
  const slug = link && slugOf(link);
  if (!slug) return;
  // With Tab, title, abstract, related papers, star and code are within reach; authors, topics and the like are on the
  // paper's own page, and would be fifteen steps more in each of fifty entries.
  for (const aside of entry.querySelectorAll(".authors a, .facets a:not(.code)")) aside.tabIndex = -1;
  const open = openButton(link, slug, entry.dataset.abstract !== "none");
  const related = entry.dataset.related === "none" ? [] : [relatedOf(slug, link.textContent)];
  entry.append(make("div", { class: "tools" }, open, ...related, starButton(slug, link.textContent)));
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
      titleOf(next).focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
    } else if (event.key === "o" && here >= 0) visible[here].querySelector(".open")?.click();
    else if (event.key === "s") (here >= 0 ? visible[here] : paper)?.querySelector(".star")?.click();
    else return;
    event.preventDefault();
  });
}

/* The page of one paper: its star, a note of the reader's own, and more forms to cite it. */

/** The field for a note on a starred paper; nothing but this browser knows what is in it. */
export function noteField(slug) {
  const field = make("textarea", { rows: "2", maxlength: LONGEST_NOTE, placeholder: t("Kept in this browser, and in the file that the reading list saves") });
  field.value = shelf().get(slug)?.note ?? "";
  field.addEventListener("input", () => setNote(slug, field.value));
  return make("label", { class: "own-note" }, t("Your note"), field);
}

function setUpPaper(sheet) {
  const slug = slugOf({ href: location.href.split(/[?#]/)[0] });
  if (!slug) return;
  const columns = sheet.querySelector(".columns");
  const row = sheet.querySelector(".actions") ?? sheet.querySelector(".appeared"); // of a paper without links
  const identifier = row.querySelector("[data-copy]");
  row.insertBefore(starButton(slug, sheet.querySelector("h1").textContent), identifier);
  if (identifier) {
    const pair = make("span", { class: "identifier" }); // which a narrow window leaves together
    identifier.before(pair);
    pair.append(identifier, copyButton(identifier, { class: "small", "aria-label": t("Copy {form}", { form: identifier.textContent }) }));
  }
  onShelf(() => {
    const note = sheet.querySelector(".own-note");
    const isStarred = shelf().has(slug);
    if (isStarred && !note) columns.before(noteField(slug));
    else if (!isStarred) note?.remove();
  });
  showWay(sheet, slug);
  if (HAS_API) setUpForms(sheet.querySelector(".cite"), slug);
}

/** RIS and CSL-JSON stand in the API: they are fetched when they are chosen. */
function setUpForms(cite, slug) {
  const asText = { ris: ({ ris }) => ris, csl: ({ csl }) => JSON.stringify([csl], null, 1) };
  const tabs = [["RIS", "ris"], ["CSL-JSON", "csl"]].flatMap(([name, form]) => {
    const code = make("code", { class: `language-${form}` }, t("Fetching …"));
    const choice = make("input", { type: "radio", name: "cite" });
    choice.addEventListener("change", async () => {
      const forms = await fetchForms(slug).catch(() => null);
      code.textContent = forms ? asText[form](forms).trimEnd() : t("This could not be fetched.");
    });
    const block = make("pre", {}, code);
    makeCopyable(code);
    return [make("p", {}, make("label", {}, choice, name)), block];
  });
  cite?.querySelector("pre:last-of-type").after(...tabs);
}

/* The way through a list: a paper that is opened from one leads to those before and after it there. It is kept as long as
   the window is open, and only followed from a page of this site. */

const WAY = `digest-way:${ROOT.pathname}`;

function keepWay(entries) {
  const papers = entries.map(titleOf).filter((link) => link && slugOf(link));
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
