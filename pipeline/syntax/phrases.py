"""Noun phrases as spans."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline.syntax.trees import CLAUSE, basic, relation


def full_phrase(noun: Token) -> Span:
    """The whole noun phrase with appositions and prepositional attributes, without clauses and later conjuncts."""
    tokens = [noun]
    queue = [
        child
        for child in noun.children
        if relation(child) not in CLAUSE and basic(child) not in {"conj", "cc", "punct"}
    ]
    while queue:
        token = queue.pop()
        tokens.append(token)
        queue.extend(child for child in token.children if relation(child) not in CLAUSE)
    return _contiguous(noun, tokens)


def _contiguous(noun: Token, tokens: list[Token]) -> Span:
    """The unbroken run of tokens around the noun (punctuation inside the run is bridged)."""
    wanted = {token.i for token in tokens}
    start = end = noun.i
    while start - 1 in wanted or (start - 2 in wanted and noun.doc[start - 1].is_punct):
        start -= 1
    while end + 1 in wanted or (end + 2 in wanted and noun.doc[end + 1].is_punct):
        end += 1
    return noun.doc[start : end + 1]
