"""Words per second on one core, beside spaCy's default small architecture in the same run."""

import json
import time
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import NumpyOps, get_current_ops
from thinc.backends import set_current_ops

WORDS = 10_000
ROUNDS = 5
DEFAULT = "spaCy's default small architecture"
SHIPPED = "this pipeline"
PROFILES = {
    "trees and names alone": ["tagger", "morphologizer", "trainable_lemmatizer"],
    "names alone": ["tagger", "morphologizer", "trainable_lemmatizer", "parser"],
}


def sample_texts(data: Path) -> list[str]:
    """Paragraphs of news, enough for a stable figure."""
    texts: list[str] = []
    count = 0
    path = data / "ner/wikinews/train.jsonl"
    for line in path.read_text(encoding="utf8").splitlines():
        for part in json.loads(line)["text"].split("\n\n"):
            texts.append(part)
            count += len(part.split())
        if count > WORDS:
            break
    return texts


def measure(nlp: Language, texts: list[str]) -> float:
    """One round, in processor time: other work on the machine counts less so."""
    start = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=64))
    return words / (time.process_time() - start)


def fastest(baseline: Language, nlp: Language, texts: list[str]) -> dict[str, float]:
    """The best of some rounds for each; in turns, so that a busy minute hits all alike."""
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        speeds = {DEFAULT: measure(baseline, texts), SHIPPED: measure(nlp, texts)}
        for name, unneeded in PROFILES.items():
            with nlp.select_pipes(disable=unneeded):
                speeds[f"{SHIPPED}, {name}"] = measure(nlp, texts)
        best = {name: max(speed, best.get(name, 0.0)) for name, speed in speeds.items()}
    return best


def default_architecture(reference: Language, texts: list[str]) -> Language:
    """spaCy's small default with the same components and labels, untrained.

    Untrained weights cost the same time for each step; the parser's number of steps is
    alike, since every word is shifted once whatever the weights say.
    """
    nlp = spacy.blank("de")
    nlp.add_pipe("tok2vec")
    docs = [reference(text) for text in texts[:200]]
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
    for name in ("tagger", "morphologizer", "parser", "trainable_lemmatizer", "ner"):
        pipe = nlp.create_pipe(name)
        model = dict(pipe.default_config["model"]) if hasattr(pipe, "default_config") else {}
        config = {"model": {**(model or factory_model(nlp, name)), "tok2vec": listener}}
        nlp.add_pipe(name, config=config)
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs]
    nlp.initialize(lambda: examples)
    return nlp


def factory_model(nlp: Language, name: str) -> dict[str, Any]:
    config = nlp.get_factory_meta(name).default_config or {}
    return dict(config["model"])


def words_per_second(model: Path, data: Path) -> dict[str, dict[str, float]]:
    """By backend: the default architecture, the model, its fast profiles, and the ratio in percent.

    spaCy comes with BLIS; with numpy's matrix product a pipeline runs faster and says the same.
    """
    texts = sample_texts(data)
    found: dict[str, dict[str, float]] = {}
    before = get_current_ops()
    for backend, ops in (("BLIS", NumpyOps(use_blis=True)), ("numpy", NumpyOps(use_blis=False))):
        set_current_ops(ops)
        nlp = spacy.load(model)
        speeds = fastest(default_architecture(nlp, texts), nlp, texts)
        speeds["this / default, percent"] = 100 * speeds[SHIPPED] / speeds[DEFAULT]
        found[backend] = speeds
    set_current_ops(before)
    return found


def folder_size(folder: Path) -> float:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6
