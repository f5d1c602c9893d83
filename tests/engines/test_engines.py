"""One contract for every engine: each task's result once, whatever the order, whoever dies."""

from __future__ import annotations

import os
import signal
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
