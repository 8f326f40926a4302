"""Memory from stored results to written files, for 1,000, 5,000 and 20,000 generated articles, and of a real run.

    python -m benchmarks.memory [--sizes 1000,5000,20000] [--analyse 100]

The generated articles' results go into the store as a run's workers put them there; then names, table and all files are
made by a process of its own, whose whole tree is watched. ``--analyse`` lets the command itself analyse that many
articles from their texts. Exit code 1 where the goal of 1.5 GB is missed.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.generated import Piece, articles, pieces
from benchmarks.tree import peak_of

GOAL = 1500.0


def fill(out: Path, known: list[Piece], count: int) -> int:
    """The store of ``out`` with the results of ``count`` articles; how many claims they hold."""
    from pipeline.engine.parcels import pack
    from pipeline.engine.store import opened

    claims = 0
    with opened(out) as store:
        for number, found in enumerate(articles(known, count)):
            key = f"{number:020}".encode()
            store.keep(key, pack(found))
            store.enter((number, 0), found.article.doc, key=key)
            claims += len(found.claims)
        store.commit()
    return claims


def finish(out: Path, count: int) -> None:
    """From the store to the files, as a run does once all articles are in."""
    from pipeline.engine.spool import spooled
    from pipeline.engine.store import opened
    from pipeline.outputs.export import write_outputs
    from pipeline.run import tables_of

    with opened(out) as store, spooled(store.path.parent) as spool:
        for number in range(count):
            store.enter((number, 0), f"{number:06}.txt", key=f"{number:020}".encode())
        begin = time.monotonic()
        tables = tables_of(store, spool=spool)
        print(f"  names and table {time.monotonic() - begin:.0f} s, {peak_megabytes():.0f} MB", flush=True)
        write_outputs(tables, out)


def peak_megabytes() -> float:
    """The most that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def main() -> int:
    """Prints a line per size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,5000,20000")
    parser.add_argument("--analyse", type=int, default=0)
    parser.add_argument("--finish", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    args = parser.parse_args()
    if args.finish:
        finish(args.finish, int(args.sizes))
        return 0
    work = Path(tempfile.mkdtemp(dir=args.folder))
    known = pieces()
    most = 0.0
    print("articles  claims  seconds  MB of all processes", flush=True)
    for size in [int(word) for word in args.sizes.split(",")]:
        out = work / str(size)
        claims = fill(out, known, size)
        peak = peak_of([sys.executable, "-m", "benchmarks.memory", "--finish", str(out), "--sizes", str(size)])
        print(f"{size:>8} {claims:>7} {peak.seconds:>8.0f} {peak.megabytes:>8.0f}", flush=True)
        files = [
            f"{path.name} {path.stat().st_size / 1e6:.0f} MB" for path in sorted(out.glob("*.*")) if path.is_file()
        ]
        print("  " + ", ".join(files), flush=True)
        most = max(most, peak.megabytes if peak.code == 0 else GOAL + 1)
    if args.analyse:
        most = max(most, _analysed(work, known, args.analyse))
    shutil.rmtree(work)
    return int(most > GOAL)


def _analysed(work: Path, known: list[Piece], count: int) -> float:
    folder = work / "in"
    folder.mkdir()
    for found in articles(known, count):
        (folder / found.article.doc).write_text(found.article.text, encoding="utf-8")
    command = [sys.executable, "run_pipeline.py", str(folder), "--out", str(work / "out"), "--workers", "2"]
    peak = peak_of(command)
    print(f"{count:>8} analysed {peak.seconds:>6.0f} {peak.megabytes:>8.0f}")
    return peak.megabytes if peak.code == 0 else GOAL + 1


if __name__ == "__main__":
    sys.exit(main())
