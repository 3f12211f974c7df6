// What papers are counted and filtered by: the tables that `writing/search.py` of the generator writes, of each block one of
// dates and one a facet, which is fetched when it is needed.

import { findKeys, findNames, findTitlePhrase, findTitles } from "./finder.js";
import { t } from "./papers.js";
import { isWithin, phraseOf, readRange } from "./question.js";
import { chunksOf } from "./words.js";

/** The facets, as addresses and as readers know them. */
export const FACETS = {
  topic: t("Topic"), year: t("Year"), month: t("Month"), subject: t("Subject"), venue: t("Venue"), type: t("Kind"), award: t("Award"), author: t("Author"),
};
/** Those of which a paper has no more than one value. */
export const SINGLE = ["year", "month", "venue", "type", "award"];

const monthNames = new Intl.DateTimeFormat(document.documentElement.lang || "en", { month: "long", year: "numeric", timeZone: "UTC", numberingSystem: "latn" });

/** How readers know a year or a month. */
function dateLabel(value) {
  if (value === "undated") return t("Undated");
  if (value === "in-press") return t("In press");
  return value.length > 4 ? monthNames.format(new Date(`${value}-01T00:00:00Z`)) : value;
}

const FIRST = 0x30, LAST = 0x7e, NEXT = 0xa1, END = 0xd800; // of the characters
const SIZE = LAST - FIRST + 1 + END - NEXT;
const placeOf = (code) => (code <= LAST ? code - FIRST : code - NEXT + LAST - FIRST + 1);

/** A column of values, of which each is a character, or two: '0A 1  01' has four papers, the third without any. */
const columnOf = (text, width) => text.split(" ").map((some) => {
  const places = [...some].map((character) => placeOf(character.charCodeAt(0)));
  return width === 1 ? places : places.flatMap((place, n) => (n % 2 ? [places[n - 1] * SIZE + place] : []));
});

/** What a row has of facets that were not fetched. */
const UNKNOWN = Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, []]));

/** The rows of a block: of each paper its date, code, and values by facet, as far as they are known. */
function rowsOf(table, number) {
  const dates = table.date.flatMap(([date, papers]) => new Array(papers).fill(date));
  return dates.map((date, paper) => {
    const year = /^\d/.test(date) ? date.slice(0, 4) : date || "undated";
    const month = /^\d{4}-\d\d/.test(date) ? [date.slice(0, 7)] : [];
    return { block: number, paper, date, code: table.code[paper] === "1", ...UNKNOWN, year: [year], month };
  });
}

/** The tables of all blocks, once they are there. */
export class Tables {
  /** Fetch those of some blocks with `get`. */
  static async load(blocks, get) {
    const tables = await Promise.all(blocks.map((block) => get(`${block.folder}/table.json`)));
    return new Tables(blocks, get, tables);
  }

  constructor(blocks, get, tables) {
    Object.assign(this, { blocks, get, rows: tables.map(rowsOf), labels: {}, loading: new Map() });
    this.facets = tables.map((table) => new Set(table.facets));
    for (const facet of Object.keys(FACETS)) this.labels[facet] = new Map();
    for (const row of this.all()) {
      for (const facet of ["year", "month"]) for (const value of row[facet]) this.labels[facet].set(value, "");
    }
    for (const facet of ["year", "month"]) for (const value of this.labels[facet].keys()) this.labels[facet].set(value, dateLabel(value));
  }

  all() {
    return this.rows.flat();
  }

  /** Whether any paper has a value of a facet. */
  has(facet) {
    return this.labels[facet].size > 0 || this.facets.some((some) => some.has(facet));
  }

  /** Fetch facets that are needed now. */
  async need(facets) {
    await Promise.all(facets.filter((facet) => !["year", "month"].includes(facet)).map((facet) => {
      if (!this.loading.has(facet)) {
        const loading = this.#load(facet);
        loading.catch(() => this.loading.delete(facet));
        this.loading.set(facet, loading);
      }
      return this.loading.get(facet);
    }));
  }

  async #load(facet) {
    await Promise.all(this.blocks.map(async (block, number) => {
      const isThere = this.facets[number].has(facet);
      const { values, papers, width } = isThere ? await this.get(`${block.folder}/${facet}.json`) : { values: [], papers: "", width: 1 };
      const column = columnOf(papers, width);
      for (const [value, label] of values) this.labels[facet].set(value, label);
      for (const row of this.rows[number]) row[facet] = (column[row.paper] ?? []).map((place) => values[place][0]);
    }));
  }

  /** The papers of an author, as keys of rows; none where the digest does not have this author. */
  async ofAuthor(slug) {
    const found = await findKeys(this.blocks, [`@${slug}`]);
    return new Set(found.map(([block, paper]) => keyOf({ block, paper })));
  }

  /** The values of a facet that a reader may have meant: those called just so, else those with these words. */
  meant(facet, text) {
    const words = wordsIn(text);
    const all = [...this.labels[facet]].map(([value, label]) => [value, wordsIn(label)]);
    const exact = all.filter(([value, label]) => value === text.trim().toLowerCase() || label === words);
    const some = exact.length || !words ? exact : all.filter(([, label]) => ` ${label} `.includes(` ${words} `));
    return some.map(([value]) => value);
  }

  /** What an operator of a question (`topic:…`) lets through: a function of rows; null where it names nothing. */
  async filterOf({ operator, value, isNot, isQuoted }) {
    const fits = await this.#fits(operator, value, isQuoted);
    return fits && isNot ? (row) => !fits(row) : fits;
  }

  async #fits(operator, value, isQuoted) {
    if (operator === "year") {
      const range = readRange(value);
      return range && ((row) => isWithin(row.date, range));
    }
    if (operator === "author" || operator === "title") {
      const find = operator === "author" ? findNames : isQuoted ? findTitlePhrase : findTitles;
      const { words } = phraseOf(value);
      const found = await Promise.all(this.blocks.map((block) => find(block, words)));
      return found.some((papers) => papers.size) ? ({ block, paper }) => found[block].has(paper) : null;
    }
    await this.need([operator]);
    const values = this.meant(operator, value);
    return values.length ? (row) => row[operator].some((one) => values.includes(one)) : null;
  }
}

const wordsIn = (text) => chunksOf(text).flatMap(({ words }) => words.map(([form]) => form)).join(" ");

/** What tells a paper from all others. */
export const keyOf = ({ block, paper }) => `${block}/${paper}`;

/** Whether a row has what is chosen: one of the years, months, venues, kinds and awards, and all topics, subjects and
    authors. `besides` leaves out one facet, to count what each of its values would find. */
export function fits(row, wanted, besides) {
  if (wanted.code && !row.code && besides !== "code") return false;
  if (wanted.range && !isWithin(row.date, wanted.range)) return false;
  if (wanted.authors.some((papers) => !papers.has(keyOf(row)))) return false;
  return Object.entries(wanted.chosen).every(([facet, values]) => {
    if (facet === besides || facet === "author" || !values.size) return true;
    return SINGLE.includes(facet) ? values.has(row[facet][0]) : [...values].every((value) => row[facet].includes(value));
  });
}

/** How many of some rows each value of a facet would find, with all else that is wanted. */
export function countsOf(rows, wanted, facet) {
  const numbers = new Map();
  for (const row of rows) {
    if (fits(row, wanted, SINGLE.includes(facet) ? facet : "")) for (const value of row[facet]) numbers.set(value, (numbers.get(value) ?? 0) + 1);
  }
  return numbers;
}

