"""Whom an office or an epithet means: «die Ministerin», «Kiews Präsident», «der CDU-Politiker» → a person of the
document.
"""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from pipeline.actors.bodies import home_code
from pipeline.actors.countries import code_of_noun, codes_of_hyphenated, countries
from pipeline.actors.office_phrases import role_at, state_of_phrase
from pipeline.actors.offices import Office, epithet, needs_state, office, office_words, same_office, stem
from pipeline.actors.roles import is_indefinite, roles_of
from pipeline.findings import Name
from pipeline.numbers.units import kind_of
from pipeline.syntax import is_adjective, is_noun, is_subject, is_verb, paragraph_of, relation

SENTENCES_BACK = 2
AGE = re.compile(r"\d{1,3}-[Jj]ährige[nr]?\Z")


def of_noun(token: Token, people: list[Name]) -> Name | None:
    named = _named_beside(token, people)
    if named is not None:
        return named
    if not is_definite(token):
        return None
    inhabitant = countries().inhabitants.get(token.text, "")
    held = office(token.text)
    if is_age(token):
        return _of_age(token, people)
    if held is None and not inhabitant:
        return None
    if held is not None and held.plural:
        return None
    if inhabitant and token.i + 1 < len(token.doc) and token.doc[token.i + 1].text[:1].isupper():
        return None  # «der Deutschen Bank»
    country = inhabitant or _country_of_phrase(token, held)
    if held is None or epithet(held):
        feminine = (held is not None and held.gender == "f") or token.text in countries().feminine
        return _just_named(token, people, "f" if feminine else "m", country)
    if not country and role_at(token, held).attribute:
        return None  # «der Sprecher der Polizei»: whose, only the words tell
    return _holder(token, people, held, country)


def is_age(token: Token) -> bool:
    """«der 58-Jährige», «der 58-jährige»."""
    return AGE.match(token.text) is not None


def _of_age(token: Token, people: list[Name]) -> Name | None:
    """Whom the article gives this age, else the one person just named, where nobody else is spoken of."""
    number = token.text.partition("-")[0]
    earlier = next((word for word in reversed(token.doc[: token.i]) if word.text.partition("-")[0] == number), None)
    if earlier is not None and (is_age(earlier) or token.doc[max(0, earlier.i - 1)].text in {"(", ","}):
        bearer = next((name for name in people if _bears_age(name, earlier)), None)
        return bearer or (None if is_adjective(earlier) else of_noun(earlier, people))
    gender = "f" if _article(token) == "die" or (_article(token) == "der" and token.text.endswith("n")) else "m"
    found = _just_named(token, people, gender, "")
    if found is None or any(_tells_of_another(sentence, found, token) for sentence in sentences_before(token)):
        return None
    return found


def _bears_age(name: Name, age: Token) -> bool:
    """«der 58-jährige Bäcker Jan Holm», «Jan Holm (58)», «Jan Holm, 58,»."""
    between = age.doc[age.i + 1 : name.span.start]
    before = age.i < name.span.start <= age.i + 4 and not any(word.is_punct or is_verb(word) for word in between)
    return before or name.span.end == age.i - 1


def _article(token: Token) -> str:
    at = token.i - 1
    while at > 0 and is_adjective(token.doc[at]):
        at -= 1
    return token.doc[at].lower_ if at >= 0 else ""


def _tells_of_another(sentence: Span, found: Name, token: Token) -> bool:
    """Somebody without a name stands there too: «Polizeisprecher Jan Holm nannte den Mann gefährlich.»"""
    return any(
        is_noun(word)
        and not word.ent_type_
        and kind_of(word.text) == "people"
        and word.i < token.i
        and word.i + 1 != found.span.start
        and relation(word) != "appos"
        and "Sing" in word.morph.get("Number", [])
        for word in sentence
    )


def _named_beside(token: Token, people: list[Name]) -> Name | None:
    """The name that directly follows the office or stands in apposition to it."""
    following = next((name for name in people if name.span.start == token.i + 1), None)
    if following is not None and office(token.text) is not None:
        return None if is_indefinite(following.span) and following.span[-1].text.endswith("s") else following
    beside = {child.i for child in token.children if relation(child) in {"appos", "flat"}}
    beside |= {token.head.i} if relation(token) == "appos" else set()
    return next((name for name in people if beside.intersection(range(name.span.start, name.span.end))), None)


