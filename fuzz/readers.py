"""A coverage-guided fuzz target for everything that reads what strangers wrote: bytes → articles → paragraphs.

    pip install '.[fuzz]'
    python -m fuzz.readers CORPUS [fuzz/corpus] -max_total_time=300

The first byte chooses the kind of file, the rest is its content. New inputs that reach new code are added to CORPUS (a
folder outside of the checkout). ``tests/test_fuzz.py`` runs the same function over the seeds in fuzz/corpus, and over
every input that once broke a reader.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

SUFFIXES = (".txt", ".html", ".md", ".jsonl", ".csv", ".docx", ".pdf", ".txt")
SPLIT_AT = "^={3,}$"
LARGEST = 20_000


def read(data: bytes, folder: Path) -> int:
    """Read one file of these bytes; how many articles it held. Whatever a reader raises comes through."""
    from pipeline.reading.clean import clean
    from pipeline.reading.readers import read_inputs
    from pipeline.reading.splitting import SPLIT
    from pipeline.records import RawArticle

    kind, content = data[:1], data[1 : LARGEST + 1]
    place = kind[0] % len(SUFFIXES) if kind else 0
    path = folder / f"a{SUFFIXES[place]}"
    path.write_bytes(content)
    count = 0
    for found in read_inputs([path], {SPLIT: SPLIT_AT} if place == len(SUFFIXES) - 1 else {}):
        if isinstance(found, RawArticle):
            count += 1
            check(found.text, clean(found).paragraphs)
            found.model_dump_json()
        else:
            assert found.reason.isprintable(), ascii(found.reason)
            assert "Fehlerbericht" not in found.reason, found.reason  # a reader's own mistake
    return count


def check(text: str, paragraphs: object) -> None:
    """Offsets lead back into the text, and never fall."""
    last = 0
    for each in paragraphs:  # type: ignore[attr-defined]
        assert 0 <= each.start <= each.end <= len(text)
        assert len(each.offsets) == len(each.clean) + 1
        assert list(each.offsets) == sorted(each.offsets)
        assert each.offsets[-1] <= len(text)
        assert each.start >= last
        last = each.start


def main() -> None:
    """Hands over to Atheris."""
    import atheris

    with atheris.instrument_imports(include=["pipeline.reading"]):
        import pipeline.reading.clean
        import pipeline.reading.readers  # noqa: F401
    folder = Path(tempfile.mkdtemp())

    def one(data: bytes) -> None:
        read(data, folder)

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
