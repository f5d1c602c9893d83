"""The front door for notes: every citation of every note, in order, whatever could not be read among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from verifier.citations.addresses import addresses, own_host, printed
from verifier.citations.dates import date_of, without_access
from verifier.citations.locators import Located, locate
from verifier.citations.naming import author_of, named_in_passing, outside_of, title_of
from verifier.citations.positions import cross_reference, has_op_cit, ibid_rest, idem_rest, quoted_in, shape_of
from verifier.citations.split import IN_PASSING, Piece, split_note
from verifier.citations.titles import FoundTitle
from verifier.citations.urls import FoundUrl
from verifier.records.citation import BIBLIOGRAPHY, Citation, Locator, Position
from verifier.records.manuscript import BlockKind, Link, Manuscript
from verifier.records.spans import Span, Stream

_KNOWN_AS = re.compile(
    r"[(\[]\s*(?:here(?:in)?after|henceforth)(?:,?\s+(?:cited|referred to|abbreviated))?(?:\s+(?:to\s+)?as)?,?:?\s*"
    r"[“\"‘']?(?P<name>[^)\]”\"]{2,80}?)[,.]?[”\"’']?\s*[)\]]",
    re.IGNORECASE,
)
_LATIN = re.compile(r"\w{2}")


def parse_notes(manuscript: Manuscript) -> tuple[Citation, ...]:
    """All citations in the order of the notes, then the entries of the bibliography (`note` is BIBLIOGRAPHY).

    A note in which nothing can be read as a citation gives one of position UNKNOWN, so that Ibid. cannot leap it.
    """
    links, host = sorted(manuscript.links, key=lambda link: link.span.start), own_host(manuscript)
    found: list[Citation] = []
    for note in manuscript.notes:
        found.extend(_parse(manuscript.note_stream(note), note.ordinal, links, host))
    for block in manuscript.blocks:
        if block.kind is BlockKind.BIBLIOGRAPHY:
            found.extend(_parse_entry(manuscript.stream(block), links, host))
    return tuple(found)


def _parse(stream: Stream, note: int, links: Sequence[Link], host: str) -> list[Citation]:
    text = stream.text
    found = addresses(stream, links, host)
    pieces = split_note(text, [(one.start, one.end) for one in found])
    read = [_citation(stream, piece, found, note) for piece in pieces]
    kept = [one for one in read if one is not None and one.position is not Position.UNKNOWN]
    if not kept:
        kept = [_unknown(stream, note)] if _LATIN.search(text) else []
    return [_numbered(one, index) for index, one in enumerate(kept)]


def _parse_entry(stream: Stream, links: Sequence[Link], host: str) -> list[Citation]:
    text = stream.text
    whole = Piece(len(text) - len(text.lstrip(" -–•*\t\n")), len(text.rstrip()))
    if whole.end <= whole.start:
        return []
    one = _citation(stream, whole, addresses(stream, links, host), BIBLIOGRAPHY)
    return [one] if one is not None and one.title else []


def _numbered(one: Citation, index: int) -> Citation:
    return replace(one, index=index)


def _unknown(stream: Stream, note: int) -> Citation:
    text = stream.text
    return Citation(note, 0, text.strip(), stream.span_of(0, len(text)), Position.UNKNOWN)


def _citation(stream: Stream, piece: Piece, found: Sequence[FoundUrl], note: int) -> Citation | None:
    words = piece.of(stream.text)
    if not _LATIN.search(words):
        return None
    inside = [one for one in found if piece.start <= one.start and one.end <= piece.end]
    span = stream.span_of(piece.start, piece.end)
    if piece.commentary and not named_in_passing(words, has_url=bool(inside)):
        return None
    made = _ibid(words, note, span) or _read(words, piece, inside, note, span)
    return replace(made, signal=piece.signal or (IN_PASSING if piece.commentary else ""))


def _ibid(words: str, note: int, span: Span) -> Citation | None:
    rest = ibid_rest(words)
    if rest is None:
        return None
    found = locate(rest, "").locator
    position = Position.IBID_WITH_LOCATOR if found else Position.IBID
    return Citation(note, 0, words.strip(), span, position, locator=found)


def _read(words: str, piece: Piece, inside: Sequence[FoundUrl], note: int, span: Span) -> Citation:
    """A citation that is no Ibid.: title, author, date, URLs and locator, then how it refers."""
    second = quoted_in(words)
    body = words[second:] if second is not None else words
    shift = piece.start + (second or 0)
    same_author = idem_rest(body)
    linked = [(one.start - shift, one.end - shift) for one in inside]
    title = title_of(body, linked, listed=note == BIBLIOGRAPHY)
    urls = [FoundUrl(one.url, one.start - shift, one.end - shift) for one in inside if one.end > shift]
    author = author_of(body, title)
    outside = outside_of(body, title, urls)
    label = cross_reference(outside, titled=title is not None)
    if label is not None and not urls:
        return Citation(
            note,
            0,
            words,
            span,
            Position.CROSS_REFERENCE,
            author,
            title.title if title else None,
            refers_to=label,
            locator=_without_label(outside, label),
        )
    located = _locate(body, title, urls)
    known = _KNOWN_AS.search(words)
    return Citation(
        note=note,
        index=0,
        raw=words,
        span=span,
        position=_position(body, outside, title, author, bool(urls)),
        author="idem" if same_author is not None else author,
        title=title.title if title else None,
        date=date_of(outside, title.title if title else ""),
        urls=tuple(one.url for one in urls),
        locator=located.locator,
        quoted_in=second is not None,
        known_as=known.group("name").strip() if known else None,
        extent=located.extent,
    )


def _position(body: str, outside: str, title: FoundTitle | None, author: str | None, has_url: bool) -> Position:
    if has_op_cit(body):
        return Position.SHORT
    return shape_of(without_access(outside), has_url=has_url, titled=title is not None, named=author is not None)


def _locate(body: str, title: FoundTitle | None, urls: Sequence[FoundUrl]) -> Located:
    begin = title.end if title else 0
    shown = [one for one in urls if one.start >= begin and printed(body[one.start : one.end])]
    if not shown:
        return locate(body[begin:], "", urls[0].url if urls else "")
    first, last = shown[0], shown[-1]
    return locate(body[begin : first.start], body[last.end :], first.url)


def _without_label(outside: str, label: str) -> Locator | None:
    """The locator of a cross-reference, its note label left out."""
    rest = outside[outside.find(label) + len(label) :]
    return locate(rest, "").locator
