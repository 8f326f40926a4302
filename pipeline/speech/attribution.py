"""Utterances → utterances with their speaker: a name of the article, or the words for an unnamed source.

Unresolved rather than guessed: a pronoun that nobody fits and a quote without a speaker near it keep none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from pipeline import syntax
from pipeline.actors.reference import referent
from pipeline.findings import Name, Utterance
from pipeline.speech.nominative import nominative
from pipeline.speech.sources import is_claim_noun
from pipeline.speech.speakers import is_speaker

INHERITING = {"konjunktiv-chain", "floating-quote", "colon", "soll-hearsay"}
BACK_REFERENCES = {"demnach", "danach", "wonach", "demzufolge", "hiernach", "dementsprechend", "derzufolge"}
OWN = {"eigenen", "eigener"}
PARAGRAPHS_BACK = 1


@dataclass(frozen=True, eq=False)
class Speaker:
    """Who speaks: the words, the name where there is one, else the words in the nominative."""

    span: Span | None
    name: Name | None = None
    text: str = ""

    @property
    def is_known(self) -> bool:
        return self.name is not None or bool(self.text)


NOBODY = Speaker(None)


def attributed(doc: Doc, utterances: Sequence[Utterance], names: Sequence[Name]) -> list[Utterance]:
    """The utterances in text order with speaker span, name and text; what has no speaker of its own inherits one."""
    book = _Names(names)
    last = NOBODY
    last_end = 0
    found = []
    for utterance in sorted(utterances, key=_position):
        speaker = book.resolved(utterance.speaker) if utterance.speaker is not None else NOBODY
        near = _paragraphs_between(doc, last_end, utterance.content[0].start) <= PARAGRAPHS_BACK
        if near and last.span is not None and _inherits(utterance, speaker):
            speaker = Speaker(utterance.speaker or last.span, last.name, last.text)
        if speaker.span is None and utterance.rule in INHERITING and near:
            speaker = last
        found.append(replace(utterance, speaker=speaker.span, speaker_name=speaker.name, speaker_text=speaker.text))
        if speaker.span is not None:
            last, last_end = speaker, utterance.content[-1].end
    return found


def _position(utterance: Utterance) -> tuple[int, int]:
    return utterance.content[0].start, -utterance.content[-1].end


def _inherits(utterance: Utterance, speaker: Speaker) -> bool:
    """Words that point back to a speaker: demnach, a pronoun that no name explains."""
    if speaker.is_known or utterance.speaker is None:
        return False
    root = utterance.speaker.root
    return root.lower_ in BACK_REFERENCES or root.lower_ in {"er", "sie", "dieser", "diese", "dieses"}


def _paragraphs_between(doc: Doc, first: int, second: int) -> int:
    return sum(1 for start in doc.user_data.get(syntax.PARAGRAPHS, ()) if first < start <= second)


class _Names:
    """The names of the article by token."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.all = list(names)
        self._by_token: dict[int, Name] = {}
        for name in sorted(self.all, key=lambda name: (-len(name.span), name.span.start)):
            for token in name.span:
                self._by_token.setdefault(token.i, name)

    def resolved(self, span: Span) -> Speaker:
        head = _head(span)
        if head is None or head.lower_ in BACK_REFERENCES:
            return Speaker(span)
        if syntax.is_pronoun(head) or head.tag_ in {"PPER", "PDS", "PRELS"}:
            return Speaker(span, self._referred(head, span))
        name = self._named(head, span)
        if name is not None:
            return Speaker(span, name)
        return Speaker(span, self._referred(head, span), nominative(head, span))

    def _referred(self, head: Token, span: Span) -> Name | None:
        if head.tag_ == "PRELS":
            return self._antecedent(head)
        return referent(head, self.all)

    def _antecedent(self, relative: Token) -> Name | None:
        """Whom «der» in «Merz, der betonte, …» stands for: the noun that its clause hangs on."""
        clause = syntax.clause_of(relative)
        noun = clause.head
        if noun is clause:
            return None
        return self._by_token.get(noun.i) or self._person_beside(noun, relative.doc[noun.left_edge.i : relative.i])

    def _named(self, head: Token, span: Span) -> Name | None:
        """The name that is the head itself, or stands beside it: «Bundeskanzler Friedrich Merz (CDU)»."""
        name = self._by_token.get(head.i)
        if name is not None and name.kind == "person":
            return name
        person = self._person_beside(head, span)
        return person or (name if name is not None and _covers_head(name, head) else None)

    def _person_beside(self, head: Token, span: Span) -> Name | None:
        for child in syntax.children(head, "appos", "flat"):
            beside = self._by_token.get(child.i)
            if beside is not None and beside.kind == "person":
                return beside
        for token in span:
            beside = self._by_token.get(token.i)
            if token.i > head.i and beside is not None and beside.kind == "person" and _is_adjacent(head, beside.span, span):
                return beside
        return None


def _covers_head(name: Name, head: Token) -> bool:
    """The name is the speaker, not part of a compound («Bush-Sprecher») and no place («Berliner»)."""
    return name.party or head.ent_type_ in {"ORG", "PER"}


def _is_adjacent(head: Token, person: Span, span: Span) -> bool:
    """«Ministerpräsident Erdoğan», «der Vorsitzende der Partei, Kurt Beck»; not «der Sprecher von Angela Merkel»."""
    between = head.doc[head.i + 1 : person.start]
    if any(syntax.is_preposition(token) for token in between):
        return bool(between) and between[-1].text == ","
    return not between or between[-1].text in {",", "“", '"'} or not any(syntax.is_name(token) for token in between)


def _head(span: Span) -> Token | None:
    """The noun that names the speaker: behind Angaben, Worten, Sicht it is their attribute («Angaben der Polizei»)."""
    root = span.root
    if not (syntax.is_noun(root) or syntax.is_pronoun(root)):
        root = next((token for token in span if syntax.is_noun(token) or syntax.is_pronoun(token)), root)
    if not is_claim_noun(root):
        return root
    inner = [token for token in span if token.i > root.i and (syntax.is_noun(token) or token.tag_ == "PIS")]
    if not inner:
        return root
    by_tree = next((child for child in syntax.children(root, "nmod") if child in inner), None)
    return by_tree or next((token for token in inner if is_speaker(token)), inner[0])
