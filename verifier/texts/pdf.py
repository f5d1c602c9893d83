"""A PDF's own text layer: how each page is made, its words in reading order, and what stood in the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from verifier.records.source import Layer
from verifier.records.spans import Span
from verifier.records.text import Box, Page, SourceText, Word
from verifier.texts.child import Outcome, Workplace
from verifier.texts.confusions import Swap, learnt
from verifier.texts.furniture import furnish
from verifier.texts.language import language_of
from verifier.texts.layout import as_given, by_place, closed_up, composed, undoubled
from verifier.texts.mending import mended
from verifier.texts.redaction import without_noise
from verifier.texts.rows import Piece
from verifier.texts.typography import collapsed

PAGES_MAX = 2000  # of one document: the longest volumes of archives run to some 1,500
DEATHS_MAX = 3  # pages a document may kill the reader with before it is given up
SCAN_COVER_MIN = 0.75  # share of the page images must cover for it to be a scan
_INVISIBLE = "3"  # PDF text render mode: neither filled nor stroked, what OCR programs write


@dataclass(frozen=True)
class PdfReading:
    """A text layer as read. `scanned` are the indices of pages that are pictures; `bare` those of them without text."""

    text: SourceText
    scanned: frozenset[int]
    pages: int


def read_layer(place: Workplace, body: bytes, *, url: str = "", layer: Layer = Layer.DOCUMENT_TEXT) -> PdfReading:
    """The text layer of the PDF in `place`. Never raises for what the file holds: problems are named in the text."""
    if refusal := _refused(body):
        return PdfReading(
            SourceText(pages=(), layer=layer, engine="pdfium", url=url, problems=(refusal,)), frozenset(), 0
        )
    lines, problems = _gathered(place)
    head = next((line for line in lines if "pages" in line), {})
    by_index = {line["index"]: line for line in lines if "index" in line}
    count = min(int(head.get("pages", 0)), PAGES_MAX)
    scanned = frozenset(index for index, line in by_index.items() if _is_scan(line))
    swaps = learnt(word[0] for index in scanned for word in by_index[index].get("words", ()))
    made = [_made(by_index.get(index), index, swaps) for index in range(count)]
    pages = furnish(tuple(made))
    problems += [f"page {i + 1}: {line['error']}" for i, line in sorted(by_index.items()) if line.get("error")]
    if count and all("error" in line for line in by_index.values()):
        problems.insert(0, "damaged: no page of it can be read")
    elif count and not any(page.text.strip() for page in pages):
        problems.append("no text layer: the pages are pictures" if scanned else "no text layer")
    sample = " ".join(page.text for page in pages[:20])
    text = SourceText(
        pages=pages, layer=layer, engine="pdfium", engine_version=_version(), url=url, language=language_of(sample),
        title=str(head.get("info", {}).get("Title", "")), noisy=_noisy(by_index, scanned), problems=tuple(problems),
    )  # fmt: skip
    return PdfReading(text, scanned, count)


def _refused(body: bytes) -> str:
    """Why these bytes are no PDF at all; empty when they are."""
    if b"%PDF-" in body[:1024]:
        return ""
    head = body[:512].lstrip().lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<head")):
        return "mislabelled: a web page came in place of the PDF"
    return "mislabelled: not a PDF" if body else "empty: no bytes"


def _gathered(place: Workplace) -> tuple[list[dict[str, Any]], list[str]]:
    """PDFium's lines, started again behind a page it died on; those pages are asked of pypdf once more."""
    lines: list[dict[str, Any]] = []
    problems: list[str] = []
    lost: list[int] = []
    first = 0
    for _ in range(DEATHS_MAX):
        outcome = place.run("text", first=first, max_pages=PAGES_MAX)
        lines.extend(line for line in outcome.lines if "pages" not in line or first == 0)
        if outcome.ending == "ok":
            break
        first = _next_page(outcome, first)
        problems.append(_death(outcome.ending, first))
        if not any("pages" in line for line in lines):
            break
        lost.append(first)
        first += 1
    head = next((line for line in lines if "pages" in line), None)
    if head is None or lost or (head["error"].startswith("damaged")):
        lines, problems = _second_opinion(place, lines, problems, lost)
    head = next((line for line in lines if "pages" in line), None) or {
        "pages": 0,
        "error": "damaged: nothing in it can be read",
    }
    if head["error"]:
        problems.insert(0, str(head["error"]))
    if head["pages"] > PAGES_MAX:
        problems.append(f"too many pages: read the first {PAGES_MAX:,} of {head['pages']:,}")
    return lines, problems


