"""R1 to R10: no evidence is lost. In memory; `python -m tests.captures.faults` runs the harness on a disk."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.captures.conftest import SITE, FakeClock, MakeFetcher, Serve
from tests.captures.faults import CountingDisk, body_of, keep
from tests.replica.httpd import Reply, redirect
from verifier.captures import Store
from verifier.captures.disk import Disk
from verifier.errors import StoreError
from verifier.records.capture import CaptureState
from verifier.records.findings import Severity

ROOT = Path(__file__).resolve().parents[2]
FROZEN = Path(__file__).parent / "frozen"
TRACED = "trace=fsync,rename,renameat,renameat2"


def harness(run: str) -> dict[str, int]:
    """What the harness counted in one of its runs. It forks, so it has a process of its own; in memory if possible."""
    quick = ["--dir", "/dev/shm", "--longest", "0.04"] if Path("/dev/shm").is_dir() else []
    ran = subprocess.run(
        [sys.executable, "-m", "tests.captures.faults", run, *quick],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    counted: dict[str, int] = json.loads(ran.stdout)
    return counted


def test_r1_killed_at_random_moments_nothing_acknowledged_is_lost() -> None:
    counted = harness("kill")
    assert counted["rounds"] == 200
    assert counted["acknowledged"] > 200
    assert counted["lost"] == 0


def test_r2_killed_at_every_step_nothing_acknowledged_is_lost() -> None:
    assert harness("steps")["deaths"] > 80


def test_r3_a_disk_that_refuses_at_any_step_is_an_error_and_leaves_no_half_file() -> None:
    counted = harness("refuse")
    assert counted["refused"] == counted["faults"]


def test_r3_a_file_system_that_fills_up_keeps_what_was_acknowledged() -> None:
    counted = harness("full")
    if counted.get("skipped"):
        pytest.skip("a small file system cannot be mounted here")
    assert counted["acknowledged"] > 10


def test_r4_processes_in_one_cache_keep_everything_once() -> None:
    counted = harness("processes")
    assert counted["bodies"] < counted["captures"]


def test_r5_every_damage_to_every_file_is_named() -> None:
    counted = harness("damage")
    assert counted["damages"] == 5 * (50 + 50 + 1)  # bodies, records and the ledger, five ways each
    assert (counted["unnamed"], counted["false_alarms"]) == (0, 0)


def test_r3_a_run_on_a_full_disk_says_how_many_captures_were_not_kept(
    serve: Serve, fetcher_for: MakeFetcher, tmp_path: Path
) -> None:
    left = [8]

    def full(at: int, step: str, moment: str) -> None:
        if step == "create" and moment == "before":
            left[0] -= 1
            if left[0] < 0:
                raise OSError(28, "No space left on device")

    server = serve(fallback=b"<p>a page</p>")
    small = Store(tmp_path / "small", disk=CountingDisk(full))
    fetcher = fetcher_for(server, store=small)
    urls = [f"{SITE}/{number}" for number in range(10)]
    with pytest.raises(StoreError, match=r"[1-9] of 10 captures were not kept.*No space left"):
        fetcher.fetch_all(urls, jobs=1)
    kept = len(list(Store(small.root).captures()))
    assert 0 < kept < 10
    left[0] = 1000
    assert all(capture.usable for capture in fetcher_for(server, store=small).fetch_all(urls))
    assert Store(small.root).verify() == []


class TestR6Clocks:
    URL = f"{SITE}/doc"

    def test_captures_keep_their_order_when_the_clock_jumps_back(self, tmp_path: Path, clock: FakeClock) -> None:
        store = Store(tmp_path, clock=clock)  # type: ignore[arg-type]
        store.keep({"url": self.URL, "state": "ok"}, b"first")
        clock.moment -= timedelta(days=400)
        second = store.keep({"url": self.URL, "state": "ok"}, b"second")
        assert [store.body(capture) for capture in store.history(self.URL)] == [b"first", b"second"]
        assert Store(tmp_path).latest(self.URL) == second

    def test_equal_stamps_overwrite_nothing(self, tmp_path: Path, clock: FakeClock) -> None:
        store = Store(tmp_path, clock=clock)  # type: ignore[arg-type]
        kept = [store.keep({"url": self.URL, "state": "ok"}, b"same") for _ in range(5)]
        assert len({capture.retrieved_at for capture in kept}) == 1
        assert len(store.history(self.URL)) == 5

    @pytest.mark.parametrize("year", [1970, 2038, 2040, 2106])
    def test_the_year(self, tmp_path: Path, year: int) -> None:
        clock = FakeClock(datetime(year, 3, 29, 1, 30, tzinfo=UTC))
        store = Store(tmp_path, clock=clock)  # type: ignore[arg-type]
        kept = store.keep({"url": self.URL, "state": "ok"}, b"x")
        assert Store(tmp_path).latest(self.URL) == kept
        assert store.verify() == []

    def test_the_servers_clock_is_compared_with_ours(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({"/": Reply(b"x", headers={"Date": "Sun, 22 Nov 1998 12:00:00 GMT"})})
        skew = fetcher_for(server).fetch(f"{SITE}/").skew_s
        assert skew is not None
        assert skew < -8e8


class TestR7PowerLoss:
    def test_body_before_record_and_folder_after_rename(self, tmp_path: Path) -> None:
        store = Store(tmp_path)
        keep(store, 1)
        done: list[str] = []

        class Watched(Disk):
            def sync(self, handle: int) -> None:
                Disk.sync(self, handle)
                done.append("synced")

            def rename(self, old: Path, new: Path) -> None:
                Disk.rename(self, old, new)
                done.append(f"named {new.relative_to(tmp_path).parts[0]}")

            def sync_folder(self, folder: Path) -> None:
                Disk.sync_folder(self, folder)
                done.append(f"folder {folder.relative_to(tmp_path).parts[0]}")

            def append(self, path: Path, data: bytes) -> None:
                Disk.append(self, path, data)
                done.append("listed")

        keep(Store(tmp_path, disk=Watched()), 2)
        order = [step for step in done if step != "folder captures" or done[done.index(step) - 1] != "synced"]
        assert [s for s in order if s in ("named objects", "named captures", "listed")] == [
            "named objects", "named captures", "listed",
        ]  # fmt: skip
        assert done[done.index("named objects") - 1] in ("synced", "folder objects")
        assert done[done.index("named objects") + 1] == "folder objects"
        assert done[done.index("named captures") + 1] == "folder captures"
        assert done.index("folder objects", done.index("named objects")) < done.index("named captures")

    @pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
    def test_the_kernel_sees_the_same_order(self, tmp_path: Path) -> None:
        program = f"""
