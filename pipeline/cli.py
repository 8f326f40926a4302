"""The command line. Heavy libraries are imported inside the commands, so that --help answers at once."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn, TextIO

from pipeline.errors import OutputError, PipelineError, UsageError
from pipeline.messages import phrase, say, use_language
from pipeline.options import MARK, parsed
from pipeline.remote import Place, is_remote

if TYPE_CHECKING:
    from pipeline.engine.store import Store
    from pipeline.records import Failure
    from pipeline.run import Tables

ALL_OK, FATAL, USAGE, PARTLY, INTERRUPTED = 0, 1, 2, 3, 130
LISTED = 5
FIELDS = ("text", "title", "date", "source", "url")


def main(argv: list[str] | None = None) -> None:
    """Runs the command and leaves with its exit code."""
    _open_streams()
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _interrupted)
    try:
        code = command(argv)
    except KeyboardInterrupt:  # before there was anything to say about it
        code = INTERRUPTED
    for stream in (sys.stdout, sys.stderr):
        _flush(stream)
    sys.exit(code)


def _open_streams() -> None:
    """Streams that somebody closed (``2>&-``, a service) lead nowhere: else the next file opened would take their place
    and get what is printed. Signs that a terminal or a file cannot hold are written out."""
    with suppress(OSError):
        while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(handle)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 (as long as the process)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _interrupted(_signal: int, _frame: FrameType | None) -> NoReturn:
    """The first interrupt ends the run in order; a second one, while that goes on, must not break it off."""
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.SIG_IGN)
    raise KeyboardInterrupt


def _flush(stream: TextIO) -> None:
    """What a closed pipe still holds is dropped, so that the interpreter does not complain at its end."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def command(argv: list[str] | None = None) -> int:
    """Runs the command; returns its exit code. Errors are one line on stderr, never a stack trace."""
    args = parsed(sys.argv[1:] if argv is None else argv)
    use_language(args.lang)
    try:
        return _dispatch(args)
    except UsageError as error:
        _tell(f"belegt: {error}")
        return USAGE
    except PipelineError as error:
        _tell(f"belegt: {error}")
        return FATAL
    except KeyboardInterrupt:
        _tell(f"belegt: {say('interrupted', out=args.out)}")
        return INTERRUPTED
    except BrokenPipeError:
        return FATAL
    except Exception as error:
        if os.environ.get("BELEGT_DEBUG"):
            raise
        _tell(f"belegt: {say('internal', kind=type(error).__name__, text=' '.join(str(error).split())[:200])}")
        return FATAL


def _tell(words: str) -> None:
    """A message on stderr; where nobody reads it or the disk behind it is full, the results count all the same."""
    with suppress(OSError):
        print(words, file=sys.stderr, flush=True)


