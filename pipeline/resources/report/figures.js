/* Figures: per counted thing one axis, a line for every outlet's value; open bounds are arrows. */

function figuresView() {
  if (!DATA.figures.length) return emptyState(t("figures_empty"));
  const several = DATA.figures.filter((group) => group.sources.length > 1 || group.conflict);
  const single = DATA.figures.filter((group) => group.sources.length < 2 && !group.conflict);
  return [
    el("p", { class: "intro" }, t("figures_intro")),
    stepwise(el("div", { class: "figure-list" }), several, 30, figureGroup),
    single.length > 0 &&
      laterDetails(t("figures_single", { n: number(single.length) }), !several.length, () =>
        stepwise(el("div", { class: "figure-list" }), single, 30, figureGroup),
      ),
  ];
}

/* A fold whose content is built when it is opened first. */
function laterDetails(title, open, build) {
  const fold = el("details", { class: "fold", open }, el("summary", {}, title));
  const grow = () => {
    if (fold.open && !fold.dataset.built) {
      fold.dataset.built = "yes";
      fold.append(build());
    }
  };
  fold.addEventListener("toggle", grow);
  grow();
  return fold;
}

function figureGroup(group) {
  const rows = group.rows.map((place) => DATA.rows[place]);
  const axis = axisOf(group.values);
  const counted = group.counted || unit(group.unit);
  const name = [counted, group.party && party(group.party)].filter(Boolean).join(" · ");
  return el(
    "section",
    { class: "figure" + (group.conflict ? " clash" : "") },
    el(
      "header",
      {},
      el("h3", {}, words(name)),
      group.conflict && statusBadge("conflicting"),
      !counted.includes(unit(group.unit)) && el("span", { class: "muted" }, unit(group.unit)),
    ),
    quoted(rows[0]),
    el(
      "div",
      { class: "figure-lines" },
      group.values.map((each) => figureLine(each, group, axis, rows)),
      axisLine(axis),
    ),
  );
}

function figureLine(each, group, axis, rows) {
  const record = {
    quantity_min: given(each.min),
    quantity_max: given(each.max),
    quantity_modifier: each.modifier,
    quantity_unit: group.unit,
  };
  const claims = each.claims.map((place) => DATA.claims[place]);
  const text = value(record);
  const line = button(
    "",
    () =>
      openRows(
        words((each.source || t("no_source")) + ": " + amount(record)),
        rows.filter((row) => row.claims.some((place) => each.claims.includes(place))),
        each.claims,
      ),
    { class: "figure-line", "aria-label": (each.source || t("no_source")) + ": " + amount(record) },
  );
  append(line, [
    el("span", { class: "figure-source" }, words(sourceOf(claims[0]))),
    drawing(record, axis),
    el("span", { class: "figure-value" }, text),
  ]);
  return line;
}

function given(bound) {
  return bound === null ? undefined : bound;
}

/* From the smallest to the largest number with some air; a single value stands in the middle. */
function axisOf(values) {
  const bounds = values.flatMap((each) => [each.min, each.max]).filter((bound) => bound !== null);
  const reach = values
    .flatMap((each) =>
      isLoose(each.modifier) ? [loosened(each.min ?? each.max, -1), loosened(each.max ?? each.min, 1)] : [],
    )
    .concat(bounds);
  const [from, to] = [Math.min(...reach), Math.max(...reach)];
  const air = (to - from) * 0.12 || Math.abs(to) * 0.2 || 1;
  return {
    low: Math.min(...bounds),
    high: Math.max(...bounds),
    from: from >= 0 ? Math.max(0, from - air) : from - air,
    to: to + air,
  };
}

function isLoose(modifier) {
  return modifier === "about" || modifier === "vague";
}

/* «rund» allows ten percent, as in the table. */
function loosened(bound, direction) {
  return bound + direction * Math.abs(bound) * 0.1;
}

function percent(bound, axis) {
  return ((100 * (bound - axis.from)) / (axis.to - axis.from)).toFixed(2);
}

function drawing(record, axis) {
  const picture = svg(
    "svg",
    { class: "drawing", width: "100%", height: 22, "aria-hidden": "true" },
    svg("line", { class: "rail", x1: "0%", x2: "100%", y1: 11, y2: 11 }),
  );
  const { quantity_min: low, quantity_max: high, quantity_modifier: modifier } = record;
  if (low === undefined) append(picture, openBound(percent(high, axis), -1));
  else if (high === undefined) append(picture, openBound(percent(low, axis), 1));
  else append(picture, closedBounds(low, high, modifier, axis));
  return picture;
}

function openBound(at, direction) {
  const end = direction < 0 ? "0%" : "100%";
  const x = Math.min(Number(at), direction < 0 ? Number(at) : 100);
  return [
    svg("line", { class: "open-bar", x1: x + "%", x2: end, y1: 11, y2: 11 }),
    svg("line", { class: "stop", x1: x + "%", x2: x + "%", y1: 4, y2: 18 }),
    svg(
      "svg",
      { x: end, y: 11, overflow: "visible" },
      svg("path", { class: "head", d: direction < 0 ? "M0 0l8 -5v10z" : "M0 0l-8 -5v10z" }),
    ),
  ];
}

function closedBounds(low, high, modifier, axis) {
  const shapes = [];
  if (isLoose(modifier)) shapes.push(bar("loose", loosened(low, -1), loosened(high, 1), axis, 14));
  if (low === high) shapes.push(svg("circle", { class: "point", cx: percent(low, axis) + "%", cy: 11, r: 5.5 }));
  else shapes.push(bar("range", low, high, axis, 8));
  return shapes;
}

function bar(name, low, high, axis, height) {
  const from = Math.max(0, Number(percent(low, axis)));
  const to = Math.min(100, Number(percent(high, axis)));
  return svg("rect", {
    class: name,
    x: from + "%",
    width: Math.max(0.5, to - from).toFixed(2) + "%",
    y: 11 - height / 2,
    height,
    rx: 4,
  });
}

function axisLine(axis) {
  const ticks = axis.low === axis.high ? [axis.low] : [axis.low, axis.high];
  const anchor = (at) => (at < 6 ? "start" : at > 94 ? "end" : "middle");
  return el(
    "div",
    { class: "figure-line axis", "aria-hidden": "true" },
    el("span", { class: "figure-source" }),
    svg(
      "svg",
      { class: "drawing", width: "100%", height: 20 },
      ticks.map((tick) => {
        const at = percent(tick, axis);
        return [
          svg("line", { class: "tick", x1: at + "%", x2: at + "%", y1: 0, y2: 5 }),
          svg("text", { class: "tick-text", x: at + "%", y: 17, "text-anchor": anchor(Number(at)) }, number(tick)),
        ];
      }),
    ),
    el("span", { class: "figure-value" }),
  );
}
