"""Over processes on this machine."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context
from typing import Self, TypeVar

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
        self._pool: ProcessPoolExecutor | None = None
        self._held = False

    def spread(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[int, Result]]:
        """As results come. A worker that dies takes nothing along: what it had not finished is done again."""
        left: dict[int, Task] = {}
        following = enumerate(tasks)
        try:
            for _ in range(MAX_DEATHS):
                try:
                    yield from self._round(work, left, following)
                    return
                except BrokenProcessPool:
                    self._end()
        finally:
            if not self._held:
                self._end()
        raise VerifierError(f"workers died {MAX_DEATHS} times; try --engine serial")

    def begin(self, prepare: Callable[[], None]) -> None:
        """Start every worker now; what they load they load while this process reads its inputs."""
        pool = self._running(prepare)
        for _ in range(self._workers):  # the pool starts one for each task that finds none idle
            pool.submit(_nothing)

    def __enter__(self) -> Self:
        self._held = True
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._held = False
        self._end(at_once=kind is not None)

    def _end(self, *, at_once: bool = False) -> None:
        """Let the workers go; `at_once` whatever they are doing, for nobody waits for it any more."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        # there is no public way to end a worker before Python 3.14, and one left behind would wait for ever
        workers = list((getattr(pool, "_processes", None) or {}).values()) if at_once else []
        for worker in workers:
            worker.terminate()
        pool.shutdown(cancel_futures=True)

    def _running(self, prepare: Callable[[], None] | None = None) -> ProcessPoolExecutor:
        if self._pool is None:
            # spawned, not forked: the parent runs threads (fetching), and a fork of a threaded process can deadlock
            self._pool = ProcessPoolExecutor(
                self._workers, mp_context=get_context("spawn"), initializer=_set_out, initargs=(prepare,)
            )
        return self._pool

    def _round(
        self, work: Callable[[Task], Result], left: dict[int, Task], following: Iterator[tuple[int, Task]]
    ) -> Iterator[tuple[int, Result]]:
        """One pool's life. `left` holds what is begun and not finished: after a death, the next pool begins with it."""
        waiting = chain(sorted(left.items()), following)
        running: dict[Future[Result], int] = {}
        while True:
            for number, task in islice(waiting, self._workers * AHEAD - len(running)):
                left[number] = task
                running[self._running().submit(work, task)] = number
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                number = running.pop(future)
                result = future.result()
                del left[number]
                yield number, result


def _set_out(prepare: Callable[[], None] | None) -> None:
    """A worker's first act. An interrupt is its parent's to answer: Ctrl-C reaches every process of a terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if prepare is not None:
        prepare()


def _nothing() -> None:
    """A task that starts a pool."""
