"""Writing WARC 1.1 (ISO 28500) from the records: what any web archive can read, and we can read back without loss.

Each capture becomes the HTTP answer as far as it is kept (hops, allow-listed headers, body without its
content-coding) and a metadata record that holds our own record byte for byte. The file depends on the captures
alone: the same ones give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import io
import uuid
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http.client import responses
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.captures.disk import publish
from verifier.records.capture import Capture, CaptureMethod

if TYPE_CHECKING:
    from verifier.captures.store import Store

RECORD_TYPE = "application/vnd.verifier.capture+json"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
COUNT_FIELD = "x-records"  # in warcinfo: how many records follow, so that a file cut between two of them is noticed
_NAMESPACE = uuid.UUID("6f0f2d53-2f0e-5d57-9b1f-7a3f6c1f9a10")
_UNWRITTEN = frozenset({"content-encoding", "content-length", "transfer-encoding"})


@dataclass(frozen=True)
class WarcRecord:
    """One record before it is written. `payload` is where in `block` the payload begins, None when there is none."""

    kind: str
    name: str
    date: str
    target: str = ""
    content_type: str = ""
    block: bytes = b""
    payload: int | None = None
    more: tuple[tuple[str, str], ...] = ()
    capture: Capture | None = None


@dataclass(frozen=True)
class Placed:
    """Where a record stands in the file: byte offset and compressed length."""

    record: WarcRecord
    offset: int
    length: int


@dataclass
class Written:
    """A finished WARC: its bytes and where each record stands."""

    data: bytes
    placed: list[Placed] = field(default_factory=list)


def export_warc(store: Store, path: Path, captures: Iterable[Capture] | None = None) -> int:
    """Write the captures (default all) to `path`, whole or not at all; how many. Raises StoreError, CaptureDamaged."""
    chosen = chosen_captures(store, captures)
    publish(store.disk, path.parent, path, write_warc(store, chosen, path.name).data)
    return len(chosen)


def chosen_captures(store: Store, captures: Iterable[Capture] | None) -> list[Capture]:
    """In the order of their time, so that a file reads as a log."""
    return sorted(captures if captures is not None else store.captures(), key=lambda c: (c.retrieved_at, c.id))


def write_warc(store: Store, captures: list[Capture], filename: str) -> Written:
    """The file's bytes, each record a gzip member of its own."""
    records = [record for capture in captures for record in records_of(store, capture)]
    written, out = Written(b""), io.BytesIO()
    for record in [_info(captures, filename, len(records)), *records]:
        member = _gzipped(_bytes(record))
        written.placed.append(Placed(record, out.tell(), len(member)))
        out.write(member)
    written.data = out.getvalue()
    return written


def records_of(store: Store, capture: Capture) -> Iterator[WarcRecord]:
    """A capture's hops, its answer, and our own record of it."""
    when = capture.retrieved_at
    if capture.method is CaptureMethod.LIVE:
        for number, hop in enumerate(capture.hops):
            block = _http_head(hop.status, {"location": hop.location}, 0)
            yield WarcRecord(
                "response", f"{capture.id}/hop/{number}", when, hop.url, "application/http; msgtype=response",
                block, len(block),
            )  # fmt: skip
    answer = _answer(store, capture)
    if answer is not None:
        yield answer
    path = store.shelf.folder(capture.url) / f"{capture.id}.json"
    about = f"urn:capture:{capture.id}"  # not the page's own address: a replay tool would take the record for the page
    more = (("WARC-Refers-To", record_id(answer.name)),) if answer is not None else ()
    yield WarcRecord("metadata", f"{capture.id}/record", when, about, RECORD_TYPE, path.read_bytes(), None, more)


def digest_label(data: bytes) -> str:
    """`sha256:` and base32, as WARC readers compare it."""
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode()


def _answer(store: Store, capture: Capture) -> WarcRecord | None:
    name, when, target = f"{capture.id}/answer", capture.retrieved_at, _target(capture)
    body = store.body(capture)
    if capture.method is CaptureMethod.MANUAL:
        return WarcRecord("resource", name, when, target, capture.media_type, body, 0, (), capture)
    if capture.status == 0:
        return None
    if capture.revisit_of:
        head = _http_head(304, capture.headers, None)
        more = (("WARC-Profile", NOT_MODIFIED), ("WARC-Refers-To", record_id(f"{capture.revisit_of}/answer")))
        return WarcRecord("revisit", name, when, target, "application/http; msgtype=response", head, None, more)
    head = _http_head(capture.status, {"content-type": capture.media_type, **capture.headers}, len(body))
    peer = (("WARC-IP-Address", capture.peer),) if capture.peer and not capture.mirror else ()
    return WarcRecord(
        "response", name, when, target, "application/http; msgtype=response", head + body, len(head), peer, capture
    )


def _target(capture: Capture) -> str:
    """The address whose answer it is: of an archived copy the archive's, never the original's."""
    return capture.memento_url or capture.final_url or capture.url


def _http_head(status: int, headers: dict[str, str], length: int | None) -> bytes:
    kept = {name: value for name, value in headers.items() if name not in _UNWRITTEN and value}
    lines = [f"HTTP/1.1 {status} {responses.get(status, 'Unknown')}"]
    lines += [f"{name.title()}: {_one_line(value)}" for name, value in sorted(kept.items())]
    if length is not None:
        lines.append(f"Content-Length: {length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8")


def _info(captures: list[Capture], filename: str, count: int) -> WarcRecord:
    version = captures[-1].tool_version if captures else ""
    lines = [
        f"software: verifier/{version}",
        "format: WARC File Format 1.1",
        "conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        f"{COUNT_FIELD}: {count}",
    ]
    when = captures[-1].retrieved_at if captures else "1970-01-01T00:00:00.000000Z"
    seed = ",".join(capture.id for capture in captures)
    block = ("\r\n".join(lines) + "\r\n").encode()
    more = (("WARC-Filename", filename),)
    return WarcRecord("warcinfo", f"info/{seed}", when, "", "application/warc-fields", block, None, more)


def _bytes(record: WarcRecord) -> bytes:
    fields = [
        ("WARC-Type", record.kind),
        ("WARC-Record-ID", record_id(record.name)),
        ("WARC-Date", record.date),
        *([("WARC-Target-URI", record.target)] if record.target else []),
        *record.more,
        ("WARC-Block-Digest", digest_label(record.block)),
        *_payload_digest(record),
        ("Content-Type", record.content_type or "application/octet-stream"),
        ("Content-Length", str(len(record.block))),
    ]
    head = "WARC/1.1\r\n" + "".join(f"{name}: {_one_line(value)}\r\n" for name, value in fields) + "\r\n"
    return head.encode("utf-8") + record.block + b"\r\n\r\n"


def _payload_digest(record: WarcRecord) -> list[tuple[str, str]]:
    return [] if record.payload is None else [("WARC-Payload-Digest", digest_label(record.block[record.payload :]))]


def record_id(name: str) -> str:
    """The WARC-Record-ID of the record with this name, always the same one."""
    return f"<urn:uuid:{uuid.uuid5(_NAMESPACE, name)}>"


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _gzipped(data: bytes) -> bytes:
    """A gzip member without time or name, so that the same record gives the same bytes."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()
