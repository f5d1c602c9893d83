"""Readings are kept, may be thrown away, and are never trusted when they are not whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.texts.pdfs import typed_pdf
from verifier.records.source import Layer
from verifier.records.spans import Span
from verifier.records.text import Box, Division, Obscured, Page, SourceText, Word
from verifier.texts import Reader
from verifier.texts.cache import TextCache
from verifier.texts.wordtable import WordTable

BODY = typed_pdf(["The first line", "A second line"])


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_second_reading_is_the_kept_one_and_equal_to_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(ocr="never", cache=tmp_path)
    first = reader.pdf(BODY, url="https://a.example/1")
    monkeypatch.setattr("verifier.texts.reader.read_layer", lambda *_a, **_k: pytest.fail("read again"))
    second = reader.pdf(BODY, url="https://a.example/2")
    assert [page.text for page in second[0].pages] == [page.text for page in first[0].pages]
    assert [tuple(page.words) for page in second[0].pages] == [tuple(page.words) for page in first[0].pages]
    assert second[0].url == "https://a.example/2"


def test_other_settings_have_an_entry_of_their_own(tmp_path: Path) -> None:
    Reader(ocr="never", cache=tmp_path).pdf(BODY)
    Reader(ocr="auto", cache=tmp_path).pdf(BODY)
    Reader(ocr="auto", cache=tmp_path, pages=frozenset({3})).pdf(BODY)
    assert len(entries(tmp_path)) == 3


def test_a_reading_with_boxes_serves_who_wants_none_and_not_the_other_way_round(tmp_path: Path) -> None:
    bare, full = Reader(ocr="never", cache=tmp_path, boxes=False), Reader(ocr="never", cache=tmp_path)
    assert bare.pdf(BODY)[0].pages[0].words[0].box is None
    assert full.pdf(BODY)[0].pages[0].words[0].box is not None
    assert bare.pdf(BODY)[0].pages[0].words[0].box is not None
    assert len(entries(tmp_path)) == 2


DAMAGE = {
    "emptied": lambda raw: b"",
    "cut in half": lambda raw: raw[: len(raw) // 2],
    "overwritten": lambda raw: b"not a kept reading",
    "one bit changed": lambda raw: raw[:-9] + bytes([raw[-9] ^ 1]) + raw[-8:],
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_entry_is_read_anew(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    reader = Reader(ocr="never", cache=tmp_path)
    first = reader.pdf(BODY)
    (entry,) = entries(tmp_path)
    entry.write_bytes(damage(entry.read_bytes()))
    assert reader.pdf(BODY)[0].text == first[0].text
    assert reader.pdf(BODY)[0].text == first[0].text


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert Reader(ocr="never", cache=tmp_path / "file").pdf(BODY)[0].text.startswith("The first")


def test_everything_a_reading_holds_comes_back(tmp_path: Path) -> None:
    page = Page(
        index=4, text="one two", label="iv", words=(Word(0, 3, Box(0.1, 0.25, 0.5, 0.75), 0.5), Word(4, 7)),
        furniture=(Span(0, 3),), obscured=(Obscured("stamp", Box(0.5, 0.5, 0.75, 1.0), 4),), quality=0.75, engine="e",
    )  # fmt: skip
    text = SourceText(
        pages=(page,), layer=Layer.OCR, language="en", engine="e", engine_version="1", noisy=True, title="t",
        problems=("p",), divisions=(Division("d1", "head", 0, 7),),
    )  # fmt: skip
    cache = TextCache(tmp_path)
    cache.through(b"body", ["k"], lambda: (text,))
    (kept,) = cache.through(b"body", ["k"], lambda: pytest.fail("not kept"))
    assert kept.pages[0].words == page.words
    assert kept == text


@given(st.lists(st.tuples(st.integers(0, 9999), st.booleans(), st.one_of(st.none(), st.integers(0, 100)))))
def test_a_word_table_is_its_words(items: list[tuple[int, bool, int | None]]) -> None:
    words = [
        Word(start, start + 3, Box(0.125, 0.25, 0.5, 0.75) if boxed else None, None if sure is None else sure / 100)
        for start, boxed, sure in items
    ]
    table = WordTable.unpacked(WordTable.of(words).packed(), len(words))
    assert list(table) == words
    assert len(table) == len(words)
    assert table[:2] == tuple(words[:2])
