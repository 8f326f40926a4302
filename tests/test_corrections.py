"""Corrections by hand: found by id or by words, applied on every run, marked, and never lost in silence."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.cli import ALL_OK, USAGE, command
from pipeline.columns import claims_frame, documents_frame
from pipeline.corrections import correct, corrections_frame, find_files, marked_rows, read_corrections, read_found
from pipeline.corrections.reading import Correction, number
from pipeline.errors import ReadError
from pipeline.lexicon import toml_table
from pipeline.outputs.export import read_claims, read_csv, write_csv
from pipeline.records import Claim, Document
from pipeline.table import build_table

FERRY = "Dänemark schickt eine Fähre in den Sund, wie die Regierung mitteilte."
CREW = "Rund 300 Seeleute fahren nach Angaben der Werft mit der Fähre."


def claim(claim_id: str, doc: str = "a.txt", evidence: str = FERRY, start: int = 0, **fields: Any) -> Claim:
    known: dict[str, Any] = {
        "kind": "commitment", "actor": "Dänemark", "actor_country": "DK", "stance": "pledged", "topic": "arms"
    }  # fmt: skip
    return Claim(
        **{
            **known,
            "source": doc.removesuffix(".txt"),
            "published": date(2026, 5, 4),
            "confidence": 0.6,
            "rule": "future",
            **fields,
        },
        claim_id=claim_id,
        doc=doc,
        evidence=evidence,
        start=start,
        end=start + len(evidence),
    )


def line(action: Any, **fields: Any) -> Correction:
    return Correction(file="corrections.csv", line=2, action=action, **fields)


def outcome(correction: Correction, *claims: Claim) -> tuple[list[Claim], str]:
    done = correct(claims, [correction])
    return list(done.claims), done.outcomes[0].outcome


def table(claims: list[Claim], *corrections: Correction) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Claims, rows and report after the corrections, as a run makes them."""
    done = correct(claims, corrections)
    kept = list(done.claims)
    documents = documents_frame([Document(doc=doc, status="ok", origin=doc) for doc in sorted({c.doc for c in kept})])
    frame, rows = build_table(claims_frame(kept), documents, done.regrouping)
    return frame, marked_rows(rows, frame, done.regrouping), corrections_frame(done.outcomes, frame)


# --- finding -------------------------------------------------------------------------------------


def test_without_corrections_nothing_changes() -> None:
    claims = [claim("c_1")]
    done = correct(claims, [])
    assert (list(done.claims), done.outcomes) == (claims, ())


def test_an_id_leads_to_its_claim_and_confirming_marks_it() -> None:
    (found,), what = outcome(line("confirm", claim_id="c_1"), claim("c_1"))
    assert (what, found.confidence, found.rule) == ("applied", 1.0, "future+confirmed")


def test_after_the_model_changed_words_lead_to_the_claim() -> None:
    new = [
        claim("c_9"),
        claim("c_8", kind="figure", actor="", stance="", topic=""),
        claim("c_7", evidence=CREW, start=90),
    ]
    anchor = {
        "claim_id": "c_1",
        "doc": "a.txt",
        "evidence": FERRY,
        "kind": "commitment",
        "actor": "Dänemarks Regierung",
    }
    kept, what = outcome(line("reject", **anchor), *new)
    assert (what, [each.claim_id for each in kept]) == ("applied", ["c_8", "c_7"])


def test_a_sentence_cut_differently_or_edited_is_still_found() -> None:
    longer = claim("c_9", evidence=FERRY + " Das Schiff legt am Montag ab.")
    edited = claim("c_8", evidence=FERRY.replace("eine Fähre", "die Fähre"), start=40)
    for each in (longer, edited):
        assert outcome(line("reject", doc="a.txt", evidence=FERRY), each) == ([], "applied")


def test_offsets_alone_lead_to_a_claim() -> None:
    assert (
        outcome(line("reject", doc="a.txt", start=2, end=60), claim("c_1"), claim("c_2", evidence=CREW, start=90))[1]
        == "applied"
    )


