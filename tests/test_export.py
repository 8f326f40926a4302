"""Files: what is written comes back, nothing in them executes, and they appear whole or not at all."""

from __future__ import annotations

import csv
import errno
import json
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.columns import claims_frame, columns_of, documents_frame, mentions_frame, table_frame, typed
from pipeline.errors import OutputError, ReadError
from pipeline.outputs.cells import CARRIAGE_RETURN, LINE_FEED, plain_text, safe_cell
from pipeline.outputs.exact import write_jsonl, write_parquet
from pipeline.outputs.export import (
    check_writable,
    read_claims,
    read_csv,
    read_table,
    text_name,
    write_csv,
    write_outputs,
)
from pipeline.records import Article, Claim, Document, Mention, Row
from pipeline.run import Tables

TRIGGERS = "=+-@\t\r\n＝＋－＠"
HOSTILE = [
    "=1+1",
    "+49 30",
    "-Nein",
    "@Rat",
    "\t=2",
    "\n=3",
    "＝4",
    " =5",
    "'=6",
    "''@7",
    "a;=8",
    "a,+9",
    'b;"=10"',
    "c; =11",
    "\u200b=12",
]


DOCUMENT_COLUMNS = (
    "doc, status, reason, warning, source, source_known, published, title, url, language, origin, shares_text_with, "
    "n_claims, records_ok, records_failed, sha256"
)
TABLE_COLUMNS = (
    "row_id, status, status_reason, kind, actor, actor_country, stance, topic, direction, target_country, "
    "quantity_min, quantity_max, quantity_unit, quantity_modifier, counted, condition, summary, n_claims, "
    "n_documents, n_sources, n_independent, sources, first_date, last_date, conflicts_with, claim_ids"
)


def claim(evidence: str, **fields: Any) -> Claim:
    given = {
        "claim_id": "c_a1",
        "doc": "a.txt",
        "kind": "statement",
        "start": 0,
        "end": len(evidence),
        "confidence": 0.85,
        "rule": "r",
    }
    return Claim(evidence=evidence, **given | fields)


def tables(*claims: Claim) -> Tables:
    row = Row(
        row_id="r_a1", status="conflicting", kind="figure", quantity_min=15000, n_claims=1, first_date=date(2026, 5, 3)
    )
    article = Article(doc="seite.html", text="Erste Zeile\r\nzweite \ud800", in_file=False)
    return Tables(
        claims=claims_frame(claims),
        mentions=mentions_frame(
            [Mention(doc="a.txt", start=3, end=7, text="Oslo", type="state", canonical="Norwegen", country="NO")]
        ),
        documents=documents_frame(
            [Document(doc="a.txt", status="ok", source_known="yes", published=date(2026, 5, 3), n_claims=1)]
        ),
        table=table_frame([row]),
        articles={article.doc: article},
    )


# --- cells ---------------------------------------------------------------------------------------

any_text = st.text(
    st.one_of(
        st.sampled_from(TRIGGERS + ";, \"'\u200b\xa0"),
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=LINE_FEED + CARRIAGE_RETURN),
    )
)


@given(any_text)
def test_a_cell_gives_its_text_back(text: str) -> None:
    assert plain_text(safe_cell(text)) == text


@given(st.text(st.characters()))
def test_no_cell_executes_or_breaks_its_row_whatever_the_text(text: str) -> None:
    cell = safe_cell(text)
    assert not cell or cell[0] not in TRIGGERS
    assert not re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff]", cell)
    assert not re.match("[ \xa0\u200b\ufeff\u2060\xad]+[=+@-]", cell)
    cell.encode("utf-8")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_formula_under_another_separator(tmp_path: Path, text: str, separator: str) -> None:
    path = tmp_path / "claims.csv"
    write_csv(path, "claims", claims_frame([claim(f"Vorher {text}", quote=text, speaker=f'"{text}"')]))
    for row in csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=separator):
        assert not [cell for cell in row[1:] if cell[:1] in tuple(TRIGGERS)]


# --- CSV -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("dialect", ["plain", "excel-de"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=any_text,
    amount=st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)),
    place=st.one_of(st.none(), st.integers(0, 10**6)),
)
def test_claims_come_back_as_they_were(
    tmp_path: Path, dialect: Any, text: str, amount: float | None, place: int | None
) -> None:
    before = claims_frame(
        [
            claim(text, quantity_min=amount, cue_start=place, published=date(2026, 5, 3), quote_spans=((1, 2), (4, 9))),
            claim("NA", actor_country="NA", quote="null"),
        ]
    )
    write_csv(tmp_path / "claims.csv", "claims", before, dialect)
    pd.testing.assert_frame_equal(read_claims(tmp_path / "claims.csv"), before)


