// The reading list: which papers are starred, and which are read. It is kept in the reader's browser, under the
// address of this site, and never sent anywhere.

import { isSlug, ROOT } from "./papers.js";

export const MOST = 500; // papers on a list; a link has to carry all of them

const KEY = `digest-list:${ROOT.pathname}`;
const LONGEST = 200_000; // characters in the storage; no list of ours is as long
const heard = new Set();

/** All starred papers by slug, in the order in which they were starred: `{ read: boolean }`.
 *
 * What the storage holds may be another's: pages of other repositories share it.
 */
export function shelf() {
  try {
    const kept = localStorage.getItem(KEY) ?? "[]";
    const rows = kept.length <= LONGEST ? JSON.parse(kept) : [];
    const papers = Array.isArray(rows) ? rows.filter((row) => isSlug(row?.slug)).slice(0, MOST) : [];
    return new Map(papers.map(({ slug, read }) => [slug, { read: read === true }]));
  } catch {
    return new Map(); // storage may be forbidden, or hold another's scribble
  }
}

/** Keep the papers and tell whoever listens; returns whether it could be done. */
function keep(papers) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...papers].map(([slug, { read }]) => ({ slug, read }))));
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
    else if (!papers.has(slug) && papers.size < MOST) papers.set(slug, { read: false });
  }
  const now = keep(papers) ? papers : shelf();
  return slugs.filter((slug) => now.has(slug)).length;
}

export function setRead(slug, read) {
  const papers = shelf();
  if (papers.has(slug)) keep(papers.set(slug, { read }));
}

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
