"""Is a confidence worth its number? Share of right claims by confidence and by rule, on the annotated articles.

    python -m benchmarks.calibration            utterances on the quotation corpus, positions on the annotated articles

An utterance is right where it overlaps an annotated one (Jaccard of tokens at least 0.3, any type); a position where an
annotated one with the same actor (or state) and stance stands in its sentence. Needs BELEGT_EVAL.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tempfile
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.accuracy import EVAL, GOLD, run_pipeline, score

EDGES = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
Judged = tuple[float, str, bool]


def scorer() -> Any:
    """The scorer as a module: its way to compare names and spans is the one that counts."""
    spec = importlib.util.spec_from_file_location("belegt_scorer", EVAL / "score/score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"no scorer in {EVAL}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def utterances(out: Path, split: str) -> list[Judged]:
    judge = scorer()
    rows = judge.read_rows(out / "claims.csv")
    judged: list[Judged] = []
    for path in sorted((EVAL / "data/eval/quotes" / split).glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        gold = [judge.corpus_ids(annotation, "quote") for annotation in document["annotations"]]
        unique = {row["quote_spans"]: row for row in reversed(rows.get(path.stem, [])) if row["quote_spans"]}
        for spans, row in sorted(unique.items()):
            found = judge.token_ids(document, judge.spans(spans))
            right = any(judge.jaccard(found, wanted) >= 0.3 for wanted in gold)
            judged.append((float(row["confidence"]), row["rule"], right))
    return judged


def positions(out: Path, name: str) -> list[Judged]:
    judge = scorer()
    rows = judge.read_rows(out / "claims.csv")
    texts = {path.stem: path for path in (EVAL / GOLD[name]).glob("*.txt")}
    names = EVAL / "gold" / name / "names.json"
    if names.exists():
        judge.SPELLINGS.update(json.loads(names.read_text(encoding="utf-8")))
    judged: list[Judged] = []
    for path in sorted((EVAL / "gold" / name).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(gold, dict) or "commitments" not in gold:
            continue
        text = texts[gold["doc"]].read_bytes().decode("utf-8-sig")
        wanted = [dict(item, spans=judge.key_spans(text, item["key"])) for item in gold["commitments"]]
        for row in rows.get(gold["doc"], []):
            if row["kind"] == "commitment":
                right = any(_same_position(judge, item, row) for item in wanted)
                judged.append((float(row["confidence"]), row["rule"], right))
    return judged


def _same_position(judge: Any, item: dict[str, Any], row: dict[str, str]) -> bool:
    who = judge.same_actor(item["actor"], row["actor"]) or judge.same_party(item, row)
    return bool(judge.overlaps(item["spans"], row) and who and item["stance"] == row["stance"])


def print_table(title: str, judged: list[Judged]) -> None:
    print(f"== {title}: {len(judged)} claims")
    for low, high in pairwise(EDGES):
        inside = [hit for confidence, _, hit in judged if low <= confidence < high]
        if inside:
            right, share = sum(inside), sum(inside) / len(inside)
            print(f"  confidence {low:.1f} to {min(high, 1.0):.1f}   {right:4d} of {len(inside):4d} right  {share:.2f}")
    by_rule: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, rule, right in judged:
        by_rule[rule].append((confidence, right))
    for rule, found in sorted(by_rule.items(), key=lambda item: (-len(item[1]), item[0])):
        mean, right = sum(c for c, _ in found) / len(found), sum(r for _, r in found)
        print(f"    {rule:28s} confidence {mean:.2f}   {right:4d} of {len(found):4d} right  {right / len(found):.2f}")


def main() -> int:
    splits = sys.argv[1:] or ["dev"]
    with tempfile.TemporaryDirectory() as folder:
        for split in splits:
            texts, out = Path(folder) / f"{split}-texts", Path(folder) / split
            score("texts", str(EVAL / "data/eval/quotes" / split), str(texts))
            run_pipeline(texts, out, None)
            print_table(f"utterances, {split}", utterances(out, split))
        judged: list[Judged] = []
        for name in GOLD:
            run_pipeline(EVAL / GOLD[name], Path(folder) / name, None)
            judged += positions(Path(folder) / name, name)
        print_table("positions, " + ", ".join(GOLD), judged)
    return 0


if __name__ == "__main__":
    sys.exit(main())
