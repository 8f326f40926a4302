"""Which articles print one text: agency copies (whole, shortened, re-headed), the same article twice, shared parts.

Texts are compared by runs of five words (shingles) of the reporters' own words; quoted words are left out, since two
outlets at one press conference print the same quote without copying each other.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.lexicon import derived, toml_table
from pipeline.records import Article
from pipeline.relays import alternatives

RUN = 5
LONGEST_WORD = 28  # longer ones are image names and addresses glued into the text
FEWEST_SHARED = 12  # shared shingles below this are chance: «Auch der ukrainische Staatschef …»
SAME_OF_SHORTER, SAME_OF_LONGER = 0.4, 0.15
PARAGRAPH_SHARE = 0.7
CREDIT_REACH = 40
FULL_PAIRS = 12  # a shingle in more articles than this pairs each with its neighbours only, so that work stays linear
_QUOTED = re.compile('„[^„“”]{0,900}[“”]|»[^»«]{0,900}«|«[^«»]{0,900}»|"[^"]{0,900}"|‚[^‚‘]{0,900}‘|“[^“”]{0,900}”')
_WORD = re.compile(r"\w+")
Hashes = NDArray[np.uint64]
NONE: Hashes = np.empty(0, np.uint64)


@dataclass(frozen=True)
class Origin:
    """Where an article's text comes from: ``origin`` is equal for articles that print one text, and names the first of
    them (with the agency that signs it); ``shares_text_with`` lists the articles with the same text or parts of it."""

    origin: str
    shares_text_with: str = ""


@dataclass(frozen=True)
class _Text:
    """An article's words, quotes included, as one checksum (empty for none); its shingles, each once and sorted; and
    the shingles of its paragraphs, one after the other, with the place where each paragraph begins. Paragraphs that are
    too short to be told from chance are left out of these."""

    doc: str
    age: tuple[str, str]
    agencies: str
    words: str
    all: Hashes
    runs: Hashes
    starts: NDArray[np.intp]


def find_origins(articles: Iterable[Article]) -> dict[str, Origin]:
    """The origin of each article by its ``doc``; the same for any order of the input."""
    texts = sorted(map(_text, articles), key=lambda text: text.age)
    first = list(range(len(texts)))
    partners: list[set[int]] = [set() for _ in texts]
    for a, b in [*_twice(texts), *_candidates(texts)]:
        same, partly = _compare(texts[a], texts[b])
        if same:
            _join(first, a, b)
        if same or partly:
            partners[a].add(b)
            partners[b].add(a)
    roots = [_root(first, place) for place in range(len(texts))]
    labels = _labels(texts, roots)
    docs = [text.doc for text in texts]
    return {
        doc: Origin(labels[roots[place]], "; ".join(sorted(docs[other] for other in partners[place])))
        for place, doc in enumerate(docs)
    }


def _age(article: Article) -> tuple[str, str]:
    return (article.published.isoformat() if article.published else "9999", article.doc)


def _text(article: Article) -> _Text:
    body = [paragraph.clean for paragraph in article.paragraphs if paragraph.zone == "body"]
    paragraphs = [_shingles(paragraph) for paragraph in body]
    everything = np.unique(np.concatenate(paragraphs)) if paragraphs else NONE
    long = [paragraph for paragraph in paragraphs if len(paragraph) >= FEWEST_SHARED]
    starts = np.cumsum([0, *map(len, long)])[:-1]
    words = " ".join(word for paragraph in body for word in _words(paragraph))
    checksum = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest() if words else ""
    runs = np.concatenate(long) if long else NONE
    return _Text(article.doc, _age(article), agency_of(article), checksum, everything, runs, starts)


def _shingles(paragraph: str) -> Hashes:
    """Hashes of all runs of five words outside quotation marks; a run never spans a quote."""
    runs = [_runs(_words(part)) for part in _QUOTED.sub("\n", paragraph).split("\n")]
    return np.concatenate(runs) if runs else NONE


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if len(word) <= LONGEST_WORD]


def _runs(words: Sequence[str]) -> Hashes:
    if len(words) < RUN:
        return NONE
    numbers = np.array([_word_hash(word) for word in words], np.uint64)
    total = np.zeros(len(words) - RUN + 1, np.uint64)
    for place in range(RUN):  # wraps around at 64 bits, as a hash may
        total = total * np.uint64(0x9E3779B97F4A7C15) + numbers[place : place + len(total)]
    return total


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _twice(texts: Sequence[_Text]) -> list[tuple[int, int]]:
    """Articles with the very same words, each with the first of them; they may be too short for the index."""
    seen: dict[str, int] = {}
    pairs = []
    for place, text in enumerate(texts):
        if text.words:
            first = seen.setdefault(text.words, place)
            pairs += [(first, place)] if first != place else []
    return pairs


def _candidates(texts: Sequence[_Text]) -> list[tuple[int, int]]:
    """Pairs of articles with enough shingles in common, found through one sorted index."""
    if not any(len(text.all) for text in texts):
        return []
    hashes = np.concatenate([text.all for text in texts])
    owners = np.repeat(np.arange(len(texts)), [len(text.all) for text in texts])
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    borders = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1], [True])))
    counts: Counter[tuple[int, int]] = Counter()
    for group in np.flatnonzero(np.diff(borders) > 1):
        counts.update(_pairs(owners[borders[group] : borders[group + 1]].tolist()))
    return sorted(pair for pair, shared in counts.items() if shared >= FEWEST_SHARED)


def _pairs(owners: list[int]) -> Iterable[tuple[int, int]]:
    if len(owners) <= FULL_PAIRS:
        return combinations(owners, 2)
    return [*pairwise(owners), *((owners[0], other) for other in owners[2:])]


def _compare(a: _Text, b: _Text) -> tuple[bool, bool]:
    """Whether two articles print one text, and whether they share that or at least a paragraph."""
    if a.words == b.words:
        return True, True
    shared = np.intersect1d(a.all, b.all, assume_unique=True)
    shorter, longer = sorted((len(a.all), len(b.all)))
    same = len(shared) >= SAME_OF_SHORTER * shorter and len(shared) >= SAME_OF_LONGER * longer
    return same, same or _has_paragraph_of(a, shared) or _has_paragraph_of(b, shared)


def _has_paragraph_of(text: _Text, shared: Hashes) -> bool:
    """Whether most of one of its paragraphs is among the shared shingles, which are sorted."""
    if not len(shared) or not len(text.starts):
        return False
    nearest = shared[np.minimum(np.searchsorted(shared, text.runs), len(shared) - 1)]
    hits = np.add.reduceat(nearest == text.runs, text.starts, dtype=np.intp)
    lengths = np.diff([*text.starts, len(text.runs)])
    return bool((hits / lengths >= PARAGRAPH_SHARE).any())


def _root(first: list[int], place: int) -> int:
    while first[place] != place:
        first[place] = first[first[place]]
        place = first[place]
    return place


def _join(first: list[int], a: int, b: int) -> None:
    """The earliest article stands for all."""
    low, high = sorted((_root(first, a), _root(first, b)))
    first[high] = low


def _labels(texts: Sequence[_Text], roots: Sequence[int]) -> dict[int, str]:
    """A name for each origin: its first article, after the agencies that any of its articles is signed by."""
    agencies: dict[int, dict[str, None]] = {}
    for root, text in zip(roots, texts, strict=True):
        agencies.setdefault(root, {}).update(dict.fromkeys(filter(None, text.agencies.split("/"))))
    return {
        root: f"{'/'.join(signs)}: {texts[root].doc}" if signs else texts[root].doc for root, signs in agencies.items()
    }


def agency_of(article: Article) -> str:
    """The agencies that sign the article («Tallinn (dpa) -», «Quelle: ntv.de, lar/AFP»), joined by «/»; else empty."""
    lines, credit = _agency_patterns()
    found: dict[str, None] = {}
    for paragraph in article.paragraphs:
        for match in lines.finditer(paragraph.clean):
            if not credit.search(paragraph.clean, max(0, match.start() - CREDIT_REACH), match.start()):
                found[match.group().strip(" ")] = None
    return "/".join(found)


@derived
def _agency_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What an agency's sign looks like, and the words that make it a picture's («Foto: dpa»)."""
    table = toml_table("origins")
    names = alternatives(table["agencies"])
    signs = rf"(?<=[(/])(?:{names})(?=[)/,:]|$)|(?<=© )(?:{names})\b|(?<=, )(?:{names})(?=[)/]|$)|^(?:{names})$"
    return re.compile(signs), re.compile(rf"\b(?:{alternatives(table['credits'])})\b")
