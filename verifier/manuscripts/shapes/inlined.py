"""Where a note inlined after its mark ends and the interrupted sentence resumes.

Text copied from a web page whose notes pop up on hover comes out as
`... a partnership of stability.”8Ibid. The next sentence`: nothing but the grammar of citations tells
the note from the text that follows.
"""

from __future__ import annotations

import re

from verifier.manuscripts.shapes.urls import find_urls
from verifier.records.spans import Span

TAIL_LENGTH = 160  # code points at a note's end in which its locators stand
_ONE = r"(?:\d+[a-z]?|[ivxlc]+)(?:\s?[-–—/]\s?(?:\d+|[ivxlc]+))?"
_NAMED = (
    r"(?:(?:pp?|pgs?|fols?|ff|vols?|nos?|nn?|cols?|paras?|secs?|ch|chaps?|docs?|bk|box|folder|reel|frames?)\.?\s*)?"
)
_LOCATOR = rf"{_NAMED}{_ONE}(?:(?:,\s?|\s?(?:and|&)\s?){_NAMED}{_ONE})*"
_TAIL = re.compile(rf"(?:[,:;]|\bat)\s*{_LOCATOR}[.”’\"/]*\Z|\)[.”’\"]*\Z|\b(?:1[5-9]|20)\d\d[.”’\"]*\Z", re.IGNORECASE)
_IBID = re.compile(
    rf"(?:see\s+)?(?:ibid|idem|id|op\.? ?cit|loc\.? ?cit)\b\.?"
    rf"(?:(?:,|\s+at)?\s*{_LOCATOR}\b(?=[.,;:)”’\s]|\Z)(?:\.(?=\s|\Z))?)?",
    re.IGNORECASE,
)
_BARE_IBID = re.compile(r"(?:ibid|idem|id)\b\.?(?=\s+[^\W\d_]|\s*\Z)", re.IGNORECASE)
_AFTER_URL = re.compile(
    rf">?(?:\s?\((?:accessed|retrieved|last|consulted|viewed)[^()]*\))?"
    rf"(?:,\s?(?:accessed|retrieved)[^.;]*)?(?:,\s?{_LOCATOR}\b)?[.)>/”]*(?=\s|\Z)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.?!][”’\"'»)\]]*(?=\s|\Z)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:no|nos|vol|vols|pp?|pgs?|ed|eds|trans|univ|dept|gov|st|jr|sr|dr|mr|mrs|ms|prof|gen|col|sen|rep|vs|cf|al|ibid"
    r"|fol|ff|ch|chap|sec|para|inc|ltd|co|corp|etc|e\.g|i\.e|jan|feb|mar|apr|aug|sept?|oct|nov|dec|op|n|repr|rev|comp)"
    r"|\b[^\W\d_a-z])\.\Z",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"(?:\A|[\s.(“\"])[^\W\d_]\.\Z")
_GOES_ON = re.compile(
    r"\s*(?:see\b|cf\.|compare\b|quoted in\b|cited in\b|available (?:at|from|via)\b|accessed\b|reprinted\b|emphasis\b"
    r"|my translation\b|translat|original emphasis\b|italics\b|for (?:a|an|the|more|further|another|other|background)\b"
    r"|hereafter\b|henceforth\b|http|www\.|\()",
    re.IGNORECASE,
)


def note_end(text: str, start: int, bound: int) -> int:
    """Offset just past the note that starts at `start`. `bound` is the next mark or the end of the paragraph."""
    bound = start + len(text[start:bound].rstrip())
    ibid = _ibid_end(text, start, bound)
    if ibid is not None:
        return ibid
    address = _last_address(text, start, bound)
    if address is not None:
        return address
    return _closing_sentence(text, start, bound)


def _ibid_end(text: str, start: int, bound: int) -> int | None:
    bare = _BARE_IBID.match(text, start, bound)
    found = bare or _IBID.match(text, start, bound)
    if found is None or _GOES_ON.match(text, found.end(), bound) or text[found.end() : found.end() + 1] == ";":
        return None
    return found.end()


def _last_address(text: str, start: int, bound: int) -> int | None:
    """Prose does not print addresses, so a note with one runs at least to the last of them."""
    urls = list(find_urls(text, Span(start, bound)))
    if not urls:
        return None
    after = _AFTER_URL.match(text, urls[-1].end, bound)
    end = after.end() if after else urls[-1].end
    if text[end : end + 1] == ";" or _GOES_ON.match(text, end, bound):
        return _closing_sentence(text, start, bound, floor=end + 1)
    return end


def _closing_sentence(text: str, start: int, bound: int, floor: int = 0) -> int:
    """The first sentence end at which a citation could be complete, else the first sentence end at all."""
    first = None
    for found in _SENTENCE.finditer(text, start, bound):
        end = found.end()
        if end < floor or _abbreviated(text, start, found.start() + 1):
            continue
        if _GOES_ON.match(text, end, bound) and end < bound:
            continue
        first = first or end
        if _complete(text[start:end]):
            return end
    return first if first and not _complete(text[start:bound]) else bound


def _abbreviated(text: str, start: int, end: int) -> bool:
    head = text[max(start, end - 12) : end]
    return bool(_ABBREVIATION.search(head) or _INITIAL.search(head)) and not re.match(
        r"\s+[^\W\d_]\w+ing\b", text[end:]
    )


def _complete(note: str) -> bool:
    balanced = note.count("(") <= note.count(")") and note.count("“") <= note.count("”")
    return balanced and bool(_TAIL.search(note[-TAIL_LENGTH:]))
