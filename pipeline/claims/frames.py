"""Stance from the governing word: verbs, light verbs, predicate adjectives, papers that hold plans."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.claims.clauses import Clause
from pipeline.claims.conditions import opens_condition
from pipeline.claims.groups import group_kind
from pipeline.claims.negation import complement_negated, negator, not_yet
from pipeline.claims.parties import Parties, antecedent
from pipeline.claims.position import Position, Whose
from pipeline.claims.seeming import is_compared, only_happens
from pipeline.claims.verbs import is_verbal
from pipeline.claims.voices import is_foreign, is_own_word, owner_of, picks_out, subject_in, voice
from pipeline.claims.wording import Phrase, ends_like, is_event, negated, noun_stance, phrase_in, verb_stances, words
from pipeline.records import Stance
from pipeline.syntax import (
    children,
    conjuncts,
    is_finite,
    is_noun,
    is_verb,
    marker_of,
    prepositions,
    relation,
)

RULE_NAMES = {"light": "light-verb", "decided": "decision", "not": "not-said"}
OPEN_QUESTION = frozenset(
    {"ob", "was", "wer", "wie", "welche", "welcher", "welches", "wann", "wo", "wieviel", "womit", "inwieweit"}
)


def lexical_frame(clause: Clause, parties: Parties) -> list[Position]:
    """A verb or light verb that tells a stance, in any tense: «lehnte die Reform ab», «stellt Hilfe in Aussicht».

    Not: «wies die Vorwürfe zurück» (a denial), «Russland werde den Plan wohl ablehnen» said by somebody else.
    """
    stance, group = lexical_stance(clause)
    if (
        not stance
        or _is_denial(clause, group)
        or _is_prediction(clause, parties)
        or (clause.perfect_infinitive and clause.modal == "wollen")
        or (clause.perfect_infinitive and clause.modal == "sollen" and group == "planned")
    ):
        return []
    stance = _after_modal(stance, group, clause)
    if not stance:
        return []
    holder, whose = holder_of(clause, stance, parties)
    if holder is not None and holder.lower_ == "es" and voice(clause, parties) == "own":
        holder, whose = None, "speaker"
    if holder is not None and (not can_hold(holder, parties) or picks_out(clause, holder, parties)):
        return []
    if holder is None and _needs_doer(clause, stance, group):
        return []
    if holder is not None and clause.lemma in words("counting_verbs") and _is_count(holder):
        return []
    found = [_about(stance, group, clause, complement) for complement in promised(clause, stance, group)]
    if not found:
        found = [(_own_stance(stance, group, clause), clause.predicate)]
    rule = RULE_NAMES.get(group, f"{group}-verb")
    return [
        Position(clause.predicate, anchor, turned, rule, 0.85, holder, whose, covered_by(clause, stance, group))
        for turned, anchor in found
        if turned
    ]


def _is_count(holder: Token) -> bool:
    """«30 Abgeordnete stimmten dafür»: a result; «14 Staaten unterzeichneten» is a decision of these."""
    return holder.like_num or (bool(children(holder, "nummod")) and group_kind(holder) != "states")


def covered_by(clause: Clause, stance: Stance, group: str) -> tuple[Token, ...]:
    """The clauses that the verb speaks for; verb-second ones only under verbs of promising and demanding."""
    plain = clause.plain_complements if group == "pledged" or stance == "demanded" else []
    return (*clause.complements, *plain)


def _needs_doer(clause: Clause, stance: Stance, group: str) -> bool:
    """Without doer «wird gefordert» and «wurde beschlossen» may be anybody's; a meeting planned is a schedule."""
    if stance == "demanded" or (stance == "planned" and is_event(clause.subject)):
        return True
    if (
        clause.relative
        or (clause.is_state and stance == "pledged")
        or (clause.passive and stance == "undecided" and group != "not")
    ):
        return True
    if not clause.passive and not {"man", "es"} & clause.words:
        return True
    if clause.finite is None and any(is_verb(t) and is_finite(t) for t in clause.sentence):
        return True
    return (
        group in {"decided", "light", "pledged"}
        and stance == "pledged"
        and clause.passive
        and (clause.past or any(t.lower_ == "worden" for t in clause.helpers))
    )


