"""One outlet is one outlet: «spiegel.de», «SPIEGEL ONLINE» and «Spiegel-Verlag» are Der Spiegel."""

from __future__ import annotations

import re

from pipeline.lexicon import csv_rows, derived

_HOST = re.compile(r"(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}")
_SIGNS = re.compile(r"[^\w+]+")
_ARTICLE = re.compile(r"(?:der|die|das) (?=\w)")
_LISTED = re.compile(r"\s{0,3}\|\s{0,3}")


def outlet_of(name: str) -> str:
    """The one name of the outlet that ``name`` (a spelling, a host, a publisher) belongs to; else ``name`` itself."""
    hosts, names = _outlets()
    host = name.strip().casefold().removeprefix("www.")
    while _HOST.fullmatch(host):
        if host in hosts:
            return hosts[host]
        host = host.partition(".")[2]
    return names.get(_folded(name), name)


def is_listed(name: str) -> bool:
    """Whether a list of outlets has the name."""
    return _folded(name) in _outlets()[1]


def _folded(name: str) -> str:
    """The name without case, signs and leading article: «DER SPIEGEL» and «spiegel» are one."""
    words = _SIGNS.sub(" ", name.casefold().replace(".", "")).strip()
    return _ARTICLE.sub("", words, count=1) if _ARTICLE.match(words) else words


@derived
def _outlets() -> tuple[dict[str, str], dict[str, str]]:
    """Hosts and folded names → the outlet's name; later lines (the user's) win."""
    hosts: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in csv_rows("outlets"):
        spellings = [row["name"], *_parts(row.get("spellings", "")), *_parts(row.get("publishers", ""))]
        names |= dict.fromkeys(map(_folded, spellings), row["name"])
        hosts |= dict.fromkeys(
            (host.casefold().removeprefix("www.") for host in _parts(row.get("hosts", ""))), row["name"]
        )
    names.pop("", None)
    return hosts, names


def _parts(cell: str) -> list[str]:
    return [part for part in _LISTED.split(cell.strip()) if part]
