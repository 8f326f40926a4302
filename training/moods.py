"""Other verbs in known sentences, so that «verdiene» and «böte» are known by their endings.

The corpora hold a subjunctive for a few hundred verbs only; the lexicon has the forms of all.
"""

import random
from collections import defaultdict

from training.augment import copy
from training.conllu import Sentence, Token
from training.lexicon import Lexicon

NAMES = ("Mood", "Tense", "Person", "Number")
NOT_FULL = {"sein", "haben", "werden", "können", "müssen", "dürfen", "sollen", "wollen", "mögen", "lassen"}
EACH = 0.8  # chance of a verb in a text that holds a subjunctive of a full verb

Form = tuple[str, str]


class VerbSwapper:
    """Replaces full verbs by others in the same mood, tense, person and number."""

    def __init__(self, lexicon: Lexicon) -> None:
        found: dict[tuple[str, ...], set[Form]] = defaultdict(set)
        for form, readings in lexicon.finite.items():
            kinds = {(r.mood, r.tense) for r in readings}
            for reading in readings:
                doubtful = reading.mood == "Sub" and ("Ind", reading.tense) in kinds and reading.tense == "Past"
                if form.isalpha() and reading.lemma not in NOT_FULL and not doubtful:
                    found[reading[:4]].add((form, reading.lemma))
        self.forms = {key: sorted(forms) for key, forms in found.items()}

    def swapped(self, sentences: list[Sentence], rng: random.Random) -> list[Sentence]:
        """A copy with other verbs of a text with a subjunctive; nothing of any other text."""
        moods = {(t.feats or {}).get("Mood") for s in sentences for t in s.tokens if t.tag == "VVFIN"}
        if "Sub" not in moods:
            return []
        varied = [copy(sentence) for sentence in sentences]
        for sentence in varied:
            split = {token.head for token in sentence.tokens if token.dep == "compound:prt"}
            for index, token in enumerate(sentence.tokens):
                if token.tag == "VVFIN" and index not in split and rng.random() < EACH:
                    self.put(token, rng)
        return varied

    def put(self, token: Token, rng: random.Random) -> None:
        feats = token.feats or {}
        forms = self.forms.get(tuple(feats.get(name, "") for name in NAMES))
        if not forms or token.form.isupper():
            return
        form, lemma = rng.choice(forms)
        token.form = form.capitalize() if token.form[0].isupper() else form
        token.lemma = lemma
