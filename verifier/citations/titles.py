"""The title of a cited work: quoted, or set in type that plain text has lost, or the description of a document."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_TITLE = 400  # code points; past this a quotation mark was lost and what follows is not a title

_PAIRS = {"“": "”", "„": "“”", '"': '"', "‘": "’", "«": "»", "»": "«", "'": "'", "``": "''"}
_STRAY_CLOSE = re.compile(r"[,.?!]?”|(?<=[\w?!.,])\"(?=[\s,.;])")
_UNCLOSED = re.compile(
    r"(?:^|[,.]\s)[\"“‘](?P<title>[A-ZÀ-ÖØ-Þ][^\"“”]{3,200}?)"
    r"(?=,?\sin\s[A-Z]|,\s(?:ed\.|eds\.|edited|trans)|\s?\(|,\s\d|(?<=[a-z?!]{2})\.\s[A-Z]|$)"
)
_EDGES = " \t\n\u00a0,.;:"
_PLAIN_END = re.compile(
    r"\s?\((?!\d{4}\)\s*[A-Z])"  # the publisher's bracket (a year in brackets may belong to the title)
    r"|,\s*(?:(?:pp?|S|págs?|vols?|trans|eds?|nos?|chap|ch|docs?|paras?|fols?|figs?|nn?|bk|pt)\.|(?:edited|translated|in)\b)"
    r"|,\s*(?:[ivxlc]+(?:[.,\s]|$)|\d|[A-Z][a-z]+ \d|(?:chapter|document|page|box|folder)\b)"
    r"|(?<=[a-z0-9?!)]{2})\.\s+(?=[A-Z])|;|$"
    r"|\s(?!(?:1[5-9]|20)\d\d\b)\d+(?:,|:|\s\()"  # a volume number, which is no year
)


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """A title and the stretch [start, end) of the citation it was read from, marks included."""

    title: str
    start: int
    end: int
    quoted: bool


def quoted_strings(text: str) -> list[FoundTitle]:
    """Every quoted string of a citation, outermost only, in order; nested marks of the same kind are counted."""
    found: list[FoundTitle] = []
    at = 0
    while at < len(text):
        end = _quoted_from(text, at)
        if end is None:
            at += 1
            continue
        found.append(FoundTitle(clean(text[at + 1 : end - 1]), at, end, quoted=True))
        at = end
    return found


def _quoted_from(text: str, at: int) -> int | None:
    """Where the quoted string that opens at `at` ends, its closing mark included; None when none opens there."""
    glyph, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    closing = _PAIRS.get(glyph)
    if closing is None or not after or after.isspace() or (glyph in "\"'‘" and before.isalnum()):
        return None
    if glyph == "'" and not re.match(r"[A-Z]", after):
        return None
    depth = 1
    for place in range(at + 1, min(len(text), at + LONGEST_TITLE)):
        mark = text[place]
        opens = mark == glyph and (closing != glyph or _opening(text, place))
        if (opens and mark not in closing) or (opens and closing == glyph):
            depth += 1
        elif mark in closing and not _within_word(text, place):
            depth -= 1
            if depth == 0:
                return place + 1
    return _first_close(text, at, closing)


def _first_close(text: str, at: int, closing: str) -> int | None:
    """An inner mark was lost: the string ends at the last closing mark that punctuation or the end follows."""
    ends = [
        place + 1
        for place in range(at + 1, min(len(text), at + LONGEST_TITLE))
        if text[place] in closing and not _within_word(text, place) and text[place - 1] in ",.?!’”"
    ]
    return ends[0] if ends else None


def _opening(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in "([—–“‘") and bool(after) and not after.isspace()


def _within_word(text: str, at: int) -> bool:
    return text[at] in "’'" and text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()


def stray_title(text: str) -> FoundTitle | None:
    """A title whose opening mark was lost: from after the author's comma (or the start) to the closing mark."""
    close = _STRAY_CLOSE.search(text)
    if close is None or close.end() > LONGEST_TITLE:
        return None
    head = re.match(r"\W*[A-Z][\w’'\-]+(?:\s+and\s+[A-Z][\w’'\-]+)?,\s+(?=[A-Z])", text[: close.start()])
    start = head.end() if head else len(text) - len(text.lstrip(_EDGES))
    return FoundTitle(clean(text[start : close.start()]), start, close.end(), quoted=True)


def unclosed_title(text: str) -> FoundTitle | None:
    """A title whose closing mark was lost: from the mark to `in`, an editor, a bracket, a page or the next sentence."""
    found = _UNCLOSED.search(text)
    return (
        FoundTitle(clean(found.group("title")), found.start("title") - 1, found.end(), quoted=True) if found else None
    )


def plain_title(text: str, start: int) -> FoundTitle | None:
    """A title without marks that begins at `start`: up to the publisher's bracket, a page, a volume or a date."""
    end = _PLAIN_END.search(text, start)
    stop = end.start() if end else len(text)
    title = clean(text[start:stop])
    return FoundTitle(title, start, stop, quoted=False) if len(title) > 1 else None


def clean(title: str) -> str:
    """A title without the comma or full stop of the sentence around it, and without a mark whose partner is lost."""
    bare = re.sub(r"\s+", " ", title).strip().strip("*_").rstrip(",;: ").removesuffix(".").strip()
    if bare[:1] in _PAIRS and not any(mark in bare[1:] for mark in _PAIRS[bare[0]]):
        bare = bare[1:].strip()
    if bare.endswith((",’", ",'")):
        bare = bare[:-2] + bare[-1]
    if bare[-1:] == "”" and "“" not in bare:
        bare = bare[:-1].rstrip(" ,.")
    return bare
