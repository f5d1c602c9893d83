"""One word read again, alone, some ways over: larger, softer, sharper, with nothing around it to mislead the engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from verifier.texts import tesseract
from verifier.texts.ink import threshold

if TYPE_CHECKING:
    from verifier.texts.ink import Grey

WAYS = (
    (34, 0.0, False),
    (51, 0.6, False),
    (42, 0.8, True),
)  # pixels high; blurred by, at LETTER_PX; in black and white
LETTER_PX = 34  # height of a word at which the engine reads best
MARGIN = 0.5  # of a word's height: white around it
FIGURES = "0123456789"
ENGINE_DPI = 300


def reread(
    grey: Grey, folder: Path, engine: tesseract.Engine, languages: tuple[str, ...], *, figures: bool
) -> list[str]:
    """What the engine reads in the picture of a word, once for every way; letters and figures alone, in lower case.

    `figures` lets it read nothing but figures.
    """
    pictures = [_picture(grey, *way) for way in WAYS]
    files = [folder / f"word-{number}.pgm" for number in range(len(pictures))]
    for file, picture in zip(files, pictures, strict=True):
        picture.save(file, "PPM")
    sizes = [tesseract.Size(*picture.size) for picture in pictures]
    lines = tesseract.read_lines(files, sizes, engine, languages, dpi=ENGINE_DPI, signs=FIGURES if figures else "")
    return ["".join(sign for piece in line for sign in piece.text if sign.isalnum()).lower() for line in lines]


def _picture(grey: Grey, high: int, blur: float, sharp: bool) -> Any:
    """The word `high` pixels high on white paper with a margin."""
    import numpy as np
    from PIL import Image, ImageFilter, ImageOps

    image = Image.fromarray(np.ascontiguousarray(grey))
    if blur:
        image = image.filter(ImageFilter.GaussianBlur(blur * image.height / LETTER_PX))
    wide = max(round(image.width * high / image.height), 1)
    image = image.resize((wide, high), Image.Resampling.BICUBIC)
    if sharp:
        level = threshold(np.asarray(image))
        image = image.point(lambda value: 0 if value < level else 255)
    paper = int(np.percentile(np.asarray(image), 90))
    return ImageOps.expand(image, border=round(MARGIN * high), fill=paper)
