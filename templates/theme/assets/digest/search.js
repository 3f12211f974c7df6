// The search: it answers to a form with a field, in a dialog or on the search page. The index of words is Pagefind's;
// facets, and how all is shown, are ours. What is asked is one small object, which the search page keeps in its
// address: the words `q`, the values chosen of each facet, `code`, and `sort`.

import { make, relatedOf, ROOT, saveButtons, slugOf, t, tn, written } from "./papers.js";
import { setStar } from "./shelf.js";

const AT_ONCE = 10;
const PAUSE = 120; // milliseconds between the last key and the question
const MOST_WORDS = 6; // that are tried one by one where all together find nothing
const MOST_VALUES = 8; // of a facet that are shown at first
const LONGEST = 200; // characters of a question
const MOST_CHOSEN = 20; // values of a facet in an address
const MOST_SAVED = 300; // papers: each is a small file to fetch

// How much more than a word of the abstract one counts in the other parts of a record.
const WEIGHTS = { title: 8, authors: 6, topics: 4, year: 1, highlight: 0, date: 0 };

const FACETS = {
  topic: t("Topic"), year: t("Year"), subject: t("Subject"), venue: t("Venue"), type: t("Kind"), award: t("Award"), author: t("Author"),
};
const ALWAYS = ["year", "topic", "subject"]; // the others only where papers have them
const SINGLE = ["year", "venue", "type", "award"]; // of which a paper has no more than one value

let index;
let facets;

/** Load the index once; a later try is possible if it could not be had. */
function loadIndex() {
  index ??= start().catch((error) => {
    index = undefined;
    throw error;
  });
  return index;
}

async function start() {
  const pagefind = await import(new URL("pagefind/pagefind.js", ROOT));
  await pagefind.options({ ranking: { metaWeights: WEIGHTS } });
  await pagefind.init();
  return pagefind;
}

async function fetchJson(path) {
  const answer = await fetch(new URL(path, ROOT));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

/** A column of facet values: '3,17 4  2,3' has four papers, the third without any. */
const column = (text) => text.split(" ").map((places) => (places ? places.split(",").map(Number) : []));

/** The facets' values, and those of each paper: `rows` by the index's name of it, the newest first. */
function loadFacets() {
  facets ??= fetchJson("search/facets.json")
    .then(({ papers, ...values }) => {
      const told = Object.keys(FACETS).filter((facet) => facet in papers || ALWAYS.includes(facet));
      const columns = told.map((facet) => [facet, column(papers[facet])]);
      const none = Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, []]));
      const rows = new Map();
      for (const [place, name] of papers.name.split(" ").entries()) {
        const code = papers.code[place] === "1";
        rows.set(name, { ...none, ...Object.fromEntries(columns.map(([facet, values]) => [facet, values[place]])), place, code });
      }
      return { values: { ...none, ...values }, rows };
    })
    .catch((error) => {
      facets = undefined;
      throw error;
    });
  return facets;
}

/** Authors are many, so they come when they are wanted. */
async function loadAuthors() {
  const known = await loadFacets();
  known.authors ??= fetchJson("search/authors.json").then(({ author, papers }) => {
    known.values.author = author;
    const signed = column(papers);
    for (const row of known.rows.values()) row.author = signed[row.place];
  });
  return known.authors;
}

/* What is asked, and the address. */

function readAddress() {
  const told = new URLSearchParams(location.search);
  const chosen = Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, new Set(told.getAll(facet).slice(0, MOST_CHOSEN))]));
  return { words: (told.get("q") ?? "").slice(0, LONGEST), chosen, code: told.get("code") === "1", byDate: told.get("sort") === "date" };
}

function writeAddress({ words, chosen, code, byDate }) {
  const address = new URL(location.href);
  address.search = "";
  if (words) address.searchParams.set("q", words);
  for (const [facet, values] of Object.entries(chosen)) {
    for (const value of values) address.searchParams.append(facet, value);
  }
  if (code) address.searchParams.set("code", "1");
  if (byDate) address.searchParams.set("sort", "date");
  if (address.href !== location.href) history.replaceState(null, "", address);
}

