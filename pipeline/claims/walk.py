"""The clauses of an article in text order, each with the words of whom it belongs to."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.claims.clauses import Clause
from pipeline.findings import Findings, Utterance
from pipeline.syntax import children, clause_of, is_clause_head, is_noun, is_verb


def clauses(findings: Findings) -> list[Clause]:
    """Every predicate of the article with the innermost utterance that it stands in, in text order."""
    spoken = spoken_tokens(findings)
    return [Clause(token, spoken.get(token.i)) for token in findings.doc if is_predicate(token)]


def is_predicate(token: Token) -> bool:
    """A clause head that is a verb, or a predicate noun or adjective with its copula."""
    if token.is_punct or token.is_space or not is_clause_head(token):
        return False
    return is_verb(token) or bool(children(token, "cop")) or (clause_of(token) == token and not is_noun(token))


def spoken_tokens(findings: Findings) -> dict[int, Utterance]:
    """Token index → the innermost utterance whose content holds it (the shortest where several do)."""
    found: dict[int, Utterance] = {}
    length: dict[int, int] = {}
    for utterance in findings.utterances:
        size = sum(len(span) for span in utterance.content)
        for span in utterance.content:
            for token in span:
                if token.i not in found or size < length[token.i]:
                    found[token.i], length[token.i] = utterance, size
    return found
