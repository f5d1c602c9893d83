"""How much effort to spend on a document: which of its pages to read ourselves."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.records.source import Layer
from verifier.records.text import Page, SourceText
from verifier.texts import second_engine, tesseract
from verifier.texts.child import Workplace
from verifier.texts.ocr import Job, read_scan
from verifier.texts.pdf import PAGES_MAX, PdfReading, pdfium_version
from verifier.texts.quality import quality_of

VERSION = "8"  # of what this room makes of bytes; raise it when readings change, so that kept ones are read anew
MODES = ("auto", "never", "always", "thorough")
BARE_CHARS_MAX = 50  # characters under which a scanned page has no text layer worth the name


def pages_to_read(layer: PdfReading, mode: str, wanted: frozenset[int] | None) -> tuple[int, ...]:
    """The pages (zero-based) to read ourselves.

    never: none. always: all. thorough: all that are pictures. auto: pictures without a text layer or with a poor
    one. Where somebody asked for certain pages (`wanted`), those and no others, unless the mode is never.
    ValueError for an unknown mode.
    """
    if mode not in MODES:
        raise ValueError(f"unknown OCR mode {mode!r}: one of {', '.join(MODES)}")
    everything = range(layer.pages)
    if mode == "never":
        return ()
    if wanted is not None:
        return tuple(sorted(wanted & set(everything)))
    if mode == "always":
        return tuple(everything)
    if mode == "thorough":
        return tuple(sorted(layer.scanned))
    return tuple(index for index in sorted(layer.scanned) if is_poor(layer.text.pages[index]))


def is_poor(page: Page) -> bool:
    """True for a scanned page whose own text is missing or so bad that our reading is likely better."""
    return len(page.text.strip()) < BARE_CHARS_MAX or quality_of(page.text).poor


def read_picture(body: bytes, languages: tuple[str, ...], *, twice: bool) -> SourceText:
    """Our reading of a picture file's pages."""
    with Workplace(body) as place:
        probe = place.run("image_pages", max_pages=PAGES_MAX)
        head = next(
            (line for line in probe.lines if "pages" in line), {"pages": 0, "error": "damaged: " + probe.ending}
        )
        if head["error"]:
            return SourceText(pages=(), layer=Layer.OCR, engine="tesseract", noisy=True, problems=(str(head["error"]),))
        count = int(str(head["pages"]))
        return read_scan(place, Job(languages, tuple(range(count)), count, task="image", twice=twice))


def engine_versions(languages: Sequence[str]) -> str:
    """The versions of everything that makes text here, for the key of a kept reading."""
    engine = tesseract.engine_for(languages)
    models = sorted({name for one in tesseract.engines() for name in one.languages})  # a new one reads more pages
    return (
        f"pdfium {pdfium_version()}; tesseract {engine.version if engine else 'none'} ({' '.join(models)}); "
        f"{second_engine.available()}"
    )
