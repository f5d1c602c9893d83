"""What pictures have said is kept beside the texts, keyed by all it depends on; it may be deleted at any time."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from verifier.records.testimony import Question, Testimony, Witness
from verifier.records.text import SourceText

VERSION = "1"  # of how pictures are asked; raise it when answers change


def remembering(witness: Witness, folder: Path | None, key: str) -> Witness:
    """The witness, asked but once: its answers are kept in `folder` (None keeps nothing).

    `key` names the picture's bytes and everything that looks at them.
    """
    if folder is None:
        return witness

    def ask(question: Question) -> Testimony | None:
        name = hashlib.sha256("\x1f".join([VERSION, key, *_asked(question)]).encode()).hexdigest()
        path = folder / name[:2] / f"{name}.json"
        kept, there = _load(path)
        if not there:
            kept = witness(question)
            _store(path, kept)
        return kept

    return ask


def _asked(question: Question) -> Iterator[str]:
    """The place, the words, and both readings of the page, which say what its letters are."""
    source = question.source
    at = source.page_at(question.start)
    start = source.page_starts[at]
    yield from (str(source.pages[at].index), str(question.start - start), str(question.end - start), question.quoted)
    yield from (_digest(one) for one in (source, question.other) if one is not None)


def _digest(source: SourceText) -> str:
    """The words of all pages: other pages lend their letters."""
    return hashlib.sha256(f"{source.engine} {source.engine_version} {source.text}".encode()).hexdigest()


def _load(path: Path) -> tuple[Testimony | None, bool]:
    """(what is kept, True), or (None, False) for a file that is not there or not whole."""
    try:
        said = json.loads(path.read_bytes())
        return (None if said is None else Testimony(**said)), True
    except (OSError, ValueError, TypeError):
        return None, False


def _store(path: Path, said: Testimony | None) -> None:
    """Write whole or not at all; a folder that cannot be written is no reason to fail."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(json.dumps(asdict(said) if said else None).encode())
        os.replace(file.name, path)
    except OSError:
        return
