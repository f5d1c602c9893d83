"""From a path to the characters of a text file, or one clear line saying why not."""

from __future__ import annotations

from pathlib import Path

from verifier.errors import ManuscriptError
from verifier.records.findings import Finding
from verifier.rules import rule

MAX_BYTES = 200 * 2**20  # a thousand-page book with pictures is near 60 MB; past this it is not a manuscript
SNIFF_BYTES = 8192  # how much of the head tells text from a binary file
BINARY_HEADS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"{\\rtf")


def read_bytes(path: Path) -> bytes:
    """The file's bytes. Raises ManuscriptError for what is missing, a folder, unreadable, empty or far too large."""
    name = str(path)
    try:
        if path.is_dir():
            raise ManuscriptError("is a folder; name the manuscripts in it or pass the folder to `expand`", path=name)
        if path.stat().st_size > MAX_BYTES:
            raise ManuscriptError(f"is larger than {MAX_BYTES // 2**20} MB; not read", path=name)
        body = path.read_bytes()
    except FileNotFoundError:
        raise ManuscriptError("no such file", path=name) from None
    except (OSError, ValueError) as error:
        raise ManuscriptError(f"cannot be read: {error.__class__.__name__}", path=name) from error
    if not body.strip():
        raise ManuscriptError("is empty", path=name)
    return body


def read_text(path: Path) -> tuple[str, tuple[Finding, ...]]:
    """The file's characters, line ends as they are, and a finding when it is not UTF-8.

    Raises ManuscriptError for a binary file that only bears a text file's name.
    """
    return decode(read_bytes(path), str(path))


def decode(body: bytes, name: str) -> tuple[str, tuple[Finding, ...]]:
    """UTF-8 first; then UTF-16 by its mark; then Windows-1252, said aloud."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(body, "utf-16", name)
    refuse_binary(body, name)
    try:
        return body.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _as(body, "cp1252", name)


def refuse_binary(body: bytes, name: str) -> None:
    """Raise ManuscriptError where the head of the file is not text."""
    head = body[:SNIFF_BYTES]
    if body.startswith(BINARY_HEADS) or b"\x00" in head:
        raise ManuscriptError("is a binary file, not text; give it its own suffix (.docx, .pdf, ...)", path=name)


def _as(body: bytes, encoding: str, name: str) -> tuple[str, tuple[Finding, ...]]:
    text = body.decode(encoding, errors="replace")
    if not text.strip("\ufeff\ufffd \t\r\n"):
        raise ManuscriptError("holds no readable text", path=name)
    note = f"the file is not UTF-8; it was read as {encoding}, and offsets count its characters"
    return text, (rule("M101").finding(note),)
