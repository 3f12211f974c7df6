// The page of all topics: two of them side by side over time. The figures stand in the page's own table; the choice
// stands in its address, as `?compare=slug,slug`.

import { make, t, tn, written } from "./papers.js";

const [WIDTH, GAP, HEIGHT, TOP, BOTTOM] = [12, 20, 110, 16, 18]; // in CSS pixels: of a bar, and of the picture

const heat = document.querySelector(".sheet--topics .heat");
const times = [...heat.querySelectorAll("thead th")].map((cell) => cell.textContent);
const topics = [...heat.querySelectorAll("tbody tr")].map((row) => {
  const [head, ...cells] = row.children;
  const slug = head.querySelector("a")?.getAttribute("href").match(/([^/]+)\/?$/)?.[1];
  return { name: head.textContent, slug, counts: cells.map((cell) => Number(cell.textContent.replace(/\D/g, ""))) };
}).filter((topic) => topic.slug);

const fields = [t("Compare"), t("with")].map((label, place) => {
  const field = make("select", {}, ...topics.map(({ name, slug }) => make("option", { value: slug }, name)));
  field.selectedIndex = place;
  field.addEventListener("change", () => {
    history.replaceState(null, "", `?compare=${chosen().map((topic) => topic.slug)}`);
    draw();
  });
  return { field, box: make("label", {}, label, " ", field) };
});
const place = make("figure", { class: "chart stacks" });

const chosen = () => fields.map(({ field }) => topics[field.selectedIndex]);

function svg(name, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function draw() {
  const two = chosen();
  const most = Math.max(1, ...two.flatMap((topic) => topic.counts));
  const step = 2 * WIDTH + GAP;
  const picture = svg("svg", { viewBox: `0 0 ${times.length * step} ${TOP + HEIGHT + BOTTOM}`, width: times.length * step, role: "img", "aria-label": t("{one} and {other} over time", { one: two[0].name, other: two[1].name }) });
  times.forEach((time, column) => {
    two.forEach(({ name, counts }, part) => {
      const height = (HEIGHT * counts[column]) / most;
      const [left, top] = [column * step + part * WIDTH, TOP + HEIGHT - height];
      const title = tn("{label}: {number} paper", "{label}: {number} papers", counts[column], { label: `${name}, ${time}` });
      picture.append(svg("rect", { class: `part-${part}`, x: left, y: top, width: WIDTH, height }, svg("title", {}, title)));
      if (counts[column]) picture.append(svg("text", { class: "value", x: left + WIDTH / 2, y: top - 3 }, written(counts[column])));
    });
    picture.append(svg("text", { x: column * step + WIDTH, y: TOP + HEIGHT + 14 }, time));
  });
  const legend = two.map(({ name, slug }, part) => make("li", {}, make("span", { class: `part-${part}`, "aria-hidden": "true" }), " ", make("a", { href: `${slug}/` }, name)));
  place.replaceChildren(picture, make("ul", { class: "legend" }, ...legend));
}

/** Choose what the address names. */
function follow() {
  const named = new URLSearchParams(location.search).get("compare")?.split(",") ?? [];
  named.slice(0, 2).forEach((slug, part) => {
    const found = topics.findIndex((topic) => topic.slug === slug);
    if (found < 0) return;
    if (named.length < 2 && fields[1].field.selectedIndex === found) fields[1].field.selectedIndex = Number(found === 0);
    fields[part].field.selectedIndex = found;
  });
  draw();
  if (named.length) fields[0].field.focus();
}

if (topics.length > 1) {
  heat.before(make("div", { class: "compare" }, make("p", { class: "filter" }, ...fields.map(({ box }) => box)), place));
  follow();
}
