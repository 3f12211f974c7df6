// What is asked on the search page, and how its address says it: `q`, the values of each facet, `code`, `from`, `to` and
// `sort`. Every step is an entry of the browser's history, with how far a reader had come.

import { FACETS } from "./tables.js";

export const LONGEST = 200; // characters of a question
const MOST_CHOSEN = 20; // values of a facet in an address
const DATE = /^\d{4}(?:-\d\d){0,2}$/;

export const nothingAsked = () => ({ words: "", chosen: Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, new Set()])), code: false, from: "", to: "", order: "" });

/** Read the address into `asked`; returns what of it means nothing, as pairs of a name and a value. */
export function readAddress(asked) {
  const told = new URLSearchParams(location.search);
  const strange = [];
  const one = (name, isRight) => {
    const value = (told.get(name) ?? "").slice(0, LONGEST);
    if (value && !isRight(value)) strange.push([name, value]);
    return isRight(value) ? value : "";
  };
  for (const facet of Object.keys(FACETS)) {
    asked.chosen[facet].clear();
    told.getAll(facet).filter(Boolean).slice(0, MOST_CHOSEN).forEach((value) => asked.chosen[facet].add(value.slice(0, LONGEST)));
  }
  asked.words = (told.get("q") ?? "").slice(0, LONGEST);
  asked.code = one("code", (value) => value === "1") === "1";
  asked.order = one("sort", (value) => ["date", "oldest"].includes(value));
  for (const name of ["from", "to"]) asked[name] = one(name, (value) => DATE.test(value));
  return strange;
}

/** The address that says what is asked. */
export function addressOf({ words, chosen, code, from, to, order }) {
  const address = new URL(location.href);
  address.search = "";
  const told = address.searchParams;
  if (words) told.set("q", words);
  for (const [facet, values] of Object.entries(chosen)) for (const value of values) told.append(facet, value);
  for (const [name, value] of Object.entries({ code: code && "1", from, to, sort: order })) if (value) told.set(name, value);
  return address.href;
}

/** Remember how far a reader had come: how many results were shown, and how far the page was scrolled. */
export function rememberPlace(shown) {
  history.replaceState({ shown, top: scrollY }, "");
}