def _answer(words: str) -> None:
    """What a command was asked for, on stdout. Raises OutputError where that takes no more."""
    try:
        print(words, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(say("no_answer", reason=error.strerror or error)) from error


def _dispatch(args: argparse.Namespace) -> int:
    if args.version:
        return _version(args.model)
    for folder in args.resources:
        if not (os.path.isdir(folder) and os.access(folder, os.R_OK | os.X_OK)):
            raise UsageError(say("no_folder", path=folder))
    from pipeline.lexicon import use_folders

    use_folders(*args.resources)
    if args.explain is not None:
        from pipeline.explain import explain

        _answer(explain(args.explain, args.model))
        return ALL_OK
    if args.explain_row is not None:
        from pipeline.explain_row import explain_row

        if is_remote(args.out):
            raise UsageError(phrase("remote", "explain_row", address=args.out))
        _answer(explain_row(args.explain_row, args.out))
        return ALL_OK
    if any(map(is_remote, [*args.inputs, args.out])):
        return _run_elsewhere(args)
    return _run(args, args.out)


def _version(model: str | None) -> int:
    from importlib.metadata import PackageNotFoundError, version

    from pipeline.language import load_model, model_label

    try:
        own = version("belegt")
    except PackageNotFoundError:
        own = "0.1.0 (checkout)"
    _answer(f"belegt {own}, {say('model', model=model_label(load_model(model)))}")
    return ALL_OK


def _run_elsewhere(args: argparse.Namespace) -> int:
    """A run with inputs or results at addresses: here they are folders."""
    from pipeline.remote.visit import here

    with here(args.inputs or [Path("data/raw")], args.out) as (inputs, out, refused):
        local = argparse.Namespace(**{**vars(args), "inputs": inputs, "out": out})
        return _run(local, args.out, refused)


def _run(args: argparse.Namespace, shown: Place, refused: Sequence[Failure] = ()) -> int:
    """``shown`` is what people call the out folder; ``refused`` are inputs that could not be brought here."""
    inputs: list[Path] = args.inputs or [Path("data/raw")]
    _check(args, inputs)
    columns = _columns(args.columns, args.split)
    from pipeline.outputs.export import check_writable

    check_writable(args.out)
    from pipeline.engine.progress import Bar, count_inputs

    total = count_inputs([path for path in inputs if path != MARK], args.out) + inputs.count(MARK)
    if not total and not refused:
        from pipeline.reading.readers import kinds

        raise UsageError(say("no_articles", path=", ".join(map(str, inputs)), kinds=", ".join(kinds())))
    from pipeline.engine.piped import received
    from pipeline.engine.spool import spooled
    from pipeline.engine.store import opened
    from pipeline.run import run

    with opened(args.out) as store, spooled(store.path.parent) as spool, received(inputs, store.path.parent) as paths:
        if args.retry:
            store.try_again()
        with Bar(total) as bar:
            tables = run(
                paths,
                store,
                model=args.model,
                workers=args.workers,
                columns=columns,
                min_confidence=args.min_confidence,
                progress=bar.step,
                corrections=args.corrections,
                out=args.out,
                cluster=(args.scheduler or "") if args.engine == "dask" else None,
                spool=spool,
                refused=refused,
                parts=args.parts,
            )
        _write(tables, store, args)
        return _report(tables, store.warnings, say("written_parts" if args.parts else "written", out=shown))


def _check(args: argparse.Namespace, inputs: Sequence[Path]) -> None:
    """What can be told before any work is done. Raises UsageError."""
    for path in inputs:
        if not os.path.exists(path) and path != MARK:
            raise UsageError(say("no_input", path=path))
    for path in args.corrections:
        if not os.path.exists(path) or path.is_dir():
            raise UsageError(say("no_corrections", path=path))
    if args.scheduler and args.engine != "dask":
        raise UsageError(say("scheduler_alone"))
    if args.parts and args.also:
        raise UsageError(say("parts_also"))
    from pipeline.reading.inputs import would_replace  # behind what needs no library

    replaced = would_replace(inputs, args.out)
    if replaced:
        raise UsageError(say("replaced", out=args.out, names=", ".join(replaced)))


def _write(tables: Tables, store: Store, args: argparse.Namespace) -> None:
    from pipeline.language import label_of
    from pipeline.outputs.export import remove_texts, write_outputs
    from pipeline.parts.run import clear_parts, write_rest

    if args.parts:
        write_rest(tables, args.out, csv_dialect=args.csv, model=label_of(args.model))
    else:
        clear_parts(args.out)
        write_outputs(tables, args.out, csv_dialect=args.csv, model=label_of(args.model), also=args.also)
    remove_texts(args.out / "texts", store.replace_texts(store.external_docs()))
    store.forget_others()


def _columns(words: list[str], split: str | None) -> dict[str, str]:
    """What the user says of the inputs: names of fields, and the lines that stand between articles."""
    columns: dict[str, str] = {}
    if split is not None:
        from pipeline.reading.splitting import SPLIT, separator

        columns[SPLIT] = separator(split).pattern
    for word in words:
        name, mark, column = word.partition("=")
        if not mark or not name or not column:
            raise UsageError(f"--columns {word}: FIELD=NAME, z. B. --columns text=Volltext")
        if name not in FIELDS:
            raise UsageError(say("no_field", word=word, name=name, fields=", ".join(FIELDS)))
        columns[name] = column
    return columns


def _report(tables: Tables, warnings: Iterable[str], written: str) -> int:
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
    lines.append(written)
    _tell("\n".join(lines))
    return PARTLY if len(bad) else ALL_OK


def _corrected(tables: Tables) -> list[str]:
    """One line on the corrections by hand, where there are any."""
    outcomes = tables.corrections["outcome"]
    applied = int((outcomes == "applied").sum())
    return [phrase("corrections", "summary", applied=applied, open=len(outcomes) - applied)] if len(outcomes) else []
