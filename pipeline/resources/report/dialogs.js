/* Two dialogs: the claims behind a cell, and a whole article with one claim at a time brought forward. */

function dialog(id) {
  const found = document.getElementById(id);
  if (found) return found;
  const box = el("dialog", {
    id,
    "aria-labelledby": id + "-title",
    on: {
      click: (event) => {
        if (event.target === box) box.close();
      },
    },
  });
  document.body.append(box);
  return box;
}

function show(box, title, ...content) {
  fill(
    box,
    el(
      "div",
      { class: "sheet" },
      el(
        "header",
        { class: "sheet-head" },
        el("h2", { id: box.id + "-title" }, title),
        button("×", () => box.close(), { class: "close", "aria-label": t("close"), title: t("close") + " (Esc)" }),
      ),
      el("div", { class: "sheet-body" }, content),
    ),
  );
  if (!box.open) box.showModal();
  box.querySelector(".sheet-body").scrollTop = 0;
}

/* Rows with their claims, such as a cell of the matrix stands for; or some of one row's claims. */
function openRows(title, rows, only) {
  show(
    dialog("claims-dialog"),
    title,
    rows.map((row) =>
      el(
        "section",
        { class: "in-dialog" },
        el(
          "div",
          { class: "chips" },
          statusBadge(row.status),
          stanceBadge(row.stance),
          chip(label("topic", row.topic)),
        ),
        el("p", { class: "reason" }, words(row.status_reason || "")),
        claimsBySource(claimsOf(row).filter((claim) => !only || only.includes(claim.place))),
        button(
          t("row_link"),
          () => {
            dialog("claims-dialog").close();
            goToRow(row);
          },
          { class: "quiet" },
        ),
      ),
    ),
    legend(["evidence", "quote", "cue", "speaker"]),
  );
}

function openArticle(place, claimPlace) {
  const entry = DATA.documents[place];
  const claims = DATA.claims.filter((claim) => claim.doc === place && claim.span).sort((a, b) => a.span[0] - b.span[0]);
  const at = claims.findIndex((claim) => claim.place === claimPlace);
  const text = el("div", { class: "article-text" });
  const position = el("span", { class: "muted", "aria-live": "polite" });
  const walk = { at: at };
  const step = (by) => {
    walk.at = (walk.at + by + claims.length) % claims.length;
    bring(entry, claims, walk.at, text, position);
  };
  show(
    dialog("article-dialog"),
    words(entry.title || entry.doc),
    articleFacts(entry, place),
    claims.length > 0 &&
      el(
        "div",
        { class: "walk" },
        button("←", () => step(walk.at < 0 ? 0 : -1), {
          "aria-label": t("previous_claim"),
          title: t("previous_claim"),
        }),
        button("→", () => step(1), { "aria-label": t("next_claim"), title: t("next_claim") }),
        position,
      ),
    text,
    legend(["evidence", "quote", "cue", "speaker", "claim", "furniture"]),
  );
  bring(entry, claims, at, text, position);
}

function articleFacts(entry, place) {
  const n = DATA.claims.filter((claim) => claim.doc === place).length;
  const link =
    /^https?:\/\//i.test(entry.url || "") &&
    el("a", { href: entry.url, target: "_blank", rel: "noopener noreferrer nofollow" }, t("original"));
  return [
    el(
      "p",
      { class: "facts" },
      el("span", {}, words(entry.source || t("no_source"))),
      el("span", {}, day(entry.published)),
      el("span", {}, words(entry.doc)),
      el("span", {}, counted("claims", n)),
      link,
    ),
    sourceNotes(entry),
    entry.warning && el("p", { class: "note" }, words(entry.warning)),
  ];
}

function claimLine(claim, place) {
  return [
    place,
    " · ",
    label("kind", claim.kind),
    " · ",
    words(claim.actor || claim.speaker || claim.provider || ""),
    " ",
    stanceBadge(claim.stance),
    " ",
    amount(claim),
  ];
}

/* Writes the article's text with the claim at this position marked in full, the others only underlined. */
function bring(entry, claims, at, text, position) {
  const parts = entry.parts || [];
  const marks = (entry.furniture || []).map((span) => ({ span, name: "furniture" }));
  claims.forEach((claim, place) =>
    marks.push(...(place === at ? claimMarks(claim) : [{ span: claim.span, name: "claim" }])),
  );
  fill(
    text,
    parts.length === 0 && el("p", { class: "note" }, t("no_text")),
    parts.length > 0 && (parts.length > 1 || parts[0][0] > 0) && el("p", { class: "note" }, t("cut_text")),
    parts.map(([offset, words], place) =>
      el(
        "div",
        { class: "article-part", dir: "auto" },
        place > 0 && t("gap") + "\n",
        marked(entry, offset, offset + words.length, marks),
      ),
    ),
  );
  fill(position, at >= 0 && claimLine(claims[at], t("claim_of", { n: at + 1, total: claims.length })));
  const current = text.querySelector(".m-evidence");
  if (current) current.scrollIntoView({ block: "center" });
}
