"""HTML page → the article's text and its metadata. trafilatura does the work; limits and a plain fallback are ours."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import Any

from pipeline.errors import ReadError
from pipeline.reading.letters import moved_digits
from pipeline.reading.metadata import Metadata, host_of, plain
from pipeline.reading.paragraphs import LINE_END
from pipeline.reading.publication import date_of_field

DEEPEST = 1000
SHORTEST_TEXT = 200
LONG_VALUE = re.compile(r"=\s?\"[^\"]{2000,}\"|=\s?'[^']{2000,}'")
NO_SIGNS = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")  # no tree can hold them
LONG_TAG = re.compile(r"<[^<>]{20000,}>")
ENDS = re.compile(r"</(?:html|body)\s{0,9}>", re.IGNORECASE)  # the parser leaves out, unsaid, what stands behind them
NESTING = re.compile(r"<(/?)(?:div|span|section|article|table|ul|ol|blockquote|font|center)\b", re.IGNORECASE)
GAPS = re.compile(r"[ \t\r\n\x0b\x0c]+")
TEXT_PARTS = "p|h1|h2|h3|h4|li|td|blockquote|figcaption"
OUTSIDE = ("script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "iframe", "svg")
HIDDEN = (  # words that were struck are no longer said
    "//template | //noscript | //del | //s | //strike | "
    "//*[@hidden or @aria-hidden='true' or contains(translate(@style, ' ', ''), 'display:none')"
    " or contains(translate(@style, ' ', ''), 'visibility:hidden')]"
)
PLACES = {"sup": "superscript", "sub": "subscript"}
TOO_DEEP = "zu tief verschachtelte Seite; Nächster Schritt: Text als .txt speichern"
NEWEST = "2099-12-31"
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
})  # fmt: skip
NO_WORDS = "//title | //script | //style | //noscript | //template | //iframe | //svg | //button | //form | //head"
BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS))})(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
MARKED_UP = re.compile(
    rf"{BLOCK_TAG.pattern}|</(?:a|b|em|i|span|strong|u|script|style)>|&(?:[aou]uml|szlig|nbsp|quot|amp|shy|[blr]dquo|"
    r"[lr]aquo|[blr]s?quo|[nm]dash|hellip|euro|#\d{2,6}|#x[\da-f]{2,5});",
    re.IGNORECASE,
)
NO_TEXT = (
    "kein Artikeltext in der Seite gefunden (nur Menü, Hinweise oder Skripte?); "
    "Nächster Schritt: Text als .txt speichern"
)
TEXT_OPTIONS: dict[str, Any] = {
    "output_format": "txt",
    "include_comments": False,
    "include_tables": True,
    "with_metadata": False,
}
# No date later than any plausible one, instead of «not after today»: a run must not depend on the clock.
DATE_OPTIONS = {"extensive_search": False, "original_date": True, "max_date": NEWEST, "outputformat": "%Y-%m-%d"}


def read_page(html: str) -> tuple[str, Metadata]:
    """The article's text, one paragraph a line with the headline first, and what the page says about itself.

    Raises ReadError where the page holds no article or is nested too deeply.
    """
    page = _tame(html)
    tree = _tree(page)
    if tree is None:
        raise ReadError(NO_TEXT)
    fields = _metadata(tree)
    text = _article_text(tree)
    if not text.strip():
        raise ReadError(NO_TEXT)
    heading = plain(tree.xpath("string((//h1[normalize-space()])[1])"))
    title = heading or fields.title
    if title and not _holds_line(text, title):
        text = f"{title}\n\n{text}"
    return text, replace(fields, title=title)


def read_fragment(html: str) -> str:
    """The text of a field that holds HTML, one block a line, nothing left out but scripts; where no block is marked
    (only letters like «&uuml;» or «<b>»), its own lines stay. Raises ReadError as ``read_page`` does."""
    page = _tame(html)
    if not BLOCK_TAG.search(page):
        page = LINE_END.sub("<br>", page)
    tree = _tree(f"<div>{page}</div>")
    if tree is None:
        raise ReadError(NO_TEXT)
    for element in tree.xpath(NO_WORDS):
        element.clear(keep_tail=True)
    for element in tree.iter():
        words = GAPS.sub(" ", element.text or "")
        behind = GAPS.sub(" ", element.tail or "")
        border = "\n" if element.tag in BLOCKS else ""
        element.text, element.tail = border + words, border + behind
    lines = (line.strip() for line in tree.text_content().split("\n"))
    return "\n".join(line for line in lines if line)


def _tame(html: str) -> str:
    """The page without data that only costs time: huge attributes, embedded images, unclosed comments."""
    page = NO_SIGNS.sub("", html).replace("\x0b", " ").replace("\x0c", " ")
    page = LONG_VALUE.sub('=""', ENDS.sub("", page))
    page = LONG_TAG.sub(" ", page)
    start = page.rfind("<!--")
    if start >= 0 and "-->" not in page[start:]:
        page = page[:start]
    depth = deepest = 0
    for match in NESTING.finditer(page):
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise ReadError(TOO_DEEP)
    return page


def _tree(page: str) -> Any:
    from lxml import etree, html

    # «huge_tree»: without it the parser leaves out, and does not tell, whatever stands behind the 256th open tag
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    if any("depth" in entry.message for entry in parser.error_log):
        raise ReadError(TOO_DEEP)
    for hidden in tree.xpath(HIDDEN):
        if hidden.getparent() is not None and hidden.tag not in {"html", "body"}:
            hidden.clear(keep_tail=True)  # drop_tree joins texts, and fails on «&#8;» in them
    _move_digits(tree)
    return tree


def _move_digits(tree: Any) -> None:
    """«1.500<sup>3</sup> Soldaten» has a note: without the tag it would be another number."""
    for element in tree.xpath("//sup | //sub"):
        words = element.text_content()
        moved = moved_digits(words, PLACES[element.tag])
        if moved != words:
            element.clear(keep_tail=True)
            element.text = moved


def _article_text(tree: Any) -> str:
    """trafilatura's text; where it finds next to nothing, every paragraph that is no menu or script."""
    from copy import deepcopy

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(deepcopy(tree), **TEXT_OPTIONS)
    except Exception:  # whatever a page does to the extractor costs the page, and the fallback may still read it
        text = None
    if text and len(text) >= SHORTEST_TEXT:
        return str(text)
    fallback = _paragraphs(tree)
    return fallback if len(fallback) > len(text or "") else str(text or "")


def _paragraphs(tree: Any) -> str:
    body = tree.find(".//body")
    if body is None:
        return ""
    for element in body.xpath("|".join(f".//{name}" for name in OUTSIDE)):
        if element.getparent() is not None:
            element.clear(keep_tail=True)
    wanted = [f".//{name}[not(.//p)]" for name in TEXT_PARTS.split("|")]
    parts = [plain(element.text_content()) for element in body.xpath("|".join(wanted))]
    direct = "" if parts else plain(body.text_content())
    return "\n".join(part for part in [*parts, direct] if part)


def _metadata(tree: Any) -> Metadata:
    import trafilatura.metadata

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.metadata.extract_metadata(tree, date_config=DATE_OPTIONS)
    except Exception:  # broken metadata must not cost the article
        return Metadata()
    if found is None:
        return Metadata()
    url = plain(found.url)
    published, warning = date_of_field(plain(found.date))
    host = host_of(url)
    return Metadata(plain(found.sitename) or host, published, plain(found.title)[:500], url if host else "", warning)


def _holds_line(text: str, title: str) -> bool:
    return any(" ".join(line.split()) == title for line in text.splitlines()[:10])
