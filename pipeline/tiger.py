"""Docs of models with TIGER functions (de_core_news_sm, md, lg) → the same Docs with the UD trees that our rules know.

The finite verb, the preposition and the copula are heads in TIGER, content words in UD. So each is swapped with what it
governs, conjuncts move to the first one, and what remains is a table of labels (resources/tiger.toml). Words, tags,
features, lemmas, entities and sentences stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.lexicon import toml_table

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

ONLY_TIGER = frozenset(
    {"sb", "oa", "nk", "oc", "mo", "pnc", "ag", "da", "pd", "cj", "svp", "mnr", "op", "cp", "pg", "sbp", "rc"}
)
PREPOSITIONS = frozenset({"APPR", "APPRART", "APPO"})
DETERMINERS = frozenset({"ART", "PIAT", "PDAT", "PWAT", "PIDAT", "PRELAT"})
NOUNS = frozenset({"NN", "NE", "PPER", "PDS", "PIS", "PRELS", "PWS", "PPOSS", "PRF", "FM", "XY"})
NAMES = frozenset({"NN", "NE", "FM", "XY"})
FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN", "VVIMP", "VAIMP"})
INFINITE = frozenset({"VVPP", "VVINF", "VVIZU", "VAPP", "VAINF", "VMINF", "VMPP"})
ADVERBS = frozenset({"ADV", "ADJD", "PROAV", "PAV", "PTKNEG", "PWAV", "PTKA", "PTKANT"})
CORRELATES = frozenset({"PROAV", "PAV"})


@dataclass
class Tree:
    """One sentence while it is rewritten: per token its word, lemma, tag, head (the root heads itself) and label."""

    words: list[str]
    lemmas: list[str]
    tags: list[str]
    heads: list[int]
    labels: list[str]

    def children(self, head: int, *labels: str) -> list[int]:
        """Dependents in text order; all where no label is given."""
        return [
            index
            for index, own in enumerate(self.heads)
            if own == head and index != head and (not labels or self.labels[index] in labels)
        ]

    def swap(self, head: int, dependent: int, label: str, keep: Iterable[int] = ()) -> None:
        """The dependent takes its head's place and other dependents, and the head hangs on it with ``label``."""
        kept = set(keep)
        for child in self.children(head):
            if child != dependent and child not in kept:
                self.heads[child] = dependent
        is_root = self.heads[head] == head
        self.heads[dependent] = dependent if is_root else self.heads[head]
        self.labels[dependent] = self.labels[head]
        self.heads[head], self.labels[head] = dependent, label

    def is_verb(self, index: int) -> bool:
        return self.tags[index][:1] == "V"

    def is_finite(self, index: int) -> bool:
        """A predicate whose clause has a finite verb: itself, its auxiliary or its copula."""
        own = [index, *self.children(index, "aux", "aux:pass", "cop")]
        return any(self.tags[token] in FINITE for token in own)

    def is_clause(self, index: int) -> bool:
        return self.is_verb(index) or bool(self.children(index, "cop"))


def has_tiger_labels(nlp: Language) -> bool:
    """The pipeline's parser names subjects ``sb``, as the stock German models do."""
    return "parser" in nlp.pipe_names and "sb" in nlp.get_pipe("parser").labels  # type: ignore[attr-defined]


def as_ud(doc: Doc) -> Doc:
    """A copy of the Doc with UD trees; a Doc without TIGER functions comes back as it is."""
    if not any(token.dep_ in ONLY_TIGER for token in doc):
        return doc
    from spacy.attrs import DEP, HEAD

    rows = np.zeros((len(doc), 2), dtype="uint64")
    for sentence in doc.sents:
        tree = _tree(sentence)
        for step in STEPS:
            step(tree)
        relations = [_relation(tree, index) for index in range(len(tree.words))]
        for index, relation in enumerate(relations):
            offset = tree.heads[index] - index
            rows[sentence.start + index] = (np.int64(offset).astype("uint64"), doc.vocab.strings.add(relation))
    return doc.copy().from_array([HEAD, DEP], rows)


def _tree(sentence: Span) -> Tree:
    start = sentence.start
    return Tree(
        words=[token.text for token in sentence],
        lemmas=[token.lemma_ for token in sentence],
        tags=[token.tag_ for token in sentence],
        heads=[token.head.i - start for token in sentence],
        labels=["root" if token.head == token else token.dep_ for token in sentence],
    )


def _names(tree: Tree) -> None:
    """«Friedrich Merz»: the name's first word heads it."""
    for head in range(len(tree.words)):
        parts = tree.children(head, "pnc")
        if parts and parts[0] < head:
            tree.swap(head, parts[0], "pnc")


