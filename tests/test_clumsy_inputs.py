"""Tables, pages and documents as people and their programs make them: nothing lost unsaid, no other number made."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from test_corrections import claim, line
from test_documents import docx
from test_hostile import deep  # noqa: F401 (a fixture)
from test_readers import article, failure, read, write

from pipeline.corrections import correct, read_corrections
from pipeline.corrections.values import checked
from pipeline.lexicon import toml_table
from pipeline.outputs.export import text_name, write_texts
from pipeline.reading.inputs import unique_inputs
from pipeline.reading.publication import date_of_field
from pipeline.reading.webpage import read_fragment, read_page
from pipeline.records import Article, Extraction, Failure
from pipeline.run import aggregate

TEXT = "Norland sagte am Samstag 1.500 Soldaten für die Küste zu. „Wir bleiben“, sagte Ministerin Käthe Größl. "
MORE = TEXT * 3

# --- tables beside articles ----------------------------------------------------------------------------------


@pytest.mark.parametrize("above", ["sep=;\r\n", '"sep=;"\n', "\ufeffsep=;\n", "\r\n\r\n", ";;\n", "sep=;\n\n"])
def test_lines_above_a_table_are_no_heading(tmp_path: Path, above: str) -> None:
    write(tmp_path / "in" / "a.txt", TEXT)
    write(tmp_path / "in" / "metadata.csv", f"{above}Datei;Quelle;Datum\r\na.txt;Ostblatt;05.05.2026\r\n")
    found = article(*read(tmp_path / "in"))
    assert (found.source, str(found.published)) == ("Ostblatt", "2026-05-05")
    last = above.replace("\r", "").count("\n") + 2
    write(tmp_path / "c.csv", f"{above}action;claim_id\r\nreject;c_1\r\n")
    (correction,) = read_corrections([tmp_path / "c.csv"])
    assert (correction.action, correction.claim_id, correction.line) == ("reject", "c_1", last)


def test_a_name_of_two_signs_is_the_same_name(tmp_path: Path) -> None:
    """macOS stores «Müller.txt» with a «u» and two dots; the table was typed."""
    write(tmp_path / unicodedata.normalize("NFD", "Müller.txt"), TEXT)
    write(tmp_path / "metadata.csv", unicodedata.normalize("NFC", "Datei,Quelle\nMüller.txt,Südblatt\n"))
    assert article(*read(tmp_path)).source == "Südblatt"


def test_a_cell_of_a_table_may_hold_any_sign_but_its_ends(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "metadata.csv", 'file,title,source\na.txt,"Ein\r\nTitel\u2028hier",Ostblatt\n')
    found = article(*read(tmp_path))
    assert (found.title, found.source) == ("Ein Titel hier", "Ostblatt")


@pytest.mark.parametrize("word", ["nan", "NaN", "NULL", "None", "#NV", "#N/A", "-", "k. A."])
def test_what_programs_write_for_nothing_is_no_outlet_and_no_date(tmp_path: Path, word: str) -> None:
    found = article(*read(write(tmp_path / "a.csv", f"source;date;title;text\n{word};{word};{word};{TEXT}\n")))
    assert (found.source_known, found.published, found.title, found.warning) == (False, None, "", "")


def test_columns_apart_by_an_upright_stroke(tmp_path: Path) -> None:
    found = article(*read(write(tmp_path / "a.csv", f'date|source|text\n05.05.2026|Ostblatt|"{TEXT}"\n')))
    assert (found.text, found.source) == (TEXT, "Ostblatt")


@pytest.mark.parametrize(
    ("words", "day", "warned"),
    [
        ("2026/05/04", "2026-05-04", False), ("2026.05.04", "2026-05-04", False), ("04-05-2026", "2026-05-04", True),
        ("25-05-2026", "2026-05-25", False), ("2026-05-04T10:00", "2026-05-04", False), ("2026/13/04", "None", True),
        ("99-99-2026", "None", True),
    ],
)  # fmt: skip
def test_days_of_a_field_as_programs_write_them(words: str, day: str, warned: bool) -> None:
    found, warning = date_of_field(words)
    assert (str(found), bool(warning)) == (day, warned)


def test_a_field_without_words_is_told_by_its_name(tmp_path: Path) -> None:
    reason = failure(*read(write(tmp_path / "a.jsonl", json.dumps({"Text": [TEXT]})))).reason
    assert "„Text“" in reason
    assert "kein Text" in reason


# --- HTML in a field -----------------------------------------------------------------------------------------


def test_a_field_with_html_is_read_as_text(tmp_path: Path) -> None:
    html = "<p>Norland sagt &#8222;f&uuml;nf&#8220; Boote zu.</p>\n<p>Zweiter<br/>Satz,\nsagte er.</p>"
    found = article(*read(write(tmp_path / "a.jsonl", json.dumps({"text": f"{html}<script>x</script>"}))))
    assert found.text == "Norland sagt „fünf“ Boote zu.\nZweiter\nSatz, sagte er."
    assert "HTML im Textfeld" in found.warning


def test_lines_stay_where_no_block_is_marked() -> None:
    assert read_fragment("Ein <b>fetter</b> Satz.\n\nA&amp;B &amp; Co.") == "Ein fetter Satz.\nA&B & Co."


@pytest.mark.parametrize("text", ["Es gilt 3 < 5 und 7 > 6.", "R&D; A&B", "<Name der Redaktion bekannt>", "a &c; b"])
def test_other_texts_stay_to_the_sign(tmp_path: Path, text: str) -> None:
    found = article(*read(write(tmp_path / "a.jsonl", json.dumps({"text": text}))))
    assert found.text == text
    assert "HTML" not in found.warning


@pytest.mark.parametrize("html", ["<p> </p>", "<p>" + "<div>" * 3000 + TEXT])
def test_html_without_words_or_end_is_one_refusal(tmp_path: Path, html: str) -> None:
    assert failure(*read(write(tmp_path / "a.jsonl", json.dumps({"text": html})))).status == "failed"


# --- pages and documents -------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["b", "div", "x-own", "font"])
@pytest.mark.parametrize("depth", [250, 300, 900])
def test_nothing_of_a_deep_page_is_left_out(tag: str, depth: int) -> None:
    """The parser alone stops at 256 open tags and says nothing."""
    deep_part = f"<{tag}>" * depth + "<p>In der Tiefe steht Sylt.</p>" + f"</{tag}>" * depth
    text = read_page(f"<html><body><p>{MORE}</p>{deep_part}<p>Am Ende steht Rügen. {TEXT}</p></body></html>")[0]
    assert "Sylt" in text
    assert "Rügen" in text


@pytest.mark.parametrize(
    "between", ["</html>", "</body></html>\n<!doctype html><html><body>", "</BODY >", "</html><!-- -->"]
)
def test_nothing_behind_a_pages_end_is_left_out(between: str) -> None:
    first, second = f"<p>Auf Sylt. {TEXT}</p>", f"<p>Auf Rügen. {TEXT}</p>"
    text = read_page(f"<html><body>{first}{between}{second}</body></html>")[0]
    assert "Sylt" in text
    assert "Rügen" in text


@pytest.mark.parametrize("tag", ["b", "x-own", "div"])
def test_a_page_too_deep_for_the_parser_is_refused(tmp_path: Path, tag: str) -> None:
    page = f"<html><body><p>{MORE}</p>" + f"<{tag}>" * 5000 + f"<p>{MORE}</p></body></html>"
    assert "verschachtelt" in failure(*read(write(tmp_path / "a.html", page))).reason


def test_a_note_on_a_page_makes_no_other_number() -> None:
    body = "Norland schickt 1.500<sup><a href='#3'>3</a></sup> Mann auf 20 m<sup>2</sup>, CO<sub>2</sub>, <sup>a</sup>."
    text = read_page(f"<html><body><p>{MORE}</p><p>{body} {TEXT}</p></body></html>")[0]
    assert "1.500³ Mann auf 20 m², CO₂, a." in text


def test_struck_words_of_a_page_are_not_said() -> None:
    body = "Norland schickt <del>9.999</del><s>8.888</s> <ins>1.500</ins> Mann."
    text = read_page(f"<html><body><p>{MORE}</p><p>{body} {TEXT}</p></body></html>")[0]
    assert "9.999" not in text
    assert "8.888" not in text
    assert "1.500 Mann" in text


def run(words: str, look: str) -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r>"


def test_a_run_of_a_word_file_as_it_looks(tmp_path: Path) -> None:
    body = (
        "<w:p>" + run("1.500", "<w:b/>") + run("3", '<w:vertAlign w:val="superscript"/>') + run(" Mann, H", "")
        + run("2", '<w:vertAlign w:val="subscript"/>') + run("O", '<w:vertAlign w:val="baseline"/>')
        + run(" 9.999", "<w:strike/>") + run(" 8.888", "<w:dstrike/>") + run(" geheim", "<w:vanish/>")
        + run(" offen", '<w:vanish w:val="0"/>') + run(" da", '<w:strike w:val="false"/>') + "</w:p>"
    )  # fmt: skip
    assert article(*read(docx(tmp_path / "a.docx", body))).text == "1.500³ Mann, H₂O offen da"


# --- folders without end -------------------------------------------------------------------------------------


def test_deep_folders_are_listed_in_no_time(deep: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """To follow each folder's path from the root would take a call per folder and folder above."""
    calls: list[object] = []
    real = os.lstat

    def counted(*given: Any, **more: Any) -> os.stat_result:
        calls.append(given)
        return real(*given, **more)

    monkeypatch.setattr(os, "lstat", counted)
    assert [isinstance(found, Failure) for found in unique_inputs([deep], deep / "out")] == [False]
    assert len(calls) < 5000


