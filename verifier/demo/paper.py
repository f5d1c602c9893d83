"""Typed lines to paper and through a scanner: small PDFs written by hand, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH_PT, HEIGHT_PT = 612, 792  # US letter
MARGIN_PT, TOP_PT, LEADING_PT, SIZE_PT = 75, 735, 13, 12
SCAN_DPI = 150  # what archives' older scans have; Courier is still read well
TILT_DEG = 0.4  # how askew a page lies on the glass, at most
SPECKS = 0.0006  # share of pixels that dust turns black

# What a poor engine of the nineties made of a typewriter: letters that share a shape.
CONFUSIONS = {
    "e": "c",
    "l": "1",
    "h": "b",
    "t": "l",
    "n": "u",
    "o": "0",
    "r": "i",
    "g": "q",
    "w": "vv",
    "m": "rn",
    ",": ".",
}
CONFUSED = 0.035  # share of such letters that come out wrong: about one word in six


@dataclass(frozen=True)
class Scanned:
    """One scanned page: its bitmap, and the lines a poor engine read off it (none for an image-only file)."""

    image: Image
    lines: Sequence[str] = ()


def typed_pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF in Courier, one line under another."""
    return _assemble([(_text(lines, mode=0), None) for lines in pages])


def scan(pdf: bytes, *, seed: int, blur: float = 0.6, threshold: int = 165) -> list[Image]:
    """The pages of a PDF as a scanner gives them back: askew, a little soft, dusty, black on white."""
    import numpy as np
    import pypdfium2
    from PIL import Image, ImageFilter

    rng = np.random.default_rng(seed)
    made = []
    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=SCAN_DPI / 72, grayscale=True).to_pil()
        tilted = image.rotate(float(rng.uniform(-TILT_DEG, TILT_DEG)), Image.Resampling.BICUBIC, fillcolor=255)
        grey = np.asarray(tilted.filter(ImageFilter.GaussianBlur(blur)), dtype=np.int16)
        dusty = grey + rng.normal(0, 12, grey.shape).astype(np.int16) - 255 * (rng.random(grey.shape) < SPECKS)
        made.append(Image.fromarray((dusty > threshold).astype(np.uint8) * 255).convert("1", dither=Image.Dither.NONE))
    return made


def misread(lines: Sequence[str], *, seed: int) -> list[str]:
    """The lines as a poor engine reads them: some letters confused, now and then a blank lost."""
    import numpy as np

    rng = np.random.default_rng(seed)
    return ["".join(_misread(char, rng) for char in line) for line in lines]


def _misread(char: str, rng: Any) -> str:
    roll = float(rng.random())
    if char in CONFUSIONS and roll < CONFUSED:
        return CONFUSIONS[char]
    return "" if char == " " and roll < CONFUSED / 6 else char


def scanned_pdf(pages: Sequence[Scanned]) -> bytes:
    """A PDF of bitmaps, each with its text unseen behind it where there is any."""
    return _assemble([(_text(page.lines, mode=3), page.image) for page in pages])


def _text(lines: Sequence[str], mode: int) -> bytes:
    """Content that sets lines in Courier; text mode 3 leaves them unseen."""
    shown = [f"BT {mode} Tr /F1 {SIZE_PT} Tf {LEADING_PT} TL {MARGIN_PT} {TOP_PT} Td"]
    shown += [f"({_escaped(line)}) Tj T*" for line in lines]
    return "\n".join([*shown, "ET"]).encode("cp1252", "replace") if lines else b""


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _assemble(pages: Sequence[tuple[bytes, Image | None]]) -> bytes:
    """The file: catalogue, page tree, font, then each page with its content and bitmap."""
    objects: list[bytes] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for text, image in pages:
        resources, content = b"/Font<</F1 3 0 R>>", text
        if image is not None:
            objects.append(_bitmap(image))
            resources += b"/XObject<</Im %d 0 R>>" % len(objects)
            content = b"q %d 0 0 %d 0 0 cm /Im Do Q\n" % (WIDTH_PT, HEIGHT_PT) + text
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        box = b"[0 0 %d %d]" % (WIDTH_PT, HEIGHT_PT)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox%s/Resources<<%s>>/Contents %d 0 R>>" % (box, resources, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects)


def _bitmap(image: Image) -> bytes:
    """A black and white picture in the fax coding that scanners use (CCITT group 4)."""
    from PIL import Image as Pictures

    held = io.BytesIO()
    image.save(held, "TIFF", compression="group4", tiffinfo={278: image.height})
    with Pictures.open(io.BytesIO(held.getvalue())) as tiff:
        tags: Any = tiff.tag_v2  # type: ignore[attr-defined]
        start, length, black_is_zero = tags[273][0], tags[279][0], tags[262] == 1
    data = held.getvalue()[start : start + length]
    black = b"false" if not black_is_zero else b"true"
    return (
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1"
        b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns %d/Rows %d/BlackIs1 %s>>/Length %d>>stream\n%s\nendstream"
    ) % (image.width, image.height, image.width, image.height, black, len(data), data)


def _file(objects: Sequence[bytes]) -> bytes:
    out, starts = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, start=1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