def _next_page(outcome: Outcome, first: int) -> int:
    return max((line["index"] + 1 for line in outcome.lines if "index" in line), default=first)


def _death(ending: str, index: int) -> str:
    what = {"slow": "took longer than allowed", "memory": "needs more memory than allowed"}.get(
        ending, "breaks the reader"
    )
    return f"page {index + 1}: hostile or damaged: it {what}"


def _second_opinion(
    place: Workplace, lines: list[dict[str, Any]], problems: list[str], lost: list[int]
) -> tuple[list[dict[str, Any]], list[str]]:
    head = next((line for line in lines if "pages" in line), None)
    usable = head is not None and not head["error"]
    outcome = place.run("pypdf", pages=lost if usable else [], max_pages=PAGES_MAX)
    read = [line for line in outcome.lines if line.get("text", "").strip()]
    if not usable:
        if not read:
            return lines or [{"pages": 0, "error": "damaged: no reader can open it"}], problems
        return list(outcome.lines), [*problems, "damaged: PDFium cannot open it, pypdf could"]
    return [*lines, *read], problems


def _made(line: dict[str, Any] | None, index: int, swaps: tuple[Swap, ...]) -> Page:
    if line is None or line.get("error"):
        return Page(index=index, text="", engine="pdfium")
    if "words" not in line:
        return Page(index=index, text=collapsed(line["text"]), engine="pypdf")
    scan = _is_scan(line)
    pieces = [
        Piece(word, _upright(Box(x0, y0, x1, y1), line["angle"]), None, number)
        for word, number, x0, y0, x1, y1 in line["words"]
    ]
    text, words, furniture = _scan_laid_out(pieces, swaps) if scan else composed(as_given(pieces), ())
    if line["angle"]:
        words = tuple(replace(word, box=word.box and _upright(word.box, -line["angle"] % 360)) for word in words)
    return Page(index, text, None, words, furniture, quality=None if scan else 1.0, engine="pdfium")


def _scan_laid_out(pieces: list[Piece], swaps: tuple[Swap, ...]) -> tuple[str, tuple[Word, ...], tuple[Span, ...]]:
    """A scan's words by their places, one a place, mended; typed pages stay as the file orders them."""
    single, _ = undoubled([part for row in mended([pieces], swaps) for part in row])
    lines, margin = by_place(single)
    kept, _ = without_noise([closed_up(line) for line in lines])
    return composed(kept, without_noise(margin)[0])


def _upright(box: Box, angle: int) -> Box:
    """A box on a page whose letters are turned, as it stands once they are upright (and back)."""
    if angle == 90:
        return Box(1 - box.y1, box.x0, 1 - box.y0, box.x1)
    if angle == 180:
        return Box(1 - box.x1, 1 - box.y1, 1 - box.x0, 1 - box.y0)
    if angle == 270:
        return Box(box.y0, 1 - box.x1, box.y1, 1 - box.x0)
    return box


def _is_scan(line: dict[str, Any]) -> bool:
    """A page that is a picture: images cover it, and its text (if any) is invisible or lies under them."""
    if line.get("error") or "covered" not in line:
        return False
    modes = line["modes"]
    invisible = bool(modes) and set(map(str, modes)) == {_INVISIBLE}
    return line["covered"] >= SCAN_COVER_MIN or (invisible and line["covered"] > 0)


def _noisy(by_index: dict[int, dict[str, Any]], scanned: frozenset[int]) -> bool:
    """True when most of the pages with words got them from a scan."""
    with_words = [index for index, line in by_index.items() if line.get("words")]
    return bool(with_words) and sum(index in scanned for index in with_words) * 2 >= len(with_words)


def _version() -> str:
    from importlib.metadata import version

    return version("pypdfium2")
