"""Reading WARC strictly: a file that is cut short or changed is refused by name, before anything of it is kept."""

from __future__ import annotations

import base64
import binascii
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from verifier.captures.warc import COUNT_FIELD
from verifier.errors import InputError

HEADER_LIMIT = 64 * 1024  # bytes of one record's header lines: longer ones are no WARC
RECORD_LIMIT = 512 * 2**20  # bytes of one record: eight times the largest body we fetch


class WarcBroken(InputError):
    """A WARC file that is not whole or not what its digests say."""


@dataclass(frozen=True)
class Record:
    """One record as read: `kind` is its WARC-Type, header names are lower case, `number` counts from 1."""

    number: int
    kind: str
    headers: dict[str, str]
    block: bytes

    @property
    def target(self) -> str:
        """The address it is about; empty for a file's own records."""
        return self.headers.get("warc-target-uri", "").strip("<>")


def read_warc(path: Path) -> Iterator[Record]:
    """Every record, each proved against its length and digests. Raises WarcBroken at the first that does not hold."""
    number = 0
    promised: int | None = None
    with _opened(path) as stream:
        while True:
            try:
                record = _read_record(path, stream, number + 1)
            except EOFError as error:
                message = f"truncated within record {number + 1}; nothing was imported"
                raise WarcBroken(message, path=str(path)) from error
            except (gzip.BadGzipFile, zlib.error, OSError) as error:
                message = f"damaged at record {number + 1} ({error}); nothing was imported"
                raise WarcBroken(message, path=str(path)) from error
            if record is None:
                break
            number += 1
            if record.kind == "warcinfo" and promised is None:
                promised = _promised(record)
            yield record
    if number == 0:
        raise WarcBroken("holds no WARC record", path=str(path))
    if promised is not None and number - 1 < promised:
        message = f"truncated: {number - 1} of {promised} records are there; nothing was imported"
        raise WarcBroken(message, path=str(path))


def _opened(path: Path) -> BinaryIO | gzip.GzipFile:
    try:
        with path.open("rb") as head:
            packed = head.read(2) == b"\x1f\x8b"
        return gzip.open(path, "rb") if packed else path.open("rb")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", path=str(path)) from error


def _read_record(path: Path, stream: BinaryIO | gzip.GzipFile, number: int) -> Record | None:
    line = stream.readline(HEADER_LIMIT)
    while line in (b"\r\n", b"\n"):
        line = stream.readline(HEADER_LIMIT)
    if not line:
        return None
    if not line.startswith(b"WARC/1."):
        raise WarcBroken(f"record {number} does not begin as a WARC record", path=str(path))
    headers = dict(_headers(stream))
    length = headers.get("content-length", "")
    if not length.isdigit() or int(length) > RECORD_LIMIT:
        raise WarcBroken(f"record {number} has no usable Content-Length", path=str(path))
    block = stream.read(int(length))
    if len(block) < int(length) or stream.read(4) != b"\r\n\r\n":
        raise EOFError
    record = Record(number, headers.get("warc-type", "").lower(), headers, block)
    _prove(path, record)
    return record


def _headers(stream: BinaryIO | gzip.GzipFile) -> Iterator[tuple[str, str]]:
    name = value = ""
    while (line := stream.readline(HEADER_LIMIT)) not in (b"\r\n", b"\n"):
        if not line:
            raise EOFError
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text[:1] in (" ", "\t"):
            value = f"{value} {text.strip()}"
            continue
        if name:
            yield name, value
        name, _, value = (part.strip() for part in text.partition(":"))
        name = name.lower()
    if name:
        yield name, value


def _prove(path: Path, record: Record) -> None:
    claims = [("warc-block-digest", record.block)]
    if record.kind in ("response", "resource"):
        claims.append(("warc-payload-digest", payload_of(record)))
    for header, data in claims:
        claim = record.headers.get(header, "")
        if claim and not digest_holds(claim, data):
            name = header.removeprefix("warc-").replace("-", " ")
            raise WarcBroken(
                f"record {record.number} ({record.target}) was changed: its {name} does not hold", path=str(path)
            )


def payload_of(record: Record) -> bytes:
    """The block without its HTTP head."""
    if record.headers.get("content-type", "").startswith("application/http"):
        return record.block.partition(b"\r\n\r\n")[2]
    return record.block


def digest_holds(claim: str, data: bytes) -> bool:
    """True when a labelled digest (`sha1:BASE32`, or base 16) is that of `data`, or of a kind we do not know."""
    kind, _, value = claim.partition(":")
    kind = kind.strip().lower().replace("-", "")
    if kind not in ("sha1", "sha256", "sha512", "md5"):
        return True
    digest = hashlib.new(kind, data, usedforsecurity=False).digest()
    try:
        padded = value.strip() + "=" * (-len(value.strip()) % 8)
        return value.strip().lower() == digest.hex() or base64.b32decode(padded, casefold=True) == digest
    except binascii.Error:
        return False


def _promised(record: Record) -> int | None:
    for line in record.block.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip().lower() == COUNT_FIELD and value.strip().isdigit():
            return int(value)
    return None
