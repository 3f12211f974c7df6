// What papers are counted and filtered by: the tables that `writing/search.py` of the generator writes, of each block one of
// dates and one a facet, which is fetched when it is needed.

import { findKeys, findNames, findTitlePhrase, findTitles } from "./finder.js";
import { t } from "./papers.js";
import { isWithin, readRange } from "./question.js";
import { chunksOf } from "./words.js";

/** The facets, as addresses and as readers know them. */
export const FACETS = {
  topic: t("Topic"), year: t("Year"), month: t("Month"), subject: t("Subject"), venue: t("Venue"), type: t("Kind"), award: t("Award"), author: t("Author"),
};
/** Those of which a paper has no more than one value. */
export const SINGLE = ["year", "month", "venue", "type", "award"];

let monthNames;

/** How readers know a year or a month. */
function dateLabel(value) {
  if (value === "undated") return t("Undated");
  if (value === "in-press") return t("In press");
  if (value.length === 4) return value;
  monthNames ??= new Intl.DateTimeFormat(document.documentElement.lang || "en", { month: "long", year: "numeric", timeZone: "UTC", numberingSystem: "latn" });
  return monthNames.format(new Date(`${value}-01T00:00:00Z`));
}

/** The years and months of a date: each one or none. */
const TIMES = {
  year: (date) => [/^\d/.test(date) ? date.slice(0, 4) : date || "undated"],
  month: (date) => (/^\d{4}-\d\d/.test(date) ? [date.slice(0, 7)] : []),
};

const FIRST = 0x30, LAST = 0x7e, NEXT = 0xa1, END = 0xd800; // of the characters
const SIZE = LAST - FIRST + 1 + END - NEXT;
const placeOf = (code) => (code <= LAST ? code - FIRST : code - NEXT + LAST - FIRST + 1);

/** Which values some characters are, of which each is one, or two are. */
function placesOf(characters, width) {
  const places = [...characters].map((character) => placeOf(character.charCodeAt(0)));
  return width === 1 ? places : places.flatMap((place, n) => (n % 2 ? [places[n - 1] * SIZE + place] : []));
}

/** A paper as the tables know it: its block, its number there, its date, and whether there is code. */
class Row {
  constructor(table, paper) {
    Object.assign(this, { table, block: table.number, paper, date: table.dates[paper], code: table.code[paper] === "1" });
  }

  /** Its values of a facet; none of one that was not fetched. */
  of(facet) {
    if (facet in TIMES) return TIMES[facet](this.date);
    const column = this.table.columns[facet];
    return column ? placesOf(column.papers[this.paper] ?? "", column.width).map((place) => column.values[place][0]) : [];
  }
}

/** The table of a block. A question finds few of many papers: of those it makes rows, and reads their columns.

    A column has the characters of each paper's values: '0A 1  01' are four papers, the third without any. */
class Table {
  constructor({ date, code, facets }, number) {
    Object.assign(this, { number, code, facets: new Set(facets), columns: {}, rows: [] });
    this.days = date.map(([day]) => day);
    this.dates = date.flatMap(([day, papers]) => new Array(papers).fill(day));
  }

  row(paper) {
    return (this.rows[paper] ??= new Row(this, paper));
  }

  add(facet, { values, papers, width }) {
    this.columns[facet] = { values, width, papers: papers.split(" ") };
  }
}

/** The tables of all blocks, once they are there. */
export class Tables {
  /** Fetch those of some blocks with `get`. */
  static async load(blocks, get) {
    const tables = await Promise.all(blocks.map((block) => get(`${block.folder}/table.json`)));
    return new Tables(blocks, get, tables);
  }

  constructor(blocks, get, tables) {
    Object.assign(this, { blocks, get, tables: tables.map((told, number) => new Table(told, number)), labels: {}, loading: new Map() });
    for (const facet of Object.keys(FACETS)) this.labels[facet] = new Map();
    for (const date of this.tables.flatMap(({ days }) => days)) {
      for (const [facet, read] of Object.entries(TIMES)) for (const value of read(date)) this.labels[facet].set(value, value);
    }
  }

  row(block, paper) {
    return this.tables[block].row(paper);
  }

  all() {
    return this.tables.flatMap((table) => table.dates.map((_, paper) => table.row(paper)));
  }

  /** What readers call a value of a facet; the value itself where the digest does not have it. */
  label(facet, value) {
    const label = this.labels[facet].get(value) ?? value;
    return facet in TIMES && this.labels[facet].has(value) ? dateLabel(value) : label;
  }

  /** Whether any paper has a value of a facet. */
  has(facet) {
    return this.labels[facet].size > 0 || this.tables.some(({ facets }) => facets.has(facet));
  }

  /** Fetch facets that are needed now. */
  async need(facets) {
    await Promise.all(facets.filter((facet) => !(facet in TIMES)).map((facet) => {
      if (!this.loading.has(facet)) {
        const loading = this.#load(facet);
        loading.catch(() => this.loading.delete(facet));
        this.loading.set(facet, loading);
      }
      return this.loading.get(facet);
    }));
  }

  async #load(facet) {
    await Promise.all(this.tables.filter(({ facets }) => facets.has(facet)).map(async (table) => {
      const column = await this.get(`${this.blocks[table.number].folder}/${facet}.json`);
      for (const [value, label] of column.values) this.labels[facet].set(value, label);
      table.add(facet, column);
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
    const all = [...this.labels[facet].keys()].map((value) => [value, wordsIn(this.label(facet, value))]);
    const exact = all.filter(([value, label]) => value === text.trim().toLowerCase() || label === words);
    const some = exact.length || !words ? exact : all.filter(([, label]) => ` ${label} `.includes(` ${words} `));
    return some.map(([value]) => value);
  }

  /** What an operator of a question (`topic:…`) lets through: a function of rows; null where it names nothing. */
  async filterOf(filter) {
    const fits = await this.#fits(filter);
    return fits && filter.isNot ? (row) => !fits(row) : fits;
  }

  async #fits({ operator, value, words, isQuoted }) {
    if (operator === "year") {
      const range = readRange(value);
      return range && ((row) => isWithin(row.date, range));
    }
    if (operator === "author" || operator === "title") {
      const find = operator === "author" ? findNames : isQuoted ? findTitlePhrase : findTitles;
      const found = await Promise.all(this.blocks.map((block) => find(block, words)));
      return found.some((papers) => papers.size) ? ({ block, paper }) => found[block].has(paper) : null;
    }
    await this.need([operator]);
    const values = this.meant(operator, value);
    return values.length ? (row) => row.of(operator).some((one) => values.includes(one)) : null;
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
    return SINGLE.includes(facet) ? values.has(row.of(facet)[0]) : [...values].every((value) => row.of(facet).includes(value));
  });
}

/** How many of some rows each value of a facet would find, with all else that is wanted. */
export function countsOf(rows, wanted, facet) {
  const numbers = new Map();
  for (const row of rows) {
    if (fits(row, wanted, SINGLE.includes(facet) ? facet : "")) for (const value of row.of(facet)) numbers.set(value, (numbers.get(value) ?? 0) + 1);
  }
  return numbers;
}

