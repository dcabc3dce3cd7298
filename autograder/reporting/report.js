// Draws the figures, sorts tables by their headers, opens everything for the printer.
"use strict";

const figures = JSON.parse(document.getElementById("figures").textContent);
for (const place of document.querySelectorAll("[data-figure]")) {
  const figure = figures[place.dataset.unit][place.dataset.figure];
  Plotly.newPlot(place, figure.data, figure.layout, { responsive: true, displayModeBar: false });
}

const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function key(row, column) {
  const cell = row.cells[column];
  return cell.dataset.v === undefined ? cell.textContent.trim() : Number(cell.dataset.v);
}

function sort(table, column, descending) {
  const body = table.tBodies[0];
  const sign = descending ? -1 : 1;
  const rows = [...body.rows].sort((a, b) => {
    const [x, y] = [key(a, column), key(b, column)];
    return sign * (typeof x === "number" ? x - y : order.compare(x, y));
  });
  body.append(...rows);
  [...table.tHead.rows[0].cells].forEach((head, index) => {
    if (index === column) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  });
}

for (const table of document.querySelectorAll("table.sortable")) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.title = "Sort by this column";
    head.replaceChildren(button);
    const numbers = head.classList.contains("n");
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      sort(table, column, now ? now === "ascending" : numbers);
    });
  });
}

let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const one of opened) one.open = true;
});
window.addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
});
document.documentElement.dataset.ready = "true";
