"""An analysed article as plain Python objects: what rules ask of words a million times is looked up once.

spaCy's own Doc makes a new Token for every access and searches a sentence's borders anew each time. Here each word is
one object with its form, tag, head and dependents as attributes, and a stretch of words costs no search. To rules both
look alike, and whatever is not held here (vectors, lexeme flags …) is asked of the Doc that this one was made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, cast

from spacy.tokens import Doc, Span, Token

if TYPE_CHECKING:
    from spacy.vocab import Vocab


def analysed(source: Doc) -> Doc:
    """The same Doc for reading only, made for rules; annotations that are set later on ``source`` do not show in it."""
    return cast("Doc", AnalysedDoc(source))


class Features:
    """A word's morphology, shared by all words that have the same."""

    __slots__ = ("_values", "_whole")

    def __init__(self, whole: str) -> None:
        pairs = (pair.partition("=") for pair in whole.split("|"))
        self._whole = whole
        self._values = {name: values.split(",") for name, mark, values in pairs if mark}

    def get(self, name: str, default: list[str] | None = None) -> list[str]:
        """The values of a feature; ``default`` or nothing where the word has none."""
        found = self._values.get(name)
        return found if found is not None else [] if default is None else default

    def __str__(self) -> str:
        return self._whole if self._values else ""


_features = lru_cache(maxsize=20_000)(Features)


class AnalysedToken(Token):
    """A word whose usual attributes stand ready; the others are spaCy's."""

    __slots__ = ("children", "dep_", "doc", "head", "i", "idx", "lemma_", "lower_", "morph", "pos_", "tag_", "text")

    if not TYPE_CHECKING:  # the signature of Token, without its work at each access

        def __init__(self, vocab: Vocab, source: Doc, i: int) -> None:
            self.i = i

    @property
    def left_edge(self) -> Token:
        return self.doc[super().left_edge.i]

    @property
    def right_edge(self) -> Token:
        return self.doc[super().right_edge.i]

    @property
    def lefts(self) -> Iterator[Token]:
        return (child for child in self.children if child.i < self.i)

    @property
    def rights(self) -> Iterator[Token]:
        return (child for child in self.children if child.i > self.i)

    @property
    def subtree(self) -> Iterator[Token]:
        return (self.doc[token.i] for token in super().subtree)

    @property
    def ancestors(self) -> Iterator[Token]:
        return (self.doc[token.i] for token in super().ancestors)

    @property
    def sent(self) -> Span:
        return cast("Any", self.doc).sentence_of[self.i]  # type: ignore[no-any-return]

    def nbor(self, i: int = 1) -> Token:
        if not 0 <= self.i + i < len(self.doc):
            raise IndexError(self.i + i)
        return self.doc[self.i + i]


