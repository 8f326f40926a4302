"""Other people and countries in known sentences: the model is to read context, not fame.

Old news repeats a few hundred names. Every second round of a name corpus therefore gets names
of people from all over the world and other countries, the same one for the same within a text.
"""

import csv
import json
import random
from pathlib import Path

from training.conllu import Sentence, Token

ARTICLE_COUNTRIES = {
    "Iran", "Irak", "Libanon", "Jemen", "Sudan", "Kongo", "Tschad", "Niger", "Schweiz", "Türkei",
    "Ukraine", "Slowakei", "Mongolei", "Niederlande", "Philippinen", "Bahamas", "Malediven",
    "Komoren", "Seychellen", "Salomonen", "Vatikanstadt", "Antarktis", "Südsudan", "Welt",
}  # fmt: skip
COUNTRY_CHANCE = 0.4
PERSON_CHANCE = 0.7


def usable(name: str) -> bool:
    return name.isalpha() and name[0].isupper() and name[1:].islower() and len(name) > 2


def column(path: Path) -> list[str]:
    """Names in Latin letters: as spelled at home where possible, else romanised."""
    found: set[str] = set()
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            local = row["Localized Name"]
            latin = local if local and max(local) < "\u0250" else row["Romanized Name"]
            found.update(part for part in latin.split("/") if usable(part.strip()))
    return sorted(found)


class NameSwapper:
    """Replaces names of people and countries, consistently within one text."""

    def __init__(self, data: Path) -> None:
        folder = data / "gazetteers"
        self.forenames = column(folder / "popular_forenames.csv")
        self.surnames = column(folder / "popular_surnames.csv")
        text = (folder / "cldr_de/territories.json").read_text(encoding="utf8")
        names = json.loads(text)["main"]["de"]["localeDisplayNames"]["territories"]
        countries = {name for code, name in names.items() if len(code) == 2 and name.isalpha()}
        self.countries = sorted(countries - ARTICLE_COUNTRIES)

    def swap(self, sentences: list[Sentence], rng: random.Random) -> None:
        mapping: dict[str, str] = {}
        for sentence in sentences:
            for start, end, label in sentence.entities or []:
                tokens = sentence.tokens[start:end]
                if label == "PER" and rng.random() < PERSON_CHANCE:
                    self.swap_person(tokens, mapping, rng)
                elif label == "LOC" and len(tokens) == 1:
                    self.swap_country(tokens[0], mapping, rng)

    def swap_person(self, tokens: list[Token], mapping: dict[str, str], rng: random.Random) -> None:
        """First and last name, or a last name alone; names with particles stay."""
        forms = [token.form for token in tokens]
        if len(forms) > 2 or not all(form.isalpha() and form[0].isupper() for form in forms):
            return
        if forms[-1].endswith("s"):  # perhaps a genitive
            return
        lists = [self.surnames] if len(forms) == 1 else [self.forenames, self.surnames]
        for token, choices in zip(tokens, lists, strict=True):
            put(token, mapping.setdefault(token.form, rng.choice(choices)))

    def swap_country(self, token: Token, mapping: dict[str, str], rng: random.Random) -> None:
        genitive = token.form.endswith("s") and token.form[:-1] in self.countries
        base = token.form[:-1] if genitive else token.form
        if base not in self.countries or rng.random() > COUNTRY_CHANCE:
            return
        new = mapping.setdefault(base, rng.choice(self.countries))
        put(token, new + "s" * (genitive and not new.endswith("s")))


def put(token: Token, form: str) -> None:
    if token.lemma == token.form:
        token.lemma = form
    token.form = form
