// Reads what a reader typed: words, "phrases", -exclusions, `author:`, `topic:`, `venue:`, `subject:`, `year:`, and what
// papers are known by (arXiv, DOI, URL, citation key). Whatever is typed is a question; nothing is an error.

import { chunksOf, isUnspaced, joinedOf } from "./words.js";

const MOST_PARTS = 24; // of a question; what is said beyond them is left out
const MOST_WORDS = 40; // of a phrase

/** Function words count only within phrases, and where a question has nothing else. */
const FUNCTION_WORDS = new Set(
  "a an and are as at be by for from in is it its of on or that the their this to via was we were which with".split(" "),
);
const OPERATORS = ["author", "topic", "venue", "subject", "year", "title"];
const SUBJECT = /^[a-z]+(?:-[a-z]+)?\.[A-Z][A-Za-z-]+$/; // arXiv's: cs.CV
const PART = /(-?)(?:(\p{L}+):)?(?:["“”„]([^"“”„]*)["“”„]?|(\S+))/gu;

/** A question: `keys` that name a paper, `parts` that have to hold, and `filters` by operator. */
export function readQuestion(text) {
  const parts = [];
  const filters = [];
  for (const [, minus, name, quoted, bare] of [...text.matchAll(PART)].slice(0, MOST_PARTS)) {
    const operator = name?.toLowerCase();
    const value = quoted ?? bare;
    const isNot = minus === "-";
    const isQuoted = quoted !== undefined;
    if (OPERATORS.includes(operator)) filters.push({ operator, value, isNot, isQuoted, words: operator === "title" && isQuoted ? phraseOf(value) : looseWords(value) });
    else if (!name && SUBJECT.test(value)) filters.push({ operator: "subject", value, isNot });
    else if (isQuoted) add(parts, { words: phraseOf(value), text: value, isNot, isQuoted });
    else for (const part of wordsOf(name ? `${name}:${value}` : value)) add(parts, { ...part, isNot });
  }
  const wanted = parts.filter((part) => !part.isNot);
  const telling = wanted.filter((part) => part.isQuoted || !isFunctionWord(part));
  const left = telling.length ? parts.filter((part) => part.isNot || telling.includes(part)) : parts;
  return { text, keys: keysIn(text), parts: left, filters };
}

const add = (parts, part) => part.words.length && parts.push(part);
const isFunctionWord = ({ words }) => words.length === 1 && words[0].every((form) => FUNCTION_WORDS.has(form));

/** The words of a quoted phrase, side by side. */
const phraseOf = (text) => withoutTail(chunksOf(text).flatMap(({ words }) => words)).slice(0, MOST_WORDS);

/** Words that may stand anywhere in a name or title. */
const looseWords = (text) => chunksOf(text).flatMap(({ words }) => loose(withoutTail(words))).slice(0, MOST_WORDS);

const isAlone = (form) => isUnspaced(form) && [...form].length === 1;

/** Words without the last character of an unspaced run at their end, which stands within the pair before it: whatever
    follows it in a paper will do. */
function withoutTail(words) {
  const [before, last] = words.slice(-2);
  return last && isAlone(last[0]) && isUnspaced(before[0]) ? words.slice(0, -1) : words;
}

/** Words of which those without spaces may be parted in a paper, by a space or a sign: the character before that then
    stands alone, in place of a pair. */
function loose(words) {
  return words.map((forms, at) => (at < words.length - 1 && isUnspaced(forms[0]) ? [...forms, [...forms[0]][0]] : forms));
}

/** What a reader typed without quotes: each chunk is a word, or words side by side that may be in one piece. */
function* wordsOf(text) {
  for (const chunk of chunksOf(text)) {
    const words = loose(withoutTail(chunk.words));
    const joined = joinedOf(chunk.words);
    const letters = chunk.text.replace(/[^\p{L}]/gu, "");
    const isAcronym = [...letters].length > 1 && letters === letters.toUpperCase() && letters !== letters.toLowerCase();
    yield { words, joined, text: chunk.text, isAcronym };
  }
}

/* Keys: what a paper is known by, written as the index has it. */

const ARXIV = /^(?:arxiv\s*:?\s*)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d{1,3})?$/i;
const DOI = /^(?:doi\s*:?\s*)?(10\.\d{4,9}\/\S+)$/i;
const ADDRESS = /^(?:https?:\/\/)?(?:www\.)?([a-z0-9.-]+\.[a-z]{2,}(?::\d+)?\/\S*|localhost\S*|[\d.]+:\d+\/\S*)$/i;

/** The keys that a whole question may be: certain ones first. */
function keysIn(text) {
  const said = text.trim().replace(/[.,;]+$/, "");
  if (!said || /\s/.test(said.replace(/^(arxiv|doi)\s*:?\s*/i, ""))) return [];
  const arxiv = said.match(ARXIV)?.[1] ?? said.match(/arxiv\.org\/[a-z]+\/([^?#]+?)(?:v\d{1,3})?(?:\.pdf)?(?:[?#].*)?$/i)?.[1] ??
    said.match(/10\.48550\/arxiv\.(.+?)(?:v\d{1,3})?$/i)?.[1];
  if (arxiv) return [`=arxiv:${arxiv.toLowerCase()}`, `=doi:10.48550/arxiv.${arxiv.toLowerCase()}`];
  const doi = decoded(said).match(DOI)?.[1] ?? decoded(said).match(/doi\.org\/(10\.\S+)$/i)?.[1];
  if (doi) return [`=doi:${doi.toLowerCase()}`];
  const address = said.match(ADDRESS)?.[1];
  if (address) {
    const plain = address.toLowerCase().replace(/(?:\/|\.git)*(?:#.*)?$/, "").slice(0, 200);
    const slug = plain.match(/\/papers\/([a-z0-9-]+)$/)?.[1];
    return [`=url:${plain}`, ...(slug ? [`=key:${slug}`] : [])];
  }
  return [`=key:${said.toLowerCase()}`];
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether keys are of a kind that is nothing but a paper's identifier. */
export const isIdentifier = (keys) => keys.length > 0 && !keys[0].startsWith("=key:");

/* Dates: `2024`, `2024-03`, with `..` between two of them or beside one. */

/** The range that `year:` asks for: the first and last date, as ISO 8601 begins them; null where it is none. */
export function readRange(text) {
  const found = text.match(/^(\d{4}(?:-\d\d)?(?:-\d\d)?)?(\.\.)?(\d{4}(?:-\d\d)?(?:-\d\d)?)?$/);
  if (!found || (!found[1] && !found[3]) || (found[1] && found[3] && !found[2])) return null;
  const [, from = "", dots, to = ""] = found;
  return dots ? { from, to } : { from: from || to, to: from || to };
}

/** Whether a date stands in a range; one that is known in part stands where its part does. */
export function isWithin(date, { from, to }) {
  if (!/^\d/.test(date)) return false;
  const reaches = (bound) => Math.min(bound.length, date.length);
  return date.slice(0, reaches(from)) >= from.slice(0, reaches(from)) && date.slice(0, reaches(to)) <= to.slice(0, reaches(to));
}
