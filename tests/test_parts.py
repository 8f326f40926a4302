"""The table that is built part by part is the table of the whole run, byte for byte, whatever the parts."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest

from benchmarks.growth_table import generated
from pipeline.cli import command
from pipeline.columns import claims_frame
from pipeline.corrections import read_corrections
from pipeline.errors import OutputError
from pipeline.outputs.export import read_claims, write_csv
from pipeline.records import Article, Claim, Extraction, Mention
from pipeline.run import InMemory, Tables, tables_of

pytest.importorskip("pyarrow", reason="the extra «scale» is not installed")

from pipeline.parts import chapters, learning, run
from pipeline.parts.building import merged
from pipeline.parts.parquet import read_parts, write_part

ROOT = Path(__file__).parent.parent


def _results(n_claims: int) -> InMemory:
    """Generated claims, some by groups of states and some quoted, in articles that share a few sentences."""
    claims, documents = generated(n_claims)
    draw = random.Random(1)
    by_doc: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        changes: dict[str, object] = {}
        if claim.kind == "commitment" and not claim.actor_country and draw.random() < 0.7:
            changes = {"actor": draw.choice(["14 Staaten", "die Anrainer"]), "actor_type": "group"}
        if claim.kind == "figure" and by_doc[claim.doc]:
            changes = {"part_of": by_doc[claim.doc][-1].claim_id, "actor": by_doc[claim.doc][-1].actor}
        by_doc[claim.doc].append(claim.model_copy(update=changes))
    extractions = []
    for document in documents:
        found = tuple(by_doc[document.doc])
        names = sorted({claim.actor for claim in found if claim.actor})
        mentions = [Mention(doc=document.doc, start=0, end=1, text=n, type="state", canonical=n) for n in names]
        article = Article(doc=document.doc, text=f"{document.doc} \ud800", source=found[0].source if found else "")
        extractions.append(Extraction(article=article, claims=found, mentions=tuple(mentions)))
    return InMemory(extractions)


def _in_parts(results: InMemory, out: Path, monkeypatch: pytest.MonkeyPatch, size: int, **more: object) -> Tables:
    monkeypatch.setattr(learning, "PART", size)
    monkeypatch.setattr(chapters, "CHAPTER", 37)
    tables = run.tables_in_parts(results, out, **more)  # type: ignore[arg-type]
    run.write_rest(tables, out)
    return tables


def _claims(out: Path) -> pd.DataFrame:
    files = sorted((out / "parts/claims").glob("*.parquet"))
    frame = pd.concat([part for path in files for part in read_parts(path, "claims")], ignore_index=True)
    return _sorted(frame)


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values(["doc", "start", "claim_id"], ignore_index=True)


@pytest.mark.parametrize("size", [1, 100, 10**6])
def test_parts_give_the_bytes_of_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    results = _results(500)
    whole = tables_of(results)
    tables = _in_parts(results, tmp_path / "out", monkeypatch, size)
    n_parts = len(list((tmp_path / "out/parts/claims").iterdir()))
    assert {1: n_parts > 20, 100: 4 < n_parts < 20, 10**6: n_parts == 1}[size], n_parts
    for name in ("table", "documents"):
        write_csv(tmp_path / f"{name}.csv", name, getattr(whole, name))
        assert (tmp_path / "out" / f"{name}.csv").read_bytes() == (tmp_path / f"{name}.csv").read_bytes()
    pd.testing.assert_frame_equal(_claims(tmp_path / "out"), _sorted(whole.claims))
    assert tables.unresolved == whole.unresolved
    assert (tables.table["status"].value_counts() == whole.table["status"].value_counts()).all()


def test_no_row_and_no_conflict_crosses_two_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _in_parts(_results(600), tmp_path / "out", monkeypatch, 1)
    home: dict[str, str] = {}
    for path in sorted((tmp_path / "out/parts/claims").iterdir()):
        rows = {row_id for part in read_parts(path, "claims") for row_id in part["row_id"] if row_id}
        assert not rows & home.keys()
        home |= dict.fromkeys(rows, path.name)
    conflicts = 0
    for path in sorted((tmp_path / "out/parts/table").iterdir()):
        for part in read_parts(path, "table"):
            for row_id, others in zip(part["row_id"], part["conflicts_with"]):
                conflicts += bool(others)
                assert {home[other] for other in [row_id, *filter(None, others.split("; "))]} == {path.name}
    assert conflicts


def test_corrections_reach_over_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = _results(300)
    found = [claim for result in results.results for claim in result.claims]  # type: ignore[union-attr]
    positions = [claim for claim in found if claim.kind == "commitment"]
    one = positions[0]
    other = next(claim for claim in positions if claim.actor_country != one.actor_country)
    lines = ["claim_id,action,field,value"]
    lines += [f"{claim.claim_id},merge,,A" for claim in (one, other)]
    lines += [f"{positions[5].claim_id},set,topic,money", f"{positions[6].claim_id},reject,,"]
    (tmp_path / "c.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    by_hand = read_corrections([tmp_path / "c.csv"])
    whole = tables_of(results, corrections=by_hand)
    tables = _in_parts(results, tmp_path / "out", monkeypatch, 1, corrections=by_hand)
    assert set(whole.corrections["outcome"]) == {"applied"}
    pd.testing.assert_frame_equal(tables.corrections, whole.corrections)
    rows = pd.concat(merged(tmp_path / "out/parts/table"), ignore_index=True)
    pd.testing.assert_frame_equal(rows, whole.table)


def test_confidence_and_nothing_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = _results(50)
    _in_parts(results, tmp_path / "out", monkeypatch, 10, min_confidence=0.95)
    assert not list((tmp_path / "out/parts/claims").iterdir())
    empty = tables_of(results, min_confidence=0.95)
    write_csv(tmp_path / "table.csv", "table", empty.table)
    assert (tmp_path / "out/table.csv").read_bytes() == (tmp_path / "table.csv").read_bytes()


def test_parquet_keeps_every_cell(tmp_path: Path) -> None:
    claim = Claim(
        claim_id="c_1", doc="ä\n.txt", kind="figure", evidence="=1\ud800", start=0, end=3, confidence=0.5, rule="r",
        quantity_max=1.5, published="2026-03-04", speaker_start=7, quote_spans=((1, 2), (3, 4)),
    )  # fmt: skip
    write_part(tmp_path / "a.parquet", "claims", claims_frame([claim]))
    (back,) = read_parts(tmp_path / "a.parquet", "claims")
    wanted = claims_frame([claim.model_copy(update={"evidence": "=1\ufffd"})])
    pd.testing.assert_frame_equal(back, wanted)


def test_the_command_gives_the_table_of_a_usual_run(tmp_path: Path) -> None:
    articles, out = str(ROOT / "data/raw"), tmp_path / "out"
    assert command([articles, "--out", str(out)]) == 0
    usual, claims = {path.name: path.read_bytes() for path in out.glob("*.csv")}, read_claims(out / "claims.csv")
    assert command([articles, "--out", str(out), "--parts"]) == 0
    assert {path.name for path in out.iterdir()} == {
        ".belegt", "parts", "table.csv", "documents.csv", "texts",
        "run.json",
    }  # fmt: skip
    for name in ("table.csv", "documents.csv"):
        assert (out / name).read_bytes() == usual[name]
    pd.testing.assert_frame_equal(_claims(out), _sorted(claims))
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["rows"]["claims"] == len(claims)
    # The files can be asked with SQL, and a usual run takes them away again.
    duckdb = pytest.importorskip("duckdb")
    query = f"SELECT count(*), count(DISTINCT doc) FROM '{out}/parts/claims/*.parquet' WHERE kind = 'commitment'"
    assert duckdb.sql(query).fetchall() == [
        (
            (claims["kind"] == "commitment").sum(),
            claims.loc[claims["kind"] == "commitment", "doc"].nunique(),
        )
    ]
    assert command([articles, "--out", str(out)]) == 0
    assert {path.name: path.read_bytes() for path in out.glob("*.csv")} == usual
    assert not (out / "parts").exists()


def test_without_pyarrow_the_pip_command_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in ("pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(OutputError, match=r"pip install 'belegt\[parquet\]'"):
        run.tables_in_parts(_results(10), tmp_path)


def test_a_full_disk_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, *more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(chapters, "write_part", full)
    with pytest.raises(OutputError, match="kein Platz"):
        run.tables_in_parts(_results(10), tmp_path / "out")
    assert not [path.name for path in (tmp_path / "out").iterdir() if path.name != "parts"]
