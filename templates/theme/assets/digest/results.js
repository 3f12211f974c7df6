// How a paper that was found is shown: as an entry of a list, and as a line in the dialog. Texts only ever become text.

import { setUpEntry } from "./entries.js";
import { make, ROOT, t, tn } from "./papers.js";
import { otherNumber, placesIn } from "./words.js";

const MOST_AUTHORS = 3; // that are named, besides those who were asked for
const EXCERPT = 320; // characters, roughly
const ET_AL = t("<em>et al.</em>").replaceAll(/<\/?em>/g, "");

/** Whether a form of a word was asked for, by a question. `isOpen`: its last word is being typed. */
export function wantedBy({ parts, filters }, isOpen) {
  const said = [...parts, ...filters.filter(({ operator }) => ["author", "title"].includes(operator)).map((filter) => ({ ...filter, isQuoted: true }))];
  const forms = new Set();
  let beginning = "";
  for (const part of said.filter(({ isNot }) => !isNot)) {
    const isLoose = !part.isQuoted && !part.isAcronym;
    for (const form of [...part.words.flat(), ...(part.joined ? [part.joined] : [])]) {
      forms.add(form);
      if (isLoose && (part.words.length === 1 || form === part.joined)) otherNumber(form).forEach((other) => forms.add(other));
    }
    if (isOpen && isLoose && part === parts.at(-1)) beginning = part.words.at(-1)[0];
  }
  return (form) => forms.has(form) || (beginning.length > 1 && form.startsWith(beginning));
}

/** A text with what was asked for marked in it. */
function marked(text, isWanted) {
  const found = [];
  let done = 0;
  for (const [start, end] of placesIn(text, isWanted)) {
    if (end <= done) continue;
    const last = found.at(-1);
    // What stands side by side in a script without spaces is one mark.
    if (last && start <= done) last.append(text.slice(done, end));
    else found.push(text.slice(done, start), make("mark", {}, text.slice(start, end)));
    done = end;
  }
  return [...found, text.slice(done)];
}

const has = (text, isWanted) => !placesIn(text, isWanted).next().done;

