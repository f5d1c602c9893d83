"""Judging cut into tasks that any engine can run: each depends on the cache and on itself alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifier.captures import Store
from verifier.pipeline.gathering import Gathered, Group
from verifier.pipeline.judging import judge_group
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


def judge_tasks(groups: Sequence[Group], gathered: Sequence[Gathered], settings: Settings) -> Iterator[JudgeTask]:
    """The tasks, in the order of the groups; a group of many claims is cut into several."""
    for group, got in zip(groups, gathered, strict=True):
        for start in range(0, len(group.rows), CHUNK):
            part = slice(start, start + CHUNK)
            yield JudgeTask(Group(group.source, group.rows[part], group.claims[part]), got, settings)


def judge_task(task: JudgeTask) -> list[ClaimResult]:
    """One result per claim of the task, in its order."""
    store = Store(task.settings.cache)
    return judge_group(task.group, task.gathered, store, reader_for(task.settings))


def reader_for(settings: Settings) -> Reader:
    """The reader that these settings ask for; derived text is kept beside the captures."""
    return Reader(ocr=settings.ocr, languages=settings.languages, cache=settings.cache / "texts")
