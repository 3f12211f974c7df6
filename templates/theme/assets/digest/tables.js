// What papers are counted and filtered by: the tables that `writing/search.py` of the generator writes, one a block.

import { findInField, findKeys } from "./finder.js";
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

/** A column of numbers: '3,17 4  2,3' has four papers, the third without any. */
const columnOf = (text) => text.split(" ").map((numbers) => (numbers ? numbers.split(",").map(Number) : []));

/** The rows of a block: of each paper its name, date, code, and values by facet. */
function rowsOf(table, number) {
  const dates = table.date.flatMap(([date, papers]) => new Array(papers).fill(date));
  const columns = Object.entries(FACETS).flatMap(([facet]) => (table[facet] ? [[facet, table[facet].values, columnOf(table[facet].papers)]] : []));
  return table.name.split(" ").map((name, paper) => {
    const date = dates[paper];
    const row = { block: number, paper, name, date, code: table.code[paper] === "1", year: [], month: [], topic: [], subject: [], venue: [], type: [], award: [], author: [] };
    row.year.push(/^\d/.test(date) ? date.slice(0, 4) : date || "undated");
    if (/^\d{4}-\d\d/.test(date)) row.month.push(date.slice(0, 7));
    for (const [facet, values, column] of columns) row[facet] = column[paper].map((place) => values[place][0]);
    return row;
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
    Object.assign(this, { blocks, get, rows: tables.map(rowsOf), labels: {}, authors: null });
    for (const facet of Object.keys(FACETS)) {
      this.labels[facet] = new Map(tables.flatMap((table) => table[facet]?.values ?? []));
    }
    for (const row of this.all()) {
      for (const facet of ["year", "month"]) for (const value of row[facet]) this.labels[facet].set(value, dateLabel(value));
    }
  }

  all() {
    return this.rows.flat();
  }

  /** Authors are many, so they come when they are wanted. */
  loadAuthors() {
    this.authors ??= Promise.all(this.blocks.map((block) => this.get(`${block.folder}/authors.json`))).then((tables) => {
      for (const [number, { values, papers }] of tables.entries()) {
        for (const [slug, name] of values) this.labels.author.set(slug, name);
        for (const [paper, places] of columnOf(papers).entries()) this.rows[number][paper].author = places.map((place) => values[place][0]);
      }
    }).catch((error) => {
      this.authors = null;
      throw error;
    });
    return this.authors;
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
  async filterOf({ operator, value, isNot }) {
    const fits = await this.#fits(operator, value);
    return fits && isNot ? (row) => !fits(row) : fits;
  }

  async #fits(operator, value) {
    if (operator === "year") {
      const range = readRange(value);
      return range && ((row) => isWithin(row.date, range));
    }
    if (operator === "author" || operator === "title") {
      const { words } = phraseOf(value);
      const found = await Promise.all(this.blocks.map((block) => findInField(block, words, operator === "title" ? 0 : 1)));
      return found.some((papers) => papers.size) ? ({ block, paper }) => found[block].has(paper) : null;
    }
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

