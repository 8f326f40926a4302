"""The words that introduce speech: found in a sentence by form, so that a wrong lemma or tree hides none."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.lexicon import derived, toml_table
from pipeline.speech.forms import SEPARATOR, Kind, verb_forms
from pipeline.speech.mood import is_missed_plural
from pipeline.syntax.analysed import AnalysedDoc

FAR = 40
INSERTED = 2
REFLEXIVES = {"sich", "mich", "uns"}
ADVERBS = {"weiter"}  # «sagte er weiter»: no verb weitersagen
BORDERS = {",", ";", ":", ".", "!", "?", "–", "—", "“", "”", "«", "»", '"'}


@dataclass(frozen=True)
class Entry:
    """What the word list says of a cue."""

    lemma: str
    particle: str
    takes: frozenset[str]
    attitude: str = "neutral"
    kind: str = "speech"
    words: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Cue:
    """A cue in the text: the verb, its entry, its separated particle and the words of a fixed phrase."""

    verb: Token
    entry: Entry
    form: Kind
    particle: Token | None = None
    words: tuple[Token, ...] = ()

    @property
    def text(self) -> str:
        """The cue's words as the text has them: «kündigte … an»."""
        tokens = sorted(
            {self.verb, *self.words, *([self.particle] if self.particle else [])}, key=lambda token: token.i
        )
        parts = [tokens[0].text]
        for before, token in itertools.pairwise(tokens):
            parts.append(token.text if token.i == before.i + 1 else f"… {token.text}")
        return " ".join(parts)

    @property
    def span(self) -> Span:
        """The verb with what of the cue stands right beside it: «angekündigt hatte», «gab bekannt», «hat gefordert»."""
        particle = [self.particle] if self.particle is not None else []
        mine = {token.i for token in (self.verb, *self.words, *particle, *syntax.auxiliaries(self.verb))}
        start = end = self.verb.i
        while start - 1 in mine:
            start -= 1
        while end + 1 in mine:
            end += 1
        return self.verb.doc[start : end + 1]


@derived
def _index() -> dict[str, tuple[tuple[Entry, Kind, bool], ...]]:
    """Every form of every verb in the list → what it may be."""
    table = toml_table("cues")
    merged: dict[str, Entry] = {}
    for group in table["verbs"]:
        for word in group["words"]:
            merged[word] = _merge(merged.get(word), word, group)
    found: dict[str, list[tuple[Entry, Kind, bool]]] = defaultdict(list)
    for word, entry in merged.items():
        for form, kind, joined in dict.fromkeys(verb_forms(word, table["strong"])):
            found[form].append((entry, kind, joined))
    return {form: tuple(sorted(items, key=lambda item: -len(item[0].particle))) for form, items in found.items()}


def _merge(old: Entry | None, word: str, group: dict[str, str]) -> Entry:
    particle, _, base = word.rpartition(SEPARATOR)
    takes = frozenset(group["takes"].split())
    if old is None:
        return Entry(particle + base, particle, takes, group.get("attitude", "neutral"), group.get("kind", "speech"))
    return Entry(old.lemma, old.particle, old.takes | takes, old.attitude, old.kind)


@derived
def _phrases() -> dict[str, tuple[Entry, ...]]:
    """Every form of a phrase's verb → the phrases that it may be part of."""
    table = toml_table("cues")
    found: dict[str, list[Entry]] = defaultdict(list)
    for phrase in table["phrases"]:
        takes, attitude = frozenset(phrase["takes"].split()), phrase.get("attitude", "neutral")
        forms = dict.fromkeys(form for form, _, _ in verb_forms(phrase["verb"], table["strong"]))
        for words in phrase["with"]:
            lemma = f"{words} {phrase['verb']}"
            entry = Entry(lemma, "", takes, attitude, phrase.get("kind", "speech"), tuple(words.split()))
            for form in forms:
                found[form].append(entry)
    return {form: tuple(sorted(items, key=lambda item: -len(item.words))) for form, items in found.items()}


def cues_in(tokens: Span) -> list[Cue]:
    """The cue verbs among the tokens, in text order; attributive participles and nouns are none.

    A sentence is asked for them once per utterance in it, so what was found is kept with the analysed text.
    """
    kept = tokens.doc.user_data.setdefault("cues", {}) if isinstance(tokens.doc, AnalysedDoc) else {}
    place = tokens.start, tokens.end
    if place not in kept:
        kept[place] = tuple(_found_in(tokens))
    return list(kept[place])


def _found_in(tokens: Span) -> list[Cue]:
    found = []
    for token in tokens:
        cue = _cue_at(token, tokens) if _may_be_verb(token) else None
        if cue is not None:
            found.append(cue)
    return found


def _may_be_verb(token: Token) -> bool:
    form = token.lower_
    if form not in _index() and form not in _phrases():
        return False
    if token.text[:1].isupper() and token.i > token.sent.start and not token.nbor(-1).is_punct:
        return False
    return syntax.is_verb(token) or syntax.is_untagged(token)


