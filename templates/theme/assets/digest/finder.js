// Finds papers in the index that `writing/search.py` of the generator writes, and says how well each fits. The words of a
// question tell which shards are fetched: one a word and block, as a rule.

import { isUnspaced, otherNumber } from "./words.js";

const TITLE = 0, AUTHORS = 1, ABSTRACT = 3, TOPICS = 4, KEYS = 5;
const LONG = [ABSTRACT]; // fields whose places stand in files of their own
const COUNTED = [ABSTRACT, KEYS]; // fields whose lists have numbers of places
const OPEN = 4; // this number means as many or more
const WEIGHTS = [8, 6, 3, 1, 0.5, 0]; // of a word by the field that it stands in
const MOST_ENDINGS = 60; // words that begin as the one that is being typed
const SHORTEST_BEGINNING = 2; // characters of a word that is being typed

/** The list of blocks, anew if it has changed: the search page asks for it (ahead.js) before this arrives. */
function fetchIndex(address) {
  const asked = globalThis.digestIndex ?? fetch(address, { cache: "no-cache" });
  delete globalThis.digestIndex;
  return asked;
}

/** Fetches of a site, by the path below `search/`; a failed one is forgotten, so that a later try may reach it. */
export function fetcher(root) {
  const known = new Map();
  return (path, kind = "json") => {
    if (!known.has(path)) {
      const address = new URL(`search/${path}`, root);
      const asked = (path === "index.json" ? fetchIndex(address) : fetch(address)).then((answer) => {
        if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
        return answer[kind]();
      });
      asked.catch(() => known.delete(path));
      known.set(path, asked);
    }
    return known.get(path);
  };
}

/** Reads numbers and texts from a shard, whose form `writing/word_index.py` describes. */
class Reader {
  constructor(bytes, at = 0, end = bytes.length) {
    Object.assign(this, { bytes, at, end });
  }

  number() {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  }

  take(length) {
    const start = this.at;
    this.at += length;
    return [start, this.at];
  }
}

/** The words of a shard, each with where its list of papers stands for each field. */
function wordsOf(buffer) {
  const reader = new Reader(new Uint8Array(buffer));
  const text = new TextDecoder();
  const words = new Map();
  let word = "";
  while (reader.at < reader.end) {
    const common = reader.number();
    word = word.slice(0, common) + text.decode(reader.bytes.subarray(...reader.take(reader.number())));
    const mask = reader.bytes[reader.at++];
    const lists = [];
    for (let field = 0; field < WEIGHTS.length; field += 1) {
      if (mask & (1 << field)) lists[field] = reader.take(reader.number());
    }
    words.set(word, { bytes: reader.bytes, lists });
  }
  return words;
}

/** Give the words of a shard what their places are read from, in the order of the lists. */
function addPlaces(words, buffer) {
  const reader = new Reader(new Uint8Array(buffer));
  for (const entry of words.values()) {
    const long = LONG.filter((field) => entry.lists[field]);
    entry.apart = new Map(long.map((field) => [field, [reader.bytes, ...reader.take(reader.number())]]));
  }
}

/** The places of a word in a paper, each told from the one before. */
function readPlaces(reader, number) {
  const places = new Array(number);
  let place = -1;
  for (let n = 0; n < places.length; n += 1) places[n] = place += reader.number();
  return places;
}

/** The papers of a word in one field: the places by the paper's number.

    Of places that were not fetched only the number is known, up to 4: they are undefined, so they stand beside no other. */
function papersOf({ bytes, lists, apart }, field) {
  const found = new Map();
  if (!lists[field]) return found;
  const reader = new Reader(bytes, ...lists[field]);
  const isCounted = COUNTED.includes(field);
  const placed = apart?.has(field) && new Reader(...apart.get(field));
  let paper = -1;
  while (reader.at < reader.end) {
    const told = reader.number();
    const number = isCounted ? (told & 3) + 1 : reader.number();
    paper += isCounted ? told >> 2 : told;
    if (placed) found.set(paper, readPlaces(placed, number < OPEN ? number : placed.number()));
    else found.set(paper, isCounted ? new Array(number).fill(undefined) : readPlaces(reader, number));
  }
  return found;
}

