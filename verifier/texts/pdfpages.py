"""From the text layers of a PDF's pages to a reading, in the child: lines, columns, furniture, printed labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from verifier.records.spans import Span
from verifier.records.text import Box, Page, SourceText, Word
from verifier.texts.closing import closed_up
from verifier.texts.confusions import Swap, learnt
from verifier.texts.furniture import furnish
from verifier.texts.geometry import turned
from verifier.texts.language import language_of
from verifier.texts.layout import by_place, composed, undoubled
from verifier.texts.mending import mended
from verifier.texts.oddsigns import OddSigns, learnt_signs
from verifier.texts.packed import READING, pack
from verifier.texts.pagerows import rows_of
from verifier.texts.pdflayer import BROKEN, DOWNWARDS, Layer
from verifier.texts.redaction import without_noise
from verifier.texts.rows import Piece
from verifier.texts.typed import HYPHENS, typed_page
from verifier.texts.typography import collapsed
from verifier.texts.wholewords import with_ligatures
from verifier.texts.wordtable import SCALE

LANGUAGE_PAGES = 20  # pages from which the language is told
DOCUMENT_CHARS_MAX = 20_000_000  # of all pages: ten times the longest volume; more would fill the caller's memory


def written(layers: list[Layer], *, title: str, engine: str, laid_out: bool = True) -> Iterator[dict[str, Any]]:
    """Lay the pages out, write the reading; a line before each page, and one that names the scans at the end.

    Not `laid_out`: the words as the file orders them, for a document that defeats the layout.
    """
    problems = _problems(layers)
    scanned = [layer.index for layer in layers if layer.scan]
    swaps = learnt(word for layer in layers if layer.scan for word in _words(layer)) if laid_out else ()
    signs = learnt_signs(layer.text for layer in layers if not layer.scan) if laid_out else OddSigns()
    pages: list[Page] = []
    heights: list[Sequence[float]] = []
    noisy = _noisy(layers)
    for at, layer in enumerate(layers):
        yield {"laying": layer.index}
        page, lines = _page(layer, swaps, signs, laid_out=laid_out)
        pages.append(page)
        heights.append(lines)
        layers[at] = Layer(layer.index)  # what has been used makes room
    yield {"laying": len(pages)}
    language = language_of(" ".join(page.text for page in pages[:LANGUAGE_PAGES]))
    pages, repairs = with_ligatures(pages, language) if laid_out else (pages, ())
    made = furnish(tuple(pages), heights) if laid_out else tuple(pages)
    if made and not problems and not any(page.text.strip() for page in made):
        problems.append("no text layer: the pages are pictures" if scanned else "no text layer")
    text = SourceText(
        pages=made, engine=engine, title=title, language=language, noisy=noisy,
        problems=tuple(problems), repairs=(*signs.repairs, *repairs),
    )  # fmt: skip
    Path(READING).write_bytes(pack((text,)))
    yield {"reading": READING, "scanned": scanned, "words": any(page.text.strip() for page in made)}


def _problems(layers: list[Layer]) -> list[str]:
    """What is wrong with which page; pages beyond the most text of one document are emptied."""
    found = [f"page {layer.index + 1}: {layer.error}" for layer in layers if layer.error]
    if layers and len(found) == len(layers):
        found.insert(0, "damaged: no page of it can be read")
    total = 0
    for at, layer in enumerate(layers):
        total += len(layer.text)
        if total > DOCUMENT_CHARS_MAX:
            found.append(f"too much text: read the first {at:,} pages")
            layers[at:] = [Layer(left.index) for left in layers[at:]]
            break
    return found


def _noisy(layers: Sequence[Layer]) -> bool:
    """True when most of the pages with words got them from a scan."""
    with_words = [layer.scan for layer in layers if layer.lines]
    return bool(with_words) and sum(with_words) * 2 >= len(with_words)


def _page(layer: Layer, swaps: tuple[Swap, ...], signs: OddSigns, *, laid_out: bool) -> tuple[Page, Sequence[float]]:
    """The page, and how far down it each of its lines stands where its words' boxes are not to be asked for that."""
    if layer.error or layer.lines is None:
        return Page(layer.index, collapsed(layer.text), engine="pypdf" if layer.text else "pdfium"), ()
    quality = None if layer.scan else 1.0
    if not laid_out or not (layer.scan or layer.angle == DOWNWARDS):
        text, table, heights = typed_page(layer, signs)
        return Page(layer.index, text, words=table, quality=quality, engine="pdfium"), heights
    text, words, furniture = _by_place(layer, swaps)
    page = Page(layer.index, text, words=words, furniture=furniture, quality=quality, engine="pdfium")
    if not layer.angle:
        return page, ()
    back = tuple(replace(word, box=word.box and turned(word.box, -layer.angle % 360)) for word in words)
    return replace(page, words=back), [row.height or 0.0 for row in rows_of(page)]


def _words(layer: Layer) -> Iterator[str]:
    spans = layer.words or ()
    return (layer.text[spans[at] : spans[at + 1]] for at in range(0, len(spans), 2))


def _pieces(layer: Layer) -> list[Piece]:
    """The words of a page with their boxes, upright, each with the number of its line."""
    pieces: list[Piece] = []
    line = at = 0
    for number, (word, *sides) in enumerate(zip(_words(layer), *layer.boxes, strict=True)):
        start = (layer.words or ())[2 * number]
        line += layer.text.count("\n", at, start)
        at = start
        box = Box(*(round(side / SCALE, 5) for side in sides))
        pieces.append(Piece(word.translate(HYPHENS), turned(box, layer.angle), None, line))
        line += word[-1] in BROKEN
    return pieces


def _by_place(layer: Layer, swaps: tuple[Swap, ...]) -> tuple[str, tuple[Word, ...], tuple[Span, ...]]:
    """The words of a page by their places, upright; those of a scan one a place and mended."""
    pieces = _pieces(layer)
    if not layer.scan:
        return composed(*by_place(pieces))
    single, _ = undoubled([part for row in mended([pieces], swaps) for part in row])
    lines, margin = by_place(single)
    kept, _ = without_noise([closed_up(line) for line in lines])
    return composed(kept, without_noise(margin)[0])
