"""Whom a pronoun or an office takes up: «er», «die Ministerin», «der CDU-Politiker» → the person named elsewhere.

Conservative: where two people fit, or the antecedent may be a thing, the answer is None.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from pipeline.actors.holders import fits_gender, is_age, is_topic, of_noun, sentences_before
from pipeline.actors.offices import office
from pipeline.findings import Name, Utterance
from pipeline.numbers.units import kind_of
from pipeline.syntax import (
    SUBJECT,
    clause_of,
    feature,
    governing,
    is_common_noun,
    is_finite,
    is_noun,
    is_pronoun,
    paragraph_of,
    relation,
    subject_of,
)

MASCULINE = {"er", "ihm", "ihn"}
FEMININE = {"sie", "ihr"}


def referent(token: Token, names: Sequence[Name]) -> Name | None:
    """The person (a mention before the token, if any, else the first one) whom a pronoun or office noun means, or None.

    A token that is part of a person's own name gives that name.
    """
    own = next((name for name in names if name.kind == "person" and name.span.start <= token.i < name.span.end), None)
    if own is not None:
        return own
    people = [name for name in names if name.kind == "person"]
    if not people:
        return None
    if token.lower_ in MASCULINE | FEMININE and not is_noun(token):
        return None if _in_quotes(token) else _of_pronoun(token, people)
    return of_noun(token, people) if is_noun(token) or token.text[:1].isupper() else None


def _in_quotes(token: Token) -> bool:
    """Inside quoted words «er» is whoever the speaker means."""
    return sum(word.is_quote for word in token.doc[paragraph_of(token).start : token.i]) % 2 == 1


# --- pronouns ----------------------------------------------------------------------------------------


def _of_pronoun(token: Token, people: list[Name]) -> Name | None:
    gender = "m" if token.lower_ in MASCULINE else "f"
    if gender == "f" and not _is_singular(token):
        return None
    governor = _governing_subject(token, people)
    if governor is not None:
        return governor if fits_gender(governor, gender) else None
    sentences = sentences_before(token)
    for sentence in sentences:
        fitting = [name for name in _named_in(sentence, people, token) if fits_gender(name, gender)]
        if fitting:
            found = _salient(fitting, sentence, gender)
            return found if found is None or is_topic(found) else _unless_overtaken(found, sentence, sentences, people)
        subject = subject_of(sentence.root)
        if subject is not None and is_age(subject) and sentence.end <= token.i:
            aged = of_noun(subject, people)
            return aged if aged is not None and fits_gender(aged, gender) else None
        pronoun = _earlier_pronoun(sentence, token)
        if pronoun is not None:
            return _of_pronoun(pronoun, people)
        if sentence.end <= token.i and (_subject_is_thing(sentence, gender) or _tells_of_another(sentence, gender)):
            return None
    return None


def _named_in(sentence: Span, people: list[Name], token: Token) -> list[Name]:
    """The people named in the sentence before the token."""
    return [name for name in people if sentence.start <= name.span.start < sentence.end and name.span.end <= token.i]


def _unless_overtaken(found: Name, sentence: Span, sentences: list[Span], people: list[Name]) -> Name | None:
    """The person named in passing, unless the sentence before is about somebody else: «Die Regierung unter X …,
    sagte er».
    """
    earlier = next((part for part in sentences if part.end <= sentence.start), None)
    if earlier is None:
        return found
    subjects = {name.canonical for name in people if earlier.start <= name.span.start < earlier.end and is_topic(name)}
    return found if subjects <= {found.canonical} else None


def _earlier_pronoun(sentence: Span, token: Token) -> Token | None:
    """The same pronoun before this one, as a subject: it leads back to its own antecedent."""
    words = MASCULINE if token.lower_ in MASCULINE else FEMININE
    found = [word for word in sentence if word.i < token.i and word.lower_ in words and relation(word) in SUBJECT]
    return found[-1] if found else None


def _is_singular(token: Token) -> bool:
    """«sie» with a verb in the singular; the capital «Sie» of address inside a sentence is nobody here."""
    if token.lower_ == "ihr":
        return "Sing" in token.morph.get("Number", []) and "Poss" not in str(token.morph)
    if token.text == "Sie" and not token.is_sent_start:
        return False
    verbs = [verb for verb in (clause_of(token), *clause_of(token).children) if is_finite(verb)]
    return any(_looks_singular(verb) for verb in verbs)


def _looks_singular(verb: Token) -> bool:
    return "Sing" in verb.morph.get("Number", []) or not verb.text.lower().endswith(("en", "eln", "ern", "sind"))


def _governing_subject(token: Token, people: list[Name]) -> Name | None:
    """«Merz sagte, er …»: the subject of the verb that governs the clause."""
    for predicate in governing(clause_of(token)):
        subject = subject_of(predicate)
        if subject is None or subject == token:
            continue
        name = _at(subject, people)
        if name is None and is_noun(subject):
            name = of_noun(subject, people)
        if name is not None:
            return name
    return None


def _at(token: Token, people: list[Name]) -> Name | None:
    """The person at a token, or in apposition to it («Kanzler Friedrich Merz»)."""
    places = {token.i, *(child.i for child in token.children if relation(child) in {"appos", "flat"})}
    return next((name for name in people if places.intersection(range(name.span.start, name.span.end))), None)


def _salient(fitting: list[Name], sentence: Span, gender: str) -> Name | None:
    """The only person, else the only one in the subject's place; nobody where that leaves a doubt."""
    canonical = {name.canonical for name in fitting}
    if len(canonical) == 1:
        if len(fitting) == 1 and _owns_subject(fitting[0], sentence):
            return None
        return None if _subject_is_thing(sentence, gender) and not is_topic(fitting[-1]) else fitting[-1]
    subjects = [name for name in fitting if is_topic(name)]
    return subjects[-1] if len({name.canonical for name in subjects}) == 1 else None


