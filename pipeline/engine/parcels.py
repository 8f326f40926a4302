"""Extraction ↔ bytes: what a worker sends and the store keeps, in parts, so that nobody unpacks more than is needed."""

from __future__ import annotations

import hashlib
import zlib
from typing import NamedTuple

from pydantic import TypeAdapter

from pipeline.records import Article, Claim, Extraction, Mention, RawArticle

_MENTIONS = TypeAdapter(tuple[Mention, ...])
_CLAIMS = TypeAdapter(tuple[Claim, ...])
FAST = 1


class Parcel(NamedTuple):
    """One article's results: ``head`` is the article without its text, ``body`` the whole article."""

    head: bytes
    body: bytes
    mentions: bytes
    claims: bytes

    def checksum(self, key: bytes) -> bytes:
        """Over all parts and the key that they are stored under."""
        digest = hashlib.blake2b(key, digest_size=16)
        for part in self:
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        return digest.digest()


def pack(found: Extraction) -> Parcel:
    """The parcel of an extraction."""
    head = found.article.model_copy(update={"text": "", "paragraphs": ()})
    return Parcel(
        head=head.model_dump_json().encode(),
        body=zlib.compress(found.article.model_dump_json().encode(), FAST),
        mentions=zlib.compress(_MENTIONS.dump_json(found.mentions), FAST),
        claims=zlib.compress(_CLAIMS.dump_json(found.claims), FAST),
    )


def head_of(part: bytes) -> Article:
    """The article without text and paragraphs."""
    return Article.model_validate_json(part)


def article_of(part: bytes) -> Article:
    """The whole article."""
    return Article.model_validate_json(zlib.decompress(part))


def mentions_of(part: bytes) -> tuple[Mention, ...]:
    """The article's mentions."""
    return _MENTIONS.validate_json(zlib.decompress(part))


def claims_of(part: bytes) -> tuple[Claim, ...]:
    """The article's claims."""
    return _CLAIMS.validate_json(zlib.decompress(part))


def pack_raw(raw: RawArticle) -> bytes:
    """An article as read, as bytes; equal articles give equal bytes."""
    return raw.model_dump_json().encode()


def raw_of(data: bytes) -> RawArticle:
    """The article as read."""
    return RawArticle.model_validate_json(data)


def key_of(raw: bytes, fingerprint: str) -> bytes:
    """What a result is stored under: all that was read, and all that the result depends on besides."""
    return hashlib.blake2b(raw, digest_size=20, key=fingerprint.encode()[:64]).digest()
