"""Where the links of an input stand: which scanner reads which kind of file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from verifier.errors import InputError
from verifier.links.records import Mention

MAX_BYTES = 64 * 2**20  # a text file past this is a data dump, not something people cite from
SCANNERS: dict[str, str] = {
    ".csv": "table:scan_table",
    ".md": "markdown:scan_markdown",
    ".markdown": "markdown:scan_markdown",
    ".html": "markup:scan_markup",
    ".htm": "markup:scan_markup",
    ".xhtml": "markup:scan_markup",
    ".xml": "markup:scan_markup",
    ".tei": "markup:scan_markup",
    ".tex": "tex:scan_tex",
    ".ltx": "tex:scan_tex",
    ".bib": "tex:scan_tex",
    ".rst": "plain:scan_plain",
    ".txt": "plain:scan_plain",
    ".text": "plain:scan_plain",
    ".json": "plain:scan_plain",
    ".yaml": "plain:scan_plain",
    ".yml": "plain:scan_plain",
    ".toml": "plain:scan_plain",
}
DOCUMENTS = frozenset({".docx", ".odt", ".epub", ".pdf"})
_QUOTING = re.compile(r"[\"'“”‘’„‚«»‹›]|^\s*>|<blockquote|\\begin\{quot|<quote|<q\b|^ {4}|^\t", re.MULTILINE)
Scanner = Callable[[str, str], Iterator[Mention]]


def scan_file(path: Path) -> list[Mention]:
    """Every http(s) link of a file with its place, in reading order. Raises InputError for what cannot be read.

    For text formats the place is in the file itself; for .docx, .odt, .epub and .pdf it is in the text that
    `verifier extract --text` prints.
    """
    suffix = path.suffix.lower()
    if suffix in DOCUMENTS:
        from verifier.links.documents import scan_document

        return list(scan_document(path))
    module, _, function = SCANNERS.get(suffix, "plain:scan_plain").partition(":")
    scanner: Scanner = getattr(import_module(f"verifier.links.{module}"), function)
    return list(scanner(read_text(path), str(path)))


def may_quote(path: Path) -> bool:
    """False for a file that surely quotes nothing: a table (its rows say what they quote), or text without marks."""
    suffix = path.suffix.lower()
    if suffix in DOCUMENTS:
        return True
    return suffix != ".csv" and _QUOTING.search(read_text(path)) is not None


def scan_list(lines: Sequence[str], name: str = "-") -> list[Mention]:
    """One URL a line, as standard input gives them; empty lines and lines that begin with `#` are passed over."""
    from verifier.links.records import Place

    found = []
    for number, line in enumerate(lines, start=1):
        url = line.strip()
        if url and not url.startswith("#"):
            found.append(Mention(url, Place(name, number, line.index(url) + 1), raw=url))
    return found


def read_text(path: Path) -> str:
    """A text file's characters. Raises InputError, naming the file, when there are none to be had."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"is larger than {MAX_BYTES // 2**20} MB; not read", path=str(path))
        body = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", path=str(path)) from error
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    if b"\x00" in body[:8192]:
        raise InputError("is a binary file of a kind whose links cannot be read", path=str(path))
    return body.decode("utf-8-sig" if body.startswith(b"\xef\xbb\xbf") else "utf-8", "replace")
