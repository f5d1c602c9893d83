"""`verifier: ignore[CODE] reason` in the comments of a file, and what each of them covers.

A comment that shares its line with words covers that line; one that stands alone covers the paragraph after it.
`ignore-file[CODE]` covers the whole file. Several codes are separated by commas; `*` stands for all of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_TOLD = r"verifier:\s*ignore(?P<whole>-file)?\s*\[(?P<codes>[A-Za-z0-9*,\s]{1,200})\]\s*(?P<reason>.{0,500}?)"
_STYLES: dict[str, str] = {
    "markup": rf"<!--\s*{_TOLD}\s*-->",
    "tex": rf"(?<!\\)%+\s*{_TOLD}\s*$",
    "rst": rf"^\s*\.\.\s+{_TOLD}\s*$",
    "hash": rf"(?:^|\s)#+\s*{_TOLD}\s*$",
}
_STYLE_OF = {
    ".md": "markdown", ".markdown": "markdown", ".html": "markup", ".htm": "markup", ".xhtml": "markup",
    ".xml": "markup", ".tei": "markup", ".tex": "tex", ".ltx": "tex", ".bib": "tex", ".rst": "rst",
    ".yaml": "hash", ".yml": "hash", ".toml": "hash",
}  # fmt: skip
PACKED = frozenset({".docx", ".odt", ".epub"})
_ALL = "*"


@dataclass(frozen=True, slots=True)
class Ignore:
    """One ignore. `first`..`last` are the 1-based lines it covers (0 where the format has none).

    `words` are the squeezed words it covers, None when it covers the whole file.
    """

    file: str
    line: int
    codes: frozenset[str]
    reason: str
    first: int
    last: int
    words: str | None = None

    def names(self, code: str) -> bool:
        """True when it is about this rule."""
        return _ALL in self.codes or code in self.codes

    def covers_line(self, file: str, line: int) -> bool:
        """True for a finding on a line it covers."""
        return self.last > 0 and self.file == file and self.first <= line <= self.last

    def covers_words(self, words: str) -> bool:
        """True for words that stand in what it covers, letters and digits alone compared."""
        wanted = squeezed(words)
        return bool(wanted) and (self.words is None or wanted in self.words)


class IgnoreList:
    """The ignores of some files, and which of them have been of use."""

    def __init__(self, ignores: Iterable[Ignore] = ()) -> None:
        self.ignores = list(ignores)
        self._used: set[Ignore] = set()

    def at(self, codes: Sequence[str], file: str, line: int) -> Ignore | None:
        """The ignore that covers a finding of one of these codes on this line; it counts as used."""
        return self._use(codes, (one for one in self.ignores if one.covers_line(file, line)))

    def around(self, codes: Sequence[str], file: str, words: str) -> Ignore | None:
        """The same for a finding about words of this file (a quotation, an address), wherever their line is."""
        return self._use(codes, (one for one in self.ignores if same_file(one.file, file) and one.covers_words(words)))

    def unused(self) -> list[Ignore]:
        """Those that covered no finding, in the order of the files."""
        return [one for one in self.ignores if one not in self._used]

    def _use(self, codes: Sequence[str], candidates: Iterable[Ignore]) -> Ignore | None:
        found = next((one for one in candidates if any(one.names(code) for code in codes)), None)
        if found is not None:
            self._used.add(found)
        return found


def find_ignores(path: Path) -> list[Ignore]:
    """The ignores in one file; none for formats without comments and for files that cannot be read."""
    suffix = path.suffix.lower()
    if suffix in PACKED:
        from verifier.suppressions.packed import packed_ignores

        return packed_ignores(path)
    style = _STYLE_OF.get(suffix)
    if style is None:
        return []
    try:
        text = path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return []
    return ignores_in(text, str(path), style) if "verifier:" in text else []


def ignores_in(text: str, file: str, style: str) -> list[Ignore]:
    """The ignores in a text; `style` is markup | markdown | tex | rst | hash."""
    lines = text.split("\n")
    told = re.compile(_STYLES[style.replace("markdown", "markup")], re.IGNORECASE | re.MULTILINE)
    fenced = _fenced(lines) if style == "markdown" else set()
    found = []
    for number, line in enumerate(lines, start=1):
        if "verifier:" not in line or number in fenced:
            continue
        found += [_ignore(comment, file, number, lines) for comment in told.finditer(line)]
    return found


def _ignore(comment: re.Match[str], file: str, number: int, lines: Sequence[str]) -> Ignore:
    alone = not (lines[number - 1][: comment.start()] + lines[number - 1][comment.end() :]).strip()
    first = last = number
    if comment["whole"]:
        first, last = 1, len(lines)
    elif alone:
        first, last = _paragraph_after(number, lines)
    words = None if comment["whole"] else squeezed(" ".join(lines[first - 1 : last]))
    return Ignore(file, number, codes_of(comment["codes"]), comment["reason"].strip(), first, last, words)


def _paragraph_after(number: int, lines: Sequence[str]) -> tuple[int, int]:
    first = number + 1
    while first <= len(lines) and not lines[first - 1].strip():
        first += 1
    last = first
    while last < len(lines) and lines[last].strip():
        last += 1
    return min(first, len(lines)), min(last, len(lines))


def _fenced(lines: Sequence[str]) -> set[int]:
    """The numbers of lines inside fenced code, where a comment is only shown."""
    inside, found, mark = False, set(), ""
    for number, line in enumerate(lines, start=1):
        fence = re.match(r" {0,3}(`{3,}|~{3,})", line)
        if fence and (not inside or line.strip().startswith(mark)):
            inside, mark = not inside, fence[1]
        if inside:
            found.add(number)
    return found


def codes_of(listed: str) -> frozenset[str]:
    """The codes in a comma-separated list, upper case."""
    return frozenset(code.strip().upper() for code in listed.split(",") if code.strip())


def squeezed(words: str) -> str:
    """Letters and digits alone, case and compatibility forms aside: what survives markup and typography."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    return "".join(mark for mark in plain if mark.isalnum())


def same_file(one: str, other: str) -> bool:
    """True when two names mean one file."""
    return one == other or Path(one).resolve() == Path(other).resolve()