/** One block of papers. */
export class Block {
  constructor({ folder, papers, words }, get) {
    Object.assign(this, { folder, size: papers, firsts: words, get, loaded: new Map() });
  }

  #once(name, load) {
    if (!this.loaded.has(name)) {
      const loading = load();
      loading.catch(() => this.loaded.delete(name));
      this.loaded.set(name, loading);
    }
    return this.loaded.get(name);
  }

  #shard(number) {
    return this.#once(`${number}.words`, () => this.get(`${this.folder}/${number}.words`, "arrayBuffer").then(wordsOf));
  }

  /** A shard that has the places of all its words. */
  #placed(number) {
    return this.#once(`${number}.places`, async () => {
      const shard = this.#shard(number);
      const hasPlaces = [...(await shard).values()].some(({ lists }) => LONG.some((field) => lists[field]));
      if (hasPlaces) addPlaces(await shard, await this.get(`${this.folder}/${number}.places`, "arrayBuffer"));
      return shard;
    });
  }

  /** The number of the shard in which a word would stand; -1 before the first. */
  #place(word) {
    let low = 0, high = this.firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.firsts[middle] <= word) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  async word(word, isPlaced = false) {
    const place = this.#place(word);
    if (place < 0) return undefined;
    return (await (isPlaced ? this.#placed(place) : this.#shard(place))).get(word);
  }

  /** The words that begin so: of many, those of one shard and the next. */
  async beginning(start) {
    const first = Math.max(0, this.#place(start));
    const last = Math.min(this.#place(`${start}\uffff`), first + 1);
    const shards = await Promise.all(Array.from({ length: last - first + 1 }, (_, n) => this.#shard(first + n)));
    const words = shards.flatMap((shard) => [...shard.keys()]).filter((word) => word.startsWith(start));
    return words.slice(0, MOST_ENDINGS);
  }

  /** The places of any of some words, by field and paper; those in long fields only if `isPlaced`. */
  async places(words, isPlaced = false) {
    const fields = WEIGHTS.map(() => new Map());
    const entries = await Promise.all(words.map((word) => this.word(word, isPlaced)));
    for (const entry of entries.filter(Boolean)) {
      for (const [field, found] of fields.entries()) {
        for (const [paper, places] of papersOf(entry, field)) {
          found.set(paper, found.has(paper) ? [...found.get(paper), ...places].sort((a, b) => a - b) : places);
        }
      }
    }
    return fields;
  }

  /** The places where words stand side by side, by field and paper. `words` are lists of forms. */
  async phrase(words) {
    const lists = await Promise.all(words.map((forms) => this.places(forms, true)));
    return lists[0].map((first, field) => {
      const found = new Map();
      for (const [paper, places] of first) {
        const others = lists.slice(1).map((list) => new Set(list[field].get(paper)));
        const starts = places.filter((place) => others.every((other, n) => other.has(place + n + 1)));
        if (starts.length) found.set(paper, starts);
      }
      return found;
    });
  }
}

/** Where a part of a question stands in a block, by field and paper. `isOpen`: its last word is being typed. */
async function placesOf(block, part, isOpen) {
  const { words, joined, isAcronym, isQuoted } = part;
  if (words.length === 1 && !isQuoted) {
    const forms = words[0];
    const [form] = forms;
    const isAlone = isUnspaced(form) && [...form].length === 1;
    if (isAlone || (isOpen && !isAcronym && [...form].length >= SHORTEST_BEGINNING)) {
      return block.places([...new Set([...forms, ...(await block.beginning(form))])]);
    }
    return block.places(isAcronym ? forms : [...forms, ...otherNumber(form)]);
  }
  const last = words.at(-1);
  const open = isOpen && !isQuoted ? [...words.slice(0, -1), [...last, ...(await block.beginning(last[0]))]] : words;
  const apart = await block.phrase(open);
  if (!joined) return apart;
  const together = await block.places(isAcronym ? [joined] : [joined, ...otherNumber(joined)]);
  return apart.map((found, field) => new Map([...together[field], ...found]));
}

/** The papers among `fields` (places by field and paper) in any of some fields. */
const papersIn = (fields, some) => new Set(some.flatMap((field) => [...fields[field].keys()]));
const TEXTS = [TITLE, AUTHORS, 2, ABSTRACT]; // what a paper says itself: by this, words are rare or excluded
const READ = [...TEXTS, TOPICS]; // where words are found

/** Papers by the keys that they are known by: pairs of a block's number and a paper's. */
export async function findKeys(blocks, keys) {
  const found = await Promise.all(blocks.map(async (block, number) => {
    const fields = await block.places(keys);
    return [...fields[KEYS].keys()].map((paper) => [number, paper]);
  }));
  return found.flat();
}

/** Papers of which one name has all words: for `author:`. Names have sixteen places each. */
export async function findNames(block, words) {
  const lists = await Promise.all(words.map((forms) => block.places(forms)));
  const unit = (place) => Math.floor(place / 16);
  const found = new Set();
  for (const [paper, places] of lists[0]?.[AUTHORS] ?? []) {
    const fits = (start) => lists.every((list) => list[AUTHORS].get(paper)?.some((place) => unit(place) === unit(start)));
    if (places.some(fits)) found.add(paper);
  }
  return found;
}

/** Papers whose titles have all words, in singular or plural: for `title:`. */
export async function findTitles(block, words) {
  const lists = await Promise.all(words.map((forms) => block.places([...forms, ...otherNumber(forms[0])])));
  return new Set([...(lists[0]?.[TITLE].keys() ?? [])].filter((paper) => lists.every((list) => list[TITLE].has(paper))));
}

/** Papers whose titles have words side by side: for `title:"…"`. */
export async function findTitlePhrase(block, words) {
  return new Set(words.length ? (await block.phrase(words))[TITLE].keys() : []);
}

/** The papers that hold every wanted part of a question and none of the others: of each block their scores by number.

    Where nothing is wanted, none are found. `isOpen`: the last word is being typed. */
export async function findParts(blocks, parts, isOpen) {
  const wanted = parts.filter((part) => !part.isNot);
  const asked = await Promise.all(blocks.map(async (block) => ({
    wanted: await Promise.all(wanted.map((part) => placesOf(block, part, isOpen && part === parts.at(-1)))),
    unwanted: await Promise.all(parts.filter((part) => part.isNot).map((part) => placesOf(block, part, false))),
  })));
  const size = blocks.reduce((sum, block) => sum + block.size, 0);
  const numbers = wanted.map((_, n) => asked.reduce((sum, one) => sum + papersIn(one.wanted[n], TEXTS).size, 0));
  const rarity = numbers.map((number) => Math.log(1 + size / Math.max(1, number)));
  return asked.map((one) => {
    const all = one.wanted.map((fields) => papersIn(fields, READ)).sort((a, b) => a.size - b.size);
    const not = one.unwanted.map((fields) => papersIn(fields, TEXTS));
    const left = [...(all[0] ?? [])].filter((paper) => all.every((some) => some.has(paper)) && !not.some((some) => some.has(paper)));
    return new Map(left.map((paper) => [paper, scoreOf(paper, one.wanted, wanted, rarity)]));
  });
}

/** The papers that hold any part of a question, by block. */
export function findAny(blocks, parts) {
  return Promise.all(blocks.map(async (block) => {
    const found = await Promise.all(parts.map((part) => placesOf(block, part, false)));
    return new Set(found.flatMap((fields) => [...papersIn(fields, TEXTS)]));
  }));
}

/** How well a paper fits: rare words count more, and so do titles, and words that stand as they were asked for. */
function scoreOf(paper, lists, parts, rarity) {
  let score = 0;
  for (const [n, fields] of lists.entries()) {
    for (const field of READ) {
      const count = fields[field].get(paper)?.length;
      // A word in capitals is hardly a name.
      const weight = field === AUTHORS && parts[n].isAcronym ? WEIGHTS[ABSTRACT] / 2 : WEIGHTS[field];
      if (count) score += rarity[n] * weight * (count / (count + 0.5));
      const after = n && fields[field].get(paper);
      const before = after && lists[n - 1][field].get(paper);
      const step = n && parts[n - 1].words.length;
      if (before && before.some((place) => after.includes(place + step))) score += rarity[n] * weight;
    }
  }
  if (lists.length > 1 && lists.every((fields) => fields[TITLE].has(paper))) score *= 1.5;
  return score;
}
