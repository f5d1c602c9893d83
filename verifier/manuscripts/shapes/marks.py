"""Note marks in running text, by family of shape, and the ascending chain that tells a mark from any other number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from verifier.records.spans import Span

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
LONGEST_LABEL = 4  # digits: no book has ten thousand notes
REACH = 40  # candidates looked back over for a predecessor: more stray numbers than stand between two notes
SKIP = 3  # lost marks a chain may step over; past that the next number is more likely not a mark at all
SKIP_COST = 0.6  # per lost mark: below one, so that a single lost mark does not end the chain
RESTART_COST = 1.5  # above one, so that a stray 1 alone does not start a new run of notes


class Family(StrEnum):
    """How a mark is printed."""

    SUPERSCRIPT = "superscript"
    BRACKET = "bracket"
    CARET = "caret"
    GLUED = "glued"
    PAREN = "paren"
    SYMBOL = "symbol"
    TAGGED = "tagged"


@dataclass(frozen=True, slots=True)
class Mark:
    """A candidate. `span` is what to cut from the text, `digits` where its label stands; `weight` how like a mark."""

    family: Family
    label: str
    span: Span
    digits: Span
    weight: float = 1.0

    @property
    def number(self) -> int:
        """The label as a number, 0 for symbols and for what is too long to number a note."""
        return int(self.label) if self.label.isdecimal() and len(self.label) <= LONGEST_LABEL else 0


_CLOSERS = "”’\"'»“)\\]>*_"
_PATTERNS: dict[Family, re.Pattern[str]] = {
    Family.SUPERSCRIPT: re.compile(r"(?<=\S)(?<![⁰¹²³⁴⁵⁶⁷⁸⁹])[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,⁻–][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*"),
    Family.BRACKET: re.compile(r"[ \u00a0]?\[\^?(\d{1,4}(?:\s?[,;]\s?\d{1,4}){0,9})\]"),
    Family.CARET: re.compile(r"(?<=\S)\^(\d{1,4})\b"),
    Family.PAREN: re.compile(r"(?<=\S)[ \u00a0]?\((\d{1,4})\)"),
    Family.GLUED: re.compile(
        rf"(?:(?<=[{_CLOSERS}])|(?<=[^\W\d_][.,;:?!…—–])|(?<=[{_CLOSERS}][.,;:?!]))(\d{{1,4}})(?![\d%])"
    ),
    Family.TAGGED: re.compile(
        r"(?<=\S)(?:<sup>\s?(?:<a\b[^<>]*>)?\[?(\d{1,4})\]?(?:</a>)?\s?</sup>|\^(\d{1,4})\^)", re.IGNORECASE
    ),
    Family.SYMBOL: re.compile(r"(?<=[^\s*])(?:[†‡§¶‖]+|\*{1,3}(?=\s|$))"),
}
_WEAK_GLUED = re.compile(r"(?<=[^\W\d_][^\W\d_])(\d{1,4})(?=[\s,.;:]|$)")
_DIGITS = re.compile(r"\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def find_marks(text: str, family: Family, region: Span) -> Iterator[Mark]:
    """Every string in `region` shaped like a mark of `family`, in order."""
    for found in _PATTERNS[family].finditer(text, region.start, region.end):
        yield from _labels(family, found)


def find_weak_marks(text: str, region: Span) -> Iterator[Mark]:
    """Digits glued to a bare word (`war2`): marks only where a chain needs them."""
    for found in _WEAK_GLUED.finditer(text, region.start, region.end):
        yield Mark(Family.GLUED, found[1], Span(*found.span()), Span(*found.span(1)), 0.4)


def _labels(family: Family, found: re.Match[str]) -> Iterator[Mark]:
    whole = Span(*found.span())
    if family is Family.SYMBOL:
        yield Mark(family, found[0], whole, whole)
        return
    if family is Family.TAGGED:
        group = 1 if found[1] else 2
        yield Mark(family, found[group].lstrip("0") or "0", whole, Span(*found.span(group)))
        return
    for digits in _DIGITS.finditer(found[0]):
        place = Span(whole.start + digits.start(), whole.start + digits.end())
        label = digits[0].translate(SUPERSCRIPTS).lstrip("0") or "0"
        yield Mark(family, label, whole, place, _weight(family, found))


def _weight(family: Family, found: re.Match[str]) -> float:
    spaced = found[0][0] in " \u00a0"
    return 0.7 if family is Family.PAREN and spaced else 1.0


def chain(marks: list[Mark]) -> list[Mark]:
    """The best ascending run of numbers among candidates in order: one by one, few skipped, restarts dear.

    A year, a page or an exponent does not continue the run, so it falls out.
    """
    best: list[float] = []
    back: list[int] = []
    for at, mark in enumerate(marks):
        value, previous = mark.weight - _start_cost(mark.number), -1
        for before in range(max(0, at - REACH), at):
            gained = best[before] + mark.weight - _step_cost(marks[before].number, mark.number)
            if gained > value:
                value, previous = gained, before
        best.append(value)
        back.append(previous)
    return _walk_back(marks, best, back)


def _start_cost(number: int) -> float:
    return min(2.0, SKIP_COST * max(number - 1, 0))


def _step_cost(before: int, number: int) -> float:
    lost = number - before - 1
    if 0 <= lost <= SKIP:
        return SKIP_COST * lost
    return RESTART_COST if number == 1 and before > 1 else float("inf")


def _walk_back(marks: list[Mark], best: list[float], back: list[int]) -> list[Mark]:
    if not marks or max(best) <= 0:
        return []
    at = max(range(len(best)), key=lambda i: (best[i], -i))
    picked: list[Mark] = []
    while at >= 0:
        picked.append(marks[at])
        at = back[at]
    return picked[::-1]
