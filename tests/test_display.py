"""Highlights keep every character, nest safely and never let an article's markup through."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from pipeline.display import Mark, render
from pipeline.records import Article


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
