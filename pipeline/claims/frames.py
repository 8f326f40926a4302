"""Stance from the governing word: verbs, light verbs, predicate adjectives, papers that hold plans."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.claims.clauses import Clause
from pipeline.claims.negation import complement_negated, negator, not_yet
from pipeline.claims.parties import Parties, antecedent
from pipeline.claims.position import Position, Whose
from pipeline.claims.verbs import is_verbal
from pipeline.claims.voices import is_own_word, subject_in, voice
from pipeline.claims.wording import adjective_stances, ends_like, negated, noun_stance, phrase_in, verb_stances, words
from pipeline.records import Stance
from pipeline.syntax import children, conjuncts, is_finite, is_infinitive, is_verb, marker_of, prepositions, relation

PROMISES = frozenset({"pledged", "decided"})
RULE_NAMES = {"light": "light-verb", "decided": "decision", "not": "not-said"}
OPEN_QUESTION = frozenset({"ob", "was", "wer", "wie", "welche", "welcher", "welches", "wann", "wo", "wieviel", "womit", "inwieweit"})


def lexical_frame(clause: Clause, parties: Parties) -> list[Position]:
    """A verb or light verb that tells a stance, in any tense: «lehnte die Reform ab», «stellt Hilfe in Aussicht».

    Not: «wies die Vorwürfe zurück» (a denial), «Russland werde den Plan wohl ablehnen» said by somebody else.
    """
    stance, group = lexical_stance(clause)
    if not stance or _is_denial(clause, group) or _is_prediction(clause, parties) or clause.perfect_infinitive and clause.modal == "wollen":
        return []
    stance = _after_modal(stance, group, clause)
    if not stance:
        return []
    holder, whose = holder_of(clause, stance, parties)
    if holder is not None and not can_hold(holder, parties):
        return []
    if holder is None and _needs_doer(clause, stance, group):
        return []
    found = [_about(stance, group, clause, complement) for complement in _complements(clause, stance, group)]
    if not found:
        found = [(_own_stance(stance, group, clause), clause.predicate)]
    rule = RULE_NAMES.get(group, f"{group}-verb")
    return [
        Position(clause.predicate, anchor, turned, rule, 0.85, holder, whose, covered_by(clause, stance, group))
        for turned, anchor in found
        if turned
    ]


def covered_by(clause: Clause, stance: Stance, group: str) -> tuple[Token, ...]:
    """The clauses that the verb speaks for; verb-second ones only under verbs of promising and demanding."""
    plain = clause.plain_complements if group == "pledged" or stance == "demanded" else []
    return (*clause.complements, *plain)


def _needs_doer(clause: Clause, stance: Stance, group: str) -> bool:
    """A passive without doer: «wird gefordert» and «wurde beschlossen» may be anybody's; a meeting planned is a schedule."""
    if stance == "demanded" or (stance == "planned" and is_event(clause.subject)):
        return True
    if clause.relative or (clause.is_state and stance == "pledged") or (clause.passive and stance == "undecided" and group != "not"):
        return True
    if not clause.passive and "man" not in clause.words:
        return True
    if clause.finite is None and any(is_verb(t) and is_finite(t) for t in clause.sentence):
        return True
    return group in {"decided", "light"} and stance == "pledged" and clause.passive and (clause.past or any(t.lower_ == "worden" for t in clause.helpers))


def lexical_stance(clause: Clause) -> tuple[Stance, str]:
    """The stance that the predicate's words name and the list they stand in; ("", "") where they name none."""
    if not is_verbal(clause.predicate):
        return "", ""
    phrase = phrase_in(clause.lemma, clause.phrase_tokens)
    if phrase is not None:
        return phrase.stance, "light"
    unsaid = phrase_in(clause.lemma, clause.phrase_tokens, "negated_phrases")
    if unsaid is not None and negator(clause) is not None:
        return unsaid.stance, "not"
    if clause.reflexive and clause.lemma not in words("reflexive_too"):
        return "", ""
    if clause.lemma in words("weighing_verbs") and any(Clause(t).is_zu for t in clause.complements):
        return "considered", "considered"
    if clause.lemma in words("urging_verbs") and any(Clause(t).is_zu for t in clause.complements):
        return "demanded", "demanded"
    return verb_stances().get(clause.lemma, ("", ""))


