"""The report's plots for notebooks: small drawings as SVG, made of a run's tables, that need no further library.

Each function returns a Chart, which a notebook shows and ``str()`` gives as SVG. Nothing in them executes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.files import write_whole
from pipeline.lexicon import toml_table
from pipeline.messages import language
from pipeline.outputs.cells import printable
from pipeline.views.figures import value_words
from pipeline.views.plain import records

if TYPE_CHECKING:
    from pipeline.run import Tables

NAME_WIDTH, CELL_WIDTH, LINE, HEAD, AXIS = 190, 96, 30, 30, 420
STANCES = {
    "pledged": ("#d3eee1", "#0c4a34"), "planned": ("#d8e7fa", "#113b6b"), "considered": ("#e7e1fa", "#3f2d85"),
    "refused": ("#fbd9d4", "#7c1d16"), "undecided": ("#e4e6e9", "#374049"), "demanded": ("#fce8b8", "#5f3d00"),
}  # fmt: skip
INK, MUTED, RAIL, POINT, CLASH = "#1a1f26", "#59616c", "#b9b4a6", "#1f4e79", "#a32a1c"
LONGEST = 28


@dataclass(frozen=True)
class Chart:
    """A drawing as SVG."""

    svg: str = field(repr=False)

    def _repr_html_(self) -> str:
        return self.svg

    def __str__(self) -> str:
        return self.svg

    def save(self, path: str | Path) -> Path:
        """Write the drawing to a file that browsers and word processors open. Raises OutputError."""
        content = self.svg.encode("utf-8")
        write_whole(Path(path), lambda stream: _fill(stream, content))
        return Path(path)


def _fill(stream: Any, content: bytes) -> None:
    stream.write(content)


def positions(found: Tables, most: int = 15) -> Chart:
    """Party × topic: the strongest stance, for the ``most`` parties with most rows; a red edge marks a conflict."""
    cells = records(found.positions)
    parties = list(dict.fromkeys(cell["party"] for cell in cells))[:most]
    cells = [cell for cell in cells if cell["party"] in parties]
    topics = sorted({cell["topic"] for cell in cells}, key=lambda topic: (_rank("topic", topic), topic))
    parts = [
        _text(NAME_WIDTH + (place + 0.5) * CELL_WIDTH, 18, _label("topic", topic), "middle", MUTED)
        for place, topic in enumerate(topics)
    ]
    for place, party in enumerate(parties):
        parts.append(_text(0, HEAD + place * LINE + 19, party))
    for cell in cells:
        x, y = NAME_WIDTH + topics.index(cell["topic"]) * CELL_WIDTH, HEAD + parties.index(cell["party"]) * LINE
        parts.append(_stance(x + 2, y + 2, cell))
    return _chart(parts, NAME_WIDTH + max(1, len(topics)) * CELL_WIDTH, HEAD + len(parties) * LINE, not cells)


def _stance(x: float, y: float, cell: dict[str, Any]) -> str:
    back, ink = STANCES[cell["stance"]]
    edge = f' stroke="{CLASH}" stroke-width="2"' if cell["conflicting"] == "yes" else ""
    hint = f"{cell['party']} · {_label('topic', cell['topic'])}: {cell['all_stances']} ({cell['sources']})"
    box = f'<rect x="{x}" y="{y}" width="{CELL_WIDTH - 4}" height="{LINE - 4}" rx="4" fill="{back}"{edge}/>'
    words = _text(x + CELL_WIDTH / 2 - 2, y + 17, _label("stance", cell["stance"]), "middle", ink)
    return f"<g><title>{_safe(hint)}</title>{box}{words}</g>"


def timeline(found: Tables, party: str = "", most: int = 15) -> Chart:
    """Positions on an axis of days, a line per party (or per topic of one ``party``); a ring marks a change."""
    entries = records(found.timeline)
    by = "topic" if party else "party"
    entries = [entry for entry in entries if not party or entry["party"] == party or entry["actor_country"] == party]
    names = list(dict.fromkeys(entry[by] for entry in entries))[:most]
    entries = [entry for entry in entries if entry[by] in names]
    days = sorted({entry["date"] for entry in entries})
    at = _scale([_ordinal(day) for day in days])
    parts = [
        _text(0, HEAD + place * LINE + 19, _label("topic", name) if party else name) for place, name in enumerate(names)
    ]
    parts += [_rail(HEAD + place * LINE + 15) for place in range(len(names))]
    parts += [_text(at(_ordinal(day)), 18, day, "middle", MUTED) for day in dict.fromkeys([*days[:1], *days[-1:]])]
    seen: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for entry in entries:
        seen.setdefault((entry[by], entry["date"]), []).append(entry)
    for (name, day), group in seen.items():
        parts.append(_dots(at(_ordinal(day)), HEAD + names.index(name) * LINE + 15, group))
    return _chart(parts, NAME_WIDTH + AXIS + 60, HEAD + len(names) * LINE, not entries)


def _dots(x: float, y: float, group: Sequence[dict[str, Any]]) -> str:
    """One dot per stance of the day, beside each other."""
    stances = list(dict.fromkeys(entry["stance"] for entry in group))
    dots = []
    for place, stance in enumerate(stances):
        own = [entry for entry in group if entry["stance"] == stance]
        edge = CLASH if any(entry["changed"] == "yes" for entry in own) else "none"
        hint = " | ".join(entry["summary"] for entry in own)
        shape = _dot(x + 20 * place, y, 9, STANCES[stance][0], f' stroke="{edge}" stroke-width="2"')
        letter = _text(x + 20 * place, y + 4, _label("letter", stance), "middle", STANCES[stance][1])
        dots.append(f"<g><title>{_safe(hint)}</title>{shape}{letter}</g>")
    return "".join(dots)


def figures(found: Tables, counted: str = "", most: int = 8) -> Chart:
    """Figures that several outlets give, or that contradict each other, on one axis each; or those on ``counted``."""
    lines = records(found.figures)
    wanted = counted.casefold()
    lines = [line for line in lines if (wanted in line["counted"].casefold() if wanted else line["n_sources"] > 1)]
    ids = list(dict.fromkeys(line["figure_id"] for line in lines))[:most]
    parts, y = [], 0
    for figure_id in ids:
        group = [line for line in lines if line["figure_id"] == figure_id]
        bounds = [
            bound for line in group for bound in (line["quantity_min"], line["quantity_max"]) if bound is not None
        ]
        at = _scale(bounds)
        head = " · ".join(
            part for part in (group[0]["counted"] or group[0]["quantity_unit"], group[0]["party"]) if part
        )
        parts.append(_text(0, y + 18, head, colour=CLASH if group[0]["conflicting"] == "yes" else INK, bold=True))
        for place, line in enumerate(group, 1):
            parts.append(_figure(y + place * LINE, line, at(_low(line)), at(_high(line))))
        y += (len(group) + 1) * LINE
    return _chart(parts, NAME_WIDTH + AXIS + 170, y, not ids)


def _low(line: dict[str, Any]) -> float:
    return float(line["quantity_min"] if line["quantity_min"] is not None else line["quantity_max"])


def _high(line: dict[str, Any]) -> float:
    return float(line["quantity_max"] if line["quantity_max"] is not None else line["quantity_min"])


def _figure(y: float, line: dict[str, Any], low: float, high: float) -> str:
    """A point, or a bar from bound to bound; an open bound is an arrow's end. The value stands beside it."""
    own = value_words({name: line[f"quantity_{name}"] for name in ("min", "max", "modifier")})
    shape = f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{y + 15}" y2="{y + 15}" stroke="{POINT}" stroke-width="8"/>'
    shape += _dot(low, y + 15, 5, POINT) + _dot(high, y + 15, 5, POINT)
    open_side = "←" if line["quantity_min"] is None else "→" if line["quantity_max"] is None else ""
    words = _text(NAME_WIDTH + AXIS + 12, y + 19, f"{open_side} {own}".strip(), colour=INK)
    title = f"<title>{_safe(line['evidence'])}</title>"
    return f"<g>{title}{_text(12, y + 19, line['source'], colour=MUTED)}{_rail(y + 15)}{shape}{words}</g>"


