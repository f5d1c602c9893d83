"""Perma.cc: the record names the original, which is read by its own archive's adapter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.records.source import Source, Wanted
from verifier.records.text import SourceText
from verifier.sources.answers import fresh, good
from verifier.sources.anything import is_document_file, read_anything
from verifier.sources.archive import Archive
from verifier.sources.base import Answer, UrlForm
from verifier.sources.bytes import read_json
from verifier.sources.parts import Part
from verifier.sources.urls import parse
from verifier.texts import Reader

API = "https://api.perma.cc/v1/public/archives/"
_GUID = re.compile(r"^[A-Z0-9]{2,4}-[A-Z0-9]{2,4}$")
_NAMES = ("url", "submitted_url", "original_url")  # under which the record may name the original (not seen yet)


class Perma(Archive):
    """A Perma link: its playback needs a browser, so the address it preserves is asked for in its place."""

    name = "perma"
    title = "Perma.cc"
    forms = (UrlForm("perma.cc/{XXXX-XXXX}", "https://perma.cc/AB12-CD34", "read from the original it names"),)

    def recognise(self, url: str) -> Source | None:
        """A link by its eight letters, in any case."""
        address = parse(url)
        guid = address.segments[-1].upper() if address.segments else ""
        if address.site not in {"perma.cc", "api.perma.cc"} or not _GUID.match(guid):
            return None
        return self._source(f"perma:{guid}", f"https://perma.cc/{guid}", url, hints={"guid": guid})

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """The public record; then whatever the original's adapter wants."""
        if not answers:
            note = "the form of this record is inferred; it is asked only for the address it preserves"
            return (Wanted(f"{API}{source.hints['guid']}/", "api", "json", inferred=True, note=note),)
        part = _original(answers)
        if part is None:
            return fresh([Wanted(source.url, "record", "any", optional=True)], answers)
        return fresh(part.wants(answers), answers)

    def read(self, source: Source, answers: Sequence[Answer], reader: Reader) -> Sequence[SourceText]:
        """The original's layers; or a hand-saved file, whatever it is."""
        part = _original(answers)
        if part is not None:
            return part.read(answers, reader)
        saved = [answer for answer in good(answers) if is_document_file(answer) or read_json(answer.body) is None]
        return tuple(text for answer in saved for text in read_anything(answer, source, reader))


def _original(answers: Sequence[Answer]) -> Part | None:
    """The source that the record names; None where there is no record, or it names another Perma link."""
    from verifier.sources.registry import recognise

    for answer in good(answers, "api"):
        record = read_json(answer.body)
        url = next((str(record[name]) for name in _NAMES if record.get(name)), "") if isinstance(record, dict) else ""
        if url.startswith(("http://", "https://")):
            adapter, source = recognise(url)
            return None if isinstance(adapter, Perma) else Part(adapter, source)
    return None
