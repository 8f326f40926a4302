/* Per outlet: what it alone has, what it shares, what it lacks, and whose text it prints. */

function sourcesView() {
  if (!DATA.coverage.length) return emptyState(t("sources_empty"));
  const widest = Math.max(1, ...DATA.coverage.map((outlet) => outlet.only.length + outlet.shared.length));
  return [
    DATA.coverage.length === 1 && el("p", { class: "notice" }, t("sources_single")),
    el("p", { class: "intro" }, t("sources_intro")),
    stepwise(el("div", { class: "outlets-view" }), DATA.coverage, 40, (outlet) => outletCard(outlet, widest)),
  ];
}

function outletCard(outlet, widest) {
  const entries = outlet.documents.map((place) => DATA.documents[place]);
  return el(
    "section",
    { class: "card" },
    el(
      "header",
      {},
      el("h3", {}, words(outlet.source || t("no_source"))),
      !outlet.known && chip(t("source_guessed")),
      el("span", { class: "muted" }, counted("articles", entries.length) + " · " + counted("claims", outlet.n_claims)),
    ),
    shareBar(outlet, widest),
    el(
      "dl",
      { class: "numbers" },
      ["only", "shared", "lacks"].map((name) =>
        el("div", {}, el("dt", {}, t("sources_" + name)), el("dd", {}, number(outlet[name].length))),
      ),
    ),
    sharedTexts(entries),
    rowsFold("sources_only_long", outlet.only),
    rowsFold("sources_lacks_long", outlet.lacks),
  );
}

function shareBar(outlet, widest) {
  const only = (100 * outlet.only.length) / widest;
  const shared = (100 * outlet.shared.length) / widest;
  return svg(
    "svg",
    {
      class: "share",
      width: "100%",
      height: 10,
      role: "img",
      "aria-label": t("sources_bar", { only: outlet.only.length, shared: outlet.shared.length }),
    },
    svg("rect", { class: "share-back", width: "100%", height: 10 }),
    svg("rect", { class: "share-shared", width: shared + "%", height: 10 }),
    svg("rect", { class: "share-only", x: shared + "%", width: only + "%", height: 10 }),
  );
}

function sharedTexts(entries) {
  const shared = entries.filter((entry) => entry.shares_text_with);
  return (
    shared.length > 0 &&
    el(
      "p",
      { class: "note" },
      t("sources_texts") + ": ",
      words(shared.map((entry) => outletNames(entry.shares_text_with)).join("; ")),
    )
  );
}

function rowsFold(title, places) {
  if (!places.length) return null;
  return laterDetails(t(title) + " (" + number(places.length) + ")", false, () =>
    stepwise(el("ul", { class: "row-list" }), places, 25, (place) => {
      const row = DATA.rows[place];
      const open = button("", () => openRows(headline(row), [row]), { class: "link" });
      append(open, [headline(row)]);
      return el("li", {}, statusBadge(row.status), open);
    }),
  );
}
