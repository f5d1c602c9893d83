"""Judging cut into tasks that any engine can run: each depends on the cache and on itself alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from verifier.captures import Store
from verifier.pipeline.gathering import Gathered, Group
from verifier.pipeline.judging import judge_group
from verifier.pipeline.ledger import Ledger, keys_of, reuse
from verifier.records.report import ClaimResult
from verifier.settings import Settings
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


def judge_tasks(groups: Sequence[Group], gathered: Sequence[Gathered], settings: Settings) -> Iterator[JudgeTask]:
    """The tasks, in the order of the groups; a group of many claims is cut into several."""
    for group, got in zip(groups, gathered, strict=True):
        keys = keys_of(group.claims, got, settings)
        for start in range(0, len(group.rows), CHUNK):
            part = slice(start, start + CHUNK)
            piece = Group(group.source, group.rows[part], group.claims[part])
            yield JudgeTask(piece, got, settings, tuple(keys[part]))


def reuse_known(tasks: Sequence[JudgeTask], ledger: Ledger) -> tuple[dict[int, ClaimResult], list[JudgeTask]]:
    """Results by row for what the ledger knows, and the tasks that are left."""
    results: dict[int, ClaimResult] = {}
    left: list[JudgeTask] = []
    for task in tasks:
        known, fresh = ledger.known(task.keys), []
        for number, (row, claim) in enumerate(zip(task.group.rows, task.group.claims, strict=True)):
            kept = reuse(known, task.keys[number], claim, task.gathered)
            if kept is None:
                fresh.append(number)
            else:
                results[row] = kept
        if fresh:
            left.append(task.only(fresh))
    return results, left


def judge_task(task: JudgeTask) -> list[ClaimResult]:
    """One result per claim of the task, in its order."""
    store = Store(task.settings.cache)
    return judge_group(task.group, task.gathered, store, reader_for(task.settings))


def reader_for(settings: Settings) -> Reader:
    """The reader that these settings ask for; derived text is kept beside the captures."""
    return Reader(ocr=settings.ocr, languages=settings.languages, cache=settings.derived / "texts")
