"""Stance from modal and tense where the verb itself names none: will, wird, soll, könnte, müsse, and acts in the present."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.claims.clauses import Clause
from pipeline.claims.frames import is_event, is_foreign, owner_of
from pipeline.claims.negation import negator
from pipeline.claims.parties import Parties
from pipeline.claims.position import Position, Whose
from pipeline.claims.voices import Voice, subject_in, voice
from pipeline.claims.wording import REFLEXIVES, ends_like, owner_nouns, words
from pipeline.records import Stance
from pipeline.syntax import children, is_finite, is_noun, is_verb, marker_of

PLANNING = frozenset({"zufolge", "laut", "demnach", "wonach", "planungen", "plänen", "pläne"})


def will(clause: Clause, parties: Parties) -> list[Position]:
    """will, möchte with an own act: «Paris will Truppen schicken», «man wolle nicht kürzen».

    Not: «Sie wollten demonstrieren» (past), «Die Minister wollen beraten» (a meeting), «sie wolle den Krieg», said of others.
    """
    if clause.modal != "wollen" or clause.perfect_infinitive:
        return []
    if clause.modal_form in {"wollte", "wollten"} and (clause.utterance is None or clause.past):
        return []
    who = voice(clause, parties)
    if who == "thing" or (who == "party" and is_foreign(clause, parties)):
        return []
    if who == "nobody" and clause.utterance is None and "man" not in clause.words:
        return []
    return _own_act(clause, who, parties, "modal-will", 0.75)


def wird(clause: Clause, parties: Parties) -> list[Position]:
    """werden with an own act: «Ungarn wird sich nicht beteiligen», «Österreich werde Sanitäter schicken».

    Not: «Die Preise werden steigen», «wird sich wohl beteiligen», «Russland werde angreifen», said by somebody else.
    """
    if not clause.future or clause.modal in {"können", "sollen", "dürfen"} or clause.words & words("prediction_words"):
        return []
    who = voice(clause, parties)
    if clause.lemma == "geben" and clause.utterance is not None and "es" in clause.words:
        return _there_will_be(clause)
    if who == "thing" and clause.utterance is not None and clause.lemma in words("carried_out_verbs"):
        return _deed(clause)
    if who in {"thing", "nobody"} or (who == "party" and is_foreign(clause, parties)):
        return []
    if _is_unreal(clause) and who != "own":
        return _own_act(clause, who, parties, "future-reported", 0.5, "planned") if clause.utterance is not None else []
    return _own_act(clause, who, parties, "future", 0.7)


def announced_deed(clause: Clause, parties: Parties) -> list[Position]:
    """A passive that a speaker announces: «Die Steuern werden gesenkt», «das werde nicht umgesetzt».

    Not: «Menschen werden getötet» (what happens), «wurden gesenkt» (done).
    """
    if not clause.passive_werden or clause.modal or clause.past or clause.agent is not None or clause.relative:
        return []
    if clause.utterance is None and not _nothing_of_it(clause):
        return []
    ahead = clause.lemma in words("act_verbs") or clause.lemma in words("decided_verbs")
    if not ahead or clause.marker not in {"", "dass"} or (clause.finite is not None and clause.finite.lower_.startswith("wurde")):
        return []
    return _deed(clause)


def _nothing_of_it(clause: Clause) -> bool:
    """«Es werden keine Stellen abgebaut»: the negation stands on what would be done."""
    word = negator(clause)
    return word is not None and word.lower_.startswith("kein") and word.head in children(clause.predicate, "nsubj:pass", "nsubj", "obj")


def _deed(clause: Clause) -> list[Position]:
    stance: Stance = "refused" if negator(clause) is not None else "pledged"
    whose: Whose = "speaker" if clause.utterance is not None else "plan"
    return [Position(clause.predicate, clause.predicate, stance, "announced-deed", 0.5, None, whose, tuple(clause.complements))]


def wants(clause: Clause, parties: Parties) -> list[Position]:
    """wollen without another verb: «Obama will einen Gipfel», «Berlin will, dass Wien zahlt» (a demand).

    Not: «Wir wollen Frieden» (a wish), «Was will sie?».
    """
    if clause.lemma != "wollen" or clause.past or clause.utterance is not None or voice(clause, parties) != "party":
        return []
    subject = subject_in(clause, parties)
    if any(marker_of(t) == "dass" for t in clause.complements):
        return [Position(clause.predicate, clause.predicate, "demanded", "wants-that", 0.6, subject, "holder", tuple(clause.complements))]
    if not any(is_noun(t) for t in clause.objects):
        return []
    stance: Stance = "refused" if negator(clause) is not None else "pledged"
    return [Position(clause.predicate, clause.predicate, stance, "wants", 0.5, subject, "holder")]


def _is_unreal(clause: Clause) -> bool:
    """«würde schicken» outside reported speech: what would be, not what will be."""
    return clause.finite is not None and clause.finite.lower_ in {"würde", "würden"}


def _there_will_be(clause: Clause) -> list[Position]:
    """«Kampftruppen werde es nicht geben», «danach wird es ein Treffen geben»: what the speaker sets out."""
    things = clause.objects + ([clause.subject] if clause.subject is not None else [])
    stance: Stance = "planned" if any(is_event(noun) for noun in things) else "pledged"
    if negator(clause) is not None:
        stance = "refused"
    return [Position(clause.predicate, clause.predicate, stance, "future-there-is", 0.55, None, "speaker")]


def _own_act(clause: Clause, who: Voice, parties: Parties, rule: str, confidence: float, affirmed: Stance = "pledged") -> list[Position]:
    """A position of the subject, unless the verb is no act; a meeting counts where a participant announces it."""
    if clause.lemma in words("mind_verbs") or (clause.lemma in words("happening_verbs") and clause.modal != "wollen" and who != "own"):
        return []
    stance: Stance = "refused" if negator(clause) is not None else affirmed
    if is_meeting(clause) and stance == affirmed:
        if clause.utterance is None:
            return []
        stance = "planned"
    holder, whose = _subject_or(clause, who, parties)
    return [Position(clause.predicate, clause.predicate, stance, rule, confidence, holder, whose, tuple(clause.complements))]


def is_meeting(clause: Clause) -> bool:
    """«sich treffen», «beraten»; not «Entscheidungen treffen», «soll die Verwaltung treffen»."""
    if clause.lemma == "treffen":
        return not any(is_noun(t) for t in clause.objects)
    return clause.lemma in words("meeting_verbs")


def _subject_or(clause: Clause, who: Voice, parties: Parties) -> tuple[Token | None, Whose]:
    """The subject where it names a party, else the speaker or the planner."""
    if who == "party":
        return subject_in(clause, parties), "holder"
    return None, "speaker" if clause.utterance is not None else "plan"


def soll(clause: Clause, parties: Parties) -> list[Position]:
    """soll, sollen: a plan of the doer, or of whoever plans: «Die Truppe soll 1.200 Soldaten umfassen».

    Not: «soll zugesagt haben» (hearsay), «soll teilnehmen», «Es soll um X gehen» (agenda), «der X verhindern soll» (purpose).
    """
    if clause.modal != "sollen" or clause.perfect_infinitive or clause.relative:
        return []
    if is_meeting(clause) or clause.lemma in words("state_verbs"):
        return []
    if clause.marker in {"damit", "weil", "da", "obwohl"} or is_event(clause.subject):
        return []
    if clause.modal_form in {"sollte", "sollten", "solltest"} and not _is_told_plan(clause):
        return []
    who = voice(clause, parties)
    if clause.utterance is not None and who == "party" and not clause.passive and is_foreign(clause, parties):
        return []
    stance: Stance = "refused" if negator(clause) is not None else "planned"
    holder, whose = _doer(clause, who, parties)
    return [Position(clause.predicate, clause.predicate, stance, "modal-soll", 0.65, holder, whose, tuple(clause.complements))]


def _is_told_plan(clause: Clause) -> bool:
    """«sollte den Planungen zufolge überwacht werden», and the sentence after such a one: a plan in reported words."""
    if clause.words & PLANNING:
        return True
    start = clause.sentence.start
    return start > 0 and bool({token.lower_ for token in clause.predicate.doc[start - 1].sent} & PLANNING)


def _doer(clause: Clause, who: Voice, parties: Parties) -> tuple[Token | None, Whose]:
    if clause.passive:
        if clause.agent is not None and parties.of(clause.agent) is not None:
            return clause.agent, "holder"
    if who != "party" or clause.passive:
        owner = next((o for t in clause.tokens if ends_like(t.lemma_, owner_nouns()) for o in [owner_of(t, parties)] if o is not None), None)
        return (owner, "holder") if owner is not None else (None, "speaker" if clause.utterance is not None else "plan")
    return _subject_or(clause, who, parties)


def demand(clause: Clause, parties: Parties) -> list[Position]:
    """müsse, solle, dürfe nicht of others, said by a party: «Europa solle mehr tun», «die Abwehr müsse gestärkt werden».

    Not: «Wir müssen sparen» (of oneself), «Das muss ein Irrtum sein».
    """
    if clause.utterance is None or clause.modal not in {"müssen", "sollen", "dürfen"} or clause.perfect_infinitive:
        return []
    if (clause.modal == "dürfen") != (negator(clause) is not None) and clause.modal != "sollen":
        return []
    if clause.modal == "sollen" and clause.mood == "Ind" and clause.modal_form in {"soll", "sollen"}:
        return []
    if clause.lemma in words("mind_verbs") or parties.speaker(clause.utterance) is None:
        return []
    who = voice(clause, parties)
    wanted = who == "party" or (who in {"thing", "nobody"} and clause.passive)
    if not wanted or not is_verb(clause.predicate) or clause.words & words("clearing_words"):
        return []
    return [Position(clause.predicate, clause.predicate, "demanded", "modal-demand", 0.65, None, "speaker", tuple(clause.complements))]


def undecided(clause: Clause, parties: Parties) -> list[Position]:
    """«muss erst mit dem Parlament sprechen», «kann die Teilnahme noch nicht bestätigen», «darüber muss beraten werden».

    Not: «muss mehr zahlen», «kann nicht schwimmen».
    """
    who = voice(clause, parties)
    if clause.modal == "müssen" and clause.lemma in words("clearing_verbs"):
        first = clause.words & words("clearing_words") or {"über", "darüber"} & clause.words or "ob" in clause.words
        if not first:
            return []
    elif clause.modal == "können" and clause.lemma in words("commit_verbs"):
        if negator(clause) is None or (clause.lemma == "sagen" and who != "own"):
            return []
    elif not (clause.future and clause.lemma in {"entscheiden", "befinden"} and {"über", "darüber", "ob"} & clause.words):
        return []
    if who == "party" or clause.utterance is not None:
        holder, whose = _subject_or(clause, who, parties)
        if clause.utterance is not None and who == "party" and not is_foreign(clause, parties):
            holder, whose = subject_in(clause, parties), "holder"
        return [Position(clause.predicate, clause.predicate, "undecided", "undecided", 0.7, holder, whose, tuple(clause.complements))]
    return []


def could(clause: Clause, parties: Parties) -> list[Position]:
    """könnte, kann with an own act of a party: «Großbritannien könnte Flugzeuge stellen», «dazu kann gehören, dass wir …».

    Not: «Die Preise könnten steigen», «Das könnte helfen».
    """
    if clause.modal != "können" or negator(clause) is not None or clause.relative or clause.marker in {"damit", "weil", "da", "sodass"}:
        return []
    who = voice(clause, parties)
    if clause.lemma in {"gehören", "umfassen", "beinhalten"} and clause.utterance is not None:
        return [Position(clause.predicate, clause.predicate, "considered", "modal-could", 0.55, None, "speaker", tuple(clause.complements))]
    if clause.lemma not in words("act_verbs") or who in {"thing", "nobody"} or (who == "party" and is_foreign(clause, parties)):
        return []
    holder, whose = _subject_or(clause, who, parties)
    return [Position(clause.predicate, clause.predicate, "considered", "modal-could", 0.55, holder, whose, tuple(clause.complements))]


def act(clause: Clause, parties: Parties) -> list[Position]:
    """An act in the present tense: «Die Schweiz schickt Beobachter», «Wir liefern auch die Funkgeräte».

    Not: «schickte Beobachter» (done), «Der Fluss führt Wasser», «Wer Waffen liefert, …».
    """
    if clause.lemma not in words("act_verbs") or clause.modal or clause.passive or not is_finite(clause.predicate) or clause.relative:
        return []
    if "Past" in clause.predicate.morph.get("Tense") or clause.marker not in {"", "dass"} or "wer" in clause.words:
        return []
    who = voice(clause, parties)
    if who in {"thing", "nobody"} or (who == "party" and is_foreign(clause, parties)) or not _has_object(clause):
        return []
    stance: Stance = "refused" if negator(clause) is not None else "pledged"
    holder, whose = _subject_or(clause, who, parties)
    return [Position(clause.predicate, clause.predicate, stance, "act-present", 0.55, holder, whose, tuple(clause.complements))]


def _has_object(clause: Clause) -> bool:
    """The act is done to something («schickt Beobachter», «schicken niemanden»), unless its verb needs nothing."""
    if clause.lemma in words("objectless_acts"):
        return True
    if clause.reflexive and clause.lemma not in words("reflexive_too"):
        return False
    return any(t.lower_ not in REFLEXIVES for t in clause.objects) or len(children(clause.predicate, "nsubj")) > 1
