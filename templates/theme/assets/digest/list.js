// The page of the reading list: what is starred here, or what somebody shared by a link.

import { starButton } from "./entries.js";
import { fetchPaper, isSlug, make, ROOT, saveButtons, t, tn } from "./papers.js";
import { MOST, onShelf, setRead, setStar, shelf } from "./shelf.js";

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
  row.append(title, make("p", { class: "who" }, [who, paper.date].filter(Boolean).join("\u00a0· ")));
  const tools = make("p", { class: "tools" }, starButton(slug, paper.title));
  if (!isShared) {
    const box = make("input", { type: "checkbox" });
    box.checked = shelf().get(slug)?.read ?? false;
    row.classList.toggle("is-read", box.checked);
    box.addEventListener("change", () => setRead(slug, box.checked));
    tools.append(make("label", {}, box, " ", t("read")));
  }
  row.append(tools);
  return row;
}

async function copyLink(pressed, slugs) {
  const link = new URL(`list/#papers=${slugs.join(",")}`, ROOT).href;
  try {
    await navigator.clipboard.writeText(link);
    pressed.textContent = t("Link copied");
  } catch {
    prompt(t("The link to this list:"), link);
  }
}

/** Read a file that this page saved: CSL-JSON, each item with the paper's slug. */
async function load(file) {
  const rows = await rowsIn(file);
  const slugs = slugsAmong(rows.map((row) => row.digest));
  const added = setStar(slugs, true);
  for (const row of rows) if (row.read === true) setRead(row.digest, true);
  notice.textContent = slugs.length
    ? tn("{number} paper read from the file.", "{number} papers read from the file.", added)
    : t("This is no file that the reading list saved (CSL-JSON).");
  if (added < slugs.length) notice.append(" ", t("A list holds {most} papers at most.", { most: MOST }));
}

/** What a file tells of papers: `{ digest, read }`, of which nothing is sure. */
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

let shownFor = "";
let portion = PORTION;

async function show() {
  const fromLink = shared();
  const slugs = fromLink.length ? fromLink : [...shelf().keys()];
  const marks = JSON.stringify([fromLink.length > 0, slugs, [...shelf()], portion]);
  if (marks === shownFor) return;
  shownFor = marks;
  const made = await Promise.all(slugs.slice(0, portion).map((slug) => rowOf(slug, fromLink.length > 0)));
  if (marks !== shownFor) return; // the list changed meanwhile
  rows.replaceChildren(...made);
  more.hidden = slugs.length <= portion;
  const read = [...shelf().values()].filter((paper) => paper.read).length;
  if (fromLink.length) told.textContent = tn("{number} paper shared with you", "{number} papers shared with you", slugs.length);
  else if (slugs.length) told.textContent = tn("{number} paper, {read} read", "{number} papers, {read} read", slugs.length, { read });
  else told.textContent = t("Nothing is starred yet. Every paper has a ☆.");
  bar.replaceChildren();
  if (slugs.length) bar.append(t("Save as"), ...saveButtons(() => slugs, (slug) => (shelf().get(slug)?.read ? { read: true } : {})), button(t("Copy a link to share"), (it) => copyLink(it, slugs)));
  if (fromLink.length) {
    bar.append(button(t("Star them all"), () => {
      setStar(fromLink, true);
      location.hash = "";
    }));
    bar.append(make("a", { href: "#", class: "small" }, t("My own list")));
  } else {
    bar.append(loadButton());
    if (slugs.length) bar.append(button(t("Empty the list"), () => confirm(t("Take all papers from the list?")) && setStar(slugs, false)));
  }
}

more.addEventListener("click", () => {
  portion += PORTION;
  show();
});
addEventListener("hashchange", show);
onShelf(show);
