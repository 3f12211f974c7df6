// From what is asked to the papers that answer it: the words by the index, all else by the tables.

import { Block, fetcher, findAny, findKeys, findParts } from "./finder.js";
import { ROOT } from "./papers.js";
import { isIdentifier, readQuestion, readRange } from "./question.js";
import { endingOf, nearest, readWords, shardsOf, slipsBetween, turned } from "./spelling.js";
import { FACETS, fits, keyOf, Tables } from "./tables.js";
import { chunksOf, fold, placesIn } from "./words.js";

const CITED_TOGETHER = 512; // papers in a file of citations, as in `writing/search.py` of the generator
const NAMED_TOGETHER = 128; // papers in a file of names, as there
const MOST_TRIED = 16; // spellings of a question
const MOST_OFFERED = 3;

const get = fetcher(ROOT);
let known;

/** The blocks, and a promise of their tables, which are not needed to find words; a later try may reach them. */
function loadBlocks() {
  known ??= get("index.json").then(({ blocks: told, spelling, endings }) => {
    const blocks = told.map((block) => new Block(block, get));
    const tables = Tables.load(blocks, get);
    tables.catch(() => (known = undefined));
    return { blocks, tables, spelling, endings };
  });
  known.catch(() => (known = undefined));
  return known;
}

/** Fetch what every question needs. */
export async function load() {
  const { blocks, tables } = await loadBlocks();
  return { blocks, tables: await tables };
}

/** The papers that have the words of a question, as rows, the best first, and what of the question names nothing. */
async function findWords(question, isOpen) {
  const { blocks } = await loadBlocks();
  const { parts, keys } = question;
  const wanted = parts.filter(({ isNot }) => !isNot);
  const [keyed, found, { tables }] = await Promise.all([
    keys.length ? findKeys(blocks, keys) : [],
    wanted.length ? findParts(blocks, parts, isOpen) : findAny(blocks, parts),
    load(),
  ]);
  const first = keyed.map(([block, paper]) => tables.row(block, paper));
  if (first.length && isIdentifier(keys)) return { rows: first, nothing: [] };
  const filters = await Promise.all(question.filters.map((filter) => tables.filterOf(filter)));
  const nothing = question.filters.filter((_, n) => !filters[n]);
  const isVain = nothing.some(({ isNot }) => !isNot) || (question.text.trim() && !parts.length && !filters.length); // signs without a word
  if (isVain) return { rows: first, nothing };
  const rows = (wanted.length ? ranked(tables, found) : without(tables, found)).filter((row) => filters.every((filter) => !filter || filter(row)));
  return { rows: [...first, ...rows.filter((row) => !first.includes(row))], nothing };
}

/** The rows of papers that were found, the best first, and of those that fit as well the newest. */
function ranked(tables, found) {
  const scored = found.flatMap((papers, block) => [...papers].map(([paper, score]) => [tables.row(block, paper), score]));
  scored.sort(([a, left], [b, right]) => right - left || b.block - a.block || b.paper - a.paper);
  return scored.map(([row]) => row);
}

/** All rows but those that were found, the newest first. */
const without = (tables, found) => tables.all().filter((row) => !found[row.block].has(row.paper)).reverse();

/** Answer what is asked: `rows` have the words, `left` what is chosen, too. */
export async function answer(asked, isOpen) {
  const question = readQuestion(asked.words);
  const [{ tables }, { rows, nothing }] = await Promise.all([load(), findWords(question, isOpen)]);
  const authors = [...(asked.chosen.author ?? [])];
  const needed = Object.keys(asked.chosen).filter((facet) => facet !== "author" && asked.chosen[facet].size);
  const [papers] = await Promise.all([Promise.all(authors.map((slug) => tables.ofAuthor(slug))), tables.need(needed)]);
  const unknown = unknownIn(asked, tables, authors.filter((_, n) => !papers[n].size));
  const chosen = Object.fromEntries(Object.entries(asked.chosen).map(([facet, values]) => [facet, new Set([...values].filter((value) => tables.labels[facet].has(value)))]));
  const wanted = { chosen, code: asked.code, range: rangeOf(asked), authors: papers.filter((some) => some.size) };
  const left = rows.filter((row) => fits(row, wanted, ""));
  if (asked.order) left.sort((a, b) => b.block - a.block || b.paper - a.paper);
  if (asked.order === "oldest") left.reverse();
  return { question, tables, rows, left, wanted, nothing, unknown };
}

const rangeOf = ({ from, to }) => (from || to) && readRange(`${from}..${to}`);

/** What an address chooses that this digest does not have: pairs of a facet and a value. */
function unknownIn(asked, tables, authors) {
  return Object.keys(FACETS).flatMap((facet) => {
    const values = facet === "author" ? authors : [...(asked.chosen[facet] ?? [])].filter((value) => !tables.labels[facet].has(value));
    return values.map((value) => [facet, value]);
  });
}

