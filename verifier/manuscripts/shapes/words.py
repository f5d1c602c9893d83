"""What a paragraph's outer shape says: heading, list item, unfinished sentence, a heading that opens notes."""

from __future__ import annotations

import re

HEADING_WORDS = 14  # words: titles of sections run to a dozen; a longer line without a full stop is a sentence
_NOTES = re.compile(
    r"[#*_\s]*(?:\d+\.?\s*)?(?:end\s?notes?|foot\s?notes?|notes?(?:\s+(?:and|&)\s+references)?|notes?\s+to\s+.{1,40}|references\s+and\s+notes"
    r"|anmerkungen|fu(?:ß|ss)noten|endnoten|notes\s+de\s+(?:bas\s+de\s+page|fin)|notas(?:\s+al\s+pie)?|note\s+di\s+chiusura|noten|примечания|сноски)[:*_\s]*",
    re.IGNORECASE,
)
_BIBLIOGRAPHY = re.compile(
    r"[#*_\s]*(?:\d+\.?\s*)?(?:(?:selected?|annotated|working)\s+)?(?:bibliography|references|works\s+cited|sources(?:\s+cited)?|literature(?:\s+cited)?"
    r"|bibliographie|literatur(?:verzeichnis)?|bibliografía|bibliografia|библиография|список\s+литературы)[:*_\s]*",
    re.IGNORECASE,
)
_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"))
_ENDED = re.compile(r"[.!?…:;][”’\"'»)\]*_]*\Z")
_LIST = re.compile(r"(?:[-•*+–]\s+|(?:\d{1,3}|[a-zA-Z]|[ivxlc]{1,5})[.)]\s+)\S")
_LEADERS = re.compile(r"\.{4,200}\s*(?:\d+|[ivxlc]+)\s*\Z")


def opens_notes(words: str) -> bool:
    """True for a heading such as `Notes`, `Endnotes`, `Anmerkungen`."""
    return len(words) < 80 and bool(_NOTES.fullmatch(words))


def opens_bibliography(words: str) -> bool:
    """True for a heading such as `Bibliography`, `Works Cited`."""
    return len(words) < 80 and bool(_BIBLIOGRAPHY.fullmatch(words))


def ended(words: str) -> bool:
    """True where the words end as a sentence does."""
    return bool(_ENDED.search(words.rstrip()))


def leaves_open(words: str, following: str) -> bool:
    """True where a quotation opened in `words` is not closed there and `following` does not open it anew.

    A paragraph of a long quotation repeats the opening mark, so one that does not is the rest of the same paragraph.
    """
    for opening, closing in _PAIRS:
        if words.count(opening) > words.count(closing):
            return not following.startswith(opening) and closing in following
    straight = words.count('"') % 2 == 1
    return straight and not following.startswith('"') and '"' in following


def is_heading(words: str) -> bool:
    """A short line that starts like a title and does not end like a sentence."""
    bare = words.rstrip("”’\"'")
    if ended(words) and not bare.endswith("?") and not (bare.endswith(":") and words.isupper()):
        return False
    if len(words.split()) > HEADING_WORDS or not words.strip() or words[0] in "“\"‘'«„(<[":
        return False
    return not words[0].islower() and bool(re.search(r"[^\W\d_]", words)) and not _LIST.match(words)


def is_list_item(words: str) -> bool:
    """A paragraph that opens with a bullet or a number of its own."""
    return bool(_LIST.match(words))


def is_contents_line(words: str) -> bool:
    """A line of a table of contents: leader dots and a page."""
    return any(_LEADERS.search(line) for line in words.splitlines())


def starts_lower(words: str) -> bool:
    """True where the first letter is a small one: the middle of a sentence."""
    bare = words.lstrip("“”\"‘’'«»„([*_ \t\r\n")
    return bool(bare) and bare[0].islower()
