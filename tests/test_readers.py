"""Files and folders → articles and failures: every kind, every encoding, nothing lost, nothing raised."""

from __future__ import annotations

import json
import os
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from pipeline.reading.readers import kinds, read_inputs, safe_name
from pipeline.records import Failure, RawArticle

TEXT = "Norland sagte am Samstag 300 Soldaten für die Küste zu. „Wir bleiben“, sagte Ministerin Käthe Größl.\n"


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def read(*paths: Path, **columns: str) -> list[RawArticle | Failure]:
    return list(read_inputs(list(paths), columns))


def article(outcome: RawArticle | Failure) -> RawArticle:
    assert isinstance(outcome, RawArticle), outcome
    return outcome


def failure(outcome: RawArticle | Failure) -> Failure:
    assert isinstance(outcome, Failure), outcome
    return outcome


@pytest.mark.parametrize(
    ("data", "warned"),
    [
        (TEXT.encode("utf-8"), False),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), False),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), False),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), False),
        (TEXT.encode("utf-16-le"), True),
        (TEXT.encode("cp1252"), True),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, warned: bool) -> None:
    found = article(*read(write(tmp_path / "a.txt", data)))
    assert found.text == TEXT
    assert bool(found.warning) is warned


@pytest.mark.parametrize("encoding", ["mac-roman", "cp850"])
def test_old_encodings_are_told_by_their_umlauts(tmp_path: Path, encoding: str) -> None:
    text = "Die Küste wird für Größl gesperrt, erklärte Präsident Müller. Österreich hört zu."
    found = article(*read(write(tmp_path / "a.txt", text.encode(encoding))))
    assert found.text == text
    assert "gelesen" in found.warning


def test_half_utf8_half_cp1252(tmp_path: Path) -> None:
    data = (TEXT * 2).encode("utf-8") + "Küste\n".encode("cp1252")
    found = article(*read(write(tmp_path / "a.txt", data)))
    assert found.text == TEXT * 2 + "Küste\n"
    assert "UTF-8" in found.warning


def test_line_ends_are_kept(tmp_path: Path) -> None:
    assert article(*read(write(tmp_path / "a.txt", b"Eins.\r\nZwei.\rDrei.\n"))).text == "Eins.\r\nZwei.\rDrei.\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("leer.txt", b""),
        ("leerraum.txt", " \n\t\u200b\n".encode()),
        ("bom.txt", b"\xef\xbb\xbf"),
        ("bild.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        ("zufall.txt", bytes((i * 167 + i // 7) % 256 for i in range(20_000))),
        ("dokument.pdf", b"%PDF-1.7"),
        ("ohne_endung", TEXT.encode()),
        ("leer.html", b"<html><head><title></title></head><body></body></html>"),
        ("nur_skript.html", b"<html><body><script>let a = 1</script></body></html>"),
        ("leer.jsonl", b""),
        ("leer.csv", b"id,text\n"),
        ("ohne_text.csv", b"foo,bar\n1,2\n"),
        ("gross.txt", b"x" * 5_000_001),
    ],
)
def test_what_cannot_be_read_is_one_row_with_cause_and_next_step(tmp_path: Path, name: str, data: bytes) -> None:
    found = failure(*read(write(tmp_path / name, data)))
    assert found.doc == name
    assert found.status == "skipped"
    assert len(found.reason) > 20
    assert "Schritt" in found.reason or "gelesen werden" in found.reason or "--columns" in found.reason


def test_folder_in_fixed_order_with_relative_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.md", "Ä.txt"):
        write(tmp_path / name, TEXT)
    assert [outcome.doc for outcome in read(tmp_path)] == ["a/b/c.md", "a/z.txt", "b.txt", "Ä.txt"]


