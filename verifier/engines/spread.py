"""The one interface of all engines, and the choice between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from verifier.errors import ConfigError

Task = TypeVar("Task")
Result = TypeVar("Result")


class Engine(Protocol):
    """Runs one function over many tasks. Both must pickle; the function must depend on its task alone."""

    def spread(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[int, Result]]:
        """Each task's place in `tasks` with its result, as results come (no order is promised).

        Tasks are taken as workers come free, so a run's tasks never stand in memory together. A result that was
        yielded is never computed again; a worker that dies has its unfinished tasks given to others.
        """


class Serial:
    """One after another, in this process."""

    def spread(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[int, Result]]:
        """In order."""
        for number, task in enumerate(tasks):
            yield number, work(task)


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
