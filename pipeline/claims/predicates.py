"""Stance from predicate adjectives («ist bereit», «unklar ist, was …») and from papers («der Entwurf sieht … vor»)."""

from __future__ import annotations

from pipeline.claims.clauses import Clause
from pipeline.claims.frames import OPEN_QUESTION, holder_of, promised
from pipeline.claims.negation import negator
from pipeline.claims.parties import Parties
from pipeline.claims.position import Position, Whose, taken
from pipeline.claims.seeming import is_compared
from pipeline.claims.voices import owner_of, subject_in
from pipeline.claims.wording import adjective_stances, ends_like, is_event, negated, words
from pipeline.records import Stance
from pipeline.syntax import is_verb, relation


def adjective_frame(clause: Clause, parties: Parties) -> list[Position]:
    """«ist bereit, Truppen zu entsenden», «unklar ist, was Rom zahlt».

    Not: «Es ist offen, wer gewinnt» (no party), «Die Läden sind offen».
    """
    if clause.predicate.lower_ in words("open_participles") and negator(clause) is not None and not clause.modal:
        return _open(clause, parties)
    stance = adjective_stances().get(clause.predicate.lemma_.lower(), "") or adjective_stances().get(
        clause.predicate.lower_, ""
    )
    guessed = clause.modal in {"müssen", "sollen"} or clause.modal_form in {"dürfte", "dürften"} or is_compared(clause)
    if not stance or (is_verb(clause.predicate) and not clause.passive) or guessed:
        return []
    if clause.predicate.lower_ in {"offen", "unklar", "ungewiss"}:
        return _open(clause, parties)
    turned = negated(stance) if negator(clause) is not None else stance
    holder, whose = holder_of(clause, stance, parties)
    if stance in {"planned", "refused"} or (
        stance == "considered" and holder is not None and parties.of(holder) is None
    ):
        holder, whose = None, "speaker" if clause.utterance is not None else "plan"
        if stance == "considered" and clause.past:
            return []  # «eine Behandlung, die damals kaum denkbar war»
    if not turned or (turned == "planned" and (clause.past or is_event(clause.subject))):
        return []
    anchors = promised(clause, turned, "pledged")
    if len(anchors) < 2:
        return taken(clause, turned, "adjective", 0.75, holder, whose)
    covers = tuple(anchors)  # «bereit, Beobachter einzulassen und Truppen abzuziehen»: two things
    return [Position(clause.predicate, anchor, turned, "adjective", 0.75, holder, whose, covers) for anchor in anchors]


def document_frame(clause: Clause, parties: Parties) -> list[Position]:
    """«Der Entwurf sieht höhere Abgaben vor», «die Vereinbarung umfasst Hilfen»: the plan of whoever owns the paper.

    Not: «Der Plan umfasst 20 Seiten», «Das Gesetz verbietet Werbung» (a law in force is nobody's position).
    """
    subject = clause.subject
    if (
        subject is None
        or clause.lemma not in words("document_verbs")
        or not ends_like(subject.lemma_, words("document_nouns"))
    ):
        return []
    if clause.past or clause.passive or clause.modal not in {"", "sollen"}:
        return []
    agreed = ends_like(subject.lemma_, words("agreed_nouns"))
    stance: Stance = "pledged" if agreed else "planned"
    turned = negated(stance) if negator(clause) is not None else stance
    owner = owner_of(subject, parties)
    return [Position(clause.predicate, clause.predicate, turned, "document", 0.6, owner, "holder" if owner else "plan")]


def _open(clause: Clause, parties: Parties) -> list[Position]:
    """«offen für» weighs; a question that is open leaves its party undecided («offen ist, ob Wien zustimmt»)."""
    if "für" in clause.words and clause.subject is not None and parties.of(clause.subject) is not None:
        return [Position(clause.predicate, clause.predicate, "considered", "adjective", 0.7, clause.subject, "holder")]
    questions = [
        t
        for t in clause.predicate.subtree
        if t != clause.predicate and is_verb(t) and relation(t) in {"csubj", "ccomp", "advcl", "acl"}
    ]
    for question in questions:
        inner = Clause(question, clause.utterance)
        if not _asks(inner):
            continue
        holder = subject_in(inner, parties)
        if holder is not None and parties.of(holder) is not None:
            asked = any(child.lower_.startswith("welch") for child in holder.children)
            whose: Whose = "plan" if asked else "holder"
            return [
                Position(
                    clause.predicate,
                    question,
                    "undecided",
                    "open-question",
                    0.6,
                    None if asked else holder,
                    whose,
                    (question,),
                )
            ]
    return []


def _asks(inner: Clause) -> bool:
    first = inner.predicate.doc[inner.predicate.left_edge.i : inner.predicate.left_edge.i + 3]
    return inner.marker == "ob" or any(token.lower_ in OPEN_QUESTION for token in first)
