"""Tables and articles → report.html: one self-contained page that asks no other machine for anything.

The page's parts lie in resources/report/: a template, a style sheet and scripts without any library. What articles
say enters as JSON in a data block that nothing executes, and the scripts show it as text only. A content security
policy allows exactly our own style and script, by their hashes, and no connection at all.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.files import write_whole
from pipeline.lexicon import SHIPPED, toml_table
from pipeline.messages import language
from pipeline.outputs.report_data import report_data

if TYPE_CHECKING:
    from pipeline.run import Tables

NAME = "report.html"
STYLES = (
    "base.css", "controls.css", "badges.css", "table.css", "claims.css", "dialogs.css", "positions.css",
    "timeline.css", "figures.css", "sources.css", "narrow.css", "print.css",
)  # fmt: skip
SCRIPTS = (
    "dom.js", "model.js", "words.js", "marks.js", "claims.js", "dialogs.js", "filter.js", "found.js", "table.js",
    "row.js", "positions.js", "timeline.js", "figures.js", "sources.js", "documents.js", "main.js",
)  # fmt: skip
_PLACE = re.compile(r"\{\{(\w{1,20})\}\}")
# «</script>» and «<!--» in an article would end the data block; a lone surrogate cannot be written as UTF-8; signs of
# direction would show the page's source in another order.
_UNSAFE = re.compile("[<>&\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def write_report(tables: Tables, out: Path, model: str = "") -> None:
    """Write ``report.html`` into the folder ``out``, in the run's language. Raises OutputError."""
    write_whole(out / NAME, lambda stream: stream.writelines(part.encode("utf-8") for part in _parts(tables, model)))


def report_page(tables: Tables, model: str = "") -> str:
    """The page as HTML; the same tables give the same characters."""
    return "".join(_parts(tables, model))


def _parts(tables: Tables, model: str) -> Iterator[str]:
    """The page piece by piece: a large run's would not fit into memory several times."""
    words = _words()
    style, script = "\n".join(map(_resource, STYLES)), _script()
    parts = {
        "language": language(),
        "title": escape(words["texts"]["title"]),
        "noscript": escape(words["texts"]["noscript"]),
        "policy": escape(_policy(style, script), quote=True),
        "style": style,
        "script": script,
        "words": data_block(words),
    }
    for place, piece in enumerate(_PLACE.split(_resource("report.html"))):
        if place % 2 == 0:
            yield piece
        elif piece == "data":
            yield from _data_parts(report_data(tables, model))
        else:
            yield parts[piece]


def _data_parts(data: Mapping[str, Any]) -> Iterator[str]:
    """The characters of ``data_block(data)``, the members of its lists one by one."""
    for number, (name, value) in enumerate(data.items()):
        yield f"{',' if number else '{'}{data_block(name)}:"
        if not isinstance(value, list):
            yield data_block(value)
            continue
        yield "["
        yield from (f"{',' if place else ''}{data_block(each)}" for place, each in enumerate(value))
        yield "]"
    yield "}"


def data_block(value: Any) -> str:
    """``value`` as JSON that can stand in a script element whatever its strings hold."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def _words() -> dict[str, dict[str, str]]:
    """The page's texts, and its labels by group (status, stance …), in the run's language."""
    tables, prefix = toml_table("report"), f"{language()}_"
    groups = {name.removeprefix(prefix): labels for name, labels in tables.items() if name.startswith(prefix)}
    return {"texts": tables[language()], **groups}


def _policy(style: str, script: str) -> str:
    rules = ["default-src 'none'", f"script-src {_hash(script)}", f"style-src {_hash(style)}"]
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _script() -> str:
    """All scripts in one function scope."""
    return '(function () {\n"use strict";\n' + "\n".join(map(_resource, SCRIPTS)) + "\n})();\n"


def _resource(name: str) -> str:
    return (SHIPPED / "report" / name).read_text(encoding="utf-8")
