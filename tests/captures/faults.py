"""The fault harness: proves that no acknowledged capture is ever lost or changed without being named.

    python -m tests.captures.faults            # on a disk, a minute or two
    python -m tests.captures.faults kill --rounds 20

R1 kill at random, R2 kill at every step, R3 the disk refuses, R4 several processes, R5 every file damaged once.
Each function raises AssertionError at the first broken promise and returns what it counted. Processes are forked
from this one, so that a round costs milliseconds; run it in a process of its own, without threads.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from verifier.captures.disk import Disk
from verifier.captures.store import Store
from verifier.errors import StoreError
from verifier.records.capture import Capture
from verifier.records.findings import Severity

STEPS = ("create", "write", "sync", "close", "rename", "sync_folder", "make_folder", "append")


class CountingDisk(Disk):
    """Calls `at(number, step)` before and after each step; subclasses of the harness put their faults there."""

    def __init__(self, at: Callable[[int, str, str], None]) -> None:
        self.count = 0
        self._at = at
        self._appending = threading.Lock()  # a true append is one write: its halves here must not mix with another's

    def _step(self, step: str, work: Callable[[], object]) -> object:
        number, self.count = self.count, self.count + 1
        self._at(number, step, "before")
        done = work()
        self._at(number, step, "after")
        return done

    def create(self, path: Path) -> int:
        return self._step("create", lambda: Disk.create(self, path))  # type: ignore[return-value]

    def write(self, handle: int, data: bytes) -> None:
        half = len(data) // 2
        self._step("write", lambda: Disk.write(self, handle, data[:half]))
        self._step("write", lambda: Disk.write(self, handle, data[half:]))

    def sync(self, handle: int) -> None:
        self._step("sync", lambda: Disk.sync(self, handle))

    def close(self, handle: int) -> None:
        self._step("close", lambda: Disk.close(self, handle))

    def rename(self, old: Path, new: Path) -> None:
        self._step("rename", lambda: Disk.rename(self, old, new))

    def sync_folder(self, folder: Path) -> None:
        self._step("sync_folder", lambda: Disk.sync_folder(self, folder))

    def make_folder(self, folder: Path) -> None:
        self._step("make_folder", lambda: Disk.make_folder(self, folder))

    def append(self, path: Path, data: bytes) -> None:
        with self._appending:
            self._step("append", lambda: Disk.append(self, path, data))


def body_of(number: int, size: int = 20_000) -> bytes:
    """The body of capture `number`, the same whenever it is asked for."""
    return random.Random(number).randbytes(size)


def keep(store: Store, number: int, size: int = 20_000) -> Capture:
    return store.keep(
        {"url": f"https://archive.example/doc/{number}", "state": "ok", "status": 200}, body_of(number, size)
    )


def acknowledged(number: int, capture: Capture) -> str:
    return json.dumps([number, capture.id]) + "\n"


def check(root: Path, acks: list[tuple[int, str]], *, size: int = 20_000) -> None:
    """Every acknowledged capture reads back whole, and nothing is damaged."""
    store = Store(root)
    for number, name in acks:
        capture = store.get(name, f"https://archive.example/doc/{number}")
        assert store.body(capture) == body_of(number, size), f"capture {number} changed"
        assert store.latest(capture.url) is not None
    damage = [problem for problem in store.verify() if problem.severity is Severity.FAIL]
    assert not damage, damage[:3]


def tidy(root: Path) -> None:
    """After `doctor` nothing is left to say but orphans, and after `prune` nothing at all."""
    store = Store(root)
    store.doctor()
    left = {problem.kind for problem in store.verify()}
    assert left <= {"orphan"}, left
    store.prune(older_than=store.clock.now())
    assert store.verify() == []


def in_child(work: Callable[[int], None], *, kill_after: float | None = None) -> list[tuple[int, str]]:
    """Fork; `work(pipe)` in the child; the acknowledgements it wrote before it ended or was killed."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read_end)
            work(write_end)
        finally:
            os._exit(0)
    os.close(write_end)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(read_end, "rb") as pipe:
        lines = pipe.read().splitlines()
    os.waitpid(child, 0)
    return [tuple(json.loads(line)) for line in lines]


