"""Bytes that strangers wrote: sets of signs, records, documents and patterns that once broke a reader, or nearly."""

from __future__ import annotations

import bz2
import gzip
import json
import random
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from test_documents import SPACE, paragraph, pdf_file
from test_readers import article, failure, read, write

from pipeline.engine.batch import process
from pipeline.errors import UsageError
from pipeline.reading import containers, pdf, readers
from pipeline.reading.office import read_docx
from pipeline.reading.splitting import separator
from pipeline.records import Failure, RawArticle

TEXT = "Norland sagte am Samstag 300 Soldaten für die Küste zu. „Wir bleiben“, sagte Ministerin Käthe Größl.\n"
RECORD = json.dumps({"text": TEXT})


def counted(path: Path) -> tuple[int, int]:
    """How many records were read, and how many not."""
    found = read(path)
    return sum(isinstance(each, RawArticle) for each in found), sum(isinstance(each, Failure) for each in found)


# --- sets of signs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["idna", "punycode", "undefined", "unicode_escape", "utf-16", "utf-7", "hex", "mbcs"])
def test_a_page_names_no_codec_but_a_set_of_signs(tmp_path: Path, name: str) -> None:
    page = f'<html><head><meta charset="{name}"></head><body><p>{TEXT * 3}</p></body></html>'.encode("cp1252")
    found = article(*read(write(tmp_path / "a.html", page)))
    assert "Käthe Größl" in found.text
    assert "gelesen" in found.warning


