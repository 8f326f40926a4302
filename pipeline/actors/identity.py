"""Spans of names in one document → people: which spans are one person, and that person's full name, role, state
and gender.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from anyascii import anyascii
from spacy.tokens import Doc, Span

from pipeline.actors.genitives import nominatives
from pipeline.actors.name_runs import bare
from pipeline.actors.names import first_names, first_of, name_words, surname_of
from pipeline.actors.office_phrases import Role
from pipeline.actors.offices import office, title_gender
from pipeline.actors.people import repeated
from pipeline.actors.roles import roles_of, title_of
from pipeline.actors.shared_roles import shared_roles
from pipeline.actors.spelling import first_names_agree, fold, keys, same_letters, same_sounds


@dataclass
class Person:
    """One person of a document. ``words`` is the fullest form so far."""

    words: tuple[str, ...]
    spans: list[Span] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    gender: str = ""
    country: str = ""
    starts: list[int] = field(default_factory=list)  # of the spans, in the order of the text

    def __post_init__(self) -> None:
        self.starts = sorted(span.start for span in self.spans)

    def add(self, span: Span) -> None:
        """One more mention."""
        self.spans.append(span)
        insort(self.starts, span.start)

    def last_before(self, start: int) -> int | None:
        """Where the person was last named before a token."""
        place = bisect_left(self.starts, start)
        return self.starts[place - 1] if place else None

    @property
    def name(self) -> str:
        return " ".join(self.words).replace(" ’ ", "’").replace(" ' ", "'")

    @property
    def surname(self) -> str:
        return surname_of(self.words)

    @property
    def first(self) -> str:
        return first_of(self.words)

    @property
    def role(self) -> Role | None:
        """The best role of the document: an office that speaks for a state, then any held one, then the earliest.

        Who once is called former, holds that office no longer in the whole document.
        """
        lost = {role.office.head for role in self.roles if role.former}
        ranked = sorted(enumerate(self.roles), key=lambda pair: (*_rank(pair[1], lost), pair[0]))
        return ranked[0][1] if ranked else None


def _rank(role: Role, lost: set[str]) -> tuple[bool, int, bool, bool, bool]:
    overtaken = not role.former and role.office.head in lost
    return (
        overtaken,
        {"state": 0, "prefix": 1, "region": 2}.get(role.office.stands, 3),
        role.former,
        not role.country,
        role.open,
    )


def identify(doc: Doc, spans: list[Span]) -> list[Person]:
    """The people of a document in the order of their first mention; bare surnames go to who bears them."""
    register = Register()
    parts = nominatives(spans)
    full = [(words, span) for words, span in zip(parts, spans, strict=True) if len(words) > 1]
    for words, span in full:
        _add(register, words, span)
    starts = {span.start for _, span in full}
    for words, span in zip(parts, spans, strict=True):
        if span.start not in starts:
            _add_bare(register, words, span)
    people = register.people
    _add_repetitions(doc, people)
    for person in people:
        person.spans.sort(key=lambda span: span.start)
        person.roles = [role for span in person.spans for role in roles_of(span)]
    _add_shared_roles(doc, people)
    for person in people:
        person.gender = _gender(person)
    people.sort(key=lambda person: person.spans[0].start)
    return [person for person in people if not _outvoted(doc, person)]


def _add_shared_roles(doc: Doc, people: list[Person]) -> None:
    spans = [span for person in people for span in person.spans]
    by_head = {role.head: role for person in people for role in person.roles}
    shared = shared_roles(doc, spans, by_head)
    for person in people:
        person.roles += [shared[span.start] for span in person.spans if span.start in shared]


def _outvoted(doc: Doc, person: Person) -> bool:
    """A single word without office that the model takes for a place or firm as often as for a person."""
    if len(person.words) > 1 or person.roles or any(title_of(span) for span in person.spans):
        return False
    labels = Counter(entity.label_ for entity in doc.ents if bare(entity.text) in {person.name, bare(person.name)})
    return labels["LOC"] + labels["ORG"] >= max(1, labels["PER"])


# --- who is who --------------------------------------------------------------------------------------


class Register:
    """The people found so far; ``alike`` gives those of whom some part of the name is, or sounds like, a part of
    another.
    """

    def __init__(self) -> None:
        self.people: list[Person] = []
        self._by_key: dict[str, list[int]] = defaultdict(list)

    def add(self, person: Person) -> None:
        for key in name_keys(person.words):
            self._by_key[key].append(len(self.people))
        self.people.append(person)

    def alike(self, words: tuple[str, ...]) -> list[Person]:
        places = {place for key in name_keys(words) for place in self._by_key.get(key, ())}
        return [self.people[place] for place in sorted(places)]


def name_keys(words: tuple[str, ...]) -> frozenset[str]:
    """What two spellings of one name share: a folded part, or a transliteration key of one."""
    parts = {part for word in words for part in (word, _without_article(word), *word.split("-")) if part[:1].isupper()}
    parts.add(surname_of(words))
    return frozenset(key for part in parts for key in (fold(part), anyascii(part).lower(), *keys(part)))


def _add(register: Register, words: tuple[str, ...], span: Span) -> None:
    """A name of several words: the person of the same surname and an agreeing first name, else a new one."""
    for person in register.alike(words):
        if _same_full(person, words):
            person.add(span)
            if len(words) > len(person.words):
                person.words = words
            return
    register.add(Person(words, [span]))


def _same_full(person: Person, words: tuple[str, ...]) -> bool:
    mine, yours = person.surname, surname_of(words)
    surnames = (
        same_sounds(mine, yours)
        or same_letters(mine.split()[-1], yours.split()[-1])
        or mine in words
        or yours in person.words
    )
    return surnames and first_names_agree(person.first, first_of(words))


def _add_bare(register: Register, words: tuple[str, ...], span: Span) -> None:
    """A single word: the nearest person before it with that surname (or a part of the name), else a new one."""
    alike = [person for person in register.alike(words) if not _is_of_other_sex(person, span)]
    for fits in (_bears, _sounds_like, _is_called):
        bearers = [person for person in alike if fits(person, words[0])]
        if bearers:
            _nearest([person for person in bearers if len(person.words) == 1] or bearers, span).add(span)
            return
    register.add(Person(words, [span]))


def _is_of_other_sex(person: Person, span: Span) -> bool:
    """«Minister Lund» is not «Ida Lund», «Frau Lund» not «Jan Lund»: the word before the bare name tells."""
    before = span.doc[span.start - 1].text if span.start else ""
    held = office(before) if span[-1].text in person.words else None  # not «die Anwältin Lunds»
    told = title_gender(before) or (held.gender if held is not None else "")
    return {told, first_names().get(person.first.split(" ")[0].split("-")[0], "")} == {"m", "f"}


def _bears(person: Person, word: str) -> bool:
    return any(
        same_letters(part, word) for part in (*person.surname.split(), person.surname.split("-")[-1], person.surname)
    )


def _sounds_like(person: Person, word: str) -> bool:
    return same_sounds(person.surname, word) or same_letters(_without_article(person.surname), _without_article(word))


def _is_called(person: Person, word: str) -> bool:
    """By a part of the name that is no common first name (Hu of Hu Jia, Lula), or by the first name alone."""
    return len(person.words) > 1 and any(same_letters(part, word) for part in person.words)


def _without_article(surname: str) -> str:
    article, _, name = surname.partition("-")
    return name if article.lower() in name_words("joined") and name else surname


def _nearest(bearers: list[Person], span: Span) -> Person:
    """Of several people with one surname the one named last before the span, else the first of the document."""
    before = [(place, person) for person in bearers if (place := person.last_before(span.start)) is not None]
    if before:
        return max(before, key=lambda pair: pair[0])[1]
    return min(bearers, key=lambda person: person.spans[0].start)


def _add_repetitions(doc: Doc, people: list[Person]) -> None:
    """Bare surnames that the model missed."""
    taken = {token.i for person in people for span in person.spans for token in span}
    surnames = {
        person.surname: person for person in reversed(people) if len(person.words) > 1 and len(person.surname) > 2
    }
    known = frozenset(surnames)
    for token in doc if known else ():
        span = doc[token.i : token.i + 1]
        if token.i in taken or not repeated(doc, span, known):
            continue
        word = token.text if token.text in known else bare(token.text)
        bearers = [person for person in people if person.surname == word]
        if bearers:
            _nearest(bearers, span).add(span)


# --- gender --------------------------------------------------------------------------------------------


def _gender(person: Person) -> str:
    """Title and feminine office first, then the first name, then a masculine office."""
    for span in person.spans:
        if title_of(span):
            return title_of(span)
    if any(role.office.gender == "f" for role in person.roles):
        return "f"
    for word in person.first.replace("-", " ").split() or person.words[:1]:
        gender = first_names().get(word, "")
        if gender in {"m", "f"} and (person.first or len(person.words) == 1):
            return gender
    return next((role.gender for role in person.roles if role.gender), "")
