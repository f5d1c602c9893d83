"""Which reader reads which suffix, and the room's two doors: one path to a manuscript, many inputs to paths."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from verifier.errors import ManuscriptError
from verifier.records.manuscript import Manuscript

FORMATS: dict[str, str] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".epub": "epub",
    ".docx": "docx",
    ".pdf": "pdf",
    ".odt": "odt",
    ".tex": "latex",
    ".ltx": "latex",
    ".xml": "tei",
    ".tei": "tei",
    ".rst": "rst",
    ".rtf": "rtf",
    ".org": "org",
}
_READERS: dict[str, tuple[str, str]] = {
    "plain": ("verifier.manuscripts.plain.reader", "read_plain"),
    "markdown": ("verifier.manuscripts.markdown.reader", "read_markdown"),
    "html": ("verifier.manuscripts.html.reader", "read_html"),
    "epub": ("verifier.manuscripts.html.epub", "read_epub"),
    "docx": ("verifier.manuscripts.docx.reader", "read_docx"),
    "tei": ("verifier.manuscripts.tei.reader", "read_tei"),
    "latex": ("verifier.manuscripts.latex.reader", "read_latex"),
    "pdf": ("verifier.manuscripts.pdf.reader", "read_pdf"),
    "odt": ("verifier.manuscripts.pandoc.reader", "read_odt"),
    "rst": ("verifier.manuscripts.pandoc.reader", "read_rst"),
    "rtf": ("verifier.manuscripts.pandoc.reader", "read_rtf"),
    "org": ("verifier.manuscripts.pandoc.reader", "read_org"),
}
_WILD = set("*?[")


def read_manuscript(path: Path, *, notes: Path | None = None) -> Manuscript:
    """Read the manuscript at `path` by its suffix; `notes` is a second file that holds its notes.

    Raises ManuscriptError, in one line, for a missing, empty or binary file and for an unknown suffix.
    """
    path = Path(path)
    manuscript = _reader(path)(path)
    if notes is None:
        return manuscript
    from verifier.manuscripts.notes_file import with_notes

    return with_notes(manuscript, _reader(Path(notes))(Path(notes)))


def _reader(path: Path) -> Callable[[Path], Manuscript]:
    if not path.exists():
        raise ManuscriptError("no such file", path=str(path))
    name = FORMATS.get(path.suffix.lower())
    if name is None:
        known = " ".join(sorted(FORMATS))
        raise ManuscriptError(
            f"no reader for {path.suffix or 'a file without a suffix'}; known: {known}", path=str(path)
        )
    module, function = _READERS[name]
    reader: Callable[[Path], Manuscript] = getattr(import_module(module), function)
    return _guarded(reader)


def _guarded(reader: Callable[[Path], Manuscript]) -> Callable[[Path], Manuscript]:
    """Nesting deep enough to exhaust the stack is a fact about the file, whichever library meets it first."""

    def read(path: Path) -> Manuscript:
        try:
            return reader(path)
        except (RecursionError, MemoryError) as error:
            raise ManuscriptError("nests too deeply or is too large to read", path=str(path)) from error

    return read


def expand(inputs: Iterable[str | Path]) -> list[Path]:
    """Files for the inputs, in the order given: a folder gives its manuscripts (sorted), a pattern what it matches.

    Raises ManuscriptError where a folder or pattern holds none. Plain paths pass unlooked-at.
    """
    found: dict[Path, None] = {}
    for given in inputs:
        for path in _expanded(Path(given)):
            found.setdefault(path)
    return list(found)


def _expanded(given: Path) -> list[Path]:
    if given.is_dir():
        inside = sorted(path for path in given.rglob("*") if _readable(path, given))
        return _some(inside, given, "the folder holds no manuscript")
    if not given.exists() and _WILD & set(str(given)):
        matched = sorted(Path(name) for name in glob.glob(str(given), recursive=True))
        return _some([path for path in matched if path.is_file()], given, "no file matches")
    return [given]


def _readable(path: Path, root: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.relative_to(root).parts)
    return path.is_file() and not hidden and path.suffix.lower() in FORMATS


def _some(paths: list[Path], given: Path, complaint: str) -> list[Path]:
    if not paths:
        raise ManuscriptError(complaint, path=str(given))
    return paths
