"""Pandoc as a child process that can read nothing but what we hand it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from verifier.errors import ManuscriptError
from verifier.manuscripts.children import run_child

HEAP = "-M1g"  # Pandoc's own heap limit: hostile tables have made it ask for all there is
_SKIPPED = re.compile(r"Skipped '(.*)'(?: at (?:.*?line (\d+))?.*)?\Z", re.DOTALL)
_INCLUDE = re.compile(r"Could not load include file (\S+)")
_LEVEL = re.compile(r"^\[(INFO|WARNING|ERROR)\] ", re.MULTILINE)


@dataclass(frozen=True)
class Parsed:
    """Pandoc's syntax tree, what it skipped (as written, with its line), the files it asked for in vain."""

    tree: dict[str, Any]
    skipped: tuple[tuple[str, int], ...]
    includes: tuple[str, ...]


def parse(body: bytes, form: str, name: str, seconds: float | None = None) -> Parsed:
    """Parse `body` as Pandoc's format `form`; `seconds` of processor time are reckoned from its size unless given.

    Raises ManuscriptError with Pandoc's own first line, or when the time is up.
    """
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "+RTS", HEAP, "-RTS", "--sandbox", "--verbose", "-f", form, "-t", "json"]
    try:
        done = run_child(command, body, name, seconds)
    except OSError as error:
        raise ManuscriptError("needs Pandoc, which cannot be started; install pypandoc-binary", path=name) from error
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode:
        raise ManuscriptError(f"Pandoc cannot read it as {form}: {_first_line(said)}", path=name)
    return Parsed(_tree(done.stdout, name), *_messages(said))


def _tree(body: bytes, name: str) -> dict[str, Any]:
    try:
        tree = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ManuscriptError("Pandoc's answer cannot be read; the file nests too deeply", path=name) from error
    return tree if isinstance(tree, dict) else {}


def _first_line(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip() and not line.startswith("[INFO]")]
    return lines[0][:200] if lines else "no reason given"


def _messages(said: str) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    entries = [part.strip() for part in _LEVEL.split(said) if part not in ("INFO", "WARNING", "ERROR")]
    skipped = tuple((found[1], int(found[2] or 0)) for entry in entries if (found := _SKIPPED.match(entry)))
    includes = tuple(found[1] for entry in entries if (found := _INCLUDE.match(entry)))
    return skipped, includes
