"""The front door for notes: every citation of every note, in order, whatever could not be read among them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from verifier.citations.authors import author_before, leading_person
from verifier.citations.dates import date_of, without_access
from verifier.citations.locators import Located, locate
from verifier.citations.positions import (
    cross_reference,
    has_op_cit,
    ibid_rest,
    idem_rest,
    quoted_in,
    shape_of,
    without_op_cit,
)
from verifier.citations.split import Piece, split_note
from verifier.citations.titles import FoundTitle, plain_title, quoted_strings, stray_title
from verifier.citations.urls import FoundUrl, find_urls
from verifier.records.citation import BIBLIOGRAPHY, Citation, Locator, Position
from verifier.records.manuscript import BlockKind, Link, Manuscript
from verifier.records.spans import Span, Stream

_KNOWN_AS = re.compile(
    r"[(\[]\s*(?:here(?:in)?after|henceforth|hereinafter|hereafter)(?:,?\s+(?:cited|referred to|abbreviated))?(?:\s+(?:as|to as))?,?:?\s*"
    r"[“\"‘']?(?P<name>[^)\]”\"]{2,80}?)[,.]?[”\"’']?\s*[)\]]",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(?:memorandum|memoranda|memo|letter|telegram|cable|minutes?|report|conversation|telcon|memcon|note|diary|statement|"
    r"dispatch|despatch|airgram|briefing|paper|record|transcript|speech|address|remarks|interview|resolution|order)\b",
    re.IGNORECASE,
)
_LATIN = re.compile(r"\w{2}")


def parse_notes(manuscript: Manuscript) -> tuple[Citation, ...]:
    """All citations in the order of the notes, then the entries of the bibliography (`note` is BIBLIOGRAPHY).

    A note in which nothing can be read as a citation gives one of position UNKNOWN, so that Ibid. cannot leap it.
    """
    links = sorted(manuscript.links, key=lambda link: link.span.start)
    found: list[Citation] = []
    for note in manuscript.notes:
        found.extend(_parse(manuscript.note_stream(note), note.ordinal, links))
    for block in manuscript.blocks:
        if block.kind is BlockKind.BIBLIOGRAPHY:
            found.extend(_parse_entry(manuscript.stream(block), links))
    return tuple(found)


def _parse(stream: Stream, note: int, links: Sequence[Link]) -> list[Citation]:
    text = stream.text
    addresses = _addresses(stream, links)
    pieces = split_note(text, [(found.start, found.end) for found in addresses])
    read = [_citation(stream, piece, addresses, note) for piece in pieces]
    kept = [one for one in read if one is not None and one.position is not Position.UNKNOWN]
    if not kept:
        kept = [_unknown(stream, note)] if _LATIN.search(text) else []
    return [_numbered(one, index) for index, one in enumerate(kept)]


def _parse_entry(stream: Stream, links: Sequence[Link]) -> list[Citation]:
    text = stream.text
    whole = Piece(len(text) - len(text.lstrip(" -–•*\t\n")), len(text.rstrip()))
    if whole.end <= whole.start:
        return []
    one = _citation(stream, whole, _addresses(stream, links), BIBLIOGRAPHY)
    return [one] if one is not None and one.title else []


def _numbered(one: Citation, index: int) -> Citation:
    from dataclasses import replace

    return replace(one, index=index)


def _unknown(stream: Stream, note: int) -> Citation:
    text = stream.text
    return Citation(note, 0, text.strip(), stream.span_of(0, len(text)), Position.UNKNOWN)


def _addresses(stream: Stream, links: Sequence[Link]) -> list[FoundUrl]:
    """URLs printed in the note and words that are hyperlinks, in order; a printed URL that is also a link counts once."""
    found = list(find_urls(stream.text))
    for link, start, end in _links_in(stream, links):
        if not any(other.start < end and start < other.end for other in found):
            found.append(FoundUrl(link.url, start, end))
    return sorted(found, key=lambda one: one.start)


def _links_in(stream: Stream, links: Sequence[Link]) -> Iterator[tuple[Link, int, int]]:
    """The links whose words stand in the stream, with their place in it."""
    at = 0
    for span in stream.spans:
        first = bisect_left(links, span.start, key=lambda link: link.span.start)
        for link in links[first:]:
            if link.span.start >= span.end:
                break
            start = at + link.span.start - span.start
            if link.url.lower().startswith(("http://", "https://")):
                yield link, start, min(start + len(link.span), len(stream.text))
        at += len(span) + len(stream.joint)


def _citation(stream: Stream, piece: Piece, addresses: Sequence[FoundUrl], note: int) -> Citation | None:
    words = piece.of(stream.text)
    if not _LATIN.search(words):
        return None
    inside = [found for found in addresses if piece.start <= found.start and found.end <= piece.end]
    span = stream.span_of(piece.start, piece.end)
    made = _ibid(words, note, span) or _read(words, piece, inside, note, span)
    return made if made.signal or not piece.signal else _signalled(made, piece.signal)


def _signalled(made: Citation, signal: str) -> Citation:
    from dataclasses import replace

    return replace(made, signal=signal)


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
    title = _title(body, linked=[(one.start - shift, one.end - shift) for one in inside])
    urls = [FoundUrl(one.url, one.start - shift, one.end - shift) for one in inside if one.end > shift]
    author = _author(body, title)
    outside = _outside(body, title, urls)
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


def _title(body: str, linked: Sequence[tuple[int, int]]) -> FoundTitle | None:
    """The work's title: the first quoted string, unless a document's description (or the linked words) comes first."""
    quoted = quoted_strings(body)
    described = _description(body, quoted[0].start if quoted else len(body), linked)
    if described is not None:
        return described
    if quoted:
        return quoted[0]
    stray = stray_title(body)
    if stray is not None:
        return stray
    person = leading_person(without_op_cit(body).strip())
    if person is None:
        return _bare_title(body)
    start = body.find(body.strip()) + person[1]
    return plain_title(body, start)


def _description(body: str, before: int, linked: Sequence[tuple[int, int]]) -> FoundTitle | None:
    """An unpublished document is named by a description: `David Trask memorandum to Anthony Lake, June 11, 1980`."""
    from verifier.citations.dates import DATE

    head = body[:before]
    if linked and 0 <= linked[0][0] < before and not body[linked[0][0] :].startswith("http"):
        start, end = linked[0]
        words = body[start:end].strip(" ,.")
        return FoundTitle(words, start, end, quoted=False) if words else None
    date = DATE.search(head)
    if date is None or not _DOCUMENT.search(head[: date.start()]) or ":" in head[: date.start()]:
        return None
    return FoundTitle(head[: date.start()].strip(" ,.(["), 0, date.start(), quoted=False)


def _bare_title(body: str) -> FoundTitle | None:
    """A work named by its title alone (`The Origins of Alliances, vii`): three capitalised words up to a page or bracket."""
    head = re.match(r"\W*(?=[A-Z])", body)
    found = plain_title(body, head.end()) if head else None
    if found is None or len(found.title) > 200 or found.title.count(" ") > 30:
        return None
    content = [word for word in re.findall(r"[^\W\d_]+", found.title) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in content)
    return found if content and capitals >= len(content) * 0.7 and locate(body[found.end :], "").locator else None


def _author(body: str, title: FoundTitle | None) -> str | None:
    if title is None:
        person = leading_person(body.strip() + " A")
        return person[0] if person else None
    return author_before(body[: title.start]) if title.start else None


def _outside(body: str, title: FoundTitle | None, urls: Sequence[FoundUrl]) -> str:
    """The words outside title and URLs."""
    cuts = sorted(
        [*((one.start, one.end) for one in urls if one.start >= 0), *([(title.start, title.end)] if title else [])]
    )
    kept, at = [], 0
    for start, end in cuts:
        kept.append(body[at : max(start, at)])
        at = max(at, end)
    return " ".join([*kept, body[at:]])


def _locate(body: str, title: FoundTitle | None, urls: Sequence[FoundUrl]) -> Located:
    begin = title.end if title else 0
    printed = [
        one
        for one in urls
        if body[one.start : one.end].lstrip("< ").lower().startswith(("http", "www", "doi")) and one.start >= begin
    ]
    if not printed:
        return locate(body[begin:], "", urls[0].url if urls else "")
    first, last = printed[0], printed[-1]
    return locate(body[begin : first.start], body[last.end :], first.url)


def _without_label(outside: str, label: str) -> Locator | None:
    """The locator of a cross-reference, its note label left out."""
    rest = outside[outside.find(label) + len(label) :]
    return locate(rest, "").locator
