"""What the built-in adapters share: one record page, read whatever it turns out to be."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.records.source import Source, Wanted
from verifier.records.text import SourceText
from verifier.sources.answers import fresh, good
from verifier.sources.anything import read_anything
from verifier.sources.base import Answer, UrlForm
from verifier.texts import Reader


class Archive:
    """A base that is handy but not required: an adapter is anything with the members of `sources.base.Adapter`."""

    name: str = ""
    title: str = ""
    forms: tuple[UrlForm, ...] = ()

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """The cited page itself."""
        return fresh([Wanted(source.url, "record")], answers)

    def read(self, source: Source, answers: Sequence[Answer], reader: Reader) -> Sequence[SourceText]:
        """Every usable answer, by its own kind."""
        return tuple(text for answer in good(answers) for text in read_anything(answer, source, reader))

    def _source(
        self,
        key: str,
        url: str,
        cited: str,
        *,
        aliases: Sequence[str] = (),
        page: str | None = None,
        fragment: str | None = None,
        hints: dict[str, str] | None = None,
    ) -> Source:
        return Source(self.name, key, url, cited, tuple(dict.fromkeys(aliases)), page, fragment or None, hints or {})
