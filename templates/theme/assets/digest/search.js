// The search: it answers to a form with a field, in a dialog or on the search page. Other modules find the papers
// (answers.js), show them (results.js) and let a reader choose (facets.js); this one says when, and keeps the history.

import { answer, citationsOf, load, otherSpellings, paperOf, shorter } from "./answers.js";
import { addressOf, LONGEST, nothingAsked, readAddress, rememberPlace } from "./asked.js";
import { makeChips, makePanel, makeSheet } from "./facets.js";
import { citeButtons, make, ROOT, t, tn, written } from "./papers.js";
import { entryOf, lineOf, wantedBy } from "./results.js";
import { MOST, setStar } from "./shelf.js";
import { FACETS } from "./tables.js";

const AT_ONCE = 10;
const TOGETHER = 2; // results that are made before the browser may paint them
const MOST_AT_ONCE = 200; // results that are shown again after a step back
const PAUSE = 120; // milliseconds between the last key and the question
const WORD_ENDS = 1000; // milliseconds after which a word counts as typed, if it is one
const FEW = 3; // results beside which other spellings are offered

/** Links to the sections of the site, as the header has them. */
function sections() {
  const links = [...document.querySelectorAll(".top__nav a")];
  return links.flatMap((link, n) => [n ? " · " : "", make("a", { href: link.href }, link.textContent)]);
}

function button(label, act, attributes = {}) {
  const made = make("button", { type: "button", class: "small", ...attributes }, label);
  made.addEventListener("click", act);
  return made;
}

/** Make the form in `place` answer while one types; `inAddress`: with facets, the question in the page's address. */
export function mountSearch(place, { inAddress = false } = {}) {
  load().catch(() => {}); // so that it is there with the first key; `ask` tells if it is not
  new Search(place, inAddress).start();
}

/** When the browser has painted what is there, and answered what was pressed. */
const painted = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go)));

class Search {
  constructor(place, inAddress) {
    const form = place.querySelector("form");
    Object.assign(this, { place, inAddress, form, field: form.elements.q, asked: nothingAsked(), rows: [], shown: 0, question: 0, strange: [] });
    this.count = make("p", { class: "count-line", role: "status", "data-search-count": "" });
    this.notice = make("div", { class: "notice" });
    this.list = make("ol", { class: "results" });
    this.more = make("button", { type: "button", class: "more-results", hidden: "" }, t("Show more"));
    this.takeAway = make("div", { class: "buttons", hidden: "" });
    this.advice = make("div", { class: "advice" });
    const found = make("section", { class: "found", "aria-label": t("Results") }, this.count, this.notice, this.list, this.more, this.advice);
    if (inAddress) this.#makePage(found);
    else place.append(found);
  }

  #makePage(found) {
    const look = () => this.found && this.#showFacets(this.found);
    this.panel = makePanel(this.asked, () => this.ask({ isStep: true }), look);
    const orders = [["", t("Best first")], ["date", t("Newest first")], ["oldest", t("Oldest first")]];
    this.order = make("select", { "aria-label": t("Order") }, ...orders.map(([value, name]) => make("option", { value }, name)));
    this.order.addEventListener("change", () => {
      this.asked.order = this.order.value;
      this.ask({ isStep: true });
    });
    const opener = button(t("Filters"), () => {}, { class: "small filter-opener" });
    const aside = make("aside", { class: "side", "aria-label": t("Filters") });
    this.sheet = makeSheet(this.panel.panel, aside, opener, look);
    this.chips = make("div", { class: "chips" });
    this.takeAway.append(...this.#takeAway());
    const tools = make("div", { class: "buttons" }, opener, this.order);
    this.heading = make("h2", { class: "visually-hidden", tabindex: "-1" }, t("Results"));
    this.place.append(this.sheet.sheet, make("div", { class: "columns" }, make("div", { class: "main" }, this.heading, this.chips, tools, found), aside));
    // On a phone results come first, and then what can be done with all of them.
    const isNarrow = matchMedia("(max-width: 44rem)");
    const arrange = () => (isNarrow.matches ? this.more.after(this.takeAway) : tools.append(this.takeAway));
    isNarrow.addEventListener("change", arrange);
    arrange();
  }

