"""Stance from what others must do, and from what one must do before one decides."""

from __future__ import annotations

from pipeline.claims.clauses import Clause
from pipeline.claims.modality import IRREAL, subject_or
from pipeline.claims.negation import negator
from pipeline.claims.parties import Parties
from pipeline.claims.position import Position, taken
from pipeline.claims.voices import is_foreign, subject_in, voice
from pipeline.claims.wording import ends_like, words
from pipeline.syntax import children, is_verb, marker_of

ASKING = frozenset({"wozu", "warum", "weshalb", "wieso", "weswegen"})


def demand(clause: Clause, parties: Parties) -> list[Position]:
    """müsse, solle, dürfe nicht of others: «Europa solle mehr tun», «die Deiche müssten erhöht werden».

    Not: «Wir müssen sparen» (of oneself), «Das muss ein Irrtum sein».
    """
    if clause.utterance is None or clause.modal not in {"müssen", "sollen", "dürfen"} or clause.perfect_infinitive:
        return []
    if (clause.modal == "dürfen") != (negator(clause) is not None) and clause.modal != "sollen":
        return []
    if clause.modal == "sollen" and clause.relative:
        return []  # «zwei Studien, die vorgestellt werden sollten»
    if clause.modal == "sollen" and clause.mood == "Ind" and clause.modal_form in {"soll", "sollen"}:
        return []
    if clause.lemma in words("mind_verbs") or parties.speaker(clause.utterance) is None:
        return []
    if next((t.lower_ for t in clause.tokens if not t.is_punct), "") in ASKING:
        return []  # «„Wozu sollte der Bund zahlen?“»
    if clause.modal_form.startswith("musst") or (clause.modal == "sollen" and clause.words & words("former_words")):
        return []  # «musste behandelt werden», «sollte ursprünglich beschlossen werden»: told, not demanded
    if clause.modal == "müssen" and (clause.words & words("habit_words") or clause.words & IRREAL):
        return []  # «Die Leute müssen oft verzichten», «hätte früher klagen müssen»: how it is or was
    who = voice(clause, parties)
    wanted = who == "party" or (who in {"thing", "nobody"} and clause.passive)
    if not wanted or not is_verb(clause.predicate) or clause.words & words("clearing_words"):
        return []
    return taken(clause, "demanded", "modal-demand", 0.65, None, "speaker")


def _is_asked(clause: Clause) -> bool:
    """«Ob das Geld fließt, konnte das Amt nicht sagen»."""
    return any(marker_of(child) == "ob" for child in children(clause.predicate, "advcl", "ccomp", "csubj"))


def _will_decide(clause: Clause) -> bool:
    """«werde darüber befinden», «werde im Herbst entscheiden», but not «werde sich dagegen entscheiden»."""
    if clause.lemma not in {"entscheiden", "befinden"}:
        return False
    asked, chosen = {"über", "darüber", "ob"}, {"sich", "dass", "für", "gegen", "dafür", "dagegen"}
    if asked & clause.words:
        return True
    outcome = clause.objects or children(clause.predicate, "ccomp") or chosen & clause.words
    return clause.lemma == "entscheiden" and not outcome


def undecided(clause: Clause, parties: Parties) -> list[Position]:
    """«muss erst den Senat fragen», «kann es noch nicht bestätigen», «darüber muss beraten werden», «wird entscheiden».

    Not: «muss mehr zahlen», «kann nicht schwimmen».
    """
    if clause.modal not in {"müssen", "können"} and not clause.future:
        return []
    who = voice(clause, parties)
    if clause.modal == "müssen" and clause.lemma in words("clearing_verbs"):
        first = clause.words & words("clearing_words") or {"über", "darüber"} & clause.words or "ob" in clause.words
        if not first:
            return []
    elif clause.modal == "können" and any(ends_like(noun.lemma_, words("fact_nouns")) for noun in clause.objects):
        return []  # «konnte den Tod nicht bestätigen»: what happened, not what will be done
    elif clause.modal == "können" and clause.lemma in words("commit_verbs"):
        if negator(clause) is None or (clause.lemma == "sagen" and who != "own" and not _is_asked(clause)):
            return []
    elif not (clause.future and _will_decide(clause)):
        return []
    if who == "party" or clause.utterance is not None:
        holder, whose = subject_or(clause, who, parties)
        if clause.utterance is not None and who == "party" and not is_foreign(clause, parties):
            holder, whose = subject_in(clause, parties), "holder"
        return taken(clause, "undecided", "undecided", 0.7, holder, whose)
    return []
