"""Konjunktiv by form: what the tagger leaves out or makes up, the ending decides."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline import syntax
from pipeline.lexicon import toml_table

REPORTED = {"Sub1", "Sub2"}
SUBJECTS = {"er", "sie", "es", "man"}
LONG = 4
NEVER = {"wurde", "ende", "bitte", "danke"}


def mood(verb: Token) -> str:
    """``Sub1``, ``Sub2``, ``Ind`` or empty, as ``syntax.mood``, with every present subjunctive in -e known by its form.

    «gehe», «bedeute», «verfüge» differ from the indicative wherever the subject is not ich; «sagte» and «stehen» do
    not.
    """
    form = verb.lower_
    if is_missed(verb):
        return "Sub1"
    by_tag = syntax.mood(verb)
    if form in syntax.forms("konjunktiv_1") | syntax.forms("konjunktiv_2"):
        return by_tag
    if not syntax.is_finite(verb) or syntax.is_imperative(verb):
        return by_tag
    if _is_present_in_e(verb):
        return "Ind" if syntax.mood(verb) == "Ind" and _has_ich(verb) else "Sub1"
    if by_tag == "Sub2" and _has_umlaut(form):
        return "Sub2"
    return "Ind"


def is_missed(token: Token) -> bool:
    """A Konjunktiv in -e that the tagger takes for a noun: «die Bahn prüfe „alle Wege“»."""
    if not token.text.endswith("e") or not token.text.islower() or len(token) < LONG or token.i == 0:
        return False
    before = token.nbor(-1)
    if token.is_sent_start or not (syntax.is_noun(before) or before.lower_ in SUBJECTS):
        return False
    return not syntax.is_verb(token) and syntax.is_noun(token)


def is_missed_plural(token: Token) -> bool:
    """«wie Mitarbeiter betonen»: a present plural that the tagger takes for an infinitive, told by a subject in the
    plural of its own and no zu, modal or auxiliary beside it.
    """
    if not syntax.is_infinitive(token) or token.i == 0 or token.nbor(-1).lower_ == "zu" or syntax.auxiliaries(token):
        return False
    subjects = [subject for subject in syntax.children(token, "nsubj") if subject.i < token.i]
    return any(_may_be_plural(subject) for subject in subjects) and syntax.basic(token) != "xcomp"


def _may_be_plural(noun: Token) -> bool:
    """By its number, or without article: Mitarbeiter, Beobachter are the same in both numbers."""
    bare = not any(syntax.word_class(child) in {"article", "possessive"} for child in noun.children)
    return syntax.feature(noun, "Number") == "Plur" or (bare and syntax.is_common_noun(noun))


def is_reported(verb: Token | None) -> bool:
    """The verb stands in the Konjunktiv, I or II."""
    return verb is not None and mood(verb) in REPORTED


def is_weak_past(verb: Token) -> bool:
    """A weak verb's form in -te or -ten, indicative of the past or Konjunktiv II: «misstrauten», «sagte»."""
    finite = syntax.finite_of(verb)
    if finite is None or not finite.lower_.endswith(("te", "ten")):
        return False
    return finite.lower_ not in toml_table("konjunktiv")["clear_past"] and syntax.feature(finite, "Tense") == "Past"


def _is_present_in_e(verb: Token) -> bool:
    form, lemma = verb.lower_, verb.lemma_.lower()
    if not form.endswith("e") or form in NEVER or _has_umlaut_past(form, lemma):
        return False
    if not form.endswith("te"):
        return True
    return lemma.endswith("ten") and form == lemma[:-1]


def _has_umlaut_past(form: str, lemma: str) -> bool:
    """käme, ginge, bliebe: Konjunktiv II of strong verbs, told by a stem that is not the infinitive's."""
    return form[:-1] != lemma.removesuffix("n").removesuffix("e") and lemma != "" and lemma[:2] != form[:2]


def _has_umlaut(form: str) -> bool:
    return any(char in form for char in "äöü")


def _has_ich(verb: Token) -> bool:
    return any(token.lower_ == "ich" for token in verb.doc[max(0, verb.i - 3) : verb.i + 3])
