"""CoNLL-U reading, with multi-word tokens merged to what spaCy's tokenizer produces.

UD splits «zum» into «zu» and «dem»; spaCy keeps one token, so the trees must be folded.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CONTRACTION_FEATS = ("Case", "Gender", "Number")


@dataclass
class Token:
    """One word of a tree; empty strings and None mean «not annotated»."""

    form: str
    lemma: str = ""
    upos: str = ""
    tag: str = ""
    feats: dict[str, str] | None = None
    head: int = -1  # index in the sentence; a root points at itself; -1 is unknown
    dep: str = ""
    space: bool = True
    misc: str = ""


@dataclass
class Sentence:
    """A sentence with its id and, for name corpora, entities as token spans."""

    tokens: list[Token]
    ident: str = ""
    entities: list[tuple[int, int, str]] | None = None
    corpus: str = ""
    comments: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        return [token.form for token in self.tokens]


def clean(value: str) -> str:
    """An underscore is the format's way of saying nothing."""
    return "" if value == "_" else value


def parse_feats(value: str) -> dict[str, str] | None:
    if not clean(value):
        return None
    return dict(pair.split("=", 1) for pair in value.split("|") if "=" in pair)


def read_blocks(path: Path) -> Iterator[list[str]]:
    block: list[str] = []
    for line in path.read_text(encoding="utf8").split("\n"):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def merged_token(surface: list[str], parts: list[list[str]]) -> list[str]:
    """One row for a contraction: the part that leaves the group gives head and relation."""
    inside = {row[0] for row in parts}
    top = next((row for row in parts if row[6] not in inside), parts[0])
    row = list(top)
    row[1] = surface[1]
    row[9] = surface[9]
    if parts[0][3] == "ADP" and len(parts) == 2:
        row[2], row[3], row[4] = parts[0][2], "ADP", "APPRART"
        feats = parse_feats(parts[1][5]) or {}
        kept = [f"{name}={feats[name]}" for name in CONTRACTION_FEATS if name in feats]
        row[5] = "|".join(kept) if len(kept) == len(CONTRACTION_FEATS) else "_"
    return row


def merge_contractions(rows: list[list[str]]) -> tuple[list[list[str]], dict[str, int]]:
    """Fold ranges such as 4-5; returns the rows and old id -> new index."""
    merged: list[list[str]] = []
    index: dict[str, int] = {}
    position = 0
    while position < len(rows):
        row = rows[position]
        if "." in row[0]:
            position += 1
            continue
        if "-" in row[0]:
            first, last = (int(part) for part in row[0].split("-"))
            count = last - first + 1
            parts = rows[position + 1 : position + 1 + count]
            for part in parts:
                index[part[0]] = len(merged)
            merged.append(merged_token(row, parts))
            position += 1 + count
            continue
        index[row[0]] = len(merged)
        merged.append(row)
        position += 1
    return merged, index


def read_sentence(block: list[str], merge: bool = True) -> Sentence:
    comments = {}
    rows = []
    for line in block:
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
        else:
            rows.append(line.split("\t"))
    if merge:
        rows, index = merge_contractions(rows)
    else:
        rows = [row for row in rows if row[0].isdigit()]
        index = {row[0]: number for number, row in enumerate(rows)}
    tokens = []
    for number, row in enumerate(rows):
        head = number if row[6] == "0" else index.get(row[6], -1)
        token = Token(
            form=row[1],
            lemma=clean(row[2]),
            upos=clean(row[3]),
            tag=clean(row[4]),
            feats=parse_feats(row[5]),
            head=head,
            dep=clean(row[7]).lower(),
            space="SpaceAfter=No" not in row[9],
            misc=row[9],
        )
        tokens.append(token)
    return Sentence(tokens, ident=comments.get("sent_id", ""), comments=comments)


def read_conllu(path: Path, merge: bool = True) -> list[Sentence]:
    return [read_sentence(block, merge) for block in read_blocks(path)]
