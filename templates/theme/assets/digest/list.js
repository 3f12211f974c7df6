// The page of the reading list: what is starred here, or what somebody shared by a link.

import { say } from "./digest.js";
import { linksOf, noteField, starButton } from "./entries.js";
import { fetchPaper, isSlug, make, ROOT, saveButtons, t, tn } from "./papers.js";
import { change, MOST, onShelf, setRead, setStar, shelf } from "./shelf.js";

const PORTION = 50; // papers that are shown at first, and more each time
const LARGEST_FILE = 10_000_000; // bytes; a list of MOST papers with their abstracts has a tenth

const place = document.querySelector("[data-reading-list]");
const rows = make("ol", { class: "results" });
const told = make("p", { class: "count-line", role: "status" });
const bar = make("div", { class: "buttons" });
const notice = make("p", { role: "status", "data-notice": "" });
const more = make("button", { type: "button", class: "more-results", hidden: "" }, t("Show more"));
place.replaceChildren(bar, notice, told, rows, more);

/** What of some values can be papers of a list, each once. */
const slugsAmong = (values) => [...new Set(values.filter(isSlug))].slice(0, MOST);

/** The papers that the address carries: `#papers=a,b,c`. */
const shared = () => slugsAmong(new URLSearchParams(location.hash.slice(1)).get("papers")?.split(",") ?? []);

function button(label, act) {
  const made = make("button", { type: "button", class: "small" }, label);
  made.addEventListener("click", () => act(made));
  return made;
}

async function rowOf(slug, isShared) {
  const paper = await fetchPaper(slug).catch(() => undefined);
  const row = make("li", { "data-listed": slug });
  if (!paper) {
    const isGone = paper === null;
    const why = isGone ? t("“{paper}” is not in this digest any more.", { paper: slug }) : t("“{paper}” could not be fetched.", { paper: slug });
    row.append(make("p", {}, `${why} `, button(t("Remove"), () => setStar([slug], false))));
    return row;
  }
  const names = paper.authors;
  const more = names.length > 8 ? [tn("and {number} more", "and {number} more", names.length - 8)] : [];
  const who = [...names.slice(0, 8), ...more].join(t(", "));
  const title = make("a", { href: paper.href }, paper.title);
  row.append(title, make("p", { class: "who" }, who, who && paper.when ? "\u00a0· " : "", make("span", { class: "when" }, paper.when ?? "")));
  const tools = make("p", { class: "tools" }, starButton(slug, paper.title));
  if (!isShared) {
    const box = make("input", { type: "checkbox" });
    box.addEventListener("change", () => setRead(slug, box.checked));
    tools.append(make("label", {}, box, " ", t("read")));
  }
  tools.append(...linksOf(paper.page));
  row.append(tools);
  if (!isShared) addNote(row, tools, slug);
  return row;
}

/** Give a row its note, or the button that begins one. */
function addNote(row, tools, slug) {
  if (shelf().get(slug)?.note) return row.append(noteField(slug));
  tools.append(button(t("Your note"), (pressed) => {
    pressed.remove();
    row.append(noteField(slug));
    row.querySelector("textarea").focus();
  }));
}

async function copyLink(pressed, slugs) {
  const link = new URL(`list/#papers=${slugs.join(",")}`, ROOT).href;
  try {
    await navigator.clipboard.writeText(link);
    pressed.textContent = t("Link copied");
    say(t("Link copied"));
  } catch {
    prompt(t("The link to this list:"), link);
  }
}

/** Read a file that this page saved: CSL-JSON, each item with the paper's slug. */
async function load(file) {
  const rows = await rowsIn(file);
  const slugs = slugsAmong(rows.map((row) => row.digest));
  const added = setStar(slugs, true);
  // A file takes no mark and no note away that is here already.
  change(rows.map(({ digest, read, note }) => [digest, { ...(read === true && { read }), ...(note && { note }) }]));
  notice.textContent = slugs.length
    ? tn("{number} paper read from the file.", "{number} papers read from the file.", added)
    : t("This is not a file that the reading list saved (CSL-JSON).");
  if (added < slugs.length) notice.append(" ", t("A list holds {most} papers at most.", { most: MOST }));
}

/** What a file tells of papers: `{ digest, read, note }`, of which nothing is sure. */
async function rowsIn(file) {
  try {
    const items = file.size <= LARGEST_FILE ? JSON.parse(await file.text()) : [];
    return Array.isArray(items) ? items.map((item) => item?.custom ?? {}) : [];
  } catch {
    return []; // no JSON
  }
}

function loadButton() {
  const field = make("input", { type: "file", accept: ".json,application/json", class: "visually-hidden", "aria-label": t("Import a saved list") });
  field.addEventListener("change", () => field.files[0] && load(field.files[0]));
  return make("label", { class: "small" }, t("Import"), field);
}

