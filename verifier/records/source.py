"""A source that an adapter recognised, and what it wants requested."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Layer(StrEnum):
    """Whose words a text holds. A hit only in the last two never verifies a quotation of the document."""

    DOCUMENT_TEXT = "document_text"
    TRANSLATION = "translation"
    OCR = "ocr"
    ARCHIVE_SUMMARY = "archive_summary"
    EDITORS_NOTES = "editors_notes"


@dataclass(frozen=True, slots=True)
class Source:
    """One archival document (or page) as its adapter knows it.

    `key` is the archive's own identity (`nsarchive:16117`), equal for every URL form of one document;
    `page` is the pinpoint the URL itself carries (`#page=6`, `#document/p4`), `fragment` its anchor.
    """

    adapter: str
    key: str
    url: str
    cited_url: str
    aliases: tuple[str, ...] = ()
    page: str | None = None
    fragment: str | None = None
    hints: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One request an adapter asks for. `role` names what the answer will be used as (`record`, `pdf`, `ocr`, ...).

    `expect` is the media family that must come back (`html`, `pdf`, `json`, `text`, `any`): HTML in place of a
    PDF is then told apart from an absent document. `optional` failures do not make the source unavailable.
    `inferred` addresses are guesses at where a document may stand: `note` says from what, and goes into the capture.
    """

    url: str
    role: str
    expect: str = "any"
    optional: bool = False
    inferred: bool = False
    note: str = ""
