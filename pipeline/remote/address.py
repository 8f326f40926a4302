"""An address → its file system; what goes wrong there → one sentence for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pipeline.errors import OutputError, PipelineError, UsageError
from pipeline.messages import phrase

# What pip needs to know for the protocols that a library of its own reads.
EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gs", "gcs": "gs"}
# Names of the libraries' errors, up to the classes that they inherit from, and what each means.
MEANINGS = {
    "NoCredentialsError": "no_credentials",
    "PartialCredentialsError": "no_credentials",
    "DefaultCredentialsError": "no_credentials",
    "RefreshError": "no_credentials",
    "TokenRetrievalError": "no_credentials",
    "PermissionError": "forbidden",
    "FileNotFoundError": "not_found",
    "EndpointConnectionError": "unreachable",
    "ConnectionError": "unreachable",
    "ClientConnectorError": "unreachable",
    "HTTPClientError": "unreachable",
    "TimeoutError": "unreachable",
}


def protocol_of(address: str) -> str:
    """What stands before «://»."""
    return address.partition("://")[0].lower()


def open_system(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it. Raises UsageError where nothing here can read it."""
    protocol = protocol_of(address)
    extra = EXTRAS.get(protocol, "scale")
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise UsageError(phrase("remote", "no_library", address=address, extra=extra)) from error
    try:
        system, path = url_to_fs(address, use_listings_cache=False)
    except ImportError as error:
        known = protocol in EXTRAS
        key = "no_library" if known else "no_other_library"
        raise UsageError(phrase("remote", key, address=address, extra=extra, reason=error)) from error
    except ValueError as error:
        raise UsageError(phrase("remote", "unknown", address=address, protocol=protocol)) from error
    return system, str(path).rstrip("/")


@contextmanager
def told(address: str, kind: type[PipelineError]) -> Iterator[None]:
    """Whatever goes wrong at an address, as one sentence: UsageError where it is read, OutputError where written."""
    try:
        yield
    except PipelineError:
        raise
    except Exception as error:
        raise kind(sentence(address, error)) from error


def sentence(address: str, error: BaseException) -> str:
    """What went wrong at an address, and the next step."""
    cause: BaseException | None = error
    while cause is not None:
        for known in type(cause).__mro__:
            if known.__name__ in MEANINGS:
                return phrase("remote", MEANINGS[known.__name__], address=address)
        cause = cause.__cause__
    words = f"{type(error).__name__}: {' '.join(str(error).split())[:150]}"
    return phrase("remote", "other", address=address, reason=words)


def check_writable(address: str) -> None:
    """Try an object at an address before any work is done. Raises OutputError, UsageError."""
    system, path = open_system(address)
    probe = f"{path}/.belegt/probe"
    with told(address, OutputError):
        if protocol_of(address) not in EXTRAS:  # there it would make a bucket, which is nobody's wish
            system.makedirs(f"{path}/.belegt", exist_ok=True)
        system.pipe_file(probe, b"")
        system.rm_file(probe)
