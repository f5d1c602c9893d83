"""What a page's picture shows where a reading and a quotation differ: the page's own letters bear witness."""

from __future__ import annotations

import random
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.texts.pdfs import Pdf
from verifier.records.testimony import Question
from verifier.records.testimony import Testimony as Said
from verifier.records.text import Box, Page, SourceText, Word
from verifier.texts import Reader
from verifier.texts.looks import cased, rivals_of
from verifier.texts.testimonies import remembering
from verifier.texts.witness import CLEAR, PictureWitness

WIDE, HIGH, DPI, PITCH, LEAD = 1360, 900, 200, 20, 44
CLEAN = "The talks in 1994 were not in 1984, and now 3,875 of 6,420 men or 38 in 60 had gone by 1993; he has 51 of 97."
FILLING = "the survey party would begin as soon as it can and move over the back country by quay and junction with zeal"


def typed(lines: Iterable[str], wear: float = 0.0) -> tuple[Any, list[tuple[str, Box]]]:
    """A page typed with letters of one width, worn by blur and grain, and its words with their boxes."""
    image, font = Image.new("L", (WIDE, HIGH), 250), ImageFont.load_default(30)
    pen, words = ImageDraw.Draw(image), []
    for row, line in enumerate(lines):
        x, y = 100, 100 + row * LEAD
        for word in line.split():
            for at, sign in enumerate(word):
                pen.text((x + at * PITCH + PITCH / 2, y + 30), sign, fill=20, font=font, anchor="ms")
            box = Box(x / WIDE, (y + 8) / HIGH, (x + len(word) * PITCH) / WIDE, (y + 30) / HIGH)
            words.append((word, box))
            x += (len(word) + 1) * PITCH
    if wear:
        noise = np.random.default_rng(1).normal(0, 60 * wear, (HIGH, WIDE))
        image = Image.fromarray(np.clip(np.asarray(image, np.float32) + noise, 0, 255).astype(np.uint8))
    return image, words


def read_as(words: list[tuple[str, Box]], misread: dict[str, str] | None = None) -> SourceText:
    """The page as an engine reads it: some words as others."""
    text, made = "", []
    for word, box in words:
        shown = (misread or {}).get(word, word)
        made.append(Word(len(text), len(text) + len(shown), box, 0.95))
        text += shown + " "
    return SourceText(pages=(Page(0, text, words=tuple(made)),), engine="tesseract", noisy=True)


def pdf(*images: Any) -> bytes:
    made = Pdf()
    for image in images:
        made.scan(image.tobytes(), *image.size, dpi=DPI)
    return made.bytes()


PLAIN = [FILLING[:54], FILLING[54:], FILLING[20:71], FILLING[30:86]] * 2
LINES = [*[CLEAN[:51], CLEAN[51:]] * 3, *PLAIN]


def told(witness: PictureWitness, question: Question) -> Said:
    """What a witness says of a word it has a picture of."""
    said = witness(question)
    assert said is not None
    return said


@cache
def common() -> tuple[PictureWitness, SourceText]:
    """The clean page of LINES, drawn once, and its reading."""
    image, words = typed(LINES)
    return PictureWitness(pdf(image), ()), read_as(words)


def asked(source: SourceText, read: str, quoted: str) -> Question:
    start = source.text.index(read)
    return Question(source, start, start + len(read), quoted)


@pytest.mark.parametrize("wear", [0.0, 0.5], ids=["a clean page", "a grainy page"])
@pytest.mark.parametrize(
    ("page_has", "reading", "quoted"),
    [("1994", "1984", "1994"), ("1993;", "1998;", "1993"), ("not", "now", "not")],
    ids=["a 9 read as an 8", "a 3 read as an 8", "not read as now"],
)
def test_a_faithful_word_is_seen_through_its_misreading(wear: float, page_has: str, reading: str, quoted: str) -> None:
    lines = [line.replace("1984,", "1986,") for line in LINES]
    lines[0] = lines[0].replace("1994", page_has) if page_has == "1994" else lines[0]
    image, words = typed([*lines, f"so {page_has} stood there at the end"], wear)
    at = max(number for number, (word, _) in enumerate(words) if word == page_has)
    source = read_as([(reading if n == at else word, box) for n, (word, box) in enumerate(words)])
    start = source.pages[0].words[at].start
    said = told(PictureWitness(pdf(image), ()), Question(source, start, start + len(quoted), quoted))
    assert said.legible
    assert said.weight >= (CLEAR / 4 if wear else CLEAR)  # a grainy page speaks less surely
    assert said.shown == quoted


@pytest.mark.parametrize(
    ("read", "quoted"),
    [("1994", "1984"), ("3,875", "8875"), ("38", "36"), ("not", "now"), ("has", "had"), ("60", "160")],
    ids=["a year", "a number with a comma", "a share", "a denial", "a tense", "a figure more"],
)
def test_an_altered_word_is_seen_to_be_another(read: str, quoted: str) -> None:
    witness, source = common()
    said = told(witness, asked(source, read, quoted))
    assert said.legible
    assert said.weight < 0
    assert said.shown == read


