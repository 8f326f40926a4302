"""Numerals bound to what they count, on Docs tagged by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.de import German

from pipeline.numbers.quantities import find_quantities
from tests.tagged import tagged

NLP = German()
NLP.add_pipe("sentencizer")
Row = tuple[float | None, float | None, str, str, str]


def rows(text: str) -> list[Row]:
    return [(q.minimum, q.maximum, q.modifier, q.unit, q.counted) for q in find_quantities(tagged(text))]


CASES: list[tuple[str, list[Row]]] = [
    (
        "Es/PPER sind/VAFIN 15.000/CARD bis/APPR 30.000/CARD westliche/ADJA Soldaten/NN",
        [(15000, 30000, "range", "soldiers", "westliche Soldaten")],
    ),
    (
        "26/CARD der/ART 35/CARD Länder/NN kamen/VVFIN",
        [(26, 26, "exact", "countries", "Länder"), (35, 35, "exact", "countries", "Länder")],
    ),
    (
        "328/CARD von/APPR 547/CARD Sitzen/NN",
        [(328, 328, "exact", "Sitze", "Sitzen"), (547, 547, "exact", "Sitze", "Sitzen")],
    ),
    (
        "27/CARD in/APPR Litauen/NE stationierte/ADJA Panzer/NN",
        [(27, 27, "exact", "Panzer", "in Litauen stationierte Panzer")],
    ),
    ("Tausende/NN von/APPR Wohnungen/NN fehlen/VVFIN", [(1000, 10000, "vague", "Wohnungen", "Wohnungen")]),
    (
        "rund/ADV 200.000/CARD chronisch/ADJD kranke/ADJA Versicherte/NN",
        [(200000, 200000, "about", "people", "chronisch kranke Versicherte")],
    ),
    (
        "200/CARD feste/ADJA und/KON 300/CARD freie/ADJA Mitarbeiter/NN",
        [(200, 200, "exact", "people", "freie Mitarbeiter"), (300, 300, "exact", "people", "freie Mitarbeiter")],
    ),
    ("27/CARD Staats-/TRUNC und/KON Regierungschefs/NN", [(27, 27, "exact", "people", "Staats- und Regierungschefs")]),
    ("zwei/CARD Tonnen/NN Müll/NN", [(2, 2, "exact", "Tonnen", "Müll")]),
    ("die/ART 180/CARD Kilometer/NN lange/ADJA Linie/NN", [(180, 180, "exact", "Kilometer", "Linie")]),
    ("52/CARD Prozent/NN der/ART Befragten/NN", [(52, 52, "exact", "percent", "Befragten")]),
    (
        "um/APPR 3,4/CARD auf/APPR 5/CARD Prozent/NN",
        [(3.4, 3.4, "exact", "percent", ""), (5, 5, "exact", "percent", "")],
    ),
    ("Kosten/NN in/APPR Höhe/NN von/APPR 5/CARD Euro/NN", [(5, 5, "exact", "EUR", "Kosten")]),
    ("ein/ART Auftrag/NN über/APPR fünf/CARD Millionen/NN Euro/NN", [(5e6, 5e6, "exact", "EUR", "Auftrag")]),
    ("16,4/CARD Millionen/NN kanadische/ADJA Dollar/NN", [(16.4e6, 16.4e6, "exact", "CAD", "")]),
    ("15/CARD Dollar/NN und/KON 15/CARD Cent/NN", [(15.15, 15.15, "exact", "USD", "")]),
    ("CHF/NN 300/CARD", [(300, 300, "exact", "CHF", "")]),
    ("40/CARD µg/NN //$( m³/NN", [(40, 40, "exact", "µg/m³", "")]),
    ("minus/APPR 5/CARD Grad/NN", [(-5, -5, "exact", "Grad", "")]),
    ("eine/ART 2.000-Mann-Truppe/NN", [(2000, 2000, "exact", "soldiers", "Truppe")]),
    ("eine/ART fünfköpfige/ADJA Familie/NN", [(5, 5, "exact", "people", "")]),
    ("das/ART 50-Millionen-Euro-Paket/NN", [(5e7, 5e7, "exact", "EUR", "Paket")]),
    (
        "sechs/CARD Männer/NN und/KON eine/ART Frau/NN",
        [(6, 6, "exact", "people", "Männer"), (1, 1, "exact", "people", "Frau")],
    ),
    ("Die/ART Zahl/NN der/ART Toten/NN stieg/VVFIN auf/APPR 26/CARD ./$.", [(26, 26, "exact", "people", "Toten")]),
    (
        "20/CARD Panzer/NN ,/$, 12/CARD davon/PAV fahren/VVFIN",
        [(20, 20, "exact", "Panzer", "Panzer"), (12, 12, "exact", "Panzer", "Panzer")],
    ),
    ("ab/APPR einem/ART Einkommen/NN von/APPR 60.000/CARD Euro/NN", [(60000, None, "at_least", "EUR", "Einkommen")]),
    ("Ein/ART Drittel/NN der/ART Apotheken/NN schließt/VVFIN", [(29, 37, "vague", "percent", "Apotheken")]),
    ("Zehntausende/NN feierten/VVFIN", [(10000, 100000, "vague", "people", "")]),
    ("ein/ART Prozent/NN", [(1, 1, "exact", "percent", "")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_binds(text: str, expected: list[Row]) -> None:
    assert rows(text) == [
        tuple(pytest.approx(part) if isinstance(part, float) else part for part in row) for row in expected
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Artikel/NN 5/CARD des/ART Vertrags/NN gilt/VVFIN",
        "Art./NN 5/CARD des/ART Gesetzes/NN",
        "Merz/NE (/$( 70/CARD )/$( reiste/VVFIN",
        "nach/APPR drei/CARD langen/ADJA Tagen/NN",
        "die/ART 3./ADJA Auflage/NN",
        "2014/CARD stationierte/VVFIN Frankreich/NE Truppen/NN",
        "mit/APPR 159/CARD zu/APPR 124/CARD Stimmen/NN",
        "ein/ART Soldat/NN und/KON eine/ART Ärztin/NN",
        "der/ART 20-Punkte-Plan/NN",
        "die/ART Fünf-Prozent-Hürde/NN",
        "das/ART 49-Euro-Ticket/NN",
        "Zeile/NN fünf/CARD der/ART Tabelle/NN",
        "der/ART A/NE 7/CARD folgend/ADJD",
        "es/PPER war/VAFIN 1998/CARD dem/ART FBI/NE bekannt/ADJD",
        "zum/APPR fünften/ADJA Mal/NN",
        "drei/CARD Mal/NN",
    ],
)
def test_leaves_what_counts_nothing(text: str) -> None:
    assert rows(text) == []


def test_a_noun_of_the_next_sentence_is_not_counted() -> None:
    assert rows("Es/PPER waren/VAFIN 26/CARD || Soldaten/NN kamen/VVFIN") == []


@given(st.text(alphabet=st.sampled_from("15 .,%€-()aeinszwdrmuM üäö0:3TPo\u202f’'"), max_size=120))
def test_spans_lie_inside_any_doc(text: str) -> None:
    doc = NLP(text)
    for quantity in find_quantities(doc):
        assert 0 <= quantity.span.start < quantity.span.end <= len(doc)
        assert quantity.unit
        assert (quantity.minimum is not None) or (quantity.maximum is not None)
