/* Positions by day: one line per party, its entries in the order of publication, changes marked. */

function timelineView() {
  if (!DATA.timelines.length) return emptyState(t("timeline_empty"));
  const holder = el("div", { class: "lanes" });
  const names = DATA.timelines.map((line) => line.party).sort((a, b) => compareText(party(a), party(b)));
  const who = el("select", { id: "timeline-party", on: { change: draw } }, option("", t("timeline_all")), names.map((name) => option(name, party(name))));
  const changes = el("input", { type: "checkbox", id: "timeline-changes", on: { change: draw } });
  function draw() {
    const lines = DATA.timelines.filter((line) => (!who.value || line.party === who.value) && (!changes.checked || line.changes));
    holder.replaceChildren();
    if (!lines.length) holder.append(el("p", { class: "empty" }, t("nothing")));
    stepwise(holder, lines, 12, (line) => lane(line, changes.checked));
  }
  draw();
  return [el("p", { class: "intro" }, t("timeline_intro")),
    el("div", { class: "bar" }, field(t("timeline_party"), who), el("label", { class: "check" }, changes, " ", t("timeline_changes"))), holder];
}

function lane(line, onlyChanges) {
  const entries = line.entries.filter((entry) => !onlyChanges || entry.changed);
  const byDay = new Map();
  for (const entry of entries) byDay.set(entry.day, [...(byDay.get(entry.day) || []), entry]);
  return el("section", { class: "lane" }, el("h3", {}, words(party(line.party))),
    el("ol", { class: "days" }, [...byDay].map(([when, group]) => el("li", {}, el("time", when ? { datetime: when } : {}, day(when)), stepwise(el("ul", { class: "plain" }), group, 8, laneEntry)))));
}

function laneEntry(entry) {
  const row = DATA.rows[entry.row];
  const claims = entry.claims.map((place) => DATA.claims[place]);
  const outlets = [...new Set(claims.map(sourceOf))].join(", ");
  const open = button("", () => openRows(headline(row), [row]), { class: "entry st-edge-" + entry.stance });
  append(open, [el("span", { class: "chips" }, stanceBadge(entry.stance), chip(label("topic", row.topic)), entry.changed && chip(t("changed"), "changed"), row.status === "conflicting" && statusBadge(row.status)),
    el("span", { class: "entry-text" }, headline(row)), el("span", { class: "muted" }, words(outlets))]);
  return el("li", {}, open);
}
