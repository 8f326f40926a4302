"""Speed and size of a run, as ratios from one run on one machine: the table that docs/scale.md shows.

    python -m benchmarks                     some minutes
    python -m benchmarks --articles 20000    with that many articles for growth and memory (hours)
    python -m benchmarks --check             exit code 1 where a goal is missed
    python -m benchmarks --write docs/scale.md    also puts the table, and what a million articles cost, into a page

Articles are made of real sentences in new orders (benchmarks/texts.py), the same on every machine that has the same
sentences: those of data/raw and, where the evaluation data lie beside the checkout, of parliament speeches.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.cost import cost
from benchmarks.generated import sentences
from benchmarks.texts import write_articles
from benchmarks.tree import Peak, peak_of

ROOT = Path(__file__).parent.parent
RUN = [sys.executable, str(ROOT / "run_pipeline.py")]
SMALL, NEW = 100, 10
TRIES = 3
SHORT = "Estland wird 120 Soldaten entsenden, sagte Ministerpräsidentin Mina Kallas am Dienstag in Tallinn.\n"
FILES = ("claims.csv", "mentions.csv", "documents.csv", "table.csv", "belegt.xlsx", "report.html")


@dataclass(frozen=True)
class Line:
    """One measurement: in words, its value, and the goal («≥ 0.85») with whether it is reached."""

    what: str
    value: str
    goal: str = ""
    reached: bool | None = None

    def markdown(self) -> str:
        """A row of the table."""
        mark = "" if self.reached is None else "yes" if self.reached else "**no**"
        return f"| {self.what} | {self.value} | {self.goal} | {mark} |"


class Bench:
    """A folder for one measurement after the other."""

    def __init__(self, work: Path, articles: int, paced: int) -> None:
        self._work, self._articles, self._paced = work, articles, paced
        self._known = sentences()
        self._start = 0.0
        self.measured: dict[str, float] = {}

    def lines(self) -> list[Line]:
        """All measurements."""
        found: list[Line] = []
        speed = (self.start_up, self.near_the_model, self.beside_the_default, self.two_workers)
        for part in (*speed, self.growth, self.again):
            begin = time.monotonic()
            found += part()
            print(f"{part.__name__}: {time.monotonic() - begin:.0f} s", file=sys.stderr, flush=True)
        return found

    def start_up(self) -> list[Line]:
        """--help, and one short article from the command to the first claim on disk, each the best of some tries."""
        helped = min(_seconds([*RUN, "--help"]) for _ in range(TRIES))
        folder = self._work / "short"
        folder.mkdir()
        (folder / "a.txt").write_text(SHORT, encoding="utf-8")
        first, whole = min(self._first_claim(folder, number) for number in range(TRIES))
        self._start = whole
        return [
            Line("`--help`", f"{helped:.2f} s", "≤ 0.3 s", helped <= 0.3),
            Line("first claim of one short article, cold start", f"{first:.1f} s", "≤ 3 s", first <= 3),
            Line("… all its files written", f"{whole:.1f} s"),
        ]

    def _first_claim(self, folder: Path, number: int) -> tuple[float, float]:
        out = self._work / f"short{number}"
        begin = time.monotonic()
        process = subprocess.Popen([*RUN, str(folder), "--out", str(out)], stderr=subprocess.DEVNULL)
        first = 0.0
        while process.poll() is None:
            if not first and (out / "claims.csv").exists():
                first = time.monotonic() - begin
            time.sleep(0.01)
        whole = time.monotonic() - begin
        return first or whole, whole

    def near_the_model(self) -> list[Line]:
        """A whole run against the model alone, in one process."""
        folder = self._folder("paced", 0, self._paced)
        self.measured = found = _json("bare", str(folder))
        ratio, quickened = found["loaded"] / found["run"], found["bare"] / found["run"]
        return [
            Line(
                "a run's throughput : bare `nlp.pipe` of the same model (`spacy.load`)",
                f"{ratio:.2f}",
                "≥ 0.85",
                ratio >= 0.85,
            ),
            Line("… : the model alone with what a run does for its speed (`load_model`)", f"{quickened:.2f}"),
            Line("… without tables and files : bare `nlp.pipe`", f"{found['loaded'] / found['analysis']:.2f}"),
            Line("articles per second of one processor", f"{found['articles'] / found['run']:.1f}"),
        ]

    def beside_the_default(self) -> list[Line]:
        """The model against spaCy's default small architecture; without the evaluation data nothing."""
        from training.paths import data_folder

        if not data_folder().is_dir():
            return []
        found = _json("default", str(data_folder()))
        ratio = found.pop("as_run")
        alike = ", ".join(f"{way} {value:.2f}" for way, value in found.items())
        return [
            Line("the whole model as a run has it : spaCy's default small architecture as spaCy comes", f"{ratio:.2f}",
                 "≥ 0.8", ratio >= 0.8),
            Line("… both treated alike, by the product of matrices and by all that a run does", alike),
        ]  # fmt: skip

    def two_workers(self) -> list[Line]:
        """Two worker processes against one."""
        folder = self._folder("paced", 0, self._paced)
        one, two = (_json("workers", str(folder), count) for count in ("1", "2"))
        goal = (os.cpu_count() or 1) >= 2
        return [
            Line("two workers : one", f"{two / one:.2f}", "≥ 1.8", two / one >= 1.8 if goal else None),
            Line("articles per second of two workers", f"{two:.1f}"),
        ]

    def growth(self) -> list[Line]:
        """Time and memory of the command, for few and for many articles."""
        small = self._run("small", self._folder("small", 0, SMALL))
        large = self._run("large", self._folder("large", 0, self._articles))
        spans = [max(run.seconds - self._start, 0.01) for run in (small, large)]
        exponent = math.log(spans[1] / spans[0]) / math.log(self._articles / SMALL)
        word = f"{self._articles:,}"
        return [
            Line(f"growth of time from {SMALL} to {word} articles: exponent", f"{exponent:.2f}", "≤ 1.15",
                 exponent <= 1.15),
            Line(f"… {word} articles : {SMALL}, seconds", f"{large.seconds:.0f} : {small.seconds:.0f}"),
            Line(f"memory of all processes, {word} articles", f"{large.megabytes:.0f} MB", "≤ 1500 MB",
                 large.megabytes <= 1500),
            Line(f"… {word} articles : {SMALL}", f"{large.megabytes / small.megabytes:.2f}"),
        ]  # fmt: skip

    def again(self) -> list[Line]:
        """Some new articles in the small folder, against a fresh run over all of them."""
        folder = self._folder("small", SMALL, SMALL + NEW)
        later, fresh = self._run("small", folder), self._run("fresh", folder)
        same = all(
            (self._work / "out-small" / name).read_bytes() == (self._work / "out-fresh" / name).read_bytes()
            for name in FILES
        )
        ratio = later.seconds / fresh.seconds
        return [
            Line(f"a run with {NEW} new articles beside {SMALL} : a fresh run, start included", f"{ratio:.2f}"),
            Line("… the same bytes", "yes" if same else "no", "yes", same),
        ]

    def _folder(self, name: str, first: int, last: int) -> Path:
        write_articles(self._work / name, first, last, self._known)
        return self._work / name

    def _run(self, name: str, folder: Path) -> Peak:
        words = [str(folder), "--out", str(self._work / f"out-{name}"), "--workers", str(min(2, os.cpu_count() or 1))]
        peak = peak_of([*RUN, *words], stderr=subprocess.DEVNULL)
        if peak.code:
            sys.exit(f"the run over {name} ended with exit code {peak.code}")
        return peak


