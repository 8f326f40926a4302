/* One row of the table, and what it opens to: the reason, contradictions side by side, evidence by outlet. */

function rowPair(row) {
  const open = table.open.has(row.place);
  const control = button("", () => toggle(row), {
    id: "row-" + row.place,
    class: "opener",
    "aria-expanded": String(open),
    "aria-controls": "detail-" + row.place,
  });
  append(control, [
    el("span", { class: "arrow", "aria-hidden": "true" }),
    el("span", { class: "headline-text" }, headline(row)),
  ]);
  const head = el(
    "tr",
    {
      role: "row",
      class: "row r-" + row.status + (open ? " open" : ""),
      on: {
        click: (event) => {
          if (!event.target.closest("button, a") && !window.getSelection().toString()) toggle(row);
        },
      },
    },
    el("td", { role: "cell", class: "c-status" }, statusBadge(row.status)),
    el("td", { role: "cell", class: "c-what" }, control, quoted(row), chips(row)),
    el("td", { role: "cell", class: "c-sources" }, sourcesCell(row)),
    el("td", { role: "cell", class: "c-date" }, days(row.first_date, row.last_date)),
  );
  return open ? [head, detail(row)] : [head];
}

/* A summary is a sentence and, after a dash or colon, the shortest of its claims' words in quotation marks. */
function summaryParts(row) {
  const found = /^(.{1,600}?)(?: –|:) „([\s\S]*)“$/.exec(row.summary || "");
  return found ? [found[1], found[2]] : [row.summary || row.row_id, ""];
}

function headline(row) {
  return words(summaryParts(row)[0]);
}

function quoted(row) {
  const text = summaryParts(row)[1];
  return text && el("p", { class: "quoted" }, "„", words(text), "“");
}

function chips(row) {
  return el(
    "div",
    { class: "chips" },
    stanceBadge(row.stance),
    chip(amount(row), "amount"),
    chip(label("kind", row.kind)),
    row.kind === "commitment" && chip(label("topic", row.topic)),
    chip(row.direction && t("less")),
    isChanged(row) && chip(t("changed"), "changed"),
  );
}

function isChanged(row) {
  return (row.status_reason || "").startsWith("geändert");
}

function sourcesCell(row) {
  const outlets = sourcesOf(row);
  return [
    el("span", { class: "count" }, counted("independent", row.n_independent || 0)),
    el(
      "span",
      { class: "outlets" },
      words(outlets.slice(0, 3).join(", ")),
      outlets.length > 3 && " " + t("more_sources", { n: outlets.length - 3 }),
    ),
  ];
}

function toggle(row) {
  const control = document.getElementById("row-" + row.place);
  const head = control.closest("tr");
  const open = !table.open.delete(row.place);
  if (open) {
    table.open.add(row.place);
    head.after(detail(row));
  } else {
    document.getElementById("detail-" + row.place).remove();
  }
  head.classList.toggle("open", open);
  control.setAttribute("aria-expanded", String(open));
  showFound();
}

function detail(row) {
  const rivals = row.conflicts.map((place) => DATA.rows[place]);
  return el(
    "tr",
    { role: "row", class: "detail", id: "detail-" + row.place, on: { keydown: (event) => closeOnEscape(event, row) } },
    el(
      "td",
      { role: "cell", colspan: 4 },
      el(
        "div",
        { class: "detail-body" },
        el("section", {}, el("h3", {}, t("why")), el("p", { class: "reason" }, words(row.status_reason || ""))),
        rivals.length > 0 && conflict(row, rivals),
        el(
          "section",
          {},
          el("h3", {}, t("evidence_title")),
          el("div", { class: "outlet-list" }, claimsBySource(claimsOf(row))),
        ),
        legend(["evidence", "quote", "cue", "speaker"]),
        el("p", { class: "muted small" }, words(row.row_id)),
      ),
    ),
  );
}

function closeOnEscape(event, row) {
  if (event.key !== "Escape") return;
  toggle(row);
  document.getElementById("row-" + row.place).focus();
}

function conflict(row, rivals) {
  return el(
    "section",
    {},
    el("h3", {}, t("conflict_title")),
    el(
      "div",
      { class: "sides" },
      [row, ...rivals].map((side, at) => conflictSide(side, at > 0)),
    ),
  );
}

function conflictSide(row, other) {
  return el(
    "article",
    { class: "side" },
    el("h4", {}, t(other ? "other_row" : "this_row")),
    el("p", { class: "side-value" }, row.kind === "commitment" && stanceBadge(row.stance), words(amount(row))),
    el("p", {}, headline(row)),
    el(
      "ul",
      { class: "plain" },
      typical(row).map((claim) =>
        el(
          "li",
          {},
          el("strong", {}, words(sourceOf(claim))),
          " ",
          el("span", { class: "muted" }, day(claim.published)),
          excerptShort(claim),
        ),
      ),
    ),
    other && button(t("go_row"), () => goToRow(row), { class: "quiet" }),
  );
}

/* One claim of each article: the first that names the quantity, where the row has one. */
function typical(row) {
  const best = new Map();
  for (const claim of claimsOf(row)) {
    if (!best.has(claim.doc) || (!amount(best.get(claim.doc)) && amount(claim))) best.set(claim.doc, claim);
  }
  return [...best.values()].slice(0, 5);
}

function excerptShort(claim) {
  const entry = documentOf(claim);
  const body =
    claim.span && entry.parts ? marked(entry, claim.span[0], claim.span[1], claimMarks(claim)) : claim.evidence;
  return el("blockquote", { class: "excerpt" }, el("bdi", { dir: "auto" }, body));
}
