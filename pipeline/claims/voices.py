"""Whose clause it is: how its subject stands to whoever speaks."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from pipeline.actors.countries import BODIES
from pipeline.claims.clauses import Clause
from pipeline.claims.groups import ends_like_own, is_executive, is_government, nouns
from pipeline.claims.parties import Parties, Party, antecedent
from pipeline.claims.taken_up import is_bare
from pipeline.claims.wording import ends_like
from pipeline.syntax import basic, children, is_noun, is_pronoun, prepositions, relation

Voice = Literal["own", "party", "thing", "nobody"]
PERSONAL = frozenset({"er", "sie", "dieser", "diese"})


def voice(clause: Clause, parties: Parties) -> Voice:
    """The subject against the speaker: ``own`` (wir, «sein Land», his state), another party, a thing, or nobody.

    In narration there is no speaker, so that a party is always ``party``.
    """
    subject = subject_in(clause, parties)
    if subject is None or basic(subject) == "expl":
        return "nobody"
    if subject.lower_ == "es":
        return "own" if _is_state_speaking(clause, parties) else "nobody"
    return stands_to(antecedent(subject), clause, parties)


def subject_in(clause: Clause, parties: Parties, swap: bool = False) -> Token | None:
    """The subject: of those the tree allows the first that names a party, else the tree's own.

    With ``swap`` an object may be it too, for verbs whose subject takes a position.
    """
    if clause.passive or (clause.subject is not None and clause.subject.lower_ in {"es", "man"}):
        return clause.subject
    for token in [*clause.subjects, *(clause.swapped if swap or not clause.subjects else [])]:
        if is_own_word(antecedent(token)) or parties.all_of(token):
            return token
    before = _before_finite(clause, parties)
    return before if before is not None and parties.all_of(before) else clause.subject


def _before_finite(clause: Clause, parties: Parties) -> Token | None:
    """The noun right before the finite verb («Regierung plant Ausbau») where the tree's subject names nobody."""
    finite = clause.finite
    if finite is None or finite.i <= clause.sentence.start or clause.relative or clause.marker:
        return None
    noun = finite.doc[finite.i - 1]
    if basic(noun) == "nmod" and noun.head.like_num and not prepositions(noun.head):
        return noun.head  # «Rund 15 der 40 Länder wollen …»
    if not is_noun(noun) or prepositions(noun) or basic(noun) == "nmod" or _goes_with_phrase(noun):
        return None
    name = parties.name_at(noun)
    if name is not None and basic(noun) == "appos" and noun.text == f"{name.canonical.split()[-1]}s":
        return None  # «Der Wahlkampf Schmids wird …»
    named = name is not None and not children(noun, "det")  # «Kuba wird das Abkommen kündigen»
    return noun if basic(noun) != "obl" or named else None


def _goes_with_phrase(noun: Token) -> bool:
    """«Nach Meinung vieler Experten und Fans wird …», «Für den Vorstand Karl Frey entscheidet …»: part of a phrase that
    is no subject.
    """
    first = noun.head if basic(noun) == "flat" else noun  # Karl, at which the phrase hangs
    first = first.head if basic(first) == "appos" else first
    if first != noun and set(prepositions(first)) - {"als", "wie"}:
        return True
    return basic(noun) == "conj" and (basic(noun.head) == "nmod" or bool(prepositions(noun.head)))


def _is_state_speaking(clause: Clause, parties: Parties) -> bool:
    """«Russland erklärte, es werde keine Truppen akzeptieren»: es is the state that speaks."""
    if (
        clause.utterance is None
        or clause.utterance.quote_type == "direct"
        or clause.lemma in {"geben", "gehen", "heißen", "sein"}
    ):
        return False
    speaker = parties.speaker(clause.utterance)
    return speaker is not None and speaker.kind == "state" and bool(clause.objects)


