"""The page holds what the tables say, nothing that runs but our own script, and the same bytes each time."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_sample import TEXTS, empty_tables, sample_tables, single_tables

from pipeline.lexicon import SHIPPED, toml_table
from pipeline.messages import use_language
from pipeline.outputs import report_data as data
from pipeline.outputs.report import SCRIPTS, STYLES, data_block, report_page, write_report
from pipeline.records import Kind, Modifier, QuoteType, RowStatus, Stance, Status
from pipeline.views.figures import homes

HAFEN, HOSTILE = TEXTS["a/hafen.txt"], TEXTS["b/<i>.txt"]


class Page(HTMLParser):
    """The page's elements as a browser's parser sees them, with the content of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.contents: list[str] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.contents.append("")
        self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, text: str) -> None:
        if self.contents and self.inside:
            self.contents[-1] += text

    def of(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(attrs, text) for (name, attrs), text in zip(self.elements, self.contents) if name == tag]


@pytest.fixture(scope="module")
def page() -> str:
    return report_page(sample_tables(), "modell 1")


def _data(html: str) -> Any:
    return json.loads(next(text for attrs, text in Page(html).of("script") if attrs.get("id") == "data"))


def test_the_policy_allows_our_script_and_style_by_their_hashes_and_nothing_else(page: str) -> None:
    found = Page(page)
    policy = next(
        str(attrs["content"]) for attrs, _ in found.of("meta") if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == "'none'"
    script = next(text for attrs, text in found.of("script") if not attrs)
    for rule, text in (("script-src", script), ("style-src", found.of("style")[0][1])):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules.pop(rule) == f"'sha256-{digest}'"
    assert not rules


def test_nothing_in_the_page_is_loaded_or_runs_besides_our_script(page: str) -> None:
    found = Page(page)
    assert [attrs for attrs, _ in found.of("script")] == [
        {"type": "application/json", "id": "words"}, {"type": "application/json", "id": "data"}, {},
    ]  # fmt: skip
    names = {name for _, attrs in found.elements for name in attrs}
    assert not names & {"src", "href", "style", "srcset", "action"}
    assert not [name for name in names if name.startswith("on")]
    assert {tag for tag, _ in found.elements} == {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "noscript",
        "p",
        "div",
        "script",
    }


def test_our_scripts_insert_data_as_text_only_and_ask_nobody() -> None:
    for name in SCRIPTS:
        source = (SHIPPED / "report" / name).read_text(encoding="utf-8")
        for forbidden in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "fetch(",
            "XMLHttpRequest",
            "WebSocket",
            "import(",
            "localStorage",
        ):
            assert forbidden not in source, (name, forbidden)
        assert "http://" not in source.replace("http://www.w3.org/2000/svg", "")
    shipped = {path.name for path in (SHIPPED / "report").iterdir()}
    assert {"report.html", *STYLES, *SCRIPTS} == shipped


def test_hostile_text_comes_back_as_it_was(page: str) -> None:
    found = _data(page)
    text = next(entry for entry in found["documents"] if entry["doc"] == "b/<i>.txt")["parts"][0][1]
    assert text == HOSTILE
    block = page[page.index('id="data">') :]
    assert "<" not in block[10 : block.index("</script>")]


@given(st.text(st.characters(), max_size=40))
def test_any_string_survives_the_data_block(text: str) -> None:
    block = data_block([text])
    block.encode("utf-8")
    assert not set("<>&\u2028\u2029") & set(block)
    back = json.loads(block)[0]
    assert back.encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")


def test_the_same_tables_give_the_same_bytes(tmp_path: Path, page: str) -> None:
    write_report(sample_tables(), tmp_path, "modell 1")
    assert (tmp_path / "report.html").read_bytes() == page.encode()
    assert str(tmp_path) not in page


def test_offsets_are_those_of_a_browser(page: str) -> None:
    """«🚢» is one character of Python and two units of JavaScript."""
    found = _data(page)
    claim = next(claim for claim in found["claims"] if claim["claim_id"] == "c_may")
    utf16 = HAFEN.encode("utf-16-le")
    start, end = claim["quote_spans"][0]
    assert utf16[2 * start : 2 * end].decode("utf-16-le") == "Wir fahren im Mai los"


def test_only_web_addresses_become_links(page: str) -> None:
    assert [entry.get("url") for entry in _data(page)["documents"][:4]] == [
        "https://hafenblatt.example/bucht",
        None,
        None,
        None,
    ]


def test_positions_show_the_strongest_stance_and_all_others(page: str) -> None:
    cells = {(cell["party"], cell["topic"]): cell for cell in _data(page)["positions"]}
    assert cells["NO", "troops"]["stances"] == ["pledged", "planned", "refused"]
    assert len(cells["NO", "troops"]["rows"]) == 4


