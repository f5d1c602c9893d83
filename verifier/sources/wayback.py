"""Copies in web archives: the original is read by its own archive's adapter, out of the copy that was cited."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.records.source import Source, Wanted
from verifier.records.text import SourceText
from verifier.sources.archive import Archive
from verifier.sources.base import Answer, UrlForm
from verifier.sources.parts import Part
from verifier.sources.urls import parse, tidy
from verifier.texts import Reader

REPLAY = "https://web.archive.org/web/"
_HOSTS = {"web.archive.org", "wayback.archive.org", "archive.org", "web-beta.archive.org"}
_COPY = re.compile(r"^/web/(?P<stamp>\d{1,14}\*?|\*)?(?P<mode>[a-z]{2}_)?/?(?P<original>.+)$")


class Wayback(Archive):
    """One copy: the time it was taken and the address it was taken of. Both stay with the source."""

    name = "wayback"
    title = "Wayback Machine"
    forms = (
        UrlForm(
            "web.archive.org/web/{14 digits}/{url}", f"{REPLAY}19990314082107/https://www.example.org/docu/c940609a.htm"
        ),
        UrlForm(
            "web.archive.org/web/{14 digits}id_/{url}",
            f"{REPLAY}19990314082107id_/https://www.example.org/docu/c940609a.htm",
        ),
    )

    def recognise(self, url: str) -> Source | None:
        """A copy of an address. Without a time it is the original's source: which copy to take is then ours to find."""
        address = parse(url)
        if address.site not in _HOSTS:
            return None
        text = tidy(url)
        found = _COPY.match(text[text.index(address.path) :] if address.path in text else "")
        if found is None:
            return None
        original, stamp = _restored(found.group("original")), found.group("stamp") or ""
        inner = self._inner(original)
        if inner is None:
            return None
        if not stamp.isdigit():
            stamp = ""
        return self._source(
            f"wayback:{stamp or 'any'}/{inner.source.key}",
            f"{REPLAY}{stamp}/{inner.source.url}",
            url,
            aliases=[original, inner.source.url],
            page=inner.source.page,
            fragment=inner.source.fragment,
            hints={"original": original, "stamp": stamp},
        )

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """What the original's adapter wants, out of the copies of that time, as their bytes were."""
        part = self._part(source)
        return tuple(part.wants(answers)) if part else ()

    def read(self, source: Source, answers: Sequence[Answer], reader: Reader) -> Sequence[SourceText]:
        """The original's layers."""
        part = self._part(source)
        return part.read(answers, reader) if part else ()

    def _inner(self, original: str) -> Part | None:
        from verifier.sources.registry import recognise

        adapter, source = recognise(original)
        return None if isinstance(adapter, Wayback) else Part(adapter, source)

    def _part(self, source: Source) -> Part | None:
        inner = self._inner(source.hints.get("original", ""))
        stamp = source.hints.get("stamp", "")
        return Part(inner.adapter, inner.source, lambda url: f"{REPLAY}{stamp}id_/{url}") if inner else None


def _restored(original: str) -> str:
    """The original address; the copy's own may have lost one of the two slashes after the scheme."""
    text = re.sub(r"^(https?):/+", r"\1://", original)
    return text if "://" in text else f"http://{text}"
