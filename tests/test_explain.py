"""--explain: every kind of finding with its value, its rule and its words, readable in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.explain import explain
from pipeline.lexicon import toml_table, use_folders
from pipeline.messages import use_language

TEXT = (
    "Ministerin Ona Balsys sagte in Bern, Litauen werde bis zu 200 Soldaten nach Mali schicken, wenn das Parlament "
    "zustimmt. Die Schweiz lehnt die Mission ab. „Das ist ein Fehler“, so Minister Beat Wyss."
)


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    yield
    use_language("de")
    use_folders()


def test_every_kind_is_told() -> None:
    told = explain(TEXT)
    for part in (
        "Namen:", "Ona Balsys [Person · LT · Ministerin]", "Mengen:", "bis zu 200 → bis 200 soldiers (at_most)",
        "Zeiten:\n  (nichts gefunden)", "Äußerungen:", "Sprecher Beat Wyss (direct)",
        "Position", "Bedingung: wenn das Parlament zustimmt", "gegenüber: ML", "Zahl", "gezählt: Soldaten",
        "Regel refused-verb", "Äußerung",
    ):  # fmt: skip
        assert part in told, part


def test_english_by_option() -> None:
    use_language("en")
    assert "condition: wenn das Parlament zustimmt" in explain(TEXT)


def test_both_languages_have_the_same_keys() -> None:
    table = toml_table("explain")
    assert list(table["de"]) == list(table["en"])


def test_a_holder_from_the_table_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "office_holders.csv").write_text(
        "office,country,holder,from,to\nBundeskanzler,DE,Bernd Osterloh,2031-03-01,\n", encoding="utf-8"
    )
    use_folders(tmp_path)
    article = tmp_path / "a.md"
    article.write_text("---\ndate: 2031-05-01\n---\n\nDer Bundeskanzler lehnt die Maut strikt ab.\n", encoding="utf-8")
    told = explain(str(article))
    assert "laut Ämtertafel: office_holders.csv, Zeile 2" in told
    assert "refused-verb+office-table" in told


def test_a_text_without_findings_says_so() -> None:
    assert explain("Es regnet seit gestern in Strömen.").count("(nichts gefunden)") >= 3
