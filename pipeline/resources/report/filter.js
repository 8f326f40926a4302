/* Which rows of the table are shown, and in which order. */

const FACETS = {
  status: (row) => [row.status],
  kind: (row) => [row.kind],
  party: (row) => [partyOf(row)],
  topic: (row) => [row.topic || ""],
  stance: (row) => [row.stance || ""],
  source: (row) => sourcesOf(row),
};

const FACET_LABELS = {
  status: (name) => label("status", name),
  kind: (name) => label("kind", name),
  party: (name) => party(name),
  topic: (name) => label("topic", name),
  stance: (name) => label("stance", name),
  source: (name) => name,
};

const ORDERS = {
  rank: (a, b) => a.place - b.place,
  newest: (a, b) => compareDay(b.last_date || "", a.last_date || ""),
  oldest: (a, b) => compareDay(a.first_date || "9999", b.first_date || "9999"),
  actor: (a, b) => !actorName(a) - !actorName(b) || compareText(actorName(a), actorName(b)),
  sources: (a, b) => b.n_independent - a.n_independent || sourcesOf(b).length - sourcesOf(a).length,
};

function compareDay(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

function actorName(row) {
  return partyOf(row) ? party(partyOf(row)) : "";
}

function noFilter() {
  return { search: "", status: "", kind: "", party: "", topic: "", stance: "", source: "" };
}

/* Lower case without marks, so that «Selenskyj» and «Çavuşoğlu» are found however they are typed. */
function folded(text) {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/ß/g, "ss");
}

function haystack(row) {
  if (row.haystack === undefined) row.haystack = folded(searchable(row).filter(Boolean).join("\n"));
  return row.haystack;
}

function searchable(row) {
  const own = [
    row.summary,
    row.actor,
    actorName(row),
    row.counted,
    row.condition,
    row.status_reason,
    row.row_id,
    label("topic", row.topic),
  ];
  return own.concat(
    claimsOf(row).flatMap((claim) => [
      claim.actor,
      claim.speaker,
      claim.provider,
      claim.actor_role,
      sourceOf(claim),
      documentOf(claim).title,
      claim.span ? slice(documentOf(claim), claim.span[0], claim.span[1]) : claim.evidence,
    ]),
  );
}

function fits(row, filter, without) {
  for (const [name, values] of Object.entries(FACETS)) {
    if (name !== without && filter[name] && !values(row).includes(filter[name])) return false;
  }
  return folded(filter.search)
    .split(/\s+/)
    .every((word) => !word || haystack(row).includes(word));
}

function select(filter, order) {
  const rows = DATA.rows.filter((row) => fits(row, filter));
  return rows.sort((a, b) => ORDERS[order](a, b) || a.place - b.place);
}

/* How many rows each value of a facet would leave, the other filters as they are. */
function facetCounts(name, filter) {
  const counts = new Map();
  for (const row of DATA.rows) {
    if (!fits(row, filter, name)) continue;
    for (const each of FACETS[name](row)) if (each) counts.set(each, (counts.get(each) || 0) + 1);
  }
  return [...counts].sort((a, b) => compareText(FACET_LABELS[name](a[0]), FACET_LABELS[name](b[0])));
}