def kill_at_random(rounds: int, longest: float = 0.2, seed: int = 1) -> dict[str, int]:
    """R1: a writer is killed at a random moment, again and again in the same cache."""
    chance, acked, unlucky = random.Random(seed), 0, 0
    for start in range(0, rounds, 20):
        with tempfile.TemporaryDirectory() as folder:
            root: Path = Path(folder) / "cache"
            acks: list[tuple[int, str]] = []
            for turn in range(start, min(start + 20, rounds)):

                def write(pipe: int, turn: int = turn, root: Path = root) -> None:
                    store = Store(root)
                    for number in range(turn * 1000, turn * 1000 + 1000):
                        os.write(pipe, acknowledged(number, keep(store, number, 60_000)).encode())

                acks += in_child(write, kill_after=chance.uniform(0.0, longest))
                unlucky += any((root / "tmp").glob("*.tmp"))
            check(root, acks, size=60_000)
            tidy(root)
            acked += len(acks)
    return {"rounds": rounds, "acknowledged": acked, "lost": 0, "left_temporary": unlucky}


def kill_at_every_step() -> dict[str, int]:
    """R2: the writer dies before and after each step of the first capture of a cache, and of the second."""
    steps = {kept: _steps_of_a_keep(kept) for kept in (0, 1)}
    for kept, count in steps.items():
        for number in range(count):
            for when in ("before", "after"):
                with tempfile.TemporaryDirectory() as folder:
                    root = Path(folder) / "cache"
                    acks = in_child(lambda pipe, told=(root, kept, number, when): _die_keeping(pipe, *told))
                    assert [n for n, _ in acks][:kept] == [1][:kept]
                    check(root, acks)
                    tidy(root)
    return {"steps": sum(steps.values()), "deaths": 2 * sum(steps.values())}


def _die_keeping(pipe: int, root: Path, kept: int, number: int, when: str) -> None:
    """Keep `kept` captures, then one more with a disk that kills the process at its step `number`."""
    for done in range(1, kept + 1):
        os.write(pipe, acknowledged(done, keep(Store(root), done)).encode())

    def die(at: int, step: str, moment: str) -> None:
        if at == number and moment == when:
            os.kill(os.getpid(), signal.SIGKILL)

    last = Store(root, disk=CountingDisk(die))
    os.write(pipe, acknowledged(kept + 1, keep(last, kept + 1)).encode())


REFUSALS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT)


def disk_refuses(kinds: int = len(REFUSALS)) -> dict[str, int]:
    """R3: full, broken, read-only, over quota, at each step: an error, no half file, and it goes on afterwards."""
    steps, refused = {kept: _steps_of_a_keep(kept) for kept in (0, 1)}, 0
    for code in REFUSALS[:kinds]:
        for kept, count in steps.items():
            refused += sum(_refused_at(number, kept, code) for number in range(count))
    return {"faults": kinds * sum(steps.values()), "refused": refused}