def coverage(found: Tables, most: int = 20) -> Chart:
    """Per outlet the rows that only it has (dark) and that others have too (light)."""
    lines = records(found.coverage)
    names = list(dict.fromkeys(line["source"] for line in lines))[:most]
    counts = {
        name: [sum(line["source"] == name and line["has"] == has for line in lines) for has in ("only", "shared")]
        for name in names
    }
    widest = max([1, *(sum(pair) for pair in counts.values())])
    parts = []
    for place, (name, (only, shared)) in enumerate(counts.items()):
        y, width = place * LINE, AXIS * (only + shared) / widest
        parts.append(_text(0, y + 19, name))
        parts.append(f'<rect x="{NAME_WIDTH}" y="{y + 8}" width="{width:.1f}" height="14" fill="#9fb8d3"/>')
        parts.append(
            f'<rect x="{NAME_WIDTH}" y="{y + 8}" width="{AXIS * only / widest:.1f}" height="14" fill="{POINT}"/>'
        )
        parts.append(_text(NAME_WIDTH + width + 8, y + 19, f"{only} + {shared}", colour=MUTED))
    return _chart(parts, NAME_WIDTH + AXIS + 80, len(names) * LINE, not names)


def _scale(values: Iterable[float]) -> Any:
    """Numbers → places on the axis; a single value stands in its middle."""
    known = sorted(values)
    low, high = (known[0], known[-1]) if known else (0.0, 0.0)
    return lambda value: NAME_WIDTH + 20 + (AXIS - 60) * ((value - low) / (high - low) if high > low else 0.5)


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _dot(x: float, y: float, radius: int, colour: str, edge: str = "") -> str:
    return f'<circle cx="{x:.1f}" cy="{y}" r="{radius}" fill="{colour}"{edge}/>'


def _rail(y: float) -> str:
    return f'<line x1="{NAME_WIDTH}" x2="{NAME_WIDTH + AXIS}" y1="{y}" y2="{y}" stroke="{RAIL}"/>'


def _label(group: str, value: str) -> str:
    return str(toml_table("report").get(f"{language()}_{group}", {}).get(value, value))


def _rank(group: str, value: str) -> int:
    known = list(toml_table("report").get(f"{language()}_{group}", {}))
    return known.index(value) if value in known else len(known)


def _safe(words: str) -> str:
    return escape(printable(words), quote=True)


def _text(x: float, y: float, words: str, anchor: str = "start", colour: str = INK, bold: bool = False) -> str:
    short = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{weight}>{_safe(short)}</text>'


def _chart(parts: Sequence[str], width: float, height: float, empty: bool) -> Chart:
    """The parts as one drawing on white; an empty one says so."""
    if empty:
        parts, width, height = [_text(8, 20, toml_table("report")[language()]["empty_title"])], 420, 32
    size = f'width="{width:.0f}" height="{height:.0f}"'
    frame = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" {size}'
    back = f'<rect {size} fill="#ffffff"/>'
    return Chart(f'<svg {frame} font-family="sans-serif" font-size="12" role="img">{back}{"".join(parts)}</svg>')
