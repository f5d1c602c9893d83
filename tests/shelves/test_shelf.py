"""The index over captured texts: it finds through noise and ellipses, keeps the newest reading, can be lost."""

from __future__ import annotations

import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from verifier.records.text import SourceText
from verifier.shelves import Shelf, Volume
from verifier.shelves.shelf import MERGE_AT

SYLLABLES = [
    a + b
    for a in ("b", "d", "f", "gr", "h", "l", "m", "n", "p", "s", "st", "t", "v")
    for b in ("a", "e", "in", "o", "ur")
]


def letter(seed: int, words: int = 1200) -> str:
    """A text of our own making, the same for the same seed."""
    chosen = random.Random(seed)
    made = ("".join(chosen.choices(SYLLABLES, k=chosen.choice((1, 2, 2, 3)))) for _ in range(words))
    return ". ".join(
        " ".join(word for word, _ in zip(made, range(12), strict=False)).capitalize() for _ in range(words // 12)
    )


def volume(key: str, text: str) -> tuple[Volume, str]:
    pages = [text[at : at + 1500] for at in range(0, len(text), 1500)]
    source = SourceText.from_pages(pages, labels=[str(n + 7) for n in range(len(pages))])
    return Volume.of(key, source, url=f"https://archive.example.org/{key}"), source.text


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    made = Shelf(tmp_path_factory.mktemp("derived"))
    made.add((volume(f"letter-{n}", letter(n)) for n in range(60)), [f"capture-{n}" for n in range(60)])
    return made


def misread(text: str, share: float, seed: int) -> str:
    chosen = random.Random(seed)
    return "".join(chosen.choice("aceiorn") if c.isalpha() and chosen.random() < share else c for c in text)


@pytest.mark.parametrize("length", [60, 150, 500], ids=lambda n: f"{n} letters")
@pytest.mark.parametrize("share", [0.0, 0.03], ids=["clean", "with three letters in a hundred misread"])
def test_a_quotation_is_found_first_in_its_own_source(shelf: Shelf, length: int, share: float) -> None:
    for n in range(0, 60, 7):
        text = letter(n)
        at = (n * 131) % (len(text) - length)
        best = shelf.find(misread(text[at : at + length], share, n))[0]
        assert best.volume.key == f"letter-{n}"
        assert abs(best.match.start - at) <= 4


def test_an_ellipsis_does_not_hide_the_place(shelf: Shelf) -> None:
    text = letter(11)
    best = shelf.find(f"{text[300:380]} … {text[460:540]}")[0]
    assert best.volume.key == "letter-11"
    assert abs(best.match.start - 300) <= 1


def test_a_place_names_the_page_and_its_printed_label(shelf: Shelf) -> None:
    best = shelf.find(letter(20)[3100:3200])[0]
    assert (best.match.page_index, best.match.page_label) == (2, "9")


def test_what_no_source_holds_is_not_found(shelf: Shelf) -> None:
    assert shelf.find("nobody in this archive ever wrote about zebras yawning quietly in Quebec") == []


def test_the_whole_reading_can_be_had_from_a_hit(shelf: Shelf) -> None:
    hit = shelf.find(letter(5)[100:220])[0]
    reading = shelf.reading(hit)
    assert reading.text[hit.match.start : hit.match.end] == hit.match.exact
    assert [page.label for page in reading.pages][:2] == ["7", "8"]


def test_a_source_read_again_replaces_its_older_reading(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.add([volume("letter", letter(1))], ["a"])
    shelf.add([volume("letter", letter(2))], ["b"])
    assert shelf.find(letter(1)[200:300]) == []
    assert shelf.find(letter(2)[200:300])
    assert shelf.captured() == {"a", "b"}


def test_many_segments_are_merged_and_nothing_is_lost(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for n in range(MERGE_AT + 1):
        shelf.add([volume(f"letter-{n}", letter(n, 240))], [f"capture-{n}"])
    assert len(shelf.segments) < MERGE_AT
    assert len(shelf.captured()) == MERGE_AT + 1
    assert all(shelf.find(letter(n, 240)[50:150]) for n in range(MERGE_AT + 1))


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    def write(n: int) -> int:
        return Shelf(tmp_path).add([volume(f"letter-{n}", letter(n, 240))], [f"capture-{n}"])

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, range(6)))
    found = Shelf(tmp_path)
    assert found.captured() == {f"capture-{n}" for n in range(6)}


def test_an_index_thrown_away_is_an_empty_shelf(tmp_path: Path) -> None:
    Shelf(tmp_path).add([volume("letter", letter(1))], ["a"])
    shutil.rmtree(tmp_path / "index")
    assert Shelf(tmp_path).find(letter(1)[200:300]) == []
