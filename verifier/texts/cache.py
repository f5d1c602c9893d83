"""Text once read is kept beside the captures, keyed by everything it depends on; it may be deleted at any time.

A derived text is never evidence: whatever is wrong with an entry, it is read anew from the captured bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verifier.records.source import Layer
from verifier.records.spans import Span
from verifier.records.text import Box, Division, Obscured, Page, SourceText
from verifier.texts.wordtable import WordTable

FORMAT = 2  # of an entry; a change of it, or of what the extractors do, leaves old entries unread
Readings = tuple[SourceText, ...]


@dataclass(frozen=True)
class TextCache:
    """A folder of readings. `folder` None keeps nothing."""

    folder: Path | None

    def through(self, body: bytes, key: Sequence[str], make: Callable[[], Readings]) -> Readings:
        """The readings kept for `body` under `key`, else those `make` gives, which are then kept.

        `key` names the extractor, its version and every setting that changes what it reads.
        """
        if self.folder is None:
            return make()
        path = _path(self.folder, body, key)
        kept = _load(path)
        if kept is not None:
            return kept
        made = make()
        _store(path, made)
        return made


def _path(folder: Path, body: bytes, key: Sequence[str]) -> Path:
    digest = hashlib.sha256(body).hexdigest()
    name = hashlib.sha256("\x1f".join([str(FORMAT), *key]).encode()).hexdigest()[:20]
    return folder / digest[:2] / f"{digest}-{name}.json.gz"


def _load(path: Path) -> Readings | None:
    """An entry that is whole and of this format; None for any other."""
    try:
        raw = json.loads(gzip.decompress(path.read_bytes()))
        return tuple(_text(item) for item in raw["readings"]) if raw["format"] == FORMAT else None
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None


def _store(path: Path, readings: Readings) -> None:
    """Write whole or not at all; a folder that cannot be written is no reason to fail."""
    raw = json.dumps({"format": FORMAT, "readings": [_plain(reading) for reading in readings]}, ensure_ascii=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(gzip.compress(raw.encode("utf-8", "surrogatepass"), compresslevel=1, mtime=0))
        os.replace(file.name, path)
    except OSError:
        return


def _plain(text: SourceText) -> dict[str, Any]:
    return {
        "layer": text.layer.value, "language": text.language, "engine": text.engine, "version": text.engine_version,
        "noisy": text.noisy, "title": text.title, "problems": list(text.problems),
        "divisions": [[part.id, part.title, part.start, part.end] for part in text.divisions],
        "pages": [_plain_page(page) for page in text.pages],
    }  # fmt: skip


def _plain_page(page: Page) -> dict[str, Any]:
    return {
        "text": page.text, "index": page.index, "label": page.label, "quality": page.quality, "engine": page.engine,
        "furniture": [[span.start, span.end] for span in page.furniture],
        "obscured": [[o.kind, o.box.x0, o.box.y0, o.box.x1, o.box.y1, o.offset] for o in page.obscured],
        "words": WordTable.of(page.words).packed(),
    }  # fmt: skip


def _text(raw: dict[str, Any]) -> SourceText:
    return SourceText(
        pages=tuple(_page(page) for page in raw["pages"]), layer=Layer(raw["layer"]), language=raw["language"],
        engine=raw["engine"], engine_version=raw["version"], noisy=raw["noisy"], title=raw["title"],
        problems=tuple(raw["problems"]), divisions=tuple(Division(*part) for part in raw["divisions"]),
    )  # fmt: skip


def _page(raw: dict[str, Any]) -> Page:
    return Page(
        index=raw["index"], text=raw["text"], label=raw["label"], quality=raw["quality"], engine=raw["engine"],
        words=WordTable.unpacked(raw["words"]),
        furniture=tuple(Span(start, end) for start, end in raw["furniture"]),
        obscured=tuple(Obscured(o[0], Box(*o[1:5]), o[5]) for o in raw["obscured"]),
    )  # fmt: skip