def test_a_page_in_its_own_set_of_signs(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="iso-8859-15"></head><body><p>{TEXT * 3}10 €</p></body></html>'
    found = article(*read(write(tmp_path / "a.html", page.replace("„", '"').replace("“", '"').encode("iso8859-15"))))
    assert "10 €" in found.text


@pytest.mark.parametrize("encoding", ["cp273", "cp037", "cp1251"])
def test_signs_that_are_no_latin_text_are_no_article(tmp_path: Path, encoding: str) -> None:
    text = "Норланд обещал послать триста солдат.\n" * 5 if encoding == "cp1251" else TEXT * 3
    assert "Zeichensatz" in failure(*read(write(tmp_path / "a.txt", text.encode(encoding, "replace")))).reason


def test_utf7_and_mail_are_told(tmp_path: Path) -> None:
    found = article(*read(write(tmp_path / "a.txt", TEXT.encode("utf-7"))))
    assert found.text == TEXT
    assert "UTF-7" in found.warning
    mail = "Die K=C3=BCste bleibt f=C3=BCr Gr=C3=B6=C3=9Fl gesperrt."
    assert "E-Mails" in article(*read(write(tmp_path / "b.txt", mail))).warning
    assert not article(*read(write(tmp_path / "c.txt", "Norland+AKW- bleibt bei 1+1=2, sagte Ole Berg."))).warning


@pytest.mark.parametrize("sign", ["\x08", "&#8;", "&#x1f;", "\ufffe", "\x0c", "&#0;"])
def test_a_page_with_control_signs_keeps_its_text(tmp_path: Path, sign: str) -> None:
    inner = f"<nav>Menü{sign}</nav>a{sign}<p hidden>x{sign}</p>b{sign}<p>{TEXT}{sign}</p>"
    found = article(*read(write(tmp_path / "a.html", f"<html><body>{inner}</body></html>")))
    assert "Käthe Größl" in found.text
    assert not any(hidden in found.text for hidden in "\x08\x1f\ufffe\x00")


# --- records ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("between", ["\r", "\n\r", "\r\n", "\u2028", "\n\x1e", "\n\n \n", ",\n", " "])
def test_json_values_apart_by_any_line_end(tmp_path: Path, between: str) -> None:
    assert counted(write(tmp_path / "a.jsonl", between.join([RECORD] * 5))) == (5, 0)


def test_a_broken_value_between_old_line_ends_costs_itself(tmp_path: Path) -> None:
    assert counted(write(tmp_path / "a.jsonl", "\r".join([RECORD, '{"text": kaputt', RECORD, RECORD]))) == (3, 1)


def test_json_over_several_lines(tmp_path: Path) -> None:
    spread = json.dumps({"text": TEXT, "title": "T"}, indent=2)
    assert counted(write(tmp_path / "a.jsonl", spread)) == (1, 0)
    assert counted(write(tmp_path / "b.jsonl", "\n".join([spread] * 3))) == (3, 0)
    assert "mehrere Zeilen" in article(*read(tmp_path / "a.jsonl")).warning


@pytest.mark.parametrize("mark", [b"\xff\xfe\0\0", b"\0\0\xfe\xff"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_records_in_utf32(tmp_path: Path, name: str, mark: bytes) -> None:
    words = RECORD + "\n" if name.endswith("l") else f'text\n"{TEXT}"\n'
    encoding = "utf-32-le" if mark.startswith(b"\xff") else "utf-32-be"
    assert article(*read(write(tmp_path / name, mark + words.encode(encoding)))).text == TEXT


def test_missing_numbers_are_no_words(tmp_path: Path) -> None:
    """pandas writes NaN where a field is missing; no outlet is called so."""
    words = RECORD.replace("}", ', "title": NaN, "source": NaN, "url": Infinity, "date": -Infinity}')
    found = article(*read(write(tmp_path / "a.jsonl", words)))
    assert (found.title, found.source_known, found.url, found.published) == ("", False, "", None)


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lambda words: random.Random(1).randbytes(300_000)])
def test_packed_records_are_one_refusal(tmp_path: Path, name: str, pack: Any) -> None:
    found = failure(*read(write(tmp_path / name, pack(f"{RECORD}\n".encode() * 500))))
    assert found.doc == name
    assert found.reason.isprintable()
    assert "kein Text, sondern" in found.reason


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_file_of_another_kind_is_not_a_failure_per_line(tmp_path: Path, name: str) -> None:
    words = f'id,text\n1,"{TEXT}"\n' if name.endswith("csv") else f"{RECORD}\n"
    path = write(tmp_path / name, words + "x\n" * 200_000)
    found = read(path)
    assert len(found) == containers.MOST_BAD + 3
    assert isinstance(found[0], RawArticle)
    assert found[-1].doc == name
    assert "Rest" in failure(found[-1]).reason


def test_a_line_without_end_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.reading.json_lines.LARGEST_RECORD", 1000)
    monkeypatch.setattr("pipeline.reading.json_lines.BLOCK", 300)
    long = json.dumps({"text": "x" * 5000})
    for end in ("\n", "\r", "\r\n"):
        assert counted(write(tmp_path / "a.jsonl", end.join([RECORD, long, RECORD, long]))) == (2, 2)


def test_excel_says_its_separator(tmp_path: Path) -> None:
    found = article(*read(write(tmp_path / "a.csv", f'sep=|\r\nQuelle|Text\r\nNordblatt|"{TEXT}"\r\n')))
    assert (found.text, found.source) == (TEXT, "Nordblatt")


def test_tables_beside_articles_have_a_limit(tmp_path: Path) -> None:
    for name in ("metadata.csv", "corrections.csv"):
        with (tmp_path / name).open("wb") as stream:
            stream.truncate(1 << 40)
    found = article(*read(write(tmp_path / "a.txt", TEXT).parent))
    assert "zu groß" in found.warning
    from pipeline.corrections.reading import read_found

    corrections, warnings = read_found([tmp_path])
    assert not corrections
    assert "größer als 20 MB" in warnings[0]


def test_a_cell_of_metadata_may_be_long_whatever_was_read_before(tmp_path: Path) -> None:
    write(tmp_path / "metadata.csv", f'file,title\na.txt,"{"T" * 200_000}"\n')
    assert article(*read(write(tmp_path / "a.txt", TEXT).parent)).title == "T" * 500


# --- documents --------------------------------------------------------------------------------------------


def _docx(path: Path, name: str = "word/document.xml", space: str = SPACE, how: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", how) as package:
        package.writestr(name, f"<w:document {space}><w:body>{paragraph(TEXT) * 30}</w:body></w:document>")
    return path


def test_word_files_as_other_programs_write_them(tmp_path: Path) -> None:
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    for path in (_docx(tmp_path / "a.docx", space=strict), _docx(tmp_path / "b.docx", name="word/document2.xml")):
        assert read_docx(path.read_bytes()).startswith("Norland sagte")


@pytest.mark.parametrize("how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_package_damaged_inside_is_refused(tmp_path: Path, how: int) -> None:
    path = _docx(tmp_path / "a.docx", how=how)
    assert article(*read(path)).text.startswith("Norland")
    data = bytearray(path.read_bytes())
    for place in range(60, 160):
        data[place] ^= 0x5A
    path.write_bytes(data)
    found = failure(*read(path))
    assert found.status == "skipped"
    assert "Word" in found.reason


def test_the_checksum_of_a_document_is_of_the_bytes_that_were_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document that grows while it is read."""
    path = pdf_file(tmp_path / "a.pdf", TEXT.replace("„", "").replace("“", ""))
    before = article(*read(path)).sha256
    real = pdf.read_pdf

    def growing(data: bytes) -> str:
        with path.open("ab") as stream:
            stream.write(b"%")
        return real(data)

    monkeypatch.setitem(readers.READERS, ".pdf", readers._document(growing, 1_000_000))
    assert article(*read(path)).sha256 == before
    assert article(*read(path)).sha256 != before


# --- patterns ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pattern",
    [
        "(.*)(.*)(.*)(.*)(.*)x", "(a{0,199}){0,199}b", "(a?){99}a{99}", "(a|a)" * 50 + "b", r"(.+)\1\1\1\1x",
        r"(\w{1,150}){1,150}!", r"(?=.*.*.*.*.*z)a", r"\s*\s*\s*\s*x", "(?:(?:(?:a{0,9}){0,9}){0,9}){0,9}b",
        "(?i)(?:[a-m]{1,9}[A-Z]{0,9}){9}!",
    ],
)  # fmt: skip
def test_a_pattern_that_can_cut_a_line_in_too_many_ways_is_refused(pattern: str) -> None:
    start = time.process_time()
    with pytest.raises(UsageError, match="Deutungen"):
        separator(pattern)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "pattern",
    [
        "^={5}$", r"vom \d", r"^Dokument \d+ von \d+$", r"^Nr\. \d+ .* vom .* in .*$", r"Seite .* von .*",
        r"^(Nordkurier|Südblatt), \d{1,2}\.\d{1,2}\.\d{4}$", r"^[^,]*, [^,]*, \d+$", r"^\w+(?: \w+)*: \d+$",
        "(?i)^dokument\\b", r"^(?:Mo|Di|Mi|Do|Fr|Sa|So)\., \d\d\.\d\d\.\d{4}", r"^\s*-{3,}\s*$", "^#{1,6} ",
    ],
)  # fmt: skip
def test_patterns_as_people_write_them_are_quick(pattern: str) -> None:
    compiled = separator(pattern)
    start = time.process_time()
    for line in ("a" * 300, "a " * 150, "1" * 300, "Nr. 1 " + " vom  in " * 36, "ab, " * 75, " " * 300, "Seite " * 50):
        compiled.search(line[:300])
    assert time.process_time() - start < 1


# --- time -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unit",
    [
        "und Lettland schickt 100 Soldaten und Litauen liefert Panzer ",
        "Kallas sagte, ",
        "„Er sagte: ‚Wir sagen: »Ja«‘“, sagte Merz. ",
    ],
)
def test_time_grows_with_the_length_of_a_text(nlp: Any, unit: str) -> None:
    """Thousands of clauses or utterances, each of which could be compared with all others."""
    times = []
    for count in (7_000 // len(unit), 28_000 // len(unit)):
        start = time.process_time()
        process(nlp, RawArticle(doc="a.txt", text=unit * count))
        times.append(time.process_time() - start)
    assert times[1] < 8 * times[0] + 1
