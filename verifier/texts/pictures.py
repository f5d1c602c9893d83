"""Pictures in the child: opened under limits, cleaned for reading, cut into strips with words marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from verifier.texts.pdfium import PIXELS_MAX

Line = dict[str, Any]
MARK_COLOUR = (255, 214, 10)  # highlighter yellow: multiplied over the page, so that letters stay black
SHIFT_MAX = 0.8  # of a box's height by which a layer may lie off its picture; more would reach the next line
SHIFT_GAIN_MIN = 1.15  # times the ink the boxes must gain for the shift to be believed
TYPICAL_WIDTH_IN = 8.5  # inches; pictures that do not say their resolution are taken for letter paper


def do_image(order: Line) -> Iterator[Line]:
    """The pages of a picture file (several in a TIFF) as `page-N.tif`, cleaned and straightened."""
    from PIL import Image

    from verifier.texts.clean_image import cleaned, put_down

    Image.MAX_IMAGE_PIXELS = PIXELS_MAX
    try:
        with Image.open("in") as file:
            frames = min(getattr(file, "n_frames", 1), order["max_pages"])
            for index in order.get("pages") or range(frames):
                file.seek(index)
                picture, facts = cleaned(_grey(file), order.get("clean", {}), _dpi(file))
                name = f"page-{index}.tif"
                put_down(picture, name)
                size = {"width": picture.width, "height": picture.height}
                yield {"index": index, "file": name, **size, **facts}
    except _opening_faults() as failure:
        yield {"pages": 0, "error": _damaged(failure)}


def do_image_pages(order: Line) -> Iterator[Line]:
    """How many pages a picture file has."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = PIXELS_MAX
    try:
        with Image.open("in") as file:
            yield {"pages": min(getattr(file, "n_frames", 1), order["max_pages"]), "error": ""}
    except _opening_faults() as failure:
        yield {"pages": 0, "error": _damaged(failure)}


def _opening_faults() -> tuple[type[Exception], ...]:
    """What Pillow raises for a picture that is damaged, too large or no picture at all."""
    from PIL import Image, UnidentifiedImageError

    return (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError)


def _damaged(failure: Exception) -> str:
    return f"damaged: the picture cannot be opened ({type(failure).__name__})"


def do_turn(order: Line) -> Iterator[Line]:
    """A drawn page turned counter-clockwise by a quarter (90, 180, 270), for pages that lie on their side."""
    from PIL import Image

    from verifier.texts.clean_image import put_down

    ways = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
    name = f"turned-{order['quarter']}-{order['file']}"
    with Image.open(order["file"]) as image:
        made = image.transpose(ways[order["quarter"]])
    put_down(made, name)
    yield {"file": name, "width": made.width, "height": made.height}


def do_image_crop(order: Line) -> Iterator[Line]:
    """The strips of `order["strips"]` (frame, boxes) of a picture file as `strip-N.png`; one line a strip."""
    for number, (index, boxes) in enumerate(order["strips"]):
        image, fault = _frame(index, order["width"])
        if image is None:
            yield {"strip": number, "error": fault}
            continue
        name = f"strip-{number}.png"
        strip(image, boxes, order["margin"]).save(name, optimize=True)
        yield {"strip": number, "file": name}


def _frame(index: int, wide: int) -> tuple[Any, str]:
    """(one frame of the picture file, no wider than `wide` pixels, '') or (None, why not)."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = PIXELS_MAX
    try:
        with Image.open("in") as file:
            file.seek(index)
            image = file.convert("RGB")
    except _opening_faults() as failure:
        return None, _damaged(failure)
    if image.width > wide:
        image = image.resize((wide, max(round(image.height * wide / image.width), 1)))
    return image, ""


def strip(image: Any, boxes: Sequence[Sequence[float]], margin: float) -> Any:
    """The full-width strip that holds all `boxes` (fractions x0, y0, x1, y1), `margin` of the height around, marked."""
    from PIL import Image, ImageChops, ImageDraw

    page = image.convert("RGB")
    wide, high = page.size
    boxes = registered(boxes, page)
    marks = Image.new("RGB", page.size, (255, 255, 255))
    pen = ImageDraw.Draw(marks)
    for x0, y0, x1, y1 in boxes:
        pad = 0.15 * (y1 - y0) * high
        pen.rectangle((x0 * wide - pad, y0 * high - pad, x1 * wide + pad, y1 * high + pad), fill=MARK_COLOUR)
    top = max(min((box[1] for box in boxes), default=0.0) - margin, 0.0)
    foot = min(max((box[3] for box in boxes), default=1.0) + margin, 1.0)
    marked = ImageChops.multiply(page, marks)
    return marked.crop((0, int(top * high), wide, max(int(foot * high), int(top * high) + 1)))


def registered(boxes: Sequence[Sequence[float]], page: Any) -> list[list[float]]:
    """The boxes moved up or down together, by less than a line, to where the ink is.

    The text layers of some libraries lie half a line off the picture they belong to.
    """
    import numpy as np

    ink = 255 - np.asarray(page.convert("L"), dtype=np.int32)
    high, wide = ink.shape
    heights = [round((box[3] - box[1]) * high) for box in boxes]
    reach = round(SHIFT_MAX * sorted(heights)[len(heights) // 2]) if heights else 0
    if reach < 1:
        return [list(box) for box in boxes]
    scores = np.zeros(2 * reach + 1)
    for (x0, y0, x1, _), height in zip(boxes, heights, strict=True):
        rows = np.concatenate(
            ([0], ink[:, int(x0 * wide) : max(int(x1 * wide), int(x0 * wide) + 1)].sum(axis=1).cumsum())
        )
        tops = np.clip(round(y0 * high) + np.arange(-reach, reach + 1), 0, high)
        scores += rows[np.clip(tops + max(height, 1), 0, high)] - rows[tops]
    best = int(scores.argmax())
    shift = (best - reach) / high if scores[best] > scores[reach] * SHIFT_GAIN_MIN else 0.0
    return [[x0, y0 + shift, x1, y1 + shift] for x0, y0, x1, y1 in boxes]


def _grey(file: Any) -> Any:
    """One grey channel on white paper; a palette or an alpha channel is flattened first."""
    from PIL import Image

    if file.mode in {"RGBA", "LA", "PA", "P"}:
        rgba = file.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba).convert("L")
    if file.mode.startswith("I;16"):
        return file.point(lambda value: value / 256).convert("L")
    return file.convert("L")


def _dpi(file: Any) -> float:
    said = float((file.info.get("dpi") or (0, 0))[0])
    return said if 70 <= said <= 1200 else max(file.width / TYPICAL_WIDTH_IN, 70.0)
