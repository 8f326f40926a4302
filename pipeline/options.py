"""The options of the command line. No heavy library is imported here."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.remote import Place, place_of

MARK = Path("-")  # standard input


def parser() -> argparse.ArgumentParser:
    """The options, with their --help (English, as all names and values are)."""
    build = argparse.ArgumentParser(
        prog="belegt",
        description="Reads German news articles and writes a table of who claims what, and how well that is evidenced "
        "across sources.",
        epilog="Exit codes: 0 all ok; 3 finished, but something was skipped or failed; 1 fatal; 2 usage; "
        "130 interrupted.",
    )
    build.add_argument(
        "inputs",
        nargs="*",
        type=_place,
        metavar="INPUT",
        help="files, folders and addresses such as s3://bucket/folder (default: data/raw)",
    )
    build.add_argument(
        "--out",
        type=_place,
        default=Path("data/out"),
        metavar="DIR",
        help="where results go, a folder or an address (default: data/out)",
    )
    build.add_argument(
        "--model", type=_word, metavar="NAME_OR_PATH", help="another German spaCy pipeline, such as de_core_news_lg"
    )
    build.add_argument(
        "--workers", type=_positive, default=0, metavar="N", help="processes (default: chosen by the number of inputs)"
    )
    build.add_argument(
        "--engine", choices=["local", "dask"], default="local", help="dask: analyse on a Dask cluster (extra «scale»)"
    )
    build.add_argument(
        "--scheduler",
        type=_word,
        metavar="ADDRESS",
        help="a Dask scheduler, such as tcp://host:8786 (default: this machine)",
    )
    build.add_argument(
        "--parts",
        action="store_true",
        help="for very many articles: claims, mentions and rows as partitioned Parquet, built part by part; beside it "
        "table.csv, documents.csv and texts/, no workbook and no report (extra «scale»)",
    )
    build.add_argument(
        "--csv", choices=["plain", "excel-de"], default="plain", help="excel-de: semicolons and decimal commas"
    )
    build.add_argument(
        "--also",
        action="append",
        choices=["jsonl", "parquet"],
        default=[],
        help="also write every table as JSON lines, or as one Parquet file (extra «parquet»), with its exact text",
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
        type=_path,
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
        type=_word,
        metavar="TEXT_OR_FILE",
        help="print what is found in a text, and which rule made it; writes nothing",
    )
    build.add_argument(
        "--explain-row",
        type=_word,
        metavar="ROW_ID",
        help="print why a row's claims stand together and why its status is what it is, from the results in --out",
    )
    build.add_argument(
        "--corrections",
        action="append",
        type=_path,
        default=[],
        metavar="FILE",
        help="a file of corrections by hand, besides the corrections.csv in the input folders",
    )
    build.add_argument(
        "--split",
        metavar="REGEX",
        help="a text file, document or standard input holds many articles, told apart by the lines that match",
    )
    build.add_argument(
        "--retry", action="store_true", help="also try articles again that an earlier run gave up for time or memory"
    )
    build.add_argument("--version", action="store_true", help="print the version and the model's, and stop")
    return build


def parsed(words: list[str]) -> argparse.Namespace:
    """The command line read: inputs may stand before, between and behind options, and behind ``--`` whatever they are
    called. Ends the program where it is none."""
    border = words.index("--") if "--" in words else len(words)
    args = parser().parse_intermixed_args(words[:border])
    args.inputs = [*args.inputs, *map(place_of, filter(None, words[border + 1 :]))]
    return args


def _word(word: str) -> str:
    """No empty argument: a variable that is not set must not mean the folder where the command is typed."""
    if not word.strip():
        raise argparse.ArgumentTypeError("is empty (is a variable not set?)")
    return word


def _place(word: str) -> Place:
    return place_of(_word(word))


def _path(word: str) -> Path:
    return Path(_word(word))


def _positive(word: str) -> int:
    try:
        number = int(word)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number, 1 or more (not {word!r})")
    return number


def _share(word: str) -> float:
    try:
        number = float(word)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"must be between 0 and 1, such as 0.5 (not {word!r})")
    return number
