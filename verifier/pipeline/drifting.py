"""What became of the captured pages since they were captured before, and of the quotations that stood on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

import verifier
from verifier.captures import Store
from verifier.captures.drift import Drift, DriftKind, last_drift
from verifier.records.capture import Capture
from verifier.records.source import Wanted
from verifier.records.text import SourceText
from verifier.records.verdict import Level
from verifier.sources import Answer, recognise
from verifier.sources.anything import read_anything
from verifier.texts import Reader

TEXTS_HELD = 4  # texts kept for the next question: the two captures of a page, and the two before them
SPOKEN_OF = (DriftKind.QUOTATION_KEPT, DriftKind.QUOTATION_GONE)


def drift_rows(store: Store, quotes: Sequence[str] = ()) -> Iterator[tuple[Drift, str]]:
    """A row for each page that was captured live more than once, between the last two captures that can be compared.

    Where its text has changed there is a row for each of `quotes` that stood on it instead, and the quotation.
    Raises CaptureDamaged.
    """
    for url in sorted({capture.url for capture in store.captures()}):
        row = last_drift(store, url, read=_text)
        if row is None:
            continue
        told = _of_quotes(store, url, quotes) if row.kind is DriftKind.TEXT_CHANGED else []
        yield from told or [(row, "")]


def _of_quotes(store: Store, url: str, quotes: Sequence[str]) -> list[tuple[Drift, str]]:
    rows: list[tuple[Drift, str]] = []
    for quote in dict.fromkeys(quotes):
        row = last_drift(store, url, read=_text, holds=partial(_holds, quote))
        if row is not None and row.kind in SPOKEN_OF:
            rows.append((row, quote))
    return rows


def _text(body: bytes, capture: Capture) -> str:
    source = recognise(capture.url)[1]
    texts = read_anything(Answer(Wanted(capture.url, capture.role), capture, body), source, Reader(boxes=False))
    return "\f".join(text.text for text in texts)


@lru_cache(maxsize=TEXTS_HELD)
def _source(text: str) -> SourceText:
    return SourceText.from_text(text)


def _holds(quote: str, text: str) -> bool:
    return verifier.compare(quote, _source(text)).level is Level.PASS
