"""Stance from acts: what somebody does or is about to do, what a speaker announces, what somebody could do."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.claims.clauses import Clause
from pipeline.claims.modality import subject_or
from pipeline.claims.negation import negator, shares_negation
from pipeline.claims.parties import Parties
from pipeline.claims.position import Position, Whose, taken
from pipeline.claims.topics import topic_of
from pipeline.claims.voices import is_foreign, voice
from pipeline.claims.wording import REFLEXIVES, ends_like, words
from pipeline.records import Stance
from pipeline.syntax import basic, children, feature, is_finite, marker_of, word_class

OPENING = frozenset("„“\"»«‚'")
REASONS = frozenset({"damit", "weil", "da", "sodass"})


def act(clause: Clause, parties: Parties) -> list[Position]:
    """An act in the present tense: «Kuba schickt Ärzte», «Wir zahlen auch die Zelte».

    Not: «schickte Ärzte» (done), «Der Fluss führt Wasser», «Wer Waffen liefert, …».
    """
    if (
        not (clause.lemma in words("act_verbs") or _gives_money(clause))
        or clause.modal
        or clause.passive
        or not is_finite(clause.predicate)
        or clause.relative
    ):
        return []
    if feature(clause.predicate, "Tense") == "Past" or clause.marker not in {"", "dass"} or "wer" in clause.words:
        return []
    if (
        _shares_marker(clause)
        or _is_called_upon(clause)
        or _means_anybody(clause)
        or clause.words & words("custom_words")
        or clause.words & words("prediction_words")
        or _is_told_beside(clause)
        or any(ends_like(t.lemma_, words("result_nouns")) for t in _things(clause))
    ):
        return []
    who = voice(clause, parties)
    if who in {"thing", "nobody"} or (who == "party" and is_foreign(clause, parties)) or not _has_object(clause):
        return []
    stance: Stance = "refused" if negator(clause) is not None else "pledged"
    holder, whose = subject_or(clause, who, parties)
    return taken(clause, stance, "act-present", 0.55, holder, whose)


def _shares_marker(clause: Clause) -> bool:
    """«ob Rom zögert und seine Boote abzieht»: the second verb stands at the end as the first, under the same ob or,
    in «die Partei, die regierte und 102 Abgeordnete stellt», the same relative pronoun.
    """
    verb = clause.predicate
    last = verb.i + 1 >= verb.sent.end or verb.doc[verb.i + 1].is_punct
    behind_object = any(t.i < verb.i for t in clause.objects)
    if basic(verb) != "conj" or not last or not behind_object:
        return False
    return marker_of(verb.head) not in {"", "dass"} or Clause(verb.head).relative


def _things(clause: Clause) -> list[Token]:
    """Its objects and what they measure: «zwei Millionen Euro Verlust»."""
    return [noun for thing in clause.objects for noun in (thing, *children(thing, "nmod"))]


def _is_told_beside(clause: Clause) -> bool:
    """«…, worauf sie zögert und den Verkauf stoppt»: it goes on from another clause; «„schütze sie Gott“»: a wish."""
    verb = clause.predicate
    for head in (verb, verb.head) if basic(verb) == "conj" else (verb,):
        asking = [t for t in head.children if word_class(t) == "question" and t.lower_.startswith("wo")]
        if any(t.i > clause.sentence.start for t in asking):
            return True
    opens = verb.i == clause.sentence.start or verb.doc[verb.i - 1].text in OPENING
    return opens and verb.lower_ == clause.lemma[:-1]


def _means_anybody(clause: Clause) -> bool:
    """«„Man kommt an und verteilt die Güter“»: in quoted words man is anybody; reported, it is the speaker."""
    said = clause.utterance
    quoted = said is not None and said.quote_type == "direct"
    return quoted and clause.subject is not None and clause.subject.lower_ == "man"


def _is_called_upon(clause: Clause) -> bool:
    """«Weber, hole das Geld zurück!»: a call, whatever the tagger says of its verb."""
    before = clause.predicate.doc[max(clause.predicate.i - 2, 0) : clause.predicate.i]
    return len(before) == 2 and before[1].text == "," and before[0] in clause.subjects


def _gives_money(clause: Clause) -> bool:
    """«Rom gibt 20 Millionen Euro»: the verb alone says nothing («gibt zu», «gibt Rätsel auf»)."""
    return clause.lemma in words("giving_verbs") and topic_of(clause.objects) == "money"


def _has_object(clause: Clause) -> bool:
    """The act is done to something («schickt Ärzte», «nehmen niemanden auf»), unless its verb needs nothing."""
    if clause.lemma in words("objectless_acts"):
        return True
    if clause.reflexive and clause.lemma not in words("reflexive_too"):
        return False
    return any(t.lower_ not in REFLEXIVES for t in clause.objects) or len(children(clause.predicate, "nsubj")) > 1


def announced_deed(clause: Clause, parties: Parties) -> list[Position]:
    """What a speaker announces of the deed itself: «Die Steuern werden gesenkt», «der Abzug werde im Mai beginnen».

    Not: «Menschen werden getötet» (what happens), «wurden gesenkt» (done).
    """
    if clause.modal or clause.past or clause.relative or clause.marker not in {"", "dass"}:
        return []
    if clause.future and clause.lemma in words("carried_out_verbs"):
        return deed(clause) if clause.utterance is not None and voice(clause, parties) == "thing" else []
    if not clause.passive_werden or clause.agent is not None:
        return []
    if clause.utterance is None and not _nothing_of_it(clause):
        return []
    ahead = clause.lemma in words("act_verbs") or clause.lemma in words("decided_verbs")
    done = clause.finite is not None and clause.finite.lower_.startswith("wurde")
    if clause.lemma not in words("decided_verbs"):  # «die Güter seien verteilt worden»; «sei festgelegt worden» holds
        done = done or any(t.lower_ == "worden" for t in clause.helpers)
    return deed(clause) if ahead and not done and not _is_anybodys(clause) else []


def _is_anybodys(clause: Clause) -> bool:
    """«Wer täuscht, wird bestraft», «Da werden wir bestraft»: what happens to somebody."""
    suffered = clause.subject is not None and clause.subject.lower_ in {"ich", "wir"}
    return suffered or bool(children(clause.predicate, "csubj"))


def _nothing_of_it(clause: Clause) -> bool:
    """«Es werden keine Stellen abgebaut»: the negation stands on what would be done."""
    word = negator(clause)
    return (
        word is not None
        and word.lower_.startswith("kein")
        and word.head in children(clause.predicate, "nsubj:pass", "nsubj", "obj")
    )


def deed(clause: Clause) -> list[Position]:
    stance: Stance = "refused" if negator(clause) is not None else "pledged"
    whose: Whose = "speaker" if clause.utterance is not None else "plan"
    return taken(clause, stance, "announced-deed", 0.5, None, whose)


def could(clause: Clause, parties: Parties) -> list[Position]:
    """könnte, kann with an own act: «Chile könnte Beobachter stellen», «dazu könnten Schiffe gehören».

    Not: «Die Preise könnten steigen», «Das könnte helfen».
    """
    if clause.modal != "können" or negator(clause) is not None or clause.relative or clause.marker in REASONS:
        return []
    if clause.modal_form.startswith("konnt"):
        return []  # «Die Wehr konnte abrücken»: done
    if shares_negation(clause) or _means_anybody(clause):
        return []
    who = voice(clause, parties)
    if clause.lemma in {"gehören", "umfassen", "beinhalten"} and clause.utterance is not None:
        return taken(clause, "considered", "modal-could", 0.55, None, "speaker")
    if clause.lemma not in words("act_verbs") or who in {"thing", "nobody"}:
        return []
    if who == "party" and is_foreign(clause, parties):
        return []
    holder, whose = subject_or(clause, who, parties)
    return taken(clause, "considered", "modal-could", 0.55, holder, whose)
