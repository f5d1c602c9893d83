"""A whole run on a cluster whose worker or scheduler is killed outright: the same reports, and nothing done twice."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from shutil import copytree

import pytest

from benchmarks.scale.corpus import claims, shelve, vocabulary
from verifier.captures import Store
from verifier.claims import write_claims
from verifier.cli.exits import Exit

pytest.importorskip("distributed", reason="the extra verifier[cluster] is absent")

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS, LETTERS, CLAIMS = 40, 3_000, 800
ENOUGH = 100  # claims acknowledged when the blow falls: some are done, most are not, tasks are under way


@contextmanager
def running(home: Path, *module: str) -> Iterator[subprocess.Popen[str]]:
    """`python -m MODULE...` in a folder; workers that it starts, or that it is, write what they judge into `judged`."""
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "JUDGED": str(home / "judged"),
        "DASK_DISTRIBUTED__WORKER__PRELOAD": str(Path(__file__).with_name("counting.py")),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", *module],
        cwd=home, env=env, stdout=subprocess.DEVNULL, stderr=(home / f"{module[0]}.said").open("w"), text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def check(home: Path, *engine: str) -> AbstractContextManager[subprocess.Popen[str]]:
    told = ("--cache", "cache", "--offline", "--format", "json,csv", *engine)
    return running(home, "verifier", "check", "claims.csv", *told)


@contextmanager
def cluster(home: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """(address, process) of a scheduler with one worker, which its nanny starts again when it dies."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--dashboard-address", ":0")
    worker = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard")
    with ExitStack() as stack:
        first = stack.enter_context(running(home, *scheduler))
        stack.enter_context(running(home, *worker))
        yield address, first


def acknowledged(home: Path) -> set[int]:
    """The rows whose results are kept."""
    path = home / "cache" / "derived" / "verdicts.sqlite"
    if not path.is_file():
        return set()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
        try:
            return {int(json.loads(text)["id"][1:]) for (text,) in base.execute("SELECT result FROM results")}
        except sqlite3.OperationalError:  # not begun yet
            return set()


def judged(home: Path) -> list[tuple[int, set[int]]]:
    """(process, rows) of each group that a worker took up, in order."""
    lines = (home / "judged").read_text().splitlines() if (home / "judged").exists() else []
    return [(int(line.split()[0]), {int(row) for row in line.split()[1:]}) for line in lines]


def until_some_is_acknowledged(home: Path, run: subprocess.Popen[str]) -> set[int]:
    while len(done := acknowledged(home)) < ENOUGH and run.poll() is None:
        time.sleep(0.02)
    return done


def reports(home: Path) -> tuple[bytes, str]:
    """The reports, the block with the times aside."""
    record = json.loads((home / "reports" / "report.json").read_bytes())
    return (home / "reports" / "report.csv").read_bytes(), json.dumps(record | {"run": {}})


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache, a claims table, and the reports of the serial run."""
    home, words = tmp_path_factory.mktemp("run"), vocabulary()
    shelve(Store(home / "captured"), DOCUMENTS, words, home, LETTERS)
    write_claims(home / "claims.csv", claims(CLAIMS, DOCUMENTS, words, LETTERS))
    copytree(home / "captured", home / "cache")
    with check(home) as run:
        run.wait()
    return home


@pytest.fixture
def home(begun: Path, tmp_path: Path) -> Path:
    copytree(begun / "captured", tmp_path / "cache")
    (tmp_path / "claims.csv").write_bytes((begun / "claims.csv").read_bytes())
    return tmp_path


@pytest.mark.parametrize("its_own", [True, False], ids=["of the run's own cluster", "of a cluster that was running"])
def test_a_worker_that_is_killed(begun: Path, home: Path, *, its_own: bool) -> None:
    with ExitStack() as stack:
        scheduler = [] if its_own else ["--scheduler", stack.enter_context(cluster(home))[0]]
        run = stack.enter_context(check(home, "--engine", "dask", *scheduler))
        before = until_some_is_acknowledged(home, run)
        tasks = len(judged(home))
        killed = judged(home)[-1][0]
        os.kill(killed, signal.SIGKILL)
        assert run.wait() == Exit.FINDINGS
    later = judged(home)[tasks:]
    assert ENOUGH <= len(before) < CLAIMS
    assert set().union(*(rows for _, rows in judged(home))) == set(range(CLAIMS))
    assert before & set().union(*(rows for _, rows in later)) == set()
    assert killed not in {process for process, _ in later}
    assert reports(home) == reports(begun)


def test_a_scheduler_that_is_killed_is_one_line_and_a_second_run_goes_on_from_there(begun: Path, home: Path) -> None:
    with cluster(home) as (address, scheduler), check(home, "--engine", "dask", "--scheduler", address) as run:
        until_some_is_acknowledged(home, run)
        scheduler.kill()
        assert run.wait() == Exit.INCOMPLETE
        said = (home / "verifier.said").read_text().splitlines()
    kept = acknowledged(home)
    assert [line for line in said if line.startswith("verifier: ")] == [said[-1]]
    assert said[-1].startswith("verifier: the Dask scheduler is gone")
    assert "Traceback" not in "".join(said)
    assert len(kept) >= ENOUGH
    with check(home) as run:
        assert run.wait() == Exit.FINDINGS
    assert json.loads((home / "reports" / "report.json").read_bytes())["run"]["reused"] == len(kept)
    assert reports(home) == reports(begun)
