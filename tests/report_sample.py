"""Tables written by hand for the tests of the report: three outlets, a contradiction, a change, and hostile text."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipeline.columns import claims_frame, documents_frame, mentions_frame, table_frame
from pipeline.records import Article, Claim, Document, Paragraph, Row
from pipeline.run import Tables

HAFEN = (
    "Hafenblatt 🚢 Politik | Wetter\n\nSchiffe für die Bucht\n\nNorwegen schickt vier Lotsenboote in die Bucht. „Wir fahren im Mai los“, "
    "sagte Ministerin Ida Brekke. Nach Angaben der Reederei kamen rund 900 Gäste.\n"
)
INSEL = "Norwegen will sechs Lotsenboote schicken, teilte Ida Brekke mit. Die Reederei zählte 950 Besucher.\n"
NACHTRAG = "Norwegen sagt die Fahrt nun doch ab, erklärte Brekke.\n"
LONG_WORD = "Donau" + "dampfschifffahrts" * 30 + "boot"
HOSTILE = (
    "</script><script>window.hacked = 1</script> <img src=x onerror=window.hacked=2> {{data}} \u202egnal\u202c & <!-- "
    f"=1+1 {LONG_WORD} \ud83d \u2028 sagte Mallory.\n"
)


def _claim(text: str, doc: str, source: str, name: str, evidence: str, quote: str = "", **values: Any) -> Claim:
    start = text.index(evidence)
    spans = ((text.index(quote), text.index(quote) + len(quote)),) if quote else ()
    speaker = values.get("speaker", "").split(" ")[-1]
    at = text.find(speaker, start) if speaker else -1
    marks = {"speaker_start": at, "speaker_end": at + len(speaker)} if at >= 0 else {}
    return Claim(
        claim_id=f"c_{name}", doc=doc, source=source, evidence=evidence, start=start, end=start + len(evidence), quote=quote,
        quote_spans=spans, quote_type="direct" if quote else "none", confidence=0.8, rule="by_hand", **marks, **values,
    )  # fmt: skip


def _row(name: str, claims: list[Claim], **values: Any) -> Row:
    first = claims[0]
    days = sorted(claim.published for claim in claims if claim.published)
    shared = {
        field: getattr(first, field)
        for field in ("kind", "actor", "actor_country", "stance", "topic", "quantity_min", "quantity_max", "quantity_unit", "counted")
    }
    return Row(
        row_id=f"r_{name}", n_claims=len(claims), n_independent=len({c.source for c in claims}), n_sources=len({c.source for c in claims}),
        n_documents=len({c.doc for c in claims}), sources="; ".join(sorted({c.source for c in claims})), first_date=days[0],
        last_date=days[-1], claim_ids="; ".join(c.claim_id for c in claims), quantity_modifier=first.quantity_modifier, **shared, **values,
    )  # fmt: skip


def _rows(claims: dict[str, Claim]) -> list[Row]:
    return [
        _row("boats", [claims["boats"]], status="conflicting", conflicts_with="r_boats6", summary="Norwegen sagt Truppen zu: 4 Lotsenboote – „Norwegen schickt vier Lotsenboote in die Bucht.“",
             status_reason="Widerspruch bei der Menge – Hafenblatt: 4, Inselpost: 6"),
        _row("boats6", [claims["boats6"]], status="conflicting", conflicts_with="r_boats", summary="Norwegen sagt Truppen zu: 6 Lotsenboote",
             status_reason="Widerspruch bei der Menge – Inselpost: 6, Hafenblatt: 4"),
        _row("guests", [claims["guests"], claims["guests950"]], status="corroborated", summary="Genannt werden rund 900 Menschen",
             status_reason="2 unabhängige Quellen: Hafenblatt, Inselpost"),
        _row("may", [claims["may"]], status="single_source", summary="Ida Brekke plant Truppen", status_reason="eine Quelle: Hafenblatt"),
        _row("off", [claims["off"]], status="single_source", summary="Norwegen lehnt Truppen ab", status_reason="geändert: zugesagt (Hafenblatt, 2026-04-01); abgelehnt (Inselpost, 2026-04-09)"),
        _row("hostile", [claims["hostile"]], status="single_source", summary=HOSTILE.strip().replace("\ud83d", ""), status_reason="<b>eine</b> Quelle"),
    ]  # fmt: skip


def _claims() -> dict[str, Claim]:
    april, later = date(2026, 4, 1), date(2026, 4, 9)
    boats: dict[str, Any] = {"kind": "commitment", "actor": "Norwegen", "actor_country": "NO", "stance": "pledged", "topic": "troops", "quantity_unit": "Lotsenboote", "quantity_modifier": "exact"}
    guests: dict[str, Any] = {"kind": "figure", "quantity_unit": "people", "counted": "Gäste", "published": april}
    made = [
        _claim(HAFEN, "a/hafen.txt", "Hafenblatt", "boats", "Norwegen schickt vier Lotsenboote in die Bucht.", **boats, quantity_min=4, quantity_max=4, published=april),
        _claim(INSEL, "a/insel.txt", "Inselpost", "boats6", "Norwegen will sechs Lotsenboote schicken, teilte Ida Brekke mit.", speaker="Ida Brekke", **boats, quantity_min=6, quantity_max=6, published=april),
        _claim(HAFEN, "a/hafen.txt", "Hafenblatt", "guests", "Nach Angaben der Reederei kamen rund 900 Gäste.", **guests, quantity_min=900, quantity_max=900, quantity_modifier="about"),
        _claim(INSEL, "a/insel.txt", "Inselpost", "guests950", "Die Reederei zählte 950 Besucher.", **guests, quantity_min=950, quantity_max=950, quantity_modifier="exact"),
        _claim(HAFEN, "a/hafen.txt", "Hafenblatt", "may", "„Wir fahren im Mai los“, sagte Ministerin Ida Brekke.", "Wir fahren im Mai los", kind="commitment", actor="Ida Brekke", actor_country="NO", stance="planned", topic="troops", speaker="Ida Brekke", event_date="2026-05", published=april),
        _claim(NACHTRAG, "a/nachtrag.txt", "Inselpost", "off", "Norwegen sagt die Fahrt nun doch ab, erklärte Brekke.", kind="commitment", actor="Norwegen", actor_country="NO", stance="refused", topic="troops", published=later),
        _claim(HOSTILE, "b/<i>.txt", "<b>Böse</b>", "hostile", HOSTILE.strip(), kind="commitment", actor="<u>Mallory</u>", stance="demanded", topic="other", condition="=1+1", published=later),
    ]  # fmt: skip
    return {claim.claim_id.removeprefix("c_"): claim for claim in made}


def sample_tables() -> Tables:
    """Four articles, seven claims in six rows, one input that failed and one that was skipped."""
    claims = _claims()
    rows = _rows(claims)
    home = {name: row.row_id for row in rows for name in row.claim_ids.split("; ")}
    articles = [
        _article("a/hafen.txt", HAFEN, "Hafenblatt", date(2026, 4, 1), "Schiffe für die Bucht", "https://hafenblatt.example/bucht"),
        _article("a/insel.txt", INSEL, "Inselpost", date(2026, 4, 1), "Lotsen", "javascript:window.hacked=3"),
        _article("a/nachtrag.txt", NACHTRAG, "Inselpost", date(2026, 4, 9), "Nachtrag", ""),
        _article("b/<i>.txt", HOSTILE, "<b>Böse</b>", date(2026, 4, 9), "<script>window.hacked = 4</script>", 'https://x.example/"onclick="y'),
    ]
    documents = [
        Document(doc=a.doc, status="ok", source=a.source, source_known="yes", published=a.published, title=a.title, url=a.url,
                 n_claims=sum(c.doc == a.doc for c in claims.values()))
        for a in articles
    ]  # fmt: skip
    documents[1] = documents[1].model_copy(update={"shares_text_with": "a/hafen.txt", "source_known": "no", "warning": "kein Datum im Text"})
    documents += [
        Document(doc="c/bild.png", status="failed", reason="kein Text"),
        Document(doc="c/leer.txt", status="skipped", reason="leer"),
        Document(doc="d/sammlung.jsonl", status="ok", reason="1 von 3 Datensätzen nicht ausgewertet", records_ok=2, records_failed=1),
    ]
    return Tables(
        claims=claims_frame(c.model_copy(update={"row_id": home[c.claim_id]}) for c in claims.values()),
        mentions=mentions_frame([]), documents=documents_frame(documents), table=table_frame(rows),
        articles={a.doc: a for a in articles}, unresolved=0.25,
    )  # fmt: skip


def _article(doc: str, text: str, source: str, published: date, title: str, url: str) -> Article:
    menu = text.index("\n\n") if "\n\n" in text else 0
    furniture = Paragraph(start=0, end=menu, zone="furniture", clean=text[:menu], offsets=tuple(range(menu + 1)))
    return Article(doc=doc, text=text, source=source, source_known=True, published=published, title=title, url=url, paragraphs=(furniture,) if menu else ())


def empty_tables() -> Tables:
    """A run in which nothing could be read."""
    failed = Document(doc="bild.png", status="failed", reason="kein Text")
    return Tables(claims=claims_frame([]), mentions=mentions_frame([]), documents=documents_frame([failed]), table=table_frame([]))


def single_tables() -> Tables:
    """One article, one claim."""
    whole = sample_tables()
    doc = "a/nachtrag.txt"
    return Tables(
        claims=whole.claims[whole.claims["doc"] == doc], mentions=whole.mentions, documents=whole.documents[whole.documents["doc"] == doc],
        table=whole.table[whole.table["row_id"] == "r_off"], articles={doc: whole.articles[doc]},
    )  # fmt: skip


def large_tables(n: int) -> Tables:
    """``n`` rows with two claims each from 200 articles."""
    sentence = "Der Ort Nummer {n} stellt im kommenden Jahr {n} Bänke am Fluss auf und lässt die Wege dorthin neu pflastern."
    per_article = max(1, 2 * n // 200)
    claims, rows, articles = [], [], []
    for at in range(2 * n):
        doc, number = f"{at // per_article:03}.txt", at // 2
        evidence = sentence.format(n=number)
        start = (at % per_article) * 200
        claims.append(
            Claim(claim_id=f"c_{at}", row_id=f"r_{number}", doc=doc, source=f"Blatt {at // per_article % 40}", kind="commitment", published=date(2026, 1, 1 + number % 28),
                  actor=f"Ort {number % 300}", stance=("pledged", "planned", "refused")[number % 3], topic=("money", "arms", "other")[number % 3],
                  evidence=evidence, start=start, end=start + len(evidence), confidence=0.7, rule="by_hand")
        )  # fmt: skip
        if at % 2:
            status = ("conflicting", "corroborated", "single_source")[number % 3]
            rows.append(_row(str(number), claims[-2:], status=status, summary=f"Ort {number % 300} sagt {number} Bänke zu – „{evidence}“"))
    for place in range(0, 2 * n, per_article):
        text = "".join(claim.evidence.ljust(200) for claim in claims[place : place + per_article])
        articles.append(_article(claims[place].doc, text, claims[place].source, date(2026, 1, 1), "Bänke", ""))
    documents = [Document(doc=a.doc, status="ok", source=a.source, source_known="yes", published=a.published, n_claims=per_article) for a in articles]
    return Tables(
        claims=claims_frame(claims), mentions=mentions_frame([]), documents=documents_frame(documents), table=table_frame(rows), articles={a.doc: a for a in articles}
    )
