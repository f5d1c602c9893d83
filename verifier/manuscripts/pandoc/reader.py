"""Readers that go through Pandoc: ODT, RST, RTF, Org."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from verifier.manuscripts.files import read_bytes, read_text
from verifier.manuscripts.pandoc.odt import note_facts
from verifier.manuscripts.pandoc.run import Parsed, parse
from verifier.manuscripts.pandoc.walker import NoteFact, Walker, count_notes
from verifier.manuscripts.rendering import Rendering
from verifier.manuscripts.shaped import with_shaped_notes
from verifier.records.findings import Finding
from verifier.records.manuscript import Manuscript
from verifier.rules import rule

_UNICODE = re.compile(rb"\\uc(\d)(?!\d)|\\u(-?\d{1,5}) ?((?:\\'[0-9a-fA-F]{2}|[^\\{}\r\n])?)")
_FALLBACK = re.compile(rb"\\'[0-9a-fA-F]{2}|[^\\{}\r\n]")
MESSAGE_LENGTH = 120  # code points of skipped markup that a finding repeats: enough to find it by


def read_odt(path: Path) -> Manuscript:
    """An OpenDocument text. Raises ManuscriptError."""
    body = read_bytes(path)
    facts, problems = note_facts(body, str(path))
    return rendered(parse(body, "odt", str(path)), str(path), "odt", facts, problems)


def read_rst(path: Path) -> Manuscript:
    """A reStructuredText manuscript. Raises ManuscriptError."""
    return _from_text(path, "rst")


def read_org(path: Path) -> Manuscript:
    """An Org manuscript. Raises ManuscriptError."""
    return _from_text(path, "org")


def read_rtf(path: Path) -> Manuscript:
    """A Rich Text manuscript. Raises ManuscriptError."""
    return rendered(parse(plain_signs(read_bytes(path)), "rtf", str(path)), str(path), "rtf")


def plain_signs(body: bytes) -> bytes:
    r"""RTF that Pandoc loses nothing of.

    It takes the letter after a sign's fallback (`\u8220?`) for a part of it, and passes over a note marked as
    one that old programs may skip (`{\*\footnote`).
    """
    width = 1

    def grouped(found: re.Match[bytes]) -> bytes:
        nonlocal width
        if found[1]:
            width = int(found[1])
            return found[0]
        rest = _FALLBACK.sub(b"", found[3], count=1) if width else found[3]
        return b"{\\uc0\\u" + found[2] + b"}" + rest

    return _UNICODE.sub(grouped, body).replace(b"{\\*\\footnote", b"{\\footnote")


def _from_text(path: Path, form: str) -> Manuscript:
    text, problems = read_text(path)
    return rendered(parse(text.encode("utf-8", "replace"), form, str(path)), str(path), form, problems=problems)


def rendered(
    parsed: Parsed, name: str, form: str, facts: tuple[NoteFact, ...] = (), problems: tuple[Finding, ...] = ()
) -> Manuscript:
    """The manuscript of a syntax tree. Facts are used only when there is one for each note."""
    rendering = Rendering()
    count = count_notes(parsed.tree)
    if facts and count != len(facts):
        rendering.problems.append(_uneven(count, len(facts)))
        facts = ()
    walker = Walker(rendering, facts)
    walker.walk(parsed.tree)
    manuscript = rendering.manuscript(name, form, walker.title, (*problems, *skips(parsed)))
    return with_shaped_notes(manuscript)


def _uneven(read: int, printed: int) -> Finding:
    return rule("M110").finding(f"the file holds {printed} notes and {read} were read; the printed numbers may not fit")


def skips(parsed: Parsed) -> Iterator[Finding]:
    """What Pandoc passed over, as findings."""
    for words, _line in parsed.skipped:
        shown = " ".join(words.split())[:MESSAGE_LENGTH]
        yield rule("M104").finding(f"not understood and passed over: {shown}")
    for include in parsed.includes:
        yield rule("M110").finding(
            f"the file asks for {include}, which was not opened; check it as a manuscript of its own"
        )
