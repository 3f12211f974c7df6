// What the pages of papers say of them, and how it is taken away: as a file, or by the clipboard.

export const ROOT = new URL("../../", import.meta.url); // the site's own root, wherever it is served

const LONGEST_SLUG = 200; // characters; the generator makes none that is as long
const AT_ONCE = 8; // fetches under way; the others wait for their turn

/** Whether a value from a file, an address or the storage could be a paper's slug. */
export function isSlug(value) {
  return typeof value === "string" && value.length <= LONGEST_SLUG && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value);
}

const known = new Map();
const waiting = [];
let underWay = 0;

/** Run a task when fewer than AT_ONCE are running. */
async function inTurn(task) {
  if (underWay >= AT_ONCE) await new Promise((go) => waiting.push(go));
  else underWay += 1;
  try {
    return await task();
  } finally {
    // The one that waited longest takes this one's place.
    const next = waiting.shift();
    if (next) next();
    else underWay -= 1;
  }
}

/** Fetch what lies at an address below the site's own, as `read` reads the answer; null where there is nothing. */
function fetchOnce(path, read) {
  if (!known.has(path)) {
    const asked = inTurn(async () => {
      const answer = await fetch(new URL(path, ROOT));
      if (answer.status === 404) return null;
      if (!answer.ok) throw new Error(`${answer.status}`);
      return read(answer);
    });
    asked.catch(() => known.delete(path)); // a later try may reach it
    known.set(path, asked);
  }
  return known.get(path);
}

/** The papers that were added last, the newest first. */
export const fetchNews = () => fetchOnce("news.json", (answer) => answer.json());

/** What the page of a paper tells of it, by the paper's slug; null where there is none. */
export function fetchPaper(slug) {
  const path = `papers/${encodeURIComponent(slug)}/`;
  return fetchOnce(path, async (answer) => paperOf(await answer.text(), new URL(path, ROOT).href));
}

function paperOf(text, href) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const told = (name) => [...page.querySelectorAll(`meta[name="citation_${name}"]`)].map((tag) => tag.content);
  const [title] = told("title");
  if (title === undefined) return null; // a paper that is gone, whose page leads on
  for (const link of page.querySelectorAll("[href]")) link.setAttribute("href", new URL(link.getAttribute("href"), href).href);
  const time = page.querySelector("time");
  return { href, title, date: time?.dateTime, when: time?.textContent, authors: told("author"), bibtex: page.querySelector(".language-bibtex")?.textContent ?? "", page };
}

/** What there is to take along: RIS and CSL-JSON stand in the API alone, which a site may do without. */
export const HAS_API = Boolean(document.querySelector("[data-api], .data a"));

/** How to cite a paper, from the API: `{ ris, csl }`; null where there is no such paper. */
export async function fetchForms(slug) {
  const read = (answer) => answer.json();
  const { shards } = await fetchOnce("api/index.json", read);
  const { papers } = await fetchOnce(`api/papers/${shardOf(slug, shards.papers)}.json`, read);
  const paper = papers.find((one) => one.slug === slug);
  return paper ? { ...paper.cite, csl: { ...paper.cite.csl, abstract: paper.abstract } } : null;
}

/** The shard of the API that a slug stands in: its FNV-1a hash, modulo the number of shards. */
function shardOf(slug, shards) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(slug)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value % shards;
}

const FORMS = {
  bib: { name: "BibTeX", type: "application/x-bibtex", of: async (slug) => (await fetchPaper(slug))?.bibtex.trimEnd().concat("\n"), text: (some) => some.join("\n") },
  ris: { name: "RIS", type: "application/x-research-info-systems", of: async (slug) => (await fetchForms(slug))?.ris, text: (some) => some.join("\n") },
  json: {
    name: "CSL-JSON",
    type: "application/vnd.citationstyles.csl+json",
    // CSL-JSON leaves `custom` to us; the reading list reads its own file again.
    of: async (slug) => {
      const forms = await fetchForms(slug);
      return forms && { ...forms.csl, custom: { digest: slug } };
    },
    text: (some) => JSON.stringify(some, null, 1) + "\n",
  },
};

