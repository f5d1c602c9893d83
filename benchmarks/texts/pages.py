"""Typewritten pages drawn from a seed, with the truth beside them: the words and where they stand on the sheet."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.texts.prose import sentences
from verifier.records.text import Box

LINES_A_PAGE = 44
SIGNS_A_LINE = 64
POINT_SIZE = 12  # of the type: ten signs an inch, as typewriters have


@dataclass(frozen=True)
class Drawn:
    """A page's picture, its words in reading order with their boxes on the finished sheet, and its resolution."""

    image: Any
    words: tuple[tuple[str, Box], ...]
    dpi: int

    @property
    def text(self) -> str:
        return " ".join(word for word, _ in self.words)


def page(seed: int, profile: str, fonts: list[Path], words_most: int | None = None) -> Drawn:
    """One page of `profile` (a key of PROFILES), the same for the same seed and fonts; full, or of so many words."""
    dice = random.Random(f"{seed}-{profile}")
    dpi, spoil = PROFILES[profile]
    spaced = profile == "letter-spaced"
    text = " ".join(sentences(dice).split()[:words_most])
    sheet, words = _typed(text, dice.choice(fonts), dpi, spaced=spaced)
    image, words = spoil(sheet, words, dice, dpi)
    return Drawn(image, tuple(words), dpi)


Words = list[tuple[str, Box]]
Spoil = Callable[[Any, Words, random.Random, int], tuple[Any, Words]]


def _typed(text: str, font_file: Path, dpi: int, *, spaced: bool) -> tuple[Any, Words]:
    from PIL import Image, ImageDraw, ImageFont

    wide, high = round(8.5 * dpi), 11 * dpi
    image = Image.new("L", (wide, high), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(font_file), round(POINT_SIZE * dpi / 72))
    pitch, lead = dpi / 10, dpi / 4.6
    words: Words = []
    row, column = 0, 0
    for word in text.split():
        shown = " ".join(word) if spaced and row % 9 == 4 else word
        if column + len(shown) > SIGNS_A_LINE:
            row, column = row + 1, 0
            shown = " ".join(word) if spaced and row % 9 == 4 else word
        if row >= LINES_A_PAGE:
            break
        x, y = dpi + column * pitch, dpi + row * lead
        for place, sign in enumerate(shown):
            pen.text((x + place * pitch, y), sign, fill=20, font=font)
        words.append(
            (word, Box(x / wide, (y + 0.2 * lead) / high, (x + len(shown) * pitch) / wide, (y + 0.8 * lead) / high))
        )
        column += len(shown) + (3 if shown != word else 1)
    return image, words


def _clean(image: Any, words: Words, _dice: random.Random, _dpi: int) -> tuple[Any, Words]:
    return image, words


def _skewed(most: float) -> Spoil:
    def spoil(image: Any, words: Words, dice: random.Random, _dpi: int) -> tuple[Any, Words]:
        from verifier.texts.geometry import straight_to_page

        angle = dice.choice([-1, 1]) * dice.uniform(most / 3, most)
        back = straight_to_page(-angle, 0, image.size)
        return image.rotate(angle, resample=3, fillcolor=255), [(word, back(box)) for word, box in words]

    return spoil


def _jpeg(image: Any, words: Words, _dice: random.Random, _dpi: int) -> tuple[Any, Words]:
    from PIL import Image

    out = io.BytesIO()
    image.save(out, "JPEG", quality=14)
    return Image.open(io.BytesIO(out.getvalue())).convert("L"), words


def _photocopied(image: Any, words: Words, dice: random.Random, dpi: int) -> tuple[Any, Words]:
    import numpy as np
    from PIL import Image, ImageFilter

    blurred = np.asarray(image.filter(ImageFilter.GaussianBlur(dpi / 220)), dtype=np.float32)
    grain = np.random.default_rng(dice.randrange(1 << 30)).normal(0, 22, blurred.shape)
    return Image.fromarray(np.where(blurred + grain < 150, 0, 255).astype(np.uint8)), words


