// SPDX-License-Identifier: MIT
// Makes long tables sortable and filterable, in the browser alone.
//
// Why DataTables, of the libraries on npm: it has no dependencies (jQuery went with version 3), is
// released monthly, is MIT, works as a classic script and so from file://, keeps the rows of the
// page as they are, and writes aria-sort, sort buttons and a labelled filter itself.
// simple-datatables is smaller, but LGPL, and it rebuilds the table; Tabulator is three times the
// size and draws its own grid of divs. Without JavaScript the tables are complete, only not sortable.
"use strict";

const SORTABLE = "table.sortable, .sortable table";
const WORTH_SORTING = 5; // rows
const LIMIT = /^[≤≥]\s?/; // before what is not known exactly
const NUMBER = /^([≤≥]\s?)?[-−+]?[$€£]?\d[\d,]*(\.\d+)?\s?%?$/;
const DATE = /^([≤≥]\s?)?\d{4}(-\d\d){0,2}$/; // a year alone too, which is not aligned as a number
const NOTHING = /^[-–—?]?$/; // what an empty cell may show

const alphabet = new Intl.Collator("en", { numeric: true });
const parser = document.createElement("template"); // inert: nothing in it loads or runs

// What a cell says, without the numbers of the sources it cites.
function textOf(html) {
  parser.innerHTML = html;
  parser.content.querySelectorAll(".cited").forEach((numbers) => numbers.remove());
  return parser.content.textContent.trim().replace(/\s+/g, " ");
}

function searchable(html) {
  return DataTable.util.diacritics(textOf(html), false);
}

function sortableNumber(html) {
  const text = textOf(html);
  const digits = text.replace("−", "-").replace(/[^-.\d]/g, "");
  return NOTHING.test(text) ? null : Number(digits);
}

function sortableWords(html) {
  const text = textOf(html);
  return NOTHING.test(text) ? null : text;
}

function sortableDate(html) {
  return sortableWords(html)?.replace(LIMIT, "") ?? null; // ISO dates sort as text
}

// Empty cells stand last in both directions: what is unknown is neither the least nor the most.
function withEmptyLast(compare) {
  return (a, b) => (a === null ? (b === null ? 0 : 1) : b === null ? -1 : compare(a, b));
}

function bothDirections(compare) {
  return { asc: withEmptyLast(compare), desc: withEmptyLast((a, b) => compare(b, a)) };
}

function everyCell(pattern) {
  return {
    oneOf: (html) => pattern.test(textOf(html)),
    allOf: (html) => pattern.test(textOf(html)) || NOTHING.test(textOf(html)),
  };
}

function registerType(name, detect, sortable, compare) {
  DataTable.type(name, {
    className: name,
    detect,
    order: { pre: sortable, ...bothDirections(compare) },
    search: searchable,
  });
}

function registerTypes() {
  // The last name registered is tried first. A name of the library's own would keep its place.
  registerType("words", () => true, sortableWords, alphabet.compare);
  registerType("number", everyCell(NUMBER), sortableNumber, (a, b) => a - b);
  registerType("day", everyCell(DATE), sortableDate, alphabet.compare);
}

function titleOf(table) {
  const title = table.caption ?? table.closest("section")?.querySelector("h1, h2, h3, h4, h5");
  const text = title?.cloneNode(true);
  text?.querySelectorAll(".headerlink").forEach((link) => link.remove());
  return text?.textContent.trim() ?? "table";
}

function columnsOf(table) {
  return [...table.tHead.rows[0].cells].map((_, index) =>
    [...table.tBodies[0].rows].map((row) => textOf(row.cells[index].innerHTML)),
  );
}

// Columns that say nothing to sort by: empty ones, and those of sources.
function indexesWithoutOrder(table) {
  const columns = columnsOf(table);
  return [...columns.keys()].filter((index) => columns[index].every((text) => NOTHING.test(text)));
}

function makeSortable(table) {
  const title = titleOf(table);
  const api = new DataTable(table, {
    autoWidth: false,
    columnDefs: [{ orderable: false, targets: indexesWithoutOrder(table) }],
    language: {
      entries: { _: "rows", 1: "row" },
      info: "_TOTAL_ _ENTRIES-TOTAL_",
      infoEmpty: "0 rows",
      infoFiltered: "of _MAX_",
      search: "Filter",
      zeroRecords: "No row matches the filter.",
    },
    layout: { topStart: "search", topEnd: "info", bottomStart: null, bottomEnd: null },
    order: [], // as on the page, until a reader sorts
    paging: false, // every row is there to be found, linked to and printed
  });
  const filter = api.table().container().querySelector("input");
  filter.setAttribute("aria-label", `Filter ${title}`); // a page may have several
  table.tHead.addEventListener("keydown", pressButton);
  // DataTables marks the event as delegated, which the copy buttons of code would take for theirs.
  table.tHead.addEventListener("click", (event) => event.stopPropagation());
}

// The library's buttons answer to Enter only; a button also answers to the space bar.
function pressButton(event) {
  if (event.key === " " && event.target.matches("[role=button]")) {
    event.preventDefault(); // the page would scroll
    event.target.click();
  }
}

registerTypes();
for (const table of document.querySelectorAll(SORTABLE)) {
  if (table.tHead && table.querySelectorAll("tbody tr").length >= WORTH_SORTING) {
    makeSortable(table);
  }
}
