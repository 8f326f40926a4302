"""The page in a real Chromium: filters, evidence, keys, hostile text, no network, contrast; skipped without one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from report_sample import LONG_WORD, TEXTS, empty_tables, large_tables, sample_tables, single_tables

from pipeline.messages import use_language
from pipeline.outputs.report import write_report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None:
    pytest.skip("no chromium", allow_module_level=True)
api = pytest.importorskip("playwright.sync_api", reason="no playwright")

TABS = ("table", "positions", "timeline", "figures", "sources", "documents")
# Text on the colour behind it, for every element that holds text itself: WCAG asks for 4.5, or 3 where it is large.
CONTRAST = """() => {
  const channel = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const behind = (node) => {
    for (let up = node; up; up = up.parentElement) {
      const colour = rgb(getComputedStyle(up).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!own || !node.checkVisibility() || node.closest("svg, :disabled")) continue;
    const style = getComputedStyle(node);
    const [a, b] = [light(rgb(style.color)), light(behind(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const name = node.className + " " + node.textContent.slice(0, 30);
    if (ratio < (parseFloat(style.fontSize) >= 24 ? 3 : 4.5)) poor.push(name + " " + ratio.toFixed(2));
  }
  return [...new Set(poor)];
}"""

TIMED_FILTER = """() => {
  const topic = document.getElementById("filter-topic");
  const from = performance.now();
  topic.value = "money";
  topic.dispatchEvent(new Event("change"));
  document.body.offsetHeight;
  return performance.now() - from;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with api.sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


class Watched:
    """A page of a run, and all that it said and asked for."""

    def __init__(self, browser: Any, path: Path, **options: Any) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **options})
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.blocked: list[tuple[str, str]] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("requestfailed", lambda request: self.blocked.append((request.url, request.failure)))
        self.page.goto(path.as_uri())


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    opened: list[Watched] = []

    def opener(tables: Any = None, **options: Any) -> Any:
        write_report(tables or sample_tables(), tmp_path, "modell 1")
        opened.append(Watched(browser, tmp_path / "report.html", **options))
        return opened[-1].page

    yield opener
    for each in opened:
        assert each.said == []
        assert each.asked == [(tmp_path / "report.html").as_uri()]
        each.context.close()


def _row(page: Any, name: str) -> Any:
    return page.locator("tr.row", has_text=name)


def test_filters_narrow_the_table_and_can_be_taken_off(open_page: Any) -> None:
    page = open_page()
    rows = page.locator("tr.row")
    assert rows.count() == 6
    page.select_option("#filter-status", "conflicting")
    assert rows.count() == 2
    page.select_option("#filter-source", "Inselpost")
    assert rows.count() == 1
    assert "6 Lotsenboote" in rows.first.inner_text()
    assert page.locator("#shown").inner_text() == "1 von 6 Zeilen"
    page.click("#reset")
    assert rows.count() == 6
    page.click(".t-corroborated")
    assert rows.count() == 1
    assert page.locator("#filter-status").input_value() == "corroborated"


def test_facets_count_what_they_would_leave(open_page: Any) -> None:
    page = open_page()
    page.select_option("#filter-kind", "figure")
    assert page.locator("#filter-status option").all_inner_texts() == ["alle", "mehrfach belegt (1)"]
    assert page.locator("#filter-kind option").all_inner_texts() == ["alle", "Position (5)", "Zahl (1)"]


def test_search_finds_words_of_the_evidence(open_page: Any) -> None:
    page = open_page()
    page.keyboard.press("/")
    page.keyboard.type("REEDEREI gäste")
    api.expect(page.locator("tr.row")).to_have_count(1)
    assert "900 Menschen" in page.locator("tr.row").inner_text()
    page.locator(".opener").click()
    found = page.evaluate("[...CSS.highlights.get('found')].map((range) => range.toString())")
    assert sorted(set(found)) == ["Gäste", "Reederei"]
    page.focus("#search")
    page.keyboard.type(" nirgends")
    page.wait_for_selector("#rows .empty")
    page.keyboard.press("Escape")
    assert page.locator("tr.row").count() == 6


def test_sorting(open_page: Any) -> None:
    page = open_page()
    page.select_option("#order", "newest")
    assert "lehnt Truppen ab" in page.locator("tr.row").first.inner_text()
    page.select_option("#order", "sources")
    assert "900 Menschen" in page.locator("tr.row").first.inner_text()


def test_a_row_opens_by_key_to_its_evidence_with_the_words_marked(open_page: Any) -> None:
    page = open_page()
    opener = _row(page, "Ida Brekke plant").locator(".opener")
    opener.focus()
    page.keyboard.press("Enter")
    assert opener.get_attribute("aria-expanded") == "true"
    detail = page.locator("tr.detail")
    assert detail.locator(".excerpt .m-quote").all_inner_texts() == ["Wir fahren im Mai los"]
    assert detail.locator(".excerpt .m-speaker").all_inner_texts() == ["Brekke"]
    assert (
        "".join(detail.locator(".excerpt .m-evidence").all_inner_texts())
        == "„Wir fahren im Mai los“, sagte Ministerin Ida Brekke."
    )
    assert "Norwegen schickt vier Lotsenboote" in detail.locator(".context").first.inner_text()
    page.keyboard.press("Escape")
    assert detail.count() == 0
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.textContent").startswith("Genannt werden")


def test_escape_inside_an_open_row_closes_it_and_returns_the_focus(open_page: Any) -> None:
    page = open_page()
    _row(page, "Ida Brekke plant").locator(".opener").click()
    page.locator(".detail .claim-foot button").focus()
    page.keyboard.press("Escape")
    assert page.locator("tr.detail").count() == 0
    assert page.evaluate("document.activeElement.className") == "opener"


def test_a_contradiction_stands_side_by_side_and_leads_to_the_other_row(open_page: Any) -> None:
    page = open_page()
    _row(page, "4 Lotsenboote").locator(".opener").click()
    assert "Hafenblatt: 4, Inselpost: 6" in page.locator(".detail .reason").inner_text()
    assert page.locator(".side .side-value bdi").all_inner_texts() == ["4 Lotsenboote", "6 Lotsenboote"]
    page.select_option("#filter-source", "Hafenblatt")
    page.locator(".side button").click()
    assert page.evaluate("document.activeElement.textContent") == "Norwegen sagt Truppen zu: 6 Lotsenboote"
    assert page.locator("#filter-source").input_value() == ""


def test_the_article_opens_with_the_claim_marked_and_walks_through_the_others(open_page: Any) -> None:
    page = open_page()
    _row(page, "Ida Brekke plant").locator(".opener").click()
    page.locator(".detail .claim-foot button").click()
    text = page.locator("#article-dialog .article-text")
    assert text.inner_text().startswith("Hafenblatt 🚢")
    assert text.locator(".m-quote").inner_text() == "Wir fahren im Mai los"
    assert text.locator(".m-furniture").inner_text() == "Hafenblatt 🚢 Politik | Wetter"
    assert page.locator(".walk .muted").inner_text().startswith("Aussage 2 von 3 · Position · Ida Brekke")
    page.locator(".walk button").nth(1).click()
    assert "".join(text.locator(".m-evidence").all_inner_texts()) == "Nach Angaben der Reederei kamen rund 900 Gäste."
    link = page.locator("#article-dialog a")
    assert link.get_attribute("href") == "https://hafenblatt.example/bucht"
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"
    page.keyboard.press("Escape")
    assert not page.locator("#article-dialog").is_visible()
    assert "Im Artikel zeigen" in page.evaluate("document.activeElement.textContent")


def test_hostile_text_is_shown_and_does_nothing(open_page: Any) -> None:
    page = open_page()
    _row(page, "Mallory").locator(".opener").click()
    page.locator(".detail .claim-foot button").click()
    shown = page.locator("#article-dialog .article-text").text_content()
    assert TEXTS["b/<i>.txt"].strip()[:60] in shown
    page.keyboard.press("Escape")
    for name in TABS:
        page.click(f"#tab-{name}")
    assert page.evaluate("window.hacked === undefined")
    assert page.locator("script").count() == 3
    assert page.locator("img, iframe, u, i, object, link").count() == 0
    assert [a.get_attribute("href") for a in page.locator("a").all()] == ["#content"]


def test_the_policy_stops_a_script_that_got_in(browser: Any, tmp_path: Path) -> None:
    write_report(sample_tables(), tmp_path)
    watched = Watched(browser, tmp_path / "report.html")
    watched.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'hacked = 5'; document.body.append(s); }"
    )
    watched.page.evaluate(
        "() => { const i = new Image(); i.src = 'https://x.example/y.png'; document.body.append(i); }"
    )
    watched.page.wait_for_timeout(100)
    assert watched.page.evaluate("window.hacked === undefined")
    assert watched.blocked == [("https://x.example/y.png", "csp")]
    assert all("Content Security Policy" in line for line in watched.said)
    watched.context.close()


def test_tabs_by_arrow_keys(open_page: Any) -> None:
    page = open_page()
    page.focus("#tab-table")
    for name in (*TABS[1:], "table"):
        page.keyboard.press("ArrowRight")
        assert page.locator("[role=tab][aria-selected=true]").get_attribute("id") == f"tab-{name}"
        assert page.locator(f"#view-{name}").is_visible()
    assert page.locator("[role=tabpanel]:visible").count() == 1


def test_a_cell_of_the_matrix_opens_its_claims(open_page: Any) -> None:
    page = open_page()
    page.click("#tab-positions")
    cell = page.locator(".cell", has_text="zugesagt")
    assert (
        cell.get_attribute("aria-label") == "Norwegen · Truppen: zugesagt, auch: geplant, abgelehnt (widersprüchlich)"
    )
    cell.focus()
    page.keyboard.press("Enter")
    assert page.locator("#claims-dialog .in-dialog").count() == 4
    page.locator("#claims-dialog .in-dialog > .quiet").last.click()
    assert page.evaluate("document.activeElement.textContent") == "Norwegen lehnt Truppen ab"


def test_the_timeline_shows_changes(open_page: Any) -> None:
    page = open_page()
    page.click("#tab-timeline")
    assert page.locator(".strip .ring").count() == 1
    page.check("#timeline-changes")
    assert page.locator(".lane").count() == 1
    assert page.locator(".entry").all_inner_texts()[0].split("\n")[0] == "abgelehnt"


def test_figures_have_a_line_for_each_outlet(open_page: Any) -> None:
    page = open_page()
    page.click("#tab-figures")
    assert [" ".join(text.split()) for text in page.locator("button.figure-line").all_inner_texts()] == [
        "Hafenblatt rund 900",
        "Inselpost 950",
    ]
    points = [float(circle.get_attribute("cx").rstrip("%")) for circle in page.locator(".point").all()]
    assert 0 < points[0] < points[1] < 100
    page.locator("button.figure-line").first.click()
    assert page.locator("#claims-dialog .claim").count() == 1


def test_documents_tell_what_was_skipped_and_why(open_page: Any) -> None:
    page = open_page()
    page.click("#tab-documents")
    first = page.locator(".documents tbody tr").first.inner_text()
    assert "fehlgeschlagen" in first
    assert "kein Text" in first
    page.check("#documents-odd")
    assert page.locator(".documents tbody tr").count() == 4
    assert "gleicher Text wie Hafenblatt: zählt einmal" in page.locator(".documents").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_and_no_sideways_scrolling_on_a_phone(open_page: Any, scheme: str) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    for opener in page.locator(".opener").all():
        opener.click()
    for name in TABS:
        page.click(f"#tab-{name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        assert page.evaluate(CONTRAST) == [], name
    assert LONG_WORD in page.locator("#view-table").text_content()


def test_print_has_the_rows_and_no_controls(open_page: Any) -> None:
    page = open_page(large_tables(60))
    assert page.locator("tr.row").count() == 50
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("tr.row").count() == 60
    assert not page.locator(".controls").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("tr.row").count() == 50


def test_paper_keeps_the_table_and_nothing_overlaps(open_page: Any) -> None:
    """Between the margins of an A4 page the table is no list of cards, and no cell reaches into its neighbour."""
    page = open_page(viewport={"width": 688, "height": 1000})
    page.emulate_media(media="print")
    assert page.locator(".rows thead").first.is_visible()
    over = page.evaluate(
        """() => [...document.querySelectorAll(".rows .row td > *")].filter((node) => node.checkVisibility() &&
          node.getBoundingClientRect().right > node.parentElement.getBoundingClientRect().right + 0.5)
          .map((node) => node.textContent)"""
    )
    assert over == []
    what, whole = (page.locator(name).first.bounding_box()["width"] for name in (".c-what", ".rows"))
    assert what > 0.4 * whole  # the words have the room, so that rows stay low


def test_empty_and_single_runs_say_so(open_page: Any) -> None:
    page = open_page(empty_tables())
    assert "kein Artikel ausgewertet" in page.locator("#view-table").inner_text()
    for name in TABS:
        page.click(f"#tab-{name}")
    assert "kein Text" in page.locator("#view-documents").inner_text()
    page = open_page(single_tables())
    assert "Nur ein Artikel" in page.locator("#view-table").inner_text()
    page.click("#tab-sources")
    assert "Nur ein Medium" in page.locator("#view-sources").inner_text()


def test_english(open_page: Any) -> None:
    use_language("en")
    try:
        page = open_page()
    finally:
        use_language("de")
    assert page.locator("#tab-figures").inner_text() == "Figures"
    assert page.locator("#filter-party option").all_inner_texts()[1:] == ["<u>Mallory</u> (1)", "Norway (4)"]


def test_five_thousand_rows_stay_quick(open_page: Any) -> None:
    page = open_page(large_tables(5000))
    assert page.locator("tr.row").count() == 50
    assert page.evaluate(TIMED_FILTER) < 1000
    assert page.locator("#shown").inner_text() == "1.667 von 5.000 Zeilen"
    page.fill("#search", "nummer 4998")
    api.expect(page.locator("tr.row")).to_have_count(1, timeout=3000)
    page.click("#reset")
    page.locator("#pager button").last.click()
    assert "Seite 2 von 100" in page.locator("#pager").inner_text()
    assert page.evaluate("document.querySelectorAll('*').length") < 5000
