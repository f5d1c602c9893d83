"""From a WARC's records to captures: our own come back byte for byte, others' become captures judged as ours are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from verifier.captures.addresses import lookup_key
from verifier.captures.body import Body, read_body
from verifier.captures.classify import Seen, classify
from verifier.captures.clock import parse_stamp, stamp
from verifier.captures.disk import publish
from verifier.captures.redirects import REDIRECTS
from verifier.captures.shelf import seal_of, unseal
from verifier.captures.transport import Response
from verifier.captures.warc import RECORD_TYPE, record_id
from verifier.captures.warcread import Record, payload_of, read_warc
from verifier.errors import CaptureDamaged, InputError
from verifier.records.capture import Capture, Hop
from verifier.settings import BODY_CAP_BYTES, MAX_REDIRECTS

if TYPE_CHECKING:
    from verifier.captures.store import Store


_PASSED_OVER = {
    "revisit": "a revisit whose bytes stand elsewhere",
    "response": "no page of the web",
    "resource": "no page of the web",
    "continuation": "part of a record in several pieces",
}


@dataclass
class Imported:
    """What an import brought: the captures kept, and for each record passed over its number and why."""

    captures: list[Capture] = field(default_factory=list)
    passed_over: list[tuple[int, str]] = field(default_factory=list)

    def __str__(self) -> str:
        over = "".join(f"; record {number} passed over: {reason}" for number, reason in self.passed_over)
        return f"{len(self.captures)}{over}"


@dataclass(frozen=True)
class _Answer:
    """An HTTP answer as a WARC holds it."""

    record: Record
    status: int
    headers: Mapping[str, str]
    body: bytes
    moment: datetime

    def apart(self, other: _Answer) -> timedelta:
        """How far apart in time the two were given."""
        return abs(self.moment - other.moment)


def import_warc(store: Store, path: Path) -> Imported:
    """Keep every capture in a WARC. Raises InputError, and keeps nothing, when any of its records does not hold."""
    ours = _ids_of_ours(path)  # reads, and so proves, the whole file before the first capture is kept
    done = Imported()
    foreign = _foreign(path, ours, done)
    for record in read_warc(path):
        if record.kind != "revisit" and record.headers.get("warc-record-id", "") in ours and payload_of(record):
            store.objects.put(payload_of(record))
    for record in read_warc(path):
        if _is_ours(record):
            _restore(store, record, done)
    software = _software(path)
    followed: dict[str, list[_Answer]] = defaultdict(list)
    for answer in foreign:
        followed[lookup_key(answer.record.target)].append(answer)
    for answer in foreign:
        done.captures.append(_keep_foreign(store, answer, followed, f"imported from {path.name}", software))
    return done


def _foreign(path: Path, ours: frozenset[str], done: Imported) -> list[_Answer]:
    """The answers that others wrote; what cannot become a capture is entered in `done` with the reason."""
    found: list[_Answer] = []
    for record in read_warc(path):
        if record.headers.get("warc-record-id", "") in ours:
            continue
        if record.kind in ("response", "resource") and record.target.startswith(("http://", "https://")):
            found.append(_parsed(record))
        elif record.kind in _PASSED_OVER:
            done.passed_over.append((record.number, _PASSED_OVER[record.kind]))
    return found


def prove_warc(path: Path) -> None:
    """Read the whole file, so that nothing of it is kept when a record does not hold. Raises InputError."""
    for _ in read_warc(path):
        pass


def restore_record(store: Store, written: bytes, name: str) -> Capture:
    """Put one of our own records back under its own name. Raises CaptureDamaged when it does not fit its seal."""
    capture = unseal(written, name)
    if capture.sha256:
        store.objects.get(capture.sha256)
    path = store.shelf.folder(capture.url) / f"{name}.json"
    if not path.exists():
        publish(store.disk, store.scratch, path, written)
        store.shelf.enlist(path, written)
    return capture


def _ids_of_ours(path: Path) -> frozenset[str]:
    """The ids of the records that our own metadata records speak for: answers and hops."""
    ids: set[str] = set()
    for record in read_warc(path):
        if _is_ours(record):
            name = seal_of(record.block)
            ids.add(record_id(f"{name}/answer"))
            ids.update(record_id(f"{name}/hop/{number}") for number in range(MAX_REDIRECTS + 1))
    return frozenset(ids)


def _is_ours(record: Record) -> bool:
    return record.kind == "metadata" and record.headers.get("content-type", "") == RECORD_TYPE


def _restore(store: Store, record: Record, done: Imported) -> None:
    """Our own record names itself: its id is its time and the head of its digest."""
    try:
        done.captures.append(restore_record(store, record.block, seal_of(record.block)))
    except CaptureDamaged as damage:
        done.passed_over.append((record.number, str(damage)))


def _parsed(record: Record) -> _Answer:
    try:
        moment = parse_stamp(record.headers.get("warc-date", ""))
    except ValueError as error:
        raise InputError(f"record {record.number} ({record.target}) has no readable date") from error
    if not record.headers.get("content-type", "").startswith("application/http"):
        return _Answer(record, 200, {"content-type": record.headers.get("content-type", "")}, record.block, moment)
    head, _, body = record.block.partition(b"\r\n\r\n")
    lines = head.decode("utf-8", "replace").split("\r\n")
    status = lines[0].split(" ")[1:2]
    if not status or not status[0].isdigit():
        raise InputError(f"record {record.number} ({record.target}) holds no HTTP answer")
    pairs = (line.partition(":") for line in lines[1:])
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs if name.strip()}
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = unchunked(body)
        headers.pop("content-length", None)
    return _Answer(record, int(status[0]), headers, body, moment)


def unchunked(body: bytes) -> bytes:
    """A chunked body put together; one that is not chunked after all (some writers undo it) as it is."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at)
        size = body[at:end].partition(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return body
        if length == 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + length])
        at = end + 2 + length + 2


