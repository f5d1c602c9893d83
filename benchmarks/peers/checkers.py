"""Tools made to answer our question: is this quotation in this source?"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.peers.base import Accepts, TextPeer

SLOW = 60  # cases per level for a tool that needs more than a second for a quotation


class Citations(TextPeer):
    """Quotations against pinned sources; exact but for spacing and punctuation, by design never fuzzy."""

    name = package = "citations"
    rule = "`resolve_in` says found or ambiguous (it stands there several times)"

    def load(self) -> None:
        self._resolve: Any = import_module("citations").resolve_in

    def read(self, text: str, quotes: Sequence[str]) -> Accepts:  # noqa: ARG002
        return lambda quote: self._resolve(quote, text).state in {"found", "ambiguous"}


class Quotecheck(TextPeer):
    """A folded search that also allows a page number inside."""

    name = package = "quotecheck"
    rule = "`check` says found or interleaved"

    def load(self) -> None:
        self._check: Any = import_module("quotecheck").check

    def read(self, text: str, quotes: Sequence[str]) -> Accepts:  # noqa: ARG002
        return lambda quote: bool(self._check(quote, text).ok)


class Krokai(TextPeer):
    """Legal quotations against a folder of sources, eighteen verdicts."""

    name = package = "krokai"
    rule = "`check` gives one of its clean verdicts, or only objects to where an exact quotation begins or ends"

    def load(self) -> None:
        self._check: Any = import_module("krokai.verify").check
        self._corpus: Any = import_module("krokai.corpus").Corpus
        clean: Sequence[str] = import_module("krokai.verdicts").CLEAN
        self._accepted = {*clean, "TRUNCATED_CONDITION", "TRUNCATED_OPENING"}

    def read(self, text: str, quotes: Sequence[str]) -> Accepts:  # noqa: ARG002
        with TemporaryDirectory() as folder:
            Path(folder, "source.txt").write_text(text, encoding="utf-8")
            corpus = self._corpus([folder], quiet=True)  # holds the text in memory from here on
        if not corpus.paths:
            raise ValueError("krokai left the source out of its corpus")
        return lambda quote: self._check(quote, corpus)[0] in self._accepted


class Gtrex(TextPeer):
    """Quotations of language models against the text they were given, under a stated policy."""

    package = "gtrex"

    def __init__(self, policy: str) -> None:
        self.policy = policy
        self.name = f"gtrex {policy.lower()}"
        self.rule = f"`Verifier(text, {policy}).verify` says grounded"

    def load(self) -> None:
        self._gtrex: Any = import_module("gtrex")

    def read(self, text: str, quotes: Sequence[str]) -> Accepts:  # noqa: ARG002
        verifier = self._gtrex.Verifier(text, getattr(self._gtrex, self.policy))
        return lambda quote: bool(verifier.verify(quote).grounded)


class Quid(TextPeer):
    """Finds all quotations of a source in a text; here the text is the list of quotations."""

    name = package = "Quid"
    rule = "its matches cover at least 95 % of the quotation's characters"
    cases: int | None = SLOW
    least = 0.95

    def load(self) -> None:
        self._quid: Any = import_module("quid.core.Quid").Quid

    def read(self, text: str, quotes: Sequence[str]) -> Accepts:
        starts, whole = [], ""
        for quote in quotes:
            starts.append(len(whole))
            whole += quote + "\n\n"
        found = self._quid(include_text_in_result=False).compare(text, whole)
        spans = [(match.target_span.start, match.target_span.end) for match in found]
        held = {
            quote: _covered(spans, start, start + len(quote)) >= self.least * len(quote)
            for quote, start in zip(quotes, starts, strict=True)
        }
        return lambda quote: held[quote]


def _covered(spans: Sequence[tuple[int, int]], start: int, end: int) -> int:
    """How many of the characters start..end lie in any span."""
    covered, reached = 0, start
    for low, high in sorted(spans):
        fresh, last = max(low, reached), min(high, end)
        if last > fresh:
            covered, reached = covered + last - fresh, last
    return covered
