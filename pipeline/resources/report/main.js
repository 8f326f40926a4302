/* The page's frame: head, tabs, foot, keys, printing. */

const TABS = {
  table: tableView,
  positions: positionsView,
  timeline: timelineView,
  figures: figuresView,
  sources: sourcesView,
  documents: documentsView,
};

function start() {
  fill(
    document.getElementById("page"),
    el("a", { class: "skip", href: "#content" }, t("skip")),
    el(
      "header",
      { class: "top" },
      el(
        "div",
        { class: "wrap" },
        el("h1", {}, el("span", { class: "brand" }, t("brand")), el("span", { class: "claim-line" }, t("claim_line"))),
        el("p", { class: "scope" }, scope()),
        tiles(),
      ),
    ),
    tabs(),
    el(
      "main",
      { id: "content", class: "wrap", tabindex: "-1" },
      Object.keys(TABS).map((name) =>
        el("section", { id: "view-" + name, role: "tabpanel", "aria-labelledby": "tab-" + name, hidden: true }),
      ),
    ),
    foot(),
  );
  openTab(fromAddress());
  window.addEventListener("hashchange", () => openTab(fromAddress()));
  document.addEventListener("keydown", pageKeys);
  window.addEventListener("beforeprint", () => wholeTable(true));
  window.addEventListener("afterprint", () => wholeTable(false));
}

function scope() {
  const found = articles();
  const dates = found
    .map((entry) => entry.published)
    .filter(Boolean)
    .sort();
  const outlets = DATA.coverage.length;
  return t("scope", {
    documents: counted("articles", found.length),
    sources: counted("outlets", outlets),
    days: days(dates[0], dates[dates.length - 1]),
  });
}

function tiles() {
  if (!DATA.rows.length) return null;
  const statuses = ["", "conflicting", "corroborated", "single_source"];
  return el(
    "div",
    { class: "tiles" },
    statuses.map((status) => {
      const n = DATA.rows.filter((row) => !status || row.status === status).length;
      const tile = button(
        "",
        () => {
          openTab("table");
          change({ status });
        },
        { class: "tile t-" + (status || "all"), "data-status": status, "aria-pressed": "false" },
      );
      append(tile, [el("b", {}, number(n)), el("span", {}, status ? label("status", status) : t("tile_all"))]);
      return tile;
    }),
  );
}

function tabs() {
  return el(
    "nav",
    { class: "tabs", "aria-label": t("views") },
    el(
      "div",
      { class: "wrap", role: "tablist", on: { keydown: tabKeys } },
      Object.keys(TABS).map((name) =>
        button(t("tab_" + name), () => openTab(name), {
          id: "tab-" + name,
          role: "tab",
          "aria-controls": "view-" + name,
          "aria-selected": "false",
          tabindex: "-1",
        }),
      ),
    ),
  );
}

function fromAddress() {
  const name = window.location.hash.slice(1);
  return name in TABS ? name : "table";
}

function openTab(name) {
  for (const each of Object.keys(TABS)) {
    const tab = document.getElementById("tab-" + each);
    tab.setAttribute("aria-selected", String(each === name));
    tab.tabIndex = each === name ? 0 : -1;
    document.getElementById("view-" + each).hidden = each !== name;
  }
  const view = document.getElementById("view-" + name);
  if (!view.hasChildNodes()) {
    fill(view, TABS[name]());
    if (name === "table") drawTable();
  }
  if (window.location.hash.slice(1) !== name) window.history.replaceState(null, "", "#" + name);
}

function tabKeys(event) {
  const names = Object.keys(TABS);
  const at = names.indexOf(event.target.id.replace("tab-", ""));
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: names.length - 1 }[event.key];
  if (next === undefined || at < 0) return;
  event.preventDefault();
  const name = names[(next + names.length) % names.length];
  openTab(name);
  document.getElementById("tab-" + name).focus();
}

function pageKeys(event) {
  const target = event.target;
  if (event.key === "/" && !target.matches("input, select, textarea") && !document.querySelector("dialog[open]")) {
    const search = document.getElementById("search");
    if (search && !document.getElementById("view-table").hidden) {
      event.preventDefault();
      search.focus();
    }
  }
  if (target.matches && target.matches(".opener")) rowKeys(event, target);
}

function rowKeys(event, target) {
  const openers = [...document.querySelectorAll(".opener")];
  const next = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (next) {
    const other = openers[openers.indexOf(target) + next];
    if (other) {
      event.preventDefault();
      other.focus();
    }
  }
  if (event.key === "Escape" && target.getAttribute("aria-expanded") === "true") target.click();
}

function wholeTable(all) {
  if (!document.getElementById("rows")) return;
  table.all = all;
  drawPage();
}

function foot() {
  const notes = [
    DATA.model && t("footer_model", { model: DATA.model }),
    DATA.claims.length > 0 && t("footer_unresolved", { share: number(Math.round(100 * DATA.unresolved)) }),
    t("footer_offline"),
  ];
  return el(
    "footer",
    { class: "wrap foot" },
    el("p", { class: "care" }, t("guide_care")),
    el("p", {}, words(notes.filter(Boolean).join(" · "))),
  );
}

start();