def holder_of(clause: Clause, stance: Stance, parties: Parties) -> tuple[Token | None, Whose]:
    """Whose position a verb tells: the doer of a passive, else the subject; without one the speaker's or the planner's."""
    without: Whose = "speaker" if clause.utterance is not None else "plan"
    if clause.passive:
        doer = clause.agent if clause.agent is not None and parties.of(clause.agent) is not None else None
        return doer, "holder" if doer is not None else without
    subject = subject_in(clause, parties, swap=True)
    if clause.lemma == "scheitern":
        owners = [owner_of(t, parties) for t in clause.tokens if noun_stance(t) == "refused"]
        return next(iter(owners), None), "holder"
    if clause.lemma == "haben" and stance == "demanded":
        return next((t for t in children(clause.predicate, "obl") if prepositions(t) == ["für"]), subject), "holder"
    if subject is None or subject.lower_ == "man":
        return None, without
    return subject, "holder"


def can_hold(holder: Token, parties: Parties) -> bool:
    """The phrase names somebody, or may: a pronoun that takes somebody up."""
    return holder.lower_ in {"er", "sie"} or is_own_word(antecedent(holder)) or bool(parties.all_of(holder))


def _complements(clause: Clause, stance: Stance, group: str) -> list[Token]:
    """The clauses that say what is promised, with their conjuncts; for other stances the verb itself carries it."""
    if stance not in {"pledged", "planned"}:
        return []
    found: list[Token] = []
    for complement in [*clause.complements, *(clause.plain_complements if group == "pledged" else [])]:
        found += [t for t in conjuncts(complement) if t not in found and is_verb(t) or t == complement]
    return found


def _about(stance: Stance, group: str, clause: Clause, complement: Token) -> tuple[Stance, Token]:
    """The stance towards what a complement says: «kündigte an, auf Zölle zu verzichten» refuses, «… zu prüfen» weighs."""
    if negator(clause) is not None:
        return _own_stance(stance, group, clause), complement
    inner = Clause(complement, clause.utterance)
    inner_stance, inner_group = lexical_stance(inner)
    if inner_stance and inner_group != "demanded" and not inner.passive:
        return negated(inner_stance) if complement_negated(complement) else inner_stance, complement
    return negated(stance) if complement_negated(complement) else stance, complement


def _own_stance(stance: Stance, group: str, clause: Clause) -> Stance:
    if negator(clause) is None or group == "not":
        return stance
    if stance == "pledged" and (not_yet(clause) or clause.modal == "können" and clause.lemma in words("commit_verbs")):
        return "undecided"
    return negated(stance)


def _after_modal(stance: Stance, group: str, clause: Clause) -> Stance:
    """What a modal leaves of the verb's stance: «soll zusagen» is a plan, «könnte zustimmen» weighs, «muss zustimmen» nothing."""
    if clause.lemma in {"entscheiden", "befinden"} and _still_to_decide(clause):
        return "undecided"
    if clause.lemma in {"entscheiden", "befinden"} and clause.passive and not clause.past:
        return ""
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
    return "" if clause.past else stance


def _still_to_decide(clause: Clause) -> bool:
    """«müssen darüber entscheiden», «werde entscheiden, ob …»: not decided yet."""
    ahead = clause.modal in {"müssen", "wollen", "sollen"} or clause.future
    question = any(marker_of(c) == "ob" for c in clause.complements) or {"über", "darüber", "ob"} & clause.words
    return ahead and bool(question or clause.modal == "müssen")


def _is_denial(clause: Clause, group: str) -> bool:
    """«wies Berichte zurück», «lehnt die Kritik ab»: a statement about what was said, no position on an act."""
    said = clause.objects + ([clause.subject] if clause.passive and clause.subject is not None else [])
    if clause.lemma == "festhalten":
        said = children(clause.predicate, "obl")
    return (group == "refused" or clause.lemma == "festhalten") and any(ends_like(noun.lemma_, words("said_nouns")) for noun in said)


def _is_prediction(clause: Clause, parties: Parties) -> bool:
    """Somebody else's future position: «Russland werde ablehnen», so Selenskyj; or with a word of doubt."""
    if clause.words & words("prediction_words"):
        return True
    return clause.future and clause.utterance is not None and is_foreign(clause, parties)


def is_foreign(clause: Clause, parties: Parties) -> bool:
    """The subject is a party other than the speaker, who speaks for a side himself."""
    if clause.utterance is None or voice(clause, parties) != "party":
        return False
    speaker, subject = parties.speaker(clause.utterance), clause.subject
    party = parties.of(subject) if subject is not None else None
    if speaker is None or party is None or not (speaker.kind == "state" or speaker.country):
        return False
    return bool(party.country) or party.kind == "person"


