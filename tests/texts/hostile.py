"""Thirty ways in which a PDF can be broken or meant to harm: each a function from nothing to bytes."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable

from tests.texts.pdfs import Pdf, stream, typed, typed_pdf, written

GOOD = typed_pdf(["The minister said that the talks had failed."], ["A second page follows the first."])
MEGABYTE = 1 << 20


def _bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(b" " * MEGABYTE) for _ in range(megabytes)), packer.flush()])


def _forms(bodies: list[bytes], *, first: int) -> bytes:
    """A page that draws form `first`; the forms may draw each other (their numbers are 4, 5, ...)."""
    made = Pdf()
    names = " ".join(f"/X{n} {n} 0 R" for n in range(4, 4 + len(bodies)))
    for body in bodies:
        made.add(
            stream(
                body, head=f"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << {names} >> >>"
            )
        )
    made.page(b"/X%d Do" % first, resources=f"/XObject << {names} >>")
    return made.bytes()


def _nested(opening: bytes, closing: bytes, depth: int) -> bytes:
    made = Pdf()
    made.page(typed(["text"]))
    made.add(opening * depth + closing * depth)
    return made.bytes(catalogue=f"/Deep {len(made.objects)} 0 R")


def _boxed(*box: float) -> bytes:
    made = Pdf()
    made.page(typed(["text on a strange sheet"]), box=box)
    return made.bytes()


def _encrypted(password: str) -> bytes:
    import io

    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(GOOD))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _flipped() -> bytes:
    damaged, dice = bytearray(GOOD), random.Random(5)
    for _ in range(40):
        damaged[dice.randrange(20, len(damaged))] ^= 1 << dice.randrange(8)
    return bytes(damaged)


def _tree(kids: str, count: int) -> bytes:
    return written(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Parent 2 0 R /Count 5 >>",
        ]
    )


def _many_pages(count: int) -> bytes:
    made = Pdf()
    number = made.page(typed(["the same page"]))
    made.kids = [number] * count
    return made.bytes()


def _content_bomb() -> bytes:
    made = Pdf()
    made.page(b"")
    made.objects[3] = b"<< /Length 1 /Filter /FlateDecode >>\nstream\n" + _bomb(48) + b"\nendstream"
    return made.bytes()


def _picture_bomb() -> bytes:
    made = Pdf()
    packed = zlib.compress(zlib.compress(b"\0" * (30 * MEGABYTE), 9), 9)
    head = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 8"
    head += b" /Filter [/FlateDecode /FlateDecode]"
    number = made.add(b"<< /Length %d %s >>\nstream\n" % (len(packed), head) + packed + b"\nendstream")
    made.page(b"q 600 0 0 800 0 0 cm /Im1 Do Q", resources=f"/XObject << /Im1 {number} 0 R >>")
    return made.bytes()


def _lying_length() -> bytes:
    return GOOD.replace(b"/Length ", b"/Length 99999")


def _wrong_places() -> bytes:
    head, table, tail = GOOD.partition(b"xref\n")
    return head + table + tail.replace(b"00000 n", b"00007 n").replace(b"00000000", b"00000011")


def _garbage_content() -> bytes:
    made = Pdf()
    made.page(b"BT /F9 -12 Tf ( [ << q q q Tj ET ] >> 1 2 3 4 5 6 7 cm \xff\xfe Do /Nope Do " * 200)
    return made.bytes()


def _loop_of_tables() -> bytes:
    start = GOOD.rindex(b"startxref")
    place = GOOD[start:].split()[1]
    return GOOD.replace(b"/Root 1 0 R >>", b"/Root 1 0 R /Prev %s >>" % place)


def _no_font() -> bytes:
    made = Pdf()
    made.objects[2] = b"<< /Type /Font /Subtype /Type0 /BaseFont /None /DescendantFonts [3 0 R] /ToUnicode 3 0 R >>"
    made.page(typed(["text in a font that is not there"]))
    return made.bytes()


def _filters() -> bytes:
    made = Pdf()
    made.page(b"")
    made.objects[3] = b"<< /Length 4 /Filter [" + b"/ASCIIHexDecode " * 5000 + b"] >>\nstream\n41 >\nendstream"
    return made.bytes()


def _wide_content() -> bytes:
    made = Pdf()
    made.page(b"q " * 400_000 + b"Q " * 400_000)
    return made.bytes()


def _crowded(words: int, *, spread: bool) -> bytes:
    """A scan whose invisible layer holds more words than any page: in one place, or in rows of its own each."""
    made = Pdf()
    if spread:
        content = b"".join(b"1 0 0 1 %d %.3f Tm (a) Tj " % (n % 600, 790 - n / 150) for n in range(words))
    else:
        content = b"1 0 0 1 300 400 Tm (a) Tj " * words
    made.scan(b"\xff" * 100, 10, 10, dpi=1.2, layer=b"BT /F1 0.5 Tf 3 Tr " + content + b" ET")
    return made.bytes()


KINDS: dict[str, Callable[[], bytes]] = {
    "no bytes at all": lambda: b"",
    "a web page under a PDF's name": lambda: b"<!DOCTYPE html><html><body>Page not found</body></html>",
    "random bytes": lambda: random.Random(1).randbytes(4000),
    "a header and nothing else": lambda: b"%PDF-1.7\n",
    "cut in the middle": lambda: GOOD[: len(GOOD) // 2],
    "cut before its table": lambda: GOOD[: GOOD.index(b"xref\n")],
    "bits flipped": _flipped,
    "a table with wrong places": _wrong_places,
    "lengths that lie": _lying_length,
    "a form that draws itself": lambda: _forms([b"/X4 Do /X4 Do"], first=4),
    "two forms that draw each other": lambda: _forms([b"/X5 Do", b"/X4 Do"], first=4),
    "forms that double twenty-two times": lambda: _forms(
        [*[b"/X%d Do /X%d Do" % (n + 1, n + 1) for n in range(4, 26)], b"0 0 m 9 9 l S"], first=4
    ),
    "a page a hundred million points wide": lambda: _boxed(0, 0, 1e8, 1e8),
    "a page without area": lambda: _boxed(0, 0, 0, 0),
    "a page box upside down": lambda: _boxed(612, 792, 0, 0),
    "a deflate bomb for a page": _content_bomb,
    "a picture of sixty thousand by sixty thousand": _picture_bomb,
    "an array two hundred thousand deep": lambda: _nested(b"[", b"]", 200_000),
    "a dictionary fifty thousand deep": lambda: _nested(b"<< /A ", b" >>", 50_000),
    "a page tree that holds itself": lambda: _tree("2 0 R", 5),
    "a page tree in a circle": lambda: _tree("3 0 R", 5),
    "a count of a thousand million pages": lambda: GOOD.replace(b"/Count 2", b"/Count 999999999"),
    "five thousand times the same page": lambda: _many_pages(5000),
    "locked with a password": lambda: _encrypted("secret"),
    "locked without a password": lambda: _encrypted(""),
    "rubbish before the header": lambda: b"\r\n" * 300 + GOOD,
    "content that is no content": _garbage_content,
    "tables that point at each other": _loop_of_tables,
    "a font that is its own child": _no_font,
    "five thousand filters on one stream": _filters,
    "four hundred thousand saved states": _wide_content,
    "a scan with sixty thousand words in one place": lambda: _crowded(60_000, spread=False),
    "a scan with sixty thousand words side by side": lambda: _crowded(60_000, spread=True),
    "zeros after a header": lambda: b"%PDF-1.4\n" + bytes(50_000),
}


def mutated(seed: int, original: bytes = GOOD) -> bytes:
    """A valid file changed at random places: bytes flipped, cut out, doubled, numbers swapped."""
    dice, body = random.Random(seed), bytearray(original)
    for _ in range(dice.randrange(1, 12)):
        at = dice.randrange(len(body))
        span = dice.randrange(1, 60)
        match dice.randrange(5):
            case 0:
                body[at] = dice.randrange(256)
            case 1:
                del body[at : at + span]
            case 2:
                body[at:at] = body[max(at - span, 0) : at]
            case 3:
                body[at : at + span] = dice.randbytes(span)
            case _:
                body[at:at] = str(dice.choice([-1, 0, 2**31, 10**12, 65536])).encode()
    return bytes(body)
