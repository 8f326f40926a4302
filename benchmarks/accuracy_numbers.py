"""Accuracy of the numbers on the German number, percent and currency cases of Recognizers-Text.

    python benchmarks/accuracy_numbers.py [--model NAME_OR_PATH]

Reads $BELEGT_EVAL/data/eval/ms_recognizers_de (default: ../shared beside the repository). NumberModel asks for the
values of the numerals, whatever they count; the range, percent and currency cases for the values of quantities with
their unit. What the schema does not cover is left out and listed with the reason (see NOT_COVERED).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.language import load_model, parse_article  # noqa: E402
from pipeline.numbers.numerals import find_numerals  # noqa: E402
from pipeline.numbers.quantities import find_quantities  # noqa: E402

FILES = {
    "number": "Number/German/NumberModel.json",
    "range": "Number/German/NumberRangeModel.json",
    "percent": "Number/German/PercentModel.json",
    "currency": "NumberWithUnit/German/CurrencyModel.json",
}
NOT_COVERED = {
    "1/2": "a written fraction: in news mostly a date, a page or an address",
    "\\t0\\t0": "expects nothing and gets nothing that is bound to a noun",
    "drei halbe Schweine": "halves of things, no news form",
    "fünf halbe Brötchen": "halves of things, no news form",
    "ein halbes Schwein": "halves of things, no news form",
    "zwei drittel Brot": "a share is an interval in percent by the schema",
    "Es gibt dreiviertel Stücke": "a share is an interval in percent by the schema",
    "Die Zahl ist fünf und drei Viertel Milliarde": "mixed fractions, no news form",
    "Ich habe sechs und zwei Drittel Millionen gezählt": "mixed fractions, no news form",
    "423 0000 wird als zwei Nummern erkannt.": "a leading zero is a code, no amount",
    "100 bis 300 Milliarden": "the magnitude counts for both ends by the schema",
    "Die Milchstraße besteht nach heutiger Schätzung aus ca. 100 bis 300 Milliarden Sternen.": "as the one above",
    "zwei Euro fünfzig": "cents without their name",
    "es kostet nur 15 Dollar und 15.": "cents without their name",
    "es kostet nur 15 Dollar 50.": "cents without their name",
    "try the Dollar haben sie gesagt": "no number",
    "siebenhundert-Euro": "half a compound",
}
CODES = {
    "Euro": "EUR", "Dollar": "USD", "United States dollar": "USD", "British pound": "GBP", "Pound": "GBP",
    "Canadian dollar": "CAD", "Australian dollar": "AUD", "New Zealand dollar": "NZD", "Mexican peso": "MXN",
    "Indian rupee": "INR", "Rupee": "INR", "Cambodian riel": "KHR", "Finnish markka": "FIM",
}  # fmt: skip


def cases(folder: Path) -> Iterator[tuple[str, str, list[dict[str, object]]]]:
    """Kind, input and expected results of every case."""
    for kind, name in FILES.items():
        for case in json.loads((folder / "Specs" / name).read_text(encoding="utf-8-sig")):
            yield kind, case["Input"], case["Results"]


def number(text: object) -> float | None:
    cleaned = str(text).replace(".", "").replace(",", ".").rstrip("%")
    return float(cleaned) if re.fullmatch(r"-?\d+(?:\.\d+)?", cleaned) else None


def expected(kind: str, results: list[dict[str, object]]) -> list[tuple[float, str]]:
    """Values and units that a case asks for; articles («eine») are no numbers by the schema."""
    wanted = []
    for result in results:
        resolution = result["Resolution"]
        text = str(result.get("Text", "")).lower()
        if not isinstance(resolution, dict) or text in {"ein", "eine", "einer"}:
            continue
        value = resolution.get("value")
        if kind == "range":
            bound = re.sub(r"[(),\[\]]", "", str(value))
            wanted.append((float(bound), ""))
            continue
        amount = number(value)
        if amount is not None:
            wanted.append(
                (round(amount, 3), "percent" if kind == "percent" else CODES.get(str(resolution.get("unit")), ""))
            )
    return wanted


def answered(kind: str, nlp: Language, text: str) -> list[tuple[float, str]]:
    """What we read: numerals for the number cases (both ends of a range), else quantities."""
    found: list[tuple[float, str]] = []
    if kind == "number":
        for numeral in find_numerals(text):
            if numeral.style == "article":
                continue
            ends = {numeral.minimum, numeral.maximum} - {None}
            found += [(round(end, 3), "") for end in sorted(end for end in ends if end is not None)]
        return found
    for quantity in find_quantities(parse_article(nlp, [text])):
        unit = quantity.unit.replace("Prozentpunkte", "percent")
        if kind != "range" and not (unit == "percent" or re.fullmatch("[A-Z]{3}", unit)):
            continue
        if (kind == "percent") == (unit == "percent") or kind == "range":
            bound = quantity.maximum if quantity.maximum is not None else quantity.minimum
            found.append((round(bound or 0.0, 3), "" if kind == "range" else unit))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--model", help="another model than the shipped one")
    options = parser.parse_args()
    folder = Path(os.environ.get("BELEGT_EVAL", ROOT.parent / "shared")) / "data" / "eval" / "ms_recognizers_de"
    if not folder.is_dir():
        print(f"{folder}: not there; set BELEGT_EVAL", file=sys.stderr)
        return 2
    nlp = load_model(options.model)
    right = total = 0
    for kind, text, results in cases(folder):
        if text in NOT_COVERED:
            continue
        wanted, ours = sorted(expected(kind, results)), sorted(answered(kind, nlp, text))
        total += 1
        right += wanted == ours
        if wanted != ours:
            print(f"  wrong {kind:8} {text[:90]!r}: wanted {wanted}, ours {ours}")
    for text, reason in NOT_COVERED.items():
        print(f"  not covered {text[:60]!r}: {reason}")
    print(f"right: {right} of {total} covered cases ({right / total:.3f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
