"""Rescue: the archived copy nearest the day the author read the page, its quotation checked, ready to paste."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import escape

from verifier.captures import Fetcher, Store
from verifier.errors import CaptureError, UrlRefused
from verifier.links.asking import Answer, of_capture
from verifier.links.drift import Drift
from verifier.links.fragments import without_fragment
from verifier.links.records import LinkResult, Rescue
from verifier.records.capture import Capture
from verifier.settings import Settings
from verifier.texts import Reader

_RAW = re.compile(r"(/web/\d{14})id_/")  # the archive's own form for bytes; people are sent to the page with its banner


class Rescuer:
    """Asks the web archive, through the fetcher's own rules; the copy is kept, since it is now the evidence."""

    def __init__(self, settings: Settings) -> None:
        self._store = Store(settings.cache)
        self._fetcher = Fetcher(settings, self._store)
        self._reader = Reader(ocr="never", languages=settings.languages, boxes=False)

    def copy_of(self, result: LinkResult) -> Rescue | None:
        """The copy nearest the access date (else the day it last answered, else today); None when there is none."""
        near = result.link.accessed or result.last_ok[:10] or datetime.now(UTC).strftime("%Y-%m-%d")
        url = without_fragment(result.url)
        try:
            capture = self._fetcher.wayback(url, near)
        except (CaptureError, UrlRefused):
            return None
        if not capture.usable:
            return None
        copy = _RAW.sub(r"\1/", capture.memento_url or capture.final_url)
        return Rescue(
            copy, capture.memento_at, self._holds(result, capture), robust_link(result.url, copy, capture.memento_at)
        )

    def _holds(self, result: LinkResult, capture: Capture) -> bool | None:
        """Whether every quotation stands in the copy; None when there is none, or it cannot be compared."""
        quotes = result.link.quotes
        if not quotes:
            return None
        answer = of_capture(capture, self._store.body(capture))
        said = Drift(self._store, self._reader)(_under(answer, without_fragment(result.url)), quotes, None)
        verdicts = {check["verdict"] for check in said.values()}
        if verdicts <= {"verbatim", "edited"}:
            return True
        return None if verdicts & {"unreadable", "unavailable", "indeterminate"} else False


def _under(answer: Answer, url: str) -> Answer:
    """The copy's answer under the address it is a copy of, so that the archive's adapter reads it."""
    return replace(answer, url=url)


def robust_link(url: str, copy: str, at: str) -> str:
    """An HTML link with the attributes of Robust Links: where it led, which copy stands for it, and of which day."""
    attributes = {"href": url, "data-originalurl": url, "data-versionurl": copy, "data-versiondate": at[:10]}
    return "<a " + " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items()) + ">"
