"""The command line. Heavy libraries are imported inside the commands, so that --help answers at once."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from pipeline.errors import PipelineError, UsageError
from pipeline.messages import say, use_language

if TYPE_CHECKING:
    from pipeline.engine.store import Store
    from pipeline.run import Tables

ALL_OK, FATAL, USAGE, PARTLY, INTERRUPTED = 0, 1, 2, 3, 130
LISTED = 5


def parser() -> argparse.ArgumentParser:
    """The options, with their --help (English, as all names and values are)."""
    build = argparse.ArgumentParser(
        prog="belegt",
        description="Reads German news articles and writes a table of who claims what, and how well that is evidenced "
        "across sources.",
        epilog="Exit codes: 0 all ok; 3 finished, but something was skipped or failed; 1 fatal; 2 usage; "
        "130 interrupted.",
    )
    build.add_argument("inputs", nargs="*", type=Path, metavar="INPUT", help="files and folders (default: data/raw)")
    build.add_argument(
        "--out", type=Path, default=Path("data/out"), metavar="DIR", help="where results go (default: data/out)"
    )
    build.add_argument("--model", metavar="NAME_OR_PATH", help="another German spaCy pipeline, such as de_core_news_lg")
    build.add_argument(
        "--workers", type=_positive, default=0, metavar="N", help="processes (default: chosen by the number of inputs)"
    )
    build.add_argument(
        "--csv", choices=["plain", "excel-de"], default="plain", help="excel-de: semicolons and decimal commas"
    )
    build.add_argument(
        "--lang", choices=["de", "en"], default="de", help="language of what a run tells people (default: de)"
    )
    build.add_argument(
        "--columns",
        action="append",
        default=[],
        metavar="FIELD=NAME",
        help="a field of JSON or CSV records, such as text=Volltext",
    )
    build.add_argument(
        "--resources",
        action="append",
        type=Path,
        default=[],
        metavar="DIR",
        help="a folder with word lists of your own",
    )
    build.add_argument(
        "--min-confidence",
        type=_share,
        default=0.0,
        metavar="X",
        help="leave out claims below this confidence (0 to 1)",
    )
    build.add_argument(
        "--explain",
        metavar="TEXT_OR_FILE",
        help="print what is found in a text, and which rule made it; writes nothing",
    )
    build.add_argument(
        "--explain-row",
        metavar="ROW_ID",
        help="print why a row's claims stand together and why its status is what it is, from the results in --out",
    )
    build.add_argument(
        "--corrections",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="a file of corrections by hand, besides the corrections.csv in the input folders",
    )
    build.add_argument("--version", action="store_true", help="print the version and the model's, and stop")
    return build


def _positive(word: str) -> int:
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _share(word: str) -> float:
    number = float(word)
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError("must be between 0 and 1")
    return number


def main(argv: list[str] | None = None) -> None:
    """Runs the command and leaves with its exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    code = command(argv)
    for stream in (sys.stdout, sys.stderr):
        _flush(stream)
    sys.exit(code)