/** The sentence of an abstract that has most of what was asked for, but for the highlight; '' where none has any. */
export function excerptOf({ abstract = "", highlight = "" }, isWanted) {
  const lettersOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const told = new Set(lettersOf(highlight));
  let best = "", most = 0;
  for (const sentence of abstract.match(/[^.!?。！？]+(?:[.!?。！？]+(?!\s|$)[^.!?。！？]*)*[.!?。！？]*["”’)\]]*\s*/gu) ?? []) {
    const words = lettersOf(sentence);
    const isTold = words.filter((word) => told.has(word)).length > words.length * 0.6;
    const found = new Set([...placesIn(sentence, isWanted)].map(([start, end]) => sentence.slice(start, end).toLowerCase())).size;
    if (!isTold && found > most) [best, most] = [sentence.trim(), found];
  }
  if (best.length <= EXCERPT) return best;
  const [[first]] = placesIn(best, isWanted);
  const start = first > EXCERPT / 2 ? best.indexOf(" ", first - EXCERPT / 2) + 1 : 0;
  const end = best.lastIndexOf(" ", start + EXCERPT);
  return `${start ? "… " : ""}${best.slice(start, end > first ? end : start + EXCERPT)} …`;
}

const FROM_RIGHT = /^(?:ar|fa|he|ur|yi|ps|sd|ckb|dv|ug)\b/;

/** An element whose text is in a language of its own, as far as that is told. */
function spoken(element, language) {
  if (language) element.lang = language;
  if (language) element.dir = FROM_RIGHT.test(language) ? "rtl" : "ltr";
  return element;
}

// Entries stand on the search page alone; links say by their address what they lead to, as those of lists do.
const linkTo = (folder, [name, slug], isWanted = () => false) =>
  slug ? make("a", { href: `../${folder}/${slug}/` }, ...marked(name, isWanted)) : make("span", {}, ...marked(name, isWanted));

/** The authors: the first ones and those who were asked for, by name or `chosen`, each in the right place. */
function authorsOf({ authors = [], more = 0, open }, isWanted, chosen) {
  const shown = authors.filter(([name, slug], n) => n < MOST_AUTHORS || chosen.has(slug) || has(name, isWanted)).slice(0, 2 * MOST_AUTHORS);
  const line = [];
  let last = -1;
  for (const one of shown) {
    const place = authors.indexOf(one);
    const between = place - last - 1;
    // A single name takes no more room than to say that there is one.
    if (between) line.push(t(", "), between > 1 ? tn("{number} more", "{number} more", between) : linkTo("authors", authors[place - 1]));
    if (place) line.push(t(", "));
    line.push(linkTo("authors", one, isWanted));
    last = place;
  }
  const left = authors.length - last - 1 + more;
  if (left) line.push(t(", "), tn("and {number} more", "and {number} more", left));
  if (open) line.push(" ", make("em", {}, ET_AL));
  return make("p", { class: "authors" }, ...line);
}

/** A paper as an entry, with all that entries of lists can do. */
export function entryOf(paper, isWanted, chosen) {
  const excerpt = excerptOf(paper, isWanted);
  const facets = [make("time", { datetime: paper.date || "" }, paper.when)];
  if (paper.withdrawn) facets.push(make("span", { class: "withdrawn" }, t("Withdrawn")));
  if (paper.venue) facets.push(linkTo("venues", paper.venue));
  if (paper.award) facets.push(make("span", { class: "award" }, paper.award));
  if (/^https?:\/\//.test(paper.code_url ?? "")) facets.push(make("a", { class: "code", href: paper.code_url }, t("Code")));
  else if (paper.code_announced) facets.push(make("span", { class: "code" }, t("Code announced")));
  for (const subject of paper.subjects ?? []) facets.push(linkTo("subjects", subject));
  for (const topic of paper.topics ?? []) facets.push(linkTo("topics", topic, isWanted));
  const [ofTitle, ofText] = paper.languages ?? [];
  const entry = make("article", { class: "entry", ...(paper.no_abstract && { "data-abstract": "none" }), ...(paper.related ? {} : { "data-related": "none" }) },
    spoken(make("h3", {}, make("a", { href: `../papers/${paper.slug}/` }, ...marked(paper.title, isWanted))), ofTitle),
    authorsOf(paper, isWanted, chosen.author),
    ...(paper.highlight ? [spoken(make("p", { class: "highlight" }, ...marked(paper.highlight, isWanted)), ofText)] : []),
    ...(paper.note ? [make("p", { class: "note" }, ...marked(paper.note, isWanted))] : []),
    ...(excerpt ? [spoken(make("p", { class: "excerpt" }, ...marked(excerpt, isWanted)), ofText)] : []),
    make("p", { class: "facets" }, ...facets.flatMap((one) => [one, " "])));
  setUpEntry(entry);
  return make("li", { "data-search-result": "" }, entry);
}

/** A paper as a line of the dialog. */
export function lineOf(paper, isWanted) {
  const { authors = [], more = 0, open, when } = paper;
  const names = authors.slice(0, MOST_AUTHORS).map(([name]) => name).join(t(", "));
  const isCut = open || more || authors.length > MOST_AUTHORS;
  return make("li", { "data-search-result": "" },
    spoken(make("a", { href: new URL(`papers/${paper.slug}/`, ROOT).href }, ...marked(paper.title, isWanted)), paper.languages?.[0]),
    make("p", { class: "who" }, [names + (isCut ? ` ${ET_AL}` : ""), paper.date ? paper.date.slice(0, 4) : when].filter(Boolean).join("\u00a0· ")),
    ...(paper.highlight ? [make("p", {}, ...marked(paper.highlight, isWanted))] : []));
}
