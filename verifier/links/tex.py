"""Links in LaTeX and BibTeX: in commands, in fields, and bare; comments are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.links.lines import Lines
from verifier.links.markdown import trimmed
from verifier.links.records import Mention

_PERCENT = re.compile(r"(?<!\\)%")
_ADDRESS = re.compile(r"https?://(?:\\[%#&_~{}^$]|[^\s{}\\\"<>])+", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([%#&_~{}^$])")
_URL_COMMAND = re.compile(r"\\(?:url|href|nolinkurl|path)\s*(?:\[[^\]]*\])?\{[^}]*\}|\burl\s*=\s*[{\"][^}\"]*[}\"]")


def scan_tex(text: str, file: str) -> Iterator[Mention]:
    """Every link, in reading order, its TeX escapes undone."""
    lines = Lines(file, text)
    for found in _ADDRESS.finditer(_without_comments(text)):
        raw = trimmed(found[0])
        yield Mention(_ESCAPE.sub(r"\1", raw), lines.place(found.start()), raw=raw)


def _without_comments(text: str) -> str:
    """Comments turned to spaces; a per cent sign inside an address is none."""
    return "\n".join(_uncommented(line) for line in text.split("\n"))


def _uncommented(line: str) -> str:
    addresses = [found.span() for found in _URL_COMMAND.finditer(line)]
    for found in _PERCENT.finditer(line):
        if not any(start <= found.start() < end for start, end in addresses):
            return line[: found.start()] + " " * (len(line) - found.start())
    return line
