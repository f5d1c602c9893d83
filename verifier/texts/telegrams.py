"""Diplomatic telegrams: their page heads and section heads stand in the middle of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from verifier.records.spans import Span

HEAD_LINES_MAX = 30  # lines a section's head may run to; longer distribution lists are cut at the subject line anyway
HEAD_MIN = 3  # head lines (ACTION, INFO, FM, TO ...) soon after a page head that make it the head of a section

_LINE = re.compile(
    r"""^(?:
      PAGE\s+(?:NO\.?\s*[.\s]*)?[0-9OIl]{1,3}(?:\s+OF\s+\d+)?  # PAGE 02 LA PAZ 08916 01 OF 04 191654Z
      (?:\s+[A-Z0-9.\s-]{3,40}?\s*\d{4,6}\b.*)?
    | PAGE\s+N[O0D]\W.{0,12}
    | TEX[TY]\s+OF\s+TELEGRAM\b.*
    | N{3,4}
    | \W{0,3}END\s+OF\s+(?:DOCUMENT|MESSAGE|TELEGRAM)\W{0,3}
    | Message\s+Text
    )\W*$""",
    re.VERBOSE,
)
_HEAD = re.compile(
    r"""^(?: ACTION\b | ORIGIN\b | INFO\b | [-\s]{6,} | FM\s | TO\s | DRAFTED\ BY | APPROVED\ BY | CLEARED
      | [OPRZ0]\s+(?:[OPRZ0]\s+)?\d{6}Z?\b | .*\bSECTION\s+\d+\s+OF\s+\d | (?:FOR|FROM|PASS|ATTN|DEPT)\s*:
      | E\.?\s?O\.?\s+1\d{4} | TAGS\b | SUBJ(?:ECT)?\b | REF\b
      | (?:EXDIS|NODIS|LIMDIS|STADIS|[A-Z]{2}\s+CHANNEL|NOFORN|NIACT.*)\W*$
      | ADP\w{3} | .*\ [OPRZ]\ ?\d{6}Z\b | .*\d{6}\ \d{6}Z
      | (?:[A-Z]{1,6}-\d\d\s+){2,} | .*/\d{3}\ [WRX]\b
    )""",
    re.VERBOSE,
)

# PAGE 02  LA PAZ 08916  01 OF 04  191654Z: the second page of the first section of four
_PLACE = re.compile(
    r"^PAGE\s+(?P<page>[0-9OIl]{1,3})\b(?:.*\s(?P<section>[0-9OIl]{1,2})\s+[O0D]F\s+[0-9OIl]{1,2}\b)?.*\d"
)
_DIGITS = str.maketrans("OIl", "011")


class Line(Protocol):
    """A line of a page, as `furniture.Row`."""

    @property
    def span(self) -> Span:
        """Where it stands in the page's text."""

    @property
    def text(self) -> str:
        """What it says, without white space at its ends."""


def is_telegram_line(text: str) -> bool:
    """True for a line that a telegram's printer put there: page heads, end marks."""
    return bool(_LINE.match(text))


def section_heads(rows: Sequence[Line], *, opened: bool) -> tuple[set[Span], bool]:
    """Lines of the heads of second and later sections: addresses and subject, said again in mid-sentence.

    `opened` says that the telegram's own head stood on an earlier page; returned too is whether one stands here.
    """
    found: set[Span] = set()
    done = 0
    for at, row in enumerate(rows):
        if at < done or not is_telegram_line(row.text):
            continue
        after = [
            place for place in range(at + 1, min(at + 1 + HEAD_LINES_MAX, len(rows))) if _HEAD.match(rows[place].text)
        ]
        if sum(place - at <= 2 * HEAD_MIN + 2 for place in after) < HEAD_MIN:
            continue
        done = _last(after, after[0]) + 1
        own = _opens(line.text for line in rows[at:done])
        if not own and (opened or own is False):
            found.update(line.span for line in rows[at:done])
        opened = True
    return found, opened


def _opens(head: Iterable[str]) -> bool | None:
    """Does a head open a telegram, by what its page head says: first page of the first section? None: no word of it."""
    first = next(filter(None, map(_PLACE.match, head)), None)
    if first is None:
        return None
    page, section = (int((value or "1").translate(_DIGITS)) for value in first.group("page", "section"))
    return section == 1 if page == 1 else None


def _last(places: Sequence[int], at: int) -> int:
    """The last head line that follows without a longer break: two lines may be misread, three are text."""
    for place in places:
        if place - at > 3:
            break
        at = place
    return at
