"""Names of single documents → a single name for each actor of a run.

People are compared only within blocks (surname as folded, by transliteration key, by Kölner Phonetik), so the work
grows with the number of names, not with its square. The key proposes; first name, gender and state decide. The result
does not depend on the order of the input.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

import cologne_phonetics
from rapidfuzz.distance import Levenshtein

from pipeline.actors.names import first_of, surname_of
from pipeline.actors.short_forms import is_short
from pipeline.actors.spelling import (
    first_names_agree,
    fold,
    has_foreign_letters,
    keys,
    same_body,
    same_letters,
    same_sounds,
)
from pipeline.lexicon import derived, toml_table
from pipeline.records import Mention

KOELN_RATIO = 0.8
OFTEN = 5  # so many mentions without s for each with it


@dataclass(frozen=True, order=True)
class _Person:
    """One spelling of a name in the run, and the state that most of its mentions speak for."""

    name: str
    country: str

    @property
    def surname(self) -> str:
        return surname_of(tuple(self.name.split()))

    @property
    def first(self) -> str:
        return first_of(tuple(self.name.split()))


@dataclass(frozen=True)
class Names:
    """What actors are called over the run: full names of people, bare surnames by the state that the article lets them
    speak for, and the keys of all others' names. It grows with the names, not with the articles."""

    full: Mapping[str, str]
    bare: Mapping[_Person, str]
    others: Mapping[str, str]

    def within(self, mentions: Iterable[Mention]) -> dict[str, str]:
        """Canonical within the document → canonical over the run; ``mentions`` are all of one document."""
        people, others = _counted(mentions)
        found = {name: self.full.get(name) or self.bare[_Person(name, _best(people[name]))] for name in people}
        return found | {name: self.others[same_body(name)] for name in others}


def unify(documents: Iterable[Iterable[Mention]]) -> Names:
    """The names of a run, from the mentions of each of its documents.

    People with the same surname are one where first names agree; a bare surname joins the only person of the run who
    bears it, if the state does not speak against it. Other actors fold only differences of case, signs and legal form,
    and a short form joins the long form that documents of the run give it («VKF»), if they agree.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    bare: set[_Person] = set()
    long_forms: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        mentions = list(document)
        people, others = _counted(mentions)
        _note_long_forms(mentions, long_forms)
        for name, states in people.items():
            if first_of(tuple(name.split())):
                votes[name].update(states)
            else:
                bare.add(_Person(name, _best(states)))
        for name, count in others.items():
            spellings[same_body(name)][name] += count
    full = _unify_people(votes)
    persons = [_Person(name, _best(votes[name])) for name in sorted(votes)]
    others_chosen = {key: min(names, key=partial(_often, names)) for key, names in spellings.items()}
    for short, names in sorted(long_forms.items()):
        if len(names) == 1 and same_body(short) in others_chosen:
            others_chosen[same_body(short)] = others_chosen[same_body(min(names))]
    return Names(full, _bare_surnames(sorted(bare), persons, full), others_chosen)


def _counted(mentions: Iterable[Mention]) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """The people of one document with the states that they speak for, and how often each other actor is named."""
    people: dict[str, Counter[str]] = defaultdict(Counter)
    others: Counter[str] = Counter()
    for mention in mentions:
        if mention.type == "person":
            people[mention.canonical][mention.country] += 1
        else:
            others[mention.canonical] += 1
    return people, others


def _note_long_forms(mentions: Iterable[Mention], known: dict[str, set[str]]) -> None:
    """Add what a document says of the short forms of bodies: VKF → Verband der Küstenfischer."""
    for mention in mentions:
        if mention.type in {"organisation", "group"} and is_short(mention.text) and not is_short(mention.canonical):
            known[mention.text].add(mention.canonical)


def _often(names: Mapping[str, int], name: str) -> tuple[bool, int, str]:
    return (has_foreign_letters(name), -names[name], name)


# --- people ------------------------------------------------------------------------------------------


def _unify_people(votes: dict[str, Counter[str]]) -> dict[str, str]:
    people = [_Person(name, _best(votes[name])) for name in sorted(votes)]
    groups = _Groups(people)
    for block in _blocks(people):
        for place, one in enumerate(block):
            for other in block[place + 1 :]:
                if groups.root(one) != groups.root(other) and _one_person(one, other):
                    groups.join(one, other)
    _join_genitives(groups, people, votes)
    chosen = _chosen(groups, people, votes)
    return {person.name: chosen[groups.root(person)] for person in people}


def _join_genitives(groups: _Groups, people: list[_Person], votes: dict[str, Counter[str]]) -> None:
    """«Barack Obamas» beside many of «Barack Obama»: a genitive that its own document could not tell."""
    by_name = {person.name: person for person in people}
    for person in people:
        base = by_name.get(person.name[:-1]) if person.name.endswith("s") else None
        if base is None or not _states_agree(person.country, base.country):
            continue
        if votes[base.name].total() >= OFTEN * votes[person.name].total():
            groups.join(person, base)


def _best(states: Counter[str]) -> str:
    named = {code: n for code, n in states.items() if code}
    return min(named, key=lambda code: (-named[code], code)) if named else ""


class _Groups:
    """Disjoint sets with the smallest member as root, so that the order of joins does not matter."""

    def __init__(self, members: Iterable[_Person]) -> None:
        self._parent = {member: member for member in members}

    def root(self, member: _Person) -> _Person:
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def join(self, one: _Person, other: _Person) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self._parent[high] = low


def _blocks(people: list[_Person]) -> list[list[_Person]]:
    """People whose surnames may be one: each key of the surname, and its Kölner code, opens a block."""
    blocks: dict[str, list[_Person]] = defaultdict(list)
    for person in people:
        for key in sorted(_block_keys(person.surname)):
            blocks[key].append(person)
    return [blocks[key] for key in sorted(blocks) if len(blocks[key]) > 1]


def _block_keys(surname: str) -> set[str]:
    last = surname.split()[-1]
    return {f"f {fold(last)}", *(f"t {key}" for key in keys(last)), f"k {_koeln(last)}"}


def _koeln(word: str) -> str:
    """The Kölner code of the folded word: ł and the like are gone before."""
    plain = fold(word)
    parts = cologne_phonetics.encode(plain) if plain.isalpha() else []
    return "".join(code for _, code in parts)


def _one_person(one: _Person, other: _Person) -> bool:
    """Two full names with their states can be one person's."""
    if not _states_agree(one.country, other.country) or not first_names_agree(one.first, other.first):
        return False
    if same_letters(one.surname, other.surname):
        return True
    if not (_transliterated(one.country) and _transliterated(other.country)):
        return False
    return same_sounds(one.surname, other.surname) or _sounds_near(
        one.surname, other.surname, one.country, other.country
    )