def test_what_stands_beside_articles_is_none(tmp_path: Path) -> None:
    for name in (
        "metadata.csv",
        "corrections.csv",
        "README.md",
        "readme.txt",
        ".versteckt.txt",
        "Thumbs.db",
        "~$a.docx",
    ):
        write(tmp_path / name, TEXT)
    write(tmp_path / "a.txt", TEXT)
    assert [outcome.doc for outcome in read(tmp_path)] == ["a.txt"]


def test_several_inputs_begin_the_name(tmp_path: Path) -> None:
    write(tmp_path / "eins" / "a.txt", TEXT)
    write(tmp_path / "zwei" / "a.txt", TEXT)
    single = write(tmp_path / "b.txt", TEXT)
    assert [o.doc for o in read(tmp_path / "eins", tmp_path / "zwei", single)] == ["eins/a.txt", "zwei/a.txt", "b.txt"]


def test_inputs_of_one_name_take_their_folders_along(tmp_path: Path) -> None:
    write(tmp_path / "eins" / "texte" / "a.txt", TEXT)
    write(tmp_path / "zwei" / "texte" / "a.txt", TEXT)
    docs = [o.doc for o in read(tmp_path / "eins" / "texte", tmp_path / "zwei" / "texte")]
    assert docs == ["eins/texte/a.txt", "zwei/texte/a.txt"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "texte" / "a.txt", TEXT)
    assert len(read(tmp_path / "texte", path)) == 1


