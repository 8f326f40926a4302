"""The noun phrase around a noun, as words from its article to its last apposition."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from pipeline import syntax
from pipeline.lexicon import derived, toml_table
from pipeline.speech.said_nouns import noun_entry


@derived
def _words() -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in toml_table("speakers").items()}


def phrase(noun: Token, start: int, end: int, finite: Token | None = None) -> Span:
    """The whole noun phrase within the limits: articles, attributes, appositions, conjuncts; no relative clauses.

    Before the finite verb of a main clause everything from the phrase's first word on belongs to it.
    """
    wanted = {noun.i}
    queue = [child for child in noun.children if _belongs(child)]
    while queue:
        token = queue.pop()
        wanted.add(token.i)
        queue.extend(child for child in token.children if _belongs(child))
    wanted = {i for i in wanted if start <= i < end and (finite is None or (i < finite.i) == (noun.i < finite.i))}
    left, right = _run(noun, wanted)
    left, right = _with_names(noun.doc, left, right, start, end)
    return _trimmed(noun.doc, left, right)


def _belongs(child: Token) -> bool:
    relation = syntax.relation(child)
    if set(syntax.prepositions(child)) & _words()["adverbial"] or is_addressed(child):
        return False
    if syntax.prepositions(child) == ["mit"] and noun_entry(child) is not None:
        return False
    if relation in syntax.CLAUSE or (syntax.is_verb(child) and syntax.basic(child) not in {"amod", "conj"}):
        return False
    return not (syntax.basic(child) == "conj" and syntax.is_clause_head(child)) and relation != "punct"


def is_addressed(noun: Token) -> bool:
    """«sagte Eva Sand der Zeitung Nordblick»: behind a name der and a medium are whom she told, no genitive."""
    if not noun.lower_.endswith(tuple(sorted(_words()["media"]))):
        return False
    article = noun.doc[noun.left_edge.i]
    return article.lower_ in {"der", "dem"} and article.i > 0 and syntax.is_name(article.nbor(-1))


def _run(noun: Token, wanted: set[int]) -> tuple[int, int]:
    """The unbroken run around the noun; commas, brackets and quotation marks inside are bridged."""
    left = right = noun.i
    doc = noun.doc
    while left - 1 in wanted or _bridged(doc, left - 1, -1, wanted):
        left -= 1
    while right + 1 in wanted or _bridged(doc, right + 1, 1, wanted):
        right += 1
    return left, right + 1


def _bridged(doc: Doc, i: int, step: int, wanted: set[int]) -> bool:
    for _ in range(2):
        if not 0 <= i < len(doc) or not (doc[i].is_punct or doc[i].is_quote):
            return False
        i += step
        if i in wanted:
            return True
    return False


def _with_names(doc: Doc, left: int, right: int, start: int, end: int) -> tuple[int, int]:
    """Grown over the names that the tree has cut («Jens | Stoltenberg») and over a bracket or closing mark behind."""
    while right < end and doc[right].ent_iob_ == "I" and doc[right - 1].ent_type_:
        right += 1
    while left > start and doc[left].ent_iob_ == "I":
        left -= 1
    right = _with_bearer(doc, right, end)
    if right + 2 < end and doc[right].text == "(":
        close = next((i for i in range(right + 1, min(end, right + 6)) if doc[i].text == ")"), None)
        right = close + 1 if close is not None else right
    if right < end and doc[right].text in '“»«”"' and any(doc[i].text in '„»«“"' for i in range(left, right)):
        right += 1
    if left > start and doc[left - 1].text in '„»«"' and any(doc[i].text in '“«»"' for i in range(left, right)):
        left -= 1
    if right < end and doc[right].text == ")" and any(doc[i].text == "(" for i in range(left, right)):
        right += 1
    return left, right


def _with_bearer(doc: Doc, right: int, end: int) -> int:
    """«meinte Dirigent | Piet Harmsen»: a name right behind an office without article belongs to it."""
    office = doc[right - 1]
    if right >= end or doc[right].ent_type_ != "PER" or doc[right].ent_iob_ != "B" or not syntax.is_common_noun(office):
        return right
    if any(syntax.word_class(child) in {"article", "possessive"} for child in office.children):
        return right
    right += 1
    while right < end and doc[right].ent_iob_ == "I":
        right += 1
    return right


def _trimmed(doc: Doc, left: int, right: int) -> Span:
    adverbs = _words()["adverbs"]
    while left + 1 < right and ((doc[left].is_punct and doc[left].text not in '„»«"') or doc[left].lower_ in adverbs):
        left += 1
    while right - 1 > left and (
        doc[right - 1].text in {",", ";", ":", "–", "-", "."} or syntax.word_class(doc[right - 1]) == "article"
    ):
        right -= 1
    return doc[left:right]
