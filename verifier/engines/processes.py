"""Over processes on this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

from verifier.errors import VerifierError

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 4  # tasks queued per worker: enough that none idles, few enough that memory does not grow with the run
MAX_DEATHS = 3  # worker deaths one run survives; more than that and a task itself is killing them


class Processes:
    """A pool of processes; `workers` None means one per core we may use."""

    def __init__(self, workers: int | None = None) -> None:
        self._workers = (
            workers or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        )

    def spread(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[tuple[int, Result]]:
        """As results come. A worker that dies takes nothing along: what it had not finished is done again."""
        left = dict(enumerate(tasks))
        for _ in range(MAX_DEATHS):
            try:
                for number, result in self._round(work, left):
                    del left[number]
                    yield number, result
                return
            except BrokenProcessPool:
                continue
        raise VerifierError(f"workers died {MAX_DEATHS} times with {len(left)} tasks left; try --engine serial")

    def _round(self, work: Callable[[Task], Result], left: dict[int, Task]) -> Iterator[tuple[int, Result]]:
        waiting = iter(sorted(left.items()))
        # spawned, not forked: the parent runs threads (fetching), and a fork of a threaded process can deadlock
        with ProcessPoolExecutor(self._workers, mp_context=get_context("spawn")) as pool:
            running: dict[Future[Result], int] = {}
            self._fill(pool, work, waiting, running)
            while running:
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield running.pop(future), future.result()
                self._fill(pool, work, waiting, running)

    def _fill(
        self,
        pool: ProcessPoolExecutor,
        work: Callable[[Task], Result],
        waiting: Iterator[tuple[int, Task]],
        running: dict[Future[Result], int],
    ) -> None:
        while len(running) < self._workers * AHEAD:
            following = next(waiting, None)
            if following is None:
                return
            number, task = following
            running[pool.submit(work, task)] = number
