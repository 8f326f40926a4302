"""Turn a trained pipeline into the folder that ships: meta data, clean string store, size."""

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import spacy
import srsly  # type: ignore[import-untyped]
from spacy.language import Language

META = {
    "version": "0.5.0",
    "description": "German news: tags (STTS), features and relations (UD), lemmas, names.",
    "author": "Belegt contributors",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": "UD German GSD (parts)", "license": "CC BY-SA 4.0"},
        {"name": "UD German HDT (part)", "license": "CC BY-SA 4.0"},
        {"name": "UD German PUD", "license": "CC BY-SA 3.0"},
        {"name": "UniMorph features of GSD (part)", "license": "CC BY-SA 4.0"},
        {"name": "UD German GSD, training half (text, parts of speech)", "license": "CC BY-SA 4.0"},
        {"name": "Wikinews trees and names", "license": "CC BY 2.5 (text), CC0 (annotation)"},
        {"name": "GermEval 2014 NER (part)", "license": "CC BY 4.0"},
        {"name": "SmartData corpus (news part)", "license": "CC BY 4.0"},
        {"name": "WikiNER German (slice)", "license": "CC BY 4.0"},
        {"name": "Bundestag plenary speeches (vectors, silver)", "license": "official works, free"},
        {"name": "german-pos-dict (lexicon in training, verb forms of the subjunctive)", "license": "CC BY-SA 4.0"},
    ],
}

LICENCES = Path(__file__).with_name("LICENCES.md")


# «Bürger:innen» is one word; the default tokenizer makes three of it.
GENDER_COLON = re.compile(r"^[^\W\d_][\w-]*\w:in(?:nen)?\w*$")


def needed_strings(nlp: Language) -> set[str]:
    """Labels, feature bundles and lemma edits: all that loading and predicting need."""
    keep: set[str] = set()
    for _, pipe in nlp.pipeline:
        for label in map(str, getattr(pipe, "labels", ())):
            keep.add(label)
            keep.update(part for pair in label.split("|") for part in (pair, *pair.split("=")))
            keep.add(label.rpartition("-")[2])
    morphologizer: Any = nlp.get_pipe("morphologizer")
    lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
    morphs = morphologizer.cfg["labels_morph"]
    keep.update([*morphs, *morphs.values()])
    for tree in used_trees(lemmatizer):
        keep.update(nlp.vocab.strings[tree[part]] for part in ("orig", "subst") if part in tree)
    return keep


def used_trees(lemmatizer: Any) -> list[dict[str, int]]:
    """The edit trees under a label; the others hold words of the corpora to no purpose."""
    trees = srsly.msgpack_loads(lemmatizer.trees.to_bytes())["trees"]
    waiting, seen = list(lemmatizer.cfg["labels"]), set()
    while waiting:
        number = waiting.pop()
        if number < len(trees) and number not in seen:
            seen.add(number)
            waiting += [trees[number][part] for part in ("prefix_tree", "suffix_tree") if part in trees[number]]
    return [trees[number] for number in sorted(seen)]


def strip_strings(folder: Path, keep: set[str]) -> int:
    """Words of the corpora that nothing refers to leave the string store."""
    path = folder / "vocab" / "strings.json"
    strings = json.loads(path.read_text(encoding="utf8"))
    base = set(spacy.blank("de").vocab.strings)
    left = sorted(s for s in strings if s in keep or s in base)
    path.write_text(json.dumps(left, ensure_ascii=False), encoding="utf8")
    return len(left)


def replace_folder(new: Path, target: Path) -> None:
    """Swap a folder in, so that no reader ever sees half a model."""
    target.parent.mkdir(parents=True, exist_ok=True)
    old = target.with_name(target.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        os.rename(target, old)
    os.rename(new, target)
    shutil.rmtree(old, ignore_errors=True)


def ship(nlp: Language, target: Path, scores: dict[str, float], name: str = "belegt_news") -> None:
    """Write the pipeline beside its target, then swap."""
    nlp.meta.update(META | {"name": name})
    nlp.tokenizer.token_match = GENDER_COLON.match  # type: ignore[union-attr]
    nlp.meta["performance"] = {name: round(value, 4) for name, value in scores.items()}
    nlp.config["paths"] = dict.fromkeys(("train", "dev", "vectors", "init_tok2vec"))
    nlp.config["initialize"]["vectors"] = None
    for corpus in nlp.config["corpora"].values():
        corpus["path"] = None
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(part)
    strip_strings(part, needed_strings(nlp))
    shutil.copy(LICENCES, part / "LICENCE.md")
    spacy.load(part)("Der Minister sagte, er komme morgen.")
    replace_folder(part, target)
