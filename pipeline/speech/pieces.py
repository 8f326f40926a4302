"""A sentence cut at its commas, dashes, colons and brackets: the pieces that frames and reported clauses are made of.

German sets a comma at every clause, so the pieces hold where the tree does not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc, Span, Token

from pipeline import syntax
from pipeline.lexicon import derived, toml_table
from pipeline.speech.mood import is_missed

SEPARATORS = {",", ";", ":", "–", "—", "-", "…", "..."}
FINAL = {".", "!", "?", "…", "..."}
COORDINATORS = {"und", "sowie", "aber", "oder", "doch", "sondern", "denn", "jedoch", "beziehungsweise", "bzw."}
OPPOSING = {"doch", "denn", "jedoch"}
RELATIVE_FORMS = {"der", "die", "das", "dem", "den", "deren", "dessen", "denen"}
Opening = Literal["dass", "w", "relative", "subordinate", "first", "second", "infinitive", "rest", "none"]
UNFINISHED = {"dass", "w", "relative", "subordinate"}
BRACKET = 30
SHORTEST = 5  # letters of «zu» and an infinitive
MAIN_CLAUSE = 3  # words: article, noun, verb


@dataclass(frozen=True, eq=False)
class Piece:
    """The tokens ``start`` to ``end`` between two separators. ``opening`` tells how its clause begins:

    ``dass``, ``w`` (ob and question words), ``relative``, ``subordinate`` (weil, als, wenn), ``first`` and ``second``
    (place of the finite verb in a main clause), ``infinitive`` (with zu, no finite verb), ``rest`` (the end of a clause
    that began in an earlier piece, with its verb), ``none`` (no verb of its own).
    """

    doc: Doc
    start: int
    end: int
    opening: Opening
    finite: Token | None

    @property
    def span(self) -> Span:
        """The piece as a span."""
        return self.doc[self.start : self.end]

    def holds(self, token: Token) -> bool:
        """The token stands in the piece."""
        return self.start <= token.i < self.end


@derived
def _words() -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in toml_table("clause_words").items()}


def pieces_of(span: Span, masked: frozenset[int] = frozenset(), spoken: frozenset[int] | None = None) -> list[Piece]:
    """The pieces of a sentence in text order; ``masked`` tokens (in quotation marks) are never separators or verbs.

    Those of them that are not ``spoken`` (direct speech) may hold the verb of a piece that has no other: «…, der Mann
    „konnte nicht anders“». What stands in brackets belongs to the piece around it.
    """
    here = masked.intersection(range(span.start, span.end))  # of a text full of quotations, this sentence's alone
    hidden = here | _bracketed(span)
    quoted = here - spoken if spoken is not None else frozenset()
    pieces: list[Piece] = []
    start = span.start
    for token in span:
        if _separates(token) and token.i not in hidden:
            if token.i > start:
                pieces.append(_piece(span.doc, start, token.i, hidden, quoted))
            start = token.i + 1
        elif token.i > start and token.i not in hidden and _lacks_comma(token):
            pieces.append(_piece(span.doc, start, token.i, hidden, quoted))
            start = token.i
    if start < span.end:
        pieces.append(_piece(span.doc, start, span.end, hidden, quoted))
    return _joined_clauses(pieces)


def _bracketed(span: Span) -> frozenset[int]:
    """The tokens from an opening bracket to its closing one."""
    found: set[int] = set()
    start: int | None = None
    for token in span:
        if token.text == "(":
            start = token.i
        elif token.text == ")" and start is not None and token.i - start <= BRACKET:
            found.update(range(start, token.i + 1))
            start = None
    return frozenset(found)


def _joined_clauses(pieces: list[Piece]) -> list[Piece]:
    """A clause with its verb last that a relative clause has cut in two: its end is no main clause.

    «Da der Jahrgang, in dem er war, getrennt untergebracht ist, …»: the last piece ends the first.
    """
    result: list[Piece] = []
    unfinished = 0
    for piece in pieces:
        if piece.opening in UNFINISHED and piece.finite is None:
            unfinished += 1
        elif unfinished and piece.finite is not None and piece.opening in {"first", "second"} and _is_last(piece):
            piece = replace(piece, opening="rest")
            unfinished -= 1
        result.append(piece)
    return result


def _is_last(piece: Piece) -> bool:
    """The finite verb ends its piece."""
    assert piece.finite is not None
    return all(token.is_punct or token.is_quote for token in piece.doc[piece.finite.i + 1 : piece.end])


def _lacks_comma(token: Token) -> bool:
    """«Holm hoffte dass …», «wollte nicht sagen ob …»: a clause without the comma before it; not «so dass»."""
    if token.lower_ not in {"dass", "ob"} or token.nbor(-1).is_punct or token.nbor(-1).is_quote:
        return False
    before, words = token.nbor(-1), _words()
    if token.lower_ == "ob":
        return syntax.is_verb(before)
    return before.lower_ not in words["before_dass"] | words["result_dass"] | words["fillers"]


def _separates(token: Token) -> bool:
    if token.text == "-":
        return bool(token.whitespace_) and token.i > 0 and bool(token.nbor(-1).whitespace_)
    return token.text in SEPARATORS


def _piece(doc: Doc, start: int, end: int, masked: frozenset[int], quoted: frozenset[int]) -> Piece:
    words = [token for token in doc[start:end] if not token.is_punct and not token.is_quote]
    tokens = [token for token in words if token.i not in masked]
    finite = next((token for token in tokens if syntax.is_finite(token)), None)
    if finite is None and tokens and tokens[0] == words[0]:
        finite = next((token for token in words if token.i in quoted and syntax.is_finite(token)), None)
        tokens = [token for token in words if token.i in quoted or token.i not in masked] if finite else tokens
    if finite is None:
        finite = next((token for token in tokens[1:] if is_missed(token)), None)
    opening = _opening(tokens, finite, ends=finite is not None and bool(words) and words[-1] == finite)
    if opening == "first" and words[0].i in quoted:
        opening = "second"  # «…, „Sperrzonen“ dürfe es nicht geben»
    return Piece(doc, start, end, opening, finite)


def _opening(tokens: list[Token], finite: Token | None, ends: bool) -> Opening:
    """How the clause begins; ``ends``: its finite verb is its last word."""
    words = _words()
    body = tokens
    while body and body[0].lower_ in words["fillers"]:
        body = body[1:]
    if not body:
        return "none"
    first = body[0].lower_
    second = body[1] if len(body) > 1 else None
    if first == "dass" or (first in words["before_dass"] and second is not None and second.lower_ == "dass"):
        return "dass"
    if first in words["result_dass"] and second is not None and second.lower_ == "dass":
        return "subordinate"
    if first in words["relative_adverbs"]:
        return "subordinate"
    if finite is None:
        return _verbless(body, words)
    opposed = tokens[0].lower_ in OPPOSING  # «…, doch der Sprecher erklärte, …»
    if (_is_relative(body) and not _has_frame(body, finite)) or (
        _looks_relative(body) and ends and body[0].i > body[0].sent.start and not opposed
    ):
        return "relative"
    return _by_first_word(body, finite, first, words)


def _is_relative(body: list[Token]) -> bool:
    """A relative pronoun opens the piece, perhaps behind its preposition («auf die»)."""
    pronoun = body[1] if len(body) > 1 and syntax.is_preposition(body[0]) else body[0]
    return syntax.word_class(pronoun) == "relative" and syntax.relation(pronoun) != "det"


def _has_frame(body: list[Token], finite: Token) -> bool:
    """«…, die neue Ordnung werde das Amt stärken»: behind the finite verb a noun, and a verb form at the end, as only
    main clauses have them.
    """
    behind = [token for token in body if token.i > finite.i]
    if len(behind) < 2 or syntax.is_zu_infinitive(behind[-1]):
        return False
    forms = [token for token in behind if syntax.is_infinitive(token) or syntax.is_participle(token)]
    return (
        forms == behind[-1:]
        and syntax.word_class(finite) != "attribute"
        and syntax.is_noun(behind[-2])
        and not syntax.is_preposition(body[0])
    )


def _looks_relative(body: list[Token]) -> bool:
    """By form; but «…, die Gespräche stockten» is a main clause as short as can be."""
    first = body[1] if len(body) > 1 and syntax.is_preposition(body[0]) else body[0]
    if len(body) == MAIN_CLAUSE and first is body[0] and syntax.word_class(first) == "article":
        return False
    return first.lower_ in RELATIVE_FORMS


def _verbless(body: list[Token], words: dict[str, frozenset[str]]) -> Opening:
    """A piece without a finite verb: an infinitive, the beginning of a clause that is cut («Da der Jahrgang, …»), or
    none.
    """
    if has_zu_infinitive(body):
        return "infinitive"
    if _is_relative(body):
        return "relative"
    if syntax.word_class(body[0]) == "subordinator" and body[0].lower_ in words["subordinators"]:
        return "w" if body[0].lower_ in words["questions"] else "subordinate"
    return "none"


def _by_first_word(body: list[Token], finite: Token, first: str, words: dict[str, frozenset[str]]) -> Opening:
    late = body.index(finite) >= max(1, len(body) - 3)
    if first in words["questions"] and (late or syntax.word_class(body[0]) in {"question", "subordinator"}):
        return "w"
    if first in words["subordinators"] and syntax.word_class(body[0]) not in {
        "preposition",
        "adverb",
        "pronominal adverb",
        "demonstrative",
    }:
        return "subordinate"
    if body[0] == finite:
        return "first"
    return "second"


def has_zu_infinitive(tokens: list[Token]) -> bool:
    """An infinitive with zu among the tokens (zu gehen, anzukündigen)."""
    for token, following in zip(tokens, [*tokens[1:], None]):
        if holds_zu(token):
            return True
        if (
            token.lower_ == "zu"
            and syntax.word_class(token) == "zu"
            and following is not None
            and syntax.is_infinitive(following)
        ):
            return True
    return False


def holds_zu(token: Token) -> bool:
    """anzukündigen, also where the tagger overlooks its zu; not hinzufügen."""
    if syntax.is_zu_infinitive(token):
        return True
    if not syntax.is_infinitive(token) or "zu" not in token.lower_[1:] or syntax.auxiliaries(token):
        return False
    form = token.lower_
    return any(form.startswith(f"{prefix}zu") and len(form) - len(prefix) > SHORTEST for prefix in _separable())


@derived
def _separable() -> tuple[str, ...]:
    return tuple(prefix for prefix in toml_table("stances")["separable"] if prefix not in {"hin", "her"})
