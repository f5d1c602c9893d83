"""Briefing books of the National Security Archive: an essay about documents, expanded into the documents themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from verifier.records.source import Layer, Source, Wanted
from verifier.records.text import SourceText
from verifier.sources.answers import fresh, good
from verifier.sources.anything import is_document_file, read_anything
from verifier.sources.archive import Archive
from verifier.sources.base import Answer, UrlForm
from verifier.sources.nsarchive import HOST, ROOT, SITES, NSArchive
from verifier.sources.pages import links
from verifier.sources.parts import Part
from verifier.sources.urls import parse
from verifier.texts import Reader

EXPANDED_DOCUMENTS = 40  # of one book; the longest books list about that many, each costs three requests
_SECTIONS = {"briefing-book", "news", "foia-audit", "rosemary-award", "special-exhibit"}
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")


class BriefingBook(Archive):
    """What the book says is the Archive's own prose; its documents are read one by one, each with its title."""

    name = "briefing-book"
    title = "National Security Archive briefing books and postings"
    forms = (
        UrlForm(
            "/briefing-book/{project}/{date}/{slug}",
            f"{ROOT}/briefing-book/russia-programs/2017-12-12/nato-expansion-what-gorbachev-heard-western-leaders-early",
            "every document it lists is requested as well",
        ),
        UrlForm(
            "/news/{project}/{date}/{slug}",
            f"{ROOT}/news/russia-programs/2018-03-16/slug",
            "also special-exhibit, foia-audit",
        ),
    )

    def recognise(self, url: str) -> Source | None:
        """A posting by its section, date and slug; the date and slug alone decide."""
        address = parse(url)
        parts = address.segments
        if address.site not in SITES or len(parts) < 3 or parts[0] not in _SECTIONS or not _DATE.match(parts[-2]):
            return None
        key = f"nsarchive:{parts[0]}/{parts[-2]}/{parts[-1]}"
        return self._source(key, f"https://{HOST}/{'/'.join(parts)}", url, fragment=address.fragment)

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """The page, then each document it lists, as the documents' own adapter would."""
        if not answers:
            return (Wanted(source.url, "record", "html"),)
        parts = _documents(answers)
        return fresh([one for part in parts for one in part.wants(answers, optional=True)], answers)

    def read(self, source: Source, answers: Sequence[Answer], reader: Reader) -> Sequence[SourceText]:
        """The documents' words first; then the essay, and the descriptions of the documents, as summaries."""
        made = [text for part in _documents(answers) for text in part.read(answers, reader)]
        for answer in good(answers, "record")[:1]:
            layer = Layer.DOCUMENT_TEXT if is_document_file(answer) else Layer.ARCHIVE_SUMMARY
            made.extend(read_anything(answer, source, reader, layer))
        return tuple(sorted(made, key=lambda text: text.layer is Layer.ARCHIVE_SUMMARY))


def _documents(answers: Sequence[Answer]) -> list[Part]:
    """The documents the book's page links, each once, in the order of the page."""
    adapter, found = NSArchive(), dict[str, Source]()
    for record in good(answers, "record")[:1]:
        for source in _linked(record, adapter):
            found.setdefault(source.key, source)
    return [Part(adapter, source) for source in list(found.values())[:EXPANDED_DOCUMENTS]]


def _linked(record: Answer, adapter: NSArchive) -> Iterator[Source]:
    for link in links(record, "href"):
        source = adapter.recognise(link)
        if source is not None and not source.key.startswith("nsarchive:node:"):
            yield source