def test_the_text_of_a_deep_article_has_a_short_path(tmp_path: Path) -> None:
    doc = "t/" * 1900 + "seite.html"
    assert len(text_name(doc)) < 200
    assert text_name(doc) != text_name("u/" + doc)
    write_texts(tmp_path / "texts", [Article(doc=doc, text=TEXT, source="", sha256="", in_file=False)])
    assert (tmp_path / "texts" / text_name(doc)).read_text(encoding="utf-8") == TEXT


# --- corrections ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("event_date", "2026-02-28", "2026-02-28"), ("event_date", "2026-05", "2026-05"),
        ("event_date", "28.2.2026", "2026-02-28"), ("event_date", "2026-05-01/2026-05-03", "2026-05-01/2026-05-03"),
        ("event_date", "2026", "2026"), ("event_date", "", ""), ("event_date", "31. Februar", None),
        ("event_date", "2026-02-31", None),
        ("event_date", "31.02.2026", None), ("event_date", "0000-00-00", None), ("event_date", "1/2/3", None),
        ("event_date", "2026-05-03/2026-05-01", None), ("event_date", "=1+1", None), ("actor_country", "se", "SE"),
        ("actor_country", "Schweden", "SE"), ("target_country", "NATO", "NATO"), ("actor_country", "", ""),
        ("actor_country", "europäische union", "EU"), ("actor_country", "xx", None), ("target_country", "Gondor", None),
        ("actor", " wer auch immer ", " wer auch immer "),
    ],
)  # fmt: skip
def test_a_day_or_state_that_is_none_is_not_set(field: str, typed: str, value: str | None) -> None:
    assert checked(field, typed) == value


