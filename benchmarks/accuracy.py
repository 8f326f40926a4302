"""Accuracy against the annotated articles, and the floors that can only rise.

    python -m benchmarks.accuracy             runs the pipeline on every set and prints the scorer's lines
    python -m benchmarks.accuracy --markdown  also prints the table that README.md and docs/method.md show
    python -m benchmarks.accuracy --floors    also compares them with floors.toml; exit code 1 where one is not reached

The annotated articles and their scorer are no part of this project; the variable BELEGT_EVAL says where they lie
(default: a folder ``shared`` beside the checkout).
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
EVAL = Path(os.environ.get("BELEGT_EVAL", ROOT.parent / "shared"))
GOLD = {"seeds": "seeds", "s1": "gold/s1/texts", "w1": "gold/w1/texts"}
SAMPLE = ("sample", ROOT / "tests/sample_gold", ROOT / "data/raw")  # our own articles, annotated by us
SHOWN = (
    "persons", "countries", "figures (value and unit)", "commitments (found)", "commitments (actor and stance)",
    "commitments (country)", "commitments (condition)", "utterances (found)", "utterances (speaker)",
    "cross-source rows (B-cubed)", "links between found claims", "corroborated rows", "conflicting rows",
)  # fmt: skip
F1 = re.compile(r"^(?P<name>\S.*?)\s{2,}.*F1 (?P<value>[01]\.\d+)", re.MULTILINE)
RECALL = re.compile(r"^(?P<name>recall of \S+)\s+P \S+\s+R (?P<value>[01]\.\d+)", re.MULTILINE)
SHARE = re.compile(r"^(?P<name>speaker right on matched quotes)\s+(?P<right>\d+) of (?P<all>\d+)", re.MULTILINE)


def run_pipeline(texts: Path, out: Path, model: str | None) -> None:
    """The command as a user gives it; exit code 3 (something skipped) is fine here."""
    command = [sys.executable, str(ROOT / "run_pipeline.py"), str(texts), "--out", str(out)]
    command += ["--model", model] if model else []
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 3}:
        sys.exit(f"{texts.name}: the run failed with exit code {done.returncode}\n{done.stderr}")


def score(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, str(EVAL / "score/score.py"), *words], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"score {' '.join(words)}: {done.stderr[-2000:]}")
    return done.stdout


def lines_of(printed: str) -> dict[str, float]:
    """The scorer's printed lines as numbers: F1, for «recall of …» the recall, for the speakers the share."""
    found = {match["name"].strip(): float(match["value"]) for match in F1.finditer(printed)}
    found |= {match["name"]: float(match["value"]) for match in RECALL.finditer(printed)}
    found |= {match["name"]: int(match["right"]) / max(1, int(match["all"])) for match in SHARE.finditer(printed)}
    return found


def measure(sets: list[str], model: str | None, misses: bool) -> dict[str, dict[str, float]]:
    """Set name → line → value; prints the scorer's output as it goes."""
    results: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in sets:
            out = Path(folder) / name
            if name == "quotes":
                gold, texts = EVAL / "data/eval/quotes/dev", Path(folder) / "texts"
                score("texts", str(gold), str(texts))
                run_pipeline(texts, out, model)
                printed = score("quotes", str(gold), str(out), *(["--misses"] if misses else []))
            else:
                gold, texts = SAMPLE[1:] if name == SAMPLE[0] else (EVAL / "gold" / name, EVAL / GOLD[name])
                run_pipeline(texts, out, model)
                words = ["gold", str(gold), str(out), "--texts", str(texts)]
                printed = score(*words, *(["--misses"] if misses else []))
            print(f"== {name}\n{printed}", flush=True)
            results[name] = lines_of(printed)
    return results


def below_floors(results: dict[str, dict[str, float]]) -> list[str]:
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    short = []
    for name, lines in results.items():
        for line, floor in floors.get(name, {}).items():
            value = lines.get(line, 0.0)
            if value < floor:
                short.append(f"{name}: {line} {value:.3f} is below its floor {floor}")
    return short


def markdown(results: dict[str, dict[str, float]]) -> str:
    """The sets side by side, F1 by the scorer's line; then the quotation corpus' lines."""
    names = [name for name in results if name != "quotes"]
    rows = ["| F1 | " + " | ".join(names) + " |", "| --- |" + " --- |" * len(names)]
    for line in SHOWN:
        cells = (f"{results[name][line]:.2f}" if results[name].get(line) else "–" for name in names)
        rows.append(f"| {line} | " + " | ".join(cells) + " |")
    if "quotes" in results:
        rows += ["", "| quotation corpus, dev | |", "| --- | --- |"]
        rows += [f"| {line} | {value:.2f} |" for line, value in results["quotes"].items()]
    return "\n".join(rows)


def main() -> int:
    build = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    build.add_argument(
        "sets",
        nargs="*",
        default=[*GOLD, SAMPLE[0], "quotes"],
        metavar="SET",
        help="seeds, s1, w1, sample, quotes (default: all)",
    )
    build.add_argument("--floors", action="store_true", help="fail where a floor is not reached")
    build.add_argument("--markdown", action="store_true", help="also print the table that the docs show")
    build.add_argument("--misses", action="store_true", help="also list what was missed or spurious")
    build.add_argument("--model", help="another spaCy pipeline")
    args = build.parse_args()
    if not (EVAL / "gold").is_dir():
        sys.exit(f"no evaluation data in {EVAL}; set BELEGT_EVAL to the folder that holds gold/ and score/")
    results = measure(args.sets, args.model, args.misses)
    if args.markdown:
        print(markdown(results), flush=True)
    short = below_floors(results) if args.floors else []
    print("\n".join(short) or "all floors reached" if args.floors else "", flush=True)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
