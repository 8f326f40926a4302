"""A clause as the rules see it: its predicate with joined particle, modality, negation, subject, agent and whose words it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span, Token

from pipeline.claims.verbs import infinitive
from pipeline.findings import Findings, Utterance
from pipeline.syntax import (
    MODALS,
    agent_of,
    auxiliaries,
    basic,
    children,
    clause_of,
    clause_tokens,
    finite_of,
    is_clause_head,
    is_finite,
    is_infinitive,
    is_noun,
    is_participle,
    is_verb,
    marker_of,
    modal_of,
    mood,
    prepositions,
    relation,
    subject_of,
)

CONTRAST = frozenset({",", "-", "–", "—", "aber", "jedoch", "allerdings", "doch", "zwar", "dies"})
AGENT_PREPOSITIONS = frozenset({"von", "vom", "durch", "seitens"})


@dataclass(frozen=True, eq=False)
class Clause:
    """One predicate with what the rules ask about it. ``utterance`` is the innermost one that its words belong to."""

    predicate: Token
    utterance: Utterance | None = None

    @cached_property
    def tokens(self) -> list[Token]:
        return clause_tokens(self.predicate)

    @cached_property
    def lemma(self) -> str:
        """The infinitive with its particle: ankündigen for «kündigte … an»."""
        return infinitive(self.predicate)

    @cached_property
    def helpers(self) -> list[Token]:
        """Auxiliaries and modals: the predicate's own, those it shares, or one that the tree hung elsewhere."""
        own = auxiliaries(self.predicate)
        if own or is_finite(self.predicate) or not (is_infinitive(self.predicate) or is_participle(self.predicate)):
            return own
        if basic(self.predicate) == "conj" and auxiliaries(self.predicate.head):
            return auxiliaries(self.predicate.head)
        stray = stray_auxiliary(self.predicate)
        return [stray] if stray is not None else []

    @cached_property
    def finite(self) -> Token | None:
        return finite_of(self.predicate) or next((t for t in self.helpers if is_finite(t)), None)

    @cached_property
    def _modal(self) -> Token | None:
        modals = [t for t in self.helpers if t.tag_.startswith("VM") or t.lemma_ in MODALS]
        return next((t for t in modals if is_finite(t)), modals[0] if modals else modal_of(self.predicate))

    @cached_property
    def modal(self) -> str:
        """Lemma of the modal that governs the predicate; «möchte» counts as wollen."""
        if self._modal is None:
            return ""
        return "wollen" if self._modal.lower_.startswith("möcht") else str(self._modal.lemma_)

    @cached_property
    def modal_form(self) -> str:
        return self._modal.lower_ if self._modal is not None else ""

    @cached_property
    def mood(self) -> str:
        return mood(self.finite) if self.finite is not None else ""

    @cached_property
    def past(self) -> bool:
        """The finite verb stands in the past tense (war, hatte, wollte): not the Konjunktiv of the same form."""
        return self.finite is not None and "Past" in self.finite.morph.get("Tense") and self.mood == "Ind"

    @cached_property
    def future(self) -> bool:
        """werden or würde with an infinitive."""
        return is_infinitive(self.predicate) and any(t.lemma_ == "werden" for t in self.helpers)

    @cached_property
    def perfect_infinitive(self) -> bool:
        """«soll zugesagt haben», «will gesehen haben»: hearsay, no plan."""
        if not self.modal or not is_participle(self.predicate) or self.passive_werden:
            return False
        return any(t.lower_ in {"haben", "sein"} and is_infinitive(t) for t in self.helpers)

    @cached_property
    def passive_werden(self) -> bool:
        return is_participle(self.predicate) and any(t.lemma_ == "werden" for t in self.helpers)

    @cached_property
    def passive(self) -> bool:
        """A passive with werden or sein, also without auxiliary («wie von Moskau gefordert»)."""
        if not is_participle(self.predicate):
            return False
        if self.passive_werden or children(self.predicate, "nsubj:pass", "aux:pass"):
            return True
        bare = not auxiliaries(self.predicate) and not children(self.predicate, "nsubj")
        return bare and basic(self.predicate) != "conj" and self.agent is not None

    @cached_property
    def subject(self) -> Token | None:
        return subject_of(self.predicate)

    @cached_property
    def agent(self) -> Token | None:
        """The doer of a passive; a plain von phrase where the tree knows no agent."""
        agent = agent_of(self.predicate)
        if agent is not None or not is_participle(self.predicate):
            return agent
        phrases = [t for t in children(self.predicate, "obl", "nmod") if set(prepositions(t)) & AGENT_PREPOSITIONS]
        return phrases[0] if phrases else None

    @cached_property
    def marker(self) -> str:
        return marker_of(self.predicate)

    @cached_property
    def objects(self) -> list[Token]:
        return children(self.predicate, "obj", "obl:arg", "iobj")

    @cached_property
    def complements(self) -> list[Token]:
        """Predicates of the clauses that the predicate takes: dass, verb-second, zu-infinitives, on its nouns too."""
        found = children(self.predicate, "ccomp", "xcomp", "csubj")
        found += [t for t in children(self.predicate, "advcl") if marker_of(t) in {"dass", "ob", "zu"}]
        for noun in self.objects:
            found += [t for t in children(noun, "acl") if relation(t) == "acl"]
        return sorted(found, key=lambda token: token.i)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(token.lower_ for token in self.tokens)

    @cached_property
    def relative(self) -> bool:
        if basic(self.predicate) != "acl":
            return False
        return any(t.tag_ in {"PRELS", "PRELAT"} and basic(t) != "det" or t.tag_ == "PRELAT" for t in self.tokens)

    @property
    def sentence(self) -> Span:
        return self.predicate.sent


def stray_auxiliary(predicate: Token) -> Token | None:
    """The finite modal or werden before an infinitive that has none of its own, where the tree gave it to no other verb."""
    for token in reversed(predicate.doc[predicate.sent.start : predicate.i]):
        if token.tag_ == "KOUS" or token.text in {";", ":"}:
            return None
        if is_finite(token):
            free = token.tag_ in {"VMFIN", "VAFIN"} and not (is_verb(token.head) and token.head != token)
            return token if free and (token.tag_ == "VMFIN" or token.lemma_ == "werden") else None
    return None


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
