"""Cleaned words and their way back, paragraphs, header fields, dates, sources, languages."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.clean import clean
from pipeline.reading.foreign import foreign_language, is_foreign_line, language_of
from pipeline.reading.letters import cleaned
from pipeline.reading.metadata import header_of, host_of
from pipeline.reading.paragraphs import LONGEST_PARAGRAPH, paragraph_spans
from pipeline.reading.publication import date_in_address, date_of_agency_number, date_of_field, date_of_line, first_date
from pipeline.records import Article, RawArticle

SIGNS = "\u00ad\u200b\u202e\ufeff\u0308\u00a0\u2009\r\n\t \x85\u2028\x00=-*#.()„“«»"
PIECES = [
    "ü",
    "ü",
    "Foto: ",
    "(dpa)",
    "Quelle: ",
    "date 2026-01-07 ",
    "Mehr zum Thema",
    "---\n",
    "Titel: x\n",
    "\n",
    "\n\n",
    "Norland sagt zu",
    "Foto: dpa",
    "Das teilte Polen mit. (dpa)",
    "Titel: A\nDatum: 2026-05-03\n\n",
    "OstmeerNorland",
    "Paris - ",
    " Feedback senden",
    "Quelle: a.de, b/dpa",
    "—",
    "- ",
    "3. Mai 2026",
    "Sicher-\nheit",
    "Darum gehts ",
]
NEWS = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(SIGNS), st.characters()), max_size=40).map("".join)


def article(text: str, doc: str = "a.txt", **fields: object) -> Article:
    return clean(RawArticle(doc=doc, text=text, **fields))  # type: ignore[arg-type]


def corresponds(kept: str, text: str, at: int) -> bool:
    """The cleaned character comes from the text's character at its offset: itself, composed, or white space."""
    origin = text[at]
    if kept == " ":
        return origin.isspace() or origin == "\x85"
    return (
        kept == origin
        or kept in unicodedata.normalize("NFC", text[at : at + 40])
        or bool(unicodedata.combining(origin))
    )


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_has_a_way_back(text: str) -> None:
    words, offsets = cleaned(text, 0, len(text))
    assert len(offsets) == len(words) + 1
    assert list(offsets) == sorted(offsets)
    assert 0 <= offsets[0] <= offsets[-1] <= len(text)
    assert "  " not in words
    assert words == words.strip(" ")
    assert all(corresponds(kept, text, at) for kept, at in zip(words, offsets, strict=False))


@given(NEWS, st.sampled_from(["a.txt", "a.md"]))
def test_articles_hold_together(text: str, doc: str) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8")
    found = article(text, doc)
    last = 0
    for paragraph in found.paragraphs:
        assert paragraph.clean
        assert len(paragraph.offsets) == len(paragraph.clean) + 1
        assert (paragraph.offsets[0], paragraph.offsets[-1]) == (paragraph.start, paragraph.end)
        assert list(paragraph.offsets) == sorted(paragraph.offsets)
        assert last <= paragraph.start <= paragraph.end <= len(text)
        last = paragraph.end