def _flush(stream: TextIO) -> None:
    """What a closed pipe still holds is dropped, so that the interpreter does not complain at its end."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def command(argv: list[str] | None = None) -> int:
    """Runs the command; returns its exit code. Errors are one line on stderr, never a stack trace."""
    args = parser().parse_args(argv)
    use_language(args.lang)
    try:
        return _dispatch(args)
    except UsageError as error:
        print(f"belegt: {error}", file=sys.stderr)
        return USAGE
    except PipelineError as error:
        print(f"belegt: {error}", file=sys.stderr)
        return FATAL
    except KeyboardInterrupt:
        print(f"belegt: {say('interrupted', out=args.out)}", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        return FATAL
    except Exception as error:
        if os.environ.get("BELEGT_DEBUG"):
            raise
        print(
            f"belegt: {say('internal', kind=type(error).__name__, text=' '.join(str(error).split())[:200])}",
            file=sys.stderr,
        )
        return FATAL


def _dispatch(args: argparse.Namespace) -> int:
    if args.version:
        return _version(args.model)
    for folder in args.resources:
        if not folder.is_dir():
            raise UsageError(say("no_input", path=folder))
    from pipeline.lexicon import use_folders

    use_folders(*args.resources)
    if args.explain is not None:
        from pipeline.explain import explain

        print(explain(args.explain, args.model))
        return ALL_OK
    if args.explain_row is not None:
        from pipeline.explain_row import explain_row

        print(explain_row(args.explain_row, args.out))
        return ALL_OK
    return _run(args)


def _version(model: str | None) -> int:
    from importlib.metadata import PackageNotFoundError, version

    from pipeline.language import load_model, model_label

    try:
        own = version("belegt")
    except PackageNotFoundError:
        own = "0.1.0 (checkout)"
    print(f"belegt {own}, {say('model', model=model_label(load_model(model)))}")
    return ALL_OK


def _run(args: argparse.Namespace) -> int:
    inputs: list[Path] = args.inputs or [Path("data/raw")]
    for path in [*inputs, *args.corrections]:
        if not path.exists():
            raise UsageError(say("no_input", path=path))
    columns = _columns(args.columns)
    from pipeline.outputs.export import check_writable

    check_writable(args.out)
    from pipeline.engine.progress import Bar, count_inputs

    total = count_inputs(inputs, args.out)
    if not total:
        from pipeline.reading.readers import kinds

        raise UsageError(say("no_articles", path=", ".join(map(str, inputs)), kinds=", ".join(kinds())))
    from pipeline.engine.store import opened
    from pipeline.run import run

    with opened(args.out) as store:
        with Bar(total) as bar:
            tables = run(
                inputs,
                store,
                model=args.model,
                workers=args.workers,
                columns=columns,
                min_confidence=args.min_confidence,
                progress=bar.step,
                corrections=args.corrections,
                out=args.out,
            )
        _write(tables, store, args)
        return _report(tables, store.warnings, args.out)


def _write(tables: Tables, store: Store, args: argparse.Namespace) -> None:
    from pipeline.language import label_of
    from pipeline.outputs.export import remove_texts, write_outputs

    write_outputs(tables, args.out, csv_dialect=args.csv, model=label_of(args.model))
    remove_texts(args.out / "texts", store.replace_texts(store.external_docs()))
    store.forget_others()


def _columns(words: list[str]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for word in words:
        name, mark, column = word.partition("=")
        if not mark or not name or not column:
            raise UsageError(f"--columns {word}: FIELD=NAME, z. B. --columns text=Volltext")
        columns[name] = column
    return columns


def _report(tables: Tables, warnings: Iterable[str], out: Path) -> int:
    """The summary on stderr, so that stdout stays free for what a command prints."""
    documents, claims, rows = tables.documents, tables.claims, tables.table
    articles = documents[documents["records_ok"].isna()]
    status = articles["status"].value_counts()
    kinds, states = claims["kind"].value_counts(), rows["status"].value_counts()
    lines = [
        *dict.fromkeys(warnings),
        say("articles", **{name: int(status.get(name, 0)) for name in ("ok", "skipped", "failed")}),
        say(
            "claims",
            total=len(claims),
            **{name: int(kinds.get(name, 0)) for name in ("commitment", "figure", "statement")},
        ),
        say(
            "rows",
            total=len(rows),
            **{name: int(states.get(name, 0)) for name in ("conflicting", "corroborated", "single_source")},
        ),
        say("unresolved", share=round(100 * tables.unresolved)),
    ]
    guessed = int((articles["source_known"] == "no").sum())
    if guessed:
        lines.append(say("guessed", n=guessed))
    lines += _corrected(tables)
    bad = articles[articles["status"] != "ok"]
    lines += [say("bad", doc=row.doc, reason=row.reason) for row in bad.head(LISTED).itertuples()]
    if len(bad) > LISTED:
        lines.append(say("more_bad", n=len(bad) - LISTED))
    lines.append(say("written", out=out))
    with suppress(BrokenPipeError):  # nobody reads the summary any more; the results are written
        print("\n".join(lines), file=sys.stderr, flush=True)
    return PARTLY if len(bad) else ALL_OK


def _corrected(tables: Tables) -> list[str]:
    """One line on the corrections by hand, where there are any."""
    from pipeline.messages import phrase

    outcomes = tables.corrections["outcome"]
    applied = int((outcomes == "applied").sum())
    return [phrase("corrections", "summary", applied=applied, open=len(outcomes) - applied)] if len(outcomes) else []
