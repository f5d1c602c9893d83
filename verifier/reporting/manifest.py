"""SHA256SUMS: the digests of a report's files and of the evidence under it, as `sha256sum -c` reads them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from verifier.errors import InputError
from verifier.reporting.files import write_whole

MANIFEST_FILE = "SHA256SUMS"
READ_BYTES = 1 << 20  # bytes read at a time, so that a large body never stands in memory whole


def write_manifest(
    folder: Path, files: Iterable[Path], evidence: Mapping[str, Path] | None = None, *, keep: bool = False
) -> Path:
    """Write `folder/SHA256SUMS` over `files` (digested now) and `evidence` (digest -> file in the cache).

    Names are relative to the folder, so that `sha256sum -c SHA256SUMS` run there checks all of it. The evidence's
    digests are those the captures were stored under: the check proves that the cache still holds these very bytes.
    `keep` leaves what the manifest says of other files as it is: a run rendered in one more format is the same run.
    """
    old = folder / MANIFEST_FILE
    digests = {name: digest for digest, name in _entries(old)} if keep and old.is_file() else {}
    digests |= {_name(path, folder): file_digest(path) for path in files}
    digests |= {_name(path, folder): digest for digest, path in (evidence or {}).items()}
    lines = [_line(name, digest) for name, digest in sorted(digests.items())]
    return write_whole(folder / MANIFEST_FILE, "".join(lines))


def file_digest(path: Path) -> str:
    """SHA-256 (hex) of the file. Raises InputError where it cannot be read."""
    held = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while part := file.read(READ_BYTES):
                held.update(part)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=str(path)) from error
    return held.hexdigest()


def _name(path: Path, folder: Path) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")


def _line(name: str, digest: str) -> str:
    """One line; a name with a line break or backslash is escaped as coreutils does, with a backslash in front."""
    safe = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    mark = "\\" if safe != name else ""
    return f"{mark}{digest}  {safe}\n"


def check_manifest(path: Path) -> list[str]:
    """What is wrong with the files a manifest names, one line each; empty when all are as they were."""
    wrong = []
    for digest, name in _entries(path):
        file = path.parent / name
        if not file.is_file():
            wrong.append(f"{name}: is missing")
        elif file_digest(file) != digest:
            wrong.append(f"{name}: its bytes have changed")
    return wrong


def _entries(path: Path) -> list[tuple[str, str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read as a manifest: {error}", path=str(path)) from error
    entries = []
    for number, line in enumerate(lines, start=1):
        digest, gap, name = line.removeprefix("\\").partition("  ")
        if not gap or len(digest) != hashlib.sha256().digest_size * 2:
            raise InputError("is not a line of SHA256SUMS", path=str(path), line=number)
        entries.append((digest, _unescaped(name) if line.startswith("\\") else name))
    return entries


def _unescaped(name: str) -> str:
    return name.replace("\\\\", "\0").replace("\\n", "\n").replace("\\r", "\r").replace("\0", "\\")
