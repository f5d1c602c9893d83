"""Quoted titles of works, told from a source's words."""

from __future__ import annotations

import re

TITLE_CONTENT_WORDS = 3  # capitalised content words that make a title by shape; two do where small words join them


_WORD = re.compile(r"[^\W_]+(?:[’'.\-‐][^\W_]+)*")
_SMALL_WORDS = (
    "a an the and or but nor of in on at to for from by with as into over under per via vs is are not it "
    "its that de la le les du des et un une der die das und von zu im am il lo "
)
_SMALL = frozenset(_SMALL_WORDS.split())
_WORK = re.compile(
    r"\b(?:articles?|books?|books’|essays?|chapters?|reports?|papers?|memoirs?|titled|entitled|called|headed|headlined|"
    r"pamphlets?|speech|lecture|address|stud(?:y|ies)|theses|thesis|dissertation|volume|folder|file|film|movie|poem|"
    r"song|novel|journal|magazine|editorial|op-ed|column|section|cable|memo(?:randum)?|piece|review|series|project|"
    r"course|module|table|figure|appendix|annex|part)\b[^.!?;]{0,40}$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!]\s+\S|;|\[")
_DATED = re.compile(r"\W{0,3}\(\d{4}")


def words_of(text: str) -> list[str]:
    """The words of a quotation, punctuation and brackets aside."""
    return _WORD.findall(text)


def is_title(text: str, lead_in: str, after: str, *, attached: bool = False) -> bool:
    """True for a quoted title of a work: title case, and words around it that speak of a work (or enough of it).

    `attached` says that a note mark follows at once: then the words are quoted, unless a work is spoken of.
    """
    if not _in_title_case(text) or _SENTENCE.search(text):
        return False
    if _WORK.search(lead_in) or _DATED.match(after):
        return True
    words = words_of(text)
    content = [word for word in words if word.lower() not in _SMALL]
    enough = len(content) >= TITLE_CONTENT_WORDS or len(words) > len(content)
    return enough and not attached and bool(lead_in.strip())


def _in_title_case(text: str) -> bool:
    """Every content word begins with a capital or digit, two at least with a letter, and not all is capitals."""
    content = [word for word in words_of(text) if word.lower() not in _SMALL]
    lettered = [word for word in content if word[0].isalpha()]
    capitals = all(word[0].isupper() or word[0].isdigit() for word in content)
    return capitals and len(lettered) > 1 and not all(word.isupper() for word in lettered)