def stands_to(subject: Token, clause: Clause, parties: Parties) -> Voice:
    speaker = parties.speaker(clause.utterance) if clause.utterance is not None else None
    if subject.lower_ == "man":
        anybody = clause.utterance is not None and clause.utterance.quote_type == "direct"
        return "own" if speaker is not None and not anybody else "nobody"
    if clause.utterance is not None and is_own_word(subject):
        return "own"
    if speaker is not None and means_own_government(subject, speaker, parties):
        return "own"
    party = next(iter(parties.all_of(subject)), None)
    if party is None:
        return "own" if speaker is not None and _means_speaker(subject, clause) else "thing"
    return "own" if speaker is not None and same_side(party, speaker) else "party"


def is_own_word(subject: Token) -> bool:
    """ich, wir, «unsere Soldaten», «sein Land»: the speaker, or whom he speaks for."""
    if subject.lower_ in nouns("own_pronouns") and not subject.ent_type_:  # «Mir Hossein Mussawi»
        return True
    possessive = any(child.lower_ in nouns("own_possessives") for child in children(subject, "det"))
    return possessive and ends_like_own(subject)


def means_own_government(noun: Token, speaker: Party, parties: Parties) -> bool:
    """«die Regierung werde …», said by a minister: his own, unless the sentence spoke of another state before."""
    if not speaker.country or speaker.country in BODIES or not is_government(noun) or not is_bare(noun):
        return False
    before = [parties.name_at(t) for t in noun.doc[noun.sent.start : noun.i]]
    return all(name is None or name.country in {"", speaker.country} for name in before)


def _means_speaker(subject: Token, clause: Clause) -> bool:
    """«Er werde …», «sie wolle …» in reported speech that no name resolves: whoever speaks."""
    utterance = clause.utterance
    return (
        is_pronoun(subject)
        and subject.lower_ in PERSONAL
        and utterance is not None
        and utterance.quote_type != "direct"
    )


def same_side(party: Party, speaker: Party) -> bool:
    """The same actor, or the state that the speaker speaks for."""
    if party.name == speaker.name:
        return True
    if not speaker.country or party.country != speaker.country:
        return False
    if party.kind == "organisation":
        return party.country in BODIES or is_executive(party.name)
    return party.kind == "state" or speaker.kind == "state"


def picks_out(clause: Clause, holder: Token, parties: Parties) -> bool:
    """«Länder, die sich verweigern», «alle, die zahlen wollen», «wer Steuern fordert»: whoever does it, nobody in
    particular.
    """
    noun = antecedent(holder)
    if not clause.relative or noun == holder or parties.name_at(noun) is not None:
        return False
    if any(t.lower_ in nouns("any_articles") for t in children(noun, "det", "amod", "advmod")):
        return True
    return noun.lower_ in nouns("any_articles") or not children(noun, "det", "nummod", "amod", "nmod")


def owner_of(noun: Token, parties: Parties) -> Token | None:
    """Whose a plan, demand or paper is: its genitive or von phrase, its possessive, or a person in the phrase."""
    for child in children(noun, "nmod", "det:poss", "det"):
        preps = [t.lower_ for t in child.children if relation(t) == "case"]
        if (not preps or preps[0] in {"von", "vom", "seitens"}) and parties.of(child) is not None:
            return child
    return None


def is_foreign(clause: Clause, parties: Parties) -> bool:
    """The subject is a party other than the speaker, who speaks for a side himself."""
    if clause.utterance is None or voice(clause, parties) != "party":
        return False
    speaker, subject = parties.speaker(clause.utterance), clause.subject
    said_by = clause.utterance.speaker
    if said_by is not None and ends_like(said_by.root.lemma_, nouns("forecasters")):
        return True  # «Die Union werde zustimmen, sagten Beobachter»
    party = parties.of(subject) if subject is not None else None
    if speaker is None or party is None or not (speaker.kind == "state" or speaker.country):
        return False
    return bool(party.country) or party.kind == "person"
