"""LaTeX, path to Manuscript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic

from verifier.errors import ManuscriptError
from verifier.manuscripts.files import read_text
from verifier.manuscripts.latex.bib import Entry, bib_files, read_entries
from verifier.manuscripts.latex.layout import is_layout
from verifier.manuscripts.latex.macros import rewrite
from verifier.manuscripts.latex.notes import Rewriting
from verifier.manuscripts.latex.scan import without_comments
from verifier.manuscripts.pandoc.reader import rendered
from verifier.manuscripts.pandoc.run import Parsed, parse
from verifier.records.findings import Finding
from verifier.records.manuscript import Manuscript
from verifier.rules import rule

_WORDS = re.compile(r"[^\W\d_]{2,}[\s~]+[^\W\d_]{2,}")


def read_latex(path: Path) -> Manuscript:
    """A .tex manuscript. It opens no file but the .bib files it names in its own folder. Raises ManuscriptError."""
    text, problems = read_text(path)
    source = without_comments(text)
    entries = read_entries(bib_files(source, path))
    known = Rewriting(entries)
    started = monotonic()
    parsed = _parse(source, known, str(path))
    wordy = {name for words, _ in parsed.skipped if (name := _wordy(words))}
    again = _again(source, wordy, entries, str(path), 1.0 + 2.0 * (monotonic() - started)) if wordy else None
    if again is not None:
        known, parsed = again
        problems = (*problems, *_unwrapped(wordy))
    return rendered(parsed, str(path), "latex", problems=(*problems, *_missing(known)))


def _again(
    source: str, wordy: set[str], entries: dict[str, Entry], name: str, seconds: float
) -> tuple[Rewriting, Parsed] | None:
    """Parse once more, the commands taken off the words that were skipped; None where that does not end in time."""
    known = Rewriting(entries, unwrapped=frozenset(wordy))
    try:
        return known, _parse(source, known, name, seconds)
    except ManuscriptError:
        return None


def _parse(source: str, known: Rewriting, name: str, seconds: float | None = None) -> Parsed:
    """Rewrite and parse; of what was skipped, keep what is neither layout nor preamble."""
    rewritten = rewrite(source, known)
    parsed = parse(rewritten.encode("utf-8", "replace"), "latex", name, seconds)
    start = rewritten[: max(rewritten.find("\\begin{document}"), 0)].count("\n") + 1
    skipped = tuple((words, line) for words, line in parsed.skipped if line >= start and not is_layout(words))
    return replace(parsed, skipped=skipped, includes=tuple(_texts(parsed.includes)))


def _wordy(words: str) -> str | None:
    """The name of a skipped command whose arguments hold running words."""
    found = re.match(r"\\([a-zA-Z]+)(.*)", words, re.DOTALL)
    return found[1] if found and _WORDS.search(found[2]) else None


def _unwrapped(names: set[str]) -> Iterator[Finding]:
    for name in sorted(names):
        yield rule("M104").finding(f"the command \\{name} is not known; its words were kept as running text")


def _texts(includes: tuple[str, ...]) -> Iterator[str]:
    """Included files that could hold text: packages and classes are not the manuscript."""
    return (name for name in includes if not name.endswith((".sty", ".cls", ".bib", ".bst", ".cfg", ".def")))


def _missing(known: Rewriting) -> Iterator[Finding]:
    for key in dict.fromkeys(known.missing):
        yield rule("M107").finding(f"the key {key} has no entry in a .bib file beside the manuscript")
