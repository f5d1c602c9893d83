"""Reading a body: bytes as sent to bytes as meant, with a cap on both, so that no server can fill memory or disk."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from verifier.captures.transport import Fault, Response, TransportFailed

INFLATE_STEP_BYTES = 256 * 1024  # the most one step of unpacking may yield: a bomb is met in steps of this size
ACCEPTED_CODINGS = "gzip, deflate"
_GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Body:
    """What was read. `truncated` is empty, or why bytes are missing: cap | connection | deadline | coding.

    `wire` counts bytes as sent; `declared` is the Content-Length, None when the server gave none; `problem` says
    in words what `truncated` says in one.
    """

    data: bytes = b""
    wire: int = 0
    declared: int | None = None
    coding: str = ""
    truncated: str = ""
    problem: str = ""


def read_body(response: Response, cap: int) -> Body:
    """The whole body, or as much as came, with the reason it is not whole. Never raises for what a server sends."""
    declared = _declared(response.headers.get("content-length", ""))
    coding = _coding(response.headers.get("content-encoding", ""))
    meter = _Meter(response.chunks, cap)
    kept: list[bytes] = []
    room = cap
    try:
        for piece in _decoded(meter, coding):
            kept.append(piece[:room])
            room -= len(piece)
            if room < 0:
                raise _Cut("cap", f"more than {cap:,} bytes once unpacked")
        if declared is not None and meter.count < declared:
            raise _Cut("connection", f"the body broke off after {meter.count:,} of {declared:,} bytes")
    except _Cut as cut:
        return Body(b"".join(kept), meter.count, declared, coding, cut.kind, str(cut))
    except TransportFailed as failed:
        kind = "deadline" if failed.fault is Fault.TIMEOUT else "connection"
        where = (
            f" after {meter.count:,} of {declared:,} bytes" if declared is not None else f" after {meter.count:,} bytes"
        )
        problem = f"{failed}{where}" if kind == "deadline" else f"the body broke off{where}"
        return Body(b"".join(kept), meter.count, declared, coding, kind, problem)
    return Body(b"".join(kept), meter.count, declared, coding)


class _Cut(Exception):
    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class _Meter:
    """Counts what comes over the wire and stops it at the cap."""

    def __init__(self, chunks: Iterator[bytes], cap: int) -> None:
        self._chunks = chunks
        self._cap = cap
        self.count = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.count += len(chunk)
            if self.count > self._cap:
                raise _Cut("cap", f"more than {self._cap:,} bytes")
            yield chunk


def _declared(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _coding(header: str) -> str:
    return ",".join(part for part in (p.strip().lower() for p in header.split(",")) if part not in ("", "identity"))


def _decoded(chunks: _Meter, coding: str) -> Iterator[bytes]:
    if not coding:
        return iter(chunks)
    if coding in ("gzip", "x-gzip"):
        return _inflated(chunks, _GZIP)
    if coding == "deflate":
        return _inflated(chunks, zlib.MAX_WBITS)
    layers = "several layers of content-coding" if "," in coding else "a content-coding that was not asked for"
    raise _Cut("coding", f"{layers} ({coding[:60]})")


def _inflated(chunks: _Meter, bits: int) -> Iterator[bytes]:
    """Unpack in bounded steps. A gzip body may be several members; what follows the last and is none is padding."""
    unpacker = _Unpacker(bits)
    for chunk in chunks:
        yield from unpacker.feed(chunk)
    if not unpacker.whole:
        raise _Cut("connection", "the compressed body broke off before its end")


class _Unpacker:
    """zlib, over members and in bounded steps."""

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._member = zlib.decompressobj(bits)
        self._begun = False
        self._held = b""

    @property
    def whole(self) -> bool:
        """True when the last member has ended, or nothing came at all."""
        return self._member.eof or not (self._begun or self._held)

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The pieces that `data` unpacks to."""
        data, self._held = self._held + data, b""
        while data:
            if (self._member.eof or not self._begun) and len(data) < 2:
                self._held = data  # a member is told by its first two bytes, and a chunk may end between them
                return
            if self._member.eof:
                if not data.startswith(b"\x1f\x8b"):
                    return
                self._member = zlib.decompressobj(self._bits)
            yield self._step(data)
            data = self._member.unused_data if self._member.eof else self._member.unconsumed_tail

    def _step(self, data: bytes) -> bytes:
        try:
            piece = self._member.decompress(data, INFLATE_STEP_BYTES)
        except zlib.error as error:
            if self._begun or self._bits != zlib.MAX_WBITS:
                raise _Cut("coding", f"the content-coding is broken ({error})") from error
            self._bits = -zlib.MAX_WBITS  # "deflate" without its wrapper, as many servers understand it
            self._member = zlib.decompressobj(self._bits)
            self._begun = True
            return self._step(data)
        self._begun = True
        return piece