def _prepositions(tree: Tree) -> None:
    """«in Paris», «zufolge», «als Kanzler»: the noun heads the phrase. From right to left, for «bis zu 50»."""
    for head in reversed(range(len(tree.words))):
        if tree.tags[head] not in PREPOSITIONS and tree.tags[head] != "KOKOM":
            continue
        inside = tree.children(head, "nk") or tree.children(head, "mo", "cc")
        nouns = [index for index in inside if tree.tags[index] in NOUNS]
        if inside and tree.labels[head] != "cm":
            tree.swap(head, (nouns or inside)[0], "ac" if tree.tags[head] in PREPOSITIONS else "cm")


def _verb_chains(tree: Tree) -> None:
    """«wird entsenden können», «ist entsandt worden», «ist zu lösen»: the full verb heads its auxiliaries."""
    for head in _deepest_first(tree):
        if tree.tags[head][:2] not in {"VA", "VM"}:
            continue
        verbs = [index for index in tree.children(head, "oc", "pd") if tree.tags[index] in INFINITE]
        if verbs:
            passive = tree.tags[verbs[0]] == "VVPP" and _is_form_of(tree, head, "werden", "w")
            tree.swap(head, verbs[0], "aux:pass" if passive else "aux")


def _copulas(tree: Tree) -> None:
    """«sei bereit», «ist Kanzler», «war in Sicht»: the predicate heads the copula; a clause as predicate does not."""
    for head in _deepest_first(tree):
        predicates = tree.children(head, "pd")
        if not predicates or not _is_form_of(
            tree, head, "sein", "sei", "ist", "sind", "war", "wär", "bin", "bist", "gewesen"
        ):
            continue
        if not tree.is_verb(predicates[0]):
            tree.swap(head, predicates[0], "cop")


def _is_form_of(tree: Tree, index: int, lemma: str, *beginnings: str) -> bool:
    if not tree.tags[index].startswith("VA"):
        return False
    return tree.lemmas[index] == lemma or tree.words[index].lower().startswith(beginnings)


def _deepest_first(tree: Tree) -> list[int]:
    depths = []
    for index in range(len(tree.words)):
        depth, token = 0, index
        while tree.heads[token] != token:
            depth, token = depth + 1, tree.heads[token]
        depths.append(depth)
    return sorted(range(len(depths)), key=lambda index: (-depths[index], index))


def _coordination(tree: Tree) -> None:
    """«A, B und C»: B and C hang on A, «und» on C."""
    conjuncts = [index for index, label in enumerate(tree.labels) if label == "cj"]
    firsts = {index: _first_conjunct(tree, index) for index in conjuncts}
    for index in conjuncts:
        above = tree.heads[index]
        if tree.labels[above] == "cd" and tree.heads[above] != index:
            tree.heads[above], tree.labels[above] = index, "cc"
            for child in tree.children(above):
                if child not in conjuncts:
                    tree.heads[child] = index
    for index, first in firsts.items():
        tree.heads[index], tree.labels[index] = first, "conj"


def _first_conjunct(tree: Tree, index: int) -> int:
    token = index
    while tree.labels[token] in {"cj", "cd"} and tree.heads[token] != token:
        token = tree.heads[token]
    return token


def _correlates(tree: Tree) -> None:
    """«darauf, dass …», «es …, dass»: the clause hangs on the verb, not on the word that announces it."""
    for index, label in enumerate(tree.labels):
        head = tree.heads[index]
        if label != "re" or head == tree.heads[head]:
            continue
        if tree.tags[head] in CORRELATES or (tree.words[head].lower() == "es" and tree.labels[head] in {"oa", "ph"}):
            tree.heads[index] = tree.heads[head]
        elif tree.words[head].lower() == "es" and tree.labels[head] in {"sb", "ep", "sp"}:
            tree.heads[index], tree.labels[index] = tree.heads[head], "sb"
            tree.labels[head] = "ep"


def _direct_speech(tree: Tree) -> None:
    """«„Wir kommen“, sagte Merz»: the quote's predicate heads the speech clause."""
    closing = toml_table("tiger")["words"]["closing"]
    for verb in range(len(tree.words)):
        quotes = [index for index in tree.children(verb, "oc", "rs") if index < verb and tree.is_clause(index)]
        start = min([verb, *(index for index in tree.children(verb, "aux", "aux:pass"))])
        before = [word for word in tree.words[max(0, start - 2) : start] if word != ","]
        if tree.is_verb(verb) and quotes and before and before[-1] in closing:
            own = [
                index for index in tree.children(verb) if index >= start or tree.labels[index] in {"aux", "aux:pass"}
            ]
            final = [index for index in own if tree.labels[index] == "punct" and index == len(tree.words) - 1]
            tree.swap(verb, quotes[-1], "rs", keep=[index for index in own if index not in final])


