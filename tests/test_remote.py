"""Inputs and results at addresses: in memory, and on an S3 server on this machine, with the bytes of a local run."""

from __future__ import annotations

import hashlib
import json
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import command
from pipeline.errors import UsageError
from pipeline.outputs.export import read_csv
from pipeline.remote import place_of
from pipeline.remote.articles import bring
from pipeline.remote.results import made_here, work_folder

fsspec = pytest.importorskip("fsspec", reason="the extra «scale» is not installed")

ROOT = Path(__file__).parent.parent
TEXT = "Estland wird 120 Soldaten entsenden, sagte Ministerpräsidentin Mina Kallas am Dienstag in Tallinn."
RECORDS = "".join(json.dumps({"text": TEXT.replace("120", str(n)), "source": "Küstenruf"}) + "\n" for n in (120, 700))
FILES = {
    "Möwe.txt": f"Mina Kallas sagt Hilfe zu\n\n4. März 2026\n\n{TEXT}\n",
    "b/c.html": f"<html><head><title>Hilfe</title></head><body><article><p>{TEXT} {TEXT}</p></article></body></html>",
    "b/d.jsonl": RECORDS,
    "b/metadata.csv": "file,source,date\nc.html,Hafenblatt,2026-03-04\n",
    ".versteckt/x.txt": "nichts",
    "leer.txt": "",
    "bild.png": "kein Artikel",
}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where results for an address are made."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def memory() -> Iterator[Any]:
    """fsspec's file system in memory, empty."""
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """An S3 server on this machine."""
    server = pytest.importorskip("moto.server", reason="moto is not installed")
    pytest.importorskip("s3fs", reason="the extra «s3» is not installed")
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    yield "http://{}:{}".format(*running.get_host_and_port())
    running.stop()


