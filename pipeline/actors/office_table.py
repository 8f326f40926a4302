"""The user's dated table of offices: «der Bundeskanzler», whom the article does not name → who held the office then.

What an article itself says wins; where it names another holder than the table, that is told and not decided silently.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from spacy.tokens import Doc, Token

from pipeline.actors.countries import code_of_noun, countries
from pipeline.actors.federal import federal_code
from pipeline.actors.holders import is_definite, of_noun
from pipeline.actors.names import first_of, gender_of, surname_of
from pipeline.actors.office_phrases import Role, role_at, state_of_phrase
from pipeline.actors.offices import Office, office, office_words, same_office, stem
from pipeline.actors.roles import roles_of
from pipeline.actors.spelling import first_names_agree, same_letters
from pipeline.errors import ResourceError
from pipeline.findings import Name
from pipeline.lexicon import derived, located_rows
from pipeline.syntax import basic, feature

FILE = "office_holders"
PUBLISHED = "published"  # the key in doc.user_data
CONFLICT = "Ämtertafel widerspricht dem Artikel: {role} ist dort {named}, laut {where} {holder}; es gilt der Artikel"


@dataclass(frozen=True)
class Term:
    """One line of the table: ``start`` belongs to the term, ``end`` no more; ``where`` names the line."""

    office: Office
    country: str
    holder: str
    start: date
    end: date
    where: str

    def covers(self, day: date) -> bool:
        return self.start <= day < self.end


def note_published(doc: Doc, published: date | None) -> None:
    """Remember the article's date, before its names are sought."""
    doc.user_data[PUBLISHED] = published


def tabled(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Mentions of offices whose holder only the table tells; none without a date or a table."""
    day = doc.user_data.get(PUBLISHED)
    if day is None or not terms():
        return []
    people = [name for name in names if name.kind == "person"]
    taken = {token.i for name in people for token in name.span}
    found = (_tabled_at(token, people, day) for token in doc if token.i not in taken)
    return [name for name in found if name is not None]


def contradictions(doc: Doc, names: Sequence[Name]) -> list[str]:
    """What the article says otherwise than the table, as sentences for people, each once."""
    day = doc.user_data.get(PUBLISHED)
    if day is None or not terms():
        return []
    found: list[str] = []
    for name in names:
        for role in roles_of(name.span) if name.kind == "person" and not name.source else []:
            term = _term_of(role.office, role.country or name.country, day) if not role.former else None
            if term is not None and not _same_person(name.canonical, term.holder):
                role_text = role.text(name.gender)
                found.append(
                    CONFLICT.format(role=role_text, named=name.canonical, where=term.where, holder=term.holder)
                )
    return list(dict.fromkeys(found))


def _tabled_at(token: Token, people: list[Name], day: date) -> Name | None:
    held = office(token.text)
    if held is None or held.plural or feature(token, "Number") == "Plur" or not is_definite(token):
        return None
    role = role_at(token, held)
    if role.former or _not_yet(role) or _is_owner(token) or of_noun(token, people) is not None:
        return None
    term = _term_of(held, role.country or state_of_phrase(token, held) or _own_state(token, held), day)
    if term is None or (held.gender == "m" and role.gender != "f" and term.office.gender == "f"):
        return None
    gender = term.office.gender if term.office.gender == "f" else gender_of(first_of(tuple(term.holder.split())))
    span = token.doc[token.i : token.i + 1]
    return Name(span, "person", term.holder, role.text(gender), term.country, True, gender, term.where)


def _is_owner(token: Token) -> bool:
    """«der Sprecher des Bundeskanzlers»: it is the spokesman who speaks and acts."""
    return basic(token) == "nmod" and office(token.head.text) is not None


def _not_yet(role: Role) -> bool:
    return any(stem(word.lower()) in office_words("future") for word in role.adjectives)


def _own_state(token: Token, held: Office) -> str:
    """The state of an office that only the German-speaking states have without a word before it («der Kanzler»)."""
    return federal_code(token.doc, "bundeskanzler") if held.lemma.lower() in office_words("federal_alone") else ""


def _term_of(held: Office, country: str, day: date) -> Term | None:
    """The term of this very office on the day; offices that only alternate (Präsident, Staatschef) do where the
    table has no better one.
    """
    ranked = [(same_office(held, term.office), term) for term in terms() if term.country == country != ""]
    fitting = [(rank, term) for rank, term in ranked if rank and term.covers(day)]
    best = max((rank for rank, _ in fitting), default=0)
    holders = {term.holder: term for rank, term in fitting if rank == best}
    return next(iter(holders.values())) if len(holders) == 1 else None


def _same_person(one: str, other: str) -> bool:
    mine, yours = tuple(one.split()), tuple(other.split())
    return same_letters(surname_of(mine), surname_of(yours)) and first_names_agree(first_of(mine), first_of(yours))


# --- the table itself --------------------------------------------------------------------------------


@derived
def terms() -> tuple[Term, ...]:
    """The lines of the table. Raises ResourceError that names file, line and reason."""
    read = tuple(_read(path, line, row) for path, line, row in located_rows(FILE))
    for one, other in combinations(read, 2):
        overlap = one.start < other.end and other.start < one.end
        same = one.country == other.country and one.office.lemma == other.office.lemma
        if overlap and same and one.holder != other.holder:
            raise ResourceError(f"{one.where} und {other.where}: zwei Inhaber desselben Amtes zur selben Zeit")
    return read


def _read(path: str, line: int, row: dict[str, str]) -> Term:
    where = f"{path}, Zeile {line}"
    held = office(row.get("office", "").strip())
    if held is None:
        raise ResourceError(f"{where}: „{row.get('office', '')}“ ist kein bekanntes Amt (offices.toml)")
    country = _code(row.get("country", "").strip())
    if not country:
        raise ResourceError(f"{where}: „{row.get('country', '')}“ ist kein bekannter Staat (ISO-Kürzel oder Name)")
    holder = " ".join(row.get("holder", "").split())
    if not holder:
        raise ResourceError(f"{where}: der Name des Inhabers fehlt")
    start, end = _day(row.get("from", ""), where, date.min), _day(row.get("to", ""), where, date.max)
    if start >= end:
        raise ResourceError(f"{where}: „to“ muss nach „from“ liegen")
    return Term(held, country, holder, start, end, f"{path.rpartition('/')[2]}, Zeile {line}")


def _code(text: str) -> str:
    return text if text in countries().names else code_of_noun(text)


def _day(text: str, where: str, default: date) -> date:
    if not text.strip():
        return default
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ResourceError(f"{where}: „{text}“ ist kein Datum der Form JJJJ-MM-TT") from None
