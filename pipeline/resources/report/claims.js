/* Claims with their evidence, grouped by outlet; badges that every view uses. */

function statusBadge(status) {
  return el(
    "span",
    { class: "status s-" + status },
    el("span", { class: "sign", "aria-hidden": "true" }, label("status_sign", status)),
    label("status", status),
  );
}

function stanceBadge(stance) {
  return stance && el("span", { class: "stance st-" + stance }, label("stance", stance));
}

function stanceLetter(stance) {
  return el("abbr", { class: "letter st-" + stance, title: label("stance", stance) }, label("letter", stance));
}

function chip(text, className) {
  return text && el("span", { class: "chip " + (className || "") }, text);
}

/* Claims by outlet and article, in the order of their publication. */
function claimsBySource(claims) {
  const groups = new Map();
  for (const claim of claims) {
    if (!groups.has(claim.doc)) groups.set(claim.doc, []);
    groups.get(claim.doc).push(claim);
  }
  return [...groups.values()]
    .sort((a, b) => compareText(a[0].published || "9999", b[0].published || "9999") || a[0].doc - b[0].doc)
    .map(sourceGroup);
}

function sourceGroup(claims) {
  const entry = documentOf(claims[0]);
  return el(
    "section",
    { class: "outlet" },
    el(
      "header",
      { class: "outlet-head" },
      el("h4", {}, words(sourceOf(claims[0]))),
      el("span", { class: "muted" }, day(entry.published)),
      entry.title && words(entry.title, "headline"),
      button(t("open_document"), () => openArticle(claims[0].doc), { class: "quiet" }),
    ),
    sourceNotes(entry),
    claims.map(claimCard),
  );
}

function sourceNotes(entry) {
  const notes = [];
  if (entry.shares_text_with) notes.push(t("same_text", { names: outletNames(entry.shares_text_with) }));
  if (entry.source_known === "no") notes.push(t("source_guessed"));
  return notes.length > 0 && el("p", { class: "note" }, words(notes.join(" · ")));
}

/* shares_text_with names files; people know outlets. */
function outletNames(cell) {
  const names = cell
    .split(/;\s*/)
    .filter(Boolean)
    .map((doc) => {
      const entry = DATA.documents.find((other) => other.doc === doc);
      return entry && entry.source ? entry.source : doc;
    });
  return [...new Set(names)].join(", ");
}

function claimCard(claim) {
  return el(
    "article",
    { class: "claim" },
    el(
      "div",
      { class: "chips" },
      words(claim.actor || claim.speaker || claim.provider || "", "who"),
      stanceBadge(claim.stance),
      chip(amount(claim), "amount"),
      chip(claim.direction && t("less")),
    ),
    excerpt(claim),
    facts(claim),
    el(
      "div",
      { class: "claim-foot" },
      claim.span && button(t("open_article"), () => openArticle(claim.doc, claim.place), { class: "quiet" }),
      el(
        "span",
        { class: "muted", title: t("confidence") + " " + claim.confidence },
        meter(claim.confidence || 0),
        t("rule") + " ",
        words(claim.rule || ""),
      ),
    ),
  );
}

function meter(share) {
  const bar = svg("svg", { class: "meter", width: 36, height: 6, "aria-hidden": "true" });
  bar.append(
    svg("rect", { class: "meter-back", width: 36, height: 6, rx: 3 }),
    svg("rect", { class: "meter-fill", width: Math.round(36 * share), height: 6, rx: 3 }),
  );
  return bar;
}

function facts(claim) {
  const pairs = [
    ["said_by", claim.speaker && claim.speaker !== claim.actor ? claim.speaker : ""],
    ["relayed_by", claim.reported_by],
    ["condition", claim.condition],
    ["about_date", claim.event_date && day(claim.event_date)],
    ["target", claim.target_country && party(claim.target_country)],
    ["counted", claim.counted],
    ["provider", claim.provider],
  ].filter(([, words]) => words);
  const form = [label("quote_type", claim.quote_type), WORDS.attitude[claim.cue_attitude]].filter(Boolean).join(", ");
  if (!pairs.length && !form) return null;
  return el(
    "p",
    { class: "facts" },
    form && el("span", {}, form),
    pairs.map(([key, text]) =>
      el("span", {}, el("span", { class: "fact-name" }, t(key) + " "), words(text.replace(/\s+/g, " "))),
    ),
  );
}
