"""DocumentCloud: the record from its API, the text by page with the place of every word, the PDF as a last resort."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from verifier.records.source import Layer, Source, Wanted
from verifier.records.text import Box, Page, SourceText, Word
from verifier.sources.answers import filed, fresh, good
from verifier.sources.anything import is_document_file, read_anything
from verifier.sources.archive import Archive
from verifier.sources.base import Answer, UrlForm
from verifier.sources.bytes import Family, read_json, sniff
from verifier.sources.pages import prose
from verifier.sources.urls import Address, page_in, parse
from verifier.texts import Reader
from verifier.texts.html import document, text_of

API = "https://api.www.documentcloud.org/api/documents/"
ASSETS = "https://s3.documentcloud.org/"
POSITIONED_PAGES = 40  # pages whose word boxes are requested, one request each; longer documents do without boxes
ENGINE = "documentcloud"
_VIEWERS = {"documentcloud.org", "beta.documentcloud.org", "embed.documentcloud.org", "api.www.documentcloud.org"}
_STORES = {"s3.documentcloud.org", "assets.documentcloud.org", "s3.amazonaws.com"}
_NUMBER = re.compile(r"^(\d{1,9})(?:-(.+?))?(?:\.(?:html|txt|pdf|json|js))?$")
_POSITION = re.compile(r"-p(\d+)\.position\.json$")


class DocumentCloud(Archive):
    """The number in the address is the document; everything else is asked of the API."""

    name = "documentcloud"
    title = "DocumentCloud"
    forms = (
        UrlForm(
            "www.documentcloud.org/documents/{id}-{slug}",
            "https://www.documentcloud.org/documents/20059253-memo-to-file",
            "also embed., beta., .html, .txt, .pdf",
        ),
        UrlForm(
            "...#document/p{n}",
            "https://www.documentcloud.org/documents/20059253-memo-to-file#document/p4",
            "n counts the file's pages",
        ),
        UrlForm("api.www.documentcloud.org/api/documents/{id}/", f"{API}20059253/"),
        UrlForm(
            "s3.documentcloud.org/documents/{id}/{slug}.pdf",
            f"{ASSETS}documents/20059253/memo-to-file.pdf",
            "also assets. and s3.amazonaws.com",
        ),
    )

    def recognise(self, url: str) -> Source | None:
        """A document by its number, on any of the service's hosts, old and new."""
        address = parse(url)
        if address.site not in _VIEWERS | _STORES or "documents" not in address.segments:
            return None
        if address.site == "s3.amazonaws.com" and address.segments[0] != "s3.documentcloud.org":
            return None
        parts = address.segments[address.segments.index("documents") + 1 :]
        found = _NUMBER.match(parts[0]) if parts else None
        if found is None:
            return None
        slug = found.group(2) or (re.sub(r"\.\w+$", "", parts[1]) if len(parts) > 1 and address.site in _STORES else "")
        return self._document(found.group(1), slug, _page(address, parts), url)

    def _document(self, number: str, slug: str, page: str | None, cited: str) -> Source:
        shown = f"https://www.documentcloud.org/documents/{number}" + (f"-{slug}" if slug else "")
        aliases = [shown, f"{API}{number}/"]
        return self._source(
            f"documentcloud:{number}", shown, cited, aliases=aliases, page=page, hints={"number": number, "slug": slug}
        )

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """The record, then the text by page, then the words' places; the PDF when no text came."""
        if not answers:
            return (Wanted(f"{API}{source.hints['number']}/", "api", "json"),)
        if record_of(answers) is None:
            return fresh([Wanted(source.url, "record", "any", optional=True)], answers)
        return fresh(assets(answers), answers)

    def read(self, source: Source, answers: Sequence[Answer], reader: Reader) -> Sequence[SourceText]:
        """The text of the pages (or of the PDF), then the uploader's description as the archive's summary."""
        return read_assets(source, answers, reader)


def _page(address: Address, parts: Sequence[str]) -> str | None:
    if len(parts) >= 3 and parts[-2] == "pages" and (found := re.match(r"(?:.*-p)?(\d+)\b", parts[-1])):
        return found.group(1)
    return page_in(address.fragment)


def record_of(answers: Sequence[Answer]) -> dict[str, Any] | None:
    """The API's record, as last answered; None when there is none or it is not a record."""
    for answer in reversed(good(answers, "api")):
        found = read_json(answer.body)
        if isinstance(found, dict) and "id" in found:
            return found
    return None


