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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http.client import responses
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.captures.disk import publish
from verifier.records.capture import Capture, CaptureMethod

if TYPE_CHECKING:
    from verifier.captures.store import Store

HTTP_ANSWER = "application/http; msgtype=response"
RECORD_TYPE = "application/vnd.verifier.capture+json"
SAME_BYTES = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
COUNT_FIELD = "x-records"  # in warcinfo: how many records follow, so that a file cut between two of them is noticed
_NAMESPACE = uuid.UUID("6f0f2d53-2f0e-5d57-9b1f-7a3f6c1f9a10")
_UNWRITTEN = frozenset({"content-encoding", "content-length", "transfer-encoding"})


@dataclass(frozen=True)
class WarcRecord:
    """One record before it is written. `digest` is that of the bytes it answers with; empty when it is no answer."""

    kind: str
    name: str
    date: str
    target: str = ""
    content_type: str = ""
    block: bytes = b""
    digest: str = ""
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
    written_here = {capture.id: capture for capture in captures}
    records = [record for capture in captures for record in _records_of(store, capture, written_here)]
    written, out = Written(b""), io.BytesIO()
    for record in [_info(captures, filename, len(records)), *records]:
        member = _gzipped(_bytes(record))
        written.placed.append(Placed(record, out.tell(), len(member)))
        out.write(member)
    written.data = out.getvalue()
    return written


def _records_of(store: Store, capture: Capture, written_here: Mapping[str, Capture]) -> Iterator[WarcRecord]:
    """A capture's hops, its answer, and our own record of it."""
    when = capture.retrieved_at
    if capture.method is CaptureMethod.LIVE:
        for number, hop in enumerate(capture.hops):
            block = _http_head(hop.status, {"location": hop.location}, 0)
            name = f"{capture.id}/hop/{number}"
            yield WarcRecord("response", name, when, hop.url, HTTP_ANSWER, block, digest_label(b""))
    answer = _answer(store, capture, written_here.get(capture.revisit_of))
    if answer is not None:
        yield answer
    path = store.shelf.folder(capture.url) / f"{capture.id}.json"
    about = f"urn:capture:{capture.id}"  # not the page's own address: a replay tool would take the record for the page
    more = (("WARC-Refers-To", record_id(answer.name)),) if answer is not None else ()
    yield WarcRecord("metadata", f"{capture.id}/record", when, about, RECORD_TYPE, path.read_bytes(), "", more)


def digest_label(data: bytes) -> str:
    """`sha256:` and base32, as WARC readers compare it."""
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode()


def _answer(store: Store, capture: Capture, confirmed: Capture | None) -> WarcRecord | None:
    name, when, target = f"{capture.id}/answer", capture.retrieved_at, _target(capture)
    body = store.body(capture)
    digest = digest_label(body)
    if capture.method is CaptureMethod.MANUAL:
        return WarcRecord("resource", name, when, target, capture.media_type, body, digest, (), capture)
    if capture.status == 0:
        return None
    # What a 304 confirmed is written as a cache would serve it (RFC 9111, 4.3.4); replay tools show a 304 as nothing.
    status = 200 if capture.revisit_of else capture.status
    head = _http_head(status, {"content-type": capture.media_type, **capture.headers}, len(body))
    if confirmed is not None and confirmed.sha256 == capture.sha256:
        return WarcRecord("revisit", name, when, target, HTTP_ANSWER, head, digest, _refers_to(confirmed), capture)
    peer = (("WARC-IP-Address", capture.peer),) if capture.peer and not capture.mirror else ()
    return WarcRecord("response", name, when, target, HTTP_ANSWER, head + body, digest, peer, capture)


def _refers_to(confirmed: Capture) -> tuple[tuple[str, str], ...]:
    """The fields by which a replay tool finds the bytes that a later answer confirmed."""
    return (
        ("WARC-Profile", SAME_BYTES),
        ("WARC-Refers-To", record_id(f"{confirmed.id}/answer")),
        ("WARC-Refers-To-Target-URI", _target(confirmed)),
        ("WARC-Refers-To-Date", confirmed.retrieved_at),
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
    return WarcRecord("warcinfo", f"info/{seed}", when, "", "application/warc-fields", block, "", more)


def _bytes(record: WarcRecord) -> bytes:
    fields = [
        ("WARC-Type", record.kind),
        ("WARC-Record-ID", record_id(record.name)),
        ("WARC-Date", record.date),
        *([("WARC-Target-URI", record.target)] if record.target else []),
        *record.more,
        ("WARC-Block-Digest", digest_label(record.block)),
        *([("WARC-Payload-Digest", record.digest)] if record.digest else []),
        ("Content-Type", record.content_type or "application/octet-stream"),
        ("Content-Length", str(len(record.block))),
    ]
    head = "WARC/1.1\r\n" + "".join(f"{name}: {_one_line(value)}\r\n" for name, value in fields) + "\r\n"
    return head.encode("utf-8") + record.block + b"\r\n\r\n"


def record_id(name: str) -> str:
    """The WARC-Record-ID of the record with this name, always the same one."""
    return f"<urn:uuid:{uuid.uuid5(_NAMESPACE, name)}>"


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _gzipped(data: bytes) -> bytes:
    """A gzip member without time or name, so that the same record gives the same bytes."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()
