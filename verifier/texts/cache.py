"""Text once read is kept beside the captures, keyed by everything it depends on; it may be deleted at any time.

A derived text is never evidence: whatever is wrong with an entry, it is read anew from the captured bytes.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from verifier.texts.packed import MAGIC, Readings, pack, unpack


@dataclass(frozen=True)
class TextCache:
    """A folder of readings. `folder` None keeps nothing."""

    folder: Path | None

    def through(self, body: bytes, key: Sequence[str], make: Callable[[], Readings]) -> Readings:
        """The readings kept for `body` under `key`, else those `make` gives, which are then kept.

        `key` names the extractor, its version and every setting that changes what it reads. What is returned has
        always been packed, so that a first run and a second one see the same places to the last digit.
        """
        if self.folder is None:
            return unpack(pack(make()))
        path = _path(self.folder, body, key)
        kept = _load(path)
        if kept is not None:
            return kept
        packed = pack(make())
        _store(path, packed)
        return unpack(packed)

    def found(self, body: bytes, key: Sequence[str]) -> Readings | None:
        """The readings kept for `body` under `key`; None when there are none."""
        return None if self.folder is None else _load(_path(self.folder, body, key))


def _path(folder: Path, body: bytes, key: Sequence[str]) -> Path:
    digest = hashlib.sha256(body).hexdigest()
    name = hashlib.sha256("\x1f".join([MAGIC.decode(), *key]).encode()).hexdigest()[:20]
    return folder / digest[:2] / f"{digest}-{name}.text"


def _load(path: Path) -> Readings | None:
    """An entry that is whole and of this form; None for any other."""
    try:
        return unpack(path.read_bytes())
    except (OSError, ValueError):
        return None


def _store(path: Path, packed: bytes) -> None:
    """Write whole or not at all; a folder that cannot be written is no reason to fail."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(packed)
        os.replace(file.name, path)
    except OSError:
        return