from verifier.captures import Store
store = Store({str(tmp_path / "cache")!r})
for number in range(2):
    store.keep({{"url": f"https://a.example/{{number}}", "state": "ok"}}, b"x" * 1000)
"""
        log = tmp_path / "strace.txt"
        ran = subprocess.run(
            ["strace", "-f", "-y", "-e", TRACED, "-o", str(log), sys.executable, "-c", program],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if ran.returncode != 0 and "ptrace" in ran.stderr:
            pytest.skip("tracing is not allowed here")
        assert ran.returncode == 0, ran.stderr
        calls = [line for line in log.read_text().splitlines() if "/cache" in line]
        named = re.compile("rename.*(objects|captures)/.* = 0")
        renames = [place for place, line in enumerate(calls) if named.search(line)]
        assert len(renames) >= 3
        for place in renames:
            new = re.findall(r'"([^"]+)"', calls[place])[-1]
            assert any("fsync" in line and ".tmp" in line for line in calls[:place])
            following = next(line for line in calls[place + 1 :] if "fsync" in line)
            assert str(Path(new).parent) + ">" in following


class TestR8OldCaches:
    def test_a_cache_of_each_released_form_opens_and_is_whole(self) -> None:
        for folder in sorted(FROZEN.iterdir()):
            store = Store(folder)
            assert store.verify() == []
            expected = json.loads((folder / "expected.json").read_text())
            found = {capture.id: store.body(capture).decode("latin-1") for capture in store.captures()}
            assert found == expected

    def test_keeping_more_changes_nothing_that_is_there(self, tmp_path: Path) -> None:
        for folder in sorted(FROZEN.iterdir()):
            copy = tmp_path / folder.name
            shutil.copytree(folder, copy)
            before = {path: path.read_bytes() for path in copy.rglob("*.json")}
            Store(copy).keep({"url": f"{SITE}/new", "state": "ok"}, b"new")
            assert all(path.read_bytes() == data for path, data in before.items())
            assert {p.severity for p in Store(copy).verify()} <= {Severity.NOTE}


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_r9_a_cache_survives_git_with_line_end_conversion(tmp_path: Path) -> None:
    def git(*arguments: str, cwd: Path = tmp_path) -> None:
        base = ["git", "-c", "core.autocrlf=true", "-c", "user.name=n", "-c", "user.email=e@example.org"]
        subprocess.run([*base, *arguments], cwd=cwd, check=True, capture_output=True)

    store = Store(tmp_path / "work" / "archive_cache")
    store.keep({"url": f"{SITE}/text", "state": "ok", "media_type": "text/plain"}, b"one\ntwo\r\nthree\r")
    store.keep({"url": f"{SITE}/pdf", "state": "ok"}, b"%PDF-1.4\r\n\x00\xff")
    git("init", "-q", "work")
    git("add", ".", cwd=tmp_path / "work")
    git("commit", "-qm", "captures", cwd=tmp_path / "work")
    git("clone", "-q", "work", "clone")
    assert Store(tmp_path / "clone" / "archive_cache").verify() == []


def test_r9_no_two_names_differ_only_by_case(store: Store) -> None:
    for path in ("Doc", "doc", "DOC"):
        store.keep({"url": f"{SITE}/{path}", "state": "ok"}, path.encode())
    names = [path.relative_to(store.root).as_posix().lower() for path in store.root.rglob("*")]
    assert len(names) == len(set(names))
    assert {store.body(c) for c in store.captures()} == {b"Doc", b"doc", b"DOC"}


def test_r10_rows_in_are_rows_out_each_with_its_state_and_reason(serve: Serve, fetcher_for: MakeFetcher) -> None:
    server = serve(
        {
            "/ok": b"<p>words</p>",
            "/gone": Reply(status=410),
            "/drop": Reply(drop=True),
            "/broken": Reply(status=500),
            "/moved": redirect("/ok"),
            "/loop": redirect("/loop", 302),
            "/wall": Reply(b"<title>Just a moment...</title>", 403),
            "/busy": Reply(status=429, headers={"Retry-After": "90000"}),
            "/garbage": Reply(raw=[b"\x00\x01\x02 this is no HTTP\r\n\r\n"]),
            "/headers": Reply(raw=[b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 500 + b"\r\nwords"]),
        }
    )
    urls = [f"{SITE}{path}" for path in server.routes]
    urls += [
        "not an address",
        "",
        "ftp://archive.example/x",
        "http://[::1",
        "https://" + "a" * 300 + ".example/",
        urls[0],
    ]
    captures = fetcher_for(server).fetch_all(urls, jobs=4)
    assert len(captures) == len(urls)
    assert all(capture.reason for capture in captures if capture.state is not CaptureState.OK)
    assert captures[0] is captures[-1]
    states = {url.rpartition("/")[2]: capture.state.value for url, capture in zip(urls, captures, strict=True)}
    assert states["garbage"] == "unreachable"
    assert states["gone"] == "gone"
    assert states["busy"] == "deferred"


def test_doctor_leaves_alone_what_another_process_is_writing(store: Store) -> None:
    keep(store, 1)
    ours = store.scratch / f"{os.getpid()}-0123456789abcdef.tmp"
    theirs = store.scratch / "999999999-0123456789abcdef.tmp"
    ours.write_bytes(b"half")
    theirs.write_bytes(b"half")
    assert [cure.path for cure in store.doctor() if cure.kind == "temporary"] == [f"tmp/{theirs.name}"]
    assert ours.exists()
    assert store.body(store.get(next(store.captures()).id, "https://archive.example/doc/1")) == body_of(1)
