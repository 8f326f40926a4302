"""Docs of models with TIGER functions (de_core_news_sm, md, lg) → the same Docs with the UD trees that our rules know.

The finite verb, the preposition and the copula are heads in TIGER, content words in UD. So each is swapped with what it
governs, conjuncts move to the first one, and what remains is a table of labels (resources/tiger.toml). Words, tags,
features, lemmas, entities and sentences stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from pipeline.lexicon import toml_table
from pipeline.syntax.tiger_labels import relation_of
from pipeline.syntax.tiger_tree import Tree

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

ONLY_TIGER = frozenset(
    {"sb", "oa", "nk", "oc", "mo", "pnc", "ag", "da", "pd", "cj", "svp", "mnr", "op", "cp", "pg", "sbp", "rc"}
)
PREPOSITIONS = frozenset({"APPR", "APPRART", "APPO"})
NOUNS = frozenset({"NN", "NE", "PPER", "PDS", "PIS", "PRELS", "PWS", "PPOSS", "PRF", "FM", "XY"})
INFINITE = frozenset({"VVPP", "VVINF", "VVIZU", "VAPP", "VAINF", "VMINF", "VMPP"})
WERDEN = ("werd", "wird", "wirst", "wurd", "würd", "word", "geword")
CORRELATES = frozenset({"PROAV", "PAV"})


def has_tiger_labels(nlp: Language) -> bool:
    """The pipeline's parser names subjects ``sb``, as the stock German models do."""
    return "parser" in nlp.pipe_names and "sb" in nlp.get_pipe("parser").labels  # type: ignore[attr-defined]


def as_ud(doc: Doc) -> Doc:
    """A copy of the Doc with UD trees; a Doc without TIGER functions comes back as it is."""
    if not any(token.dep_ in ONLY_TIGER for token in doc):
        return doc
    rows = np.zeros((len(doc), 2), dtype="uint64")
    for sentence in doc.sents:
        tree = _tree(sentence)
        for step in STEPS:
            step(tree)
        relations = [relation_of(tree, index) for index in range(len(tree.words))]
        for index, relation in enumerate(relations):
            offset = tree.heads[index] - index
            rows[sentence.start + index] = (np.int64(offset).astype("uint64"), doc.vocab.strings.add(relation))
    return doc.copy().from_array(["HEAD", "DEP"], rows)  # type: ignore[arg-type]


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
    """«Friedrich Merz»: the name's first word heads it; «Kanzler Merz»: the office heads the name."""
    for head in range(len(tree.words)):
        parts = tree.children(head, "pnc")
        if parts and parts[0] < head:
            tree.swap(head, parts[0], "pnc")
    for name in range(1, len(tree.words)):
        office = name - 1
        if tree.tags[name] == "NE" and tree.tags[office] == "NN" and office in tree.children(name, "nk"):
            tree.swap(name, office, "nk", keep=tree.children(name, "pnc"))


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
            bare = tree.tags[verbs[0]] == "VVPP" and not tree.children(verbs[0], "aux", "aux:pass")
            passive = bare and _is_form_of(tree, head, "werden", *WERDEN)
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
    joined: set[int] = set()
    for index in conjuncts:
        above = tree.heads[index]
        if tree.labels[above] == "cd" and above not in joined:
            joined.add(above)
            for child in tree.children(above):
                tree.heads[child] = index if child not in conjuncts else tree.heads[child]
            tree.heads[above] = index
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