class AnalysedSpan:
    """Some words in a row: a Span as rules know it."""

    __slots__ = ("_root", "doc", "end", "label_", "start")

    def __init__(self, doc: AnalysedDoc, start: int, end: int, label_: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label_

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[AnalysedToken]:
        return iter(self.doc.words[self.start : self.end])

    def __getitem__(self, at: int | slice) -> AnalysedToken | AnalysedSpan:
        if isinstance(at, slice):
            start, end = _borders(self.end - self.start, at)
            return AnalysedSpan(self.doc, self.start + start, self.start + end)
        place = (self.end if at < 0 else self.start) + at
        if not self.start <= place < self.end:
            raise IndexError(at)
        return self.doc.words[place]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AnalysedSpan):
            return False
        return (
            self.start == other.start
            and self.end == other.end
            and self.label_ == other.label_
            and self.doc is other.doc
        )

    def __hash__(self) -> int:
        return hash((self.start, self.end, self.label_))

    def __repr__(self) -> str:
        return self.text

    @property
    def start_char(self) -> int:
        words = self.doc.words
        return words[self.start].idx if self.start < len(words) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        if self.start == self.end:
            return self.start_char
        last = self.doc.words[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> AnalysedToken:
        """The highest word in the tree, the first of several."""
        try:
            return self._root
        except AttributeError:
            self._root: AnalysedToken = self._find_root()
            return self._root

    def _find_root(self) -> AnalysedToken:
        words = self.doc.words[self.start : self.end]
        if len(words) == 1:
            return words[0]
        for word in words:
            if word.head is word:
                return word
        outward = [word for word in words if not self.start <= word.head.i < self.end]
        if len(outward) == 1:
            return outward[0]
        far = len(self.doc.words)
        return min(outward, key=lambda word: _depth(word, far), default=self.doc.words[self.start])

    @property
    def sent(self) -> AnalysedSpan:
        """The sentence that the first word stands in."""
        return self.doc.sentence_of[self.start]

    def __getattr__(self, name: str) -> Any:
        if name == "_root":
            raise AttributeError(name)
        return getattr(Span(self.doc.source, self.start, self.end, self.label_), name)


class AnalysedDoc:
    """A Doc as rules know it; ``source`` is spaCy's."""

    def __init__(self, source: Doc) -> None:
        self.source = source
        self.user_data = dict(source.user_data)
        self.text: str = source.text
        self.words = _words(self, source)

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[AnalysedToken]:
        return iter(self.words)

    def __getitem__(self, at: Any) -> Any:
        if at.__class__ is int:
            return self.words[at]
        start, end = _borders(len(self.words), at)
        return AnalysedSpan(self, start, end)

    @cached_property
    def sentence_of(self) -> list[AnalysedSpan]:
        """For each word the sentence that it stands in."""
        spans = [AnalysedSpan(self, sentence.start, sentence.end) for sentence in self.source.sents]
        return [span for span in spans for _ in range(len(span))]

    @property
    def sents(self) -> Iterator[AnalysedSpan]:
        at = 0
        while at < len(self.words):
            sentence = self.sentence_of[at]
            yield sentence
            at = sentence.end

    @cached_property
    def ents(self) -> tuple[AnalysedSpan, ...]:
        """The model's names."""
        return tuple(AnalysedSpan(self, entity.start, entity.end, entity.label_) for entity in self.source.ents)

    def char_span(self, *place: Any, **options: Any) -> AnalysedSpan | None:
        """As ``Doc.char_span``."""
        span = self.source.char_span(*place, **options)
        return None if span is None else AnalysedSpan(self, span.start, span.end, span.label_)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.source, name)


def _words(doc: AnalysedDoc, source: Doc) -> list[AnalysedToken]:
    vocab, strings = source.vocab, source.vocab.strings
    words: list[Any] = [AnalysedToken(vocab, source, i) for i in range(len(source))]
    dependents: list[list[AnalysedToken]] = [[] for _ in words]
    for word, token, morph in zip(words, source, source.to_array("MORPH").tolist(), strict=True):
        head = token.head.i
        word.doc, word.text, word.idx = doc, token.text, token.idx
        word.lower_, word.lemma_, word.tag_ = token.lower_, token.lemma_, token.tag_
        word.pos_, word.dep_ = token.pos_, token.dep_
        word.head, word.morph = words[head], _features(strings[morph])
        word.children = dependents[word.i]
        if head != word.i:
            dependents[head].append(word)
    return words


def _borders(length: int, part: slice) -> tuple[int, int]:
    """Start and end of a slice; what lies outside is cut off."""
    start, stop = part.start, part.stop
    start = 0 if start is None else start + length if start < 0 else start
    start = 0 if start < 0 else length if start > length else start
    stop = length if stop is None else stop + length if stop < 0 else stop
    return start, start if stop < start else length if stop > length else stop


def _depth(word: Token, far: int) -> int:
    """Steps up to the sentence's root; a mark or blank that nothing hangs on counts as far away."""
    if (word.is_space or word.is_punct) and not word.children:
        return far - 1
    steps = 0
    while word.head is not word:
        word, steps = word.head, steps + 1
    return steps
