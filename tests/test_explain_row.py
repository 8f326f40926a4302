"""`--explain-row`: why claims stand together, who counts once, and what stands against a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli import ALL_OK, USAGE, command
from pipeline.columns import claims_frame, documents_frame
from pipeline.errors import UsageError
from pipeline.explain_row import explain_row
from pipeline.messages import use_language
from pipeline.outputs.export import write_outputs
from pipeline.records import Claim, Document
from pipeline.run import Tables
from pipeline.table import build_table, mentions_frame
from tests.test_table import figure, position

PROMISE = "Norwegen sagt Soldaten für die Grenzwache im Hafen von Narvik zu."
COUNT = "Im Hafen von Narvik wachen {} Soldaten an der Grenze."


def results(out: Path, *claims: Claim, origins: dict[str, str] | None = None, unknown: tuple[str, ...] = ()) -> Tables:
    """The files of a run with these claims."""
    docs = sorted({each.doc for each in claims})
    known = {doc: "no" if doc in unknown else "yes" for doc in docs}
    documents = documents_frame(
        [Document(doc=doc, status="ok", origin=(origins or {}).get(doc, doc), source_known=known[doc]) for doc in docs]  # type: ignore[arg-type]
    )
    frame, table = build_table(claims_frame(claims), documents)
    found = Tables(frame, mentions_frame([]), documents, table)
    write_outputs(found, out)
    return found


def test_it_tells_the_words_the_event_and_the_independent_sources(tmp_path: Path) -> None:
    claims = [
        position("nord", PROMISE),
        position("süd", PROMISE.replace("sagt", "sichert"), day=4),
        position("kopie", PROMISE),
    ]
    found = results(tmp_path, *claims, origins={"kopie.txt": "nord.txt"}, unknown=("süd.txt",))
    (row,) = found.table.to_dict("records")
    text = explain_row(row["row_id"], tmp_path)
    assert "Status: mehrfach belegt – 2 unabhängige Quellen" in text
    assert "«Soldaten», «Grenzwache», «Hafen», «Narvik»" in text
    assert "Abstand in Tagen: 1" in text
    assert "Art Position; Akteur Norwegen; Thema Truppen; Haltung zugesagt" in text
    assert "kopie, nord – ein gemeinsamer Text (nord.txt), zählt einmal" in text
    assert "süd – Medium nur aus dem Dateinamen erschlossen" in text
    assert explain_row(claims[1].claim_id, tmp_path) == text


def test_it_names_the_row_against_it_and_its_reason(tmp_path: Path) -> None:
    one = figure("nord", COUNT.format("1.200"), 1200, "soldiers", counted="Soldaten")
    other = figure("süd", COUNT.format("2.000"), 2000, "soldiers", counted="Soldaten")
    found = results(tmp_path, one, other)
    assert set(found.table["status"]) == {"conflicting"}
    text = explain_row(found.table["row_id"][0], tmp_path)
    assert f"Gegenzeile {found.table['row_id'][1]}" in text
    assert "2.000" in text


def test_it_speaks_english_and_reads_the_german_csv_dialect(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = results(tmp_path, position("nord", PROMISE), position("süd", PROMISE))
    write_outputs(found, tmp_path, csv_dialect="excel-de")
    try:
        assert command(["--lang", "en", "--explain-row", found.table["row_id"][0], "--out", str(tmp_path)]) == ALL_OK
    finally:
        use_language("de")
    assert "words in common" in capsys.readouterr().out


def test_an_unknown_row_and_an_empty_folder_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["--explain-row", "r_x", "--out", str(tmp_path)]) == USAGE
    assert "keine Ergebnisse" in capsys.readouterr().err
    results(tmp_path, position("nord", PROMISE))
    with pytest.raises(UsageError, match=r"r_x: keine Zeile"):
        explain_row("r_x", tmp_path)


def test_a_statement_without_a_row_is_told(tmp_path: Path) -> None:
    from tests.test_table import claim

    alone = claim(
        "nord", "„Das wird schwer“, sagte Ida Brekke.", kind="statement", speaker="Ida Brekke", quote="Das wird schwer"
    )
    results(tmp_path, alone)
    with pytest.raises(UsageError, match="gehört zu keiner Zeile"):
        explain_row(alone.claim_id, tmp_path)
