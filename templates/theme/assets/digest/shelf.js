// The reading list: which papers are starred, and which are read. It is kept in the reader's browser, under the
// address of this site, and never sent anywhere.

import { ROOT } from "./papers.js";

const KEY = `digest-list:${ROOT.pathname}`;
const heard = new Set();

/** All starred papers by slug, in the order in which they were starred: `{ read: boolean }`. */
export function shelf() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return new Map(
      (Array.isArray(kept) ? kept : [])
        .filter((row) => typeof row?.slug === "string" && /^[a-z0-9-]+$/.test(row.slug))
        .map(({ slug, read }) => [slug, { read: Boolean(read) }]),
    );
  } catch {
    return new Map(); // storage may be forbidden, or hold another's scribble
  }
}

function keep(papers) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...papers].map(([slug, { read }]) => ({ slug, read }))));
  } catch {
    return; // the star then does not light up
  }
  heard.forEach((hear) => hear());
}

export function setStar(slugs, starred) {
  const papers = shelf();
  for (const slug of slugs) {
    if (!starred) papers.delete(slug);
    else if (!papers.has(slug)) papers.set(slug, { read: false });
  }
  keep(papers);
}

export function setRead(slug, read) {
  const papers = shelf();
  if (papers.has(slug)) keep(papers.set(slug, { read }));
}

/** Call `hear` now and whenever the list changes, here or in another window. */
export function onShelf(hear) {
  heard.add(hear);
  addEventListener("storage", (event) => event.key === KEY && hear());
  addEventListener("pageshow", (event) => event.persisted && hear());
  hear();
}
