"""The one interface of all engines, and the choice between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Protocol, Self, TypeVar

from verifier.errors import ConfigError

Task = TypeVar("Task")
Result = TypeVar("Result")


class Engine(Protocol):
    """Runs one function over many tasks. Both must pickle; the function must depend on its task alone.

    What it needs for that (processes, a cluster) begins when it is first used. In a block (`with engine_for(...) as
    engine`) it serves every call and ends with the block; outside one it ends with the call.
    """

    def spread(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[int, Result]]:
        """Each task's place in `tasks` with its result, as results come (no order is promised).

        Tasks are taken as workers come free, so a run's tasks never stand in memory together. A result that was
        yielded is never computed again; a worker that dies has its unfinished tasks given to others.
        """

    def begin(self, prepare: Callable[[], None]) -> None:
        """Say that tasks will come: workers may begin, each with `prepare`, while this process does something else."""

    def __enter__(self) -> Self:
        """Itself."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End what was begun."""


class Serial:
    """One after another, in this process."""

    def spread(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[int, Result]]:
        """In order."""
        for number, task in enumerate(tasks):
            yield number, work(task)

    def begin(self, prepare: Callable[[], None]) -> None:
        """Nothing: this process is busy."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing."""


def engine_for(name: str, *, scheduler: str = "", workers: int | None = None) -> Engine:
    """The engine of this name: serial, processes or dask. Raises ConfigError for another name or a missing extra."""
    if name == "serial":
        return Serial()
    if name == "processes":
        from verifier.engines.processes import Processes

        return Processes(workers)
    if name == "dask":
        from verifier.engines.cluster import Cluster

        return Cluster(scheduler, workers)
    raise ConfigError(f"no engine {name!r}; there are serial, processes and dask")
