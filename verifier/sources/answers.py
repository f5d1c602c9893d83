"""Small questions about what has answered so far, asked by every adapter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from verifier.records.capture import CaptureMethod
from verifier.records.source import Layer, Wanted
from verifier.records.text import SourceText
from verifier.sources.base import Answer
from verifier.sources.bytes import Family, sniff

_EXPECTED = {
    "pdf": {Family.PDF},
    "json": {Family.JSON},
    "html": {Family.HTML, Family.TEI, Family.PDF, Family.TEXT},
    "text": {Family.TEXT, Family.HTML},
}


def usable(answer: Answer) -> bool:
    """True when bytes came that can be what was wanted. A hand-saved file may be of another kind than the live one."""
    if not (answer.capture.usable and answer.body):
        return False
    family = sniff(answer.body)
    if by_hand(answer):
        return family is not Family.EMPTY
    return family in _EXPECTED.get(answer.wanted.expect, set(Family)) and family is not Family.EMPTY


def by_hand(answer: Answer) -> bool:
    """True for a file somebody saved: it may be the document itself in place of the page that announces it."""
    return answer.capture.method is CaptureMethod.MANUAL


def good(answers: Iterable[Answer], *roles: str) -> list[Answer]:
    """The usable answers in these roles (all roles when none is named), in the order they came."""
    return [a for a in answers if (not roles or a.wanted.role in roles) and usable(a)]


def asked(answers: Iterable[Answer]) -> frozenset[str]:
    """Every URL already requested."""
    return frozenset(a.wanted.url for a in answers)


def fresh(wanted: Iterable[Wanted], answers: Sequence[Answer]) -> tuple[Wanted, ...]:
    """What has not been requested yet, each URL once."""
    seen, kept = set(asked(answers)), []
    for one in wanted:
        if one.url not in seen:
            seen.add(one.url)
            kept.append(one)
    return tuple(kept)


def in_order(candidates: Iterable[Wanted], answers: Sequence[Answer]) -> tuple[Wanted, ...]:
    """The next of several alternatives, or none when one of them has already answered with usable bytes."""
    wanted = list(candidates)
    urls = {one.url for one in wanted}
    if any(a.wanted.url in urls and usable(a) for a in answers):
        return ()
    return fresh(wanted, answers)[:1]


def filed(
    text: SourceText, answer: Answer, *, layer: Layer | None = None, title: str = "", language: str = ""
) -> SourceText:
    """The text with its origin written on it. A note on an inferred address goes to `problems`, for the report."""
    return replace(
        text,
        layer=layer or text.layer,
        url=answer.capture.final_url or answer.capture.url or answer.wanted.url,
        capture=answer.capture.id,
        title=title or text.title,
        language=language or text.language,
        problems=(*text.problems, *((answer.wanted.note,) if answer.wanted.note else ())),
    )