def _keep_foreign(
    store: Store, answer: _Answer, all_: Mapping[str, list[_Answer]], note: str, software: str
) -> Capture:
    final, hops = _followed(answer, all_)
    body = _body(final)
    url, final_url = answer.record.target, final.record.target
    seen = Seen(url, final_url, final.status, body, final.headers, hops)
    judgement = classify(seen)
    fields: dict[str, Any] = {
        "url": url, "final_url": final_url, "hops": [hop.model_dump() for hop in hops], "status": final.status,
        "state": judgement.state, "reason": judgement.reason, "media_type": seen.media_type, "charset": seen.charset,
        "headers": dict(final.headers), "wire_length": len(final.body), "truncated": body.truncated,
        "retrieved_at": stamp(final.moment), "note": note,
        "agent": software, "role": "import", "coding": body.coding,
        "peer": final.record.headers.get("warc-ip-address", ""),
    }  # fmt: skip
    return store.keep(fields, body.data)


def _followed(answer: _Answer, all_: Mapping[str, list[_Answer]]) -> tuple[_Answer, tuple[Hop, ...]]:
    """The answer a redirect leads to within the same file, of several the nearest in time, and the hops to it."""
    hops: list[Hop] = []
    passed = [answer]
    while answer.status in REDIRECTS and len(hops) < MAX_REDIRECTS:
        location = answer.headers.get("location", "")
        there = all_.get(lookup_key(urljoin(answer.record.target, location)), ()) if location else ()
        fresh = [other for other in there if not any(other is each for each in passed)]
        if not fresh:
            break
        following = min(fresh, key=answer.apart)
        passed.append(following)
        hops.append(Hop(url=answer.record.target, status=answer.status, location=location))
        answer = following
    return answer, tuple(hops)


def _body(answer: _Answer) -> Body:
    chunks: Iterator[bytes] = iter([answer.body] if answer.body else [])
    body = read_body(Response(answer.status, answer.headers, chunks), BODY_CAP_BYTES)
    if body.truncated == "coding" and body.coding:
        return Body(answer.body, len(answer.body))  # written without the coding its header still names
    return body


def _software(path: Path) -> str:
    first = next(iter(read_warc(path)))
    lines = first.block.decode("utf-8", "replace").splitlines() if first.kind == "warcinfo" else []
    return next((line.partition(":")[2].strip() for line in lines if line.lower().startswith("software:")), "")
