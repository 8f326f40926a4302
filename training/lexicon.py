"""The full-form lexicon of verbs and nouns: what a form can be, without context.

Two treebanks call every finite verb indicative, and German reported speech is recognised by
its subjunctive; the lexicon puts that right wherever person and number leave one reading.
"""

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

PARTICLES = (
    "auseinander",
    "entgegen",
    "zusammen",
    "zurecht",
    "vorbei",
    "voraus",
    "herunter",
    "heraus",
    "herein",
    "hinaus",
    "hinein",
    "zurück",
    "weiter",
    "wieder",
    "nieder",
    "herum",
    "heran",
    "hervor",
    "hinzu",
    "unter",
    "durch",
    "statt",
    "teil",
    "fest",
    "fort",
    "frei",
    "nach",
    "über",
    "auf",
    "aus",
    "bei",
    "ein",
    "her",
    "hin",
    "los",
    "mit",
    "vor",
    "weg",
    "ab",
    "an",
    "um",
    "zu",
)


class Reading(NamedTuple):
    """One finite reading of a verb form."""

    mood: str
    tense: str
    person: str
    number: str
    lemma: str


class Lexicon:
    """Verb readings and noun lemmas by form."""

    def __init__(self, folder: Path) -> None:
        self.finite: dict[str, set[Reading]] = defaultdict(set)
        self.nouns: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for row in rows(folder / "verbs_de.tsv"):
            self.add_verb(*row)
        for form, lemma, gender, _ in rows(folder / "nouns_de.tsv"):
            self.nouns[form].add((lemma, gender))

    def add_verb(self, form: str, particle: str, lemma: str, readings: str) -> None:
        """File a form; a verb with separated particle counts as its bare verb."""
        if particle and lemma.startswith(particle):
            lemma = lemma[len(particle) :]
        for reading in readings.split():
            parts = reading.split(".")
            if parts[0] in ("Ind", "Sub"):
                self.finite[form].add(Reading(parts[0], parts[1], parts[2], parts[3], lemma))

    @cache  # noqa: B019 - one lexicon lives as long as the process
    def readings(self, form: str) -> frozenset[Reading]:
        """Finite readings; tries the old spelling and joined particles («ablehnt») too."""
        word = form.lower()
        found = self.finite.get(word) or self.finite.get(word.replace("ss", "ß"))
        if found:
            return frozenset(found)
        for particle in PARTICLES:
            rest = word.removeprefix(particle)
            if rest == word or len(rest) < 3:
                continue
            inner = self.finite.get(rest) or self.finite.get(rest.replace("ss", "ß"))
            if inner:
                return frozenset(r._replace(lemma=particle + r.lemma) for r in inner)
        return frozenset()

    def finite_feats(self, form: str, feats: dict[str, str] | None = None, mood: str = "") -> dict[str, str] | None:
        """Mood, tense, person and number of a finite verb, or None where they stay open.

        Known features narrow the readings. What is still open falls to the third person,
        which news is written in, then to the indicative and the present: a form that is
        subjunctive only by context cannot be told here.
        """
        known = dict(feats or {})
        left = set(self.readings(form))
        if mood:
            left = {r for r in left if r.mood == mood} or left
        for name, field in (("Person", "person"), ("Number", "number"), ("Tense", "tense")):
            if known.get(name):
                left = {r for r in left if getattr(r, field) == known[name]} or left
        if "Person" not in known:
            left = {r for r in left if r.person == "3"} or left
        if not mood:
            left = {r for r in left if r.mood == "Ind"} or left
        if len({r.tense for r in left}) > 1:
            left = {r for r in left if r.tense == "Pres"}
        if len({r[:4] for r in left}) != 1:
            return None
        best = next(iter(left))
        return {
            "Mood": mood or best.mood,
            "Number": best.number,
            "Person": best.person,
            "Tense": best.tense,
            "VerbForm": "Fin",
        }


def rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