def test_a_record_that_moved_in_its_container_is_found_by_its_words() -> None:
    moved = claim("c_9", doc="alle.jsonl#4")
    assert outcome(line("reject", claim_id="c_1", doc="alle.jsonl#3", evidence=FERRY), moved) == ([], "applied")
    copy = claim("c_8", doc="anderswo.txt")
    assert outcome(line("reject", claim_id="c_1", doc="alle.jsonl#3", evidence=FERRY), moved, copy)[1] == "not_found"


@pytest.mark.parametrize(
    ("correction", "what"),
    [
        (line("reject", claim_id="c_0"), "not_found"),
        (line("reject", doc="a.txt", evidence="Schweden baut eine Brücke nach Rügen."), "not_found"),
        (line("reject", doc="a.txt", evidence=FERRY, actor="Norwegen"), "not_found"),
        # What is said there now is another claim: judging it needs a person again.
        (line("reject", doc="a.txt", evidence=FERRY, stance="refused"), "not_found"),
        (line("reject"), "invalid"),
        (line("", asked="vielleicht", claim_id="c_1"), "invalid"),
        (line("set", claim_id="c_1", field="doc", value="b.txt"), "invalid"),
        (line("set", claim_id="c_1", field="stance", value="promised"), "invalid"),
        (line("set", claim_id="c_1", field="topic", value="pferde"), "invalid"),
        (line("set", claim_id="c_1", field="quantity_min", value="viele"), "invalid"),
        (line("merge", claim_id="c_1"), "invalid"),
        (line("merge", claim_id="c_1", value="x"), "invalid"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(correction: Correction, what: str) -> None:
    before = claim("c_1")
    done = correct([before], [correction])
    assert (list(done.claims), done.outcomes[0].outcome) == ([before], what)
    assert done.outcomes[0].reason


def test_two_claims_that_fit_equally_are_left_alone_until_more_is_said() -> None:
    two = [claim("c_1", actor="Dänemark"), claim("c_2", actor="Norwegen", actor_country="NO")]
    assert outcome(line("reject", doc="a.txt", evidence=FERRY), *two) == (two, "ambiguous")
    assert outcome(line("reject", doc="a.txt", evidence=FERRY, actor="Norwegen"), *two) == (two[:1], "applied")


# --- applying ------------------------------------------------------------------------------------


def test_setting_a_field_is_checked_marked_and_reported() -> None:
    frame, rows, report = table(
        [claim("c_1")], line("set", claim_id="c_1", field="stance", value="refused", note="gelesen")
    )
    assert frame[["stance", "rule", "confidence"]].values.tolist() == [["refused", "future+set", 1.0]]
    assert rows["status_reason"].iloc[0].endswith("; von Hand korrigiert: 1 von 1 Aussagen")
    (entry,) = report.to_dict("records")
    assert (entry["old_value"], entry["value"], entry["row_id"], entry["note"]) == (
        "pledged",
        "refused",
        "r_1",
        "gelesen",
    )


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [("stance", "Abgelehnt", "refused"), ("topic", "Geld", "money"), ("topic", "money", "money")],
)
def test_a_value_may_be_typed_as_the_report_calls_it(field: str, typed: str, value: str) -> None:
    (found,) = correct([claim("c_1")], [line("set", claim_id="c_1", field=field, value=typed)]).claims
    assert getattr(found, field) == value


def test_a_value_that_is_none_is_answered_with_those_that_are() -> None:
    before = claim("c_1", quantity_min=900e6, quantity_max=900e6)
    done = correct([before], [line("set", claim_id="c_1", field="quantity_modifier", value="ungefähr")])
    assert list(done.claims) == [before]
    assert "möglich: exact, about, at_least" in done.outcomes[0].reason
    done = correct([before], [line("set", claim_id="c_1", field="quantity_min", value="910.000.000")])
    assert (done.outcomes[0].old_value, next(iter(done.claims)).quantity_min) == ("900000000", 910e6)


def test_several_fields_and_a_confirmation_add_up() -> None:
    lines = [
        line("set", claim_id="c_1", field="quantity_min", value="1.200"),
        line("set", claim_id="c_1", field="quantity_max", value="1200"),
        line("confirm", claim_id="c_1"),
    ]
    (found,) = correct([claim("c_1")], lines).claims
    assert (found.quantity_min, found.quantity_max, found.rule) == (1200.0, 1200.0, "future+set+confirmed")


def test_rejecting_a_position_keeps_its_figure_without_a_dead_link() -> None:
    figure = claim("c_2", kind="figure", stance="", topic="", part_of="c_1", quantity_min=1, quantity_max=1)
    (left,) = correct([claim("c_1"), figure], [line("reject", claim_id="c_1")]).claims
    assert (left.claim_id, left.part_of) == ("c_2", "")


def test_a_rejected_claim_cannot_be_merged_and_a_row_is_never_merged_across_kinds() -> None:
    claims = [claim("c_1"), claim("c_2", doc="b.txt", kind="figure", stance="", topic="")]
    lines = [line("merge", claim_id="c_1", value="A"), line("merge", claim_id="c_2", value="A")]
    assert [each.outcome for each in correct(claims, lines).outcomes] == ["invalid", "invalid"]
    both = [claim("c_1"), claim("c_2", doc="b.txt")]
    outcomes = correct(both, [*lines, line("reject", claim_id="c_2")]).outcomes
    assert [each.outcome for each in outcomes] == ["invalid", "invalid", "applied"]


def test_rows_are_merged_and_split_by_hand() -> None:
    other = "Kopenhagen stellt Räumgerät bereit."
    apart = [claim("c_1"), claim("c_2", doc="b.txt", evidence=other, topic="money")]
    assert len(table(apart)[1]) == 2
    merged = [line("merge", claim_id="c_1", value="A"), line("merge", claim_id="c_2", value="A")]
    _, rows, _ = table(apart, *merged)
    assert rows[["row_id", "n_claims", "n_independent"]].values.tolist() == [["r_1", 2, 2]]
    assert "von Hand zusammengelegt" in rows["status_reason"].iloc[0]
    together = [claim("c_1"), claim("c_2", doc="b.txt")]
    assert len(table(together)[1]) == 1
    _, rows, _ = table(together, line("split", claim_id="c_2"))
    assert sorted(rows["row_id"]) == ["r_1", "r_2"]
    assert "von Hand getrennt" in rows.set_index("row_id").loc["r_2", "status_reason"]


def test_claims_split_off_with_one_label_make_one_row() -> None:
    three = [claim("c_1"), claim("c_2", doc="b.txt"), claim("c_3", doc="c.txt")]
    _, rows, _ = table(three, line("split", claim_id="c_2", value="neu"), line("split", claim_id="c_3", value="neu"))
    assert dict(zip(rows["row_id"], rows["n_claims"], strict=True)) == {"r_1": 1, "r_2": 2}


def test_corrections_hold_after_articles_were_added() -> None:
    lines = [line("set", claim_id="c_1", field="stance", value="refused"), line("reject", claim_id="c_2")]
    before = {each.claim_id: each for each in correct([claim("c_1"), claim("c_2", start=200)], lines).claims}
    more = [claim("c_0", doc="0.txt"), claim("c_1"), claim("c_2", start=200), claim("c_5", doc="z.txt", evidence=CREW)]
    after = {each.claim_id: each for each in correct(more, lines).claims}
    assert after["c_1"] == before["c_1"]
    assert set(after) == {"c_0", "c_1", "c_5"}


# --- reading -------------------------------------------------------------------------------------


def test_claims_csv_with_an_action_column_is_a_file_of_corrections(tmp_path: Path) -> None:
    evidence = "=1+1 «Wir\nfahren», sagte sie."
    write_csv(tmp_path / "claims.csv", "claims", claims_frame([claim("c_1", evidence=evidence), claim("c_2")]))
    text = (tmp_path / "claims.csv").read_text(encoding="utf-8-sig").splitlines()
    marked = [f'"action",{text[0]}', f'"bestätigt",{text[1]}', f'"",{text[2]}']
    (tmp_path / "corrections.csv").write_text("\r\n".join(marked), encoding="utf-8-sig")
    (found,) = read_corrections(find_files([tmp_path]))
    assert (found.action, found.claim_id, found.evidence, found.line) == ("confirm", "c_1", evidence, 2)


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8", ","), ("cp1252", ";"), ("utf-8-sig", "\t")])
def test_a_spreadsheets_dialects_are_read(tmp_path: Path, encoding: str, mark: str) -> None:
    rows = [
        ["Aktion", "claim_id", "Feld", "Wert"],
        ["setzen", "c_1", "actor", "Dänemark"],
        ["", "c_2", "", ""],
        ["ok", "c_3"],
    ]
    (tmp_path / "k.csv").write_text("\r\n".join(mark.join(row) for row in rows) + "\r\n", encoding=encoding)
    found = read_corrections([tmp_path / "k.csv"])
    assert [(each.action, each.claim_id, each.field, each.value) for each in found] == [
        ("set", "c_1", "actor", "Dänemark"),
        ("confirm", "c_3", "", ""),
    ]


@pytest.mark.parametrize("content", [b"", b"claim_id,doc\nc_1,a.txt\n", b"\x89PNG\r\n\x1a\n"])
def test_a_file_that_holds_no_corrections_stops_the_run_that_names_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "corrections.csv").write_bytes(content)
    with pytest.raises(ReadError, match=r"corrections\.csv.*Nächster Schritt"):
        read_corrections([tmp_path / "corrections.csv"])


@pytest.mark.parametrize("content", [b"", b"claim_id,doc\nc_1,a.txt\n", b"\x89PNG\r\n\x1a\n"])
def test_one_that_lies_in_the_input_folder_costs_a_warning_only(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "corrections.csv").write_bytes(content)
    corrections, (warning,) = read_found([tmp_path])
    assert not corrections
    assert "corrections.csv" in warning
    assert "Nächster Schritt" in warning


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1200", 1200), ("1.200", 1200), ("1,5", 1.5), ("1.5", 1.5), ("0.125", 0.125), ("2'000", 2000),
     ("1.200,5", 1200.5), ("-3", -3), ("", None), ("viele", None), ("1e400", None), ("nan", None)],
)  # fmt: skip
def test_numbers_as_people_type_them(typed: str, value: float | None) -> None:
    assert number(typed) == value


