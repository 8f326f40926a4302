"""Whom a pronoun or an office takes up: «er», «die Ministerin», «der CDU-Politiker», «Kiews Präsident» → the person named elsewhere.

Conservative: where two people fit, or the antecedent may be a thing, the answer is None.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from pipeline.actors.bodies import home_code
from pipeline.actors.countries import code_of_adjective, code_of_noun, codes_of_hyphenated, countries
from pipeline.actors.offices import Office, epithet, office, same_office
from pipeline.actors.roles import roles_of
from pipeline.findings import Name
from pipeline.syntax import SUBJECT, clause_of, governing, is_finite, is_noun, is_verb, paragraphs, relation, subject_of

MASCULINE = {"er", "ihm", "ihn"}
FEMININE = {"sie", "ihr"}
DEFINITE = {"der", "die", "den", "dem", "des", "dieser", "diese", "diesen", "diesem", "dieses", "jener", "jene"}
SENTENCES_BACK = 2


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
        return _of_pronoun(token, people)
    return _of_noun(token, people) if is_noun(token) or token.text[:1].isupper() else None


# --- pronouns ----------------------------------------------------------------------------------------


def _of_pronoun(token: Token, people: list[Name]) -> Name | None:
    gender = "m" if token.lower_ in MASCULINE else "f"
    if gender == "f" and not _is_singular(token):
        return None
    governor = _governing_subject(token, people)
    if governor is not None:
        return governor if _fits(governor, gender) else None
    for sentence in _sentences_before(token):
        before = [name for name in people if sentence.start <= name.span.start < sentence.end and name.span.end <= token.i]
        fitting = [name for name in before if _fits(name, gender)]
        if not fitting:
            if sentence.end <= token.i and _subject_is_thing(sentence, gender):
                return None
            continue
        return _salient(fitting, sentence, gender)
    return None


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
            name = _of_noun(subject, people)
        if name is not None:
            return name
    return None


def _at(token: Token, people: list[Name]) -> Name | None:
    """The person at a token, or in apposition to it («Kanzler Friedrich Merz»)."""
    places = {token.i, *(child.i for child in token.children if relation(child) in {"appos", "flat"})}
    return next((name for name in people if places.intersection(range(name.span.start, name.span.end))), None)


def _fits(name: Name, gender: str) -> bool:
    return name.gender in {gender, ""}


def _sentences_before(token: Token) -> list[Span]:
    """The token's own sentence and those before it within the paragraph, the nearest first; the last of the one before too."""
    doc = token.doc
    paragraph = next((part for part in paragraphs(doc) if part.start <= token.i < part.end), doc[:])
    sentences = [sentence for sentence in doc.sents if sentence.start <= token.i and sentence.start >= paragraph.start]
    return list(reversed(sentences))[: SENTENCES_BACK + 1]


def _salient(fitting: list[Name], sentence: Span, gender: str) -> Name | None:
    """The only person, else the only one in the subject's place; nobody where that leaves a doubt."""
    canonical = {name.canonical for name in fitting}
    if len(canonical) == 1:
        return None if _subject_is_thing(sentence, gender) and not _is_subject(fitting[-1]) else fitting[-1]
    subjects = [name for name in fitting if _is_subject(name)]
    return subjects[-1] if len({name.canonical for name in subjects}) == 1 else None


def _is_subject(name: Name) -> bool:
    head = name.span.root
    while relation(head) in {"appos", "flat"} and head.head is not head:
        head = head.head
    return relation(head) in SUBJECT or (relation(head) == "parataxis" and not is_verb(head))


def _subject_is_thing(sentence: Span, gender: str) -> bool:
    """The sentence's subject is a noun of the same gender that is no person: «Der Konzern kündigte an …. Er werde …»."""
    subject = subject_of(sentence.root)
    if subject is None or not is_noun(subject) or subject.ent_type_ == "PER" or office(subject.text) is not None:
        return False
    return {"m": "Masc", "f": "Fem"}[gender] in subject.morph.get("Gender", [])


# --- offices and epithets ----------------------------------------------------------------------------


