// The home page: what is new since the reader's last visit. What was there at that visit is kept in the reader's
// browser, under the address of this site, and never sent anywhere.

import { starButton } from "./entries.js";
import { fetchNews, fetchPaper, isSlug, make, ROOT, t, tn } from "./papers.js";
import { shelf } from "./shelf.js";

const KEY = `digest-seen:${ROOT.pathname}`;
const VISIT = 4 * 3_600_000; // milliseconds without a look at the home page, after which a new visit begins
const LONGEST = 60_000; // characters in the storage; no note of ours is as long
const SHOWN = 8; // papers at first
const STARRED = 30; // starred papers, the latest, whose topics and authors count

const place = document.querySelector("[data-news]");

/** What was there at a visit: a mark of the newest papers, their day, and which they were. */
function isSight(value) {
  return typeof value?.mark === "string" && typeof value.day === "string" && Array.isArray(value.slugs) && value.slugs.every(isSlug);
}

/** What the browser keeps: `seen` now, and at the visit `before`; null where it keeps nothing of ours. */
function kept() {
  try {
    const text = localStorage.getItem(KEY) ?? "null";
    const found = text.length <= LONGEST ? JSON.parse(text) : null;
    return isSight(found?.seen) && Number.isFinite(found.at) ? found : null;
  } catch {
    return null; // storage may be forbidden, or hold another's scribble
  }
}

function keep(seen, before) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ seen, before, at: Date.now() }));
  } catch {
    // Then every visit is the first one.
  }
}

/** What there is now: the last day, and the papers that were added on it. */
function sightOf(papers, mark) {
  const day = papers[0]?.added ?? "";
  return { mark, day, slugs: papers.filter((paper) => paper.added === day).map((paper) => paper.slug) };
}

/** The slugs of the topics and authors of starred papers, each with how many of these have it. */
async function liked() {
  const counts = new Map();
  const slugs = [...shelf().keys()].slice(-STARRED);
  const papers = await Promise.all(slugs.map((slug) => fetchPaper(slug).catch(() => null)));
  for (const paper of papers.filter(Boolean)) {
    for (const link of paper.page.querySelectorAll(".facts a, .authors a")) {
      const found = link.getAttribute("href").match(/\/(topics|authors)\/([a-z0-9-]+)\/?$/);
      if (found) counts.set(`${found[1]}/${found[2]}`, (counts.get(`${found[1]}/${found[2]}`) ?? 0) + 1);
    }
  }
  return counts;
}

/** How much a new paper has to do with starred ones, and the names of what they share. */
function tiesOf(paper, counts) {
  const authors = paper.authors.filter(([slug]) => counts.has(`authors/${slug}`));
  const topics = paper.topics.filter(([slug]) => counts.has(`topics/${slug}`));
  const weight = topics.reduce((sum, [slug]) => sum + counts.get(`topics/${slug}`), 0);
  return { score: authors.length * 1000 + weight, names: [...authors, ...topics].map(([, name]) => name) };
}

function rowOf(paper, ties) {
  const title = make("a", { href: new URL(`papers/${paper.slug}/`, ROOT).href }, paper.title);
  const names = paper.authors.slice(0, 3).map(([, name]) => name);
  if (paper.more) names.push(tn("and {number} more", "and {number} more", paper.more));
  const row = make("li", { "data-new": paper.slug }, make("h3", {}, title), make("p", { class: "who" }, names.join(t(", "))));
  if (paper.highlight) row.append(make("p", {}, paper.highlight));
  const foot = make("p", { class: "tools" }, starButton(paper.slug, paper.title));
  if (ties.names.length) foot.prepend(make("span", { class: "reason" }, t("also in papers that you starred: {names}", { names: ties.names.slice(0, 3).join(t(", ")) })));
  row.append(foot);
  return row;
}

async function show(papers, isAll) {
  const counts = await liked();
  const ranked = papers.map((paper) => [paper, tiesOf(paper, counts)]);
  ranked.sort(([, a], [, b]) => b.score - a.score); // which keeps the order of equals
  const rows = make("ol", { class: "results" }, ...ranked.slice(0, SHOWN).map(([paper, ties]) => rowOf(paper, ties)));
  const told = isAll
    ? tn("{number} new paper since your last visit", "{number} new papers since your last visit", papers.length)
    : t("More than {number} new papers since your last visit", { number: papers.length });
  place.replaceChildren(make("h2", {}, told), rows);
  if (papers.length > SHOWN) {
    const more = make("button", { type: "button", class: "more-results" }, t("Show all"));
    more.addEventListener("click", () => {
      rows.append(...ranked.slice(SHOWN).map(([paper, ties]) => rowOf(paper, ties)));
      rows.children[SHOWN].querySelector("a").focus();
      more.remove();
    });
    place.append(more);
  }
  place.hidden = false;
}

async function look() {
  const mark = place.dataset.news;
  const known = kept();
  // A visit goes on while the reader comes back to this page: what was new stays new until it ends.
  const isNewVisit = known && Date.now() - known.at > VISIT;
  const before = isNewVisit ? known.seen : isSight(known?.before) ? known.before : known?.seen;
  if (known?.seen.mark === mark && before?.mark === mark) return keep(known.seen, before);
  const { papers } = await fetchNews();
  keep(sightOf(papers, mark), before ?? null);
  if (!before) return;
  const had = new Set(before.slugs);
  const fresh = papers.filter((paper) => paper.added > before.day || (paper.added === before.day && !had.has(paper.slug)));
  if (fresh.length) await show(fresh, fresh.length < papers.length);
}

look().catch(() => {}); // offline, say: the newest papers are on the page all the same
