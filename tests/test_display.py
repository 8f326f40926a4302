"""Highlights keep every character, nest safely and never let an article's markup through."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.outputs.display import Mark, render, show
from pipeline.records import Article
from tests.report_sample import sample_tables


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]{0,400}>", "", html))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60), st.data())
def test_the_words_survive_any_marks(text: str, data: st.DataObject) -> None:
    edges = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(edges, edges), max_size=4))
    marks = [Mark(min(pair), max(pair), "statement", "x") for pair in pairs]
    assert _plain(render(Article(doc="a", text=text), marks)) == text


def test_markup_in_an_article_is_inert() -> None:
    html = render(Article(doc="a", text="<script>x()</script>"), [Mark(0, 8, "figure", '"><img src=x>')])
    assert "<script" not in html
    assert "<img" not in html


def test_overlapping_marks_show_the_shorter_ones_colour_and_both_labels() -> None:
    html = render(Article(doc="a", text="abcdef"), [Mark(0, 6, "statement", "lang"), Mark(2, 4, "commitment", "kurz")])
    assert '#cfe8cf;color:#111" title="lang | kurz">cd</mark>' in html


def test_a_row_shows_its_claims_by_outlet_and_the_row_against_it() -> None:
    found = sample_tables()
    by_id, by_row = found.show("r_boats"), show(found, found.table.iloc[0])
    assert by_id == by_row
    assert "<b>Hafenblatt</b>" in by_id.html
    assert "Norwegen schickt vier Lotsenboote in die Bucht." in unescape(re.sub(r"<[^>]{0,400}>", "", by_id.html))
    assert "≠ Norwegen sagt Truppen zu: 6 Lotsenboote" in by_id.html


def test_an_article_is_shown_by_its_name_by_itself_and_by_a_claim() -> None:
    found = sample_tables()
    doc = next(iter(found.articles))
    assert found.show() == found.show(doc) == found.show(found.articles[doc])
    with pytest.raises(KeyError, match="kein Artikel und keine Zeile"):
        found.show("r_none")


def test_a_runs_overview_is_inert_and_counts() -> None:
    html = sample_tables()._repr_html_()
    assert "6 Zeilen" in html
    assert "<script" not in html
    assert "<u>" not in html


def test_hostile_rows_are_inert() -> None:
    html = sample_tables().show("r_hostile").html
    assert "<script" not in html
    assert "<img" not in html


def test_a_row_without_a_day_is_shown() -> None:
    found = sample_tables()
    found.claims["published"] = found.claims["published"].where(found.claims["source"] != "Hafenblatt")
    assert "(a/hafen.txt)" in found.show("r_boats").html
