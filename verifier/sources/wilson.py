"""The Wilson Center Digital Archive: every language tab of a record, its PDF, its summary apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from verifier.records.source import Layer, Source, Wanted
from verifier.records.text import SourceText
from verifier.sources.answers import by_hand, filed, fresh, good
from verifier.sources.anything import read_anything
from verifier.sources.archive import Archive
from verifier.sources.base import Answer, UrlForm
from verifier.sources.languages import code_of
from verifier.sources.pages import heading_of, labelled, links, one_line, prose, soup_of
from verifier.sources.urls import is_pdf_path, page_in, parse
from verifier.texts import Reader
from verifier.texts.html import text_of
from verifier.texts.language import language_of

HOST = "digitalarchive.wilsoncenter.org"
ROOT = f"https://{HOST}"
_MIRRORS = {"wilson-center-digital-archive.dvincitest.com", "wilson-center.drivingcreative.com"}


class Wilson(Archive):
    """A record may hold an original-language transcript and a translation in one page: all panes are read."""

    name = "wilson"
    title = "Wilson Center Digital Archive"
    forms = (
        UrlForm("/document/{slug}", f"{ROOT}/document/letter-deputy-minister-foreign-affairs"),
        UrlForm("/document/{Record ID}", f"{ROOT}/document/209785", "the old numeric address of the same record"),
        UrlForm("/node/{n}", f"{ROOT}/node/114871", "the same page; not the Record ID"),
        UrlForm(
            "/sites/default/files/.../{name}.pdf",
            f"{ROOT}/sites/default/files/shared-media/imported_document_original_file/letter.pdf",
        ),
    )

    def recognise(self, url: str) -> Source | None:
        """A record by number or slug; which number a slug has is on the page only, so the two keep two keys."""
        address = parse(url)
        if address.site not in {HOST, *_MIRRORS}:
            return None
        parts = address.segments
        mirror = {"mirror": address.host} if address.site in _MIRRORS else {}
        page = page_in(address.fragment)
        if parts[:2] == ("srv", "record"):  # what the site before 2022 called a record's data
            parts = ("document", *parts[2:])
        if len(parts) >= 2 and parts[0] in ("document", "node"):
            name = re.sub(r"\.(?:pdf|ris|json)$", "", parts[1])
            key = f"wilson:{name}" if parts[0] == "document" else f"wilson:node:{name}"
            return self._source(key, f"{ROOT}/{parts[0]}/{name}", url, page=page, hints=mirror)
        if parts and parts[-1].lower().endswith(".pdf"):
            return self._source(
                f"wilson:file:{parts[-1]}", f"{ROOT}{address.clean_path}", url, page=page, hints={"file": parts[-1]}
            )
        return None

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """The record page; its PDF only when no tab of it holds text."""
        if "file" in source.hints:
            return fresh([Wanted(source.url, "pdf", "pdf")], answers)
        if not answers:
            return (Wanted(source.url, "record", "html"),)
        return fresh([one for record in good(answers, "record") for one in _scan(record)], answers)

    def read(self, source: Source, answers: Sequence[Answer], reader: Reader) -> Sequence[SourceText]:
        """Original panes, then translations, then the PDF, then the editors' summary."""
        texts: list[SourceText] = []
        rest: list[SourceText] = []
        for answer in good(answers):
            root = soup_of(answer)
            if root is None or (by_hand(answer) and root.find(id="documentTabs") is None):
                rest.extend(read_anything(answer, source, reader))
            else:
                texts.extend(filed(text, answer) for text in _panes(root))
                rest.extend(filed(text, answer) for text in _summary(root))
        texts.sort(key=lambda text: text.layer is not Layer.DOCUMENT_TEXT)
        return (*texts, *sorted(rest, key=lambda text: text.layer is Layer.ARCHIVE_SUMMARY))


@dataclass(frozen=True, slots=True)
class Facts:
    """What the record says of itself: its language (a code), and where its text came from."""

    language: str
    source: str

    @property
    def translated(self) -> bool:
        """True where the source statement names a translator or a translation."""
        return bool(re.search(r"\btranslat", self.source, re.IGNORECASE))


def facts_of(soup: Any) -> Facts:
    """The record's language and source statement, found by their printed labels."""
    return Facts(code_of(labelled(soup, "Language")), labelled(soup, "Source"))


def _panes(soup: Any) -> Iterator[SourceText]:
    """One text per pane that holds words, whichever a browser would show first."""
    facts, title = facts_of(soup), heading_of(soup)
    holders = soup.select("#documentTabs .tab-pane") or soup.select("#documentTabs")
    filled = [(pane, text) for pane in holders if (text := text_of(pane))]
    for pane, text in filled:
        label = _tab_label(soup, str(pane.get("id") or ""))
        language = str(pane.get("lang") or "") or code_of(label) or language_of(text)
        layer = Layer.TRANSLATION if _is_translation(label, language, facts, len(filled)) else Layer.DOCUMENT_TEXT
        made = prose(text, layer, title=title, language=language)
        if made:
            yield made


def _is_translation(label: str, language: str, facts: Facts, panes: int) -> bool:
    """The tab says so, or its language is not the record's, or it stands alone under a translator's name."""
    if "translat" in label.lower():
        return True
    if re.search(r"\b(original|transcript)", label, re.IGNORECASE):
        return False
    if facts.language and language:
        return facts.language != language
    return panes == 1 and facts.translated


def _tab_label(soup: Any, pane: str) -> str:
    for link in soup.find_all(["a", "button"]) if pane else []:
        if f"#{pane}" in (link.get("href"), link.get("data-bs-target"), link.get("data-target")):
            return one_line(link)
    return ""


def _scan(record: Answer) -> Iterator[Wanted]:
    """The record's PDF, when none of its tabs holds words."""
    soup = soup_of(record)
    if soup is None or any(True for _ in _panes(soup)):
        return
    scans = [link for link in links(record) if is_pdf_path(link.partition("?")[0])]
    yield from (Wanted(link, "pdf", "pdf") for link in scans[:1])


def _summary(soup: Any) -> Iterator[SourceText]:
    """The editors' prose: blocks marked as such that stand outside the document's own tabs."""
    blocks = [node for node in soup.select(".text-block") if node.find_parent(id="documentTabs") is None]
    made = prose("\n".join(filter(None, map(text_of, blocks))), Layer.ARCHIVE_SUMMARY, title=heading_of(soup))
    if made:
        yield made
