"""A report proved again, from the cache alone: digests, readings, verdicts, places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from verifier.captures import Store
from verifier.errors import CaptureError
from verifier.pipeline.gathering import Gathered, Group
from verifier.pipeline.judging import judge_group
from verifier.pipeline.run import summarise
from verifier.pipeline.tasks import reader_for
from verifier.records.capture import Capture
from verifier.records.report import ClaimResult, Run
from verifier.records.source import Wanted
from verifier.settings import Settings
from verifier.sources import recognise

COMPARED = ("verdict", "level", "grade", "through_noise", "reading", "matches", "edits")  # what a verdict rests on


def prove(run: Run, cache: Path) -> list[str]:
    """What could not be proved, one line each, `claim id: what`; empty when every claim stands."""
    store, settings = Store(cache), Settings(cache=cache, offline=True)
    captures = {capture.id: capture for capture in run.captures}
    problems = list(_counts(run))
    for result in run.claims:
        problems.extend(f"{result.id}: {problem}" for problem in _prove_one(result, captures, store, settings))
    return problems


def _counts(run: Run) -> Iterator[str]:
    again = summarise(run.claims)
    for name in ("claims", "checked", "verdicts", "levels"):
        if getattr(again, name) != getattr(run.summary, name):
            yield f"summary: its {name} do not add up to the claims"


def _prove_one(result: ClaimResult, captures: dict[str, Capture], store: Store, settings: Settings) -> Iterator[str]:
    if not result.source.captures:
        return
    kept = [captures[name] for name in result.source.captures if name in captures]
    if len(kept) < len(result.source.captures):
        yield "the report lacks a capture that this claim rests on"
        return
    damage = list(_damage(kept, store))
    yield from damage
    if damage or (result.matches and result.verdict.value == "elsewhere"):
        return
    again = _judge_again(result, kept, store, settings)
    for name in COMPARED:
        if getattr(again, name) != getattr(result, name):
            yield f"{name} was {_short(getattr(result, name))}, is now {_short(getattr(again, name))}"


def _damage(kept: list[Capture], store: Store) -> Iterator[str]:
    for capture in kept:
        if not capture.usable:
            continue
        try:
            store.body(capture)
        except CaptureError as error:
            yield str(error)


def _judge_again(result: ClaimResult, kept: list[Capture], store: Store, settings: Settings) -> ClaimResult:
    _, source = recognise(result.claim.url or result.source.url)
    asked = tuple((Wanted(capture.url, capture.role), capture) for capture in kept)
    group = Group(source, (0,), (result.claim,))
    return judge_group(group, Gathered(source, asked), store, reader_for(settings))[0]


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"