def is_definite(token: Token) -> bool:
    """An office with der, die, dieser, a genitive («Kiews Präsident») or no article at all («CDU-Chef Merz»); not «ein
    Minister».
    """
    doc = token.doc
    for place in range(token.i - 1, max(-1, token.i - 5), -1):
        before = doc[place]
        if before.lower_ in office_words("definite"):
            return "Plur" not in token.morph.get("Number", []) or before.lower_ in {"der", "dem", "des"}
        if code_of_noun(before.text) or countries().capitals.get(before.text):
            return before.text.endswith("s")
        if not before.text[:1].islower() or before.lower_ in office_words("determiners"):
            return False
    return False
    return False


def _country_of_phrase(token: Token, held: Office | None) -> str:
    """The state that the phrase itself names: US-Präsident, «der britische Premier», «Kiews Präsident», «Präsident
    der Ukraine».
    """
    state = state_of_phrase(token, held) if held is not None else ""
    if state:
        return state
    codes = codes_of_hyphenated(token.text)
    return codes[0] if codes else home_code(token.text.split("-")[0])


def _holder(token: Token, people: list[Name], held: Office, country: str) -> Name | None:
    """The one person of the document whose office fits best; of several the only one named just before."""
    held_now = [name for name in people if not _is_former(name)]
    fits = [(_holds(name, held, country), name) for name in held_now]
    best = max((fit for fit, _ in fits), default=0)
    fitting = [name for fit, name in fits if fit == best > 0]
    if not fitting and country and held.stands == "state":
        fitting = [name for name in held_now if name.country == country and not name.role]
    if len({name.canonical for name in fitting}) == 1:
        return _nearest(fitting, token)
    sentences = sentences_before(token)
    near = [
        name
        for name in fitting
        if name.span.end <= token.i and any(part.start <= name.span.start < part.end for part in sentences)
    ]
    return near[-1] if len({name.canonical for name in near}) == 1 else None


def _nearest(fitting: list[Name], token: Token) -> Name:
    before = [name for name in fitting if name.span.end <= token.i]
    return before[-1] if before else fitting[0]


def _holds(name: Name, held: Office, country: str) -> int:
    """2, 1 or 0: how well the person's offices fit the word, gender and state allowing."""
    if {held.gender, name.gender} == {"m", "f"} or (country and country != name.country):
        return 0
    offices = [role.office for role in roles_of(name.span)]
    offices += [found for found in (office(word) for word in name.role.split()) if found is not None][:1]
    fits = [same_office(held, other) for other in offices if country or not needs_state(held, other)]
    return max(fits, default=0)


def _is_former(name: Name) -> bool:
    """«ehemaliger Ministerpräsident»: not whom «der Ministerpräsident» means."""
    return any(stem(word.lower()) in office_words("former") - office_words("still") for word in name.role.split()[:2])


def _just_named(token: Token, people: list[Name], gender: str, country: str) -> Name | None:
    """«der CDU-Politiker», «der Niederländer»: the subject just named before, if nothing speaks against it."""
    for sentence in sentences_before(token):
        before = [
            name for name in people if sentence.start <= name.span.start and name.span.end <= min(token.i, sentence.end)
        ]
        fitting = [
            name
            for name in before
            if fits_gender(name, gender) and name.country in {country, ""} | ({name.country} if not country else set())
        ]
        if fitting:
            subjects = [name for name in fitting if is_topic(name)] or fitting
            return subjects[-1] if len({name.canonical for name in subjects}) == 1 else None
        if before:
            return None
    return None


def sentences_before(token: Token) -> list[Span]:
    """The token's own sentence and those before it within the paragraph, the nearest first."""
    first = paragraph_of(token).start
    found = [token.sent]
    while len(found) <= SENTENCES_BACK and found[-1].start > first:
        found.append(token.doc[found[-1].start - 1].sent)
    return found


def is_topic(name: Name) -> bool:
    """The name is (part of) a subject, or stands for one in «so Merz»."""
    head = name.span.root
    while relation(head) in {"appos", "flat"} and head.head != head:
        head = head.head
    return is_subject(head) or (relation(head) == "parataxis" and not is_verb(head))


def fits_gender(name: Name, gender: str) -> bool:
    return name.gender in {gender, ""}
