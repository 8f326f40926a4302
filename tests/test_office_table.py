"""The user's dated table of offices: when it speaks, when the article's own words win, what a broken line says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.actors.office_table import terms
from pipeline.errors import ResourceError
from pipeline.extract import extract
from pipeline.lexicon import use_folders
from pipeline.reading.clean import clean
from pipeline.records import Extraction, RawArticle

HEAD = "office,country,holder,from,to\n"
TABLE = HEAD + (
    "Bundeskanzler,DE,Bernd Osterloh,2031-03-01,2035-04-10\n"
    "Bundeskanzlerin,DE,Clara Wiegand,2035-04-10,\n"
    "Präsident,Frankreich,Luc Morel,2030-05-15,2037-05-15\n"
    "Generalsekretär,NATO,Ingrid Dahl,2030-01-01,\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "office_holders.csv"
    path.write_text(TABLE, encoding="utf-8")
    use_folders(tmp_path)
    yield path
    use_folders()


def told(nlp: Any, text: str, day: date | None) -> Extraction:
    return extract(nlp, clean(RawArticle(doc="a", text=text, published=day)))


@pytest.mark.parametrize(
    ("text", "day", "actor", "country"),
    [
        ("Der Bundeskanzler lehnt die Maut ab.", date(2031, 3, 1), "Bernd Osterloh", "DE"),
        ("Der Bundeskanzler lehnt die Maut ab.", date(2035, 4, 9), "Bernd Osterloh", "DE"),
        ("Die Kanzlerin lehnt die Maut ab.", date(2035, 4, 10), "Clara Wiegand", "DE"),
        ("Frankreichs Präsident will Schiffe schicken.", date(2033, 1, 1), "Luc Morel", "FR"),
        ("Der französische Präsident will Schiffe schicken.", date(2033, 1, 1), "Luc Morel", "FR"),
        ("Der Nato-Generalsekretär forderte mehr Geld.", date(2033, 1, 1), "Ingrid Dahl", "NATO"),
    ],
)
def test_an_unnamed_office_is_its_holder(nlp: Any, table: Path, text: str, day: date, actor: str, country: str) -> None:
    claim = told(nlp, text, day).claims[0]
    assert (claim.actor, claim.actor_country) == (actor, country)
    assert claim.rule.endswith("+office-table")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Der Bundeskanzler lehnt die Maut ab.", None),  # no date, no holder
        ("Der Bundeskanzler lehnt die Maut ab.", date(2031, 2, 28)),  # before the term
        ("Der Bundeskanzler lehnt die Maut ab.", date(2036, 1, 1)),  # by then a woman holds it
        ("Der frühere Bundeskanzler lehnt die Maut ab.", date(2033, 1, 1)),
        ("Der designierte Bundeskanzler lehnt die Maut ab.", date(2033, 1, 1)),
        ("Der österreichische Bundeskanzler lehnt die Maut ab.", date(2033, 1, 1)),
        ("Der Präsident lehnt die Maut ab.", date(2033, 1, 1)),  # whose?
        ("Der Sprecher des Bundeskanzlers lehnt die Maut ab.", date(2033, 1, 1)),
    ],
)
def test_where_the_table_must_be_silent(nlp: Any, table: Path, text: str, day: date | None) -> None:
    holders = {term.holder for term in terms()}
    assert not holders & {claim.actor for claim in told(nlp, text, day).claims}


def test_the_article_wins_and_the_contradiction_is_told(nlp: Any, table: Path) -> None:
    text = "Bundeskanzler Anton Rieger (SPD) will die Maut. Der Bundeskanzler lehnt aber eine Steuer ab."
    found = told(nlp, text, date(2033, 1, 1))
    assert {claim.actor for claim in found.claims} == {"Anton Rieger"}
    assert all("office-table" not in claim.rule for claim in found.claims)
    assert "Anton Rieger" in found.article.warning
    assert "Bernd Osterloh" in found.article.warning
    assert "office_holders.csv, Zeile 2" in found.article.warning
    assert str(table.parent) not in found.article.warning  # outputs name no folders of this machine


def test_agreement_warns_nobody(nlp: Any, table: Path) -> None:
    found = told(nlp, "Bundeskanzler Bernd Osterloh (SPD) will die Maut.", date(2033, 1, 1))
    assert "Ämtertafel" not in found.article.warning


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Lampenputzer,DE,Bernd Osterloh,2031-03-01,", "kein bekanntes Amt"),
        ("Bundeskanzler,Entenhausen,Bernd Osterloh,2031-03-01,", "kein bekannter Staat"),
        ("Bundeskanzler,DE,,2031-03-01,", "Name des Inhabers fehlt"),
        ("Bundeskanzler,DE,Bernd Osterloh,1.3.2031,", "kein Datum"),
        ("Bundeskanzler,DE,Bernd Osterloh,2031-03-01,2031-03-01", "muss nach"),
        ("Bundeskanzler,DE,Bernd Osterloh,2031-03-01,,x", "zu viele Spalten"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "office_holders.csv").write_text("# meine Tafel\n\n" + HEAD + line + "\n", encoding="utf-8")
    use_folders(tmp_path)
    try:
        with pytest.raises(ResourceError, match=f"office_holders.csv, Zeile 4: .*{reason}"):
            terms()
    finally:
        use_folders()


def test_two_holders_at_once_are_an_error(tmp_path: Path) -> None:
    lines = "Bundeskanzler,DE,Bernd Osterloh,2031-03-01,2035-01-01\nBundeskanzler,DE,Clara Wiegand,2034-12-31,\n"
    (tmp_path / "office_holders.csv").write_text(HEAD + lines, encoding="utf-8")
    use_folders(tmp_path)
    try:
        with pytest.raises(ResourceError, match=r"Zeile 2 und .*Zeile 3: zwei Inhaber"):
            terms()
    finally:
        use_folders()


def test_other_columns_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "office_holders.csv").write_text("amt,name\nBundeskanzler,Bernd Osterloh\n", encoding="utf-8")
    use_folders(tmp_path)
    try:
        with pytest.raises(ResourceError, match="die Spalten müssen heißen: office,country,holder,from,to"):
            terms()
    finally:
        use_folders()
