"""A cache in an object store: what is acknowledged is there, what is read is proved, the rest is refused.

One contract for three kinds: memory, S3 and Google's (the last two as servers on loopback, from the extra `stores`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.captures import buckets
from tests.captures.buckets import SIZE, Served
from tests.captures.faults import check, keep
from verifier.captures import Store
from verifier.captures.remote import KEPT, cache_folder, refuse_offline
from verifier.errors import CaptureDamaged, ConfigError, StoreError
from verifier.records.findings import Severity

pytest.importorskip("fsspec", reason="the extra verifier[remote] is absent")

URL = "https://letters.example.org/7"
NEEDS = {"memory": (), "s3": ("s3fs", "moto.server"), "gs": ("gcsfs", "gcp_storage_emulator.server")}


@pytest.fixture(scope="module", params=list(NEEDS))
def served(request: pytest.FixtureRequest) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in buckets.QUIET.items():
            patch.setenv(name, value)
        for name in NEEDS[request.param]:
            pytest.importorskip(name, reason=f"{name} is absent (extra verifier[stores]): no {request.param} is served")
        with getattr(buckets, request.param)() as store:
            for name, value in store.env.items():
                patch.setenv(name, value)
            yield store


@pytest.fixture
def place(served: Served) -> str:
    return served.place()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text("We shall keep the harbour lamp lit through the winter.\n")
    return path


def names(served: Served, place: str, kind: str) -> list[str]:
    found = (str(path).lstrip("/") for path in served.files.find(place.split("://")[1]))
    return sorted(path for path in found if f"/cache/{kind}/" in path)


class TestEveryStore:
    def test_what_one_machine_captured_another_reads(self, place: str, page: Path, tmp_path: Path) -> None:
        mine = Store(cache_folder(place, tmp_path / "mine"))
        capture = mine.add_manual(URL, page)
        theirs = Store(cache_folder(place, tmp_path / "theirs"))
        found = theirs.latest(URL)
        assert found == capture
        assert theirs.body(found) == page.read_bytes()
        assert theirs.verify() == []

    def test_the_store_holds_bodies_and_records_and_nothing_else(
        self, served: Served, place: str, page: Path, tmp_path: Path
    ) -> None:
        store = Store(cache_folder(place, tmp_path))
        store.add_manual(URL, page)
        store.add_manual(f"{URL}/copy", page)
        assert len(names(served, place, "objects")) == 1
        assert len(names(served, place, "captures")) == 2
        assert len(served.files.find(place.split("://")[1])) == 3

    def test_a_fresh_working_copy_is_proved_whole_without_having_been_read(
        self, place: str, page: Path, tmp_path: Path
    ) -> None:
        Store(cache_folder(place, tmp_path / "mine")).add_manual(URL, page)
        assert Store(cache_folder(place, tmp_path / "theirs")).verify() == []

    def test_a_body_gone_from_the_store_is_missed(self, served: Served, place: str, page: Path, tmp_path: Path) -> None:
        Store(cache_folder(place, tmp_path / "mine")).add_manual(URL, page)
        served.files.rm(names(served, place, "objects")[0])
        (problem,) = Store(cache_folder(place, tmp_path / "theirs")).verify()
        assert problem.kind == "object_missing"

    def test_bytes_changed_in_the_store_are_never_taken_for_the_capture_and_mended_by_another(
        self, served: Served, place: str, page: Path, tmp_path: Path
    ) -> None:
        Store(cache_folder(place, tmp_path / "mine")).add_manual(URL, page)
        (body,) = names(served, place, "objects")
        served.files.pipe_file(body, b"x" * len(page.read_bytes()))
        theirs = Store(cache_folder(place, tmp_path / "theirs"))
        with pytest.raises(CaptureDamaged, match="was changed"):
            theirs.body(theirs.latest(URL))
        Store(cache_folder(place, tmp_path / "third")).add_manual(URL, page)
        assert theirs.body(theirs.latest(URL)) == page.read_bytes()

    def test_a_record_changed_in_the_store_is_refused_by_its_seal(
        self, served: Served, place: str, page: Path, tmp_path: Path
    ) -> None:
        Store(cache_folder(place, tmp_path / "mine")).add_manual(URL, page)
        (record,) = names(served, place, "captures")
        served.files.pipe_file(record, served.files.cat_file(record).replace(b"manual", b"live"))
        with pytest.raises(CaptureDamaged, match=r"/cache/captures/.*changed"):
            Store(cache_folder(place, tmp_path / "theirs"))

    def test_a_store_that_refuses_keeps_nothing_here_either(
        self, served: Served, place: str, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = Store(cache_folder(place, tmp_path))

        def full(*_: object, **__: object) -> None:
            raise RuntimeError("quota exceeded\nsee the console")

        monkeypatch.setattr(store.disk._bucket._files, "pipe_file", full)
        with pytest.raises(StoreError, match="quota exceeded see the console"):
            store.add_manual(URL, page)
        assert store.latest(URL) is None

    def test_strangers_in_the_bucket_are_passed_over(
        self, served: Served, place: str, page: Path, tmp_path: Path
    ) -> None:
        Store(cache_folder(place, tmp_path / "mine")).add_manual(URL, page)
        served.files.pipe_file(f"{place.split('://')[1]}/captures/host/x.sh", b"#!")
        folder = cache_folder(place, tmp_path / "theirs")
        Store(folder)
        assert len([path for path in (folder / "captures").rglob("*") if path.is_file()]) == 1

    def test_several_threads_that_write_at_once_lose_nothing(self, place: str, tmp_path: Path) -> None:
        store = Store(cache_folder(place, tmp_path / "mine"))
        with ThreadPoolExecutor(8) as pool:
            kept = list(pool.map(lambda number: (number, keep(store, number, SIZE).id), range(40)))
        check(cache_folder(place, tmp_path / "theirs"), kept, size=SIZE)

    def test_nothing_is_asked_of_the_store_offline(self, place: str, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match="--offline opens no socket"):
            refuse_offline(cache_folder(place, tmp_path))
        refuse_offline(tmp_path)


@pytest.mark.parametrize("served", ["s3", "gs"], indirect=True)
class TestEveryStoreThatIsServed:
    """What needs more than one process."""

    @pytest.fixture
    def writer(self, served: Served, place: str, tmp_path: Path):
        def start(home: str, first: int, last: int):
            told = (place, str(tmp_path / home), str(first), str(last))
            return served.process("-m", "tests.captures.buckets", *told)

        return start

    def test_a_writer_killed_at_any_moment_has_lost_nothing_it_acknowledged(
        self, writer, place: str, tmp_path: Path
    ) -> None:
        lines: list[str] = []
        for turn in range(2):
            process = writer("mine", turn * 1000, turn * 1000 + 1000)
            lines += [process.stdout.readline() for _ in range(5 + 15 * turn)]
            process.kill()
            lines += [line for line in process.communicate()[0].splitlines(keepends=True) if line.endswith("\n")]
        acknowledged = [tuple(json.loads(line)) for line in lines]
        assert len(acknowledged) >= 25
        check(cache_folder(place, tmp_path / "theirs"), acknowledged, size=SIZE)
        own = Store(cache_folder(place, tmp_path / "mine"))
        own.doctor()
        assert [problem for problem in own.verify() if problem.severity is Severity.FAIL] == []

    def test_two_writers_at_once_lose_nothing(self, writer, place: str, tmp_path: Path) -> None:
        both = [writer(home, 0, 15) for home in ("mine", "theirs")]
        lines = [line for process in both for line in process.communicate()[0].splitlines()]
        acknowledged = [tuple(json.loads(line)) for line in lines]
        third = cache_folder(place, tmp_path / "third")
        check(third, acknowledged, size=SIZE)
        assert len(list(Store(third).captures())) == len(acknowledged) == 30


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(f"captures/../0/20260101T000000Z-{'0' * 16}.json", id="a record above its folder"),
        pytest.param(f"captures/.git/0/20260101T000000Z-{'0' * 16}.json", id="a record in a hidden folder"),
        pytest.param(f"objects/sha256/../{'0' * 64}", id="a body above its folder"),
        pytest.param("captures/host/x.sh", id="a program"),
        pytest.param("captures.sha256", id="a ledger, which is each folder's own"),
    ],
)
def test_a_name_that_a_cache_does_not_give_is_not_taken(name: str) -> None:
    assert KEPT.fullmatch(name) is None


@pytest.mark.parametrize("place", ["ftp://host/cache", "sftp://host/cache", "https://host/cache"])
def test_a_store_that_may_show_half_a_file_is_refused(place: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="half a file"):
        cache_folder(place, tmp_path)


@pytest.mark.parametrize("told", ["archive_cache", "/srv/cache", "C:/cache"])
def test_a_folder_is_itself(told: str, tmp_path: Path) -> None:
    assert cache_folder(told, tmp_path) == Path(told)
