/* Every input: what was analysed, what was skipped and why, warnings, shared texts. */

const INPUTS = 100;

function documentsView() {
  if (!DATA.documents.length) return emptyState(t("documents_empty"));
  const odd = DATA.documents.filter(isOdd);
  const holder = el("div");
  const only = el("input", { type: "checkbox", id: "documents-odd", on: { change: draw } });
  function draw() {
    const places = DATA.documents
      .map((entry, place) => place)
      .filter((place) => !only.checked || isOdd(DATA.documents[place]));
    const ranked = places.sort((a, b) => severity(DATA.documents[a]) - severity(DATA.documents[b]) || a - b);
    const body = el("tbody", { role: "rowgroup" });
    const heads = ["document", "status", "title", "claims", "notes"].map((name) => [t("column_" + name)]);
    fill(holder, tableOf("documents", heads, body));
    growRows(holder, body, ranked);
  }
  draw();
  return [
    el("p", { class: "intro" }, t("documents_intro")),
    odd.length > 0 && el("label", { class: "check" }, only, " ", t("documents_odd", { n: number(odd.length) })),
    holder,
  ];
}

function growRows(holder, body, places) {
  let done = 0;
  const more = button("", grow, { class: "more" });
  function grow() {
    append(body, places.slice(done, done + INPUTS).map(documentRow));
    done += INPUTS;
    more.textContent = t("more", { n: Math.min(INPUTS, places.length - done) });
    more.hidden = done >= places.length;
  }
  grow();
  holder.append(more);
}

function isOdd(entry) {
  return entry.status !== "ok" || Boolean(entry.warning || entry.reason);
}

function severity(entry) {
  return { failed: 0, skipped: 1 }[entry.status] ?? (entry.warning || entry.reason ? 2 : 3);
}

function documentRow(place) {
  const entry = DATA.documents[place];
  const readable = entry.status === "ok" && entry.parts;
  const title = words(entry.title || t("open_document"));
  return el(
    "tr",
    { role: "row" },
    el(
      "td",
      { role: "cell", class: "c-doc" },
      words(entry.source || ""),
      el("span", { class: "muted small" }, words(entry.doc)),
    ),
    el(
      "td",
      { role: "cell" },
      el("span", { class: "doc-status d-" + entry.status }, label("document_status", entry.status)),
    ),
    el(
      "td",
      { role: "cell" },
      readable ? button(title, () => openArticle(place), { class: "link" }) : entry.title && title,
      el("span", { class: "muted small" }, entry.published ? day(entry.published) : ""),
    ),
    el(
      "td",
      { role: "cell", class: "c-number", "data-label": t("column_claims") },
      entry.records_ok === undefined && entry.status === "ok" ? number(entry.n_claims || 0) : "",
    ),
    el(
      "td",
      { role: "cell", class: "c-notes" },
      documentNotes(entry).map((note) => el("p", {}, words(note))),
    ),
  );
}

function documentNotes(entry) {
  const notes = [entry.reason, entry.warning];
  if (entry.records_ok !== undefined && !entry.reason)
    notes.push(t("records_count", { ok: number(entry.records_ok), failed: number(entry.records_failed || 0) }));
  if (entry.shares_text_with) notes.push(t("same_text", { names: outletNames(entry.shares_text_with) }));
  if (entry.status === "ok" && entry.source_known === "no") notes.push(t("source_guessed"));
  return notes.filter(Boolean);
}
