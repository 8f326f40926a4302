/* Party × topic: the strongest stance, with letter, word and colour; a cell opens its claims. */

const FIRST_PARTIES = 40;

function positionsView() {
  const cells = DATA.positions;
  if (!cells.length) return emptyState(t("positions_empty"));
  const parties = [...new Set(cells.map((cell) => cell.party))];
  const known = Object.keys(WORDS.topic);
  const topics = [...new Set(cells.map((cell) => cell.topic))].sort(
    (a, b) => rank(known, a) - rank(known, b) || compareText(a, b),
  );
  const at = new Map(cells.map((cell) => [cell.party + "\n" + cell.topic, cell]));
  const holder = el("div", { class: "matrix-holder" });
  const find = el("input", {
    type: "search",
    id: "positions-filter",
    autocomplete: "off",
    placeholder: t("positions_filter"),
    "aria-label": t("positions_filter"),
    on: { input: () => draw(true) },
  });
  function draw(all) {
    const asked = folded(find.value);
    const chosen = parties.filter((name) => folded(party(name)).includes(asked));
    const shown = all ? chosen : chosen.slice(0, FIRST_PARTIES);
    fill(
      holder,
      matrix(shown, topics, at),
      shown.length < chosen.length &&
        button(t("positions_more", { n: chosen.length }), () => draw(true), { class: "more" }),
    );
  }
  draw(false);
  return [el("p", { class: "intro" }, t("positions_intro")), stanceLegend(), parties.length > 8 && find, holder];
}

function rank(list, name) {
  const place = list.indexOf(name);
  return place < 0 ? list.length : place;
}

function stanceLegend() {
  return el(
    "p",
    { class: "legend" },
    Object.keys(WORDS.stance).map((stance) =>
      el("span", { class: "legend-item" }, stanceLetter(stance), " ", label("stance", stance)),
    ),
  );
}

function matrix(parties, topics, at) {
  return tableOf(
    "matrix",
    [[t("positions_party")], ...topics.map((topic) => [label("topic", topic)])],
    el(
      "tbody",
      { role: "rowgroup" },
      parties.map((name) =>
        el(
          "tr",
          { role: "row" },
          el("th", { scope: "row", role: "rowheader" }, words(party(name))),
          topics.map((topic) => matrixCell(name, topic, at.get(name + "\n" + topic))),
        ),
      ),
    ),
  );
}

function matrixCell(name, topic, cell) {
  if (!cell) return el("td", { role: "cell", class: "none" });
  const [first, ...others] = cell.stances;
  const rows = cell.rows.map((place) => DATA.rows[place]);
  const clash = rows.some((row) => row.status === "conflicting");
  const title = party(name) + " · " + label("topic", topic);
  const hint =
    title +
    ": " +
    label("stance", first) +
    (others.length ? ", " + t("also", { stances: others.map((stance) => label("stance", stance)).join(", ") }) : "") +
    (clash ? " (" + label("status", "conflicting") + ")" : "");
  const open = button("", () => openRows(words(title), rows), {
    class: "cell st-" + first + (clash ? " clash" : ""),
    "aria-label": hint,
    title: hint,
  });
  append(open, [
    el("span", { class: "cell-main" }, el("b", {}, label("letter", first)), " ", label("stance", first)),
    el(
      "span",
      { class: "cell-more" },
      clash && el("span", { class: "clash-sign" }, "≠"),
      others.map(stanceLetter),
      rows.length > 1 && el("span", { class: "cell-count" }, "×" + rows.length),
    ),
  ]);
  return el("td", { role: "cell", "data-topic": label("topic", topic) }, open);
}
