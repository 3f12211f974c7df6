// What a reader may have meant by a word that stands nowhere: words of the digest that are one or two slips away. A slip
// is a letter too many, too few or another one, or two that are swapped.

import { fold, otherNumber } from "./words.js";

const MOST = 4; // words that are tried for one
const SHORTEST = 3; // letters of a word that may be mistyped
const LONGEST = 30;
const MUCH = 4; // a word is sixteen times as common as one that is taken for a slip of it

/** The numbers of the shards that have words with a beginning; `firsts` are their first words. */
export function shardsOf(firsts, beginning) {
  return [...firsts.keys()].filter((n) => firsts[n] <= `${beginning}\uffff` && !(firsts[n + 1] <= beginning));
}

/** A word turned around, as the shards of endings have it. */
export const turned = (word) => [...word].reverse().join("");

/** The end of a word that a slip in the first letter leaves as it is, turned around. */
export const endingOf = (word) => turned(word).slice(0, Math.max(1, Math.min(3, word.length - 2)));

/** Read a shard of the words that `writing/spelling.py` of the generator writes: how common each is, 0 to 9. */
export function readWords(text) {
  let word = "";
  const lines = text.split("\n").filter(Boolean);
  return new Map(lines.map((line) => [(word = word.slice(0, Number(line[0])) + line.slice(1, -1)), Number(line.at(-1))]));
}

/** The words that one may have been meant for, the nearest and most common first; none where it is as common itself. */
export function nearest(typed, words) {
  const word = fold(typed);
  if (word.length < SHORTEST || word.length > LONGEST || /\p{N}/u.test(word)) return [];
  const most = word.length < 5 ? 1 : 2;
  const itself = words.has(word) ? words.get(word) + MUCH : 0;
  const found = [];
  for (const [other, common] of words) {
    if (other === word || common < itself || Math.abs(other.length - word.length) > most) continue;
    const slips = slipsBetween(word, other, most);
    // Few mistype the first letter, and a common word is meant more often than a rare one.
    if (slips <= most) found.push([slips * 4 + (other[0] === word[0] ? 0 : 3) - common, other]);
  }
  found.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
  const others = found.map(([, other]) => other);
  // Of a word in singular and plural the first will do: it finds both.
  return others.filter((other, n) => !otherNumber(other).some((twin) => others.slice(0, n).includes(twin))).slice(0, MOST);
}

/** How many slips lie between two words (optimal string alignment); more than `most` is told as `most + 1`. */
export function slipsBetween(one, other, most) {
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[other.length];
}