/** Turn an excerpt into text and <mark> elements; whatever else it may hold becomes text. */
function excerptOf(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return [...parsed.body.childNodes].map((node) =>
    node.nodeName === "MARK" ? make("mark", {}, node.textContent) : node.textContent,
  );
}

/** One result: its highlight, and where words were asked for, where these stand in the abstract. */
function resultOf(found, hasWords) {
  const { title, authors, year, highlight } = found.meta;
  return make(
    "li",
    { "data-search-result": "" },
    make("a", { href: found.url }, title),
    make("p", { class: "who" }, [authors, year].filter(Boolean).join("\u00a0· ")),
    ...(highlight ? [make("p", {}, highlight)] : []),
    ...(hasWords || !highlight ? [make("p", { class: "excerpt" }, ...excerptOf(found.excerpt))] : []),
    relatedOf(slugOf({ href: found.url }), title),
  );
}

/** Links to the sections of the site, as the header has them. */
function sections() {
  const links = [...document.querySelectorAll(".top__nav a")];
  return links.flatMap((link, n) => [n ? " · " : "", make("a", { href: link.href }, link.textContent)]);
}

/** Whether a paper has what is chosen: all of the topics, subjects and authors, and one of the years, venues, kinds
    and awards, for it has no more than one. `besides` leaves out one facet, to count what each of its values would find. */
function fits(row, wanted, besides) {
  if (wanted.code && !row.code && besides !== "code") return false;
  return Object.entries(wanted.places).every(([facet, places]) => {
    if (facet === besides || !places.size) return true;
    return SINGLE.includes(facet) ? places.has(row[facet][0]) : [...places].every((place) => row[facet].includes(place));
  });
}

/** The panel of facets: boxes with live counts. `change` is called when the reader chooses. */
function makePanel(asked, change) {
  const panel = make("div", { class: "facet-panel" });
  const parts = {};
  const code = make("input", { type: "checkbox", "data-facet": "code" });
  const codeCount = make("span", { class: "count" });
  code.addEventListener("change", () => {
    asked.code = code.checked;
    change();
  });
  panel.append(make("p", {}, make("label", {}, code, " ", t("With code"), " ", codeCount)));
  for (const [facet, name] of Object.entries(FACETS)) {
    const list = make("ul");
    const all = make("button", { type: "button", class: "small" }, t("Show all"));
    const field = make("input", { type: "text", "aria-label": t("Find an author"), placeholder: t("Find a name") });
    const box = make("details", { "data-facet-box": facet }, make("summary", {}, name));
    box.open = facet === "topic" || asked.chosen[facet].size > 0;
    if (facet === "author") box.append(field);
    box.append(list, all);
    parts[facet] = { box, list, all, field, isWhole: false };
    all.addEventListener("click", () => {
      parts[facet].isWhole = true;
      change();
    });
    field.addEventListener("input", change);
    box.addEventListener("toggle", () => box.open && facet === "author" && change());
    panel.append(box);
  }

  function valueOf(facet, place, [value, label], number) {
    const box = make("input", { type: "checkbox", value });
    box.checked = asked.chosen[facet].has(value);
    box.addEventListener("change", () => {
      if (box.checked) asked.chosen[facet].add(value);
      else asked.chosen[facet].delete(value);
      change();
    });
    return make("li", {}, make("label", {}, box, ` ${label} `, make("span", { class: "count" }, written(number))));
  }

  function show({ values, rows }, names, wanted) {
    code.checked = asked.code;
    codeCount.textContent = written(names.filter((name) => rows.get(name).code && fits(rows.get(name), wanted, "code")).length);
    for (const [facet, { box, list, all, field, isWhole }] of Object.entries(parts)) {
      const numbers = new Map();
      for (const name of names) {
        const row = rows.get(name);
        if (fits(row, wanted, SINGLE.includes(facet) ? facet : "")) for (const place of row[facet]) numbers.set(place, (numbers.get(place) ?? 0) + 1);
      }
      for (const place of wanted.places[facet]) if (!numbers.has(place)) numbers.set(place, 0);
      const part = field.value.trim().toLocaleLowerCase();
      let found = [...numbers].filter(([place]) => !part || values[facet][place][1].toLocaleLowerCase().includes(part));
      const isChosen = (place) => wanted.places[facet].has(place);
      // What is chosen stays in sight; years go by time, all else by number.
      found.sort((a, b) => isChosen(b[0]) - isChosen(a[0]) || (facet === "year" ? 0 : b[1] - a[1]) || a[0] - b[0]);
      const whole = found.length;
      if (!isWhole || facet === "author") found = found.slice(0, facet === "author" && part ? 50 : MOST_VALUES);
      all.hidden = facet === "author" || whole <= found.length;
      const focused = list.contains(document.activeElement) && document.activeElement.value;
      list.replaceChildren(...found.map(([place, number]) => valueOf(facet, place, values[facet][place], number)));
      if (focused) list.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
      box.hidden = !whole && !part && facet !== "author";
    }
  }
  return { panel, show, wantsAuthors: () => parts.author.box.open || asked.chosen.author.size > 0 };
}