def test_the_form_of_a_csv_file(tmp_path: Path) -> None:
    write_csv(tmp_path / "c.csv", "claims", claims_frame([claim("Ja.", quantity_min=15000, quantity_max=1.5)]))
    raw = (tmp_path / "c.csv").read_bytes()
    assert raw.startswith(b'\xef\xbb\xbf"claim_id","row_id","doc","kind"')
    assert raw.count(b"\r\n") == raw.count(b"\n") == 2
    assert b",15000,1.5," in raw
    write_csv(
        tmp_path / "d.csv", "claims", claims_frame([claim("Ja.", quantity_min=15000, quantity_max=1.5)]), "excel-de"
    )
    assert b';15000;"1,5";' in (tmp_path / "d.csv").read_bytes()


def test_columns_stand_as_the_schema_lists_them() -> None:
    assert [column.name for column in columns_of("mentions")] == [
        "doc",
        "start",
        "end",
        "text",
        "type",
        "canonical",
        "role",
        "country",
    ]
    assert ", ".join(column.name for column in columns_of("documents")) == DOCUMENT_COLUMNS
    assert ", ".join(column.name for column in columns_of("table")) == TABLE_COLUMNS
    assert [column.name for column in columns_of("claims")] == list(Claim.model_fields)
    assert all(column.english and column.german for table in ("claims", "table") for column in columns_of(table))  # type: ignore[arg-type]


def test_no_rows_give_a_header_that_reads_back(tmp_path: Path) -> None:
    write_csv(tmp_path / "t.csv", "table", table_frame([]))
    assert read_table(tmp_path / "t.csv").dtypes.to_dict() == table_frame([]).dtypes.to_dict()


@pytest.mark.parametrize("content", [b"", b"a,b\r\n1,2\r\n", b"\xff\xfe\x00", b"PK\x03\x04"])
def test_a_foreign_file_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(ReadError, match=r"x\.csv"):
        read_claims(tmp_path / "x.csv")
    with pytest.raises(ReadError):
        read_claims(tmp_path / "missing.csv")


# --- workbook ------------------------------------------------------------------------------------


def test_the_workbook_has_typed_cells_filters_and_no_formulas(tmp_path: Path) -> None:
    found = tables(claim("=1+1\x0b und\nmehr", quantity_min=15000, published=date(2026, 5, 3)), claim("x" * 40_000))
    write_outputs(found, tmp_path, model="probe 1.0")
    book = openpyxl.load_workbook(tmp_path / "belegt.xlsx")
    assert book.sheetnames == [
        "Tabelle", "Claims", "Positionen", "Verlauf", "Zahlen", "Medienvergleich", "Erwähnungen", "Dokumente",
        "Lesehilfe",
    ]  # fmt: skip
    sheet = book["Claims"]
    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, sheet[2], strict=True))
    assert (row["evidence"].value, row["evidence"].data_type) == ("=1+1\ufffd und\nmehr", "s")
    assert (row["quantity_min"].value, row["confidence"].value) == (15000, 0.85)
    assert row["published"].value.date() == date(2026, 5, 3)
    assert row["speaker_start"].value is None
    long = dict(zip(head, sheet[3], strict=True))["evidence"].value
    assert len(long) == 32_767
    assert long.endswith("[gekürzt]")
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref is not None
    assert book["Tabelle"]["B2"].fill.fgColor.rgb.endswith("FBDCD7")
    guide = [cell for line in book["Lesehilfe"].iter_rows(values_only=True) for cell in line if cell]
    assert "evidence" in guide
    assert any("probe 1.0" in str(cell) for cell in guide)
    with zipfile.ZipFile(tmp_path / "belegt.xlsx") as packed:
        assert not any(b"<f>" in packed.read(name) for name in packed.namelist())


def test_rows_lead_to_their_claims_and_claims_to_their_row(tmp_path: Path) -> None:
    found = tables(
        claim("Davor.", claim_id="c_a0"),
        claim("Ja.", row_id="r_a1"),
        claim("Auch. " * 40, claim_id="c_a2", row_id="r_a1"),
    )
    write_outputs(found, tmp_path)
    book = openpyxl.load_workbook(tmp_path / "belegt.xlsx")
    assert book["Tabelle"]["A2"].hyperlink.location == "'Claims'!A2:A3"
    assert [cell.value for cell in book["Claims"]["A"]] == ["claim_id", "c_a1", "c_a2", "c_a0"]
    assert book["Claims"]["B2"].hyperlink.location == "'Tabelle'!A2"
    assert book["Claims"]["B4"].hyperlink is None
    assert book["Claims"].row_dimensions[3].height > 3 * 15


def test_the_report_of_corrections_comes_and_goes_with_them(tmp_path: Path) -> None:
    found = tables(claim("Ja."))
    write_outputs(replace(found, corrections=typed("corrections", {"line": [2], "outcome": ["not_found"]})), tmp_path)
    assert len(read_csv(tmp_path / "corrections_report.csv", "corrections")) == 1
    assert "Korrekturen" in openpyxl.load_workbook(tmp_path / "belegt.xlsx").sheetnames
    write_outputs(found, tmp_path)
    assert not (tmp_path / "corrections_report.csv").exists()


