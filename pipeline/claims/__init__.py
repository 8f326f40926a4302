"""Findings → claims. One module per kind; RULES below is the whole list of what makes a claim."""

from __future__ import annotations

from pipeline.claims.commitments import commitment_claims
from pipeline.claims.figures import figure_claims
from pipeline.claims.statements import statement_claims
from pipeline.findings import Draft, Findings


def find_claims(findings: Findings) -> list[Draft]:
    """All claims of one article, in text order.

    An utterance that carries a commitment is that commitment; the others with a speaker become statements.
    """
    committed = commitment_claims(findings)
    taken = frozenset(draft.utterance for draft in committed if draft.utterance is not None)
    drafts = [*committed, *statement_claims(findings, taken), *figure_claims(findings)]
    return sorted(drafts, key=lambda draft: (draft.evidence.start_char, draft.anchor.i, draft.kind, draft.actor, draft.stance))
