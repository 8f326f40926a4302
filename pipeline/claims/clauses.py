"""A clause as the rules see it: its predicate with joined particle, modality, negation, subject, agent and whose words it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span, Token

from pipeline.findings import Findings, Utterance
from pipeline.syntax import (
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
    particle_of,
    prepositions,
    relation,
    subject_of,
    verb_lemma,
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
        """The infinitive with its particle, found in the sentence where the tree missed it."""
        lemma = verb_lemma(self.predicate)
        if particle_of(self.predicate) is None and is_finite(self.predicate):
            stray = stray_particle(self.predicate)
            return stray.lower_ + lemma if stray is not None and not lemma.startswith(stray.lower_) else lemma
        return lemma

    @cached_property
    def finite(self) -> Token | None:
        return finite_of(self.predicate)

    @cached_property
    def modal(self) -> str:
        """Lemma of the modal that governs the predicate; «möchte» counts as wollen."""
        token = modal_of(self.predicate)
        if token is None:
            return ""
        return "wollen" if token.lower_.startswith("möcht") else str(token.lemma_)

    @cached_property
    def modal_form(self) -> str:
        token = modal_of(self.predicate)
        return token.lower_ if token is not None else ""

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
        return is_infinitive(self.predicate) and any(a.lemma_ == "werden" for a in auxiliaries(self.predicate))

    @cached_property
    def perfect_infinitive(self) -> bool:
        """«soll zugesagt haben», «will gesehen haben»: hearsay, no plan."""
        return bool(self.modal) and is_participle(self.predicate) and any(
            a.lower_ in {"haben", "sein"} and is_infinitive(a) for a in auxiliaries(self.predicate)
        ) and not self.passive_werden

    @cached_property
    def passive_werden(self) -> bool:
        return any(a.lemma_ == "werden" for a in auxiliaries(self.predicate)) and is_participle(self.predicate)

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
        return relation(self.predicate) == "acl:relcl" or any(t.tag_ in {"PRELS", "PRELAT"} for t in self.tokens)

    @property
    def sentence(self) -> Span:
        return self.predicate.sent


def stray_particle(verb: Token) -> Token | None:
    """A separated particle before the next punctuation mark that the tree did not hang on its verb."""
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.tag_ == "PTKVZ" and basic(token) != "compound:prt":
            return token
        if token.is_punct or (is_verb(token) and is_finite(token)):
            return None
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