def _seconds(command: list[str]) -> float:
    begin = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    return time.monotonic() - begin


def _json(*words: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.pace", *words], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def machine() -> str:
    """What it was measured on, without names."""
    try:
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB memory"
    except (AttributeError, ValueError, OSError):
        memory = ""
    system = f"{platform.system()} on {platform.machine()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} processors{memory}, {system}"


def put(page: Path, mark: str, content: str) -> None:
    """Replace what stands between a mark and the next end in a page."""
    before, _, rest = page.read_text(encoding="utf-8").partition(f"<!-- {mark} -->\n")
    _, end, after = rest.partition("<!-- end -->")
    if not end:
        sys.exit(f"{page} has no place marked {mark}")
    page.write_text(f"{before}<!-- {mark} -->\n{content}\n{end}{after}", encoding="utf-8")


def main() -> int:
    """Prints the table."""
    build = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    build.add_argument("--articles", type=int, default=1000, help="for growth and memory (default: 1000)")
    build.add_argument("--paced", type=int, default=120, help="for throughput (default: 120)")
    build.add_argument("--check", action="store_true", help="exit code 1 where a goal is missed")
    build.add_argument("--write", type=Path, metavar="PAGE", help="a page with places for the results")
    build.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    args = build.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as work:
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
        bench = Bench(Path(work), args.articles, args.paced)
        lines = bench.lines()
    head = [f"Machine: {machine()}; other work at the start: {load:.1f} processes on average.", ""]
    rows = ["| measured | value | goal | reached |", "| --- | --- | --- | --- |", *(line.markdown() for line in lines)]
    table = "\n".join([*head, *rows])
    price = cost(bench.measured["articles"], bench.measured["analysis"], bench.measured["run"])
    print(f"{table}\n\n{price}")
    if args.write:
        put(args.write, "benchmarks", table)
        put(args.write, "cost", price)
    return int(args.check and any(line.reached is False for line in lines))


if __name__ == "__main__":
    sys.exit(main())
