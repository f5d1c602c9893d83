"""Write a file whole or not at all: a temporary neighbour, then a rename."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from verifier.errors import InputError

Content = str | bytes | Iterable[str] | Iterable[bytes]


def write_whole(path: Path, content: Content) -> Path:
    """Write `content` (text as UTF-8, line ends as they are) so that a reader sees the old file or the new one.

    Content that comes in parts is written part by part and never stands in memory whole. Raises InputError, naming
    the path, where the folder cannot be written.
    """
    parts = (content,) if isinstance(content, str | bytes) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=str(path)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                file.write(part.encode("utf-8", "replace") if isinstance(part, str) else part)
        Path(name).chmod(0o644)  # mkstemp makes it private; a report is meant to be handed round
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise InputError(f"cannot be written: {error.strerror}", path=str(path)) from error
    return path
