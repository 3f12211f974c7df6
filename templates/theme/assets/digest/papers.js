// What the site's own JSON says of papers, and how it is taken away: as a file, or by the clipboard.

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

/** Fetch a paper by its slug; null where there is none. */
export function fetchPaper(slug) {
  if (!known.has(slug)) {
    const asked = inTurn(async () => {
      const answer = await fetch(new URL(`api/papers/${encodeURIComponent(slug)}.json`, ROOT));
      if (answer.status === 404) return null;
      if (!answer.ok) throw new Error(`${answer.status}`);
      return answer.json();
    });
    asked.catch(() => known.delete(slug)); // a later try may reach it
    known.set(slug, asked);
  }
  return known.get(slug);
}

const FORMS = {
  bib: { type: "application/x-bibtex", text: (papers) => papers.map((paper) => paper.cite.bibtex).join("\n") },
  ris: { type: "application/x-research-info-systems", text: (papers) => papers.map((paper) => paper.cite.ris).join("\n") },
  json: {
    type: "application/vnd.citationstyles.csl+json",
    // CSL-JSON leaves `custom` to us; the reading list reads its own file again.
    text: (papers) =>
      JSON.stringify(papers.map((paper) => ({ ...paper.cite.csl, custom: { digest: paper.slug } })), null, 1) + "\n",
  },
};

/** Save papers as `papers.bib`, `.ris` or `.json`; returns how many there were. */
export async function savePapers(slugs, form) {
  const papers = (await Promise.all(slugs.map(fetchPaper))).filter(Boolean);
  const file = new Blob([FORMS[form].text(papers)], { type: FORMS[form].type });
  const link = make("a", { href: URL.createObjectURL(file), download: `papers.${form}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return papers.length;
}

/** Buttons that save the papers whose slugs `slugs` returns or promises, in every form. */
export function saveButtons(slugs) {
  return Object.entries({ bib: "BibTeX", ris: "RIS", json: "CSL-JSON" }).map(([form, name]) => {
    const button = make("button", { type: "button", class: "small", "data-save": form }, name);
    button.addEventListener("click", async () => savePapers(await slugs(), form));
    return button;
  });
}

// Where the site is not English, texts.js has run before, which has the translations of what scripts say.
const { language = "en", direction = "ltr", texts = {} } = globalThis.digestTexts ?? {};
const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language, { numberingSystem: "latn" });

/** A number as the language of the site writes it. */
export const written = (number) => numbers.format(number);

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
  const form = texts[singular]?.[plurals.select(number)] ?? (number === 1 ? singular : plural);
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
  const box = make("details", { class: "near" }, make("summary", {}, t("Related papers"), make("span", { class: "visually-hidden" }, `: ${title}`)));
  box.addEventListener("toggle", async () => {
    if (box.children.length > 1) return;
    const list = box.appendChild(make("ul", {}));
    try {
      const { related } = await fetchPaper(slug);
      list.append(...related.map(({ address, title: name }) => make("li", {}, make("a", { href: new URL(address, ROOT).href }, name))));
      if (!related.length) list.append(make("li", {}, t("None is near.")));
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
