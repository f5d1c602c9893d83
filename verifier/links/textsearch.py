"""Finding a text fragment on a page, by the rules browsers follow (WICG Scroll to Text Fragment, "find a range").

The page is its folded blocks joined by a mark that no search text holds, so that an exact term never runs across two
blocks, while a range, a prefix and a suffix may.
"""

from __future__ import annotations

from functools import cached_property

from verifier.links.fragments import EXACT_WORDS, LINK_WORDS, Asked, TextDirective, directive_text
from verifier.links.pagetext import PageText, fold

BLOCK_MARK = "\n"


class Searchable:
    """A page's text laid out for searching."""

    def __init__(self, page: PageText) -> None:
        self._page = page

    @cached_property
    def text(self) -> str:
        """Every block, folded, with the mark between."""
        return BLOCK_MARK.join(self._page.blocks)

    def holds(self, asked: Asked) -> bool:
        """True when the anchor and every text directive are found, and none of the directives is malformed."""
        if asked.broken or (asked.anchor and not self._page.has_anchor(asked.anchor)):
            return False
        return all(self.find(directive) is not None for directive in asked.texts)

    def find(self, directive: TextDirective) -> tuple[int, int] | None:
        """The first range the directive names, as offsets into `text`; None when there is none."""
        terms = (directive.prefix, directive.start, directive.end, directive.suffix)
        prefix, start, end, suffix = (fold(term).strip() for term in terms)
        at = 0
        while True:
            found, at = self._start(prefix, start, at, whole=bool(end) or not suffix)
            if found is None:
                return None
            reach = self._end(found, end, suffix)
            if reach is not None:
                return found[0], reach

    def _start(self, prefix: str, start: str, at: int, *, whole: bool) -> tuple[tuple[int, int] | None, int]:
        """The next place of `start` (right after `prefix`), and where to look from if it will not do."""
        while True:
            if not prefix:
                found = self._search(start, at, left=True, right=whole)
                return found, (found[0] + 1 if found else at)
            before = self._search(prefix, at, left=True, right=False)
            if before is None:
                return None, at
            at = before[0] + 1
            begin = self._past_space(before[1])
            if self._stands_at(start, begin, right=whole):
                return (begin, begin + len(start)), at

    def _end(self, found: tuple[int, int], end: str, suffix: str) -> int | None:
        """Where the range ends, None when its end or its suffix is not there."""
        reach = found[1]
        while True:
            if end:
                last = self._search(end, reach, left=True, right=not suffix)
                if last is None:
                    return None
                reach = last[1]
            if not suffix or self._stands_at(suffix, self._past_space(reach), right=True):
                return reach
            if not end:
                return None

    def _search(self, term: str, at: int, *, left: bool, right: bool) -> tuple[int, int] | None:
        while (start := self.text.find(term, at)) >= 0:
            end = start + len(term)
            if (not left or boundary(self.text, start)) and (not right or boundary(self.text, end)):
                return start, end
            at = start + 1
        return None

    def _stands_at(self, term: str, at: int, *, right: bool) -> bool:
        return self.text.startswith(term, at) and (not right or boundary(self.text, at + len(term)))

    def _past_space(self, at: int) -> int:
        while at < len(self.text) and self.text[at] in " \n":
            at += 1
        return at

    def link_for(self, words: str) -> str:
        """A `text=` term that leads to the first place of `words`, checked to be found; '' when it cannot be made.

        Long quotations are named by their ends, as are those that run over several blocks; a term that would be found
        earlier gets a prefix.
        """
        tokens = words.split()
        if not tokens:
            return ""
        ends = TextDirective(" ".join(tokens[:LINK_WORDS]), " ".join(tokens[-LINK_WORDS:]))
        place = self._place(words)
        if place is None:
            return self._over_blocks(words, ends) if len(tokens) > EXACT_WORDS else ""
        short = ends if len(tokens) > EXACT_WORDS else TextDirective(" ".join(tokens))
        before = self.text[: place[0]].rstrip().rpartition(BLOCK_MARK)[2].split()[-LINK_WORDS:]
        for directive in (short, TextDirective(short.start, short.end, prefix=" ".join(before))):
            if self.find(directive) == place:
                return directive_text(directive)
        return ""

    def _over_blocks(self, words: str, ends: TextDirective) -> str:
        """The ends as a range, where what they enclose is these words and the marks between blocks."""
        found = self.find(ends)
        enclosed = self.text[slice(*found)].replace(BLOCK_MARK, " ") if found else ""
        return directive_text(ends) if enclosed and fold(enclosed) == fold(words).strip() else ""

    def _place(self, words: str) -> tuple[int, int] | None:
        """Where the words stand within one block."""
        folded = fold(words).strip()
        return self._search(folded, 0, left=True, right=True) if folded else None


def boundary(text: str, at: int) -> bool:
    """True when a word may begin or end before text[at]. Scripts written without spaces break anywhere."""
    if at <= 0 or at >= len(text):
        return True
    one, other = text[at - 1], text[at]
    return not (_in_word(one) and _in_word(other)) or _spaceless(one) or _spaceless(other)


def _in_word(mark: str) -> bool:
    return mark.isalnum() or mark == "_"


def _spaceless(mark: str) -> bool:
    """Thai to Khmer, kana and ideographs: no spaces between words."""
    return "\u0e00" <= mark <= "\u0eff" or "\u1780" <= mark <= "\u17ff" or "\u3040" <= mark <= "\u9fff"
