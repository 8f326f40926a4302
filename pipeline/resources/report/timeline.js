/* Positions by day: one line per party, its entries in the order of publication, changes marked. */

function timelineView() {
  if (!DATA.timelines.length) return emptyState(t("timeline_empty"));
  const holder = el("div", { class: "lanes" });
  const names = DATA.timelines.map((line) => line.party).sort((a, b) => compareText(party(a), party(b)));
  const who = el(
    "select",
    { id: "timeline-party", on: { change: draw } },
    option("", t("timeline_all")),
    names.map((name) => option(name, party(name))),
  );
  const changes = el("input", { type: "checkbox", id: "timeline-changes", on: { change: draw } });
  function draw() {
    const lines = DATA.timelines.filter(
      (line) => (!who.value || line.party === who.value) && (!changes.checked || line.changes),
    );
    holder.replaceChildren();
    if (!lines.length) holder.append(el("p", { class: "empty" }, t("nothing")));
    stepwise(holder, lines, 12, (line) => lane(line, changes.checked));
  }
  draw();
  const pick = (name) => {
    who.value = name;
    draw();
    holder.scrollIntoView({ block: "nearest" });
  };
  return [
    el("p", { class: "intro" }, t("timeline_intro")),
    overview(pick),
    el(
      "div",
      { class: "bar" },
      field(t("timeline_party"), who),
      el("label", { class: "check" }, changes, " ", t("timeline_changes")),
    ),
    holder,
  ];
}

const OVERVIEW = 15;

/* All parties on one axis of days: a letter per stance and day, a ring where a position has changed. */
function overview(pick) {
  const seen = [...new Set(DATA.timelines.flatMap((line) => line.entries.map((entry) => entry.day)))]
    .filter(Boolean)
    .sort();
  if (seen.length < 2) return null;
  const time = (iso) => Date.parse(iso + "T00:00:00Z");
  const [first, last] = [time(seen[0]), time(seen[seen.length - 1])];
  const at = (iso) => Number((1 + (98 * (time(iso) - first)) / (last - first)).toFixed(2));
  const lines = DATA.timelines
    .filter((line) => line.days > 0)
    .slice(0, OVERVIEW)
    .map((line) => {
      const open = button("", () => pick(line.party), { class: "strip" });
      append(open, [el("span", { class: "strip-name" }, words(party(line.party))), strip(line, at)]);
      return open;
    });
  const marks = seen.length < 6 ? seen : [seen[0], seen[seen.length - 1]];
  return el(
    "section",
    {},
    stanceLegend(),
    el(
      "div",
      { class: "overview" },
      lines,
      el(
        "div",
        { class: "strip", "aria-hidden": "true" },
        el("span"),
        svg(
          "svg",
          { class: "drawing", width: "100%", height: 22 },
          spaced(marks, time, last - first).map((iso) =>
            svg(
              "text",
              { class: "tick-text " + anchor(at(iso)), x: at(iso) + "%", y: 16, "text-anchor": anchor(at(iso)) },
              day(iso),
            ),
          ),
        ),
      ),
    ),
  );
}

function anchor(at) {
  return at < 15 ? "start" : at > 85 ? "end" : "middle";
}

/* Days whose labels would touch are left out, the last one never. */
function spaced(marks, time, width) {
  const kept = [];
  for (const iso of [...marks].reverse()) {
    if (!kept.length || time(kept[kept.length - 1]) - time(iso) > 0.22 * width) kept.push(iso);
  }
  return kept;
}

function strip(line, at) {
  const seen = new Map();
  for (const entry of line.entries) {
    if (!entry.day) continue;
    const key = entry.day + " " + entry.stance;
    seen.set(key, {
      day: entry.day,
      stance: entry.stance,
      changed: entry.changed || Boolean(seen.get(key) && seen.get(key).changed),
    });
  }
  return svg(
    "svg",
    { class: "drawing", width: "100%", height: 26, "aria-hidden": "true" },
    svg("line", { class: "rail", x1: "0%", x2: "100%", y1: 13, y2: 13 }),
    bunches([...seen.values()], at).flatMap((bunch) =>
      bunch.map((each, place) => {
        const right = at(bunch[0].day) > 50;
        const steps = right ? place - bunch.length : place;
        return stanceMark(each, at(bunch[right ? bunch.length - 1 : 0].day), steps);
      }),
    ),
  );
}

const BUNCH = 8;

/* Marks of days that lie within some percent of the axis stand side by side in their order, so that none is hidden. */
function bunches(marks, at) {
  const found = [];
  for (const each of marks) {
    const last = found[found.length - 1];
    if (last && at(each.day) - at(last[0].day) < BUNCH) last.push(each);
    else found.push([each]);
  }
  return found;
}

function stanceMark(each, x, steps) {
  return svg(
    "svg",
    { x: x + "%", y: 3, overflow: "visible" },
    svg(
      "g",
      { transform: "translate(" + 23 * steps + " 0)" },
      svg("rect", { class: "fill-" + each.stance + (each.changed ? " ring" : ""), width: 20, height: 20, rx: 5 }),
      svg("text", { class: "ink-" + each.stance, x: 10, y: 14.5, "text-anchor": "middle" }, label("letter", each.stance)),
    ),
  );
}

function lane(line, onlyChanges) {
  const entries = line.entries.filter((entry) => !onlyChanges || entry.changed);
  const byDay = new Map();
  for (const entry of entries) byDay.set(entry.day, [...(byDay.get(entry.day) || []), entry]);
  return el(
    "section",
    { class: "lane" },
    el("h3", {}, words(party(line.party))),
    el(
      "ol",
      { class: "days" },
      [...byDay].map(([when, group]) =>
        el(
          "li",
          {},
          el("time", when ? { datetime: when } : {}, day(when)),
          stepwise(el("ul", { class: "plain" }), group, 8, laneEntry),
        ),
      ),
    ),
  );
}

function laneEntry(entry) {
  const row = DATA.rows[entry.row];
  const claims = entry.claims.map((place) => DATA.claims[place]);
  const outlets = [...new Set(claims.map(sourceOf))].join(", ");
  const open = button("", () => openRows(headline(row), [row]), { class: "entry st-edge-" + entry.stance });
  append(open, [
    el(
      "span",
      { class: "chips" },
      stanceBadge(entry.stance),
      chip(label("topic", row.topic)),
      entry.changed && chip(t("changed"), "changed"),
      row.status === "conflicting" && statusBadge(row.status),
    ),
    el("span", { class: "entry-text" }, headline(row)),
    el("span", { class: "muted" }, words(outlets)),
  ]);
  return el("li", {}, open);
}
