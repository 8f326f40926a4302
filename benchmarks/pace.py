"""How fast articles are analysed, in processes of their own so that nothing else is in the way.

    python -m benchmarks.pace bare FOLDER         the model alone against a whole run, in one process, as JSON
    python -m benchmarks.pace workers FOLDER N    articles a second of N worker processes that are all at work
    python -m benchmarks.pace default DATA        the model against spaCy's default small architecture, in one process

The first compares seconds of the processor (on one thread), which other programs disturb least, and takes the best of
three rounds for each. The second leaves out the start and the end, where not all processes work.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

ROUNDS = 3
BEGIN, END = 0.25, 0.9  # of the articles, where the clock of the second starts and stops


def bare(folder: Path) -> dict[str, float]:
    """Seconds for ``nlp.pipe`` over the texts, and for a run over the same: rules, records, tables, all files.

    ``loaded`` is the model as ``spacy.load`` gives it, ``bare`` the same with what ``load_model`` does for its speed.
    Each is loaded anew in every round and for every measure: none may remember a word from the one before.
    """
    import spacy

    from pipeline.engine.batch import examine
    from pipeline.engine.dispatch import AT_ONCE
    from pipeline.language import SHIPPED_MODEL, load_model
    from pipeline.outputs.export import write_outputs
    from pipeline.reading.clean import clean
    from pipeline.reading.readers import read_inputs
    from pipeline.records import RawArticle
    from pipeline.run import aggregate

    raw = [item for item in read_inputs([folder]) if isinstance(item, RawArticle)]
    texts = [" ".join(paragraph.clean for paragraph in clean(item).analysed()) for item in raw]
    list(examine(load_model(), raw[:1]))  # what is loaded once is no matter of speed
    seconds: dict[str, list[float]] = {"loaded": [], "bare": [], "analysis": [], "run": []}
    for _ in range(ROUNDS):
        for name, load in (("loaded", partial(spacy.load, SHIPPED_MODEL)), ("bare", load_model)):
            model = load()
            begin = time.process_time()
            for _ in model.pipe(texts):
                pass
            seconds[name].append(time.process_time() - begin)
        nlp = load_model()
        begin = time.process_time()
        groups = (raw[start : start + AT_ONCE] for start in range(0, len(raw), AT_ONCE))
        results = [found for group in groups for found in examine(nlp, group)]
        seconds["analysis"].append(time.process_time() - begin)
        with tempfile.TemporaryDirectory() as out:
            write_outputs(aggregate(results), Path(out))
        seconds["run"].append(time.process_time() - begin)
    return {name: min(found) for name, found in seconds.items()} | {"articles": len(raw)}


def workers(folder: Path, count: int) -> float:
    """Articles a second by the clock, all processes at work."""
    from pipeline.engine.dispatch import Dispatch
    from pipeline.engine.store import opened

    done: list[float] = []
    with tempfile.TemporaryDirectory() as out, opened(Path(out)) as store:
        Dispatch(store, "pace", workers=count, progress=lambda doc: done.append(time.monotonic())).run([folder])
    first, last = int(BEGIN * len(done)), int(END * len(done))
    return (last - first) / (done[last] - done[first])


def default(data: Path) -> dict[str, float]:
    """The model's words a second : those of spaCy's default small architecture, which is trained a little first.

    ``as_run`` has what a run does for its speed, against the default as spaCy comes; the others treat both alike.
    """
    from pipeline.language import SHIPPED_MODEL
    from training.speed import AGAINST_SPACY, ALIKE, AS_RUN, words_per_second

    found = words_per_second(SHIPPED_MODEL, data)
    alike = {way: speeds[ALIKE] / 100 for way, speeds in found.items()}
    return {"as_run": found[AS_RUN][AGAINST_SPACY] / 100} | alike


def main() -> int:
    """Prints JSON."""
    if sys.argv[1] in {"bare", "default"}:
        os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        print(json.dumps((bare if sys.argv[1] == "bare" else default)(Path(sys.argv[2]))))
    else:
        print(json.dumps(workers(Path(sys.argv[2]), int(sys.argv[3]))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
