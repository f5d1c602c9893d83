"""The verifier behind the same door: no cited page, no manuscript around the quotation."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.peers.base import Accepts, Document
from verifier.records.verdict import Level
from verifier.verdicts import judge_layers


class Verifier:
    """Judged on all readings together; `pass` is verbatim or marked edits only, everything else is not accepted."""

    name = package = "verifier"
    rule = "`judge_layers` gives level pass (verbatim or edited); review counts as not accepted"
    cases: int | None = None

    def load(self) -> None:
        """Warm up the word lists, which are read once."""
        from verifier.records.text import SourceText

        judge_layers("warm up the lists", [SourceText.from_text("Warm up tho lists once.", noisy=True)])

    def open(self, document: Document, quotes: Sequence[str]) -> Accepts:  # noqa: ARG002
        """Readings are prepared by the first quotation."""
        return lambda quote: judge_layers(quote, document.readings)[0].level is Level.PASS
