"""One outlet is one outlet, however it is written; the user's file wins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.lexicon import csv_rows, use_folders
from pipeline.reading.clean import clean
from pipeline.reading.outlets import outlet_of
from pipeline.records import RawArticle


@pytest.fixture(autouse=True)
def _own_words_again() -> Iterator[None]:
    yield
    use_folders()


@pytest.mark.parametrize(
    ("written", "outlet"),
    [
        ("spiegel.de", "Der Spiegel"),
        ("www.spiegel.de", "Der Spiegel"),
        ("m.spiegel.de", "Der Spiegel"),
        ("SPIEGEL ONLINE", "Der Spiegel"),
        ("F.A.Z.", "Frankfurter Allgemeine Zeitung"),
        ("derstandard.at", "Der Standard"),
        ("news.orf.at", "ORF"),
        ("NZZ am Sonntag", "Neue Zürcher Zeitung"),
        ("Zeitverlag Gerd Bucerius GmbH & Co. KG", "Die Zeit"),
        ("Küstenbote", "Küstenbote"),
        ("nichtspiegel.de", "nichtspiegel.de"),
        ("spiegel.de.example", "spiegel.de.example"),
        ("Zeitung", "Zeitung"),
        ("", ""),
    ],
)
def test_spellings_hosts_and_publishers(written: str, outlet: str) -> None:
    assert outlet_of(written) == outlet


def test_no_spelling_and_no_host_belongs_to_two_outlets() -> None:
    for row in csv_rows("outlets"):
        for cell in ("hosts", "spellings", "publishers"):
            for word in filter(None, row[cell].split("|")):
                assert outlet_of(word) == row["name"], word


def test_a_users_file_adds_outlets_and_wins(tmp_path: Path) -> None:
    (tmp_path / "outlets.csv").write_text(
        "name,hosts,spellings,publishers\nKüstenbote,kuestenbote.example,KB,\nSpiegel daily,spiegel.de,,\n",
        encoding="utf-8",
    )
    use_folders(tmp_path)
    assert [outlet_of(name) for name in ("kb", "www.kuestenbote.example", "spiegel.de")] == [
        "Küstenbote",
        "Küstenbote",
        "Spiegel daily",
    ]


def test_an_article_stands_under_its_outlet_but_a_file_name_stays_a_guess() -> None:
    known = clean(RawArticle(doc="a.txt", text="Text.", source="spiegel.de", source_known=True))
    guessed = clean(RawArticle(doc="spiegel.txt", text="Text.", source="spiegel"))
    assert (known.source, known.source_known) == ("Der Spiegel", True)
    assert (guessed.source, guessed.source_known) == ("spiegel", False)
