"""Words that a place of the source does not have: they stand elsewhere in it, or under what covers the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from verifier.alignment import Prepared, Token
from verifier.alignment.seeds import Block, K, blocks
from verifier.records.spans import Span
from verifier.records.text import SourceText
from verifier.records.verdict import Cause, Grade
from verifier.verdicts.differences import Laid
from verifier.verdicts.explained import CHANGED, Difference
from verifier.verdicts.figures import OPEN
from verifier.verdicts.hidden import hidden_between, unread
from verifier.verdicts.marks import Marked, Word

NEAR = 600  # letters: within a paragraph or two words are swapped, beyond them stitched
RUN_WORDS = 3  # words of a run worth looking for elsewhere in the source
RUN_LETTERS = 14
RUN_SHARE = 0.4  # of the run's seeds that must stand together there
PAGE_LETTERS = 4000  # letters from a gap within which a run is of the same page


def _stands_of(words: Sequence[Token], prepared: Prepared) -> list[Block]:
    """Where a run of words stands in a source, misread letters aside; [] for one too short to be told from chance."""
    letters = "".join(word.letters for word in words).encode("latin-1")
    if len(words) < RUN_WORDS or len(letters) < RUN_LETTERS:
        return []
    least = RUN_SHARE * (len(letters) - K + 1)
    return [block for block in blocks(*prepared.hits(letters)) if block.votes >= least]


def astray(words: Sequence[Token], laid: Laid, prepared: Prepared) -> bool:
    """True where words that another reading of the page has inside the passage stand beside it in this one.

    This reading did not lose them, then: the other ran two columns, or a margin and the text, into one line.
    """
    low, high = (prepared.folded.index_of(at) for at in laid.span)
    return any(low - PAGE_LETTERS < block.s0 < high + PAGE_LETTERS for block in _stands_of(words, prepared))


def covered(difference: Difference, laid: Laid, source: SourceText) -> Difference:
    """A difference where something covers the page: the words may stand under it, so nobody is accused of them."""
    group = difference.group
    wordless = group.s0 == group.s1 and group.q0 < group.q1
    if not wordless or not 0 < group.s0 < len(laid.placed) or difference.author < OPEN:
        return difference
    gap = Span(laid.placed[group.s0 - 1].end, laid.placed[group.s0].start)
    place = hidden_between(source, gap)
    kind = place.kind if place else unread(gap.of(source.text))
    return replace(difference, author=OPEN, hidden=kind) if kind else difference


def ends_displaced(marked: Marked, laid: Laid, made: list[Difference], prepared: Prepared) -> list[Difference]:
    """The differences of a fragment, with an end that agrees with nothing here and stands elsewhere named as one."""
    equal = [group for group in laid.groups if group.equal]
    if not made or not equal:
        return made
    ends = [(made[0], 0, equal[0].q0), (made[-1], equal[-1].q1, len(laid.quoted))]
    for difference, low, high in ends:
        own = [group for group in laid.groups if low <= group.q0 < high and group.s1 > group.s0]
        lies = (laid.placed[own[0].s0].start, laid.placed[own[-1].s1 - 1].end) if own else (0, 0)
        found = displaced(difference, marked.words[laid.first + low : laid.first + high], laid, prepared, lies)
        if found and difference in made and difference.author >= CHANGED:
            made[made.index(difference)] = found
    return made


def displaced(
    found: Difference, words: Sequence[Word], laid: Laid, prepared: Prepared, lies: tuple[int, int] = (0, 0)
) -> Difference | None:
    """Words missing here that the source has elsewhere: swapped if it is near, stitched on if it is far.

    Where they lie now (`lies`, code points) is not elsewhere: there they may be misread.
    """
    here = [prepared.folded.index_of(at) for at in lies]
    others = [
        block
        for block in _stands_of([word.token for word in words], prepared)
        if block.s1 <= here[0] or here[1] <= block.s0
    ]
    if not others:
        return None
    low, high = (prepared.folded.index_of(at) for at in laid.span)
    near = any(low - NEAR < block.s0 < high + NEAR for block in others)
    cause = Cause.ORDER if near else Cause.INSERTION
    return Difference(found.group, cause, cause, 1.0, Grade.MAJOR, stitched=not near)
