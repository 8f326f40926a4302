"""Offices, titles and callings: which word is one, in which gender and number, and whether its holder speaks for a
state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pipeline.lexicon import derived, remembered, toml_table

Stands = Literal["state", "prefix", "region", "none"]
KINDS: tuple[Stands, ...] = ("state", "prefix", "region", "none")
TILDE = "~"
MASCULINE_ENDINGS = ("", "s", "es", "en", "n", "e", "ern")
ADJECTIVE_ENDINGS = ("er", "e", "en", "em", "es")
PLURAL_ENDINGS = {"e", "ern"}


@dataclass(frozen=True)
class Office:
    """``lemma`` is the nominative singular as the text spells it; ``gender`` m, f or empty; ``prefix`` what stands
    before the head in a compound (US-, Außen-); ``plural`` where the form can be nothing else."""

    lemma: str
    head: str
    gender: str
    stands: Stands
    prefix: str = ""
    plural: bool = False


@dataclass(frozen=True)
class _Form:
    head: str
    lemma: str
    gender: str
    stands: Stands
    plural: bool


@remembered
def office(word: str) -> Office | None:
    """The office that a word names («US-Sondergesandten», «Außenministerin»), or None. The longest head decides."""
    if not word[:1].isupper() or len(word) < 3:
        return None
    lower = word.lower()
    forms = _forms()
    for start in range(len(lower) - 2):
        form = forms.get(lower[start:])
        if form is not None and _splits(word, start, form):
            return _office(word, start, form)
    return None


def nominative(held: Office, gender: str) -> str:
    """The office's lemma; those that bend like adjectives change with the gender: Gesandter, Gesandte."""
    if f"{held.head}~" not in _entries():
        return held.lemma
    base = held.lemma.removesuffix("er").removesuffix("e")
    return base + ("e" if gender == "f" else "er")


def stem(adjective: str) -> str:
    """An adjective without its ending: britischen → britisch."""
    for ending in ("en", "em", "er", "es", "e"):
        if adjective.endswith(ending) and len(adjective) > len(ending) + 2:
            return adjective.removesuffix(ending)
    return adjective


@derived
def office_words(key: str) -> frozenset[str]:
    """A plain list of offices.toml (former, still, determiners …)."""
    return frozenset(toml_table("offices")[key])


def offices_of_one() -> dict[str, str]:
    """Offices that only one state or body has: Papst → VA."""
    table: dict[str, str] = toml_table("offices")["of_one"]
    return table


@derived
def _entries() -> frozenset[str]:
    table = toml_table("offices")
    return frozenset(entry for stands in KINDS for entry in table[stands])


def title_gender(word: str) -> str | None:
    """m, f or empty for a title that stands before the name (Frau, Dr.), None for other words."""
    titles: dict[str, str] = toml_table("offices")["title"]
    return titles.get(word)


def _splits(word: str, start: int, form: _Form) -> bool:
    """What is left before the head is nothing, ends in a hyphen, or is long enough to be a word."""
    if start == 0 or word[start - 1] == "-":
        return True
    return start >= 3 and len(form.head) >= 4 and word[start].islower()


def _office(word: str, start: int, form: _Form) -> Office:
    prefix = word[:start]
    lemma = prefix + (form.lemma if prefix and not prefix.endswith("-") else form.lemma[:1].upper() + form.lemma[1:])
    return Office(lemma, form.head, form.gender, form.stands, prefix.rstrip("-"), form.plural)


@derived
def _forms() -> dict[str, _Form]:
    table = toml_table("offices")
    found: dict[str, _Form] = {}
    for stands in KINDS:
        for entry in table[stands]:
            for text, form in _inflected(entry, stands, table):
                found.setdefault(text, form)
    return found


def _adjectival(base: str, ending: str, stands: Stands) -> _Form:
    """«Gesandter», «Gesandten»: only some endings tell the gender."""
    lemma = base + ("er" if ending == "er" else "e")
    return _Form(base, lemma, "m" if ending in {"er", "em", "es"} else "", stands, False)


def _inflected(entry: str, stands: Stands, table: dict[str, Any]) -> list[tuple[str, _Form]]:
    if entry.endswith(TILDE):
        base = entry.removesuffix(TILDE)
        return [(base + ending, _adjectival(base, ending, stands)) for ending in ADJECTIVE_ENDINGS]
    if entry in table["gender"]["feminine"]:
        return [(entry + ending, _Form(entry, entry, "f", stands, ending in {"n", "en"})) for ending in ("", "n", "en")]
    gender = "" if entry in table["gender"]["neutral"] else "m"
    feminine = table["feminine"].get(entry) or (entry.removesuffix("e") + "in")
    forms = [
        (entry + ending, _Form(entry, entry, gender, stands, ending in PLURAL_ENDINGS)) for ending in MASCULINE_ENDINGS
    ]
    if gender:
        forms += [
            (feminine, _Form(entry, feminine, "f", stands, False)),
            (f"{feminine}nen", _Form(entry, feminine, "f", stands, True)),
        ]
    if feminine.endswith("frau"):
        forms.append((feminine + "en", _Form(entry, feminine, "f", stands, True)))
    return forms


def epithet(held: Office) -> bool:
    """A word that takes up whoever was just named («der CDU-Politiker»), not the holder of one office."""
    return held.head in _epithets()


def same_office(one: Office, other: Office) -> int:
    """How well a later word («der Kanzler») fits a held office: 2 by its own words («Minister» for «Umweltminister»),
    1 where the two only alternate (Staatschef, Präsident), 0 not."""
    if one.head == other.head and (
        one.prefix == other.prefix or not one.prefix or _only_a_state(one.prefix) or not other.prefix
    ):
        return 2 if not (one.prefix and not other.prefix and one.head == "minister") else 0
    if other.head.endswith(one.head) and len(one.head) > 4 and (not one.prefix or _only_a_state(one.prefix)):
        return 2
    heads = {one.head, other.head}
    return int(any(heads <= group for group in _alternating()))


def needs_state(one: Office, other: Office) -> bool:
    """The words alternate only in phrases that name a state: «der französische Führer» for a president."""
    loose = office_words("same_with_state")
    return one.head != other.head and (one.head in loose or other.head in loose)


def _only_a_state(prefix: str) -> bool:
    """US-, Bundes-, Vize-: what does not tell one office from another."""
    from pipeline.actors.countries import countries

    return prefix in countries().prefixes or prefix.lower() in {"bundes", "staats"}


@derived
def _epithets() -> frozenset[str]:
    return frozenset(word.removesuffix(TILDE) for word in toml_table("offices")["epithets"])


@derived
def _alternating() -> tuple[frozenset[str], ...]:
    table = toml_table("offices")
    pairs = [[row[0], other] for row in table["same_as_first"] for other in row[1:]]
    return tuple(frozenset(word.removesuffix(TILDE) for word in group) for group in [*table["same"], *pairs])
