"""Drift: the page lives; do the words that cite it still stand there? The same comparison as `verifier check`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from verifier.captures import Store
from verifier.errors import CaptureError, SourceUnreadable
from verifier.links.asking import Answer, of_capture
from verifier.links.fragments import DIRECTIVE, without_fragment
from verifier.links.ledger import Entry
from verifier.links.pages import quote_key
from verifier.links.pagetext import read_page_text
from verifier.links.textsearch import Searchable
from verifier.records.capture import Capture, CaptureMethod, CaptureState
from verifier.records.source import Wanted
from verifier.records.text import SourceText
from verifier.records.verdict import Comparison, Level, Verdict
from verifier.sources import Answer as SourceAnswer
from verifier.sources import recognise
from verifier.texts import Reader
from verifier.verdicts import judge_layers

NOT_COMPARED = frozenset({Verdict.UNREADABLE, Verdict.UNAVAILABLE, Verdict.UNCITED, Verdict.INDETERMINATE})
STOOD = frozenset({Verdict.VERBATIM.value, Verdict.EDITED.value})
MAX_DOCUMENTS = 8  # further documents of one record that are looked through: a record, its PDF, its OCR, translations
SHOWN = 60  # characters of a quotation in a message


@dataclass
class Drift:
    """Checks quotations against live pages. `fetch` gets a record's other documents (a landing page's PDF)."""

    store: Store
    reader: Reader
    fetch: Callable[[Wanted], Capture] | None = None

    def __call__(self, answer: Answer, quotes: Sequence[str], before: Entry | None) -> dict[str, dict[str, str]]:
        """By quotation key: its verdict, a link that opens at the words, and `gone` with the reason if it is."""
        page = _Page(self, answer)
        return {quote_key(quote): self._check(quote, page, before) for quote in quotes}

    def _check(self, quote: str, page: _Page, before: Entry | None) -> dict[str, str]:
        earlier = before.quotes.get(quote_key(quote), {}) if before is not None else {}
        seen = earlier.get("last_seen", "")
        comparison, _ = page.compare(quote)
        if comparison is None or comparison.verdict in NOT_COMPARED:
            verdict = comparison.verdict if comparison is not None else Verdict.UNREADABLE
            return _told(verdict=verdict.value, last_seen=seen)
        link = link_to(page.answer, comparison)
        if comparison.level is Level.PASS:
            return _told(verdict=comparison.verdict.value, link=link, last_seen=page.day)
        last = seen or self._last_stood(quote, page.answer.url)
        lost = comparison.verdict is Verdict.ABSENT
        gone = why_gone(quote, last, lost=lost) if lost or last else ""
        return _told(verdict=comparison.verdict.value, link=link, last_seen=last, gone=gone)

    def _last_stood(self, quote: str, url: str) -> str:
        """The day of the newest kept capture that holds the quotation; '' when none does."""
        for capture in reversed(self.store.history(url)):
            if not capture.usable:
                continue
            try:
                kept = of_capture(capture, self.store.body(capture))
            except CaptureError:
                continue
            comparison, _ = _Page(self, kept).compare(quote, only_page=True)
            if comparison is not None and comparison.verdict.value in STOOD:
                return capture.retrieved_at[:10]
        return ""


class _Page:
    """A page with its readings, and those of the documents that its archive's adapter finds behind it."""

    def __init__(self, drift: Drift, answer: Answer) -> None:
        self.answer = answer
        self._drift = drift
        self._adapter, self._source = recognise(answer.url)
        self._own = SourceAnswer(Wanted(answer.url, "record"), _capture(answer), answer.body)

    @property
    def day(self) -> str:
        """The day of the answer, ISO."""
        return self.answer.at[:10] or datetime.now(UTC).strftime("%Y-%m-%d")

    def compare(self, quote: str, *, only_page: bool = False) -> tuple[Comparison | None, SourceText | None]:
        """The best comparison, first with the page, then with its documents; None when there are no words at all."""
        found = compared(quote, self._readings)
        held = found[0] is not None and found[0].level is Level.PASS
        if held or only_page or not self._documents:
            return found
        if any(not document.capture.usable for document in self._documents if not document.wanted.optional):
            return Comparison(Verdict.UNAVAILABLE, Level.BLOCKED), None
        return compared(quote, self._read([self._own, *self._documents]))

    @cached_property
    def _readings(self) -> list[SourceText]:
        return self._read([self._own])

    @cached_property
    def _documents(self) -> list[SourceAnswer]:
        answers = [self._own]
        asked = {self.answer.url, self._source.url}
        while self._drift.fetch is not None and len(answers) <= MAX_DOCUMENTS:
            wanted = next((w for w in self._adapter.wants(self._source, answers) if w.url not in asked), None)
            if wanted is None:
                break
            asked.add(wanted.url)
            capture = self._drift.fetch(wanted)
            answers.append(SourceAnswer(wanted, capture, self._drift.store.body(capture) if capture.usable else b""))
        return answers[1:]

    def _read(self, answers: Sequence[SourceAnswer]) -> list[SourceText]:
        try:
            return list(self._adapter.read(self._source, answers, self._drift.reader))
        except SourceUnreadable:
            return []


def compared(quote: str, readings: Sequence[SourceText]) -> tuple[Comparison | None, SourceText | None]:
    """The best comparison over the readings; None when there are no words to compare with."""
    with_words = [reading for reading in readings if reading.text.strip()]
    return judge_layers(quote, with_words, None) if with_words else (None, None)


def why_gone(quote: str, last: str, *, lost: bool) -> str:
    """The sentence that says what became of the words."""
    flat = " ".join(quote.split())
    shown = f"“{flat}”" if len(flat) <= SHOWN else f"“{flat[: SHOWN - 1].rstrip()}…”"
    if not last:
        return f"the page lives, but does not hold {shown}; no earlier capture shows that it ever did"
    became = "does not hold" if lost else "now words differently"
    return f"the page lives, but {became} {shown}, which stood there on {last[:10]}"


def link_to(answer: Answer, comparison: Comparison) -> str:
    """A link that opens at the words: a text fragment that was tried on the page, or a PDF's page; '' when neither."""
    if not comparison.matches:
        return ""
    match, url = comparison.matches[0], without_fragment(answer.final_url or answer.url)
    if "pdf" in answer.media_type:
        return f"{url}#page={match.page_index + 1}"
    if not answer.html:
        return ""
    term = Searchable(read_page_text(answer.body, answer.charset)).link_for(match.exact)
    return f"{url}#{DIRECTIVE}{term}" if term else ""


def _told(**said: str) -> dict[str, str]:
    return {name: value for name, value in said.items() if value}


def _capture(answer: Answer) -> Capture:
    """The answer in the words of the captures room, for the adapters; it is nowhere kept."""
    return Capture(
        id="", url=answer.url, final_url=answer.final_url, status=answer.status, state=CaptureState.OK,
        media_type=answer.media_type, charset=answer.charset, retrieved_at=answer.at, method=CaptureMethod.LIVE,
        sha256="-", length=len(answer.body),
    )  # fmt: skip