def adjective_frame(clause: Clause, parties: Parties) -> list[Position]:
    """«ist bereit, Truppen zu entsenden», «unklar ist, was die USA beisteuern».

    Not: «Es ist offen, wer gewinnt» (no party), «Die Läden sind offen».
    """
    stance = adjective_stances().get(clause.predicate.lemma_.lower(), "") or adjective_stances().get(clause.predicate.lower_, "")
    if not stance or is_verb(clause.predicate) and not clause.passive or clause.modal in {"müssen", "sollen"}:
        return []
    if clause.predicate.lower_ in {"offen", "unklar", "ungewiss"}:
        return _open(clause, parties)
    turned = negated(stance) if negator(clause) is not None else stance
    holder, whose = holder_of(clause, stance, parties)
    if stance in {"planned", "refused"} or (stance == "considered" and holder is not None and parties.of(holder) is None):
        holder, whose = None, "speaker" if clause.utterance is not None else "plan"
    if not turned or (turned == "planned" and (clause.past or is_event(clause.subject))):
        return []
    return [Position(clause.predicate, clause.predicate, turned, "adjective", 0.75, holder, whose, tuple(clause.complements))]


def _open(clause: Clause, parties: Parties) -> list[Position]:
    """«offen für» weighs; a question that is open leaves its party undecided («offen ist, ob Wien zustimmt»)."""
    if "für" in clause.words and clause.subject is not None and parties.of(clause.subject) is not None:
        return [Position(clause.predicate, clause.predicate, "considered", "adjective", 0.7, clause.subject, "holder")]
    questions = [t for t in clause.predicate.subtree if t != clause.predicate and is_verb(t) and relation(t) in {"csubj", "ccomp", "advcl", "acl"}]
    for question in questions:
        inner = Clause(question, clause.utterance)
        if not _asks(inner):
            continue
        holder = inner.subject
        if holder is not None and parties.of(holder) is not None:
            asked = any(child.lower_.startswith("welch") for child in holder.children)
            whose: Whose = "plan" if asked else "holder"
            return [Position(clause.predicate, question, "undecided", "open-question", 0.6, None if asked else holder, whose, (question,))]
    return []


def _asks(inner: Clause) -> bool:
    first = inner.predicate.doc[inner.predicate.left_edge.i : inner.predicate.left_edge.i + 3]
    return inner.marker == "ob" or any(token.lower_ in OPEN_QUESTION for token in first)


def is_event(noun: Token | None) -> bool:
    """A meeting, vote or appointment: when it takes place is a schedule, no plan of anybody."""
    return noun is not None and ends_like(noun.lemma_, words("event_nouns"))


def document_frame(clause: Clause, parties: Parties) -> list[Position]:
    """«Der Entwurf sieht höhere Abgaben vor», «die Vereinbarung umfasst Hilfen»: the plan of whoever owns the paper.

    Not: «Der Plan umfasst 20 Seiten», «Das Gesetz verbietet Werbung» (a law in force is nobody's position).
    """
    subject = clause.subject
    if subject is None or clause.lemma not in words("document_verbs") or not ends_like(subject.lemma_, words("document_nouns")):
        return []
    if clause.past or clause.passive or clause.modal not in {"", "sollen"}:
        return []
    agreed = ends_like(subject.lemma_, words("agreed_nouns"))
    stance: Stance = "pledged" if agreed else "planned"
    turned = negated(stance) if negator(clause) is not None else stance
    owner = owner_of(subject, parties)
    return [Position(clause.predicate, clause.predicate, turned, "document", 0.6, owner, "holder" if owner else "plan")]


def owner_of(noun: Token, parties: Parties) -> Token | None:
    """Whose a plan, demand or paper is: its genitive or von phrase, its possessive, or a person in the phrase."""
    for child in children(noun, "nmod", "det:poss", "det"):
        preps = [t.lower_ for t in child.children if relation(t) == "case"]
        if (not preps or preps[0] in {"von", "vom", "seitens"}) and parties.of(child) is not None:
            return child
    return None


def is_zu_infinitive(token: Token) -> bool:
    return is_infinitive(token) and not is_finite(token) and marker_of(token) == "zu"
