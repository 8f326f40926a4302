"""Words per second on one core, beside spaCy's default small architecture in the same run.

Three ways: as spaCy comes (BLIS), with numpy's matrix product, and as Belegt runs any model of this kind
(``pipeline.inference``), which is done to the default architecture, too.
"""

import json
import time
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import NumpyOps, get_current_ops
from thinc.backends import set_current_ops

from pipeline.inference import quicken

WORDS = 10_000  # in each round: other texts each time, so that no word is remembered from the round before alone
ROUNDS = 5
READ_BEFORE = 4  # rounds of other texts: what a run has seen after some two hundred articles
DEFAULT = "spaCy's default small architecture"
SHIPPED = "this pipeline"
AS_RUN = "as a run does"
PROFILES = {
    "trees and names alone": ["tagger", "morphologizer", "trainable_lemmatizer"],
    "names alone": ["tagger", "morphologizer", "trainable_lemmatizer", "parser"],
}


def sample_texts(data: Path) -> list[list[str]]:
    """Paragraphs of news, ``WORDS`` words for each round."""
    parts: list[list[str]] = []
    texts: list[str] = []
    count = 0
    path = data / "ner/wikinews/train.jsonl"
    for line in path.read_text(encoding="utf8").splitlines():
        for part in json.loads(line)["text"].split("\n\n"):
            texts.append(part)
            count += len(part.split())
        if count > WORDS:
            parts.append(texts)
            texts, count = [], 0
        if len(parts) == ROUNDS + READ_BEFORE:
            return parts
    raise ValueError(f"{path}: too few texts to measure speed")


def seconds(nlp: Language, texts: list[str]) -> tuple[int, float]:
    """Words, and the processor's time for them: other work on the machine counts less so."""
    start = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=64))
    return words, time.process_time() - start


def measure(baseline: Language, nlp: Language, parts: list[list[str]]) -> dict[str, float]:
    """Words a second over all rounds; in turns, so that a busy minute hits all alike."""
    total: dict[str, list[float]] = {}
    for number, texts in enumerate(parts):
        found = {DEFAULT: seconds(baseline, texts), SHIPPED: seconds(nlp, texts)}
        for name, unneeded in PROFILES.items():
            with nlp.select_pipes(disable=unneeded):
                found[f"{SHIPPED}, {name}"] = seconds(nlp, texts)
        for name, (words, spent) in found.items() if number >= READ_BEFORE else ():
            row = total.setdefault(name, [0.0, 0.0])
            row[0] += words
            row[1] += spent
    return {name: words / spent for name, (words, spent) in total.items()}


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
    """By way of running: the default architecture, the model, its fast profiles, and the ratio in percent."""
    parts = sample_texts(data)
    found: dict[str, dict[str, float]] = {}
    before = get_current_ops()
    for way, blis in (("BLIS", True), ("numpy", False), (AS_RUN, False)):
        set_current_ops(NumpyOps(use_blis=blis))
        nlp = spacy.load(model)
        baseline = default_architecture(nlp, parts[0])
        if way == AS_RUN:
            quicken(nlp)
            quicken(baseline)
        speeds = measure(baseline, nlp, parts)
        speeds["this / default, percent"] = 100 * speeds[SHIPPED] / speeds[DEFAULT]
        found[way] = speeds
    set_current_ops(before)
    return found


def folder_size(folder: Path) -> float:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6
