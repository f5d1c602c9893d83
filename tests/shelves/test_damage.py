"""The index is derived data: deleted, cut off, overwritten or written by two at once, it is rebuilt."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.scale.corpus import address, document, vocabulary
from verifier.captures import Store
from verifier.pipeline.finding import find_places
from verifier.pipeline.shelving import current_shelf
from verifier.settings import Settings
from verifier.shelves import Shelf

ROOT = Path(__file__).resolve().parents[2]
WORDS = vocabulary()
LETTERS = 6_000
FILES = ("captures.txt", "chunks.npy", "places.npy", "seeds.npy", "text.bin", "volumes.jsonl")
HOW = {
    "deleted": lambda path: path.unlink(),
    "emptied": lambda path: path.write_bytes(b""),
    "cut after its first byte": lambda path: path.write_bytes(path.read_bytes()[:1]),
    "cut after a third": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 3]),
    "cut before its last byte": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "longer than it was": lambda path: path.write_bytes(path.read_bytes() * 2),
    "overwritten with ones": lambda path: path.write_bytes(b"\xff" * path.stat().st_size),
}


def capture(home: Path, numbers: range) -> None:
    store = Store(home / "cache")
    for number in numbers:
        page = home / f"page-{number}.txt"
        page.write_text(document(number, WORDS, LETTERS))
        store.add_manual(address(number), page)


def settings(home: Path) -> Settings:
    return Settings(cache=home / "cache", offline=True)


def found(home: Path, number: int) -> bool:
    """Whether a quotation of this document is found first, at its own address."""
    places = find_places(document(number, WORDS, LETTERS)[1000:1200], (), settings(home), 5)
    return bool(places) and places[0].similarity == 1.0 and places[0].link.startswith(address(number))


@pytest.fixture(scope="module", params=[1, 2], ids=["alone", "beside another"])
def indexed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of four documents, indexed in one segment or two."""
    home = tmp_path_factory.mktemp("indexed")
    for part in range(request.param):
        capture(home, range(part * 4 // request.param, (part + 1) * 4 // request.param))
        current_shelf(settings(home))
    return home


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("harm", HOW.values(), ids=HOW)
def test_a_damaged_segment_is_read_again(
    indexed: Path, tmp_path: Path, name: str, harm: Callable[[Path], object]
) -> None:
    shutil.copytree(indexed / "cache", tmp_path / "cache")
    (segment, *_) = sorted((tmp_path / "cache" / "derived" / "index").rglob("*.segment"))
    harm(segment / name)
    assert all(found(tmp_path, number) for number in range(4))


def test_an_index_that_was_deleted_is_made_again(indexed: Path, tmp_path: Path) -> None:
    shutil.copytree(indexed / "cache", tmp_path / "cache")
    shutil.rmtree(tmp_path / "cache" / "derived")
    assert all(found(tmp_path, number) for number in range(4))


def test_what_does_not_belong_among_the_segments_is_passed_over(indexed: Path, tmp_path: Path) -> None:
    shutil.copytree(indexed / "cache", tmp_path / "cache")
    home = next((tmp_path / "cache" / "derived" / "index").rglob("*.segment")).parent
    (home / "99999999-0badcafe.segment").write_text("a file where a folder should be")
    (home / "mine.segment").mkdir()
    assert found(tmp_path, 2)
    capture(tmp_path, range(4, 5))
    assert found(tmp_path, 4)


def test_a_segment_merged_away_while_it_is_searched_still_answers(indexed: Path, tmp_path: Path) -> None:
    shutil.copytree(indexed / "cache", tmp_path / "cache")
    derived = tmp_path / "cache" / "derived"
    shelf = Shelf(derived)
    Shelf(derived).merge()
    assert shelf.find(document(2, WORDS, LETTERS)[1000:1200])
    assert Shelf(derived).find(document(2, WORDS, LETTERS)[1000:1200])


def test_what_a_killed_process_left_is_swept_a_day_later(indexed: Path, tmp_path: Path) -> None:
    shutil.copytree(indexed / "cache", tmp_path / "cache")
    home = next((tmp_path / "cache" / "derived" / "index").rglob("*.segment")).parent
    for name, age_s in ((".new-1-old", 100_000), (".new-1-fresh", 100)):
        (home / name).mkdir()
        os.utime(home / name, (time.time() - age_s,) * 2)
    Shelf(tmp_path / "cache" / "derived").merge()
    assert [path.name for path in home.glob(".new-*")] == [".new-1-fresh"]


WRITER = """
import sys
from pathlib import Path
from tests.shelves.test_damage import capture, found
home, first = Path(sys.argv[1]), int(sys.argv[2])
for number in range(first, first + 10):
    capture(home, range(number, number + 1))
    assert found(home, number), number
    assert found(home, first), first
"""


def test_two_processes_that_capture_index_merge_and_find_at_once_lose_nothing(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), str(first)], env=env, stderr=subprocess.PIPE)
        for first in (0, 100)
    ]
    assert [process.communicate()[1].decode() for process in both] == ["", ""]
    numbers = [*range(10), *range(100, 110)]
    assert all(found(tmp_path, number) for number in numbers)
    listed = {json.loads(line)["url"] for s in Shelf(tmp_path / "cache" / "derived").segments for line in s.lines}
    assert listed == {address(number) for number in numbers}