def _dusty(image: Any, words: Words, dice: random.Random, dpi: int) -> tuple[Any, Words]:
    from PIL import ImageDraw

    made = image.copy()
    pen = ImageDraw.Draw(made)
    for _ in range(1500):
        x, y, r = dice.randrange(image.width), dice.randrange(image.height), dice.uniform(0.5, dpi / 180)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=dice.randrange(0, 90))
    return made, words


def _salted(image: Any, words: Words, dice: random.Random, _dpi: int) -> tuple[Any, Words]:
    import numpy as np
    from PIL import Image

    grey, rng = np.array(image), np.random.default_rng(dice.randrange(1 << 30))
    hit = rng.random(grey.shape)
    grey[hit < 0.015], grey[hit > 0.985] = 0, 255
    return Image.fromarray(grey), words


def _stamped(image: Any, words: Words, dice: random.Random, dpi: int) -> tuple[Any, Words]:
    from PIL import Image, ImageDraw, ImageFont

    made = image.copy()
    for _ in range(2):
        stamp = Image.new("L", (3 * dpi, dpi // 2), 255)
        pen = ImageDraw.Draw(stamp)
        pen.rectangle((4, 4, stamp.width - 5, stamp.height - 5), outline=70, width=dpi // 50)
        pen.text((dpi // 6, dpi // 10), "DECLASSIFIED", fill=70, font=ImageFont.load_default(dpi // 3))
        turned = stamp.rotate(dice.uniform(-12, 12), expand=True, fillcolor=255)
        place = (dice.randrange(dpi, image.width - 4 * dpi), dice.randrange(2 * dpi, image.height - 2 * dpi))
        region = made.crop((*place, place[0] + turned.width, place[1] + turned.height))
        from PIL import ImageChops

        made.paste(ImageChops.darker(region, turned), place)
    return made, words


def _inked(image: Any, words: Words, dice: random.Random, dpi: int) -> tuple[Any, Words]:
    from PIL import ImageDraw

    made = image.copy()
    pen = ImageDraw.Draw(made)
    for _ in range(9):
        x, y = dice.randrange(dpi, image.width - 2 * dpi), dice.randrange(dpi, image.height - dpi)
        points = [(x + n * dpi / 6, y + dice.uniform(-dpi / 12, dpi / 12)) for n in range(dice.randrange(4, 12))]
        pen.line(points, fill=60, width=max(dpi // 70, 2))
    return made, words


def _framed(image: Any, words: Words, dice: random.Random, dpi: int) -> tuple[Any, Words]:
    from PIL import ImageDraw

    made, words = _photocopied(image, words, dice, dpi)
    pen = ImageDraw.Draw(made)
    width = dpi // 3
    for box in (
        (0, 0, made.width, width),
        (0, 0, width, made.height),
        (made.width - width, 0, made.width, made.height),
    ):
        pen.rectangle(box, fill=0)
    return made, words


def _all(image: Any, words: Words, dice: random.Random, dpi: int) -> tuple[Any, Words]:
    for spoil in (_stamped, _inked, _skewed(2.0), _dusty, _photocopied):
        image, words = spoil(image, words, dice, dpi)
    return image, words


PROFILES: dict[str, tuple[int, Spoil]] = {
    "clean 300": (300, _clean),
    "clean 200": (200, _clean),
    "clean 150": (150, _clean),
    "skew to 3 degrees": (300, _skewed(3.0)),
    "jpeg": (150, _jpeg),
    "photocopy": (300, _photocopied),
    "letter-spaced": (300, _clean),
    "black frame": (300, _framed),
    "salt": (300, _salted),
    "dust": (300, _dusty),
    "stamps": (300, _stamped),
    "pen": (300, _inked),
    "everything": (200, _all),
}
PLAIN = ("clean 300", "clean 200", "clean 150", "skew to 3 degrees", "jpeg", "photocopy", "letter-spaced")
