// The search: a field, a count, results. The index is Pagefind's; how it is shown is ours.
// What is asked is one small object (so far: the words), kept in the address on the search page.

const ROOT = new URL("../../", import.meta.url); // the site's own root, wherever it is served
const AT_ONCE = 10;
const PAUSE = 120; // milliseconds between the last key and the question

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

const readAddress = () => ({ words: new URLSearchParams(location.search).get("q") ?? "" });

function writeAddress({ words }) {
  const address = new URL(location.href);
  if (words) address.searchParams.set("q", words);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
}

/** Make an element with attributes, or properties where a value is no string, and children. */
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
    make("p", { class: "who" }, [authors, year].filter(Boolean).join(" · ")),
    make("p", { class: "excerpt" }, ...excerptOf(found.excerpt)),
  );
}

/** Build the search inside `place`: `inDialog` for the quick one, `inAddress` to carry the words in the URL. */
export function mountSearch(place, { inDialog = false, inAddress = false } = {}) {
  const field = make("input", {
    type: "search",
    name: "q",
    placeholder: "Title, author, topic or word",
    "aria-label": "Search papers",
    autocomplete: "off",
    spellcheck: "false",
  });
  const form = make("form", { class: "find", role: "search", action: new URL("search/", ROOT) }, field);
  if (inDialog) form.append(make("button", { type: "button", class: "close" }, "Close"));
  const count = make("p", { class: "count-line", role: "status", "data-search-count": "" });
  const list = make("ol", { class: "results" });
  const more = make("button", { type: "button", class: "more-results" }, "Show more");
  more.hidden = true;
  place.replaceChildren(form, count, list, more);

  let question = 0; // answers to an older question are dropped
  let hits = [];

  async function show(from, asked) {
    const found = await Promise.all(hits.slice(from, from + AT_ONCE).map((hit) => hit.data()));
    if (asked !== question) return;
    if (from === 0) list.replaceChildren();
    list.append(...found.map(resultOf));
    more.hidden = list.children.length >= hits.length;
  }

  async function ask() {
    const asked = ++question;
    const words = field.value.trim();
    if (inAddress) writeAddress({ words });
    if (!words) {
      hits = [];
      list.replaceChildren();
      more.hidden = true;
      count.textContent = "";
      return;
    }
    try {
      const { search } = await loadIndex();
      const answer = await search(words);
      if (asked !== question) return;
      hits = answer.results;
      await show(0, asked);
      if (asked !== question) return;
      count.textContent = hits.length
        ? `${hits.length} ${hits.length === 1 ? "paper" : "papers"}`
        : "No paper found. Try fewer words, or the beginning of one.";
    } catch {
      if (asked === question) {
        count.textContent = "The search index is missing: the site has to be built with “digest build”.";
      }
    }
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
    if (!inAddress && field.value.trim()) return; // the browser goes to the search page
    event.preventDefault();
  });
  form.querySelector(".close")?.addEventListener("click", () => place.close());
  place.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [field, ...list.querySelectorAll("a")];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
  if (inAddress) {
    const follow = () => {
      field.value = readAddress().words;
      ask();
    };
    addEventListener("popstate", follow);
    follow();
  }
  loadIndex().catch(() => {}); // so that it is there with the first key; `ask` tells if it is not
}
