"""What a counted noun is as a unit: soldiers, countries, people, percent, ISO 4217, or its nominative plural."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spacy.tokens import Span, Token

from pipeline.lexicon import csv_rows, derived, toml_table

SHORTEST_BEING, SHORTEST_THING = 4, 6
CODE = 3  # letters of an ISO 4217 code
KINDS = ("soldiers", "countries", "people")


def is_money(unit: str) -> bool:
    """An ISO 4217 code of currencies.csv; not «RPG»."""
    return len(unit) == CODE and unit in _codes()


@derived
def _codes() -> frozenset[str]:
    return frozenset(row["code"] for row in csv_rows("currencies"))


def currency(word: str, adjectives: Iterable[str] = ()) -> str:
    """The ISO 4217 code of a word or sign of money, or empty; an adjective decides («kanadische Dollar»)."""
    rows = _currency_rows().get(word.lower(), [])
    if len(word) == CODE and word.isalpha() and not word.isupper() and any(row["code"] == word.upper() for row in rows):
        return ""  # «dem», «Try»
    if len(word) < CODE + 1 and word.islower():
        return ""
    stems = [adjective.lower() for adjective in adjectives]
    for row in rows:
        if row["adjective"] and any(stem.startswith(row["adjective"]) for stem in stems):
            return row["code"]
    return next((row["code"] for row in rows if not row["adjective"]), "")


@derived
def _currency_rows() -> dict[str, list[dict[str, str]]]:
    rows: dict[str, list[dict[str, str]]] = {}
    for row in csv_rows("currencies"):
        rows.setdefault(row["word"], []).append(row)
    return rows


def is_percent(word: str) -> bool:
    """Prozent and its signs."""
    return word.lower() in toml_table("units")["percent"]["words"]


def measure(word: str) -> str:
    """The name of a unit of measure (km → Kilometer, Tonnen → Tonnen), or empty."""
    lower = word.lower().removesuffix(".")
    return _measures().get(lower) or _measures().get(lower.removesuffix("n"), "")


@derived
def _measures() -> dict[str, str]:
    listed: dict[str, str] = toml_table("units")["measures"]
    return {name.lower(): name for name in listed.values()} | listed


def written_unit(token: Token) -> str:
    """The token's text, with a divisor that the tokenizer cut off (µg/m³, km/h, «° C»)."""
    doc, after = token.doc, token.i + 1
    if after + 1 < len(doc) and doc[after].text == "/" and not token.whitespace_ and not doc[after].whitespace_:
        return f"{token.text}/{doc[after + 1].text}"
    return str(token.text)


def kind_of(word: str) -> str:
    """``soldiers``, ``countries``, ``people``, or empty for anything else.

    The longest listed word that ends the given one decides («Fahrzeuge» is no «Zeuge»), then the ending («Wähler»).
    """
    lower = word.lower()
    whole = lower.rsplit("-", 1)[-1]
    if lower in _not_countries() or whole in _not_countries():
        return ""
    heads = _heads()
    alone = toml_table("units")["people"]
    if whole in alone["whole"]:
        return "people"
    if lower in heads or whole in alone["whole_things"]:
        return heads.get(lower, "")
    for start in range(len(whole)):
        for head in (whole[start:], whole[start:].removesuffix("n")):
            if head in heads and (start == 0 or (start >= 2 and _is_head(head, heads[head]))):
                return heads[head]
    return "people" if _ends_as_person(whole) else ""


def _is_head(word: str, kind: str) -> bool:
    """Long enough to be the last part of a compound: «fans», «träger»; not «enten» of Studenten."""
    return len(word) >= (SHORTEST_BEING if kind else SHORTEST_THING) or (
        len(word) == SHORTEST_THING - 1 and word.endswith("er")
    )


@derived
def _heads() -> dict[str, str]:
    """Every listed word with its kind; things have none and win over the rest."""
    table = toml_table("units")
    heads = {word: kind for kind in reversed(KINDS) for word in table[kind]["heads"]}
    return heads | dict.fromkeys(table["people"]["things"], "")