@pytest.fixture
def s3(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket called «presse» on it."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    system = s3fs.S3FileSystem()
    system.mkdir("presse")
    yield system
    system.rm("presse", recursive=True)
    s3fs.S3FileSystem.clear_instance_cache()


def _put(system: Any, root: str, files: dict[str, str]) -> None:
    for name, text in files.items():
        system.pipe_file(f"{root}/{name}", text.encode())


def _sums(system: Any, root: str) -> dict[str, str]:
    names = [name.partition(f"{root}/")[2] for name in system.find(root)]
    visible = [name for name in names if not name.startswith(".belegt/")]
    return {name: hashlib.sha256(system.cat_file(f"{root}/{name}")).hexdigest() for name in sorted(visible)}


@pytest.fixture
def local(tmp_path: Path) -> dict[str, str]:
    """What a run over the same files on this machine gives."""
    folder = tmp_path / "artikel"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    assert command([str(folder), "--out", str(tmp_path / "out")]) == 3
    return _sums(fsspec.filesystem("file"), str(tmp_path / "out"))


@pytest.mark.parametrize("where", ["memory", "s3"])
def test_a_run_from_one_address_to_another(
    where: str, local: dict[str, str], cache: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    system = request.getfixturevalue(where)
    _put(system, "presse/artikel", FILES)
    page = (ROOT / "docs/scale.md").read_text(encoding="utf-8")
    words = shlex.split(page.split("\nbelegt ")[2].splitlines()[0].replace("s3:", f"{where}:"))
    assert words[-1] == f"{where}://presse/ergebnis"
    assert command(words) == 3
    assert _sums(system, "presse/ergebnis") == local
    assert f"{where}://presse/ergebnis" in capsys.readouterr().err
    assert not list((cache / "belegt").iterdir())
    # The next run takes up what the first one left there, on whatever machine.
    system.rm_file("presse/artikel/b/d.jsonl")
    assert command([*words, "--model", "de_nirgends"]) == 1
    assert command(words) == 3
    left = _sums(system, "presse/ergebnis")
    assert sorted(name for name in left if name.startswith("texts/")) == ["texts/b/c.html.txt"]


def test_results_beside_their_articles_are_no_articles(memory: Any, tmp_path: Path) -> None:
    _put(memory, "/presse", {"a.txt": TEXT, "claims.csv": "text\nnein\n", "b/claims.csv": "text\n" + TEXT + "\n"})
    path, refused = bring("memory://presse", tmp_path, "memory://presse")
    assert sorted(found.relative_to(path).as_posix() for found in path.rglob("*.*")) == ["a.txt", "b/claims.csv"]
    assert not refused


def test_what_an_earlier_run_left_at_the_address_goes_away(memory: Any) -> None:
    old = {"report.html": "alt", "parts/claims/part-00001.parquet": "alt", "parts/claims/notiz.txt": "fremd"}
    _put(memory, "/presse", old | {"run.json": "alt"})
    with made_here("memory://presse") as folder:
        for name in ("parts/claims/part-00000.parquet", "run.json", ".belegt/results.sqlite"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("neu", encoding="utf-8")
    assert {name: memory.cat_file(name).decode() for name in memory.find("/presse")} == {
        "/presse/.belegt/results.sqlite": "neu",
        "/presse/parts/claims/notiz.txt": "fremd",
        "/presse/parts/claims/part-00000.parquet": "neu",
        "/presse/run.json": "neu",
    }


def test_an_error_sends_nothing_and_keeps_what_is_done(memory: Any, cache: Path) -> None:
    def broken() -> None:
        with made_here("memory://presse") as folder:
            (folder / "run.json").write_text("neu", encoding="utf-8")
            raise UsageError("x")

    with pytest.raises(UsageError):
        broken()
    assert not memory.find("/presse")
    assert list((cache / "belegt").rglob("run.json"))


def test_names_that_no_file_here_can_bear_are_told(memory: Any, tmp_path: Path) -> None:
    class Hostile:
        """A storage whose names are a stranger's."""

        def ls(self, folder: str, detail: bool) -> list[dict[str, Any]]:
            names = {"b": [("..", "directory"), ("a.txt", "file"), ("n" * 300, "file")], "b/..": [("x.txt", "file")]}
            return [{"name": f"{folder}/{name}", "type": kind, "size": 4} for name, kind in names[folder]]

        def isfile(self, path: str) -> bool:
            return False

        def isdir(self, path: str) -> bool:
            return True

        def get(self, sources: list[str], targets: list[str]) -> None:
            raise OSError("not at once")

        def get_file(self, source: str, target: str) -> None:
            raise PermissionError(source)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.remote.articles.open_system", lambda address: (Hostile(), "b"))
        _, refused = bring("memory://b", tmp_path / "in")
    assert [(failure.doc.split("/")[-1][:5], failure.status) for failure in refused] == [
        ("x.txt", "skipped"),
        ("nnnnn", "skipped"),
        ("a.txt", "failed"),
    ]
    assert all("Nächster Schritt" in failure.reason for failure in refused)
    assert not list(tmp_path.rglob("*.txt"))


def test_what_did_not_come_is_in_the_ledger(memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put(memory, "/presse", {"a.txt": TEXT, "b.txt": TEXT})
    real = type(memory).get_file

    def get_file(self: Any, source: str, target: Any, **more: Any) -> None:
        if source.endswith("b.txt"):
            raise PermissionError(source)
        real(self, source, target, **more)

    monkeypatch.setattr(type(memory), "get_file", get_file)
    assert command(["memory://presse", "--out", str(tmp_path / "out")]) == 3
    rows = read_csv(tmp_path / "out/documents.csv", "documents")
    assert dict(zip(rows["doc"], rows["status"])) == {"a.txt": "ok", "memory://presse/b.txt": "failed"}


def test_a_long_object_is_not_fetched(memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.remote.articles.LARGEST_FILE", 10)
    _put(memory, "/presse", {"a.txt": TEXT, "b.jsonl": RECORDS})
    path, _ = bring("memory://presse", tmp_path)
    assert (path / "a.txt").read_bytes() == b"\0" * len(TEXT.encode())
    assert (path / "b.jsonl").read_text(encoding="utf-8") == RECORDS


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["s3://gibt-es-nicht/x"], "gibt-es-nicht"),
        (["s3://presse/leer"], "nicht gefunden"),
        (["s3://presse/a.txt", "--out", "s3://gibt-es-nicht/x"], "Bucket oder Ordner"),
        (["nirgends://presse"], "nirgends:// sind unbekannt"),
    ],
)
def test_errors_are_one_line_with_the_next_step(
    words: list[str], told: str, s3: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _put(s3, "presse", {"a.txt": TEXT})
    assert command(["--out", str(tmp_path / "out"), *words]) in {1, 2}
    message = capsys.readouterr().err
    assert told in message
    assert "Nächster Schritt" in message
    assert message.count("\n") == 1


def test_missing_credentials_are_told(
    s3: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import s3fs

    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    s3fs.S3FileSystem.clear_instance_cache()
    assert command(["s3://presse/x", "--out", str(tmp_path / "out")]) == 2
    message = capsys.readouterr().err
    assert "AWS_ACCESS_KEY_ID" in message
    assert message.count("\n") == 1


@pytest.mark.parametrize(
    ("module", "address"), [("fsspec.core", "s3://b/x"), ("s3fs", "s3://b/x"), ("gcsfs", "gs://b")]
)
def test_a_missing_extra_is_told(
    module: str, address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from fsspec.registry import _registry

    for protocol in ("s3", "gs"):
        monkeypatch.delitem(_registry, protocol, raising=False)
    monkeypatch.setitem(sys.modules, module, None)
    assert command([address]) == 2
    extra = address.partition(":")[0]
    assert f"pip install 'belegt[{extra}]'" in capsys.readouterr().err


def test_places() -> None:
    assert place_of("s3://a/b/") == "s3://a/b"
    assert place_of("file:///a/b") == Path("/a/b")
    assert place_of("a/b") == Path("a/b")
    with pytest.raises(UsageError):
        bring("memory://gar/nichts", Path("."))


def test_every_address_has_a_folder_of_its_own() -> None:
    assert work_folder("s3://a/b") != work_folder("s3://a/c")