def test_a_blot_is_not_legible() -> None:
    image, words = typed(LINES)
    box = next(box for word, box in words if word == "1994")
    ImageDraw.Draw(image).rectangle((box.x0 * WIDE, box.y0 * HIGH, box.x1 * WIDE, box.y1 * HIGH), fill=30)
    assert PictureWitness(pdf(image), ())(asked(read_as(words), "1994", "1984")) == Said()


def test_a_word_that_looks_like_neither_is_no_testimony() -> None:
    _, words = typed(LINES)
    source = read_as(words, {"1994": "1984"})
    assert common()[0](asked(source, "1984", "1934")) == Said()


def test_the_next_pages_lend_the_figures_a_page_lacks() -> None:
    image, words = typed([*PLAIN, "it was so in 1993 as all men of the town can say"])
    more, others = typed(LINES)
    alone, lent = read_as(words), read_as(others)
    both = SourceText(
        pages=(alone.pages[0], Page(1, lent.pages[0].text, words=lent.pages[0].words)), engine="tesseract", noisy=True
    )
    question = asked(both, "1993", "1998")
    without = told(PictureWitness(pdf(image, more), ()), Question(alone, question.start, question.end, "1998"))
    assert abs(without.weight) < CLEAR
    assert told(PictureWitness(pdf(image, more), ()), question).weight <= -CLEAR


def test_words_that_two_readings_have_otherwise_are_no_examples() -> None:
    image, words = typed(LINES)
    mine = read_as(words, {"1993;": "1998;", "38": "33"})  # this engine takes a 3 for an 8 and an 8 for a 3
    start = mine.text.index("1994")
    said = told(PictureWitness(pdf(image), ()), Question(mine, start, start + 4, "1934", read_as(words)))
    assert said.weight < 0


@pytest.mark.parametrize(
    "body", [b"", b"%PDF-1.4 broken", b"<html>no picture</html>"], ids=["nothing", "a broken file", "no picture"]
)
def test_what_cannot_be_drawn_says_nothing(body: bytes) -> None:
    _, words = typed(LINES)
    assert PictureWitness(body, ())(asked(read_as(words), "1994", "1984")) is None


def test_words_without_boxes_say_nothing() -> None:
    bare = SourceText.from_text(" ".join(LINES), noisy=True)
    assert common()[0](asked(bare, "1994", "1984")) is None


@pytest.mark.parametrize(
    ("word", "like", "as_read"),
    [
        ("not", "NOW", "NOT"),
        ("not", "Now", "Not"),
        ("5000", "3,000", "5,000"),
        ("in", "ON", "IN"),
        ("has", "had", "has"),
    ],
    ids=["capitals", "a capital", "a comma", "two capitals", "small letters"],
)
def test_a_quoted_word_is_put_as_the_page_would_have_it(word: str, like: str, as_read: str) -> None:
    assert cased(word, like) == as_read


def test_a_figure_is_held_against_figures_and_a_letter_against_letters_of_its_case() -> None:
    assert set(rivals_of("3", "8")) == set("012456789")
    assert "3" not in rivals_of("b", "d")
    assert "l" in rivals_of("1", "l")
    assert rivals_of("B", "D").isupper()


def test_a_picture_is_asked_but_once(tmp_path: Path) -> None:
    _, words = typed(LINES)
    calls: list[Question] = []

    def witness(question: Question) -> Said:
        calls.append(question)
        return Said(-5.0, legible=True, shown="1994", agreeing=1, looks=1)

    question = asked(read_as(words), "1994", "1984")
    first = remembering(witness, tmp_path, "a file")(question)
    assert remembering(witness, tmp_path, "a file")(question) == first
    assert len(calls) == 1
    remembering(witness, tmp_path, "another file")(question)
    assert len(calls) == 2


def test_a_kept_answer_that_is_damaged_is_asked_anew(tmp_path: Path) -> None:
    _, words = typed(LINES)
    said = Said(2.0, legible=True, shown="x", agreeing=1, looks=1)
    ask = remembering(lambda _: said, tmp_path, "a file")
    question = asked(read_as(words), "1994", "1984")
    assert ask(question) == said
    for file in tmp_path.rglob("*.json"):
        file.write_text(random.Random(2).choice(["{", "[]", '{"weight": "heavy", "what": 1}']))
    assert ask(question) == said


@pytest.mark.parametrize(
    ("reader", "body", "there"),
    [
        (Reader(ocr="never"), b"%PDF-1.4", False),
        (Reader(), b"<html><body>words</body></html>", False),
        (Reader(), b"%PDF-1.4", True),
    ],
    ids=["no pictures are to be read", "the source is no picture", "a PDF"],
)
def test_who_may_be_asked(reader: Reader, body: bytes, there: bool) -> None:
    assert (reader.witness(body) is not None) is there
