"""Write a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from verifier.errors import InputError


def write_text(path: Path, text: str) -> Path:
    """Put `text` (UTF-8) at `path`, in place of what was there. Raises InputError, naming the path."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8", errors="replace", newline="\n")
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise InputError(f"cannot be written ({error.strerror or error})", path=str(path)) from error
    return path