def assets(answers: Sequence[Answer]) -> Iterator[Wanted]:
    """What the record says can be had: page texts first; positions when they came; else plain text, else the PDF."""
    record = record_of(answers)
    if record is None:
        return
    base = f"{record.get('asset_url') or ASSETS}documents/{record['id']}/"
    slug = str(record.get("slug") or record["id"])
    texts = Wanted(f"{base}{slug}.txt.json", "pages", "json", optional=True)
    yield texts
    if good(answers, "pages"):
        count = min(int(record.get("page_count") or 0), POSITIONED_PAGES)
        for number in range(1, count + 1):
            yield Wanted(f"{base}pages/{slug}-p{number}.position.json", "positions", "json", optional=True)
    elif any(a.wanted.url == texts.url for a in answers):
        plain = Wanted(f"{base}{slug}.txt", "text", "text", optional=True)
        yield plain
        if any(a.wanted.url == plain.url for a in answers) and not good(answers, "text"):
            yield Wanted(f"{base}{slug}.pdf", "pdf", "pdf")


def read_assets(source: Source, answers: Sequence[Answer], reader: Reader) -> tuple[SourceText, ...]:
    """The layers in what the API and its assets answered, whatever adapter asked for them."""
    made: list[SourceText] = []
    boxes = _positions(answers)
    for answer in good(answers, "pages"):
        made.extend(_paged_text(answer, boxes))
    for answer in good(answers):
        if (answer.wanted.role not in ("pages", "positions") and is_document_file(answer)) or (
            answer.wanted.role == "api" and sniff(answer.body) is Family.HTML
        ):
            made.extend(read_anything(answer, source, reader))
    made.extend(_description(answers))
    return tuple(made)


def _paged_text(answer: Answer, boxes: dict[int, list[dict[str, Any]]]) -> tuple[SourceText, ...]:
    try:
        pages = read_json(answer.body)["pages"]
        made = tuple(_one_page(page, boxes.get(int(page["page"]), [])) for page in pages)
    except (ValueError, KeyError, TypeError):
        return ()
    noisy = any(page.get("ocr") for page in pages)
    text = SourceText(pages=made, engine=ENGINE, noisy=noisy)
    return (filed(text, answer),) if text.text.strip() else ()


def _one_page(page: dict[str, Any], boxes: list[dict[str, Any]]) -> Page:
    text = str(page.get("contents") or "").replace("\f", " ")
    index = int(page["page"])
    return Page(index=index, text=text, words=tuple(_placed(text, boxes)), engine=str(page.get("ocr") or ENGINE))


def _positions(answers: Sequence[Answer]) -> dict[int, list[dict[str, Any]]]:
    """Word boxes by zero-based page; file names count from one."""
    found: dict[int, list[dict[str, Any]]] = {}
    for answer in good(answers, "positions"):
        number = _POSITION.search(answer.wanted.url)
        listed = read_json(answer.body)
        if number and isinstance(listed, list):
            found[int(number.group(1)) - 1] = [entry for entry in listed if isinstance(entry, dict)]
    return found


def _placed(text: str, boxes: list[dict[str, Any]]) -> Iterator[Word]:
    """The words of a page in order, each with its box; a word the text does not hold where it is due is passed over."""
    at = 0
    for entry in boxes:
        word = str(entry.get("text") or "").strip()
        start = text.find(word, at) if word else -1
        if start < 0:
            continue
        at = start + len(word)
        try:
            box = Box(float(entry["x1"]), float(entry["y1"]), float(entry["x2"]), float(entry["y2"]))
        except (KeyError, TypeError, ValueError):
            continue
        yield Word(start, at, box)


def _description(answers: Sequence[Answer]) -> tuple[SourceText, ...]:
    """The uploader's own words about the document, which may hold HTML."""
    record = record_of(answers)
    words = str((record or {}).get("description") or "").strip()
    if not words or record is None:
        return ()
    plain = text_of(document(f"<div>{words}</div>".encode(), "utf-8"))
    made = prose(plain, Layer.ARCHIVE_SUMMARY, title=str(record.get("title") or ""))
    return tuple(filed(made, answer) for answer in good(answers, "api")[-1:] if made)
