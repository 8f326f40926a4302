"""Zones, furniture and what is cut off in front of sentences, on the lines and pages of zones.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.reading.clean import clean
from pipeline.reading.furniture import RULES, furniture_kind, glued_at
from pipeline.reading.zones import divided, prefix_length
from pipeline.records import Article, RawArticle

CASES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "zones.toml").read_text(encoding="utf-8"))


def cleaned(text: str, doc: str = "artikel.txt") -> Article:
    return clean(RawArticle(doc=doc, text=text, source="artikel"))


@pytest.mark.parametrize("line", CASES["lines"]["furniture"])
def test_furniture(line: str) -> None:
    assert furniture_kind(line)


@pytest.mark.parametrize("line", CASES["lines"]["content"])
def test_content(line: str) -> None:
    assert not furniture_kind(line)


def test_every_rule_has_a_line() -> None:
    kinds = {furniture_kind(line) for line in CASES["lines"]["furniture"]}
    assert {rule.__name__.removeprefix("is_") for rule in RULES} == kinds


@pytest.mark.parametrize("page", CASES["page"], ids=[page["name"] for page in CASES["page"]])
def test_page(page: dict[str, Any]) -> None:
    article = cleaned(page["text"])
    kept = [p.clean for p in article.analysed()]
    dropped = [p.clean for p in article.paragraphs if p.zone == "furniture"]
    assert not [line for line in page["kept"] if line not in kept]
    assert not [line for line in page["begins"] if not any(words.startswith(line) for words in kept)]
    assert not [line for line in page["furniture"] if line not in dropped]
    assert not set(page["furniture"]) & set(kept)
    assert article.published == page.get("published")
    assert article.title == page.get("title", article.title)
    assert (article.source, article.source_known) == (page.get("source", "artikel"), "source" in page)


def test_title_comes_from_outside() -> None:
    text = "Ressort Ausland\n\nNorland sagt zu\n\nNorland sagt am Samstag Truppen zu."
    article = clean(RawArticle(doc="a.txt", text=text, title="Norland sagt zu"))
    assert [p.clean for p in article.paragraphs if p.zone == "title"] == ["Norland sagt zu"]


def test_lead_above_the_title() -> None:
    article = cleaned("Neun Länder einigen sich auf Truppen.\nEin Abkommen mit Folgen\nNorland stimmte am Samstag zu.")
    assert [p.zone for p in article.paragraphs] == ["body", "title", "body"]


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("Paris - Die neun Länder haben am Samstag beschlossen, den Hafen zu sichern.", "Die neun"),
        ("BERLIN (dpa) – Die Lage bleibt ernst.", "Die Lage"),
        ("Bern, 7. Januar (sda) - Die Lage bleibt ernst.", "Die Lage"),
        ("Washington/Kiew (AFP) Die Lage bleibt ernst.", "Die Lage"),
        ("WIEN/OSTMEER. Die Lage bleibt ernst.", "Die Lage"),
        (
            "Ostmeer. Nach langem Streit haben sich die Länder auf einen Einsatz an der Grenze geeinigt. " * 2,
            "Nach langem",
        ),
        ("date 2026-05-03 Wer kommt zum Treffen?", "Wer kommt"),
        ("- Polen sagt ab.", "Polen sagt"),
        ("• Polen sagt ab.", "Polen sagt"),
        ("## Polen sagt ab", "Polen sagt"),
        ("Das Wichtigste in Kürze Polen sagt ab", "Polen sagt"),
        ("Polen - Land am Meer - will helfen.", "Polen - Land"),
        ("Brandl (CDU) - Die Ministerin will helfen.", "Brandl (CDU)"),
        ("USA wollen helfen.", "USA wollen"),
        ("CDU-Chef Merz lehnt ab.", "CDU-Chef"),
        ("2026 soll der Einsatz enden.", "2026 soll"),
        ("Prof. Brandl erklärte am Samstag in der Hauptstadt, der Plan sei gut und bald beschlossen. " * 2, "Prof."),
    ],
)
def test_prefix(words: str, rest: str) -> None:
    assert words[prefix_length(words, 0) :].startswith(rest)


@pytest.mark.parametrize(
    ("words", "cut"),
    [
        ("Bonn (nordpress) - Neun Länder haben zugesagt.", "Bonn (nordpress) - "),
        ("Anna Moll (parteilos) – „Wir warten“, sagt sie.", ""),
        ("Bonn (nordpress) hat geschrieben, neun Länder hätten zugesagt.", ""),
        ("Foto (links) – eine Fregatte.", ""),
    ],
)
def test_a_small_word_in_brackets_and_a_dash_sign_a_dateline(words: str, cut: str) -> None:
    assert words[: prefix_length(words, 0)] == cut


def test_datelines_only_above_the_text() -> None:
    assert prefix_length("BERLIN (dpa) – Die Lage bleibt ernst.", 0) > 0
    assert prefix_length("BERLIN (dpa) – Die Lage bleibt ernst.", 9) == 0


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Polen wartet ab Feedback senden Mehr anzeigen", ["Polen wartet ab", " Feedback senden Mehr anzeigen"]),
        ("Das teilte Polen mit. (dpa)", ["Das teilte Polen mit.", " (dpa)"]),
        ("Das teilte Polen mit (PiS).", ["Das teilte Polen mit (PiS)."]),
        ("Nach dem GipfelPolen sagt Truppen ab", ["Nach dem Gipfel", "Polen sagt Truppen ab"]),
        ("Neue Regeln für WhatsApp in Polen", ["Neue Regeln für WhatsApp in Polen"]),
    ],
)
def test_divided(words: str, parts: list[str]) -> None:
    assert [words[start:end] for start, end in divided(words)] == parts


def test_glue() -> None:
    assert len(glued_at("Petra VogtJan MüllerNATO")) == 2
    assert not glued_at("McDonald, YouTube, WhatsApp und LinkedIn")