def test_two_exports_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_outputs(tables(claim("Ja.")), tmp_path / name, model="probe")
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert [str(path) for path in files] == [
        "belegt.xlsx", "claims.csv", "coverage.csv", "documents.csv", "figures.csv", "mentions.csv", "positions.csv",
        "report.html", "run.json", "table.csv", "texts/seite.html.txt", "timeline.csv",
    ]  # fmt: skip
    for path in files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes(), path
    assert json.loads((tmp_path / "one/run.json").read_text(encoding="utf-8"))["model"] == "probe"


# --- texts ---------------------------------------------------------------------------------------


def test_texts_keep_line_ends_and_offsets(tmp_path: Path) -> None:
    write_outputs(tables(), tmp_path)
    assert (tmp_path / "texts/seite.html.txt").read_bytes() == b"Erste Zeile\r\nzweite ?"


@pytest.mark.parametrize(
    "doc", ["../oben.html", "/etc/x", "a/../../b", "a\\b", "x" * 400, "CON:?*", "\ud800", "..", "a/b#3"]
)
def test_texts_stay_in_their_folder(tmp_path: Path, doc: str) -> None:
    path = (tmp_path / text_name(doc)).resolve()
    assert path.is_relative_to(tmp_path.resolve())
    assert len(path.name.encode()) < 200


@given(st.lists(st.text(st.characters(), min_size=1), unique=True, max_size=20))
def test_no_two_docs_share_a_text_file(docs: list[str]) -> None:
    assert len({text_name(doc) for doc in docs}) == len(docs)


# --- whole or not at all -------------------------------------------------------------------------


def _fail_at(n: int, name: str, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    real: Callable[..., Any] = getattr(os, name)
    calls = 0

    def failing(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == n:
            raise error
        return real(*args, **kwargs)

    monkeypatch.setattr(os, name, failing)


# Every second fsync is a folder's, which Windows does not even have.
@pytest.mark.parametrize(
    ("call", "n"), [*(("fsync", n) for n in range(1, 22, 2)), *(("replace", n) for n in range(1, 12))]
)
def test_a_full_disk_leaves_old_files_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, n: int) -> None:
    write_outputs(tables(claim("Alt.")), tmp_path)
    old = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with monkeypatch.context() as patch:
        _fail_at(n, call, patch, OSError(errno.ENOSPC, "No space left on device"))
        with pytest.raises(OutputError, match=r"kein Platz mehr.*; frei: .* MB"):
            write_outputs(tables(claim("Neu.")), tmp_path)
    write_outputs(tables(claim("Neu.")), tmp_path / "clean")
    new = {path: (tmp_path / "clean" / path.relative_to(tmp_path)).read_bytes() for path in old}
    left = {path for path in tmp_path.rglob("*") if path.is_file() and "clean" not in path.parts}
    assert left == set(old) - {tmp_path / "run.json"}  # which stands only beside files of one run
    assert all(path.read_bytes() in (old[path], new[path]) for path in left)


def test_a_file_that_is_open_in_excel_is_kept_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        _fail_at(1, "replace", patch, PermissionError(errno.EACCES, "Permission denied"))
        with pytest.raises(OutputError, match="in Excel geöffnet"):
            write_outputs(tables(claim("Neu.")), tmp_path)
    assert len(read_claims(tmp_path / "claims (neu).csv")) == 1
    assert (tmp_path / "belegt.xlsx").exists()


def test_a_folder_that_cannot_be_made_is_told_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="Nächster Schritt"):
        check_writable(tmp_path / "file" / "out")


# --- exact text ----------------------------------------------------------------------------------


def test_json_lines_hold_the_exact_text(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "c.jsonl", "claims", claims_frame([claim("=1\n\ud800 „ja“", quantity_max=2.5)]))
    record = json.loads((tmp_path / "c.jsonl").read_text())
    assert (record["evidence"], record["quantity_max"], record["speaker_start"]) == ("=1\n\ud800 „ja“", 2.5, None)


def test_parquet_holds_the_exact_text(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    write_parquet(tmp_path / "c.parquet", "claims", claims_frame([claim("=1\n„ja“"), claim("\ud800")]))
    assert list(pd.read_parquet(tmp_path / "c.parquet")["evidence"]) == ["=1\n„ja“", "?"]


def test_extras_are_written_when_asked_for_and_go_when_not(tmp_path: Path) -> None:
    found = tables(claim("=1\n„ja“"), claim("Nein."))
    write_outputs(found, tmp_path, also=["jsonl"])
    lines = (tmp_path / "claims.jsonl").read_text().splitlines()
    assert [json.loads(line)["evidence"] for line in lines] == ["=1\n„ja“", "Nein."]
    assert (tmp_path / "table.jsonl").is_file()
    write_outputs(found, tmp_path)
    assert not list(tmp_path.glob("*.jsonl"))