def test_missing_path(tmp_path: Path) -> None:
    assert "nicht gefunden" in failure(*read(tmp_path / "fehlt")).reason


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="needs links")
def test_links(tmp_path: Path) -> None:
    outside = write(tmp_path / "aussen" / "geheim.txt", "geheim")
    folder = tmp_path / "innen"
    write(folder / "a.txt", TEXT)
    (folder / "raus.txt").symlink_to(outside)
    (folder / "selbst.txt").symlink_to("selbst.txt")
    (folder / "tot.txt").symlink_to("fehlt.txt")
    (folder / "schleife").symlink_to("..")
    (folder / "kopie.txt").symlink_to("a.txt")
    outcomes = read(folder)
    assert [o.doc for o in outcomes if isinstance(o, RawArticle)] == ["a.txt"]
    assert {o.doc for o in outcomes if isinstance(o, Failure)} == {
        "kopie.txt",
        "raus.txt",
        "schleife",
        "selbst.txt",
        "tot.txt",
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rohr.txt")
    assert "gewöhnliche Datei" in failure(*read(tmp_path)).reason


def test_names_are_one_printable_line(tmp_path: Path) -> None:
    assert safe_name("zeile\nzwei\x1b[31m.txt") == "zeile\\nzwei\\x1b[31m.txt"
    assert safe_name("gipfel\udcfc.txt") == "gipfel\\udcfc.txt"
    for form in ("NFC", "NFD"):
        write(tmp_path / unicodedata.normalize(form, "Zürich.txt"), TEXT)
    assert len({outcome.doc for outcome in read(tmp_path)}) == 2


def test_source_is_a_guess_without_metadata(tmp_path: Path) -> None:
    found = article(*read(write(tmp_path / "nordblatt.txt", TEXT)))
    assert (found.source, found.source_known, found.published) == ("nordblatt", False, None)


def test_metadata_table(tmp_path: Path) -> None:
    write(
        tmp_path / "metadata.csv",
        "Datei;Quelle;Datum;Titel;Link\nteil/a.txt;Nordblatt;3.5.2026;Titel;https://x.example/1\n",
    )
    write(tmp_path / "teil" / "a.txt", TEXT)
    write(tmp_path / "teil" / "b.txt", TEXT)
    first, second = map(article, read(tmp_path))
    assert (first.source, first.source_known, first.published, first.title) == (
        "Nordblatt",
        True,
        date(2026, 5, 3),
        "Titel",
    )
    assert first.url == "https://x.example/1"
    assert not second.source_known


def test_broken_metadata_table_warns(tmp_path: Path) -> None:
    write(tmp_path / "metadata.csv", "name,quelle\na.txt,Nordblatt\n")
    assert "metadata.csv" in article(*read(write(tmp_path / "a.txt", TEXT))).warning


PAGE = """<!DOCTYPE html><html lang="de"><head><title>Norland sagt zu | Nordblatt</title>
<meta property="og:site_name" content="Nordblatt">
<meta property="article:published_time" content="2026-05-03T08:00:00+02:00">
<link rel="canonical" href="https://www.nordblatt.example/politik/norland"></head>
<body><nav><a href="/">Start</a></nav><div class="cookie">Wir verwenden Cookies.</div><article><h1>Norland sagt zu</h1>
<p>%s</p><h2>Polen wartet ab</h2><p>%s</p><p style="display:none">Versteckt: 999 Soldaten.</p></article>
<footer>Impressum</footer></body></html>"""


def test_page(tmp_path: Path) -> None:
    body = "Norland sagte am Samstag 300 Soldaten für die Küste zu, teilte die Ministerin in der Hauptstadt mit. " * 3
    found = article(*read(write(tmp_path / "seite.html", PAGE % (body, TEXT))))
    assert (found.source, found.source_known, found.published) == ("Nordblatt", True, date(2026, 5, 3))
    assert found.title == "Norland sagt zu"
    assert found.url.startswith("https://www.nordblatt.example/")
    assert not found.in_file
    lines = found.text.splitlines()
    assert lines[0] == "Norland sagt zu"
    assert "Polen wartet ab" in lines
    assert "Cookies" not in found.text
    assert "Versteckt" not in found.text
    assert "Impressum" not in found.text


def test_page_with_the_ending_of_a_text(tmp_path: Path) -> None:
    found = article(*read(write(tmp_path / "seite.txt", PAGE % (TEXT, TEXT))))
    assert "<" not in found.text
    assert "HTML" in found.warning


def test_short_page_and_plain_text_as_page(tmp_path: Path) -> None:
    assert TEXT.strip() in article(*read(write(tmp_path / "a.html", f"<p>{TEXT}"))).text
    assert TEXT.strip() in article(*read(write(tmp_path / "b.htm", TEXT))).text


def test_declared_encoding_of_a_page(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="windows-1252"></head><body><p>{TEXT}</p></body></html>'
    assert TEXT.strip() in article(*read(write(tmp_path / "a.html", page.encode("cp1252")))).text
    lying = page.replace("windows-1252", "iso-8859-1")
    assert TEXT.strip() in article(*read(write(tmp_path / "b.html", lying))).text


def test_hostile_pages_end_quickly(tmp_path: Path) -> None:
    deep = "<html><body>" + "<div>" * 50_000 + TEXT
    assert "verschachtelt" in failure(*read(write(tmp_path / "tief.html", deep))).reason
    attributes = " ".join(f"a{i}=1" for i in range(20_000))
    wide = f'<html><body><p data-x="{"x" * 1_000_000}">{TEXT}</p><p {attributes}>{TEXT}</p>'
    assert TEXT.strip() in article(*read(write(tmp_path / "breit.html", wide))).text


def test_json_lines(tmp_path: Path) -> None:
    record = {
        "Titel": "Norland",
        "Datum": "03.05.2026",
        "Medium": "Nordblatt",
        "Volltext": TEXT,
        "Link": "https://a.example/",
    }
    lines = [
        json.dumps(record),
        "",
        '{"text": "' + TEXT[:20],
        json.dumps({"text": None}),
        json.dumps(["x"]),
        json.dumps(record),
    ]
    outcomes = read(write(tmp_path / "a.jsonl", "\r\n".join(lines)))
    assert [o.doc for o in outcomes] == [f"a.jsonl#{n}" for n in range(1, 6)]
    good = [o for o in outcomes if isinstance(o, RawArticle)]
    assert [o.doc for o in good] == ["a.jsonl#1", "a.jsonl#5"]
    assert (good[0].text, good[0].title, good[0].source, good[0].published) == (
        TEXT,
        "Norland",
        "Nordblatt",
        date(2026, 5, 3),
    )
    assert all("Zeile" in o.reason for o in outcomes if isinstance(o, Failure))


def test_json_list_and_two_values_in_a_line(tmp_path: Path) -> None:
    value = json.dumps({"text": TEXT})
    assert len(read(write(tmp_path / "a.jsonl", json.dumps([{"text": TEXT}, {"text": TEXT}], indent=1)))) == 2
    assert (
        len([o for o in read(write(tmp_path / "b.jsonl", f"{value},\n{value}{value}")) if isinstance(o, RawArticle)])
        == 3
    )


def test_json_traps(tmp_path: Path) -> None:
    lines = ["[" * 50_000, '{"title":"\\ud800","text":"Norland \\udc00 sagt zu."}', "null", '{"text":true}']
    outcomes = read(write(tmp_path / "a.jsonl", "\n".join(lines)))
    good = article(outcomes[1])
    assert good.text == "Norland \ufffd sagt zu."
    assert "ungültige Zeichen" in good.warning
    assert [type(o) for o in outcomes] == [Failure, RawArticle, Failure, Failure]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path: Path, delimiter: str) -> None:
    text = TEXT.strip().replace('"', '""')
    rows = (
        ["id", "Überschrift", "Datum", "Quelle", "Text"],
        ["1", "Norland", "2026-05-03", "Nordblatt", f'"{text}\nZwei, drei; vier."'],
    )
    outcomes = read(write(tmp_path / "a.csv", "\r\n".join(delimiter.join(row) for row in rows).encode("cp1252")))
    found = article(*outcomes)
    assert found.doc == "a.csv#1"
    assert found.text == f"{TEXT.strip()}\nZwei, drei; vier."
    assert (found.title, found.source, found.published) == ("Norland", "Nordblatt", date(2026, 5, 3))


def test_csv_field_longer_than_pythons_limit(tmp_path: Path) -> None:
    assert len(article(*read(write(tmp_path / "a.csv", "text\n" + "Wort " * 60_000 + "\n"))).text) > 131_072


def test_csv_open_quote_costs_its_rows_only(tmp_path: Path) -> None:
    good = [f'{i},"Norland sagte {i} Soldaten zu."' for i in range(20)]
    good[10] = '10,"Norland sagte zu.'
    outcomes = read(write(tmp_path / "a.csv", "\n".join(["id,text", *good]) + "\n"))
    assert sum(isinstance(o, Failure) for o in outcomes) == 1
    assert sum(isinstance(o, RawArticle) for o in outcomes) >= 17


def test_csv_row_with_too_many_cells_is_reported(tmp_path: Path) -> None:
    outcome = failure(*read(write(tmp_path / "a.csv", "id,text\n1,Norland sagte zu, hieß es am Abend\n")))
    assert "Zellen" in outcome.reason


def test_columns_by_hand(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "x,y\nNordblatt,Norland sagt zu.\n")
    found = article(*read(path, text="y", source="x"))
    assert (found.text, found.source) == ("Norland sagt zu.", "Nordblatt")


def test_columns_by_hand_leave_the_usual_names_to_other_inputs(tmp_path: Path) -> None:
    path = write(tmp_path / "b.csv", "Medium;Volltext\nNordblatt;Norland sagt zu.\n")
    found = article(*read(path, text="rumpf"))
    assert (found.text, found.source) == ("Norland sagt zu.", "Nordblatt")


def test_container_without_known_source_falls_back_to_the_address(tmp_path: Path) -> None:
    record = json.dumps({"text": TEXT, "url": "https://www.nordblatt.example/x"})
    found = article(*read(write(tmp_path / "a.jsonl", record)))
    assert (found.source, found.source_known) == ("nordblatt.example", True)


def test_kinds() -> None:
    assert kinds() == [".txt", ".md", ".html", ".htm", ".jsonl", ".csv", ".docx", ".pdf"]
