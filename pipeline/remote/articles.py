"""Articles that lie elsewhere → a folder on this machine, in which a run finds what it would find there.

Names come from strangers: one that would lead out of the folder, or that no file can bear, is refused and told; so is
an object that cannot be fetched. None of them ends the run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from pipeline.errors import UsageError
from pipeline.lexicon import toml_table
from pipeline.messages import say
from pipeline.reading.inputs import STORE, is_container, safe_name
from pipeline.reading.readers import LARGEST_FILE
from pipeline.records import Failure
from pipeline.remote.address import open_system, protocol_of, sentence, told

AT_ONCE = 64
LONGEST_PART, LONGEST_NAME = 200, 800  # bytes
UNFIT = "Name lässt sich hier nicht als Datei anlegen; Nächster Schritt: Objekt umbenennen"
Object = tuple[str, str, int]  # its path there, its path below the input folder, its size
T = TypeVar("T")


def bring(address: str, folder: Path, out: str = "") -> tuple[Path, list[Failure]]:
    """The folder or file at ``address`` as a path below ``folder``, and what could not be brought.

    Results of an earlier run at the address ``out`` are no articles. Raises UsageError where nothing is there.
    """
    system, path = open_system(address)
    home = folder.joinpath(protocol_of(address), *_plain_parts(path))
    with told(address, UsageError):
        if system.isfile(path):
            home.parent.mkdir(parents=True, exist_ok=True)
            return home, _fetch(system, [(path, "", system.size(path) or 0)], home, address)
        if not system.isdir(path):
            raise UsageError(say("no_input", path=address))
        home.mkdir(parents=True, exist_ok=True)
        results = set(toml_table("files")["never"]["results"]) if address == out else set()
        refused: list[Failure] = []
        for group in grouped(_objects(system, path, "", results)):
            fit = [item for item in group if _fits(item[1])]
            refused += [_failure(address, item[1], UNFIT, "skipped") for item in group if not _fits(item[1])]
            refused += _fetch(system, fit, home, address)
    return home, refused


def grouped(items: Iterable[T]) -> Iterator[list[T]]:
    """As many at a time as are fetched or sent together."""
    rest = iter(items)
    while group := list(islice(rest, AT_ONCE)):
        yield group


def _plain_parts(path: str) -> list[str]:
    return [part for part in PurePosixPath(path).parts if part not in {"/", "..", "."}] or ["_"]


def _objects(system: Any, folder: str, below: str, never: set[str]) -> Iterator[Object]:
    """All objects below a folder but hidden ones; nothing is held but one folder's list."""
    entries = sorted(system.ls(folder, detail=True), key=lambda entry: (str(entry["name"]), entry["type"]))
    if any(str(entry["name"]).rstrip("/").endswith(f"/{STORE}") for entry in entries):  # another run's results
        never = set(toml_table("files")["never"]["results"])
    for entry in entries:
        path = str(entry["name"])
        name = path.rstrip("/").removeprefix(folder).lstrip("/") if path.startswith(folder) else path
        hidden = name.startswith((".", "~$")) and name not in {".", ".."}
        if path.rstrip("/") == folder or hidden or name in never:
            continue
        if entry["type"] == "directory":
            yield from _objects(system, path.rstrip("/"), f"{below}{name}/", set())
        elif not path.endswith("/"):
            yield path, below + name, int(entry.get("size") or 0)


def _fits(name: str) -> bool:
    """Whether a name can be a file below a folder here, and nowhere else."""
    parts = name.split("/")
    if any(part in {"", ".", ".."} or "\0" in part or "\\" in part for part in parts):
        return False
    encoded = [part.encode("utf-8", "surrogatepass") for part in parts]
    return max(map(len, encoded)) <= LONGEST_PART and sum(map(len, encoded)) <= LONGEST_NAME


def _fetch(system: Any, objects: Sequence[Object], home: Path, address: str) -> list[Failure]:
    """Bring objects, all at once and, where that fails, each alone; returns what did not come."""
    wanted: list[tuple[Object, Path]] = []
    for item in objects:
        target = home / item[1] if item[1] else home
        target.parent.mkdir(parents=True, exist_ok=True)
        if item[2] > LARGEST_FILE and not is_container(target):
            with target.open("wb") as stream:  # too long for an article: its size is all that the run asks for
                stream.truncate(item[2])
        else:
            wanted.append((item, target))
    try:
        if wanted:
            system.get([item[0] for item, _ in wanted], [str(target) for _, target in wanted])
        return []
    except Exception:
        return [failure for item, target in wanted if (failure := _fetched_alone(system, item, target, address))]


def _fetched_alone(system: Any, item: Object, target: Path, address: str) -> Failure | None:
    try:
        system.get_file(item[0], str(target))
    except Exception as error:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        return _failure(address, item[1], sentence(f"{address}/{item[1]}".rstrip("/"), error), "failed")
    return None


def _failure(address: str, name: str, reason: str, status: Any) -> Failure:
    doc = safe_name(f"{address}/{name}" if name else address)
    return Failure(doc=doc, status=status, reason=safe_name(reason))
