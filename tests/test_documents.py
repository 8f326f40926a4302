"""What people have: Word documents, PDF with text, standard input, and one file that holds many articles."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.outputs.export import read_claims, read_csv
from pipeline.reading import office, pdf
from pipeline.reading.readers import read_inputs
from pipeline.reading.splitting import NO_LINE, SPLIT, parts, separator
from pipeline.records import Failure, RawArticle

ROOT = Path(__file__).parent.parent
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SENTENCE = "Estland wird 120 Soldaten entsenden, sagte Ministerpräsidentin Mina Kallas am Dienstag in Tallinn."


def docx(path: Path, body: str, head: str = "", name: str = office.MAIN) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(name, f"{head}<w:document {SPACE}><w:body>{body}</w:body></w:document>")
    return path


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def pdf_file(path: Path, *pages: str, extra: bytes = b"") -> Path:
    """A small PDF by hand: one text line per page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{3 + 2 * place} 0 R" for place in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    for place, words in enumerate(pages):
        font = "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font {font} >> "
            f"/Contents {4 + 2 * place} 0 R >>".encode()
        )
        stream = f"BT /F1 12 Tf 40 780 Td ({words}) Tj ET".encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, extra, start))
    path.write_bytes(out.getvalue())
    return path


def read(path: Path, split: str = "") -> list[RawArticle | Failure]:
    return list(read_inputs([path], {SPLIT: split} if split else {}))


def refused(path: Path) -> str:
    (found,) = read(path)
    assert isinstance(found, Failure)
    assert found.status == "skipped"
    assert "Nächster Schritt" in found.reason
    return found.reason


# --- Word --------------------------------------------------------------------------------------------------


def test_a_word_document_is_read_paragraph_by_paragraph(tmp_path: Path) -> None:
    deleted = "<w:p><w:del><w:r><w:delText>gestrichen</w:delText></w:r></w:del><w:r><w:t>bleibt</w:t></w:r></w:p>"
    field = "<w:p><w:r><w:instrText>HYPERLINK</w:instrText></w:r></w:p>"
    body = paragraph("Estland ", "sagt Hilfe zu") + paragraph(SENTENCE) + deleted + field
    (found,) = read(docx(tmp_path / "a.docx", body))
    assert isinstance(found, RawArticle)
    assert found.text == f"Estland sagt Hilfe zu\n\n{SENTENCE}\n\nbleibt"
    assert not found.in_file
    assert found.sha256


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{paragraph('im Kasten')}</w:txbxContent>"
    choices = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<mc:AlternateContent {space}>{choices}</mc:AlternateContent>"
    (found,) = read(docx(tmp_path / "a.docx", f"<w:p><w:r>{both}<w:t>daneben</w:t></w:r></w:p>"))
    assert isinstance(found, RawArticle)
    assert found.text == "im Kasten\n\ndaneben"


BOMB = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 10 + '"><!ENTITY c "' + "&b;" * 10 + '">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(("head", "body"), [(BOMB, "&c;"), (OUTSIDE, "&a;"), ("<!DOCTYPE a>", "x")])
def test_entities_are_never_resolved(tmp_path: Path, head: str, body: str) -> None:
    assert "DTD" in refused(docx(tmp_path / "a.docx", paragraph(body), head))


def test_a_package_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "LARGEST_PART", 3_000_000)
    assert "entpackt größer" in refused(docx(tmp_path / "a.docx", paragraph("x" * 4_000_000)))


def test_other_packages_and_old_word_files_are_refused(tmp_path: Path) -> None:
    assert "kein Haupttext" in refused(docx(tmp_path / "a.docx", "", name="xl/workbook.xml"))
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04" + b"x" * 500)
    assert "Word-Datei" in refused(tmp_path / "b.docx")
    (tmp_path / "c.docx").write_bytes(office.OLD_OFFICE + b"x" * 500)
    assert "Kennwort" in refused(tmp_path / "c.docx")
    (tmp_path / "d.doc").write_bytes(office.OLD_OFFICE + b"x" * 500)
    assert ".docx speichern" in refused(tmp_path / "d.doc")
    assert "kein Text" in refused(docx(tmp_path / "e.docx", "<w:p/>"))
    assert "beschädigt" in refused(docx(tmp_path / "f.docx", "<w:p>"))