def test_a_run_applies_them_also_after_an_article_was_added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the command line, with the model: reject a claim, then add an article that sorts before all others."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    model = ["--model", os.environ["BELEGT_TEST_MODEL"]] if "BELEGT_TEST_MODEL" in os.environ else []
    text = "Finnland schickt im Mai 200 Soldaten nach Estland. Schweden lehnt einen Einsatz ab."
    (folder / "nord.txt").write_text(text, encoding="utf-8")
    assert command([str(folder), "--out", str(out), *model]) == ALL_OK
    before = read_claims(out / "claims.csv")
    wrong = before[before["kind"] == "commitment"].iloc[0]
    lines = [
        ["action", "claim_id", "doc", "start", "end", "evidence"],
        ["reject", *(str(wrong[name]) for name in ("claim_id", "doc", "start", "end", "evidence"))],
        ["confirm", "c_gone", "alt.txt", "0", "5", "Weg ist er."],
    ]
    with (folder / "corrections.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(lines)
    (folder / "abend.txt").write_text("Lettland prüft den Plan.", encoding="utf-8")
    assert command([str(folder), "--out", str(out), *model]) == ALL_OK
    assert "Korrekturen: 1 angewandt, 1 nicht" in capsys.readouterr().err
    assert wrong["claim_id"] not in set(read_claims(out / "claims.csv")["claim_id"])
    assert read_csv(out / "corrections_report.csv", "corrections")["outcome"].tolist() == ["applied", "not_found"]


def test_a_file_of_corrections_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert command([str(Path(__file__).parent), "--corrections", "nirgends.csv"]) == USAGE
    assert "nirgends.csv" in capsys.readouterr().err


def test_both_languages_say_the_same() -> None:
    for name in ("corrections", "explain_row", "outputs", "table"):
        words = toml_table(name)
        assert set(words["de"]) == set(words["en"]), name
