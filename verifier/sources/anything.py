"""Reading a body of any kind into its layers: what every adapter falls back on, and all the generic one does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from verifier.errors import SourceUnreadable
from verifier.records.source import Layer, Source
from verifier.records.text import Division, SourceText
from verifier.sources.answers import filed
from verifier.sources.base import Answer
from verifier.sources.bytes import Family, sniff
from verifier.texts import Reader
from verifier.texts.tei import cut


def read_anything(
    answer: Answer, source: Source, reader: Reader, layer: Layer = Layer.DOCUMENT_TEXT
) -> tuple[SourceText, ...]:
    """The layers of one body, told apart by its first bytes. `layer` is what the body's own words are filed under.

    Bytes that cannot be read give a text without pages whose `problems` say why: one damaged file of a record must
    not hide the others.
    """
    try:
        made = _read(answer, source, reader, layer)
    except SourceUnreadable as error:
        made = (SourceText(pages=(), layer=layer, problems=(f"unreadable: {error}",)),)
    return tuple(filed(text, answer, layer=layer if text.layer is Layer.DOCUMENT_TEXT else None) for text in made)


def _read(answer: Answer, source: Source, reader: Reader, layer: Layer) -> Sequence[SourceText]:
    body, family, url = answer.body, sniff(answer.body), answer.capture.final_url or answer.wanted.url
    if family is Family.EMPTY:
        return ()
    if family is Family.PDF:
        return reader.pdf(body, url=url, layer=layer)
    if family is Family.TEI:
        return by_division(reader.tei(body, url=url), source.fragment)
    if family in (Family.TEXT, Family.JSON):
        return (reader.plain(body, url=url, charset=answer.capture.charset),)
    return reader.any(body, url=url, charset=answer.capture.charset)


def by_division(texts: Sequence[SourceText], division: str | None) -> tuple[SourceText, ...]:
    """The cited division first, then what stands beyond it, then the notes; all as it was when no division is cited.

    Words beyond are a text of their own, one page per division labelled with its id: a quotation found only there
    stands in the file, but not in the document that was cited.
    """
    whole, *notes = texts
    if not division or division not in {part.id for part in whole.divisions}:
        return tuple(texts)
    inside = next(part for part in whole.divisions if part.id == division)
    others = [part for part in whole.divisions if not _within(part, inside) and not _within(inside, part)]
    leaves = [p for p in others if not any(p is not q and _within(q, p) for q in others)]
    words = [(part.id, cut(whole, part.id).text.replace("\f", "\n")) for part in leaves]
    rest = SourceText.from_pages([text for _, text in words], labels=[name for name, _ in words])
    beyond = replace(whole, pages=rest.pages, title=f"{whole.title}, beyond #{division}", divisions=(), beyond=True)
    return (cut(whole, division), *((beyond,) if beyond.text.strip() else ()), *notes)


def _within(inner: Division, outer: Division) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def is_document_file(answer: Answer) -> bool:
    """True for bytes that are the document itself whatever page was asked for: a PDF, a picture, TEI, plain text."""
    return sniff(answer.body) in (Family.PDF, Family.IMAGE, Family.TEI, Family.TEXT)
