"""Write a file whole or not at all: a temporary neighbour, then a rename."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from verifier.errors import InputError

Content = str | bytes | Iterable[str] | Iterable[bytes]


class WholeFile:
    """A file under a temporary name while the block runs; it takes its own when the block ends well.

    Raises InputError, naming the path, where the folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.length = 0  # bytes so far
        self._sha256 = hashlib.sha256()
        self._name = ""

    def __enter__(self) -> Self:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, self._name = tempfile.mkstemp(prefix=f".{self.path.name}.", suffix=".part", dir=self.path.parent)
        except OSError as error:
            raise self._refused(error) from error
        self._file = os.fdopen(handle, "wb")
        return self

    def write(self, part: str | bytes) -> None:
        """Add a part: text as UTF-8, line ends as they are."""
        data = part.encode("utf-8", "replace") if isinstance(part, str) else part
        self._sha256.update(data)
        self.length += len(data)
        try:
            self._file.write(data)
        except OSError as error:
            raise self._refused(error) from error

    def digest(self) -> str:
        """SHA-256 (hex) of what was written."""
        return self._sha256.hexdigest()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        try:
            self._file.close()
            if kind is None:
                Path(self._name).chmod(0o644)  # mkstemp makes it private; a report is meant to be handed round
                Path(self._name).replace(self.path)
        except OSError as refusal:
            Path(self._name).unlink(missing_ok=True)
            raise self._refused(refusal) from refusal
        if kind is not None:
            Path(self._name).unlink(missing_ok=True)

    def _refused(self, error: OSError) -> InputError:
        return InputError(f"cannot be written: {error.strerror}", path=str(self.path))


def write_whole(path: Path, content: Content) -> Path:
    """Write `content` (text as UTF-8, line ends as they are) so that a reader sees the old file or the new one.

    Content that comes in parts is written part by part and never stands in memory whole. Raises InputError, naming
    the path, where the folder cannot be written.
    """
    with WholeFile(path) as file:
        for part in (content,) if isinstance(content, str | bytes) else content:
            file.write(part)
    return path
