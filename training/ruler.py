"""Moods that the lexicon alone decides («täte», «gälten», «müßte», a third person «belaufe»), whatever the model says.

The corpora hold few of them, the lexicon has them all. A rule for each bundle of features that the model gives
by mistake keeps person and number; spaCy's own component reads them, so that the model loads without this code.
"""

from collections import defaultdict
from typing import Any

from spacy.language import Language

from training.lexicon import Lexicon, Reading

COMPONENT = "attribute_ruler"
FINITE = ("VVFIN", "VMFIN", "VAFIN")
BUNDLE = "Mood={}|Number={}|Person={}|Tense={}|VerbForm=Fin"
TENSES = ("Past", "Pres")
SURE = {("Past", "Sing"), ("Past", "Plur"), ("Pres", "Sing")}  # a present plural is mostly the lexicon's slip

Forms = dict[tuple[str, str, str], set[str]]


def spellings(form: str) -> set[str]:
    """«müsste» stands in old texts as «müßte», and the lexicon has some verbs in the old spelling alone."""
    return {form, form.replace("sst", "ßt"), form.replace("ßt", "sst")}


def decided(lexicon: Lexicon) -> Forms:
    """Forms by tense, number and person for which the lexicon has no indicative of that person and number."""
    found: Forms = defaultdict(set)
    for form, readings in lexicon.finite.items():
        if not (form.isalpha() and form.islower()):
            continue
        by_person: dict[tuple[str, str], set[Reading]] = defaultdict(set)
        for reading in readings:
            by_person[reading.number, reading.person].add(reading)
        for (number, person), same in by_person.items():
            kinds = {(reading.mood, reading.tense) for reading in same}
            mood, tense = min(kinds)
            if len(kinds) == 1 and mood == "Sub" and person in ("1", "3") and (tense, number) in SURE:
                found[tense, number, person] |= spellings(form)
    return found


def add_ruler(nlp: Language, lexicon: Lexicon) -> None:
    """Put the rules behind the components that tag, in place."""
    ruler: Any = nlp.add_pipe(COMPONENT, after="morphologizer")
    forms = decided(lexicon)
    for (tense, number, person), words in sorted(forms.items()):
        right = {"MORPH": BUNDLE.format("Sub", number, person, tense)}
        word = {"LOWER": {"IN": sorted(words)}}
        wrong = [BUNDLE.format("Ind", number, person, said) for said in TENSES]
        ruler.add([[word | {"MORPH": bundle}] for bundle in wrong], right)
        if tense == "Past" and person == "3":  # an umlaut shows it: no infinitive looks like that
            ruler.add([[word | {"MORPH": "VerbForm=Inf", "TAG": tag}] for tag in FINITE], right)