/** What a result shows of a paper, whose name stands in a file of names, all of one length. */
export async function paperOf({ block, paper }) {
  const { blocks } = await loadBlocks();
  const first = paper - (paper % NAMED_TOGETHER);
  const names = await get(`${blocks[block].folder}/${first / NAMED_TOGETHER}.names`, "text");
  const length = names.length / Math.min(NAMED_TOGETHER, blocks[block].size - first);
  return get(`papers/${names.slice((paper - first) * length, (paper - first + 1) * length)}.json`);
}

/** How to cite some papers, in a form: texts, or items of CSL-JSON. Few files are fetched for many papers. */
export async function citationsOf(rows, form) {
  const { blocks } = await load();
  const files = rows.map(({ block, paper }) => `${blocks[block].folder}/${Math.floor(paper / CITED_TOGETHER)}.${form}`);
  const found = new Map(await Promise.all([...new Set(files)].map(async (file) => [file, await get(file)])));
  return rows.map(({ paper }, n) => found.get(files[n])[paper % CITED_TOGETHER]);
}

/* Where little or nothing was found. */

/** Other spellings of a question that find something, each with its number of papers: the likeliest first.

    Where the question itself found some, only words that begin alike are looked at. */
export async function otherSpellings(asked, hasFound) {
  const typed = readQuestion(asked.words).parts.filter(({ isNot }) => !isNot).flatMap(({ text }) => text.split(/[\s\-‐‑'’]+/)).filter(Boolean);
  let texts = [[asked.words, 0]];
  for (const word of new Set(typed)) {
    const { others, isCommon } = await othersOf(word, hasFound);
    // A word of one abstract may be a slip itself; one of more papers was hardly meant for another.
    if (await isWord(word)) others.splice(isCommon ? 0 : others.length, 0, word);
    if (others.length) texts = texts.flatMap(([text, doubt]) => others.map((other, n) => [text.replace(word, other), doubt + n])).sort((a, b) => a[1] - b[1]).slice(0, MOST_TRIED);
  }
  const others = texts.map(([text]) => text).filter((text) => text !== asked.words);
  const found = new Map(); // by what is found and the letters that umlauts are written with: Müller is muller and mueller
  while (others.length && found.size < MOST_OFFERED) {
    for (const [text, left] of await Promise.all(others.splice(0, MOST_OFFERED).map(async (text) => [text, (await answer({ ...asked, words: text }, false)).left]))) {
      const letters = text.replaceAll(/([aou])e/g, "$1").replaceAll("aa", "a");
      if (left.length && !found.has(`${left.length} ${letters}`)) found.set(`${left.length} ${letters}`, [text, left]);
    }
  }
  return Promise.all([...found.values()].slice(0, MOST_OFFERED).map(async ([text, left]) => [await printed(text, left[0]), left.length]));
}

/** A question with its words as a paper prints them that has them with accents, of which the index knows nothing. */
async function printed(text, row) {
  const { title, authors = [], abstract = "", highlight = "", topics = [] } = await paperOf(row);
  const said = [title, ...authors.map(([name]) => name), ...topics.map(([name]) => name), highlight, abstract];
  return text.replaceAll(/[\p{L}\p{N}\p{M}]+/gu, (word) => {
    for (const one of said) {
      for (const [start, end] of placesIn(one, (form) => form === word)) {
        const found = one.slice(start, end);
        if (found.toLowerCase() !== word) return found;
      }
    }
    return word;
  });
}

/** The words that one may have been meant for. Few mistype the first letter, so those with the same are looked at first,
    and then those that end alike. */
async function othersOf(word, hasFound) {
  const { spelling, endings } = await loadBlocks();
  const load = async (folder, firsts, beginning) =>
    (await Promise.all(shardsOf(firsts, beginning).map(async (n) => [...readWords(await get(`${folder}/${n}.txt`, "text"))]))).flat();
  const folded = fold(word);
  const alike = new Map(await load("spelling", spelling, [...folded][0] ?? ""));
  const isCommon = alike.has(folded);
  const others = nearest(word, alike);
  if (hasFound || isCommon || (others.length && slipsBetween(folded, others[0], 1) === 1)) return { others, isCommon };
  for (const [other, common] of await load("endings", endings, endingOf(folded))) alike.set(turned(other), common);
  return { others: nearest(word, alike), isCommon };
}

/** Whether any paper holds a word. */
async function isWord(word) {
  const { blocks } = await load();
  const forms = chunksOf(word).flatMap(({ words }) => words.flat());
  const found = await Promise.all(blocks.flatMap((block) => forms.map((form) => block.word(form))));
  return found.some(Boolean);
}

/** The question without one of its parts, as far as that finds something. */
export async function shorter(asked) {
  const parts = asked.words.match(/-?(?:\p{L}+:)?(?:"[^"]*"|\S+)/gu) ?? [];
  if (parts.length < 2 || parts.length > 8) return [];
  const texts = parts.map((_, left) => parts.filter((_, n) => n !== left).join(" "));
  const counted = await Promise.all(texts.map(async (text) => [text, (await answer({ ...asked, words: text }, false)).left.length]));
  return counted.filter(([, number]) => number).sort((a, b) => a[1] - b[1]).slice(0, MOST_OFFERED);
}
