"""A small PDF writer for the tests: typed pages, scans with and without a text layer, every sort of broken file."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

LETTER = (612, 792)


def stream(body: bytes, *, head: str = "", deflate: bool = False) -> bytes:
    """A stream object's bytes."""
    if deflate:
        body, head = zlib.compress(body), head + " /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n" % (len(body), head.encode()) + body + b"\nendstream"


def escaped(text: str) -> bytes:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")


def typed(
    lines: Sequence[str], *, x: float = 72, top: float = 720, size: float = 11, lead: float = 14, mode: int = 0
) -> bytes:
    """A content stream that sets lines of text one below the other; render mode 3 is invisible."""
    rows = b"\n".join(
        b"1 0 0 1 %.1f %.1f Tm (%s) Tj" % (x, top - n * lead, escaped(line)) for n, line in enumerate(lines)
    )
    return b"BT /F1 %.1f Tf %d Tr\n" % (size, mode) + rows + b"\nET"


@dataclass
class Pdf:
    """Objects in the order they are added; numbers start at 1: catalogue, page tree, font."""

    objects: list[bytes] = field(
        default_factory=lambda: [
            b"",
            b"",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        ]
    )
    kids: list[int] = field(default_factory=list)

    def add(self, body: bytes) -> int:
        self.objects.append(body)
        return len(self.objects)

    def page(
        self, content: bytes, *, box: Sequence[float] = (0, 0, *LETTER), extra: str = "", resources: str = ""
    ) -> int:
        body = self.add(stream(content))
        corners = " ".join(f"{side:g}" for side in box)
        number = self.add(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{corners}] /Contents {body} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {resources} >> {extra} >>".encode()
        )
        self.kids.append(number)
        return number

    def image(self, pixels: bytes, width: int, height: int) -> int:
        """A grey picture, eight bits a pixel."""
        head = f"/Type /XObject /Subtype /Image /Width {width} /Height {height}"
        head += " /ColorSpace /DeviceGray /BitsPerComponent 8"
        return self.add(stream(pixels, head=head, deflate=True))

    def scan(self, pixels: bytes, width: int, height: int, *, dpi: float = 300, layer: bytes = b"") -> int:
        """A page that is a picture, with an optional text layer drawn under it."""
        number = self.image(pixels, width, height)
        wide, high = width * 72 / dpi, height * 72 / dpi
        content = layer + b"\nq %.3f 0 0 %.3f 0 0 cm /Im1 Do Q" % (wide, high)
        return self.page(content, box=(0, 0, wide, high), resources=f"/XObject << /Im1 {number} 0 R >>")

    def bytes(self, *, catalogue: str = "", count: int | None = None) -> bytes:
        """The whole file with its cross-reference table."""
        kids = " ".join(f"{kid} 0 R" for kid in self.kids)
        self.objects[0] = f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>".encode()
        self.objects[1] = (
            f"<< /Type /Pages /Kids [{kids}] /Count {len(self.kids) if count is None else count} >>".encode()
        )
        return written(self.objects)


def written(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def typed_pdf(*pages: Sequence[str]) -> bytes:
    """A born-digital PDF of pages of lines."""
    made = Pdf()
    for lines in pages:
        made.page(typed(lines))
    return made.bytes()


def drawn(lines: Sequence[str], *, dpi: int = 200, size: int = 34, angle: float = 0.0) -> tuple[bytes, int, int]:
    """Lines drawn as a picture with the font that comes with Pillow: pixels, width, height."""
    from PIL import Image, ImageDraw, ImageFont

    width, height = int(8.5 * dpi), int((len(lines) + 4) * size * 1.7)
    image = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(size)
    for number, line in enumerate(lines):
        pen.text((dpi * 0.8, size * 2 + number * size * 1.7), line, fill=0, font=font)
    if angle:
        image = image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    return image.tobytes(), width, height


LIGATURES = {"ffi": 5, "ffl": 6, "ff": 4, "fi": 2, "fl": 3}  # and the codes they have in `ligature_pdf`


def ligature_pdf(*pages: Sequence[str], given: dict[str, str] | None) -> bytes:
    """Pages set in a font whose ligatures are glyphs of their own, which its table of characters gives as `given`.

    `given` says of each ligature what stands in the table; None is a font without a table.
    """
    made = Pdf()
    table = ""
    if given is not None:
        rows = [f"<{code:02X}> <{given[name].encode('utf-16-be').hex()}>" for name, code in LIGATURES.items()]
        rows += [f"<{code:02X}> <{code:04X}>" for code in range(32, 127)]
        table = f"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def
            1 begincodespacerange <00> <FF> endcodespacerange
            {len(rows)} beginbfchar {" ".join(rows)} endbfchar endcmap end end"""
    number = made.add(stream(table.encode()))
    tounicode = f"/ToUnicode {number} 0 R" if table else ""
    names = " ".join(f"{code} /glyph{code}" for code in LIGATURES.values())
    made.objects[2] = (
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier "
        f"/Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [{names}] >> {tounicode} >>"
    ).encode()
    for lines in pages:
        set_in = list(lines)
        for name, code in LIGATURES.items():
            set_in = [line.replace(name, chr(code)) for line in set_in]
        made.page(typed(set_in))
    return made.bytes()


def scanned_pdf(*pages: Sequence[str], angle: float = 0.0, layer: Sequence[str] = ()) -> bytes:
    """A PDF whose pages are pictures of lines at 200 dpi; `layer` is its (invisible) text layer, if any."""
    made = Pdf()
    for lines in pages:
        made.scan(*drawn(lines, angle=angle), dpi=200, layer=typed(layer, mode=3, top=60) if layer else b"")
    return made.bytes()
