// Takes questions apart into words, just as `text/words.py` of the generator takes papers apart: what is said there
// holds here. A test compares the two.

const LONGEST = 40; // characters of a word; longer ones are cut
const MOST_PARTS = 4; // of a chunk that is also read in one piece
const UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u1100-\\u11ff\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u9fff\\ua960-\\ua97f\\uac00-\\ud7ff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const LETTERS = "[\\p{L}\\p{N}\\p{M}]+";
const CHUNK = new RegExp(`${LETTERS}(?:[-‐‑'’]${LETTERS})*`, "gu");
const PART = new RegExp(LETTERS, "gu");
const RUN = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
const ACCENTS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0670\u0640]/gu;

const PLAIN_WORD = /^[A-Za-z0-9]+$/; // as most are, for which all of this takes too long
const PLAIN = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ħ: "h", ŧ: "t", ŋ: "ng", ς: "σ" };
const WRITTEN_OUT = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };
const replaced = (text, table) => [...text].map((letter) => table[letter] ?? letter).join("");

/** A word without letter case and accents. */
export function fold(word) {
  if (PLAIN_WORD.test(word)) return word.toLowerCase();
  return replaced(word.normalize("NFKD").toLowerCase().replace(ACCENTS, "").normalize("NFC"), PLAIN);
}

/** The words in a run of letters, one after the other, each with its second forms. */
function formsOf(part) {
  if (PLAIN_WORD.test(part)) return [[part.slice(0, LONGEST).toLowerCase()]];
  return (part.match(RUN) ?? []).flatMap((run) => {
    if (HAS_UNSPACED.test(run)) {
      const letters = [...fold(run)];
      return letters.map((letter, at) => [letter + (letters[at + 1] ?? "")]);
    }
    const cut = (word) => [...word].slice(0, LONGEST).join("");
    const word = cut(fold(run));
    return word ? [[...new Set([word, cut(fold(replaced(run.toLowerCase(), WRITTEN_OUT)))])]] : [];
  });
}

/** The chunks of a text, in order: what stands between spaces and signs. Hyphens and apostrophes part no chunk.
 *
 * Each has its `text` and its `words`, each a list of forms.
 */
export function chunksOf(whole) {
  return (whole.normalize("NFKC").match(CHUNK) ?? []).map((text) => ({ text, words: text.match(PART).flatMap(formsOf) }));
}

/** The words of a chunk in one piece; '' where they are not read so. */
export function joinedOf(words) {
  const whole = words.map(([form]) => form).join("");
  const isOne = words.length > 1 && words.length <= MOST_PARTS && [...whole].length < LONGEST;
  return isOne && !/^\p{N}*$/u.test(whole) && !HAS_UNSPACED.test(whole) ? whole : "";
}

/** Where in a text wanted words stand: pairs of start and end, in order. `isWanted` is asked of each form. */
export function* placesIn(whole, isWanted) {
  for (const { 0: chunk, index } of whole.matchAll(CHUNK)) {
    if (PLAIN_WORD.test(chunk)) {
      if (isWanted(formsOf(chunk)[0][0])) yield [index, index + chunk.length];
      continue;
    }
    const parts = [...chunk.matchAll(PART)].map((part) => ({ text: part[0], start: index + part.index, words: formsOf(part[0]) }));
    if (isWanted(joinedOf(parts.flatMap(({ words }) => words)))) {
      yield [index, index + chunk.length];
      continue;
    }
    for (const { text, start } of parts) for (const run of text.matchAll(RUN)) yield* placesInRun(run[0], start + run.index, isWanted);
  }
}

/** Where in a run of letters that begins at `start` wanted words stand. */
function* placesInRun(run, start, isWanted) {
  const words = formsOf(run);
  const letters = [...run];
  if (!HAS_UNSPACED.test(run) || letters.length !== words.length) {
    if (words.some((forms) => forms.some(isWanted))) yield [start, start + run.length];
    return;
  }
  let at = start; // a pair of characters begins at each
  for (const [n, [form]] of words.entries()) {
    if (isWanted(form)) yield [at, at + letters.slice(n, n + [...form].length).join("").length];
    at += letters[n].length;
  }
}

/** Whether a word is a pair of characters of a script without spaces, or one of them alone. */
export const isUnspaced = (word) => HAS_UNSPACED.test(word);

/** The other number of an English word, as far as its ending tells. */
export function otherNumber(word) {
  if (!/^[a-z]{3,}$/.test(word)) return [];
  if (/[^aeiou]ies$/.test(word)) return [`${word.slice(0, -3)}y`];
  if (/(?:s|x|z|ch|sh)es$/.test(word)) return [word.slice(0, -2), word.slice(0, -1)];
  if (/[^su]s$/.test(word) && !/is$/.test(word)) return [word.slice(0, -1)];
  if (/[^aeiou]y$/.test(word)) return [`${word.slice(0, -1)}ies`];
  return [/(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`];
}