def lexical_stance(clause: Clause) -> tuple[Stance, str]:
    """The stance that the predicate's words name and the list they stand in; ("", "") where they name none."""
    if not is_verbal(clause.predicate):
        return "", ""
    if clause.predicate.lower_ == clause.lemma and any(t.lemma_ == "sein" for t in clause.helpers):
        return "", ""  # «ist ihr überlegen»
    if clause.lemma == "prüfen" and (clause.past or any(t.lemma_ == "haben" for t in clause.helpers)):
        return "", ""  # «hat die Akten geprüft»: done
    if _shuts_out(clause):
        return "pledged", "decided"
    if only_happens(clause) or is_compared(clause):
        return "", ""
    unsaid = _unsaid(clause)
    phrase = phrase_in(clause.lemma, clause.phrase_tokens)
    if unsaid is not None and (phrase is None or phrase.words == unsaid.words):
        return unsaid.stance, "not"
    if phrase is not None:
        return phrase.stance, "light"
    if clause.reflexive and clause.lemma not in words("reflexive_too"):
        return "", ""
    if clause.lemma == "entscheiden" and "für sich" in clause.sentence.text:
        return "", ""  # «hat das Rennen für sich entschieden»
    if clause.lemma in words("weighing_verbs") and any(Clause(t).is_zu for t in clause.complements):
        return "considered", "considered"
    if clause.lemma in words("urging_verbs") and any(Clause(t).is_zu for t in clause.complements):
        return "demanded", "demanded"
    return verb_stances().get(clause.lemma, ("", ""))


def _unsaid(clause: Clause) -> Phrase | None:
    """A phrase that tells a position where it is negated: «machte keine Angaben zum Termin»; not «zur Brandursache»,
    what happened and not what will be done.
    """
    phrase = phrase_in(clause.lemma, clause.phrase_tokens, "negated_phrases")
    if phrase is None or negator(clause) is None:
        return None
    nouns = [t for t in clause.tokens if is_noun(t) and t.text not in phrase.words]
    facts = phrase.stance == "undecided" and any(ends_like(t.lemma_, words("fact_nouns")) for t in nouns)
    return None if facts else phrase


def _shuts_out(clause: Clause) -> bool:
    """«schließt Läufer von den Spielen aus» acts against somebody; «schließt den Einsatz von Truppen aus» refuses."""
    if clause.lemma not in words("shutting_verbs"):
        return False
    others = [*clause.objects, *(t for t in children(clause.predicate, "nsubj") if t != clause.subject)]
    somebody = [t for t in others if t.ent_type_ or group_kind(t) in {"people", "states"}]
    return bool(somebody) and any(t.lower_ in {"von", "vom"} and relation(t) == "case" for t in clause.tokens)


def holder_of(clause: Clause, stance: Stance, parties: Parties) -> tuple[Token | None, Whose]:
    """Whose position a verb tells: the doer of a passive, the subject; without one the speaker's or the planner's."""
    without: Whose = "speaker" if clause.utterance is not None else "plan"
    if clause.passive:
        doer = clause.agent if clause.agent is not None and parties.of(clause.agent) is not None else None
        doer = doer or _author(clause, parties)
        return doer, "holder" if doer is not None else without
    subject = subject_in(clause, parties, swap=True)
    if clause.lemma == "scheitern":
        owners = [owner_of(t, parties) for t in clause.tokens if noun_stance(t) == "refused"]
        return next(iter(owners), None), "holder"
    if clause.lemma == "haben" and stance == "demanded":
        return next((t for t in children(clause.predicate, "obl") if prepositions(t) == ["für"]), subject), "holder"
    if subject is None or subject.lower_ == "man" or (subject.lower_ == "es" and clause.lemma == "geben"):
        return None, without
    return subject, "holder"


def _author(clause: Clause, parties: Parties) -> Token | None:
    """«In einer Resolution des Senats wird der Minister aufgefordert, …»: whose paper it is."""
    papers = [t for t in children(clause.predicate, "obl") if ends_like(t.lemma_, words("paper_nouns"))]
    owners = [owner_of(t, parties) for t in papers if set(prepositions(t)) & {"in", "im", "mit"}]
    return next((owner for owner in owners if owner is not None), None)


def can_hold(holder: Token, parties: Parties) -> bool:
    """The phrase names somebody, or may: a pronoun that takes somebody up."""
    return holder.lower_ in {"er", "sie"} or is_own_word(antecedent(holder)) or bool(parties.all_of(holder))


def promised(clause: Clause, stance: Stance, group: str) -> list[Token]:
    """The clauses that say what is promised, with their conjuncts; for other stances the verb itself carries it."""
    if stance not in {"pledged", "planned"}:
        return []
    found: list[Token] = []
    for complement in [*clause.complements, *(clause.plain_complements if group == "pledged" else [])]:
        found += [t for t in conjuncts(complement) if (t not in found and is_verb(t)) or t == complement]
    return [t for t in found if not opens_condition(t)]


