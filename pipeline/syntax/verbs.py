"""The verb complex of a clause: auxiliaries, particles, tense, voice and mood."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.syntax.closed import forms
from pipeline.syntax.trees import AUXILIARY, basic, children
from pipeline.syntax.words import MODALS, is_finite, is_infinitive, is_participle, is_verb


def auxiliaries(predicate: Token) -> list[Token]:
    """Auxiliaries, modals and copulas of a predicate, in text order."""
    return [child for child in predicate.children if basic(child) in AUXILIARY]


def finite_of(predicate: Token) -> Token | None:
    """The finite verb of the predicate's clause: itself, or the auxiliary that carries person and mood.

    A later conjunct without an own auxiliary shares the first one's («wird kommen und helfen»).
    """
    if is_finite(predicate):
        return predicate
    for auxiliary in auxiliaries(predicate):
        if is_finite(auxiliary):
            return auxiliary
    if basic(predicate) == "conj":
        return finite_of(predicate.head)
    return None


def verb_lemma(predicate: Token) -> str:
    """The predicate's lemma with its separated particle joined: kündigte … an → ankündigen."""
    lemma = (
        str(predicate.lemma_ or predicate.text).lower()
        if is_verb(predicate)
        else str(predicate.lemma_ or predicate.text)
    )
    for particle in children(predicate, "compound:prt"):
        prefix = particle.text.lower()
        if not lemma.startswith(prefix):
            lemma = prefix + lemma
    return lemma


def particle_of(predicate: Token) -> Token | None:
    """The separated particle of a verb (an in «kündigte … an»), or None."""
    return next(iter(children(predicate, "compound:prt")), None)


def modal_of(predicate: Token) -> Token | None:
    """The modal verb that governs the predicate, or None; a finite one before others."""
    modals = [token for token in auxiliaries(predicate) if token.lemma_ in MODALS or token.tag_.startswith("VM")]
    if not modals and basic(predicate) == "conj" and not is_finite(predicate):
        return modal_of(predicate.head)
    return next((token for token in modals if is_finite(token)), modals[0] if modals else None)


def is_passive(predicate: Token) -> bool:
    """A passive with werden, bleiben or sein («wird entsandt», «ist geplant»)."""
    return bool(children(predicate, "aux:pass", "nsubj:pass")) and is_participle(predicate)


def is_future(predicate: Token) -> bool:
    """werden + infinitive, also in the Konjunktiv (werde, würde)."""
    return is_infinitive(predicate) and any(aux.lemma_ == "werden" for aux in auxiliaries(predicate))


def is_perfect(predicate: Token) -> bool:
    """haben or sein + participle in the active."""
    helpers = {aux.lemma_ for aux in auxiliaries(predicate)}
    return is_participle(predicate) and not is_passive(predicate) and bool(helpers & {"haben", "sein"})


def mood(token: Token) -> str:
    """``Sub1`` (Konjunktiv I), ``Sub2`` (Konjunktiv II), ``Ind``, or empty where the form is no finite verb.

    Unambiguous forms decide before the tagger, which confuses the syncretic ones.
    """
    form = token.text.lower()
    if not is_finite(token) and form not in forms("konjunktiv_1"):
        return ""
    if form in forms("konjunktiv_2"):
        return "Sub2"
    if form in forms("konjunktiv_1") and not _has_first_person(token):
        return "Sub1"
    if "Sub" in token.morph.get("Mood", []):
        return "Sub2" if form.endswith(("te", "ten")) or "Past" in token.morph.get("Tense", []) else "Sub1"
    return "Ind" if is_finite(token) else ""


def _has_first_person(verb: Token) -> bool:
    """«ich habe», «ich werde»: the first person's indicative looks like the Konjunktiv."""
    head = verb.head if basic(verb) in AUXILIARY else verb
    near = [*head.children, *verb.children]
    return any(token.lower_ == "ich" for token in near) or any(
        token.lower_ == "ich" for token in verb.doc[max(0, verb.i - 2) : verb.i + 3]
    )


def is_reported_mood(predicate: Token) -> bool:
    """The clause stands in Konjunktiv I, the mood of reported speech."""
    finite = finite_of(predicate)
    return finite is not None and mood(finite) == "Sub1"