/** Make the form in `place` answer while one types; `inAddress`: with facets, the question in the page's address. */
export function mountSearch(place, { inAddress = false } = {}) {
  const form = place.querySelector("form");
  const field = form.elements.q;
  const count = make("p", { class: "count-line", role: "status", "data-search-count": "" });
  const list = make("ol", { class: "results" });
  const more = make("button", { type: "button", class: "more-results" }, t("Show more"));
  const advice = make("div", { class: "advice" });
  const found = make("div", { class: "found" }, count, list, more, advice);

  let question = 0; // answers to an older question are dropped
  let hits = [];
  const asked = inAddress ? readAddress() : { words: "", chosen: {}, code: false, byDate: false };

  let panel;
  let order;
  let tools;
  if (inAddress) {
    panel = makePanel(asked, () => ask());
    order = make("select", { "aria-label": t("Order") }, make("option", { value: "" }, t("Best first")), make("option", { value: "date" }, t("Newest first")));
    order.addEventListener("change", () => {
      asked.byDate = order.value === "date";
      ask();
    });
    // A paper's slug is in its address, which the index tells when it is asked.
    const slugs = () =>
      Promise.all(hits.slice(0, MOST_SAVED).map(async (hit) => slugOf({ href: (await hit.data()).url })));
    const star = make("button", { type: "button", class: "small" }, t("Star these"));
    star.addEventListener("click", async () => setStar(await slugs(), true));
    tools = make("p", { class: "buttons" }, order, star, t("Save as"), ...saveButtons(slugs));
    const filters = make("details", { class: "filters" }, make("summary", {}, t("Filters")), panel.panel);
    filters.open = matchMedia("(min-width: 60rem)").matches;
    place.append(make("div", { class: "columns" }, make("section", { class: "main" }, tools, found), make("aside", { class: "side", "aria-label": t("Filters") }, filters)));
  } else {
    place.append(found);
  }

  const isNarrowed = () => asked.code || Object.values(asked.chosen).some((values) => values.size);

  function clear(message) {
    hits = [];
    list.replaceChildren();
    advice.replaceChildren();
    more.hidden = true;
    count.textContent = message;
  }

  async function show(from, now) {
    const rows = await Promise.all(hits.slice(from, from + AT_ONCE).map((hit) => hit.data()));
    if (now !== question || (from && from !== list.children.length)) return;
    if (from === 0) list.replaceChildren();
    list.append(...rows.map((row) => resultOf(row, asked.words)));
    more.hidden = list.children.length >= hits.length;
  }

  /** Leave of the index's answers those that have what is chosen, in the order that is wanted. */
  async function narrow(results) {
    const known = await loadFacets();
    if (panel.wantsAuthors()) await loadAuthors();
    const places = {};
    for (const facet of Object.keys(FACETS)) {
      const values = known.values[facet];
      places[facet] = new Set([...asked.chosen[facet]].map((value) => values.findIndex(([id]) => id === value)));
      places[facet].delete(-1); // an address may name what is no more
    }
    const wanted = { places, code: asked.code };
    const all = results.filter((hit) => known.rows.has(hit.id));
    panel.show(known, all.map((hit) => hit.id), wanted);
    const left = all.filter((hit) => fits(known.rows.get(hit.id), wanted));
    if (asked.byDate || !asked.words) left.sort((a, b) => known.rows.get(a.id).place - known.rows.get(b.id).place);
    return left;
  }

  async function ask() {
    const now = ++question;
    asked.words = field.value.trim().slice(0, LONGEST);
    if (inAddress) writeAddress(asked);
    if (!asked.words && !inAddress) return clear("");
    try {
      if (!index) count.textContent = t("Loading the index …");
      if (inAddress) loadFacets().catch(() => {}); // beside the index; `narrow` tells if it is not there
      const { search } = await loadIndex();
      const { results } = await search(asked.words || null);
      if (now !== question) return;
      const left = inAddress ? await narrow(results) : results;
      if (now !== question) return;
      if (tools) tools.hidden = !left.length;
      if (!left.length) {
        clear(t("No paper found"));
        return await advise(asked.words, now);
      }
      hits = left;
      await show(0, now);
      if (now !== question) return;
      advice.replaceChildren();
      count.textContent = tn("{number} paper", "{number} papers", hits.length);
      list.parentElement.scrollTop = 0;
      if (!inAddress) offerAll();
    } catch {
      if (now === question) clear(t("The search index is missing: build the site with “digest build”."));
    }
  }

  /** From the dialog to the page, with what is asked. */
  function offerAll() {
    const link = make("a", { href: new URL(`search/?q=${encodeURIComponent(asked.words)}`, ROOT).href }, t("Filter and sort these"));
    advice.append(make("p", {}, link));
  }

  /** Where nothing was found: which words alone find something, and other ways to the papers. */
  async function advise(words, now) {
    const each = [...new Set(words.split(/\s+/))].slice(0, MOST_WORDS);
    const { search } = await loadIndex();
    const answers = each.length > 1 ? await Promise.all(each.map((word) => search(word))) : [];
    if (now !== question) return;
    const useful = answers.flatMap(({ results }, n) => (results.length ? [suggestion(each[n], results.length)] : []));
    if (isNarrowed()) advice.append(make("p", {}, t("Choose fewer filters:"), " ", resetButton()));
    if (useful.length) advice.append(make("p", { class: "suggestions" }, t("One word alone:"), " ", ...useful));
    if (words) advice.append(make("p", {}, t("Try fewer words, another spelling, or only the beginning of a word.")));
    advice.append(make("p", {}, t("Or browse:"), " ", ...sections()));
  }

  function resetButton() {
    const button = make("button", { type: "button", class: "small" }, t("none"));
    button.addEventListener("click", () => {
      asked.code = false;
      Object.values(asked.chosen).forEach((values) => values.clear());
      field.focus();
      ask();
    });
    return button;
  }

  function suggestion(word, number) {
    const button = make("button", { type: "button" }, word, " ", make("span", { class: "count" }, written(number)));
    button.addEventListener("click", () => {
      field.value = word;
      field.focus();
      ask();
    });
    return button;
  }

  let pause;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE);
  });
  more.addEventListener("click", async () => {
    const first = list.children.length;
    await show(first, question);
    list.children[first]?.querySelector("a").focus();
  });
  form.addEventListener("submit", (event) => {
    if (!inAddress) return; // the browser goes to the search page
    event.preventDefault();
    clearTimeout(pause);
    ask();
  });
  place.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing) return;
    const stops = [field, ...list.querySelectorAll("[data-search-result] > a"), ...(more.hidden ? [] : [more])];
    const here = stops.indexOf(document.activeElement);
    const next = stops[here + step];
    if (here < 0 || !next) return;
    event.preventDefault();
    next.focus();
  });

  clear("");
  if (inAddress) {
    const follow = () => {
      const told = readAddress();
      Object.assign(asked, { code: told.code, byDate: told.byDate });
      for (const facet of Object.keys(FACETS)) {
        asked.chosen[facet].clear();
        told.chosen[facet].forEach((value) => asked.chosen[facet].add(value));
      }
      field.value = told.words;
      order.value = asked.byDate ? "date" : "";
      ask();
    };
    addEventListener("popstate", follow);
    follow();
    if (!field.value && matchMedia("(pointer: fine)").matches) field.focus(); // no keyboard leaps up on a phone
  } else {
    ask(); // what was typed before this arrived
  }
  loadIndex().catch(() => {}); // so that it is there with the first key; `ask` tells if it is not
}
