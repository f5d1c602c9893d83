"""A source made of other sources: a copy in a web archive, a briefing book of many documents.

The outer adapter keeps its own identity; requests and reading are left to the adapter of what is inside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from verifier.records.source import Source, Wanted
from verifier.records.text import SourceText
from verifier.sources.answers import asked
from verifier.sources.base import Adapter, Answer
from verifier.texts import Reader

Rewrite = Callable[[str], str]


def as_it_is(url: str) -> str:
    """No rewriting: the inner address is the one requested."""
    return url


@dataclass(frozen=True)
class Part:
    """One inner source. `outer` says at which address an inner address is requested (`as_it_is` for the same)."""

    adapter: Adapter
    source: Source
    outer: Rewrite = as_it_is

    def answers(self, answers: Sequence[Answer]) -> list[Answer]:
        """The answers that belong to this part, under the addresses the inner adapter asked for."""
        by_outer = {answer.wanted.url: answer for answer in answers}
        kept: list[Answer] = []
        while True:
            wanted = [one for one in self.adapter.wants(self.source, kept) if one.url not in asked(kept)]
            found = [(one, by_outer[self.outer(one.url)]) for one in wanted if self.outer(one.url) in by_outer]
            if not found:
                return kept
            kept.extend(Answer(one, answer.capture, answer.body) for one, answer in found)

    def wants(self, answers: Sequence[Answer], *, optional: bool = False) -> Iterator[Wanted]:
        """What the part wants next, at its outer addresses."""
        known = asked(answers)
        for one in self.adapter.wants(self.source, self.answers(answers)):
            outer = replace(one, url=self.outer(one.url), optional=one.optional or optional)
            if outer.url not in known:
                yield outer

    def read(self, answers: Sequence[Answer], reader: Reader) -> tuple[SourceText, ...]:
        """The part's layers."""
        return tuple(self.adapter.read(self.source, self.answers(answers), reader))
