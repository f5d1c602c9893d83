"""Items of the Internet Archive: the metadata says which file holds the text, and how its leaves are numbered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote

from verifier.records.source import Layer, Source, Wanted
from verifier.records.text import Page, SourceText
from verifier.sources.answers import filed, fresh, good, in_order
from verifier.sources.anything import read_anything
from verifier.sources.archive import Archive
from verifier.sources.base import Answer, UrlForm
from verifier.sources.bytes import Family, read_json, sniff
from verifier.sources.pages import prose
from verifier.sources.urls import Address, page_in, parse
from verifier.texts import Reader
from verifier.texts.html import document, text_of

ROOT = "https://archive.org"
PDF_BYTES_MAX = 48 * 2**20  # a larger PDF is left to the plain text: it would not pass the cap on one body
_PAGE = re.compile(r"/page/n?(\d+)")


class ArchiveOrg(Archive):
    """An item by its identifier; one file of it when the address names a file."""

    name = "archiveorg"
    title = "Internet Archive items"
    forms = (
        UrlForm("archive.org/details/{id}[/page/n{leaf}]", f"{ROOT}/details/lamp-papers-1993/page/n12/mode/2up"),
        UrlForm("archive.org/download/{id}/{file}", f"{ROOT}/download/lamp-papers-1993/lamp-papers-1993.pdf"),
        UrlForm("archive.org/stream/{id}/{file}", f"{ROOT}/stream/lamp-papers-1993/lamp-papers-1993_djvu.txt"),
    )

    def recognise(self, url: str) -> Source | None:
        """An item or one of its files; the numbered servers that downloads lead to are the same archive."""
        address = parse(url)
        parts = address.segments
        if address.site == "archive.org" and len(parts) > 1 and parts[0] in ("details", "metadata", "embed"):
            return self._item(parts[1], address, url)
        if address.site == "archive.org" and len(parts) > 2 and parts[0] in ("download", "stream"):
            return self._file(parts[1], "/".join(parts[2:]), address, url)
        if re.fullmatch(r"(?:ia|dn)\d+\.(?:\w+\.)?archive\.org", address.host) and "items" in parts:
            item, *names = parts[parts.index("items") + 1 :]
            return self._file(item, "/".join(names), address, url) if names else self._item(item, address, url)
        return None

    def _item(self, item: str, address: Address, cited: str) -> Source:
        leaf = _PAGE.search(address.path)
        page = leaf.group(1) if leaf and not leaf.group(0).startswith("/page/n") else None
        return self._source(
            f"archiveorg:{item}",
            f"{ROOT}/details/{item}",
            cited,
            page=page or page_in(address.fragment),
            hints={"item": item},
        )

    def _file(self, item: str, name: str, address: Address, cited: str) -> Source:
        url = f"{ROOT}/download/{quote(item)}/{quote(unquote(name))}"
        return self._source(
            f"archiveorg:{item}/{name}", url, cited, page=page_in(address.fragment), hints={"item": item, "file": name}
        )

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """The metadata; then the PDF with text, the plain text when that fails, and the page numbers."""
        if "file" in source.hints:
            return fresh([Wanted(source.url, "file")], answers)
        if not answers:
            return (Wanted(f"{ROOT}/metadata/{source.hints['item']}", "api", "json"),)
        record = _record(answers)
        if not record:
            return fresh([Wanted(source.url, "record", "any", optional=True)], answers)
        numbers = [one for one in _numbers(record, source) if any(a.wanted.role == "pdf" for a in good(answers))]
        return (*in_order(_texts(record, source), answers), *fresh(numbers, answers))

    def read(self, source: Source, answers: Sequence[Answer], reader: Reader) -> Sequence[SourceText]:
        """The file's text with printed page numbers where they are known, then the uploader's description."""
        made: list[SourceText] = []
        labels = _labels(answers)
        for answer in good(answers):
            if answer.wanted.role != "numbers" and not (
                answer.wanted.role == "api" and sniff(answer.body) is Family.JSON
            ):
                made.extend(_labelled(text, labels) for text in read_anything(answer, source, reader))
        made.extend(_description(answers))
        return tuple(made)


def _record(answers: Sequence[Answer]) -> dict[str, Any]:
    found = next((read_json(answer.body) for answer in good(answers, "api")), None)
    return found if isinstance(found, dict) else {}


def _files(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [file for file in record.get("files") or [] if isinstance(file, dict) and not file.get("private")]


def _texts(record: dict[str, Any], source: Source) -> list[Wanted]:
    """Files that hold the text, best first."""
    pdfs = [f for f in _files(record) if str(f.get("format")) in ("Text PDF", "Additional Text PDF") and _small(f)]
    plain = [f for f in _files(record) if str(f.get("format")) in ("DjVuTXT", "Text")]
    images = [f for f in _files(record) if str(f.get("format")) in ("Image Container PDF", "PDF") and _small(f)]
    wanted = [Wanted(_address(source, file), "pdf", "pdf") for file in pdfs[:1]]
    wanted += [Wanted(_address(source, file), "text", "text") for file in plain[:1]]
    return wanted + [Wanted(_address(source, file), "pdf", "pdf") for file in images[:1]]


def _small(file: dict[str, Any]) -> bool:
    size = str(file.get("size") or "0")
    return not size.isdigit() or int(size) <= PDF_BYTES_MAX


def _address(source: Source, file: dict[str, Any]) -> str:
    return f"{ROOT}/download/{quote(source.hints['item'])}/{quote(str(file.get('name')))}"


def _numbers(record: dict[str, Any], source: Source) -> list[Wanted]:
    named = [file for file in _files(record) if str(file.get("name")).endswith("_page_numbers.json")]
    return [Wanted(_address(source, file), "numbers", "json", optional=True) for file in named[:1]]


def _labels(answers: Sequence[Answer]) -> list[str | None]:
    """Printed page numbers by leaf, None where a leaf has none."""
    for answer in good(answers, "numbers"):
        found = read_json(answer.body)
        pages = found.get("pages") if isinstance(found, dict) else None
        if isinstance(pages, list):
            return [str(page.get("pageNumber") or "") or None for page in pages if isinstance(page, dict)]
    return []


def _labelled(text: SourceText, labels: Sequence[str | None]) -> SourceText:
    """The text with its pages numbered as printed; as it was when leaves and pages do not agree in number."""
    if len(labels) != len(text.pages):
        return text
    pages: tuple[Page, ...] = tuple(
        replace(page, label=label or page.label) for page, label in zip(text.pages, labels, strict=True)
    )
    return replace(text, pages=pages)


def _description(answers: Sequence[Answer]) -> tuple[SourceText, ...]:
    facts = _record(answers).get("metadata")
    words = facts.get("description") if isinstance(facts, dict) else None
    lines = [str(line) for line in words] if isinstance(words, list) else [str(words or "")]
    plain = text_of(document(f"<div>{'<br>'.join(lines)}</div>".encode(), "utf-8"))
    title = str(facts.get("title") or "") if isinstance(facts, dict) else ""
    made = prose(plain, Layer.ARCHIVE_SUMMARY, title=title)
    return tuple(filed(made, answer) for answer in good(answers, "api")[:1] if made)