STEPS: tuple[Callable[[Tree], None], ...] = (
    _names,
    _prepositions,
    _verb_chains,
    _copulas,
    _coordination,
    _correlates,
    _direct_speech,
)


def _relation(tree: Tree, index: int) -> str:
    """The UD relation of a token whose head is already UD's."""
    label = tree.labels[index]
    if tree.heads[index] == index:
        return "ROOT"
    decide = BY_WORD.get(label)
    if decide is not None:
        return decide(tree, index)
    return str(toml_table("tiger")["relations"].get(label, label if label in DONE else "dep"))


DONE = frozenset({"aux", "aux:pass", "cop", "cc"})


def _subject(tree: Tree, index: int) -> str:
    passive = ":pass" if tree.children(tree.heads[index], "aux:pass") else ""
    return ("csubj" if tree.is_verb(index) else "nsubj") + passive


def _object(tree: Tree, index: int) -> str:
    if tree.tags[index] == "PRF":
        return "expl:pv"
    return "ccomp" if tree.is_verb(index) else "obj"


def _dative(tree: Tree, index: int) -> str:
    return "expl:pv" if tree.tags[index] == "PRF" else "obl:arg"


def _clause(tree: Tree, index: int) -> str:
    """oc, re and predicates of other verbs than sein: acl on a noun, else by the verb's form."""
    head = tree.heads[index]
    if tree.tags[head] in NAMES and not tree.children(head, "cop"):
        return "acl"
    return "ccomp" if tree.is_clause(index) and tree.is_finite(index) else "xcomp"


def _modifier(tree: Tree, index: int) -> str:
    """mo, op, mnr, cc (a comparison): clause, adverb, numeral, or noun on a noun or on a predicate."""
    head, tag = tree.heads[index], tree.tags[index]
    on_noun = tree.tags[head] in NAMES and not tree.children(head, "cop")
    if tree.is_clause(index):
        return "acl" if on_noun else "ccomp" if tree.labels[index] == "op" else "advcl"
    if tree.children(index, "ac", "cm") and tag not in ADVERBS:
        return "nmod" if on_noun else "obl"
    if tag in ADVERBS or tag[:2] == "AP":
        return "advmod"
    if tag in {"CARD", "ADJA"}:
        return "nummod" if tag == "CARD" else "amod"
    return "nmod" if on_noun else "obl"


def _kernel(tree: Tree, index: int) -> str:
    """nk: whatever stands directly on a noun."""
    head, tag = tree.heads[index], tree.tags[index]
    words = toml_table("tiger")["words"]
    if tag in DETERMINERS:
        return "det"
    if tag == "PPOSAT":
        return "det:poss"
    if tag == "CARD":
        return "nmod" if index > head and tree.tags[head] == "NN" else "nummod"
    if tag in NAMES:
        if index < head:
            return "nummod" if tree.words[index] in words["scales"] else "nmod"
        return "flat" if tree.words[head] in words["titles"] or tree.tags[head] != "NN" else "appos"
    if tree.is_verb(index) and tag not in INFINITE:
        return "acl"
    return "advmod" if tag in ADVERBS else "amod" if tag in {"ADJA", *INFINITE} else "dep"


def _apposition(tree: Tree, index: int) -> str:
    return "parataxis" if tree.is_clause(index) else "appos"


def _joint(tree: Tree, index: int) -> str:
    """ju: «Und», «Aber» in front of a sentence."""
    return "cc" if tree.tags[index] == "KON" else "advmod"


def _particle(tree: Tree, index: int) -> str:
    """pm: zu before an infinitive; am before a superlative."""
    return "mark" if tree.tags[index] == "PTKZU" else "case"


def _comparing(tree: Tree, index: int) -> str:
    """cm: als, wie before a clause or a noun."""
    return "mark" if tree.is_clause(tree.heads[index]) else "case"


BY_WORD: dict[str, Callable[[Tree, int], str]] = {
    "sb": _subject,
    "oa": _object,
    "oa2": _object,
    "da": _dative,
    "oc": _clause,
    "re": _clause,
    "pd": _clause,
    "cj": _clause,
    "mo": _modifier,
    "op": _modifier,
    "mnr": _modifier,
    "cvc": _modifier,
    "nk": _kernel,
    "app": _apposition,
    "par": _apposition,
    "ju": _joint,
    "pm": _particle,
    "cm": _comparing,
}