def _cue_at(token: Token, tokens: Span) -> Cue | None:
    phrase = _phrase_at(token, tokens)
    if phrase is not None:
        return phrase
    plain: Cue | None = None
    for entry, kind, joined in _index().get(token.lower_, ()):
        if not _fits_tag(token, kind) or not _is_reflexive_enough(token, entry, tokens):
            continue
        if joined:
            plain = plain or (
                None if _foreign_particle(token, tokens) and kind == "finite" else Cue(token, entry, kind)
            )
            continue
        particle = _particle(token, entry.particle, tokens)
        if particle is not None:
            return Cue(token, entry, kind, particle)
    return plain


def _is_reflexive_enough(verb: Token, entry: Entry, tokens: Span) -> bool:
    """freuen, wundern, beschweren only with sich, mich or uns in their clause; others always."""
    if entry.lemma not in toml_table("cues")["reflexive"]:
        return True
    return any(token.lower_ in REFLEXIVES for token in _own_clause(verb, tokens))


def _fits_tag(token: Token, kind: Kind) -> bool:
    """The reading is one that the tag allows; tag and form may both be wrong, so only clear clashes count."""
    if kind == "infinitive":
        verbal = not syntax.is_finite(token) and not syntax.is_participle(token) and not _is_to_be_done(token)
        return verbal and not is_missed_plural(token)
    if kind == "participle":
        if token.lower_ in toml_table("cues")["not_with_sein"] and _is_perfect_with_sein(token):
            return False
        return not syntax.is_finite(token) and not syntax.is_infinitive(token)
    return not syntax.is_participle(token) and (not syntax.is_infinitive(token) or is_missed_plural(token))


def _is_perfect_with_sein(participle: Token) -> bool:
    """«ist in eine Krise geraten»: the perfect of another verb than raten."""
    return any(token.lemma_ == "sein" for token in syntax.auxiliaries(participle))


def _is_to_be_done(infinitive: Token) -> bool:
    """«Es ist zu erwarten, dass …»: nobody says so."""
    forms = {token.lemma_ for token in syntax.auxiliaries(infinitive)} | {infinitive.head.lemma_}
    return infinitive.i > 0 and infinitive.nbor(-1).lower_ == "zu" and "sein" in forms


def _particle(verb: Token, particle: str, tokens: Span) -> Token | None:
    """The separated particle: by the tree, else the last word of the clause («teilte er am Montag mit»)."""
    by_tree = syntax.particle_of(verb)
    if by_tree is not None and by_tree.lower_ == particle:
        return by_tree
    for token in verb.doc[verb.i + 1 : min(tokens.end, verb.i + FAR)]:
        if token.lower_ == particle and (
            syntax.word_class(token) in {"particle", "adjective", "adverb"} or _ends_clause(token, tokens)
        ):
            return token
        if token.lower_ == f"darauf{particle}" and _ends_clause(token, tokens):
            return token  # «wies daraufhin, dass …»: a common slip for darauf hin
    return None


def _foreign_particle(verb: Token, tokens: Span) -> bool:
    """Another particle makes another verb of it: «fordert … heraus» is not fordern."""
    particle = syntax.particle_of(verb)
    return (
        particle is not None
        and particle.lower_ not in ADVERBS
        and syntax.word_class(particle) == "particle"
        and particle.i < tokens.end
        and _ends_clause(particle, tokens)
    )


def _ends_clause(token: Token, tokens: Span) -> bool:
    return token.i + 1 >= tokens.end or token.nbor().text in BORDERS or token.nbor().lower_ in {"und", "oder", "sowie"}


def _phrase_at(token: Token, tokens: Span) -> Cue | None:
    entries = _phrases().get(token.lower_, ())
    near = _own_clause(token, tokens) if entries else []
    for entry in entries:
        words = _phrase_words(entry.words, near)
        if words:
            return Cue(token, entry, "participle" if syntax.is_participle(token) else "finite", None, words)
    return None


def _phrase_words(words: tuple[str, ...], near: list[Token]) -> tuple[Token, ...]:
    """The phrase's words in the verb's own clause, each by form or lemma, all of them or none."""
    found = []
    for word in words:
        hit = next((token for token in near if token.text == word or token.lemma_ == word), None)
        if hit is None:
            return ()
        found.append(hit)
    return tuple(found)


def _own_clause(verb: Token, tokens: Span) -> list[Token]:
    """The tokens between the borders around the verb."""
    start = end = verb.i
    while start > tokens.start and not _is_border(verb.doc[start - 1]):
        start -= 1
    while end + 1 < tokens.end and not _is_border(verb.doc[end + 1]):
        end += 1
    for _ in range(INSERTED):
        end = _over_apposition(end, tokens)
    return [token for token in verb.doc[start : end + 1] if token.i != verb.i]


def _is_border(token: Token) -> bool:
    """A comma, stop or dash; not the marks of words inside the clause («hält das „im Grunde“ für falsch»)."""
    return token.text in BORDERS and not token.is_quote


def _over_apposition(end: int, tokens: Span) -> int:
    """«Gestern nahm der Minister, Karl Holt, zu den Vorwürfen Stellung»: behind a comma the clause goes on up to the
    next one, where no verb stands between.
    """
    doc = tokens.doc
    if end + 1 >= tokens.end or doc[end + 1].text != ",":
        return end
    stop = next((i for i in range(end + 2, tokens.end) if doc[i].text in BORDERS), tokens.end)
    segment = doc[end + 2 : stop]
    if any(syntax.is_verb(token) or syntax.word_class(token) in {"subordinator", "relative"} for token in segment):
        return end
    return stop - 1
