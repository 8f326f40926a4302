"""Which articles print one text, and whose report a sentence passes on."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pipeline.origins import agency_of, find_origins
from pipeline.reading.clean import clean
from pipeline.reading.readers import read_inputs
from pipeline.records import Article, Paragraph
from pipeline.relays import medium_of

AGENCY_TEXT = (
    "Die Regierungen der sieben Anrainerstaaten haben sich in der Nacht auf eine gemeinsame Küstenwache verständigt, "
    "die vom kommenden Frühjahr an Schmuggler und Raubfischer aufhalten soll.",
    "Das neue Hauptquartier entsteht in einer leer stehenden Kaserne am Hafen von Rostock, wo zunächst achtzig Beamte "
    "aus allen beteiligten Ländern ihren Dienst antreten werden.",
    "Umweltverbände kritisierten den Beschluss als halbherzig, weil die Schutzgebiete vor der Insel weiterhin von "
    "schweren Grundschleppnetzen befahren werden dürfen.",
)
OWN_TEXT = (
    "Wer an diesem Morgen durch den Hafen von Rostock geht, sieht zuerst die Kräne und dann lange nichts, denn der "
    "Nebel hat die alte Kaserne verschluckt, in die bald Beamte einziehen.",
    "Sieben Staaten am selben Meer wollen künftig gemeinsam Schmuggler jagen, und viele Fischer fragen sich, ob sie "
    "damit gemeint sind oder ob die Boote ihnen endlich helfen.",
)
QUOTE = (
    "„Wir haben zwanzig Jahre lang zugesehen, wie unsere Meere geplündert wurden, und damit ist von heute an endgültig "
    "Schluss“"
)
NOTICE = (
    "Dieser Text wurde automatisch übernommen und von der Redaktion nicht bearbeitet, alle Rechte an ihm liegen beim "
    "Verlag und seinen Partnern."
)


def article(doc: str, *paragraphs: str, day: int = 1, zone: str = "body") -> Article:
    text, kept = "", []
    for words in paragraphs:
        start = len(text)
        kept.append(
            Paragraph(
                start=start,
                end=start + len(words),
                zone=zone,
                clean=words,
                offsets=tuple(range(start, start + len(words) + 1)),
            )  # type: ignore[arg-type]
        )
        text += words + "\n"
    return Article(doc=doc, text=text, source=doc, published=date(2026, 3, day), paragraphs=tuple(kept))


def origins(*articles: Article) -> dict[str, str]:
    return {doc: found.origin for doc, found in find_origins(articles).items()}


def test_a_whole_copy_has_one_origin_named_after_the_first_and_its_agency() -> None:
    first = article("a.txt", "Rostock (dpa) - " + AGENCY_TEXT[0], *AGENCY_TEXT[1:])
    copy = article("b.txt", "Neue Überschrift", *AGENCY_TEXT, day=2)
    assert origins(copy, first) == {"a.txt": "dpa: a.txt", "b.txt": "dpa: a.txt"}


def test_a_shortened_copy_has_the_same_origin() -> None:
    found = find_origins([article("a.txt", *AGENCY_TEXT), article("b.txt", AGENCY_TEXT[0])])
    assert found["a.txt"].origin == found["b.txt"].origin
    assert found["a.txt"].shares_text_with == "b.txt"


def test_one_shared_paragraph_is_shared_text_but_another_origin() -> None:
    long = article("long.txt", *OWN_TEXT, *OWN_TEXT[::-1], AGENCY_TEXT[2])
    found = find_origins([article("agency.txt", *AGENCY_TEXT), long])
    assert found["long.txt"].shares_text_with == "agency.txt"
    assert found["long.txt"].origin == "long.txt"


def test_two_own_reports_of_one_event_share_nothing() -> None:
    found = find_origins([article("a.txt", *AGENCY_TEXT), article("b.txt", *OWN_TEXT)])
    assert [each.shares_text_with for each in found.values()] == ["", ""]
    assert len({each.origin for each in found.values()}) == 2


def test_the_same_quote_from_one_press_conference_is_no_copy() -> None:
    one = article("a.txt", *AGENCY_TEXT, f"{QUOTE}, sagte die Ministerin vor Journalisten.")
    other = article("b.txt", *OWN_TEXT, f"{QUOTE}, rief die Ministerin.")
    assert len(set(origins(one, other).values())) == 2


def test_the_same_short_note_twice_has_one_origin() -> None:
    assert len(set(origins(article("a.txt", "Hafen gesperrt."), article("b.txt", "Hafen gesperrt.")).values())) == 1
    assert len(set(origins(article("a.txt", "Hafen gesperrt."), article("b.txt", "Hafen offen.")).values())) == 2


def test_furniture_and_glued_picture_names_are_no_shared_text() -> None:
    one, other = article("a.txt", NOTICE, zone="furniture"), article("b.txt", NOTICE, zone="furniture")
    assert len(set(origins(one, other).values())) == 2


def test_the_order_of_the_input_does_not_matter() -> None:
    articles = [article("c.txt", *AGENCY_TEXT), article("a.txt", AGENCY_TEXT[0]), article("b.txt", *OWN_TEXT)]
    assert find_origins(articles) == find_origins(articles[::-1])


def test_no_article_and_an_empty_one() -> None:
    assert find_origins([]) == {}
    assert origins(article("a.txt")) == {"a.txt": "a.txt"}


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("Rostock (dpa) - Die Küstenwache kommt.", "dpa"),
        ("Quelle: Hafenblick, lar/AFP", "AFP"),
        ("(red, APA)", "APA"),
        ("© dpa-infocom, dpa:260301-930-1/2", "dpa"),
        ("Keystone-SDA", "Keystone-SDA"),
        ("Der Hafen im Nebel. (Foto: Verlag/dpa)", ""),
        ("Die AP-Strecke bleibt gesperrt.", ""),
    ],
)
def test_agency_signs(line: str, agency: str) -> None:
    assert agency_of(article("a.txt", line)) == agency


@pytest.mark.parametrize(
    ("sentence", "medium"),
    [
        ("Wie der Spiegel berichtet, wird die Kaserne teurer.", "Spiegel"),
        ("Das Schiff sei seeuntüchtig, sagte Admiral Kohl der Funke-Mediengruppe.", "Funke-Mediengruppe"),
        ("Nach Informationen der Süddeutschen Zeitung fehlen zwei Boote.", "Süddeutsche Zeitung"),
        ("Laut der Zeitung «Kurier» zahlt Wien nichts.", "Kurier"),
        ("Laut Reuters liegt der Vertrag bereit.", "Reuters"),
        ("Laut Admiral Kohl liegt der Vertrag bereit.", ""),
        ("Nach Angaben der Welt hörte man davon nichts.", ""),
        ("Sie stellte den Spiegel an die Wand.", ""),
        ("Wie der Spiegel am Montag vorab berichtete, wird die Kaserne teurer.", "Spiegel"),
        ("Das Handelsblatt schreibt, dem Hafen fehle Geld.", "Handelsblatt"),
    ],
)
def test_second_hand_reports(sentence: str, medium: str) -> None:
    assert medium_of(sentence) == medium


@pytest.mark.parametrize(
    ("sentence", "medium"),
    [
        ("Wie die Dünen-Rundschau berichtet, fehlen zwei Boote.", "Dünen-Rundschau"),
        ("Wie die Friesische Rundschau am Abend vorab meldete, fehlen zwei Boote.", "Friesische Rundschau"),
        ("Laut Friesischer Rundschau fehlen zwei Boote.", "Friesische Rundschau"),
        ("Einem Bericht des »Wattspiegel« zufolge fehlen zwei Boote.", "Wattspiegel"),
        ("Zwei Boote fehlen, sagte Admiral Kohl dem Halligboten.", "Halligbote"),
        ("Nach Informationen des Husumer Volksblatts fehlen zwei Boote.", "Husumer Volksblatt"),
        ("Wie die Emder Inselpost berichtet, fehlen zwei Boote.", "Emder Inselpost"),
        ("Zwei Boote fehlen, sagte sie der Rheinischen Post.", "Rheinische Post"),
        ("Der Friesische Anzeiger berichtet, zwei Boote fehlten.", "Friesischer Anzeiger"),
        ("Laut der Zeitschrift fehlen zwei Boote.", ""),
        ("Nach Angaben der Deutschen Post fehlen zwei Boote.", ""),
        ("Laut Husumer Rathaus fehlen zwei Boote.", ""),
        ("Laut „Bootsplan Nord“ fehlen zwei Boote.", ""),
        ("Aber Zeitungen berichten, zwei Boote fehlten.", ""),
        ("Der Drogenkurier berichtet vor Gericht von zwei Booten.", ""),
        ("„Zwei Boote fehlen“, sagte Kohl.", ""),
    ],
)
def test_second_hand_reports_of_media_that_no_list_names(sentence: str, medium: str) -> None:
    assert medium_of(sentence) == medium


def _read(folder: Path) -> list[Article]:
    return [clean(raw) for raw in read_inputs([folder]) if not hasattr(raw, "reason")]  # type: ignore[arg-type]


def test_annotated_articles_have_one_pair_and_the_real_ones_none(evaluation: Path) -> None:
    wanted = json.loads((evaluation / "gold/s1/same_text.json").read_text(encoding="utf-8"))
    found = find_origins(_read(evaluation / "gold/s1/texts"))
    by_origin: dict[str, list[str]] = {}
    for doc, each in found.items():
        by_origin.setdefault(each.origin, []).append(Path(doc).stem)
    assert sorted(sorted(docs) for docs in by_origin.values() if len(docs) > 1) == sorted(
        sorted(pair) for pair in wanted
    )
    assert len(set(origins(*_read(evaluation / "seeds")).values())) == 5
