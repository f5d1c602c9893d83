"""The words of a quotation laid on one place of a source: equal, different, or on one side only."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from verifier.alignment import Group, Prepared, Token, tokens
from verifier.alignment.extend import Placed
from verifier.alignment.interruptions import interrupting
from verifier.alignment.locate import Place
from verifier.alignment.pairing import equal_pairs, pair_words
from verifier.alignment.splinters import splinters
from verifier.alignment.words import distance
from verifier.verdicts.amounts import other_number, typed
from verifier.verdicts.ends import drawn_out, without_neighbours
from verifier.verdicts.marks import Marked, Word
from verifier.verdicts.noise import near_listed, plausible

LIKE = 0.6  # share of letters two words must have in common to count as like at all
FREED = 3  # letters on either side of a lost space
JOINED = 3  # of the quotation's words that may be run together with a word beyond its end
TELLING = 6  # letters of which two thirds, in order, are hardly another word's
_JOINT = re.compile(r"[-\xad]\s*\n\s*|[^\w\s]{1,2}")
REACH = 2  # source words looked at beyond either end, in case the first or last letters were misread


@dataclass(frozen=True, slots=True)
class Laid:
    """One fragment laid on the source. `groups` index `quoted` (from word `first` of the quotation on) and `placed`."""

    first: int
    quoted: tuple[Token, ...]
    placed: tuple[Token, ...]
    groups: tuple[Group, ...]

    @property
    def span(self) -> tuple[int, int]:
        """Code points of the source this fragment covers; (0, 0) where no word stands there."""
        real = [group for group in self.groups if group.s1 > group.s0]
        if not real:
            return 0, 0
        return self.placed[real[0].s0].start, self.placed[real[-1].s1 - 1].end

    def words(self, marked: Marked, group: Group) -> Sequence[Word]:
        """The quotation's words in a group, with what its marks say of them."""
        return marked.words[self.first + group.q0 : self.first + group.q1]

    def quoted_letters(self, group: Group) -> str:
        """The folded letters of a group's words in the quotation."""
        return "".join(token.letters for token in self.quoted[group.q0 : group.q1])

    def placed_letters(self, group: Group) -> str:
        """The folded letters of a group's words in the source."""
        return "".join(token.letters for token in self.placed[group.s0 : group.s1])

    def likeness(self, group: Group) -> float:
        """How much of a group's letters the two sides share (0..1)."""
        quoted, placed = self.quoted_letters(group), self.placed_letters(group)
        longest = max(len(quoted), len(placed))
        alike = 1.0 - distance(quoted, placed) / longest if longest else 1.0
        return alike if alike >= LIKE else 0.0


def lay(marked: Marked, place: Place, prepared: Prepared) -> list[Laid | None]:
    """Every fragment of the quotation, word by word, at `place`; None for one that stands nowhere near."""
    made: list[Laid | None] = []
    for (a, b), placed in zip(marked.fragments, place.fragments, strict=True):
        quoted = [word.token for word in marked.words[a:b]]
        made.append(_laid(a, quoted, placed, prepared, marked.text) if placed and placed.s1 > placed.s0 else None)
    return made


def _laid(first: int, quoted: Sequence[Token], placed: Placed, prepared: Prepared, quote: str) -> Laid:
    window, starts = _window(prepared, placed.s0, placed.s1)
    window, starts = _cut_ends(window, starts, placed, prepared, quoted)
    firsts = [0, *accumulate(len(token.letters) for token in quoted)]
    pairs = equal_pairs(quoted, window, placed.at, firsts[:-1], starts)
    window, pairs = drawn_out(quoted, window, pairs, prepared)
    if len(pairs) < max(len(quoted), len(window)):
        taken, missing = frozenset(j for _, j in pairs), _open_letters(quoted, window, pairs)
        broken = interrupting(prepared, window, taken, missing) | splinters(prepared.text, window, taken, missing)
        kept = [n for n in range(len(window)) if n not in broken]
        place = {n: k for k, n in enumerate(kept)}
        pairs = [(i, place[j]) for i, j in pairs]
        window = [window[n] for n in kept]
    groups = _whole_ends(_trimmed(pair_words(quoted, window, pairs)), quoted, window, prepared.text)
    groups = without_neighbours(groups, quoted, window, (quote, prepared.text))
    made = Laid(first, tuple(quoted), tuple(window), tuple(groups))
    return replace(made, groups=tuple(_numbered(groups, made, (quote, prepared.text))))


def _numbered(groups: Sequence[Group], laid: Laid, texts: tuple[str, str]) -> list[Group]:
    """The groups, those no longer equal that hold one number on either side which its marks make another: 3.5, 35."""
    return [replace(group, equal=False) if _other_number(group, laid, texts) else group for group in groups]


def _other_number(group: Group, laid: Laid, texts: tuple[str, str]) -> bool:
    if not (group.equal and group.q1 - group.q0 == group.s1 - group.s0 == 1):
        return False
    if not laid.quoted[group.q0].raw[:1].isdigit():
        return False
    return other_number(*(typed([word], text) for word, text in zip(
        (laid.quoted[group.q0], laid.placed[group.s0]), texts, strict=True
    )))  # fmt: skip


def _open_letters(quoted: Sequence[Token], window: Sequence[Token], pairs: Sequence[tuple[int, int]]) -> list[str]:
    """For every source word, the letters of the quotation that are not paired yet around it."""
    made = [""] * len(window)
    i = j = 0
    for pi, pj in [*pairs, (len(quoted), len(window))]:
        made[j:pj] = ["".join(token.letters for token in quoted[i:pi])] * (pj - j)
        i, j = pi + 1, pj + 1
    return made