  /** Buttons that star all results or save them; they need the files of citations. */
  #takeAway() {
    if (this.place.dataset.citations === undefined) return [];
    const slugs = async () => (await citationsOf(this.rows, "json")).map((item) => item.custom.digest);
    const star = button(t("Star these"), async () => {
      const all = await slugs();
      const starred = setStar(all, true);
      const told = [tn("{number} paper starred.", "{number} papers starred.", starred)];
      if (starred < all.length) told.push(t("A list holds {most} papers at most.", { most: MOST }));
      this.starred.textContent = told.join(" ");
    });
    this.starred = make("span", { role: "status" });
    return [star, this.starred, make("span", { class: "save" }, t("Save as"), ...citeButtons((form) => citationsOf(this.rows, form)))];
  }

  start() {
    let typing, ending;
    const stop = () => [typing, ending].forEach(clearTimeout);
    this.field.addEventListener("input", () => {
      stop();
      typing = setTimeout(() => this.ask({ isOpen: true }), PAUSE);
      ending = setTimeout(() => this.#endWord(), WORD_ENDS);
    });
    this.field.addEventListener("blur", ({ relatedTarget }) => {
      // Whoever goes on to a result must find it where it is.
      if (!this.inAddress || this.place.contains(relatedTarget)) return;
      stop();
      if (this.isOpen) this.ask({ isStep: true });
    });
    this.form.addEventListener("submit", (event) => this.#submit(event, stop));
    this.more.addEventListener("click", () => this.#showMore());
    this.place.addEventListener("keydown", (event) => this.#walk(event));
    this.#clear("");
    if (this.inAddress) this.#startPage();
    else if (this.field.value) this.ask({ isOpen: true }); // what was typed before this arrived
  }

  #startPage() {
    history.scrollRestoration = "manual";
    let pause;
    addEventListener("scroll", () => {
      clearTimeout(pause);
      pause = setTimeout(() => this.list.children.length && rememberPlace(this.list.children.length), 100);
    });
    addEventListener("pagehide", () => this.list.children.length && rememberPlace(this.list.children.length));
    addEventListener("popstate", () => this.#follow());
    this.#follow();
    if (!this.field.value && matchMedia("(pointer: fine)").matches) this.field.focus(); // no keyboard leaps up on a phone
  }

  /** Ask what the address says, and go to where the reader was. */
  async #follow() {
    const place = history.state ?? {};
    this.strange = readAddress(this.asked);
    history.replaceState(history.state, "", addressOf(this.asked)); // an address may be of any length
    this.field.value = this.asked.words;
    await this.ask({ shown: Math.min(MOST_AT_ONCE, Number(place.shown) || AT_ONCE), isFollowing: true });
    if (place.top) scrollTo(0, Number(place.top) || 0);
  }

  /** A pause ends the word that is being typed, if it is one. */
  async #endWord() {
    const words = this.field.value.trim().slice(0, LONGEST);
    if (!words || !this.inAddress) return;
    const whole = await answer({ ...this.asked, words }, false).catch(() => null);
    if (whole?.left.length && words === this.field.value.trim()) this.ask({ isStep: true });
  }

  async #submit(event, stop) {
    if (this.inAddress) {
      event.preventDefault();
      stop();
      this.ask({ isStep: true });
      return;
    }
    // From the dialog an identifier leads to its paper, all else to the search page.
    if (this.direct && this.direct.words === this.field.value.trim()) {
      event.preventDefault();
      location.assign(this.direct.href);
    }
  }

  /** Ask, and show what is found. `isOpen`: the last word is being typed; `isStep`: it is a step of the history. */
  async ask({ isOpen = false, isStep = false, shown = AT_ONCE, isFollowing = false }) {
    const now = ++this.question;
    this.isOpen = isOpen;
    this.starred?.replaceChildren();
    if (!isFollowing) {
      this.asked.words = this.field.value.trim().slice(0, LONGEST);
      if (isStep && this.inAddress) this.#step();
    }
    if (!this.asked.words && !this.inAddress) return this.#clear("");
    try {
      if (!this.list.children.length) this.count.textContent = t("Searching …");
      const found = await this.#answer(isOpen);
      if (now !== this.question) return;
      if (this.asked.chosen.author.size) await found.tables.need(["author"]); // for their names
      if (now === this.question) await this.#show(found, isOpen, shown, now);
    } catch (error) {
      if (now !== this.question) return;
      console.debug(error);
      this.#clear(t("The search could not be loaded: try again, or load the page anew."));
    }
  }

  /** What is found. Where that is nothing, the last word is taken for a beginning, as it was while it was typed. */
  async #answer(isOpen) {
    const found = await answer(this.asked, isOpen);
    if (isOpen || found.rows.length) return found;
    const begun = await answer(this.asked, true);
    return begun.rows.length ? { ...begun, isBegun: true } : found;
  }

  #step() {
    const address = addressOf(this.asked);
    if (address === location.href) return;
    this.strange = [];
    if (this.list.children.length) rememberPlace(this.list.children.length);
    history.pushState(null, "", address);
  }

  async #show(found, isOpen, shown, now) {
    const { left, question, isBegun } = found;
    this.rows = left;
    this.isWanted = wantedBy(question, isOpen || isBegun);
    this.direct = undefined;
    if (this.inAddress) this.#showChoice(found);
    if (!left.length) {
      this.#clear(t("No paper found"));
      this.notice.replaceChildren(...this.#notices(found));
      await Promise.all([this.inAddress && this.#showFacets(found), this.#advise(now)]);
      return;
    }
    const rows = left.slice(0, shown);
    await this.#showRows(rows, now);
    if (now !== this.question) return;
    this.more.hidden = rows.length >= left.length;
    this.takeAway.hidden = false;
    this.count.textContent = tn("{number} paper", "{number} papers", left.length);
    this.notice.replaceChildren(...this.#notices(found));
    this.advice.replaceChildren();
    if (left.length === 1 && question.keys.length) this.direct = { words: this.asked.words, href: this.list.querySelector("a").href };
    if (!this.inAddress) return this.#offerAll();
    if (left.length <= FEW && this.asked.words && !isOpen && !question.filters.length && !this.direct) await this.#offerSpellings(now);
    await painted();
    await this.#showFacets(found);
  }

  /** Show the papers of rows in place of those that are there: the first ones before others are even asked for. */
  async #showRows(rows, now) {
    const held = [...this.list.children].findIndex((row) => row.contains(document.activeElement));
    // Whoever went on to a result before the last letters were answered keeps a place among them.
    const together = Math.max(TOGETHER, held + 1);
    const first = await Promise.all(rows.slice(0, together).map(paperOf));
    if (now !== this.question) return;
    this.list.replaceChildren(...first.map((paper) => this.#row(paper)));
    if (held >= 0) (this.list.children[held] ?? this.list.lastChild).querySelector("a").focus();
    const others = rows.slice(together).map(paperOf);
    for (let n = 0; n < others.length; n += TOGETHER) {
      const some = await Promise.all(others.slice(n, n + TOGETHER));
      await painted();
      if (now !== this.question) return;
      this.list.append(...some.map((paper) => this.#row(paper)));
    }
  }

  #row(paper) {
    return this.inAddress ? entryOf(paper, this.isWanted, this.asked.chosen) : lineOf(paper, this.isWanted);
  }

  async #showMore() {
    const first = this.list.children.length;
    const now = this.question;
    const papers = await Promise.all(this.rows.slice(first, first + AT_ONCE).map(paperOf));
    if (now !== this.question || first !== this.list.children.length) return;
    this.list.append(...papers.map((paper) => this.#row(paper)));
    this.more.hidden = this.list.children.length >= this.rows.length;
    this.list.children[first]?.querySelector("a").focus();
    if (this.inAddress) rememberPlace(this.list.children.length);
  }

  /** What is chosen. */
  #showChoice({ tables, rows, left, question }) {
    const chips = makeChips(this.asked, (facet, value) => tables.label(facet, value), (facet, value) => this.#remove(facet, value));
    const isHeld = this.chips.contains(document.activeElement);
    this.chips.replaceChildren(...chips);
    if (isHeld) (chips[0] ?? this.heading).focus();
    this.sheet.show(left.length, rows.length, chips.filter((chip) => chip.dataset.chip !== "all").length);
    // Without words no paper is better than another.
    const isRanked = question.parts.some(({ isNot }) => !isNot);
    this.order.options[0].hidden = this.order.options[0].disabled = !isRanked;
    this.order.value = this.asked.order || (isRanked ? "" : "date");
    this.order.hidden = left.length < 2;
  }

  /** The facets that are in sight; they may come later than the results. */
  async #showFacets(found) {
    this.found = found;
    if (found.rows.length) await found.tables.need(this.panel.wanted());
    if (this.found === found) this.panel.show(found.tables, found.rows, found.wanted);
  }

  #remove(facet, value) {
    const { asked } = this;
    if (facet === "all") Object.values(asked.chosen).forEach((values) => values.clear());
    else asked.chosen[facet]?.delete(value);
    for (const name of ["from", "to"]) if (["all", name].includes(facet)) asked[name] = "";
    if (["all", "code"].includes(facet)) asked.code = false;
    this.chips.querySelector("button").focus();
    this.ask({ isStep: true });
  }

  /** What of the question or the address this digest does not have. */
  #notices({ nothing, unknown, isBegun, question }) {
    const names = { ...FACETS, title: t("Title"), sort: t("Order"), code: t("With code"), from: t("From"), to: t("To") };
    const lines = [
      ...unknown.map(([facet, value]) => [facet, value]),
      ...nothing.map(({ operator, value }) => [operator, value]),
      ...this.strange,
    ];
    const texts = lines.map(([name, value]) => t("{facet}: this digest has no “{value}”.", { facet: names[name], value }));
    if (isBegun) texts.unshift(t("Nothing is found with “{word}” as a whole word: these papers have one that begins so.", { word: question.parts.at(-1).text }));
    return texts.map((text) => make("p", { class: "unknown", role: "status" }, text));
  }

  #clear(message) {
    this.rows = [];
    if (this.list.contains(document.activeElement)) this.field.focus();
    this.list.replaceChildren();
    this.notice.replaceChildren();
    this.advice.replaceChildren();
    this.more.hidden = this.takeAway.hidden = true;
    this.count.textContent = message;
  }

  /** From the dialog to the page, with what is asked. */
  #offerAll() {
    const address = new URL("search/", ROOT);
    address.searchParams.set("q", this.asked.words);
    this.advice.append(make("p", {}, make("a", { href: address.href }, t("Filter and sort these"))));
  }

  async #offerSpellings(now) {
    const others = await otherSpellings(this.asked, this.rows.length > 0).catch(() => []);
    if (now === this.question && others.length) this.advice.append(make("p", { class: "suggestions", "data-meant": "" }, t("Did you mean:"), " ", ...others.map((one) => this.#suggestion(...one))));
    return others.length;
  }

  /** Where nothing was found: other spellings, fewer words, and other ways to the papers. */
  async #advise(now) {
    if (this.asked.words) {
      const fewer = shorter(this.asked).catch(() => []);
      await this.#offerSpellings(now);
      const found = await fewer;
      if (now !== this.question) return;
      if (found.length) this.advice.append(make("p", { class: "suggestions" }, t("With one word fewer:"), " ", ...found.map((one) => this.#suggestion(...one))));
    }
    if (this.chips?.children.length) this.advice.append(make("p", {}, button(t("Search without filters"), () => this.#remove("all"))));
    // The page of the search says so itself.
    if (!this.inAddress) this.advice.append(make("p", {}, t("Or browse:"), " ", ...sections()));
  }

  #suggestion(words, number) {
    const made = make("button", { type: "button" }, words, " ", make("span", { class: "count" }, written(number)));
    made.addEventListener("click", () => {
      this.field.value = words;
      this.field.focus();
      this.ask({ isStep: true });
    });
    return made;
  }

  /** Arrow keys lead from the field through the results. */
  #walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing) return;
    const stops = [this.field, ...this.list.querySelectorAll("[data-search-result] > a, h3 > a"), ...(this.more.hidden ? [] : [this.more])];
    const here = stops.indexOf(document.activeElement);
    const next = stops[here + step];
    if (here < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }
}
