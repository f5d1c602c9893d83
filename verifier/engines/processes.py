"""Over processes on this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
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

    def spread(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[int, Result]]:
        """As results come. A worker that dies takes nothing along: what it had not finished is done again."""
        left: dict[int, Task] = {}
        following = enumerate(tasks)
        for _ in range(MAX_DEATHS):
            try:
                yield from self._round(work, left, following)
                return
            except BrokenProcessPool:
                continue
        raise VerifierError(f"workers died {MAX_DEATHS} times; try --engine serial")

    def _round(
        self, work: Callable[[Task], Result], left: dict[int, Task], following: Iterator[tuple[int, Task]]
    ) -> Iterator[tuple[int, Result]]:
        """One pool's life. `left` holds what is begun and not finished: after a death, the next pool begins with it."""
        waiting = chain(sorted(left.items()), following)
        # spawned, not forked: the parent runs threads (fetching), and a fork of a threaded process can deadlock
        with ProcessPoolExecutor(self._workers, mp_context=get_context("spawn")) as pool:
            running: dict[Future[Result], int] = {}
            while True:
                for number, task in islice(waiting, self._workers * AHEAD - len(running)):
                    left[number] = task
                    running[pool.submit(work, task)] = number
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    number = running.pop(future)
                    result = future.result()
                    del left[number]
                    yield number, result
