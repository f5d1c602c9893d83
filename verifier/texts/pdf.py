"""A PDF's own text layer: read in a child, started again behind a page that kills it, and what stood in the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from verifier.records.text import SourceText
from verifier.texts.child import Outcome, Workplace
from verifier.texts.packed import READING, unpack

PAGES_MAX = 2000  # of one document: the longest volumes of archives run to some 1,500
DEATHS_MAX = 3  # pages a document may kill the reader with before the rest of it is given up
READING_BYTES_MAX = 64 * 2**20  # of a packed reading: eight times a volume of 2,000 dense pages
Line = dict[str, Any]
_NOTHING = "damaged: nothing in it can be read"


@dataclass(frozen=True)
class PdfReading:
    """A text layer as read. `scanned` are the indices of pages that are pictures, `pages` their count."""

    text: SourceText
    scanned: frozenset[int]
    pages: int


@cache
def pdfium_version() -> str:
    """The version of the PDF reader in use."""
    from importlib.metadata import version

    return version("pypdfium2")


def read_layer(place: Workplace, body: bytes, *, boxes: bool = True) -> PdfReading:
    """The text layer of the PDF in `place`. Never raises for what the file holds: problems are named in the text.

    Not `boxes`: words of typed pages come without their places, which is a third of the work.
    """
    if refusal := _refused(body):
        return PdfReading(SourceText((), engine="pdfium", problems=(refusal,)), frozenset(), 0)
    outcome, problems = _read(place, boxes=boxes)
    text, scanned = _brought(place, outcome)
    if text is None:
        text = SourceText((), engine="pdfium", problems=() if problems else (_NOTHING,))
    engine_version = pdfium_version() if text.engine == "pdfium" else ""
    problems += [problem for problem in text.problems if problem not in problems]
    text = replace(text, engine_version=engine_version, problems=tuple(problems))
    return PdfReading(text, scanned, len(text.pages))


def _refused(body: bytes) -> str:
    """Why these bytes are no PDF at all; empty when they are."""
    if b"%PDF-" in body[:1024]:
        return ""
    head = body[:512].lstrip().lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<head")):
        return "mislabelled: a web page came in place of the PDF"
    return "mislabelled: not a PDF" if body else "empty: no bytes"


def _read(place: Workplace, *, boxes: bool) -> tuple[Outcome, list[str]]:
    """The outcome of the child that came through, or of the last; what killed those before it.

    A page that killed PDFium is asked of pypdf, and the document read again around it; layout that a document
    defeats is done without.
    """
    problems: list[str] = []
    given: dict[int, Line] = {}
    stop, layout = PAGES_MAX, True
    while True:
        order = {"stop": stop, "given": list(given.values()), "layout": layout, "boxes": boxes}
        outcome = place.run("text", max_pages=PAGES_MAX, **order)
        head = next((line for line in outcome.lines if "pages" in line), None)
        if head is None or head["error"]:
            return _second_opinion(place, outcome, [*problems, *([str(head["error"])] if head else [])])
        if head["pages"] > PAGES_MAX and not problems:
            problems.append(f"too many pages: read the first {PAGES_MAX:,} of {head['pages']:,}")
        if outcome.ending == "ok":
            return outcome, problems
        if "laying" in outcome.lines[-1]:
            problems.append(f"hostile or damaged: its layout {_death(outcome.ending)}; words stand in the file's order")
            if not layout:
                return outcome, problems
            layout = False
            continue
        index = int(outcome.lines[-1].get("at", 0))
        problems.append(f"page {index + 1}: hostile or damaged: it {_death(outcome.ending)}")
        if index in given:
            return outcome, problems
        given[index] = _asked_of_pypdf(place, index)
        if len(given) == DEATHS_MAX:
            stop = index + 1
            problems.append(f"the pages behind page {stop} were not read")


def _death(ending: str) -> str:
    return {"slow": "took longer than allowed", "memory": "needs more memory than allowed"}.get(
        ending, "breaks the reader"
    )


def _asked_of_pypdf(place: Workplace, index: int) -> Line:
    outcome = place.run("pypdf", pages=[index], max_pages=PAGES_MAX)
    return next((line["layer"] for line in outcome.lines if "layer" in line), {"index": index})


def _second_opinion(place: Workplace, first: Outcome, problems: list[str]) -> tuple[Outcome, list[str]]:
    """What pypdf reads of a file that PDFium cannot open."""
    if any(problem.startswith("encrypted") for problem in problems):
        return first, problems
    outcome = place.run("pypdf", pages=[], max_pages=PAGES_MAX)
    if outcome.ending == "ok" and outcome.lines[-1].get("words"):
        return outcome, [*problems, "damaged: PDFium cannot open it, pypdf could"]
    return first, [*problems, "damaged: no reader can open it"]


def _brought(place: Workplace, outcome: Outcome) -> tuple[SourceText | None, frozenset[int]]:
    """The reading a child left in the folder, if it came so far."""
    last = outcome.lines[-1] if outcome.lines else {}
    if "reading" not in last:
        return None, frozenset()
    try:
        with (place.path / READING).open("rb") as file:
            (text,) = unpack(file.read(READING_BYTES_MAX))
    except (OSError, ValueError):
        return None, frozenset()
    return text, frozenset(int(index) for index in last["scanned"])
