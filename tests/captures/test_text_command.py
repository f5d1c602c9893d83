"""`verifier cache text`: what was read of a capture, layer by layer, as text or as hOCR."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.captures.test_cache_commands import tell
from verifier.captures import Store
from verifier.records.source import Layer
from verifier.records.text import Box, Page, SourceText, Word
from verifier.texts import write_hocr
from verifier.texts.positions import read_hocr

SITE = "https://web.example"
PLACED = (Word(0, 3, Box(0.1, 0.1, 0.2, 0.12), 0.93), Word(4, 9, Box(0.3, 0.1, 0.5, 0.12), 0.5))
SCAN = SourceText(pages=(Page(0, "The lamps", "5", PLACED), Page(1, "")), layer=Layer.OCR, engine="hocr", noisy=True)
TEI = b"""<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div><p>The lamp will
stay lit.<note n="1">So the keeper's own letter.</note></p></div></body></text></TEI>"""
BODIES = {
    "scan": (write_hocr(SCAN).encode(), "text/html"),
    "tei": (TEI, "application/xml"),
    "plain": ("The lamp will stay lit.\fIt was \x9b31mlit\u202e all night.".encode(), "text/plain"),
    "blank": (b"<html><body></body></html>", "text/html"),
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache with a capture of each kind, and an older one of the plain text; the tests stand beside it."""
    monkeypatch.chdir(tmp_path)
    store = Store(tmp_path / "archive_cache")
    store.keep({"url": f"{SITE}/plain", "state": "ok", "status": 200, "media_type": "text/plain"}, b"An older text.")
    for name, (body, media) in BODIES.items():
        store.keep({"url": f"{SITE}/{name}", "state": "ok", "status": 200, "media_type": media}, body)
    store.keep({"url": f"{SITE}/gone", "state": "gone", "status": 404, "reason": "HTTP 404: not found"}, b"")
    return store.root


SHOWN = [
    ("plain", (), ["=== document_text read by ", "--- page 1\nThe lamp will stay lit.\n--- page 2\n"], "each page"),
    ("plain", (), ["--- page 2\nIt was  31mlit all night.\n"], "control characters of the source reach no terminal"),
    ("scan", (), ["=== ocr read by hocr: 2 pages\n", "--- page 1 (printed 5)\nThe lamps\n"], "printed numbers"),
    ("tei", (), ["=== document_text ", "\n\n=== editors_notes ", "So the keeper's own letter."], "every layer"),
    ("tei", ("--layer", "editors-notes"), ["=== editors_notes"], "one layer by its name, however it is spelt"),
    ("scan", ("--layer", "hocr"), ["=== ocr read by hocr"], "one reading by the engine that made it"),
]


@pytest.mark.parametrize(("page", "words", "lines"), [row[:3] for row in SHOWN], ids=[row[3] for row in SHOWN])
def test_the_latest_capture_is_printed(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    page: str, words: tuple[str, ...], lines: list[str],
) -> None:  # fmt: skip
    code, out, err = tell(monkeypatch, capsys, "text", f"{SITE}/{page}", *words)
    assert (code, err) == (0, "")
    assert [line for line in lines if line not in out] == []
    assert "An older text" not in out


def test_a_layer_asked_for_comes_alone(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tell(monkeypatch, capsys, "text", f"{SITE}/tei", "--layer", "editors_notes")[1]
    assert "lamp will" not in out


def test_hocr_holds_the_words_and_their_places(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = tell(monkeypatch, capsys, "text", f"{SITE}/scan", "--hocr", "scan.hocr")
    assert (code, out) == (0, "wrote scan.hocr: 2 words, ocr read by hocr: 2 pages\n")
    again = read_hocr((tmp_path / "scan.hocr").read_bytes())
    assert [(page.text, page.label, tuple(page.words)) for page in again.pages] == [
        (page.text, page.label, tuple(page.words)) for page in SCAN.pages
    ]


WRONG = [
    ("none", (), 3, "no capture of https://web.example/none", "an address that was never captured"),
    ("gone", (), 3, "gone: HTTP 404: not found", "a page that was gone says so"),
    ("blank", (), 3, "no words: ", "a capture without words"),
    (
        "scan",
        ("--layer", "orc"),
        2,
        "no layer 'orc' in this capture; did you mean 'ocr'?",
        "the nearest layer is named",
    ),
    ("tei", ("--layer", "x"), 2, "there are document_text, ", "the layers there are, where none is near"),
    ("tei", ("--hocr", "o.hocr"), 3, "no word of it has a place on a page", "a text without boxes makes no hOCR"),
    ("scan", ("--hocr", "file/o.hocr"), 2, "file/o.hocr: cannot be written", "a file that cannot be written"),
    ("scan", ("--hocr", "archive_cache"), 2, "archive_cache: cannot be written", "a folder in the file's place"),
    ("plain", ("--cache", "file"), 2, "not a folder, so no cache", "a file in the cache's place"),
]


@pytest.mark.parametrize(("page", "words", "code", "line"), [row[:4] for row in WRONG], ids=[row[4] for row in WRONG])
def test_what_cannot_be_shown_is_one_line(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    page: str, words: tuple[str, ...], code: int, line: str,
) -> None:  # fmt: skip
    (tmp_path / "file").write_text("a file")
    got, out, err = tell(monkeypatch, capsys, "text", f"{SITE}/{page}", *words)
    assert (got, out) == (code, "")
    assert line in err
    assert err.count("\n") == 1


def test_what_is_no_address_is_said_to_be_none(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = tell(monkeypatch, capsys, "text", "lamp.pdf")
    assert (code, err) == (
        2,
        "verifier: 'lamp.pdf' is no address; `verifier cache list` shows the addresses captured\n",
    )