/** What is kept of a paper, for the file that this page saves. */
function marksOf(slug) {
  const { read, note } = shelf().get(slug) ?? {};
  return { ...(read && { read }), ...(note && { note }) };
}

/* Orders. What they go by stands on the papers' own pages, which are all fetched for it. */

const compare = new Intl.Collator(document.documentElement.lang).compare;
const ORDERS = {
  starred: { name: t("as starred"), sort: (rows) => rows },
  date: { name: t("newest paper"), sort: (rows) => rows.sort((a, b) => compare(b.paper?.date ?? "", a.paper?.date ?? "")) },
  title: { name: t("title"), sort: (rows) => rows.sort((a, b) => compare(a.paper?.title ?? "", b.paper?.title ?? "")) },
  unread: { name: t("unread first"), sort: (rows) => rows.sort((a, b) => Number(isRead(a.slug)) - Number(isRead(b.slug))) },
};
const isRead = (slug) => shelf().get(slug)?.read ?? false;
let order = "starred";

/** The papers of the list in the order that was chosen. */
async function inOrder(slugs) {
  const needsPapers = order === "date" || order === "title";
  const paperOf = (slug) => (needsPapers ? fetchPaper(slug).catch(() => null) : null);
  const rows = await Promise.all(slugs.map(async (slug) => ({ slug, paper: await paperOf(slug) })));
  return ORDERS[order].sort(rows).map((row) => row.slug);
}

function orderField() {
  const field = make("select", {}, ...Object.entries(ORDERS).map(([key, { name }]) => make("option", { value: key }, name)));
  field.value = order;
  field.addEventListener("change", async () => {
    order = field.value;
    await show();
    bar.querySelector("select")?.focus();
  });
  return make("label", {}, t("Sort by"), " ", field);
}

let shownFor = "";
let portion = PORTION;

async function show() {
  const fromLink = shared();
  const slugs = fromLink.length ? fromLink : [...shelf().keys()];
  const marks = JSON.stringify([fromLink.length > 0, order, slugs, portion]);
  if (marks === shownFor) return showMarks(slugs, fromLink.length > 0);
  shownFor = marks;
  const ordered = fromLink.length ? fromLink : await inOrder(slugs);
  const made = await Promise.all(ordered.slice(0, portion).map((slug) => rowOf(slug, fromLink.length > 0)));
  if (marks !== shownFor) return; // the list changed meanwhile
  const held = [...rows.children].findIndex((row) => row.contains(document.activeElement));
  rows.replaceChildren(...made);
  // Whoever took a star by keyboard keeps a place on the list.
  if (held >= 0) ((rows.children[held] ?? rows.lastChild)?.querySelector("a, button") ?? document.querySelector("main")).focus();
  more.hidden = slugs.length <= portion;
  showMarks(slugs, fromLink.length > 0);
  bar.replaceChildren(...barOf(slugs, fromLink.length > 0));
}

/** Show which papers are read; what is being written into a note stays as it is. */
function showMarks(slugs, isShared) {
  told.textContent = countOf(slugs, isShared);
  for (const row of rows.children) {
    const box = row.querySelector("input[type='checkbox']");
    if (box) box.checked = isRead(row.dataset.listed);
    row.classList.toggle("is-read", box?.checked ?? false);
  }
}

function countOf(slugs, isShared) {
  if (isShared) return tn("{number} paper shared with you", "{number} papers shared with you", slugs.length);
  const read = slugs.filter(isRead).length;
  if (slugs.length) return tn("{number} paper, {read} read", "{number} papers, {read} read", slugs.length, { read });
  return t("Nothing is starred yet. Every paper has a ☆.");
}

/** What can be done with the list as a whole. */
function barOf(slugs, isShared) {
  const link = button(t("Copy a link to share"), (it) => copyLink(it, slugs));
  const saving = slugs.length ? [t("Save as"), ...saveButtons(() => slugs, marksOf), link] : [];
  if (isShared) {
    const star = button(t("Star them all"), () => {
      setStar(slugs, true);
      location.hash = "";
    });
    return [...saving, star, make("a", { href: "#", class: "small" }, t("My own list"))];
  }
  const empty = button(t("Empty the list"), () => confirm(t("Take all papers from the list?")) && setStar(slugs, false));
  return [...(slugs.length > 1 ? [orderField()] : []), ...saving, loadButton(), ...(slugs.length ? [empty] : [])];
}

more.addEventListener("click", async () => {
  const first = rows.children.length;
  portion += PORTION;
  await show();
  rows.children[first]?.querySelector("a, button").focus();
});
addEventListener("hashchange", show);
onShelf(show);