def test_the_timeline_goes_by_day_and_marks_what_changed(page: str) -> None:
    lines = {line["party"]: line for line in _data(page)["timelines"]}
    assert [(e["day"], e["changed"]) for e in lines["NO"]["entries"]] == [("2026-04-01", False)] * 3 + [
        ("2026-04-09", True)
    ]
    assert next(iter(lines)) == "NO"


def test_figures_stand_side_by_side_by_what_is_counted(page: str) -> None:
    (group,) = _data(page)["figures"]
    assert [(each["source"], each["min"], each["modifier"]) for each in group["values"]] == [
        ("Hafenblatt", 900, "about"),
        ("Inselpost", 950, "exact"),
    ]


def test_coverage_tells_what_an_outlet_alone_has_and_shares(page: str) -> None:
    outlets = {outlet["source"]: outlet for outlet in _data(page)["coverage"]}
    assert outlets["Hafenblatt"]["only"] == [0, 3]
    assert outlets["Hafenblatt"]["shared"] == outlets["Inselpost"]["shared"] == [2]
    assert not outlets["Inselpost"]["known"]


def test_a_large_run_keeps_the_surroundings_of_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "MOST_CHARACTERS", 10)
    monkeypatch.setattr(data, "SURROUNDINGS", 5)
    found = _data(report_page(sample_tables()))
    text = HAFEN.encode("utf-16-le")
    parts = found["documents"][0]["parts"]
    assert len(parts) == 1
    offset, words = parts[0]
    assert text[2 * offset :].decode("utf-16-le").startswith(words)
    assert words.startswith("cht\n\nNorwegen schickt")


def test_surroundings_do_not_overlap() -> None:
    assert data.surroundings([(1000, 1100), (1200, 1300), (5000, 5010)], 5200) == [(600, 1700), (4600, 5200)]


def test_rows_beyond_the_limit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "MOST_ROWS", 2)
    found = _data(report_page(sample_tables()))
    assert len(found["rows"]) == 2
    assert found["hidden_rows"] == 4


@pytest.mark.parametrize("tables", [empty_tables(), single_tables()], ids=["empty", "single"])
def test_small_runs_have_a_page_too(tables: Any) -> None:
    found = _data(report_page(tables))
    assert len(found["rows"]) == len(tables.table)


def test_both_languages_have_all_words() -> None:
    tables = toml_table("report")
    assert set(tables["de"]) == set(tables["en"])
    for name in (name for name in tables if name.startswith("de_")):
        assert set(tables[name]) == set(tables["en_" + name.removeprefix("de_")])
    for key, text in tables["de"].items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", tables["en"][key])), key


def test_the_scripts_name_only_words_that_exist() -> None:
    texts = toml_table("report")["de"]
    source = "\n".join((SHIPPED / "report" / name).read_text(encoding="utf-8") for name in SCRIPTS)
    used = set(re.findall(r"\bt\(\"(\w+)\"(?:\)|,)", source)) | {
        f"{key}_one" for key in re.findall(r"counted\(\"(\w+)\"", source)
    }
    assert used <= set(texts)


@pytest.mark.parametrize(
    ("group", "values"),
    [
        ("status", RowStatus),
        ("kind", Kind),
        ("stance", Stance),
        ("letter", Stance),
        ("quote_type", QuoteType),
        ("document_status", Status),
    ],
)
def test_every_value_has_a_label(group: str, values: Any) -> None:
    assert {value for value in get_args(values) if value} == set(toml_table("report")[f"de_{group}"])


def test_every_modifier_but_exact_has_words() -> None:
    assert set(get_args(Modifier)) - {"", "exact"} == set(toml_table("report")["de_modifier"])


def test_letters_of_the_matrix_differ() -> None:
    for language in ("de", "en"):
        letters = list(toml_table("report")[f"{language}_letter"].values())
        assert len(set(letters)) == len(letters)


def test_the_page_speaks_the_runs_language() -> None:
    use_language("en")
    try:
        page = report_page(sample_tables())
    finally:
        use_language("de")
    assert '<html lang="en">' in page
    assert '"corroborated":"corroborated"' in page


def test_figures_that_the_table_keeps_apart_stay_apart() -> None:
    row = {"kind": "figure", "quantity_min": 1, "quantity_max": 1, "conflicts_with": "", "counted": "Boote"}
    rows = [{**row, "row_id": name} for name in "abc"]
    rows[2]["conflicts_with"] = "a"
    assert homes(rows) == {0: 0, 1: 1, 2: 0}
