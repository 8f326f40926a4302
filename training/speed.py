"""Words per second on one core, beside spaCy's default small architecture in the same run.

Three ways: as spaCy comes (BLIS), with numpy's matrix product, and as Belegt runs any model of this kind
(``pipeline.inference``), which is done to the default architecture, too.
"""

import json
import time
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import NumpyOps, fix_random_seed, get_current_ops
from thinc.backends import set_current_ops

from pipeline.inference import quicken

WORDS = 10_000  # in each round: other texts each time, so that no word is remembered from the round before alone
ROUNDS = 5
UPDATES, BATCH = 150, 24
READ_BEFORE = 4  # rounds of other texts: what a run has seen after some two hundred articles
DEFAULT = "spaCy's default small architecture"
SHIPPED = "this pipeline"
AS_SPACY = "BLIS"
ALIKE, AGAINST_SPACY = "this / default, percent", "this / default with BLIS, percent"
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


def measure(pipelines: dict[str, Language], parts: list[list[str]]) -> dict[str, float]:
    """Words a second of each over all rounds; in turns, so that a busy minute hits all alike."""
    total = {name: [0.0, 0.0] for name in pipelines}
    for number, texts in enumerate(parts):
        for name, nlp in pipelines.items():
            words, spent = seconds(nlp, texts)
            if number >= READ_BEFORE:
                total[name][0] += words
                total[name][1] += spent
    return {name: words / spent for name, (words, spent) in total.items()}


def default_architecture(reference: Language, texts: list[str]) -> Language:
    """spaCy's small default with the same components and labels, after a short training on what the reference says.

    Without training every word is a sentence of its own, which takes its parser longer.
    """
    nlp = spacy.blank("de")
    nlp.add_pipe("tok2vec")
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
    for name in ("tagger", "morphologizer", "parser", "trainable_lemmatizer", "ner"):
        pipe = nlp.create_pipe(name)
        model = dict(pipe.default_config["model"]) if hasattr(pipe, "default_config") else {}
        config = {"model": {**(model or factory_model(nlp, name)), "tok2vec": listener}}
        nlp.add_pipe(name, config=config)
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in reference.pipe(texts)]
    fix_random_seed(0)
    nlp.initialize(lambda: examples)
    optimizer = nlp.resume_training()
    batches = [examples[start : start + BATCH] for start in range(0, len(examples), BATCH)]
    for batch in islice(cycle(batches), UPDATES):
        nlp.update(batch, sgd=optimizer)
    return nlp


def factory_model(nlp: Language, name: str) -> dict[str, Any]:
    config = nlp.get_factory_meta(name).default_config or {}
    return dict(config["model"])


def words_per_second(model: Path, data: Path) -> dict[str, dict[str, float]]:
    """By way of running: the default architecture, the model, its fast profiles, and ratios in percent.

    The second ratio compares with the default as spaCy comes, whatever is done for this pipeline's speed.
    """
    parts = sample_texts(data)
    found: dict[str, dict[str, float]] = {}
    before = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))
    with TemporaryDirectory() as folder:
        default_architecture(spacy.load(model), parts[0]).to_disk(folder)
        for way, blis in ((AS_SPACY, True), ("numpy", False), (AS_RUN, False)):
            set_current_ops(NumpyOps(use_blis=blis))
            pipelines = {DEFAULT: spacy.load(folder), SHIPPED: spacy.load(model)}
            pipelines |= {f"{SHIPPED}, {name}": spacy.load(model, exclude=rest) for name, rest in PROFILES.items()}
            for nlp in pipelines.values() if way == AS_RUN else ():
                quicken(nlp)
            found[way] = measure(pipelines, parts)
    set_current_ops(before)
    for speeds in found.values():
        for name, default in ((ALIKE, speeds[DEFAULT]), (AGAINST_SPACY, found[AS_SPACY][DEFAULT])):
            speeds[name] = 100 * speeds[SHIPPED] / default
    return found


def folder_size(folder: Path) -> float:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6
