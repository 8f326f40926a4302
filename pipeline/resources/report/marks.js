/* An article's text with marks: pieces between all borders, each with the classes of the marks that cover it. */

const BEFORE = 220;
const AFTER = 160;

function claimMarks(claim) {
  const marks = [{ span: claim.span, name: "evidence" }];
  for (const span of claim.quote_spans || []) marks.push({ span, name: "quote" });
  for (const span of claim.verbatim_parts || []) marks.push({ span, name: "verbatim" });
  if (claim.cue_span) marks.push({ span: claim.cue_span, name: "cue" });
  if (claim.speaker_span) marks.push({ span: claim.speaker_span, name: "speaker" });
  return marks.filter(({ span }) => span && span[0] < span[1]);
}

function marked(entry, start, end, marks) {
  const inside = marks.filter(({ span }) => span[0] < end && span[1] > start);
  const borders = new Set([start, end]);
  for (const { span } of inside)
    span.forEach((border) => {
      if (border > start && border < end) borders.add(border);
    });
  const sorted = [...borders].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, at) => piece(entry, from, sorted[at + 1], inside));
}

function piece(entry, from, to, marks) {
  const text = slice(entry, from, to);
  const covering = marks.filter(({ span }) => span[0] <= from && span[1] >= to);
  if (!text || !covering.length) return text;
  const names = [...new Set(covering.map(({ name }) => name))];
  const title = names.map((name) => t("mark_" + name)).join(" · ");
  const tag = names.every((name) => name === "furniture") ? "span" : "mark";
  return el(tag, { class: names.map((name) => "m-" + name).join(" "), title }, text);
}

/* The evidence in its surroundings: as far as the paragraph goes, and not further than some two lines. */
function excerpt(claim) {
  const entry = documentOf(claim);
  if (!claim.span || !entry.parts)
    return el("blockquote", { class: "excerpt" }, el("bdi", { dir: "auto" }, claim.evidence));
  const [start, end] = claim.span;
  const before = lead(slice(entry, Math.max(0, start - BEFORE), start));
  const after = trail(slice(entry, end, end + AFTER));
  const marks = claimMarks(claim);
  return el(
    "blockquote",
    { class: "excerpt" },
    el(
      "bdi",
      { dir: "auto" },
      el("span", { class: "context" }, before.cut && "… ", marked(entry, start - before.text.length, start, marks)),
      marked(entry, start, end, marks),
      el("span", { class: "context" }, marked(entry, end, end + after.text.length, marks), after.cut && " …"),
    ),
  );
}

/* What precedes in the same paragraph, from a word's beginning on. */
function lead(text) {
  const paragraph = text.slice(text.lastIndexOf("\n") + 1);
  const cut = paragraph.length === BEFORE;
  return { text: cut ? paragraph.replace(/^\S{0,60}\s/, "") : paragraph, cut };
}

function trail(text) {
  const paragraph = text.split("\n", 1)[0];
  const cut = paragraph.length === AFTER;
  return { text: cut ? paragraph.replace(/\s\S{0,60}$/, "") : paragraph, cut };
}

function legend(names) {
  return el(
    "p",
    { class: "legend" },
    el("span", { class: "legend-title" }, t("legend")),
    names.map((name) => el("span", { class: "m-" + name }, t("mark_" + name))),
  );
}