def _owns_subject(name: Name, sentence: Span) -> bool:
    """«Der Anwalt Brandts widersprach. Er …»: the name is a genitive behind the subject, which is somebody else."""
    subject = subject_of(sentence.root)
    if subject is None or not is_common_noun(subject) or name.span.start != subject.i + 1:
        return False
    somebody = office(subject.text) is not None or kind_of(subject.lemma_) == "people"
    return somebody and name.span[-1].text == name.canonical.split()[-1] + "s"


def _subject_is_thing(sentence: Span, gender: str) -> bool:
    """The sentence's subject is one thing of the same gender, no person: «Der Konzern kündigte an …. Er werde …»;
    «Geführt werden die Bergleute von Karl Holt. Er …» leaves no doubt.
    """
    subject = subject_of(sentence.root)
    if subject is None or not is_noun(subject) or subject.ent_type_ == "PER" or office(subject.text) is not None:
        return False
    if "Plur" in subject.morph.get("Number", []):
        return False
    return {"m": "Masc", "f": "Fem"}[gender] in subject.morph.get("Gender", [])


def _tells_of_another(sentence: Span, gender: str) -> bool:
    """One unnamed person of that gender: behind «Die Mutter sprach mit dem Sohn.» er may be the son."""
    wanted = {"m": "Masc", "f": "Fem"}[gender]
    return any(
        is_noun(word) and not word.ent_type_ and feature(word, "Gender") == wanted and kind_of(word.text) == "people"
        for word in sentence
        if feature(word, "Number") == "Sing"
    )


def speaker_noun(utterance: Utterance, root: Token) -> Token:
    """«Der Kanzler zögerte. Er zahle nicht, sagte er.»: the noun that was found for a pronoun, else the word itself."""
    if not is_pronoun(root) or not utterance.speaker_text:
        return root
    noun = utterance.speaker_text.split()[-1]
    return next((token for token in reversed(list(root.doc[: root.i])) if token.text == noun), root)