def test_an_impossible_day_is_told_and_changes_nothing() -> None:
    before = claim("c_1")
    done = correct([before], [line("set", claim_id="c_1", field="event_date", value="31.02.2026")])
    assert list(done.claims) == [before]
    assert [each.outcome for each in done.outcomes] == ["invalid"]


# --- very many that contradict each other ----------------------------------------------------------------------


def test_thousands_of_rivals_make_no_endless_cell() -> None:
    """An export of one sentence with another number each time: no cell grows with the number of the others."""
    found = aggregate([told(n) for n in range(1000, 1300)])
    assert set(found.table["status"]) == {"conflicting"}
    assert found.table["status_reason"].str.len().max() < 1500
    assert found.figures["side_by_side"].str.len().max() < 3000
    assert len(found.figures) == 300


def told(n: int) -> Extraction:
    """An article that gives a number of seamen and nothing else."""
    words = f"Rund {n} Seeleute kommen."
    fields: dict[str, Any] = {"kind": "figure", "stance": "", "topic": "", "quantity_min": n, "quantity_max": n}
    counted = claim(f"c_{n}", f"{n}.txt", words, quantity_unit="Seeleute", counted="Seeleute", **fields)
    article = Article(doc=f"{n}.txt", text=words, source=f"blatt{n}", sha256=str(n), in_file=True)
    return Extraction(article=article, claims=(counted,))


@pytest.mark.parametrize("ending", [*sorted(toml_table("files")["refused"]), ".xyz", ""])
def test_files_given_by_mistake_are_told_what_to_do(tmp_path: Path, ending: str) -> None:
    found = failure(*read(write(tmp_path / f"artikel{ending}", TEXT)))
    assert found.status == "skipped"
    assert "Nächster Schritt: " in found.reason
