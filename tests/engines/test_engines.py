"""One contract for every engine: each task's result once, whatever the order, whoever dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from verifier.engines import engine_for
from verifier.errors import ConfigError


def square(number: int) -> int:
    return number * number


def die_once(task: tuple[str, int]) -> int:
    """The worker that first meets task 3 is killed outright, as by the system's memory guard."""
    flag, number = Path(task[0]), task[1]
    if number == 3 and not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def engines() -> list[object]:
    dask = pytest.param(
        "dask", marks=pytest.mark.skipif(not _has_dask(), reason="the extra verifier[cluster] is absent")
    )
    return ["serial", "processes", dask]


def _has_dask() -> bool:
    try:
        import distributed  # noqa: F401
    except ImportError:
        return False
    return True


class TestEveryEngine:
    @pytest.mark.parametrize("name", engines())
    def test_gives_each_tasks_result_once_with_its_place(self, name: str) -> None:
        results = list(engine_for(name, workers=2).spread(square, range(40)))
        assert sorted(results) == [(n, n * n) for n in range(40)]

    @pytest.mark.parametrize("name", engines())
    def test_has_nothing_to_do_for_no_tasks(self, name: str) -> None:
        assert list(engine_for(name, workers=1).spread(square, [])) == []

    @pytest.mark.parametrize("name", engines()[1:])
    def test_loses_nothing_when_a_worker_is_killed(self, name: str, tmp_path: Path) -> None:
        tasks = [(str(tmp_path / "died"), n) for n in range(12)]
        results = list(engine_for(name, workers=2).spread(die_once, tasks))
        assert sorted(results) == [(n, n) for n in range(12)]


def test_an_unknown_engine_is_named_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="there are serial, processes and dask"):
        engine_for("threads")


def workers() -> set[int]:
    return {child.pid or 0 for child in multiprocessing.active_children()}


def whose(number: int) -> int:
    """The process that did it."""
    return os.getpid()


def test_workers_that_were_begun_serve_every_call_of_a_block_and_end_with_it() -> None:
    with engine_for("processes", workers=2) as engine:
        engine.begin(ready)
        begun = workers()
        first = {by for _, by in engine.spread(whose, range(20))}
        second = {by for _, by in engine.spread(whose, range(20))}
        assert first | second <= begun
        assert len(begun) == 2
    assert not begun & workers()


def test_a_call_outside_a_block_leaves_no_worker() -> None:
    before = workers()
    list(engine_for("processes", workers=2).spread(square, range(4)))
    assert workers() <= before


def test_a_worker_that_dies_between_two_calls_is_replaced() -> None:
    with engine_for("processes", workers=1) as engine:
        ((_, first),) = engine.spread(whose, [0])
        os.kill(first, signal.SIGKILL)
        assert sorted(engine.spread(square, range(5))) == [(n, n * n) for n in range(5)]


def nap(number: int) -> int:
    time.sleep(60)
    return number


def test_an_interrupt_ends_the_workers_whatever_they_are_doing() -> None:
    before = workers()
    threading.Thread(target=interrupt_once_at_work, args=[len(before) + 2]).start()
    with pytest.raises(KeyboardInterrupt):
        ask_for_naps()
    assert workers() <= before


def interrupt_once_at_work(count: int) -> None:
    """Interrupt the main thread when so many workers have begun, and it waits for them."""
    while len(workers()) < count:
        time.sleep(0.05)
    time.sleep(1.0)
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)


def ask_for_naps() -> None:
    with engine_for("processes", workers=2) as engine:
        list(engine.spread(nap, range(4)))


def ready() -> None:
    """What a worker does first."""
