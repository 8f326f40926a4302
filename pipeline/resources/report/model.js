/* The data blocks, and what is looked up in them. Rows, claims and documents name each other by position. */

const WORDS = JSON.parse(document.getElementById("words").textContent);
const DATA = JSON.parse(document.getElementById("data").textContent);
const LANGUAGE = document.documentElement.lang;

DATA.rows.forEach((row, place) => {
  row.place = place;
});
DATA.claims.forEach((claim, place) => {
  claim.place = place;
});

function claimsOf(row) {
  return row.claims.map((place) => DATA.claims[place]);
}

function documentOf(claim) {
  return DATA.documents[claim.doc];
}

function sourceOf(claim) {
  return claim.source || documentOf(claim).source || t("no_source");
}

function sourcesOf(row) {
  row.outlets = row.outlets || [...new Set(claimsOf(row).map(sourceOf))].sort(compareText);
  return row.outlets;
}

function partyOf(record) {
  return record.actor_country || record.actor || "";
}

/* A stretch of a document's text; parts are [offset, text], gaps between them are left out. */
function slice(entry, start, end) {
  return (entry.parts || [])
    .map(([offset, text]) => {
      const from = Math.max(0, start - offset);
      return text.slice(from, Math.max(from, end - offset));
    })
    .join("");
}

function articles() {
  return DATA.documents.filter((entry) => entry.status === "ok" && entry.records_ok === undefined);
}

function compareText(a, b) {
  return a.localeCompare(b, LANGUAGE);
}
