// The panel of facets: boxes with live counts. On a wide screen it stands beside the results, on a narrow one it is a
// sheet behind a button.

import { make, t, tn, written } from "./papers.js";
import { countsOf, FACETS, fits } from "./tables.js";

const MOST_VALUES = 8; // of a facet that are shown at first
const MOST_NAMES = 50; // of authors whose name was looked for
const BY_TIME = ["year", "month"];

/** Make the panel. `asked` is what is asked; `change` is called when the reader chooses something, `look` when more comes
    in sight. */
export function makePanel(asked, change, look) {
  const panel = make("div", { class: "facet-panel" });
  const code = make("input", { type: "checkbox", "data-facet": "code" });
  const codeCount = make("span", { class: "count" });
  code.addEventListener("change", () => {
    asked.code = code.checked;
    change();
  });
  panel.append(make("p", {}, make("label", {}, code, " ", t("With code"), " ", codeCount)));
  const parts = Object.fromEntries(Object.entries(FACETS).map(([facet, name]) => [facet, makeBox(facet, name)]));
  let range; // made when it is looked at, since its fields take long
  parts.month.box.addEventListener("toggle", () => (range = rangeOf(asked, change, parts.month.box)), { once: true });

  function makeBox(facet, name) {
    const list = make("ul");
    const all = make("button", { type: "button", class: "small" }, t("Show all"));
    const field = make("input", { type: "text", "aria-label": t("Find an author"), placeholder: t("Find a name") });
    const none = make("p", { class: "count", hidden: "" }, t("None here"));
    const box = make("details", { "data-facet-box": facet }, make("summary", {}, name));
    box.open = facet === "topic" || asked.chosen[facet].size > 0;
    if (facet === "author") box.append(field);
    box.append(list, none, all);
    const part = { box, list, all, none, field, isWhole: false };
    all.addEventListener("click", () => {
      part.isWhole = true;
      look();
    });
    field.addEventListener("input", () => look());
    box.addEventListener("toggle", () => box.open && look());
    panel.append(box);
    return part;
  }

  function rowOf(facet, value, label, number) {
    const box = make("input", { type: "checkbox", value });
    box.checked = asked.chosen[facet].has(value);
    box.addEventListener("change", () => {
      if (box.checked) asked.chosen[facet].add(value);
      else asked.chosen[facet].delete(value);
      change();
    });
    return make("li", {}, make("label", {}, box, make("span", {}, label), make("span", { class: "count" }, written(number))));
  }

  function showBox(facet, { box, list, all, none, field, isWhole }, tables, rows, wanted) {
    box.hidden = !tables.has(facet) || !rows.length;
    if (!box.open) return;
    const numbers = countsOf(rows, wanted, facet);
    for (const value of asked.chosen[facet]) if (tables.labels[facet].has(value) && !numbers.has(value)) numbers.set(value, 0);
    const label = (value) => tables.label(facet, value);
    const part = field.value.trim().toLocaleLowerCase();
    const isChosen = (value) => asked.chosen[facet].has(value);
    // What is chosen stays in sight; dates go by time, all else by number, and then by name, as the tables have it.
    const order = BY_TIME.includes(facet) ? (a, b) => (a[0] < b[0] ? 1 : -1) : (a, b) => b[1] - a[1];
    let found = [...tables.labels[facet].keys()].filter((value) => numbers.has(value)).map((value) => [value, numbers.get(value)]).filter(([value]) => !part || label(value).toLocaleLowerCase().includes(part));
    found.sort((a, b) => isChosen(b[0]) - isChosen(a[0]) || order(a, b));
    const whole = found.length;
    if (!isWhole || facet === "author") found = found.slice(0, facet === "author" && part ? MOST_NAMES : MOST_VALUES);
    all.hidden = facet === "author" || whole <= found.length;
    const focused = list.contains(document.activeElement) && document.activeElement.value;
    list.replaceChildren(...found.map(([value, number]) => rowOf(facet, value, label(value), number)));
    if (focused) list.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
    none.hidden = whole > 0;
  }

  /** The facets whose values are in sight. */
  function wanted() {
    return panel.checkVisibility() ? Object.keys(parts).filter((facet) => parts[facet].box.open) : [];
  }

  /** Show what there is to choose among some rows. */
  function show(tables, rows, wanted) {
    code.checked = asked.code;
    codeCount.textContent = written(rows.filter((row) => row.code && fits(row, wanted, "code")).length);
    range?.show();
    for (const [facet, part] of Object.entries(parts)) showBox(facet, part, tables, rows, wanted);
  }

  return { panel, show, wanted };
}

