"""Judging cut into tasks that any engine can run: each depends on the cache and on itself alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.captures import Store
from verifier.pipeline.gathering import Cited, Gathered, Group
from verifier.pipeline.ledger import Ledger, keys_of, reuse
from verifier.records.claim import Claim
from verifier.settings import Settings

if TYPE_CHECKING:
    from verifier.texts import Reader

CHUNK = (
    200  # claims a task: a source is read once per task, so small chunks read more often and large ones balance worse
)


@dataclass(frozen=True)
class JudgeTask:
    """Some claims that cite one source, with its captures; `settings` says where the cache is and how to read."""

    group: Group
    gathered: Gathered
    settings: Settings
    keys: tuple[str, ...]

    def only(self, kept: Sequence[int]) -> JudgeTask:
        """The same task with these of its claims (by position)."""
        rows, claims = self.group.rows, self.group.claims
        group = Group(self.group.source, tuple(rows[i] for i in kept), tuple(claims[i] for i in kept))
        return replace(self, group=group, keys=tuple(self.keys[i] for i in kept))


def judge_tasks(
    cited: Sequence[Cited], gathered: Sequence[Gathered], claims: Sequence[Claim], settings: Settings
) -> Iterator[JudgeTask]:
    """The tasks, source by source, made as they are asked for; a source that many claims cite makes several."""
    for one, got in zip(cited, gathered, strict=True):
        for start in range(0, len(one.rows), CHUNK):
            rows = tuple(one.rows[start : start + CHUNK])
            group = Group(one.source, rows, tuple(claims[row] for row in rows))
            yield JudgeTask(group, got, settings, tuple(keys_of(group.claims, got, settings)))


def reuse_known(task: JudgeTask, ledger: Ledger) -> tuple[dict[int, str], JudgeTask | None]:
    """Results (JSON) by row for what the ledger knows of a task, and the task that is left of it."""
    results: dict[int, str] = {}
    known, fresh = ledger.known(task.keys), []
    for number, (row, claim) in enumerate(zip(task.group.rows, task.group.claims, strict=True)):
        kept = reuse(known, task.keys[number], claim, task.gathered)
        if kept is None:
            fresh.append(number)
        else:
            results[row] = kept
    return results, task.only(fresh) if fresh else None


def judge_task(task: JudgeTask) -> list[str]:
    """One result per claim of the task, in its order, as JSON: that is what is kept, sent and written."""
    from verifier.pipeline.judging import judge_group  # here, since a run that reuses every verdict needs no judge

    store = Store(task.settings.cache)
    results = judge_group(task.group, task.gathered, store, reader_for(task.settings))
    return [result.model_dump_json() for result in results]


def prepare() -> None:
    """Load what judging and drawing need, in a worker that has nothing to do yet."""
    import verifier.pipeline.judging
    import verifier.reporting.stretches  # noqa: F401


def reader_for(settings: Settings, *, boxes: bool = True) -> Reader:
    """The reader that these settings ask for; derived text is kept beside the captures.

    Not `boxes`: for whoever searches or prints the text of captures and shows no place on their pages.
    """
    from verifier.texts import Reader

    return Reader(ocr=settings.ocr, languages=settings.languages, cache=settings.derived / "texts", boxes=boxes)
