"""How a citation refers to its work, read from its own words: Ibid., a cross-reference, a short form, or in full."""

from __future__ import annotations

import re

from verifier.citations.dates import DATE
from verifier.records.citation import Position

_IBID = re.compile(
    r"^\W*(?P<word>ib[ií]d(?:em)?|ib|[ií]d|ebd|ebenda|ebendort|loc(?:o)?\.?\s?cit|l\.\s?c)\b\.?[*_”\"]*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_IDEM = re.compile(r"^\W*(?:idem|eadem|ders|dies|derselbe|dieselbe)\b\.?,?\s*", re.IGNORECASE)
_OP_CIT = re.compile(r"\b(?:op\.?\s?cit|a\.\s?a\.\s?O|loc\.?\s?cit)\b\.?", re.IGNORECASE)
_CROSS = re.compile(
    r"\b(?:(?:see|cf\.|in|as\s+in|cited\s+in|supra|above|siehe|voir)[\s,(]*)?(?:\b(?:foot|end)?notes?|\bnn?\.|\bfn\.?|\bAnm\.)\s*(?P<label>\d{1,4}|[*†‡])"
    r"(?:\s*[,)]?\s*(?:above|supra|below|oben))?",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"\b(?:chapters?|chap\.|ch\.|Kapitel|Kap\.|chapitre)\s*\w+,?\s*$", re.IGNORECASE)
_CROSS_CUE = re.compile(r"\b(?:see|cf|as in|cited|supra|above|infra|below|siehe|voir|same as|source)\b", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"\((?:[^()]*\b)?(?:1[5-9]|20)\d{2}[^()]*\)|\b(?:1[5-9]|20)\d{2}\b|\b(?:forthcoming|n\.d\.|in press|unpublished)\b",
    re.IGNORECASE,
)
_ARCHIVED = re.compile(
    r"\b(?:Box|Folder|Record Group|RG\s?\d|Lot File|Fond|Opis|Reel|Papers|Archives?|Library|NARA|TNA|FO\s?\d{2,}|"
    r"CAB\s?\d|PREM|Collection|Telegram|Airgram|Ser(?:ies)?\.|Bestand|Nachlass|F\.\s?\d|Central (?:Decimal )?Files?)\b"
)
_QUOTED_IN = re.compile(
    r"(?:^|[\s,(])(?:quoted|cited|qtd\.?|reproduced|reprinted|zit\.)\s(?:in|by|from|nach)\s*:?\s", re.IGNORECASE
)


def ibid_rest(words: str) -> str | None:
    """What follows Ibid. (or its kin) at the head of a citation; None when it does not begin so."""
    found = _IBID.match(words)
    if found is None or (
        found.group("word").lower() in ("id", "ib") and not re.match(r"^\W*i[db]\.", words, re.IGNORECASE)
    ):
        return None
    return found.group("rest")


def idem_rest(words: str) -> str | None:
    """What follows idem (the same author, another work); None when the citation does not begin so."""
    found = _IDEM.match(words)
    return words[found.end() :] if found else None


def has_op_cit(words: str) -> bool:
    """True for `Kennan, op. cit., 5`: a work of that author cited before."""
    return bool(_OP_CIT.search(words))


def before_op_cit(words: str) -> str | None:
    """What stands before op. cit. (the author's name), or None where there is none."""
    found = _OP_CIT.search(words)
    return words[: found.start()] if found else None


def cross_reference(words: str, *, titled: bool) -> str | None:
    """The label of the note a citation sends the reader to (`see note 12 above`), or None.

    A note of another chapter is given with its chapter, as printed. A work in full that ends in `n. 4` (a note on
    the source's own page) is no cross-reference: there a cue is needed.
    """
    found = _CROSS.search(words)
    if found is None:
        return None
    if _CHAPTER.search(words[: found.start()]):
        return None if titled else words.strip(" .")
    return found.group("label") if _CROSS_CUE.search(words) or not titled else None


def quoted_in(words: str) -> int | None:
    """Where, in `X quoted in Y`, the words about Y begin; None when nothing is quoted at second hand."""
    found = _QUOTED_IN.search(words)
    return found.end() if found else None


def shape_of(words: str, *, has_url: bool, titled: bool, named: bool) -> Position:
    """FULL where the words could lead a reader to the work, SHORT where they only recall it, else UNKNOWN.

    `words` are those outside the title: a year in a title does not make a citation full.
    """
    if has_url or ((titled or named) and (_PUBLISHED.search(words) or DATE.search(words) or _ARCHIVED.search(words))):
        return Position.FULL
    if titled or named:
        return Position.SHORT
    return Position.FULL if _ARCHIVED.search(words) and _PUBLISHED.search(words) else Position.UNKNOWN
