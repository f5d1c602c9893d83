"""The front door for notes: every citation of every note, in order, whatever could not be read among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from verifier.citations.addresses import addresses, own_host
from verifier.citations.body import Body
from verifier.citations.locators import locate
from verifier.citations.naming import named_in_passing
from verifier.citations.positions import ibid_rest
from verifier.citations.split import IN_PASSING, Piece, split_note
from verifier.citations.urls import FoundUrl
from verifier.records.citation import BIBLIOGRAPHY, Citation, Position
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
    return [replace(one, index=index) for index, one in enumerate(kept)]


def _parse_entry(stream: Stream, links: Sequence[Link], host: str) -> list[Citation]:
    text = stream.text
    whole = Piece(len(text) - len(text.lstrip(" -–•*\t\n")), len(text.rstrip()))
    if whole.end <= whole.start:
        return []
    one = _citation(stream, whole, addresses(stream, links, host), BIBLIOGRAPHY)
    return [one] if one is not None and one.title else []


def _unknown(stream: Stream, note: int) -> Citation:
    text = stream.text
    return Citation(note, 0, text.strip(), stream.span_of(0, len(text)), Position.UNKNOWN)


def _citation(stream: Stream, piece: Piece, found: Sequence[FoundUrl], note: int) -> Citation | None:
    """The citation in one piece of a note; None where the piece only comments."""
    words = piece.of(stream.text)
    urls = [_moved(one, piece.start) for one in found if piece.start <= one.start and one.end <= piece.end]
    if not _LATIN.search(words) or (piece.commentary and not named_in_passing(words, has_url=bool(urls))):
        return None
    span = stream.span_of(piece.start, piece.end)
    made = _ibid(words, note, span) or _work(words, Body.of(words, urls, listed=note == BIBLIOGRAPHY), note, span)
    return replace(made, signal=piece.signal or (IN_PASSING if piece.commentary else ""))


def _moved(url: FoundUrl, by: int) -> FoundUrl:
    return FoundUrl(url.url, url.start - by, url.end - by)


def _ibid(words: str, note: int, span: Span) -> Citation | None:
    rest = ibid_rest(words)
    if rest is None:
        return None
    found = locate(rest, "").locator
    position = Position.IBID_WITH_LOCATOR if found else Position.IBID
    return Citation(note, 0, words.strip(), span, position, locator=found)


def _work(words: str, body: Body, note: int, span: Span) -> Citation:
    """A citation that names its work, in full, in short or by the note that does."""
    label = body.refers_to()
    if label is not None:
        position, locator, extent = Position.CROSS_REFERENCE, body.locator_behind(label), None
    else:
        located = body.located()
        position, locator, extent = body.position(), located.locator, located.extent
    known = _KNOWN_AS.search(words)
    return Citation(
        note=note,
        index=0,
        raw=words,
        span=span,
        position=position,
        author=body.author,
        title=body.name,
        date=body.date(),
        urls=tuple(one.url for one in body.urls),
        locator=locator,
        refers_to=label,
        quoted_in=body.second_hand,
        known_as=known.group("name").strip() if known else None,
        extent=extent,
    )
