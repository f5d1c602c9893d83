"""A cache in an object store: what is acknowledged is there, what is read is proved, the rest is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from verifier.captures import Store
from verifier.captures.remote import cache_folder, refuse_offline
from verifier.errors import CaptureDamaged, ConfigError, StoreError

fsspec = pytest.importorskip("fsspec", reason="the extra verifier[remote] is absent")

URL = "https://letters.example.org/7"
PLACE = "memory://bucket/cache"


@pytest.fixture
def files() -> Iterator[object]:
    held = fsspec.filesystem("memory")
    yield held
    held.store.clear()
    held.pseudo_dirs[:] = [""]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text("We shall keep the harbour lamp lit through the winter.\n")
    return path


def kept_names(files: object) -> list[str]:
    return sorted(name.split("/bucket/cache/")[1].split("/")[0] for name in files.find("/bucket/cache"))


def test_what_one_machine_captured_another_reads(files: object, page: Path, tmp_path: Path) -> None:
    mine = Store(cache_folder(PLACE, tmp_path / "mine"))
    capture = mine.add_manual(URL, page)
    assert kept_names(files) == ["captures", "objects"]
    theirs = Store(cache_folder(PLACE, tmp_path / "theirs"))
    found = theirs.latest(URL)
    assert found == capture
    assert theirs.body(found) == page.read_bytes()
    assert theirs.verify() == []


def test_the_same_body_is_written_once(files: object, page: Path, tmp_path: Path) -> None:
    store = Store(cache_folder(PLACE, tmp_path))
    store.add_manual(URL, page)
    store.add_manual(f"{URL}/copy", page)
    assert kept_names(files) == ["captures", "captures", "objects"]


def test_bytes_changed_in_the_store_are_never_taken_for_the_capture(files: object, page: Path, tmp_path: Path) -> None:
    Store(cache_folder(PLACE, tmp_path / "mine")).add_manual(URL, page)
    (body,) = [name for name in files.find("/bucket/cache") if "/objects/" in name]
    files.pipe_file(body, b"other words")
    theirs = Store(cache_folder(PLACE, tmp_path / "theirs"))
    with pytest.raises(CaptureDamaged, match="was changed"):
        theirs.body(theirs.latest(URL))


def test_a_record_changed_in_the_store_is_refused_by_its_seal(files: object, page: Path, tmp_path: Path) -> None:
    Store(cache_folder(PLACE, tmp_path / "mine")).add_manual(URL, page)
    (record,) = [name for name in files.find("/bucket/cache") if "/captures/" in name]
    files.pipe_file(record, files.cat_file(record).replace(b"manual", b"live"))
    with pytest.raises(CaptureDamaged, match=r"bucket/cache/captures/.*changed"):
        Store(cache_folder(PLACE, tmp_path / "theirs"))


def test_a_store_that_refuses_keeps_nothing_here_either(
    files: object, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(cache_folder(PLACE, tmp_path))

    def full(*_: object, **__: object) -> None:
        raise RuntimeError("quota exceeded")

    monkeypatch.setattr(type(files), "pipe_file", full)
    with pytest.raises(StoreError, match="quota exceeded"):
        store.add_manual(URL, page)
    assert store.latest(URL) is None


@pytest.mark.parametrize("place", ["ftp://host/cache", "sftp://host/cache", "https://host/cache"])
def test_a_store_that_may_show_half_a_file_is_refused(place: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="half a file"):
        cache_folder(place, tmp_path)


def test_names_that_lead_out_of_the_cache_are_passed_over(files: object, page: Path, tmp_path: Path) -> None:
    Store(cache_folder(PLACE, tmp_path / "mine")).add_manual(URL, page)
    files.pipe_file("/bucket/cache/captures/../../evil.json", b"{}")
    files.pipe_file("/bucket/cache/captures/host/x.sh", b"#!")
    folder = cache_folder(PLACE, tmp_path / "theirs")
    Store(folder)
    assert len(list((folder / "captures").rglob("*.json"))) == 1


def test_offline_is_refused_for_it_could_not_be_kept(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--offline opens no socket"):
        refuse_offline(cache_folder(PLACE, tmp_path))
    refuse_offline(tmp_path)


@pytest.mark.parametrize("told", ["archive_cache", "/srv/cache", "C:/cache"])
def test_a_folder_is_itself(told: str, tmp_path: Path) -> None:
    assert cache_folder(told, tmp_path) == Path(told)
