// The reading list: which papers are starred, which are read, and the reader's own notes on them. It is kept in the
// reader's browser, under the address of this site, and never sent anywhere.

import { isSlug, ROOT } from "./papers.js";

export const MOST = 500; // papers on a list; a link has to carry all of them
export const LONGEST_NOTE = 2000; // characters

const KEY = `digest-list:${ROOT.pathname}`;
const LONGEST = 1_500_000; // characters in the storage; no list of ours is as long
const heard = new Set();

/** All starred papers by slug, in the order in which they were starred: `{ read: boolean, note: string }`.
 *
 * What the storage holds may be another's: pages of other repositories share it.
 */
export function shelf() {
  try {
    const kept = localStorage.getItem(KEY) ?? "[]";
    const rows = kept.length <= LONGEST ? JSON.parse(kept) : [];
    const papers = Array.isArray(rows) ? rows.filter((row) => isSlug(row?.slug)).slice(0, MOST) : [];
    return new Map(papers.map(({ slug, read, note }) => [slug, { read: read === true, note: noteOf(note) }]));
  } catch {
    return new Map(); // storage may be forbidden, or hold another's scribble
  }
}

/** What a value from the storage or a file says as a note. */
const noteOf = (value) => (typeof value === "string" ? value.slice(0, LONGEST_NOTE) : "");

/** Keep the papers and tell whoever listens; returns whether it could be done. */
function keep(papers) {
  try {
    const rows = [...papers].map(([slug, { read, note }]) => ({ slug, read, ...(note && { note }) }));
    localStorage.setItem(KEY, JSON.stringify(rows));
  } catch {
    return false; // the star then does not light up
  }
  tell();
  return true;
}

/** Star papers, as far as the list has room for them, or take their stars. Returns how many of them are starred then. */
export function setStar(slugs, starred) {
  const papers = shelf();
  for (const slug of slugs) {
    if (!starred) papers.delete(slug);
    else if (!papers.has(slug) && papers.size < MOST) papers.set(slug, { read: false, note: "" });
  }
  const now = keep(papers) ? papers : shelf();
  return slugs.filter((slug) => now.has(slug)).length;
}

/** Change what is kept of starred papers: `changes` are by slug, such as `{ read: true }`. */
export function change(changes) {
  const papers = shelf();
  for (const [slug, told] of changes) if (papers.has(slug)) papers.set(slug, { ...papers.get(slug), ...told });
  keep(papers);
}

export const setRead = (slug, read) => change([[slug, { read }]]);
export const setNote = (slug, note) => change([[slug, { note: noteOf(note) }]]);

/** Call `hear` now and whenever the list changes, here or in another window, for as long as the page is open. */
export function onShelf(hear) {
  heard.add(hear);
  hear();
}

const tell = () => {
  heard.forEach((hear) => hear());
  dispatchEvent(new Event("digest-shelf")); // the header counts without this module
};
addEventListener("storage", (event) => event.key === KEY && tell());
addEventListener("pageshow", (event) => event.persisted && tell());