def test_a_damaged_package_is_refused(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", paragraph(SENTENCE * 50))
    whole = path.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        (found,) = read(path)
        assert isinstance(found, RawArticle) or "Nächster Schritt" in found.reason


# --- PDF ---------------------------------------------------------------------------------------------------


def test_a_pdf_with_text_is_read(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    (found,) = read(pdf_file(tmp_path / "a.pdf", SENTENCE, "Zweite Seite mit Umlauten: äöüß."))
    assert isinstance(found, RawArticle)
    assert SENTENCE in " ".join(found.text.split())
    assert "äöüß" in found.text
    assert "PDF" in found.warning


def test_a_pdf_without_text_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    assert "Texterkennung" in refused(pdf_file(tmp_path / "a.pdf", ""))
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7\nkaputt")
    assert "nicht lesbar" in refused(tmp_path / "b.pdf")
    (tmp_path / "c.pdf").write_text("gar kein PDF")
    assert "keine PDF-Datei" in refused(tmp_path / "c.pdf")


def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    writer = pytest.importorskip("pypdf").PdfWriter()
    writer.append(str(pdf_file(tmp_path / "a.pdf", SENTENCE)))
    writer.encrypt("geheim", algorithm="RC4-128")
    writer.write(str(tmp_path / "b.pdf"))
    assert "Kennwort" in refused(tmp_path / "b.pdf")


def test_too_many_pages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pypdf")
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    assert "2 Seiten" in refused(pdf_file(tmp_path / "a.pdf", *[SENTENCE] * 3))


def test_without_the_extra_the_command_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert "pip install 'belegt[pdf]'" in refused(pdf_file(tmp_path / "a.pdf", SENTENCE))


def test_pages_that_name_each_other_end(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    path = pdf_file(tmp_path / "a.pdf", SENTENCE)
    path.write_bytes(path.read_bytes().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"))
    assert isinstance(read(path)[0], Failure)


# --- many articles in one file ------------------------------------------------------------------------------

EXPORT = f"=====\nErster\n\n{SENTENCE}\n=====\n\n=====\nZweiter\r\n{SENTENCE}\n=====\n"


def test_an_export_is_cut_at_the_lines_that_match(tmp_path: Path) -> None:
    (tmp_path / "export.txt").write_bytes(EXPORT.encode())
    found = read(tmp_path / "export.txt", "^={5}$")
    assert [each.doc for each in found] == ["export.txt#1", "export.txt#2"]
    assert [each.text for each in found if isinstance(each, RawArticle)] == [
        f"Erster\n\n{SENTENCE}\n",
        f"Zweiter\r\n{SENTENCE}\n",
    ]
    assert not any(each.in_file for each in found if isinstance(each, RawArticle))


def test_a_line_that_matches_in_part_begins_its_article(tmp_path: Path) -> None:
    text = f"Nordkurier vom 8.1.2026\n{SENTENCE}\nSüdblatt vom 9.1.2026\n{SENTENCE}\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    found = [each for each in read(tmp_path / "a.txt", r"vom \d") if isinstance(each, RawArticle)]
    assert [each.text.partition("\n")[0] for each in found] == ["Nordkurier vom 8.1.2026", "Südblatt vom 9.1.2026"]
    assert "".join(each.text for each in found) == text


def test_a_file_without_such_a_line_is_one_article_with_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    (found,) = read(tmp_path / "a.txt", "^#####$")
    assert isinstance(found, RawArticle)
    assert (found.doc, found.warning) == ("a.txt", NO_LINE)


def test_a_word_document_is_cut_too(tmp_path: Path) -> None:
    body = paragraph("Dokument 1 von 2") + paragraph(SENTENCE) + paragraph("Dokument 2 von 2") + paragraph(SENTENCE)
    assert len(read(docx(tmp_path / "a.docx", body), r"^Dokument \d+ von \d+$")) == 2


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+$", "(", "[", r"(\w+\s?)*$", "(a|aa)*c", "", "x*", "a" * 400, "(?P<n>a)(?P<n>b)", "a{99999999999}"],
)
def test_a_pattern_that_is_none_or_may_take_for_ever_is_refused(pattern: str) -> None:
    with pytest.raises(UsageError, match="--split"):
        separator(pattern)


@settings(deadline=None)
@given(st.text(alphabet="a=\n\r x\u2028", max_size=60))
def test_no_word_gets_lost_between_the_parts(text: str) -> None:
    kept = "".join(parts(text, "^=+$"))
    assert kept.count("a") == text.count("a")
    assert kept.count("x") == text.count("x")


# --- standard input ------------------------------------------------------------------------------------------


def _piped(tmp_path: Path, words: bytes, *more: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, str(ROOT / "run_pipeline.py"), "-", "--out", str(tmp_path / "out"), *more]
    return subprocess.run(command, input=words, capture_output=True, check=False, env={**os.environ})


def test_an_article_by_standard_input(tmp_path: Path) -> None:
    done = _piped(tmp_path, f"Titel\n\n{SENTENCE}\n".encode())
    assert done.returncode == 0, done.stderr
    claims = read_claims(tmp_path / "out" / "claims.csv")
    assert set(claims["doc"]) == {"stdin.txt"}
    text = (tmp_path / "out" / "texts" / "stdin.txt.txt").read_text(encoding="utf-8")
    assert all(text[row.start : row.end] == row.evidence for row in claims.itertuples())
    assert not list((tmp_path / "out" / ".belegt").glob("stdin*"))


def test_an_export_by_standard_input(tmp_path: Path) -> None:
    assert _piped(tmp_path, EXPORT.encode(), "--split", "^={5}$").returncode == 0
    rows: Any = read_csv(tmp_path / "out" / "documents.csv", "documents")
    assert list(rows["doc"]) == ["stdin.txt", "stdin.txt#1", "stdin.txt#2"]


def test_nothing_by_standard_input_is_told(tmp_path: Path) -> None:
    done = _piped(tmp_path, b"")
    assert done.returncode == 3
    assert "leer" in done.stderr.decode()
