"""A stretch of a run, drawn for every file at once: its claims are decoded once, in whichever process has time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pydantic import BaseModel, ConfigDict
from pydantic_core import from_json, to_json

from verifier.records.capture import Capture
from verifier.records.report import ClaimResult, ReportedSource, Run, RunHeader, Summary
from verifier.reporting.html import Page, Part, Pictures, build_page
from verifier.reporting.table import table_lines

Draw = Callable[[Run], Pictures | None]
Task = TypeVar("Task")
Result = TypeVar("Result")


class Spread(Protocol):
    """Runs one function over many tasks, and gives places and results as they come. Function and tasks must pickle."""

    def __call__(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[int, Result]]:
        """Each task's place in `tasks` with its result."""


@dataclass(frozen=True)
class Stretch:
    """Some claims of a run (their JSON), with all that its files show of them. It pickles, and rests on nothing else.

    `number` is its place among the stretches, from 0; `page` the page they stand on, None where no page is wanted;
    `columns` the table's, () where no table is; `record` says whether the canonical JSON is wanted.
    """

    number: int
    texts: tuple[bytes, ...]
    captures: tuple[Capture, ...]
    header: RunHeader
    page: Part | None = None
    columns: tuple[str, ...] = ()
    record: bool = False
    draw: Draw | None = None


@dataclass(frozen=True)
class Drawn:
    """What was wanted of a stretch: the page, the table's lines, and the record's, each claim indented by four."""

    number: int
    page: Page | None = None
    table: str = ""
    record: str = ""


def draw_stretch(stretch: Stretch) -> Drawn:
    """Everything that is wanted of one stretch."""
    record = ",".join(map(_indented, stretch.texts)) if stretch.record else ""
    if not stretch.page and not stretch.columns:
        return Drawn(stretch.number, record=record)
    run = _run(stretch)
    table = "".join(table_lines(run, stretch.columns)) if stretch.columns else ""
    pictures = stretch.draw(run) if stretch.page and stretch.draw else None
    page = build_page(run, pictures, part=stretch.page) if stretch.page else None
    return Drawn(stretch.number, page, table, record)


def _indented(text: bytes) -> str:
    """A claim as it stands in report.json; it is set out anew without becoming a record in between."""
    return "\n    " + to_json(from_json(text), indent=2).decode().replace("\n", "\n    ")


def _run(stretch: Stretch) -> Run:
    claims = tuple(map(ClaimResult.model_validate_json, stretch.texts))
    run = Run(run=stretch.header, summary=Summary(claims=len(claims)))
    return run.model_copy(update={"claims": claims, "captures": stretch.captures})


class _SourcePart(BaseModel):
    model_config = ConfigDict(extra="ignore")

    source: ReportedSource = ReportedSource()


def captures_used(texts: Iterable[bytes], captures: dict[str, Capture]) -> tuple[Capture, ...]:
    """The captures that some claims (their JSON) rest on, in the order of `captures`, which is the run's."""
    sources = (_SourcePart.model_validate_json(text).source for text in texts)
    used = {name for source in sources for name in (source.capture, *source.captures)}
    return tuple(capture for name, capture in captures.items() if name in used)


def one_by_one(work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[int, Result]]:
    """Each task's place and result, in order, in this process."""
    return ((number, work(task)) for number, task in enumerate(tasks))


def in_order(pairs: Iterable[tuple[int, Result]]) -> Iterator[Result]:
    """Results by their places, 0, 1, 2 …, however they come; what comes early is held back."""
    early: dict[int, Result] = {}
    following = 0
    for number, result in pairs:
        early[number] = result
        while following in early:
            yield early.pop(following)
            following += 1
