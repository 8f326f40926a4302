"""TIGER functions → UD relations, once the heads are UD's: a table (resources/tiger.toml) and the words decide."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.lexicon import toml_table
from pipeline.syntax.tiger_tree import Tree

DETERMINERS = frozenset({"ART", "PIAT", "PDAT", "PWAT", "PIDAT", "PRELAT"})
NAMES = frozenset({"NN", "NE", "FM", "XY"})
INFINITE = frozenset({"VVPP", "VVINF", "VVIZU"})
ADVERBS = frozenset({"ADV", "ADJD", "PROAV", "PAV", "PTKNEG", "PWAV", "PTKA", "PTKANT"})
DONE = frozenset({"aux", "aux:pass", "cop"})


def relation_of(tree: Tree, index: int) -> str:
    """The UD relation of a token whose head is already UD's."""
    label = tree.labels[index]
    if tree.heads[index] == index:
        return "ROOT"
    decide = BY_WORD.get(label)
    if decide is not None:
        return decide(tree, index)
    return str(toml_table("tiger")["relations"].get(label, label if label in DONE else "dep"))


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
    "cc": _modifier,
    "nk": _kernel,
    "app": _apposition,
    "par": _apposition,
    "ju": _joint,
    "pm": _particle,
    "cm": _comparing,
}
