"""`verifier cache text`: what was read of a capture, as plain text or as hOCR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifier.cli.config import CHOICES, nearest
from verifier.cli.options import cache_option, config_option, fold_settings
from verifier.errors import InputError, SourceUnreadable

if TYPE_CHECKING:
    from verifier.records.text import Page, SourceText


@click.command()
@click.argument("url")
@click.option("--hocr", type=click.Path(path_type=Path), metavar="FILE", help="Write one reading, with boxes, as hOCR.")
@click.option("--layer", metavar="NAME", help="Only this layer (document_text, ocr, ...) or engine.")
@click.option("--ocr", type=click.Choice(CHOICES["ocr"]), help="When to read scans ourselves [auto].")
@config_option
@cache_option
def text(url: str, hocr: Path | None, layer: str | None, **told: Any) -> None:
    """Print what is read of the capture of URL, by layer and page.

    The latest capture counts, and no socket is opened. With --hocr one reading is written for other tools instead.
    """
    from verifier.pipeline.opening import is_address
    from verifier.pipeline.reading import readings_at

    if not is_address(url):
        raise InputError(f"{url!r} is no address; `verifier cache list` shows the addresses captured")
    readings = readings_at(url, replace(fold_settings(told), offline=True), boxes=hocr is not None)
    if not any(reading.text.strip() for reading in readings):
        raise SourceUnreadable(f"{url}: no words: {_problems(readings) or 'the capture holds no text'}")
    chosen = _chosen(readings, layer) if layer else readings
    if hocr is not None:
        click.echo(_write_hocr(url, chosen, hocr))
        return
    click.echo("\n\n".join(_as_text(reading) for reading in chosen))


def _as_text(reading: SourceText) -> str:
    if not reading.text.strip():
        return f"=== {_title(reading)}; no words: {_problems([reading]) or 'none in this layer'}"
    return "\n".join([f"=== {_title(reading)}", *map(_page, reading.pages)])


def _page(page: Page) -> str:
    printed = f" (printed {page.label})" if page.label else ""
    return _shown(f"--- page {page.index + 1}{printed}\n{page.text.rstrip()}")


def _chosen(readings: Sequence[SourceText], name: str) -> list[SourceText]:
    """The readings of this layer or by this engine. Raises InputError, naming the nearest, when there is none."""
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    found = [reading for reading in readings if wanted in (reading.layer.value, reading.engine.lower())]
    if not found:
        known = dict.fromkeys(each for reading in readings for each in (reading.layer.value, reading.engine) if each)
        raise InputError(f"no layer {name!r} in this capture{nearest(wanted, known)}; there are {', '.join(known)}")
    return found


def _write_hocr(url: str, readings: Sequence[SourceText], path: Path) -> str:
    """Write the first reading whose words have boxes; the line that says so."""
    from verifier.reporting.files import write_whole
    from verifier.texts import write_hocr

    placed = [reading for reading in readings if _placed(reading)]
    if not placed:
        raise SourceUnreadable(f"{url}: no word of it has a place on a page, so there is nothing to write as hOCR")
    write_whole(path, write_hocr(placed[0]))
    others = f"; --layer picks another of {len(placed)}" if len(placed) > 1 else ""
    return f"wrote {path}: {_placed(placed[0])} words, {_title(placed[0])}{others}"


def _placed(reading: SourceText) -> int:
    return sum(word.box is not None for page in reading.pages for word in page.words)


def _title(reading: SourceText) -> str:
    engine = f"{reading.engine} {reading.engine_version}".strip()
    by = f" read by {engine}" if engine else ""
    language = f", {reading.language}" if reading.language else ""
    pages = f"{len(reading.pages)} page{'' if len(reading.pages) == 1 else 's'}"
    return f"{reading.layer.value}{by}{language}: {pages}"


def _problems(readings: Sequence[SourceText]) -> str:
    return "; ".join(dict.fromkeys(problem for reading in readings for problem in reading.problems))


def _shown(words: str) -> str:
    """The text as it is, without control characters, so that no source can steer the reader's terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in words)
