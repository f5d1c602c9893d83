"""A packed reading opens to what was packed, or is refused; a child's death in the layout leaves the words."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import pytest

from tests.texts.pdfs import typed_pdf
from verifier.records.text import Box, Page, SourceText, Word
from verifier.texts.child import Outcome, Workplace
from verifier.texts.packed import MAGIC, READING, pack, unpack
from verifier.texts.pdf import read_layer

TEXT = SourceText((Page(0, "one two", words=(Word(0, 3, Box(0.1, 0.2, 0.3, 0.4)), Word(4, 7))), Page(1, "")))


def test_a_reading_opens_to_what_was_packed() -> None:
    assert unpack(pack((TEXT, TEXT))) == (TEXT, TEXT)


def test_boxes_beside_the_page_and_numbers_that_are_none_come_to_its_edge() -> None:
    words = (Word(0, 3, Box(-0.5, float("nan"), 1.5, 0.5)),)
    (text,) = unpack(pack((SourceText((Page(0, "one", words=words),)),)))
    assert text.pages[0].words[0].box == Box(0.0, 0.0, 1.0, 0.5)


def _resigned(rest: bytes) -> bytes:
    return MAGIC + zlib.crc32(rest).to_bytes(4, "little") + len(rest).to_bytes(4, "little") + rest


REFUSED = {
    "no bytes": b"",
    "the first line alone": MAGIC,
    "cut short": pack((TEXT,))[:-1],
    "a bit changed": pack((TEXT,))[:-9] + bytes([pack((TEXT,))[-9] ^ 1]) + pack((TEXT,))[-8:],
    "an older form": pack((TEXT,)).replace(b"reading 4", b"reading 3"),
    "a head that is no list": _resigned(zlib.compress(b"7")),
    "a head of other things": _resigned(zlib.compress(b'[{"pages": [[1]]}]')),
    "a head that is not compressed": _resigned(b"[]"),
}


@pytest.mark.parametrize("raw", REFUSED.values(), ids=REFUSED)
def test_bytes_that_are_no_whole_reading_are_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="packed reading"):
        unpack(raw)


def test_a_layout_that_kills_the_child_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    body, orders = typed_pdf(["The first line"]), []
    run = Workplace.run

    def dying(place: Workplace, task: str, **order: Any) -> Outcome:
        orders.append(order)
        if order.get("layout"):
            return Outcome(({"pages": 1, "error": ""}, {"at": 0}, {"laying": 0}), "slow")
        return run(place, task, **order)

    monkeypatch.setattr(Workplace, "run", dying)
    with Workplace(body) as place:
        reading = read_layer(place, body)
    assert reading.text.text == "The first line"
    assert [order["layout"] for order in orders] == [True, False]
    assert reading.text.problems[0].startswith("hostile or damaged: its layout took longer than allowed")


@pytest.mark.parametrize("left", [b"", b"rubbish", None], ids=["nothing", "rubbish", "no file"])
def test_a_child_that_leaves_no_reading_is_named(left: bytes | None, monkeypatch: pytest.MonkeyPatch) -> None:
    body = typed_pdf(["The first line"])

    def lying(place: Workplace, _task: str, **_order: Any) -> Outcome:
        if left is not None:
            Path(place.path / READING).write_bytes(left)
        return Outcome(({"pages": 1, "error": ""}, {"reading": READING, "scanned": [], "words": True}))

    monkeypatch.setattr(Workplace, "run", lying)
    with Workplace(body) as place:
        reading = read_layer(place, body)
    assert reading.text.problems == ("damaged: nothing in it can be read",)
