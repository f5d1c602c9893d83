"""Over a Dask cluster: a local one by default, or a running scheduler."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, suppress
from importlib import import_module
from typing import Any, Self, TypeVar

from verifier.errors import ConfigError, VerifierError

Task = TypeVar("Task")
Result = TypeVar("Result")

RETRIES = 3  # times Dask gives a task to another worker after one died with it
AHEAD = 8  # tasks with the scheduler per worker thread: it stays busy, and memory stays flat however long the run
LOST = "the Dask scheduler is gone in the middle of the run; what was judged is kept: run again for the rest"
CONNECT_S = 10  # seconds to reach a scheduler before we say that it is not there


class Cluster:
    """Tasks go to Dask; results come back as they are done and are never asked for twice."""

    def __init__(self, scheduler: str = "", workers: int | None = None) -> None:
        self._scheduler = scheduler
        self._workers = workers
        self._stack = ExitStack()
        self._running: Any = None
        self._held = False

    def spread(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[int, Result]]:
        """As results come."""
        try:
            yield from _stream(self._client(), work, tasks)
        finally:
            if not self._held:
                self._end()

    def begin(self, prepare: Callable[[], None]) -> None:
        """Nothing: whether there is anything to send is seen when there is."""

    def __enter__(self) -> Self:
        self._held = True
        return self

    def __exit__(self, *_: object) -> None:
        self._held = False
        self._end()

    def _end(self) -> None:
        self._running = None
        self._stack.close()

    def _client(self) -> Any:
        """The cluster that serves this engine, begun and named when it is first needed."""
        if self._running is None:
            client = self._running = self._stack.enter_context(self._connected(self._stack))
            print(f"dask: {client.scheduler.address}, dashboard {client.dashboard_link}", file=sys.stderr)  # noqa: T201
        return self._running

    def _connected(self, stack: ExitStack) -> Any:
        try:
            distributed: Any = import_module("distributed")
        except ImportError:
            raise ConfigError("--engine dask needs the extra: pip install 'verifier[cluster]'") from None
        if self._scheduler:
            stack.enter_context(distributed.utils.silence_logging_cmgr("CRITICAL"))  # a lost scheduler is ours to say
            try:
                return distributed.Client(self._scheduler, timeout=CONNECT_S)
            except (OSError, TimeoutError, ValueError) as error:
                raise ConfigError(f"no Dask scheduler at {self._scheduler}: {error}") from None
        cluster = distributed.LocalCluster(
            n_workers=self._workers, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
        )
        stack.enter_context(cluster)
        return distributed.Client(cluster)


def _stream(client: Any, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[int, Result]]:
    distributed: Any = import_module("distributed")
    window = AHEAD * max(sum(client.nthreads().values()), 1)
    numbers: dict[str, int] = {}
    following = iter(enumerate(tasks))

    def submit() -> Any | None:
        pair = next(following, None)
        if pair is None:
            return None
        if client.status == "closed":
            raise VerifierError(LOST)
        future = client.submit(work, pair[1], pure=False, retries=RETRIES)
        numbers[future.key] = pair[0]
        return future

    running = distributed.as_completed(
        [future for _ in range(window) if (future := submit()) is not None], loop=client.loop
    )
    for future in running:
        yield numbers.pop(future.key), _result(future)
        future.release()
        fresh = submit()
        if fresh is not None:
            running.add(fresh)


def _result(future: Any) -> Any:
    """What a task gave. Raises VerifierError for one that failed, and for one that is lost with its scheduler."""
    if future.status == "error":
        raise VerifierError(f"the cluster could not finish a task: {future.exception()}")
    with suppress(OSError, CancelledError):  # it may be lost while it is being asked
        if future.status == "finished":
            return future.result()
    raise VerifierError(LOST)