def _about(stance: Stance, group: str, clause: Clause, complement: Token) -> tuple[Stance, Token]:
    """The stance towards what a complement says: «kündigte an, zu verzichten» refuses, «… zu prüfen» weighs."""
    if negator(clause) is not None:
        return _own_stance(stance, group, clause), complement
    inner = Clause(complement, clause.utterance)
    inner_stance, inner_group = lexical_stance(inner)
    if inner_group == "not":
        return inner_stance, complement  # «droht, das Ergebnis nicht zu akzeptieren»: the negation is part of it
    if inner_stance and inner_group != "demanded" and not inner.passive:
        return negated(inner_stance) if complement_negated(complement) else inner_stance, complement
    return negated(stance) if complement_negated(complement) else stance, complement


def _own_stance(stance: Stance, group: str, clause: Clause) -> Stance:
    if negator(clause) is None or group == "not" or stance == "undecided":
        return stance
    if clause.lemma in words("mutual_verbs"):
        return ""  # «konnten sich nicht einigen»: it takes two
    unable = clause.modal == "können" and clause.lemma in words("commit_verbs")
    if stance == "pledged" and (unable or not_yet(clause)):
        return "undecided"
    if stance == "refused" and clause.lemma not in words("open_when_negated"):
        return ""
    return negated(stance)


def _after_modal(stance: Stance, group: str, clause: Clause) -> Stance:
    """What a modal leaves of it: «soll zusagen» plans, «könnte zustimmen» weighs, «muss zustimmen» tells none."""
    if clause.lemma in {"entscheiden", "befinden"} and _still_to_decide(clause):
        return "undecided"
    if clause.lemma in {"entscheiden", "befinden"} and clause.passive and not clause.past:
        return ""
    if clause.modal_form in {"dürfte", "dürften"}:
        return ""  # «dürfte ausgeschlossen sein»: a guess
    if not clause.modal or clause.perfect_infinitive:
        return "" if stance == "planned" and clause.past and group != "light" else stance
    if clause.modal == "sollen":
        return "planned" if stance in {"pledged", "planned"} and clause.modal_form not in {"sollte", "sollten"} else ""
    if clause.modal in {"müssen", "dürfen"}:
        return stance if clause.future else ""
    if clause.modal == "können":
        if negator(clause) is not None:
            return stance
        return "considered" if stance in {"pledged", "planned", "considered"} else ""
    return _unwilling(stance, group, clause) if clause.past else stance


def _unwilling(stance: Stance, group: str, clause: Clause) -> Stance:
    """«wollte das nicht zusagen», «wollte sich nicht festlegen»: open; «wollte nichts ausschließen»: weighed."""
    if negator(clause) is None:
        return ""
    if group == "not":
        return stance if stance == "undecided" else ""
    if stance == "refused":
        return stance if clause.lemma in words("open_when_negated") else ""
    return "undecided" if clause.lemma in words("commit_verbs") else ""


def _still_to_decide(clause: Clause) -> bool:
    """«müssen darüber entscheiden», «werde entscheiden, ob …»: not decided yet."""
    ahead = clause.modal in {"müssen", "wollen", "sollen"} or clause.future
    question = any(marker_of(c) == "ob" for c in clause.complements) or {"über", "darüber", "ob"} & clause.words
    return ahead and bool(question or clause.modal == "müssen")


def _is_denial(clause: Clause, group: str) -> bool:
    """«wies Berichte zurück», «lehnt die Kritik ab»: a statement about what was said, no position on an act."""
    said = clause.objects + ([clause.subject] if clause.passive and clause.subject is not None else [])
    if clause.lemma == "zurückweisen" and "als" in clause.words:
        return True
    said += [t for t in children(clause.predicate, "nsubj") if t.i > clause.predicate.i]  # a misread accusative
    if clause.lemma == "festhalten":
        said = children(clause.predicate, "obl")
    return (group == "refused" or clause.lemma == "festhalten") and any(
        ends_like(noun.lemma_, words("said_nouns")) for noun in said
    )


def _is_prediction(clause: Clause, parties: Parties) -> bool:
    """Somebody else's future position: «Russland werde ablehnen», so Selenskyj; or with a word of doubt."""
    if clause.words & words("prediction_words"):
        return True
    return clause.future and clause.utterance is not None and is_foreign(clause, parties)
