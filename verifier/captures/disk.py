"""The few things the store asks of a file system, one method each, so that a fault can be put at any of them.

`publish` is the only way a file comes to be: written under a temporary name, synced, renamed, its folder synced.
Whoever sees the final name therefore sees the whole file, and after `publish` returns it survives a power cut.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from verifier.errors import StoreError


class Disk:
    """The real file system."""

    def create(self, path: Path) -> int:
        """A new file, open for writing; it must not exist yet."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)

    def write(self, handle: int, data: bytes) -> None:
        """All of `data`."""
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]

    def sync(self, handle: int) -> None:
        """Returns when the file's bytes are on the disk."""
        os.fsync(handle)

    def close(self, handle: int) -> None:
        """Give the handle back."""
        os.close(handle)

    def read(self, path: Path) -> bytes:
        """A body's bytes."""
        return path.read_bytes()

    def rename(self, old: Path, new: Path) -> None:
        """Put `old` in the place of `new`, in one step."""
        os.replace(old, new)

    def sync_folder(self, folder: Path) -> None:
        """Returns when the folder's list of names is on the disk (where the system can do that)."""
        if os.name == "nt":
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def make_folder(self, folder: Path) -> None:
        """The folder and its parents, each new name synced in the folder above it."""
        try:
            os.mkdir(folder)
        except FileExistsError:
            return
        except FileNotFoundError:
            if not folder.parent.exists():
                self.make_folder(folder.parent)
            try:  # once: in a parent that is there and takes nothing, it fails again and says so
                os.mkdir(folder)
            except FileExistsError:
                return
        self.sync_folder(folder.parent)

    def append(self, path: Path, data: bytes) -> None:
        """`data` at the end of `path` in one write, so that lines of several processes do not mix."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
        try:
            self.write(handle, data)
        finally:
            os.close(handle)


def publish(disk: Disk, scratch: Path, target: Path, data: bytes) -> None:
    """Put `data` at `target`, whole or not at all; `scratch` is a folder for the temporary name, on the same disk.

    Raises StoreError when the disk is full, broken or may not be written; then nothing stands at `target` that
    was not there before.
    """
    temporary = Path(f"{scratch}/{os.getpid()}-{secrets.token_hex(8)}.tmp")
    folder = target.parent
    try:
        _fill(disk, temporary, data)
        try:
            disk.rename(temporary, target)
        except FileNotFoundError:
            disk.make_folder(folder)
            disk.rename(temporary, target)
        disk.sync_folder(folder)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise StoreError(f"{target}: could not be written ({error.strerror or error}); nothing was kept") from error


def _fill(disk: Disk, path: Path, data: bytes) -> None:
    try:
        handle = disk.create(path)
    except FileNotFoundError:
        disk.make_folder(path.parent)
        handle = disk.create(path)
    try:
        disk.write(handle, data)
        disk.sync(handle)
    finally:
        disk.close(handle)
