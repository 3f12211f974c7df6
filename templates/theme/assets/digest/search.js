// The search: it answers to a form with a field, in a dialog or on the search page. The index is Pagefind's;
// how it is shown is ours. What is asked is one small object (so far: the words), which the search page keeps
// in its address.

const ROOT = new URL("../../", import.meta.url); // the site's own root, wherever it is served
const AT_ONCE = 10;
const PAUSE = 120; // milliseconds between the last key and the question
const MOST_WORDS = 6; // that are tried one by one where all together find nothing

// How much more than a word of the abstract one counts in the other parts of a record.
const WEIGHTS = { title: 8, authors: 6, topics: 4, year: 1, date: 0 };

let index;

/** Load the index once; a later try is possible if it could not be had. */
function loadIndex() {
  index ??= start().catch((error) => {
    index = undefined;
    throw error;
  });
  return index;
}

async function start() {
  const pagefind = await import(new URL("pagefind/pagefind.js", ROOT));
  await pagefind.options({ ranking: { metaWeights: WEIGHTS } });
  await pagefind.init();
  return pagefind;
}

/* What is asked, and the address. */

const readAddress = () => ({ words: new URLSearchParams(location.search).get("q") ?? "" });

function writeAddress({ words }) {
  const address = new URL(location.href);
  if (words) address.searchParams.set("q", words);
  else address.searchParams.delete("q");
  if (address.href !== location.href) history.replaceState(null, "", address);
}

/* Elements. Text only ever becomes text: titles come from outside. */

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Turn an excerpt into text and <mark> elements; whatever else it may hold becomes text. */
function excerptOf(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return [...parsed.body.childNodes].map((node) =>
    node.nodeName === "MARK" ? make("mark", {}, node.textContent) : node.textContent,
  );
}

function resultOf(found) {
  const { title, authors, year } = found.meta;
  return make(
    "li",
    { "data-search-result": "" },
    make("a", { href: found.url }, title),
    make("p", { class: "who" }, [authors, year].filter(Boolean).join("\u00a0· ")),
    make("p", { class: "excerpt" }, ...excerptOf(found.excerpt)),
  );
}

/** Links to the sections of the site, as the header has them. */
function sections() {
  const links = [...document.querySelectorAll(".top__nav a")];
  return links.flatMap((link, n) => [n ? " · " : "", make("a", { href: link.href }, link.textContent)]);
}

/** Make the form in `place` answer while one types; `inAddress`: carry the question in the page's address. */
export function mountSearch(place, { inAddress = false } = {}) {
  const form = place.querySelector("form");
  const field = form.elements.q;
  const count = make("p", { class: "count-line", role: "status", "data-search-count": "" });
  const list = make("ol", { class: "results" });
  const more = make("button", { type: "button", class: "more-results" }, "Show more");
  const advice = make("div", { class: "advice" });
  place.append(make("div", { class: "found" }, count, list, more, advice));

  let question = 0; // answers to an older question are dropped
  let hits = [];

  function clear(message) {
    hits = [];
    list.replaceChildren();
    advice.replaceChildren();
    more.hidden = true;
    count.textContent = message;
  }

  async function show(from, asked) {
    const found = await Promise.all(hits.slice(from, from + AT_ONCE).map((hit) => hit.data()));
    if (asked !== question || (from && from !== list.children.length)) return;
    if (from === 0) list.replaceChildren();
    list.append(...found.map(resultOf));
    more.hidden = list.children.length >= hits.length;
  }

  async function ask() {
    const asked = ++question;
    const words = field.value.trim();
    if (inAddress) writeAddress({ words });
    if (!words) return clear("");
    try {
      if (!index) count.textContent = "Loading the index …";
      const { search } = await loadIndex();
      const answer = await search(words);
      if (asked !== question) return;
      if (!answer.results.length) {
        clear("No paper found");
        return await advise(words, asked);
      }
      hits = answer.results;
      await show(0, asked);
      if (asked !== question) return;
      advice.replaceChildren();
      count.textContent = `${hits.length} ${hits.length === 1 ? "paper" : "papers"}`;
      list.parentElement.scrollTop = 0;
    } catch {
      if (asked === question) clear("The search index is missing: build the site with “digest build”.");
    }
  }

  /** Where nothing was found: which words alone find something, and other ways to the papers. */
  async function advise(words, asked) {
    const each = [...new Set(words.split(/\s+/))].slice(0, MOST_WORDS);
    const { search } = await loadIndex();
    const answers = each.length > 1 ? await Promise.all(each.map((word) => search(word))) : [];
    if (asked !== question) return;
    const useful = answers.flatMap(({ results }, n) => (results.length ? [suggestion(each[n], results.length)] : []));
    if (useful.length) advice.append(make("p", { class: "suggestions" }, "One word alone: ", ...useful));
    advice.append(
      make("p", {}, "Try fewer words, another spelling, or only the beginning of a word."),
      make("p", {}, "Or browse: ", ...sections()),
    );
  }

  function suggestion(word, number) {
    const button = make("button", { type: "button" }, word, " ", make("span", { class: "count" }, String(number)));
    button.addEventListener("click", () => {
      field.value = word;
      field.focus();
      ask();
    });
    return button;
  }

  let pause;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE);
  });
  more.addEventListener("click", async () => {
    const first = list.children.length;
    await show(first, question);
    list.children[first]?.querySelector("a").focus();
  });
  form.addEventListener("submit", (event) => {
    if (!inAddress) return; // the browser goes to the search page
    event.preventDefault();
    clearTimeout(pause);
    ask();
  });
  place.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing) return;
    const stops = [field, ...list.querySelectorAll("a"), ...(more.hidden ? [] : [more])];
    const here = stops.indexOf(document.activeElement);
    const next = stops[here + step];
    if (here < 0 || !next) return;
    event.preventDefault();
    next.focus();
  });

  clear("");
  if (inAddress) {
    const follow = () => {
      field.value = readAddress().words;
      ask();
    };
    addEventListener("popstate", follow);
    follow();
    if (!field.value && matchMedia("(pointer: fine)").matches) field.focus(); // no keyboard leaps up on a phone
  } else {
    ask(); // what was typed before this arrived
  }
  loadIndex().catch(() => {}); // so that it is there with the first key; `ask` tells if it is not
}