def _refused_at(number: int, kept: int, code: int) -> bool:
    """Keep `kept` captures, then one more on a disk that fails at its step `number`: True when that was said."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "cache"
        acks = [(done, keep(Store(root), done).id) for done in range(1, kept + 1)]

        def refuse(at: int, step: str, moment: str) -> None:
            if at == number and moment == "before":
                raise OSError(code, os.strerror(code))

        said = ""
        try:
            keep(Store(root, disk=CountingDisk(refuse)), kept + 1)
        except StoreError as error:
            said = str(error)
        check(root, acks)
        check(root, [*acks, (kept + 1, keep(Store(root), kept + 1).id)])
        tidy(root)
        return os.strerror(code) in said


def _steps_of_a_keep(kept: int = 1) -> int:
    with tempfile.TemporaryDirectory() as folder:
        for number in range(kept):
            keep(Store(Path(folder) / "cache"), number + 1)
        disk = CountingDisk(lambda *_: None)
        keep(Store(Path(folder) / "cache", disk=disk), kept + 1)
        return disk.count


def several_processes(processes: int, each: int) -> dict[str, int]:
    """R4: writers with overlapping lists in one cache; every capture is kept, every body once."""
    with tempfile.TemporaryDirectory() as folder:
        root, pipes, children = Path(folder) / "cache", [], []
        for process in range(processes):
            read_end, write_end = os.pipe()
            child = os.fork()
            if child == 0:
                store = Store(root)
                for number in range(process * each // 2, process * each // 2 + each):
                    os.write(write_end, acknowledged(number, keep(store, number)).encode())
                os._exit(0)
            os.close(write_end)
            pipes.append(read_end)
            children.append(child)
        acks = []
        for pipe in pipes:
            with os.fdopen(pipe, "rb") as stream:
                acks += [tuple(json.loads(line)) for line in stream]
        for child in children:
            os.waitpid(child, 0)
        assert len(acks) == processes * each
        check(root, acks)
        store = Store(root)
        numbers = {number for number, _ in acks}
        assert len(list(store.captures())) == processes * each
        assert len(list(store.objects.walk())) == len(numbers)
        tidy(root)
    return {"processes": processes, "captures": len(acks), "bodies": len(numbers)}


def every_damage(entries: int) -> dict[str, int]:
    """R5: each file flipped, cut, emptied, deleted, and swapped with its neighbour: all named, no false alarm."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "cache"
        store = Store(root)
        for number in range(entries):
            keep(store, number, 2_000)
        assert store.verify() == []
        files = [*store.objects.walk(), *store.shelf.walk(), store.shelf.ledger]
        chance, damages = random.Random(5), 0
        for place, path in enumerate(files):
            whole = path.read_bytes()
            at = chance.randrange(len(whole))
            flipped = bytearray(whole)
            flipped[at] ^= 1 << chance.randrange(8)
            for changed in (bytes(flipped), whole[: len(whole) // 2], b"", None):
                path.unlink() if changed is None else path.write_bytes(changed)
                _named(root, path)
                path.write_bytes(whole)
                damages += 1
            other = files[(place + 1) % len(files)]
            aside = other.read_bytes()
            path.write_bytes(aside)
            other.write_bytes(whole)
            _named(root, path)
            path.write_bytes(whole)
            other.write_bytes(aside)
            damages += 1
        assert Store(root).verify() == []
    return {"files": len(files), "damages": damages, "unnamed": 0, "false_alarms": 0}


def _named(root: Path, path: Path) -> None:
    problems = Store(root).verify()
    place = path.relative_to(root).as_posix()
    about = [
        p
        for p in problems
        if p.path == place or path.name[:12] in p.message or p.kind in ("ledger", "ledger_torn", "unlisted")
    ]
    assert about, f"damage to {place} was not named: {problems[:3]}"
    if place != "captures.sha256":
        assert any(p.severity is Severity.FAIL for p in problems), f"damage to {place} is no mere note"


def disk_full(megabytes: int = 2) -> dict[str, int]:
    """R3 for real: a small file system fills up; what was acknowledged stands, and it goes on once there is room."""
    folder = Path(tempfile.mkdtemp())
    if os.system(f"mount -t tmpfs -o size={megabytes}m tmpfs {folder} 2>/dev/null") != 0:
        folder.rmdir()
        return {"skipped": 1}
    try:
        store, acks = Store(folder / "cache"), []
        ballast = folder / "ballast"
        ballast.write_bytes(b"x" * 500_000)
        with contextlib.suppress(StoreError):
            for number in range(10_000):
                acks += [(number, keep(store, number).id)]
        check(folder / "cache", acks)
        ballast.unlink()
        acks.append((77_777, keep(store, 77_777).id))
        check(folder / "cache", acks)
        tidy(folder / "cache")
        return {"acknowledged": len(acks)}
    finally:
        os.system(f"umount {folder}")
        shutil.rmtree(folder, ignore_errors=True)


RUNS: dict[str, Callable[[argparse.Namespace], dict[str, int]]] = {
    "kill": lambda told: kill_at_random(told.rounds, told.longest),
    "steps": lambda told: kill_at_every_step(),
    "refuse": lambda told: disk_refuses(told.codes),
    "full": lambda told: disk_full(),
    "processes": lambda told: several_processes(told.processes, told.each),
    "damage": lambda told: every_damage(told.entries),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", nargs="*", default=list(RUNS))
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--longest", type=float, default=0.2, help="seconds a writer lives at most")
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--each", type=int, default=100)
    parser.add_argument("--codes", type=int, default=len(REFUSALS))
    parser.add_argument("--entries", type=int, default=50)
    parser.add_argument("--dir", default=None, help="where caches are made; memory (/dev/shm) is fast, a disk is real")
    told = parser.parse_args()
    tempfile.tempdir = told.dir
    for name in told.which:
        began = time.perf_counter()
        counted = RUNS[name](told)
        print(json.dumps({"run": name, **counted, "seconds": round(time.perf_counter() - began, 1)}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