/** Two fields in a box for the first and the last month. */
function rangeOf(asked, change, box) {
  const month = (name, label) => {
    const field = make("input", { type: "month", pattern: "\\d{4}-\\d{2}", placeholder: "2024-03", "data-range": name });
    field.addEventListener("change", () => {
      if (field.value && !/^\d{4}-\d\d$/.test(field.value)) return;
      asked[name] = field.value;
      change();
    });
    return [field, make("label", {}, label, " ", field)];
  };
  const [from, fromLabel] = month("from", t("From"));
  const [to, toLabel] = month("to", t("To"));
  const show = () => [from.value, to.value] = [asked.from.slice(0, 7), asked.to.slice(0, 7)];
  box.append(make("div", { class: "range" }, fromLabel, toLabel));
  show();
  return { show };
}

/** Put the panel where it belongs: beside the results where there is room, else into a sheet behind `opener`; nowhere while
    there is nothing to filter. `look` is called when it comes in sight. */
export function makeSheet(panel, aside, opener, look) {
  const done = make("button", { type: "button", class: "sheet-done" });
  const sheet = make("dialog", { class: "filter-sheet", "aria-label": t("Filters") }, make("h2", {}, t("Filters")), done);
  const isWide = matchMedia("(min-width: 60rem)");
  let isOfUse = true;
  const hide = () => {
    aside.hidden = !(isOfUse && isWide.matches);
    opener.hidden = !isOfUse || isWide.matches;
  };
  const place = () => {
    if (isWide.matches) {
      sheet.close();
      aside.append(panel);
    } else done.before(panel);
    hide();
    look();
  };
  opener.addEventListener("click", () => {
    sheet.showModal();
    look();
  });
  done.addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
  isWide.addEventListener("change", place);
  place();
  return {
    sheet,
    /** `papers` are left of `all` that the words find, with so many filters `chosen`. */
    show(papers, all, chosen) {
      isOfUse = all > 0;
      hide();
      done.textContent = tn("Show {number} paper", "Show {number} papers", papers);
      opener.textContent = chosen ? t("Filters ({chosen})", { chosen }) : t("Filters");
    },
  };
}

/** What is chosen, each with a button that takes it away; `remove` is told a facet and a value. */
export function makeChips(asked, labelOf, remove) {
  const told = Object.entries(asked.chosen).flatMap(([facet, values]) => [...values].map((value) => [facet, value, FACETS[facet], labelOf(facet, value)]));
  if (asked.code) told.push(["code", "1", "", t("With code")]);
  if (asked.from) told.push(["from", "", t("From"), asked.from]);
  if (asked.to) told.push(["to", "", t("To"), asked.to]);
  const chips = told.map(([facet, value, name, label]) => {
    const text = name ? t("{facet}: {value}", { facet: name, value: label }) : label;
    const chip = make("button", { type: "button", class: "chip", "data-chip": facet, "aria-label": t("Remove: {filter}", { filter: text }) }, text, make("span", { "aria-hidden": "true" }, " ×"));
    chip.addEventListener("click", () => remove(facet, value));
    return chip;
  });
  if (chips.length > 1) {
    const all = make("button", { type: "button", class: "chip", "data-chip": "all" }, t("Clear all"));
    all.addEventListener("click", () => remove("all"));
    chips.push(all);
  }
  return chips;
}
