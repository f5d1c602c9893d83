"""Readings as bytes: how a child hands them to its parent, and how they are kept. Opening them makes no word.

A first line, a checksum of all that follows, the compressed head (JSON: what a reading says of itself, and every
page's text), then each page's words, compressed apart and opened only when somebody looks at them.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from verifier.records.source import Layer
from verifier.records.spans import Span
from verifier.records.text import Box, Division, Obscured, Page, SourceText
from verifier.texts.wordtable import DEFLATE_LEVEL, WordTable

Readings = tuple[SourceText, ...]

READING = "reading"  # the file in the working folder in which a child leaves its reading
MAGIC = b"verifier reading 4\n"  # the figure is raised when the form changes: what is kept in an older one is read anew
HEAD_BYTES_MAX = 256 * 2**20  # of a head once opened; a volume of 2,000 dense pages takes 12 MB
_LENGTHS = struct.Struct("<II")  # checksum of all that follows; length of the compressed head


def pack(readings: Readings) -> bytes:
    """The readings as bytes."""
    words: list[bytes] = []
    head = json.dumps([_plain(reading, words) for reading in readings], ensure_ascii=False, separators=(",", ":"))
    small = zlib.compress(head.encode("utf-8", "surrogatepass"), DEFLATE_LEVEL)
    rest = b"".join([small, *words])
    return MAGIC + _LENGTHS.pack(zlib.crc32(rest), len(small)) + rest


def unpack(raw: bytes) -> Readings:
    """The readings in `raw`. ValueError for bytes that are not whole or not of this form."""
    start = len(MAGIC) + _LENGTHS.size
    if not raw.startswith(MAGIC) or len(raw) < start:
        raise ValueError("not a packed reading")
    checksum, length = _LENGTHS.unpack_from(raw, len(MAGIC))
    if zlib.crc32(memoryview(raw)[start:]) != checksum:
        raise ValueError("a packed reading that is not whole")
    try:
        head = zlib.decompressobj().decompress(raw[start : start + length], HEAD_BYTES_MAX)
        plain = json.loads(head.decode("utf-8", "surrogatepass"))
        words = _words(raw, start + length, plain)
        return tuple(_text(item, words) for item in plain)
    except (zlib.error, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise ValueError(f"not a packed reading ({type(error).__name__})") from error


def _plain(text: SourceText, words: list[bytes]) -> dict[str, Any]:
    return {
        "layer": text.layer.value, "language": text.language, "engine": text.engine, "version": text.engine_version,
        "noisy": text.noisy, "title": text.title, "problems": list(text.problems),
        "repairs": list(text.repairs),
        "divisions": [[part.id, part.title, part.start, part.end] for part in text.divisions],
        "pages": [_plain_page(page, words) for page in text.pages],
    }  # fmt: skip


def _plain_page(page: Page, words: list[bytes]) -> list[Any]:
    words.append(WordTable.of(page.words).packed() if page.words else b"")
    return [
        page.index, page.text, page.label, page.quality, page.engine,
        [[span.start, span.end] for span in page.furniture],
        [[o.kind, o.box.x0, o.box.y0, o.box.x1, o.box.y1, o.offset] for o in page.obscured],
        [len(page.words), len(words[-1])],
    ]  # fmt: skip


def _text(raw: dict[str, Any], words: Iterator[bytes]) -> SourceText:
    return SourceText(
        pages=tuple(_page(page, words) for page in raw["pages"]), layer=Layer(raw["layer"]), language=raw["language"],
        engine=raw["engine"], engine_version=raw["version"], noisy=raw["noisy"], title=raw["title"],
        problems=tuple(raw["problems"]), repairs=tuple(raw["repairs"]),
        divisions=tuple(Division(*part) for part in raw["divisions"]),
    )  # fmt: skip


def _page(raw: list[Any], words: Iterator[bytes]) -> Page:
    index, text, label, quality, engine, furniture, obscured, (count, size) = raw
    kept = next(words)
    table = WordTable.unpacked(kept, count) if size else WordTable.by_blanks(text)
    return Page(
        index=index, text=text, label=label, quality=quality, engine=engine, words=table if count else (),
        furniture=tuple(Span(start, end) for start, end in furniture),
        obscured=tuple(Obscured(o[0], Box(*o[1:5]), o[5]) for o in obscured),
    )  # fmt: skip


def _words(raw: bytes, at: int, plain: list[dict[str, Any]]) -> Iterator[bytes]:
    """The packed words of every page, in order."""
    for reading in plain:
        for page in reading["pages"]:
            size = page[-1][1]
            yield raw[at : at + size]
            at += size
