"""Stance from modal and tense where the verb itself names none: will, wird, soll."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.claims.clauses import Clause
from pipeline.claims.negation import negator, shares_negation
from pipeline.claims.parties import Parties
from pipeline.claims.position import Position, Whose, taken
from pipeline.claims.verbs import forms, infinitive
from pipeline.claims.voices import Voice, is_foreign, owner_of, picks_out, subject_in, voice
from pipeline.claims.wording import ends_like, is_event, owner_nouns, words
from pipeline.records import Stance
from pipeline.syntax import MODALS, children, feature, is_noun, is_pronoun, is_verb, marker_of, word_class

IRREAL = frozenset({"hätte", "hätten"})
PLANNING = frozenset({"zufolge", "laut", "demnach", "wonach", "planungen", "plänen", "pläne"})


def will(clause: Clause, parties: Parties) -> list[Position]:
    """will, möchte with an own act: «Rom will Schiffe schicken», «man wolle nicht kürzen».

    Not: «Sie wollten demonstrieren» (past), «wollen beraten» (a meeting), «sie wolle den Krieg», said of others.
    """
    if clause.modal != "wollen" or clause.perfect_infinitive or clause.lemma == "haben":
        return []  # «möchte Ruhe haben»: a wish
    if any(t.lower_ in words("unnamed_words") for t in clause.phrase_tokens) or _has_wanted(clause):
        return []
    subject = clause.subject
    if is_quality(clause) or (subject is not None and picks_out(clause, subject, parties)):
        return []
    if clause.modal_form in {"wollte", "wollten"} and (clause.utterance is None or clause.past):
        return []
    who = voice(clause, parties)
    if who == "thing" or (who == "party" and is_foreign(clause, parties)):
        return []
    if who == "nobody" and clause.utterance is None and "man" not in clause.words:
        return []
    return own_act(clause, who, parties, "modal-will", 0.75)


def _has_wanted(clause: Clause) -> bool:
    """«sie habe sich ein Bild machen wollen»: what somebody wanted."""
    return clause.modal_form == "wollen" and clause.finite is not None and clause.finite.lemma_ == "haben"


def wird(clause: Clause, parties: Parties) -> list[Position]:
    """werden with an own act: «Malta wird nicht mitzahlen», «Malta werde Ärzte schicken».

    Not: «Die Preise werden steigen», «wird sich wohl beteiligen», «Russland werde angreifen», said by somebody else.
    """
    if not clause.future or clause.modal in MODALS - {"wollen"} or clause.words & words("prediction_words"):
        return []
    who = voice(clause, parties)
    if clause.lemma == "geben" and clause.utterance is not None and "es" in clause.words:
        return _there_will_be(clause)
    if who in {"thing", "nobody"} or (who == "party" and is_foreign(clause, parties)):
        return []
    if _is_unreal(clause) and who != "own":
        return own_act(clause, who, parties, "future-reported", 0.5, "planned") if _is_told_of(clause, parties) else []
    return own_act(clause, who, parties, "future", 0.7)


def _is_told_of(clause: Clause, parties: Parties) -> bool:
    """«Laut Berichten würde Rom Boote schicken», «die Union würde klagen», said by its chairman: told by a medium or by
    one of its own. What others would do is anybody's guess («Wir wussten, dass Rom klagen würde»).
    """
    if clause.utterance is None or not _is_said_by_somebody(clause):
        return False
    speaker, subject = parties.speaker(clause.utterance), subject_in(clause, parties)
    party = parties.of(subject) if subject is not None else None
    return speaker is None or (party is not None and party.name in speaker.role)


def wants(clause: Clause, parties: Parties) -> list[Position]:
    """wollen without another verb: «Obama will einen Gipfel», «Berlin will, dass Wien zahlt» (a demand).

    Not: «Wir wollen Ruhe» (a wish), «Was will sie?».
    """
    if clause.lemma != "wollen" or clause.past or clause.utterance is not None or voice(clause, parties) != "party":
        return []
    subject = subject_in(clause, parties)
    if any(marker_of(t) == "dass" for t in clause.complements):
        return taken(clause, "demanded", "wants-that", 0.6, subject, "holder")
    if not any(is_noun(t) for t in clause.objects):
        return []
    stance: Stance = "refused" if negator(clause) is not None else "pledged"
    return [Position(clause.predicate, clause.predicate, stance, "wants", 0.5, subject, "holder")]


def _is_unreal(clause: Clause) -> bool:
    """«würde schicken» outside reported speech: what would be, not what will be."""
    return clause.finite is not None and clause.finite.lower_ in {"würde", "würden"}


def _there_will_be(clause: Clause) -> list[Position]:
    """«Eine Maut werde es nicht geben», «im Mai wird es eine Konferenz geben»: what the speaker sets out."""
    things = clause.objects + ([clause.subject] if clause.subject is not None else [])
    stance: Stance = "planned" if any(is_event(noun) for noun in things) else "pledged"
    if negator(clause) is not None:
        stance = "refused"
    return [Position(clause.predicate, clause.predicate, stance, "future-there-is", 0.55, None, "speaker")]


def own_act(
    clause: Clause, who: Voice, parties: Parties, rule: str, confidence: float, affirmed: Stance = "pledged"
) -> list[Position]:
    """A position of the subject, unless the verb is no act; a meeting counts where a participant announces it."""
    if shares_negation(clause):
        return []
    if clause.lemma in words("mind_verbs") | words("trend_verbs") or (
        clause.lemma in words("happening_verbs") and clause.modal != "wollen" and who != "own"
    ):
        return []
    stance: Stance = "refused" if negator(clause) is not None else affirmed
    if is_meeting(clause) and stance == affirmed:
        if clause.utterance is None:
            return []
        stance = "planned"
    holder, whose = subject_or(clause, who, parties)
    return taken(clause, stance, rule, confidence, holder, whose)


def is_quality(clause: Clause) -> bool:
    """«soll schlecht sein», «will stark sein», «sollen Schüler sein»: with sein nothing names an act."""
    if is_noun(clause.predicate) and any(t.lower_ == "sein" for t in clause.helpers):
        return clause.modal == "sollen" and clause.modal_form in {"soll", "sollen"}
    adjective = word_class(clause.predicate) in {"adjective", "attribute"} and clause.predicate.lower_ not in forms()
    return adjective and any(t.lemma_ == "sein" for t in clause.helpers)


def is_meeting(clause: Clause) -> bool:
    """«sich treffen», «beraten»; not «Entscheidungen treffen», «soll die Verwaltung treffen»."""
    if clause.lemma == "treffen":
        return not any(is_noun(t) for t in clause.objects)
    return clause.lemma in words("meeting_verbs")


def subject_or(clause: Clause, who: Voice, parties: Parties) -> tuple[Token | None, Whose]:
    """The subject where it names a party, else the speaker or the planner."""
    if who == "party":
        return subject_in(clause, parties), "holder"
    return None, "speaker" if clause.utterance is not None else "plan"


def soll(clause: Clause, parties: Parties) -> list[Position]:
    """soll, sollen: a plan of the doer, or of whoever plans: «Die Brücke soll 2028 fertig werden».

    Not: «soll zugesagt haben» (hearsay), «Es soll um X gehen» (agenda), «der X verhindern soll» (purpose).
    """
    if clause.modal != "sollen" or clause.perfect_infinitive or clause.relative:
        return []
    if is_meeting(clause) or is_quality(clause) or clause.lemma in words("state_verbs"):
        return []
    if any(ends_like(t.lemma_, words("weather_nouns")) for t in (*clause.subjects, *clause.objects)):
        return []  # «Es soll Regen geben»
    if clause.marker in {"damit", "weil", "da", "obwohl"} or is_event(clause.subject) or _is_purpose(clause):
        return []
    if clause.modal_form in {"sollte", "sollten", "solltest"} and not _is_told_plan(clause):
        return []
    if any(t.lower_ in IRREAL for t in clause.helpers):
        return []  # «hätte Flugzeuge tragen sollen»: it came to nothing
    if _is_demanded(clause) or next(t.lower_ for t in clause.tokens if not t.is_punct) == "wie":
        return []  # «ein Leitfaden, wie damit umgegangen werden soll»
    if clause.finite is not None and clause.finite.lower_ not in {clause.modal_form, clause.finite.lemma_}:
        return []  # «soll er sich, er besaß eine Waffe, erschossen haben»: the modal is another verb's
    suffers = clause.lemma in words("arising_verbs") or _receives(clause) or _is_done_to(clause, parties)
    who = "thing" if suffers else voice(clause, parties)
    if clause.utterance is not None and who == "party" and not clause.passive and is_foreign(clause, parties):
        return []
    if who == "party" and clause.modal_form == "solle" and not _is_said_by_somebody(clause):
        return []  # «dann der Hinweis, Weber solle sich bewerben»: nobody knows who wants it
    stance: Stance = "refused" if negator(clause) is not None else "planned"
    holder, whose = _doer(clause, who, parties)
    return taken(clause, stance, "modal-soll", 0.65, holder, whose)


def _is_done_to(clause: Clause, parties: Parties) -> bool:
    """«Die Stimmung soll die Opposition einschüchtern», «Es soll die Piloten warnen»: the party is the object, which
    stands behind a thing or does not agree with the verb. Not: «Die Kosten soll der Bund tragen».
    """
    party, finite = subject_in(clause, parties), clause.finite
    if clause.passive or party is None or finite is None or is_pronoun(party) or party.i < finite.i:
        return False
    if feature(finite, "Number") == "Sing" and feature(party, "Number") == "Plur" and not party.ent_type_:
        return True
    first = clause.subjects[0] if clause.subjects else party
    if first == party or first.i > finite.i or clause.lemma in words("act_verbs") | words("giving_verbs"):
        return False
    return not any(article.lower_ in {"der", "ein"} for article in children(party, "det"))


def _is_demanded(clause: Clause) -> bool:
    """«regte an, Weber solle antreten»: the verb before it takes the position."""
    cue = clause.utterance.cue if clause.utterance is not None else None
    return cue is not None and is_verb(cue.root) and infinitive(cue.root) in words("demanded_verbs")


def _receives(clause: Clause) -> bool:
    """«Der Klub soll absteigen», «Kuba soll Hilfe erhalten», «soll die Einnahmen behalten dürfen»: others plan it."""
    return clause.lemma in words("receiving_verbs") or any(t.lower_ == "dürfen" for t in clause.helpers)


def _is_said_by_somebody(clause: Clause) -> bool:
    said = clause.utterance
    return said is not None and (said.speaker is not None or said.speaker_name is not None)


def _is_purpose(clause: Clause) -> bool:
    """«Damit soll der Verkehr entlastet werden», «So soll dadurch Platz entstehen»: what something is good for.

    Not: «Rom soll damit beauftragt werden».
    """
    first = next((t for t in clause.tokens if not t.is_punct), clause.predicate)
    known = words("purpose_words")
    if first.lower_ in known:
        return True
    return bool(clause.words & known) and clause.lemma not in words("damit_verbs")


def _is_told_plan(clause: Clause) -> bool:
    """«sollte den Plänen zufolge verkauft werden», and the sentence after such a one: a plan in reported words."""
    if clause.words & PLANNING:
        return True
    start = clause.sentence.start
    return start > 0 and bool({token.lower_ for token in clause.predicate.doc[start - 1].sent} & PLANNING)


def _payer(clause: Clause, parties: Parties) -> Token | None:
    """«Die Kosten sollen die Kassen tragen»: behind the verb stands who is to do it, before it what."""
    if clause.lemma not in words("giving_verbs") | words("act_verbs") or clause.finite is None:
        return None
    subject = clause.subject
    behind = [t for t in clause.swapped if t.i > clause.finite.i and parties.of(t) is not None]
    return behind[0] if behind and subject is not None and subject.i < clause.finite.i else None


def _doer(clause: Clause, who: Voice, parties: Parties) -> tuple[Token | None, Whose]:
    """Who is to do it, else whose will it is («nach dem Willen der Länder»), else the speaker or the planner."""
    if clause.passive and clause.agent is not None and parties.of(clause.agent) is not None:
        return clause.agent, "holder"
    if who == "party" and not clause.passive:
        return subject_or(clause, who, parties)
    if clause.lemma in words("arising_verbs"):
        return None, "speaker" if clause.utterance is not None else "plan"
    payer = _payer(clause, parties) if who == "thing" else None
    if payer is not None:
        return payer, "holder"
    wills = [token for token in clause.tokens if ends_like(token.lemma_, owner_nouns())]
    owner = next((o for o in (owner_of(token, parties) for token in wills) if o is not None), None)
    if owner is not None:
        return owner, "holder"
    return None, "speaker" if clause.utterance is not None else "plan"