@given(st.text(max_size=200))
def test_nothing_but_signs_gets_lost(text: str) -> None:
    """Every letter of the text stands in some paragraph, furniture or not."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    kept = "".join(p.clean for p in article(text).paragraphs)
    for char in set(unicodedata.normalize("NFC", text)):
        if char.isalpha() and char.isascii():
            assert char in kept


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Grü\u00adn\u200bfurt", "Grünfurt"),
        ("Gru\u0308nfurt", "Grünfurt"),
        ("1\u00a0200\u2009Soldaten", "1 200 Soldaten"),
        ("a \t\r\n  b", "a b"),
        ("\ufeff\u202eNorland\u202c sagt\x07 zu", "Norland sagt zu"),
        ("  x  ", "x"),
        ("", ""),
        ("\u200b\u00ad", ""),
        ("👩🏽\u200d✈️ sagt", "👩🏽✈️ sagt"),
    ],
)
def test_cleaned(text: str, words: str) -> None:
    assert cleaned(text, 0, len(text))[0] == words


def test_offsets_lead_back_over_a_soft_hyphen_and_a_combining_mark() -> None:
    text = "Sol\u00addaten u\u0308ben"
    words, offsets = cleaned(text, 0, len(text))
    start = words.index("üben")
    assert text[offsets[start] : offsets[start + 4]] == "u\u0308ben"
    assert text[offsets[0] : offsets[8]] == "Sol\u00addaten"


def test_paragraphs_one_a_line() -> None:
    long = "Ein langer Absatz, der in einer Zeile steht und weit über jede Breite läuft, wie es auf Seiten üblich ist."
    text = f"Eine Schlagzeile\n{long}\n\nEnde."
    assert len(paragraph_spans(text)) == 3


def test_list_of_short_lines_is_not_joined() -> None:
    text = "\n".join(
        ["Polen sagt ab", "Norland sagt zu", "Dänemark prüft noch", "Schweden wartet", "Estland hilft mit Schiffen"]
    )
    assert len(paragraph_spans(text)) == 5


def test_endless_paragraph_is_divided_at_sentences() -> None:
    sentence = "Norland sagte am Samstag 300 Soldaten zu. "
    text = sentence * 1000
    spans = paragraph_spans(text)
    assert max(end - start for start, end in spans) <= LONGEST_PARAGRAPH
    assert all(text[start:end].endswith("zu.") for start, end in spans)


def test_endless_word_is_left_out_with_a_warning() -> None:
    found = article("Norland sagt zu. " + "x" * 20_000 + " Polen sagt ab.")
    assert " ".join(p.clean for p in found.analysed()) == "Norland sagt zu. Polen sagt ab."
    assert "überlang" in found.warning


def test_markdown() -> None:
    text = (
        "---\ntitle: Norland sagt zu\ndate: 2026-05-03\nsource: Nordblatt\n---\n\n# Norland sagt zu\n\n"
        "**Polen** sagt [laut Bericht](https://a.example/x) ab.\n\n- Erstens kommt Hilfe.\n"
    )
    found = article(text, "a.md")
    assert [(p.zone, p.clean) for p in found.paragraphs if p.zone != "furniture"] == [
        ("title", "Norland sagt zu"),
        ("body", "Polen sagt laut Bericht ab."),
        ("body", "Erstens kommt Hilfe."),
    ]
    assert (found.title, found.source, found.published) == ("Norland sagt zu", "Nordblatt", date(2026, 5, 3))


def test_front_matter_is_no_yaml() -> None:
    header = header_of('---\ntitle: !!python/object/apply:os.system ["x"]\na: &a [1,1]\nb: *a\n---\n\nText.')
    assert header.fields.title.startswith("!!python")


@pytest.mark.parametrize(
    "text",
    [
        "Brandl: „Wir kommen.“\nFrage: Wann?\n\nText.",
        "Datum des Gipfels ist offen.\n\nText.",
        "Quelle: unklar\nund weiter geht es.\n\nText.",
        "Text: Norland hat zugesagt, teilte Brandl mit.\n\nMehr.",
        "",
    ],
)
def test_no_header(text: str) -> None:
    assert header_of(text).end == 0


def test_title_of_the_header_is_analysed() -> None:
    text = "Titel: Norland sagt 300 Soldaten zu\nDatum: 2026-05-03\n\nDas teilte Brandl mit.\n"
    title = next(p for p in article(text).paragraphs if p.zone == "title")
    assert text[title.start : title.end] == "Norland sagt 300 Soldaten zu"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-01-07T15:20:00+01:00", date(2026, 1, 7)),
        ("20260107", date(2026, 1, 7)),
        ("7.1.26", date(2026, 1, 7)),
        ("07.01.2026, 15:20 Uhr", date(2026, 1, 7)),
        ("3. Jänner 2026", date(2026, 1, 3)),
        ("Wed, 07 Jan 2026 10:00:00 GMT", date(2026, 1, 7)),
        ("January 7, 2026", date(2026, 1, 7)),
        ("03/04/2024", date(2024, 4, 3)),
        ("heute", None),
        ("31.02.2026", None),
        ("2999-12-31", None),
        ("=HEUTE()", None),
        ("", None),
    ],
)
def test_date_of_field(value: str, expected: date | None) -> None:
    assert date_of_field(value)[0] == expected


def test_doubtful_dates_warn() -> None:
    assert "mehrdeutig" in date_of_field("03/04/2024")[1]
    assert "nicht verstanden" in date_of_field("heute")[1]
    assert not date_of_field("2026-01-07")[1]


@pytest.mark.parametrize(
    "line",
    [
        "7. Januar 2026",
        "08.01.2026, 15:20 Uhr",
        "Stand: 07.01.2026 18:05 Uhr",
        "Von Anna Maier, 3. März 2024",
        "Mi., 07.01.2026 | 12:30",
        "Nordkurier, 07.12.2005",
        "(red, 03.05.2026)",
        "Veröffentlicht am 7. Jänner 2026 um 9 Uhr",
    ],
)
def test_lines_that_only_date(line: str) -> None:
    assert date_of_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Am 7. Januar 2026 unterzeichneten sie den Vertrag",
        "Gipfel beginnt am 7. Januar 2026",
        "Tag der Einheit war am 3. Oktober 1990",
        "Januar 2026",
        "Two soldiers look on, 9 October, 2026",
        "Artikel 7.1.2",
    ],
)
def test_lines_that_say_more(line: str) -> None:
    assert date_of_line(line) is None


def test_publication_before_change() -> None:
    text = "Norland sagt zu\n\nAktualisiert: 05.05.2026, 08:00 Uhr\nPubliziert: 03.05.2026\n\nDas teilte Brandl mit."
    assert article(text).published == date(2026, 5, 3)
    assert article(text.replace("Publiziert: 03.05.2026\n", "")).published == date(2026, 5, 5)


def test_date_from_elsewhere() -> None:
    assert date_in_address("https://a.example/politik/2026/05/03/norland.html") == date(2026, 5, 3)
    assert date_of_agency_number("dpa:260503-99-123456/3") == date(2026, 5, 3)
    named = article("Das teilte Brandl mit.", "2026-05-03-norland.txt")
    assert named.published == date(2026, 5, 3)
    assert "Dateinamen" in named.warning
    assert article("Das teilte Brandl mit.").published is None


@pytest.mark.parametrize(
    "dateline",
    ["Bonn, 3. Mai 2026 (ap).", "Bonn, 3. Mai 2026.", "Bad Ems, den 3.5.2026 –", "BONN, 3. Mai 2026 (dpa) -"],
)
def test_a_dateline_dates_the_article(dateline: str) -> None:
    found = article(f"Norland sagt zu\n\n{dateline} Das Land hat am Sonntag seine Hilfe zugesagt, teilte Brandl mit.")
    assert found.published == date(2026, 5, 3)
    assert [p.clean for p in found.paragraphs if p.zone == "furniture"] == [dateline]


def test_dates_in_sentences_are_no_publication_dates() -> None:
    assert (
        article("Norland sagt zu\n\nDie Wahl am 3. Mai 2026: Das Land hat Hilfe zugesagt, so Brandl.").published is None
    )
    assert article("Norland sagt zu\n\nAm 3. Mai 2026 sagte Norland Soldaten zu.").published is None
    assert first_date("Am 3. Mai 2026 sagte Norland zu") is not None


@pytest.mark.parametrize(
    ("last", "source"),
    [
        ("Quelle: nordblatt.de, abc/dpa", "nordblatt.de"),
        ("Quelle: Nordkurier", "Nordkurier"),
        ("Quelle: dpa", ""),
        ("Quelle: Bundesministerium der Verteidigung", ""),
        ("Nordkurier, 03.05.2026", "Nordkurier"),
        ("Kiew, 03.05.2026", ""),
    ],
)
def test_source_from_a_line(last: str, source: str) -> None:
    found = article(f"Norland sagt zu\n\nDas teilte Brandl am Samstag mit.\n\n{last}", source="name")
    assert (found.source, found.source_known) == ((source, True) if source else ("name", False))


@pytest.mark.parametrize(
    ("first", "source"),
    [
        ("Friesische Rundschau", "Friesische Rundschau"),
        ("Halligblatt", "Halligblatt"),
        ("Spiegel Online", "Der Spiegel"),
        ("Streit um die Deichreparatur", ""),
        ("Die Flaschenpost aus dem Watt", ""),
        ("Ein Blick zurück", ""),
    ],
)
def test_source_from_the_line_above_the_date(first: str, source: str) -> None:
    """As people copy an article from a page: the paper's name, the day, the title."""
    text = f"{first}\n03.05.2026, 18:10 Uhr\n\nNorland sagt zu\n\nDas teilte Brandl am Samstag mit."
    found = article(text, source="name")
    assert (found.source, found.source_known) == ((source, True) if source else ("name", False))


