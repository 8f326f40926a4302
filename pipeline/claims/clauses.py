"""A clause as the rules see it: its predicate with joined particle, modality, subject, agent and whose words it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span, Token

from pipeline.claims.candidates import is_accusative, nominatives
from pipeline.claims.coordination import first_half, is_gapped, is_led_by_another, stands_beside
from pipeline.claims.verbs import holds_zu, infinitive, known_verbs, stray_auxiliary
from pipeline.claims.wording import REFLEXIVES, words
from pipeline.findings import Utterance
from pipeline.syntax import (
    SUBJECT,
    agent_of,
    auxiliaries,
    basic,
    children,
    clause_tokens,
    feature,
    finite_of,
    is_finite,
    is_infinitive,
    is_modal,
    is_noun,
    is_participle,
    is_pronoun,
    is_verb,
    marker_of,
    modal_of,
    mood,
    prepositions,
    relation,
    subject_of,
    word_class,
)

CONTRAST = frozenset({",", "-", "–", "—", "aber", "jedoch", "allerdings", "doch", "zwar", "dies"})
NEAR = 14
RELATIVES = frozenset({"der", "die", "das", "den", "dem", "denen"})
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
        if self.marker == "zu":
            return own  # «könnten sich wegen der Unfähigkeit, Filme zu schützen, …»: another verb's
        stray = stray_auxiliary(self.predicate)
        return [stray] if stray is not None else []

    @cached_property
    def finite(self) -> Token | None:
        return finite_of(self.predicate) or next((t for t in self.helpers if is_finite(t)), None)

    @cached_property
    def _modal(self) -> Token | None:
        modals = [t for t in self.helpers if is_modal(t)]
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
        return self.finite is not None and feature(self.finite, "Tense") == "Past" and self.mood == "Ind"

    @cached_property
    def future(self) -> bool:
        """werden or würde with an infinitive."""
        return is_infinitive(self.predicate) and any(t.lemma_ == "werden" for t in self.helpers)

    @cached_property
    def perfect_infinitive(self) -> bool:
        """«soll zugesagt haben», «will gesehen haben»: hearsay, no plan."""
        if not self.modal:
            return False
        if any(t.lower_ in {"worden", "gewesen"} or (t.lower_ == "haben" and not is_finite(t)) for t in self.helpers):
            return True
        behind = self.predicate.doc[self.predicate.i : min(self.predicate.i + 4, self.sentence.end)]
        if self.predicate.tag_ == "VVINF" and any(t.tag_ == "VMINF" for t in self.helpers):
            return False  # «soll Vorschriften erlassen können»
        return (
            is_participle(self.predicate) and not self.passive_werden and not any(t.lower_ == "werden" for t in behind)
        )

    @cached_property
    def passive_werden(self) -> bool:
        return is_participle(self.predicate) and any(t.lemma_ == "werden" for t in self.helpers)

    @cached_property
    def passive(self) -> bool:
        """A passive with werden or sein, also without auxiliary («wie von Kiel gefordert»)."""
        if not is_participle(self.predicate):
            return False
        if self.passive_werden or children(self.predicate, "nsubj:pass", "aux:pass"):
            return True
        if self.is_state and self.lemma in known_verbs() and self.lemma not in words("sein_verbs"):
            return True
        bare = not auxiliaries(self.predicate) and not children(self.predicate, "nsubj")
        if bare and basic(self.predicate) != "conj" and self.agent is not None:
            return True
        return self._is_title and self.lemma in known_verbs() and self.lemma not in words("sein_verbs")

    @cached_property
    def _is_title(self) -> bool:
        """«Parade in Belgrad abgesagt»: a participle that closes a sentence without a finite verb and an object."""
        last = next((t for t in reversed(self.sentence) if not (t.is_punct or t.is_space)), None)
        return self.predicate == last and not self.objects and not any(is_finite(t) for t in self.sentence)

    @cached_property
    def subjects(self) -> list[Token]:
        """Who may be the subject, best first: the tree's, without what its article marks accusative; the shared one."""
        own = nominatives(self.predicate, self.helpers, self.finite)
        shared = subject_of(self.predicate.head) if basic(self.predicate) in {"conj", "xcomp"} else None
        before = self.predicate.head if is_gapped(self.predicate) else first_half(self.predicate)
        if shared is None and before is not None:
            shared = Clause(before).subject
        if shared is not None and shared not in own and not is_accusative(shared):
            # «lehnt ab, und auch Rom zögert»: no full verb lends its finite form, whatever the tagger says of zögert
            alone = self.finite is None or self.finite == self.predicate.head
            verb = self.predicate if alone or self.finite is None else self.finite
            behind = [] if is_led_by_another(self.predicate, verb) else [t for t in own if t.i > verb.i]
            return (
                [*(t for t in own if t not in behind), shared, *behind]
                if basic(self.predicate) == "conj"
                else [*own, shared]
            )
        return own or self._before_verb

    @cached_property
    def _before_verb(self) -> list[Token]:
        """A nominative before the finite verb that the tree gave another part («Meine Regierung wird …»)."""
        if self.finite is None:
            return []
        candidates = children(self.predicate, "obl:arg", "obj", "obl", "dep", "nmod")
        plain = [
            t for t in candidates if t.i < self.finite.i and is_noun(t) and not prepositions(t) and not is_accusative(t)
        ]
        return [t for t in plain if feature(t, "Case") == "Nom"][:1]

    @cached_property
    def swapped(self) -> list[Token]:
        """Objects of the tree that may be the subject («Diesen Antrag lehnt die Stadt ab»)."""
        if any(is_pronoun(t) for t in self.subjects):
            return []
        objects = [t for t in children(self.predicate, "obj") if not is_accusative(t) and not children(t, "nummod")]
        objects = [t for t in objects if feature(t, "Case") != "Dat"]
        return objects if len(children(self.predicate, *SUBJECT)) < 2 else []

    @cached_property
    def subject(self) -> Token | None:
        return next(iter(self.subjects), None)

    @cached_property
    def agent(self) -> Token | None:
        """The doer of a passive; a plain von phrase where the tree knows no agent."""
        agent = agent_of(self.predicate)
        if agent is not None or not is_participle(self.predicate):
            return agent if agent is None or not _is_origin(agent) else None
        phrases = [t for t in children(self.predicate, "obl", "nmod") if set(prepositions(t)) & AGENT_PREPOSITIONS]
        return phrases[0] if phrases else self._stray_agent

    @cached_property
    def _stray_agent(self) -> Token | None:
        """A von phrase between auxiliary and participle that the tree hung elsewhere."""
        if not self.passive_werden:
            return None
        helper = next((t for t in self.helpers if t.i < self.predicate.i), None)
        start = helper.i if helper is not None else max(self.sentence.start, self.predicate.i - NEAR)
        return next(
            (t.head for t in self.predicate.doc[start : self.predicate.i] if _is_agent(t, start, self.predicate.i)),
            None,
        )

    @cached_property
    def is_zu(self) -> bool:
        """An infinitive with zu, before it or inside («zu entsenden», «zuzusichern»)."""
        if self.marker == "zu":
            return True
        inside = is_infinitive(self.predicate) and holds_zu(self.predicate.lower_)
        return inside and self.lemma not in {self.predicate.lower_} & known_verbs()

    @cached_property
    def is_state(self) -> bool:
        """A passive of state («ist vereinbart»): what has been reached, no act."""
        return (
            is_participle(self.predicate) and any(t.lemma_ == "sein" for t in self.helpers) and not self.passive_werden
        )

    @cached_property
    def reflexive(self) -> bool:
        """A reflexive pronoun hangs on the predicate."""
        return any(t.lower_ in REFLEXIVES for t in children(self.predicate, "obj", "expl", "obl:arg", "iobj"))

    @cached_property
    def marker(self) -> str:
        return marker_of(self.predicate)

    @cached_property
    def objects(self) -> list[Token]:
        return children(self.predicate, "obj", "obl:arg", "iobj")

    @cached_property
    def complements(self) -> list[Token]:
        """Predicates of the clauses that the predicate takes with dass, ob or zu, on its objects too."""
        found = children(self.predicate, "ccomp", "xcomp", "csubj", "advcl")
        for noun in self.objects:
            found += [t for t in children(noun, "acl") if relation(t) == "acl"]
        return sorted((t for t in found if is_verb(t) and is_complement(t)), key=lambda token: token.i)

    @cached_property
    def plain_complements(self) -> list[Token]:
        """Predicates of verb-second clauses that it takes: «kündigte an, er werde kommen»."""
        return [
            t
            for t in children(self.predicate, "ccomp")
            if is_verb(t) and marker_of(t) == "" and not is_complement(t) and not stands_beside(t)
        ]

    @cached_property
    def phrase_tokens(self) -> list[Token]:
        """The clause's tokens and its predicative words («für unzulässig erklären»): for light verbs."""
        found = list(self.tokens)
        for child in children(self.predicate, "xcomp", "ccomp", "advcl"):
            if not is_verb(child) and not children(child, "cop", *SUBJECT):
                found += clause_tokens(child)
        return found

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(token.lower_ for token in self.tokens)

    @cached_property
    def relative(self) -> bool:
        if basic(self.predicate) != "acl":
            return False
        if any(word_class(t) == "relative" and basic(t) != "det" for t in self.tokens):
            return True
        first = self.predicate.left_edge  # «Leute, die Kinder betreuen sollen»: die, taken for an article
        begins = next((t for t in first.doc[first.i : self.predicate.i] if not t.is_punct), first)
        return begins.lower_ in RELATIVES and first.text == "," and self.finite in self.tokens[-2:]

    @property
    def sentence(self) -> Span:
        return self.predicate.sent


def is_complement(predicate: Token) -> bool:
    """A clause with dass, ob or zu."""
    return marker_of(predicate) in {"dass", "ob", "zu"} or Clause(predicate).is_zu


def _is_origin(noun: Token) -> bool:
    """«von Kuba aus geführt»: where from, not by whom."""
    after = noun.right_edge.i + 1
    return noun.right_edge.lower_ == "aus" or (after < noun.sent.end and noun.doc[after].lower_ == "aus")


def _is_agent(preposition: Token, start: int, end: int) -> bool:
    before = preposition.doc[preposition.i - 1]
    if is_noun(before) and prepositions(before):
        return False  # «am Todestag von Weber getroffen»
    return preposition.lower_ in {"von", "vom"} and relation(preposition) == "case" and start < preposition.head.i < end
