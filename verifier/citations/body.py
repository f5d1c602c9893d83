"""One citation taken apart: title, author, addresses, and the words that are none of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verifier.citations.addresses import printed
from verifier.citations.dates import date_of, without_access
from verifier.citations.locators import Located, locate
from verifier.citations.naming import author_of, outside_of, title_of
from verifier.citations.positions import cross_reference, has_op_cit, idem_rest, quoted_in, shape_of
from verifier.citations.titles import FoundTitle
from verifier.citations.urls import FoundUrl
from verifier.records.citation import Locator, Position

IDEM = "idem"  # stands for the author of the citation before, until the walk over the notes knows who that is


@dataclass(frozen=True, slots=True)
class Body:
    """The words of one citation and what they are. Offsets of `title` and `urls` count from the words' beginning.

    `second_hand` says that the words before (`X quoted in`) were left out: the work is the one that was seen.
    """

    words: str
    title: FoundTitle | None
    author: str | None
    urls: tuple[FoundUrl, ...]
    second_hand: bool

    @classmethod
    def of(cls, words: str, urls: Sequence[FoundUrl], *, listed: bool) -> Body:
        """Take a citation apart; `listed` says that it is an entry of a list of works."""
        begin = quoted_in(words)
        shift = begin or 0
        seen = words[shift:]
        moved = tuple(FoundUrl(one.url, one.start - shift, one.end - shift) for one in urls if one.end > shift)
        title = title_of(seen, [(one.start, one.end) for one in moved], listed=listed)
        author = IDEM if idem_rest(seen) is not None else author_of(seen, title)
        return cls(seen, title, author, moved, begin is not None)

    @property
    def name(self) -> str | None:
        """The title's words."""
        return self.title.title if self.title else None

    def outside(self) -> str:
        """The words that are neither title nor address."""
        return outside_of(self.words, self.title, self.urls)

    def refers_to(self) -> str | None:
        """The label of the note it sends the reader to, when that is all it does."""
        return None if self.urls else cross_reference(self.outside(), titled=self.title is not None)

    def position(self) -> Position:
        """How it refers to its work, by its own words alone."""
        if has_op_cit(self.words):
            return Position.SHORT
        outside = without_access(self.outside())
        named = self.author is not None
        return shape_of(outside, has_url=bool(self.urls), titled=self.title is not None, named=named)

    def date(self) -> str | None:
        """The work's date, as printed."""
        return date_of(self.outside(), self.name or "")

    def located(self) -> Located:
        """Its pinpoint, looked for behind the title and on both sides of the printed address."""
        begin = self.title.end if self.title else 0
        shown = [one for one in self.urls if one.start >= begin and printed(self.words[one.start : one.end])]
        if not shown:
            return locate(self.words[begin:], "", self.urls[0].url if self.urls else "")
        return locate(self.words[begin : shown[0].start], self.words[shown[-1].end :], shown[0].url)

    def locator_behind(self, label: str) -> Locator | None:
        """The pinpoint that follows the label of a cross-reference."""
        outside = self.outside()
        return locate(outside[outside.find(label) + len(label) :], "").locator
