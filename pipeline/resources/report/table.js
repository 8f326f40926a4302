/* The cross-source table: filters, pages, and rows that open to their evidence. */

const PAGE = 50;
const PRINTED = 1000;
const table = { filter: noFilter(), order: "rank", page: 0, open: new Set(), rows: [], all: false };

function tableView() {
  if (!DATA.rows.length) return emptyState(articles().length ? t("empty_rows") : t("empty_run"));
  return [
    articles().length === 1 && el("p", { class: "notice" }, t("single_document")),
    guide(),
    controls(),
    el("div", { id: "rows" }),
    el("nav", { id: "pager", class: "pager", "aria-label": t("pages") }),
    DATA.hidden_rows + DATA.hidden_claims + DATA.hidden_documents > 0 && el("p", { class: "muted" }, hiddenText()),
  ];
}

/* What a large run's page leaves to the CSV files. */
function hiddenText() {
  const counts = {};
  for (const name of ["rows", "claims", "documents"]) {
    counts[name] = number(DATA[name].length);
    counts["more_" + name] = number(DATA["hidden_" + name]);
  }
  return t("hidden_rows", counts);
}

function emptyState(text) {
  return el("div", { class: "empty" }, el("h2", {}, t("empty_title")), el("p", {}, text));
}

function guide() {
  const statuses = ["conflicting", "corroborated", "single_source"];
  return el(
    "details",
    { class: "guide" },
    el("summary", {}, t("guide")),
    el(
      "div",
      { class: "guide-body" },
      el("p", {}, t("guide_rows")),
      el(
        "ul",
        { class: "plain" },
        statuses.map((status) => el("li", {}, statusBadge(status), " ", t("guide_" + status))),
      ),
      el("p", {}, t("guide_independent")),
      el("p", {}, t("guide_keys")),
    ),
  );
}

function controls() {
  const search = el("input", {
    type: "search",
    id: "search",
    placeholder: t("search_hint"),
    autocomplete: "off",
    spellcheck: "false",
    on: {
      input: later(() => change({ search: search.value }), 120),
      keydown: (event) => {
        if (event.key === "Escape") {
          search.value = "";
          change({ search: "" });
        }
      },
    },
  });
  const facets = Object.keys(FACETS).map((name) =>
    field(
      t("filter_" + name),
      el("select", { id: "filter-" + name, on: { change: (event) => change({ [name]: event.target.value }) } }),
    ),
  );
  const order = field(
    t("sort"),
    el(
      "select",
      { id: "order", on: { change: (event) => reorder(event.target.value) } },
      Object.keys(ORDERS).map((name) => option(name, t("sort_" + name), table.order)),
    ),
  );
  const wide = window.matchMedia("(min-width: 700px)").matches;
  return el(
    "form",
    { class: "controls", role: "search", on: { submit: (event) => event.preventDefault() } },
    el(
      "div",
      { class: "search-line" },
      el("label", { class: "field search" }, el("span", {}, t("search")), search),
      el("output", { id: "shown", "aria-live": "polite" }),
      button(t("reset"), reset, { id: "reset", class: "quiet" }),
    ),
    el(
      "details",
      { class: "filters", open: wide },
      el("summary", {}, t("filters")),
      el("div", { class: "filter-grid" }, facets, order),
    ),
  );
}

function field(name, control) {
  return el("label", { class: "field" }, el("span", {}, name), control);
}

function later(act, wait) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
}

function change(values) {
  Object.assign(table.filter, values);
  table.page = 0;
  drawTable();
}

function reorder(order) {
  table.order = order;
  table.page = 0;
  drawTable();
}

function reset() {
  document.getElementById("search").value = "";
  change(noFilter());
}

function drawTable() {
  if (!document.getElementById("rows")) return;
  table.rows = select(table.filter, table.order);
  const filtered = Object.values(table.filter).some(Boolean);
  document.getElementById("shown").textContent = t("shown", {
    shown: number(table.rows.length),
    total: number(DATA.rows.length),
  });
  document.getElementById("reset").hidden = !filtered;
  document.getElementById("order").value = table.order;
  Object.keys(FACETS).forEach(drawFacet);
  document
    .querySelectorAll(".tile")
    .forEach((tile) => tile.setAttribute("aria-pressed", String(tile.dataset.status === table.filter.status)));
  drawPage();
}

function drawFacet(name) {
  const control = document.getElementById("filter-" + name);
  const chosen = table.filter[name];
  const counts = facetCounts(name, table.filter);
  if (chosen && !counts.some(([each]) => each === chosen)) counts.push([chosen, 0]);
  fill(
    control,
    option("", t("all"), chosen),
    counts.map(([each, n]) => option(each, FACET_LABELS[name](each) + " (" + number(n) + ")", chosen)),
  );
  control.value = chosen;
  control.closest(".field").classList.toggle("active", Boolean(chosen));
}

function drawPage() {
  const [from, to] = table.all ? [0, PRINTED] : [table.page * PAGE, (table.page + 1) * PAGE];
  const shown = table.rows.slice(from, to);
  fill(
    document.getElementById("rows"),
    shown.length ? rowsTable(shown) : el("p", { class: "empty" }, t("empty_filter")),
  );
  drawPager(Math.ceil(table.rows.length / PAGE));
  showFound();
}

function rowsTable(rows) {
  const heads = ["status", "what", "sources", "date"].map((name) => [t("column_" + name), "c-" + name]);
  return tableOf("rows", heads, el("tbody", { role: "rowgroup" }, rows.map(rowPair)));
}

function drawPager(pages) {
  const turn = (by) => {
    table.page += by;
    drawPage();
    document.getElementById("rows").scrollIntoView({ block: "start" });
  };
  fill(
    document.getElementById("pager"),
    pages > 1 &&
      !table.all && [
        button("← " + t("previous"), () => turn(-1), { disabled: table.page === 0 }),
        el("span", {}, t("page_of", { page: number(table.page + 1), pages: number(pages) })),
        button(t("next") + " →", () => turn(1), { disabled: table.page >= pages - 1 }),
      ],
  );
}

/* Shows a row wherever it stands: other filters are taken off, its page is turned to, and it opens. */
function goToRow(row) {
  openTab("table");
  if (!table.rows.includes(row)) {
    reset();
    table.rows = select(table.filter, table.order);
  }
  table.page = Math.floor(table.rows.indexOf(row) / PAGE);
  table.open.add(row.place);
  drawPage();
  const control = document.getElementById("row-" + row.place);
  control.scrollIntoView({ block: "start" });
  control.focus({ preventScroll: true });
}