@derived
def _not_countries() -> frozenset[str]:
    return frozenset(toml_table("units")["countries"]["not_countries"])


@derived
def _inhabitants() -> frozenset[str]:
    return frozenset(name.lower() for row in csv_rows("countries") for name in row["inhabitants"].split("|") if name)


def _ends_as_person(word: str) -> bool:
    if len(word) < 5:
        return False
    if word.endswith(tuple(toml_table("units")["people"]["endings"])):
        return True
    return not _inhabitants().isdisjoint({word, word.removesuffix("n"), word.removesuffix("s")})


def is_military(sentence: Span) -> bool:
    """A word near by that makes «500 Mann» soldiers."""
    words: list[str] = toml_table("units")["military"]["words"]
    return any(token.lower_.endswith(tuple(words)) for token in sentence)


def is_domestic(sentence: Span) -> bool:
    """«Bund und Länder», «die 16 Länder im Bundesrat»: parts of a state, no states."""
    words = set(toml_table("units")["countries"]["domestic"])
    return any(token.lower_ in words for token in sentence)


def is_in(group: str, word: str) -> bool:
    """The word, or the last part of a hyphenated one, stands in a list of not_figures."""
    listed: list[str] = toml_table("units")["not_figures"][group]
    return word.lower() in listed or word.lower().rsplit("-", 1)[-1] in listed


def unit_of(noun: Token, adjectives: Iterable[str] = (), dative: bool = True) -> str:
    """The unit of a counted noun: percent, currency, measure, kind of being, else its nominative plural.

    ``dative`` tells whether the noun may stand in the dative («mit 20 Sitzen»).
    """
    if is_percent(noun.text):
        return "percent"
    money = currency(noun.text, adjectives)
    if money or measure(written_unit(noun)):
        return money or _rate(noun, measure(written_unit(noun)))
    if noun.lower_ == "mann":
        return "soldiers" if is_military(noun.sent) else "people"
    if noun.lower_ in {"länder", "ländern"} and is_domestic(noun.sent):
        return plural(noun.text, noun.lemma_, dative)
    return kind_of(noun.text) or plural(noun.text, noun.lemma_, dative)


def _rate(noun: Token, unit: str) -> str:
    """«120 Kilometer pro Stunde» is km/h."""
    rates: Mapping[str, str] = toml_table("units")["rates"]
    behind = " ".join(token.text for token in noun.doc[noun.i + 1 : noun.i + 4])
    return next((rate for words, rate in rates.items() if f"{unit} {behind} ".startswith(f"{words} ")), unit)


def plural(form: str, lemma: str = "", dative: bool = True) -> str:
    """The nominative plural of a noun that stands in some plural form: Sitzen → Sitze, Fregatten → Fregatten.

    The form is kept unless it may be a dative whose n comes off.
    """
    known: Mapping[str, str] = toml_table("units")["plural"]
    lower, singular = form.lower(), lemma.lower()
    if singular in {"", lower}:  # the model does not know the word
        singular = lower.removesuffix("n").removesuffix("e")
    if lower in known:
        return known[lower]
    if not dative or len(form) < 4 or not lower.endswith(("en", "ern", "eln")) or singular.endswith("en"):
        return form
    if lower.endswith(
        tuple(word for word, name in known.items() if word == name.lower() and word.endswith("n") and word != "daten")
    ):
        return form
    endings = toml_table("units")["plural_endings"]
    if lower.endswith(tuple(endings["lose"])):
        return form[:-1]
    if lower.endswith(tuple(endings["keep"])) or (singular.endswith("e") and singular + "n" == lower):
        return form
    if (
        lower.endswith("en")
        and singular.endswith(tuple(endings["keep_lemma"]))
        and not singular.endswith(tuple(endings["lose_lemma"]))
    ):
        return form
    return form[:-1]