/** Buttons that save citations, one for each form in `forms`, such as `bib`; `cite` returns or promises those in a form. */
export function citeButtons(cite, forms = Object.keys(FORMS)) {
  return forms.map((form) => {
    const button = make("button", { type: "button", class: "small", "data-save": form }, FORMS[form].name);
    button.addEventListener("click", async () => save((await cite(form)).filter(Boolean), form));
    return button;
  });
}

function save(cited, form) {
  const file = new Blob([FORMS[form].text(cited)], { type: FORMS[form].type });
  const link = make("a", { href: URL.createObjectURL(file), download: `papers.${form}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Buttons that save the papers whose slugs `slugs` returns, in every form that there is. `marksOf` returns what else is to be
 * kept of a paper; CSL-JSON has room for it. */
export function saveButtons(slugs, marksOf) {
  const cite = async (slug, form) => {
    const cited = await FORMS[form].of(slug);
    if (cited && form === "json") Object.assign(cited.custom, marksOf(slug));
    return cited;
  };
  return citeButtons((form) => Promise.all(slugs().map((slug) => cite(slug, form))), Object.keys(FORMS).filter((form) => HAS_API || form === "bib"));
}

// Where the site is not English, texts.js has run before, which has the translations of what scripts say.
const { language = "en", direction = "ltr", texts = {} } = globalThis.digestTexts ?? {};
let plurals, numbers; // made when they are needed, since a browser takes longer to make them than to show a list

/** A number as the language of the site writes it. */
export function written(number) {
  if (number < 1000) return String(number);
  numbers ??= new Intl.NumberFormat(language, { numberingSystem: "latn" });
  return numbers.format(number);
}

/** Which form of a text a number asks for. */
function formFor(number) {
  plurals ??= new Intl.PluralRules(language);
  return plurals.select(number);
}

/** A value within a text: from right to left, a name of any script keeps its direction to itself. */
function shown(value) {
  if (typeof value === "number") return written(value);
  return direction === "rtl" ? `\u2068${value}\u2069` : value;
}

/** A text in the language of the site; `{name}` stands for the value of that name. */
export function t(message, values = {}) {
  return fill(texts[message] ?? message, values);
}

/** A text in the form that fits `number`, which is its value of that name. */
export function tn(singular, plural, number, values = {}) {
  const form = texts[singular]?.[formFor(number)] ?? (number === 1 ? singular : plural);
  return fill(form, { number, ...values });
}

const fill = (text, values) => text.replaceAll(/\{(\w+)\}/g, (whole, name) => (name in values ? shown(values[name]) : whole));

/** An element. Text only ever becomes text: titles come from outside. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** The papers related to one, fetched when they are wanted. */
export function relatedOf(slug, title) {
  const box = make("details", { class: "near" }, make("summary", {}, t("Related"), make("span", { class: "visually-hidden" }, `: ${title}`)));
  box.addEventListener("toggle", async () => {
    if (box.children.length > 1) return;
    const list = box.appendChild(make("ul", {}));
    try {
      const { page } = await fetchPaper(slug);
      const related = [...page.querySelectorAll(".related li > a")];
      list.append(...related.map((link) => make("li", {}, document.importNode(link, true))));
      if (!related.length) list.append(make("li", {}, t("No related papers.")));
    } catch {
      list.append(make("li", {}, t("This could not be fetched.")));
    }
  });
  return box;
}

/** The slug in a link to a paper's page; null for other links. */
export function slugOf(link) {
  const { href } = new URL(link.href, document.baseURI);
  const found = href.startsWith(ROOT.href) && href.slice(ROOT.href.length).match(/^papers\/([a-z0-9-]+)\/?$/);
  return found ? found[1] : null;
}
