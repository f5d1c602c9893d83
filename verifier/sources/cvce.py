"""CVCE (cvce.eu): transcripts and PDFs of European integration, known by a uuid and a language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.records.source import Source, Wanted
from verifier.records.text import SourceText
from verifier.sources.answers import fresh, good
from verifier.sources.anything import is_document_file, read_anything
from verifier.sources.archive import Archive
from verifier.sources.base import Answer, UrlForm
from verifier.sources.pages import links
from verifier.sources.urls import is_pdf_path, page_in, parse
from verifier.texts import Reader

ROOT = "https://www.cvce.eu"
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_OBJECT = re.compile(rf"-([a-z]{{2}})-({_UUID})(?:\.html)?$")
_EXAMPLE = "00000000-0000-4000-8000-000000000000"


class Cvce(Archive):
    """One object in one language: the same uuid in another language is another text."""

    name = "cvce"
    title = "CVCE, Centre virtuel de la connaissance sur l'Europe (University of Luxembourg)"
    forms = (
        UrlForm("/[{lang}/]obj/{slug}-{lang}-{uuid}.html", f"{ROOT}/en/obj/declaration-en-{_EXAMPLE}.html"),
        UrlForm(
            "/content/publication/{y}/{m}/{d}/{uuid}/publishable_{lang}.pdf",
            f"{ROOT}/content/publication/1999/1/1/{_EXAMPLE}/publishable_en.pdf",
        ),
    )

    def recognise(self, url: str) -> Source | None:
        """An object by its uuid; an address cut off before the uuid is still this archive's, as it stands."""
        address = parse(url)
        if address.site != "cvce.eu":
            return None
        parts, page = address.segments, page_in(address.fragment)
        if found := _OBJECT.search(parts[-1] if parts else ""):
            return self._source(
                f"cvce:{found.group(2)}/{found.group(1)}", f"{ROOT}{address.clean_path}", url, page=page
            )
        file = re.search(rf"/({_UUID})/publishable_([a-z]{{2}})\.pdf$", address.path)
        if file:
            key = f"cvce:{file.group(1)}/{file.group(2)}"
            return self._source(key, f"{ROOT}{address.clean_path}", url, page=page, hints={"file": file.group(1)})
        if "obj" in parts[:2] and len(parts) > 1:
            return self._source(f"cvce:{parts[-1]}", f"{ROOT}{address.clean_path}", url, page=page)
        return None

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """The object's page, then the PDF of the same language that it links."""
        if "file" in source.hints:
            return fresh([Wanted(source.url, "pdf", "pdf")], answers)
        if not answers:
            return (Wanted(source.url, "record", "html"),)
        language = source.key.rpartition("/")[2]
        pdfs = [link for record in good(answers, "record") for link in links(record) if is_pdf_path(link)]
        own = [link for link in pdfs if link.endswith(f"_{language}.pdf")] or pdfs
        return fresh([Wanted(link, "pdf", "pdf", optional=True) for link in own[:1]], answers)

    def read(self, source: Source, answers: Sequence[Answer], reader: Reader) -> Sequence[SourceText]:
        """The PDF first where there is one: a page that only announces it holds no text of the document."""
        ordered = sorted(good(answers), key=lambda answer: not is_document_file(answer))
        return tuple(text for answer in ordered for text in read_anything(answer, source, reader))