def _sounds_near(one: str, other: str, country: str, other_country: str) -> bool:
    """Equal by Kölner Phonetik and nearly by letters: enough only where both speak for the same known state."""
    if not country or country != other_country or _koeln(one) != _koeln(other):
        return False
    return one[-1] == other[-1] and Levenshtein.normalized_similarity(fold(one), fold(other)) >= KOELN_RATIO


def _states_agree(one: str, other: str) -> bool:
    return one == other or not one or not other


def _transliterated(country: str) -> bool:
    """Names of that state's people (or of an unknown one's) come in several transliterations."""
    return not country or country in _states_with_other_scripts()


@derived
def _states_with_other_scripts() -> frozenset[str]:
    return frozenset(toml_table("transliteration")["states"])


def _chosen(groups: _Groups, people: list[_Person], votes: dict[str, Counter[str]]) -> dict[_Person, str]:
    """The name of each group: letters that German has, so that «Mеrz» with a Cyrillic sign in one article does not
    rename him in all, most words, then most mentions, then German spelling, then the alphabet."""
    spellings: dict[_Person, dict[str, int]] = defaultdict(dict)
    for person in people:
        spellings[groups.root(person)][person.name] = sum(votes[person.name].values())
    return {root: min(names, key=lambda name: _preference(name, names[name])) for root, names in spellings.items()}


def _preference(name: str, n: int) -> tuple[bool, int, int, int, str]:
    return (has_foreign_letters(name), -min(len(name.split()), 3), -n, -_german(name), name)


def _german(name: str) -> int:
    """How much of a German transliteration a name shows (sch, tsch, w, j), and how little of an English one (sh,
    zh, v, y).
    """
    lower = name.lower()
    marks: dict[str, list[str]] = toml_table("transliteration")["style"]
    return sum(lower.count(sign) for sign in marks["german"]) - sum(lower.count(sign) for sign in marks["foreign"])


def _bare_surnames(bare: list[_Person], people: list[_Person], full: dict[str, str]) -> dict[_Person, str]:
    """Names of one word: joined to the one person of the run with that surname and a compatible state, else kept."""
    known: dict[str, set[_Person]] = defaultdict(set)
    for person in people:
        for block in _block_keys(person.surname):
            known[block].add(person)
    result: dict[_Person, str] = {}
    for bearer in bare:
        candidates = {person for block in _block_keys(bearer.surname) for person in known.get(block, ())}
        names = {full[person.name] for person in candidates if _bears(bearer, person)}
        result[bearer] = names.pop() if len(names) == 1 else bearer.name
    return result


def _bears(bare: _Person, person: _Person) -> bool:
    if not _states_agree(bare.country, person.country):
        return False
    if same_letters(bare.name, person.surname) or same_letters(bare.name, person.surname.split()[-1]):
        return True
    return (
        bool(bare.country)
        and bare.country == person.country
        and _transliterated(bare.country)
        and same_sounds(bare.name, person.surname)
    )