def _of_noun(token: Token, people: list[Name]) -> Name | None:
    named = _named_beside(token, people)
    if named is not None:
        return named
    if not _is_definite(token):
        return None
    inhabitant = countries().inhabitants.get(token.text, "")
    held = office(token.text)
    if held is None and not inhabitant:
        return None
    if held is not None and held.plural:
        return None
    country = inhabitant or _country_of_phrase(token, held)
    if held is None or epithet(held):
        return _just_named(token, people, held, country)
    return _holder(token, people, held, country)


def _named_beside(token: Token, people: list[Name]) -> Name | None:
    """The name that directly follows the office or stands in apposition to it."""
    following = next((name for name in people if name.span.start == token.i + 1), None)
    if following is not None and office(token.text) is not None:
        return following
    children = {child.i for child in token.children if relation(child) in {"appos", "flat"}}
    return next((name for name in people if children.intersection(range(name.span.start, name.span.end))), None)


def _is_definite(token: Token) -> bool:
    """With der, die, dieser, a genitive («Kiews Präsident») or no article at all («CDU-Chef Merz»); not «ein Minister»."""
    doc = token.doc
    for place in range(token.i - 1, max(-1, token.i - 5), -1):
        before = doc[place]
        if before.lower_ in DEFINITE:
            return "Plur" not in token.morph.get("Number", []) or before.lower_ in {"der", "dem", "des"}
        if code_of_noun(before.text) or countries().capitals.get(before.text):
            return before.text.endswith("s")
        if not before.text[:1].islower() or before.lower_ in {"ein", "eine", "einem", "einen", "einer", "eines", "kein", "keine", "sein", "ihr", "jeder"}:
            return False
    return False


def _country_of_phrase(token: Token, held: Office | None) -> str:
    """The state that the phrase itself names: US-Präsident, «der britische Premier», «Kiews Präsident»."""
    codes = codes_of_hyphenated(token.text)
    if codes:
        return codes[0]
    if held is not None and held.head.startswith("kreml"):
        return "RU"
    table = countries()
    for place in range(token.i - 1, max(-1, token.i - 4), -1):
        word = token.doc[place]
        code = code_of_adjective(word.lower_) or (code_of_noun(word.text) or table.capitals.get(word.text, "") if word.text.endswith("s") else "")
        if code:
            return code
    following = token.doc[token.i + 1 : token.i + 3]
    if len(following) == 2 and following[0].lower_ in {"der", "des", "von"}:
        return code_of_noun(following[1].text)
    return home_code(token.text.split("-")[0])


def _holder(token: Token, people: list[Name], held: Office, country: str) -> Name | None:
    """The one person of the document who holds such an office, the nearest mention before the token."""
    fitting = [name for name in people if _holds(name, held, country)]
    if not fitting:
        return None
    if len({name.canonical for name in fitting}) == 1:
        return _nearest(fitting, token)
    before = [name for name in fitting if name.span.end <= token.i]
    near = [name for name in before if any(sentence.start <= name.span.start < sentence.end for sentence in _sentences_before(token))]
    return near[-1] if len({name.canonical for name in near}) == 1 else None


def _nearest(fitting: list[Name], token: Token) -> Name:
    before = [name for name in fitting if name.span.end <= token.i]
    return before[-1] if before else fitting[0]


def _holds(name: Name, held: Office, country: str) -> bool:
    if held.gender == "f" and name.gender == "m":
        return False
    if country and name.country and country != name.country:
        return False
    if country and not name.country:
        return False
    held_there = [found for found in (office(word) for word in name.role.split()) if found is not None]
    here = [role.office for role in roles_of(name.span)]
    return any(same_office(held, other) for other in [*held_there[:1], *here])


def _just_named(token: Token, people: list[Name], held: Office | None, country: str) -> Name | None:
    """«der CDU-Politiker», «der Niederländer»: the subject just named before, if nothing speaks against it."""
    gender = "f" if (held is not None and held.gender == "f") or token.text in countries().feminine else "m"
    for sentence in _sentences_before(token):
        before = [name for name in people if sentence.start <= name.span.start and name.span.end <= min(token.i, sentence.end)]
        fitting = [name for name in before if _fits(name, gender) and name.country in {country, ""} | ({name.country} if not country else set())]
        if fitting:
            subjects = [name for name in fitting if _is_subject(name)] or fitting
            return subjects[-1] if len({name.canonical for name in subjects}) == 1 else None
        if before:
            return None
    return None


