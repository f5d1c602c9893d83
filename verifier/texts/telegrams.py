"""Diplomatic telegrams: their page heads and section heads stand in the middle of sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from verifier.records.spans import Span

HEAD_LINES_MAX = 30  # lines a section's head may run to; longer distribution lists are cut at the subject line anyway

_LINE = re.compile(
    r"""^(?:
      PAGE\s+(?:NO\.?\s*[.\s]*)?[0-9OIl]{1,3}(?:\s+OF\s+\d+)?(?:\s+[A-Z0-9.\s-]{3,40}?\s*\d{4,6}\b.*)?   # PAGE 02 LA PAZ 08916 01 OF 04 191654Z
    | PAGE\s+N[O0D]\W.{0,12}
    | TEX[TY]\s+OF\s+TELEGRAM\b.*
    | N{3,4}
    | \W{0,3}END\s+OF\s+(?:DOCUMENT|MESSAGE|TELEGRAM)\W{0,3}
    | Message\s+Text
    )\W*$""",
    re.VERBOSE,
)
_SECTION = re.compile(r"^PAGE\s+[0O]?[1Il]\b.*\b[0OD]?(\d)\s+[O0D]F\s+[0OD]?(\d)\b")
_HEAD = re.compile(
    r"""^(?: ACTION\b | ORIGIN\b | INFO\b | [-\s]{6,} | FM\s | TO\s | DRAFTED\ BY | APPROVED\ BY | CLEARED
      | [OPRZ0]\s+(?:[OPRZ0]\s+)?\d{6}Z?\b | .*\bSECTION\s+\d+\s+OF\s+\d | (?:FOR|FROM|PASS|ATTN|DEPT)\s*: | E\.?\s?O\.?\s+1\d{4} | TAGS\b | SUBJ(?:ECT)?\b | REF\b
      | (?:EXDIS|NODIS|LIMDIS|STADIS|[A-Z]{2}\s+CHANNEL|NOFORN|NIACT.*)\W*$ | ADP\w{3} | .*\ [OPRZ]\ ?\d{6}Z\b | .*\d{6}\ \d{6}Z
      | (?:[A-Z]{1,6}-\d\d\s+){2,} | .*/\d{3}\ [WRX]\b
    )""",
    re.VERBOSE,
)


class Line(Protocol):
    """A line of a page, as `furniture.Row`."""

    @property
    def span(self) -> Span: ...
    @property
    def text(self) -> str: ...


def is_telegram_line(text: str) -> bool:
    """True for a line that a telegram's printer put there: page heads, end marks."""
    return bool(_LINE.match(text))


def section_heads(rows: Sequence[Line]) -> set[Span]:
    """Lines of the heads of second and later sections: addresses and subject, said again in mid-sentence."""
    found: set[Span] = set()
    for at, row in enumerate(rows):
        section = _SECTION.match(row.text)
        if section is None or section.group(1) == "1":
            continue
        last = at
        for place in range(at + 1, min(at + 1 + HEAD_LINES_MAX, len(rows))):
            if _HEAD.match(rows[place].text):
                last = place
            elif place - last > 2:  # two lines may be misread or continue an address; three are text
                break
        found.update(line.span for line in rows[at : last + 1])
    return found