def test_stated_source_wins() -> None:
    found = article("Norland sagt zu.\n\nQuelle: nordblatt.de, abc/dpa", source="Südpost", source_known=True)
    assert found.source == "Südpost"


def test_host() -> None:
    assert host_of("https://www.nordblatt.example/x") == "nordblatt.example"
    assert [host_of(url) for url in ("javascript:alert(1)", "file:///etc/passwd", "//x", "http://[", "")] == [""] * 5


def test_languages() -> None:
    german = "Norland sagte am Samstag zu, dass es sich mit 300 Soldaten beteiligen will, wie Brandl mitteilte."
    english = "Norland said on Saturday that it would take part with 300 soldiers, as the minister told the press."
    dutch = "Noorland zei zaterdag dat het met 300 soldaten zou deelnemen, zo meldde de minister van het land."
    assert [language_of(text) for text in (german, english, dutch)] == ["de", "en", "nl"]
    assert foreign_language(german) == ""
    assert (
        foreign_language(
            "Данія пообіцяла 1200 військових, сказала міністерка. Польща відмовилася надсилати війська до країни."
        )
        == "uk"
    )
    assert language_of("Norland sagt zu") == "de"
    assert language_of("") == "de"
    assert not is_foreign_line("Brandl will mit der „New York Times“ und dem „Le Monde“ sprechen")


def test_hidden_signs_warn() -> None:
    assert "Richtungszeichen" in article("Norland sagte \u202e002.1\u202c Soldaten zu.").warning
    assert "Steuerzeichen" in article("Norland\x07 sagte zu.").warning
    assert "gemischt" in article("Роlen sagte 1.200 Soldaten zu.").warning


def test_page_of_furniture_only_warns() -> None:
    found = article("Startseite | Politik | Sport\n\nImpressum\n")
    assert not found.analysed()
    assert "Seitenelemente" in found.warning