def _window(prepared: Prepared, s0: int, s1: int) -> tuple[list[Token], list[int]]:
    """Source words around letters s0..s1 with REACH more on either side, and each word's first letter."""
    origin = prepared.folded.origin
    low, high = int(origin[s0]), int(origin[s1 - 1]) + 1
    begin = prepared.text.rfind(" ", 0, max(low - 24 * REACH, 0)) + 1
    end = min(len(prepared.text), high + 24 * REACH)
    words = tokens(prepared.text, begin, end, prepared.furniture_in(begin, end))
    left = next((n for n, word in enumerate(words) if word.end > low), len(words))
    right = next((n for n in range(len(words) - 1, -1, -1) if words[n].start < high), -1)
    words = words[max(left - REACH, 0) : right + 1 + REACH]
    return words, prepared.folded.indices_of([word.start for word in words])


def _cut_ends(
    words: list[Token], starts: list[int], placed: Placed, prepared: Prepared, quoted: Sequence[Token]
) -> tuple[list[Token], list[int]]:
    """Cut a word at the passage's end where the scan lost the space before or after it ("ongoingofficial").

    Only a word no list knows is cut, and only to free the quotation's own words: "unable" is never cut to "able".
    """
    letters = [token.letters for token in quoted]
    heads = ["".join(letters[:count]) for count in range(1, JOINED + 1)]
    tails = ["".join(letters[-count:]) for count in range(1, JOINED + 1)]
    made: list[tuple[Token, int]] = []
    for word, start in zip(words, starts, strict=True):
        head, tail = placed.s0 - start, placed.s1 - start
        if head > 0 and _frees(word.letters[head:], word.letters[:head], heads, word.letters):
            made.extend(_cut(word, start, head, prepared))
        elif tail > 0 and _frees(word.letters[:tail], word.letters[tail:], tails, word.letters):
            made.extend(_cut(word, start, tail, prepared))
        else:
            made.append((word, start))
    return [word for word, _ in made], [start for _, start in made]


def _frees(part: str, beside: str, wanted: Sequence[str], whole: str) -> bool:
    """True where `part` of a word is the quotation's first or last word, or few (`wanted`), and enough is left beside.

    Beside a whole word the part may be misread as any word may: `regardstk`, of which "to" is quoted.
    """
    if len(beside) < FREED or not part or plausible(whole):
        return False
    first, odd = wanted[0], distance(part, wanted[0])
    if part == first and part.isdigit() and not beside[-1].isdigit() and not beside[0].isdigit():
        return True  # a figure is no part of a word
    if len(part) >= FREED - 1 and odd <= max(len(first) // 4, int(len(first) >= FREED)):
        return True
    listed = len(beside) > FREED and (plausible(beside) or near_listed(beside))
    if len(part) >= FREED - 1 and listed and odd <= (len(first) + 1) // 2:
        return True
    return any(len(few) >= TELLING and distance(part, few) <= len(few) // 3 for few in wanted)


def _cut(word: Token, start: int, at: int, prepared: Prepared) -> list[tuple[Token, int]]:
    middle = int(prepared.folded.origin[start + at])
    left = Token(word.start, middle, word.letters[:at], prepared.text[word.start : middle])
    right = Token(middle, word.end, word.letters[at:], prepared.text[middle : word.end])
    return [(left, start), (right, start + at)]


def _trimmed(groups: list[Group]) -> list[Group]:
    """Without the source's words before the first and after the last word of the quotation."""
    low = next((n for n, group in enumerate(groups) if group.q1 > group.q0), 0)
    high = next((n for n in range(len(groups) - 1, -1, -1) if groups[n].q1 > groups[n].q0), -1)
    return groups[low : high + 1]


def _whole_ends(groups: list[Group], quoted: Sequence[Token], placed: Sequence[Token], text: str) -> list[Group]:
    """With the rest of a word that stands broken at either end of the passage: `Fran-klin` for the first word."""
    if groups and not groups[0].equal and 0 < groups[0].s0 < groups[0].s1:
        longer = replace(groups[0], s0=groups[0].s0 - 1)
        if _broken(placed, longer.s0, text) and _odd(longer, quoted, placed) < _odd(groups[0], quoted, placed):
            groups = [longer, *groups[1:]]
    if groups and not groups[-1].equal and groups[-1].s0 < groups[-1].s1 < len(placed):
        longer = replace(groups[-1], s1=groups[-1].s1 + 1)
        if _broken(placed, longer.s1 - 2, text) and _odd(longer, quoted, placed) < _odd(groups[-1], quoted, placed):
            groups = [*groups[:-1], longer]
    return groups


def _broken(placed: Sequence[Token], number: int, text: str) -> bool:
    """True where a word and the next are not set apart but by a speck or a line's end."""
    return bool(_JOINT.fullmatch(text, placed[number].end, placed[number + 1].start))


def _odd(group: Group, quoted: Sequence[Token], placed: Sequence[Token]) -> int:
    return distance(
        "".join(token.letters for token in quoted[group.q0 : group.q1]),
        "".join(token.letters for token in placed[group.s0 : group.s1]),
    )


def between(placed: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """Word range of `placed` that lies in code points start..end."""
    starts = [token.start for token in placed]
    return bisect_left(starts, start), bisect_left(starts, end)
