"""The best judge of a generated quotation: all ways to read it as quoted, against all ways to have altered it.

What he knows, and what his odds are, `ceiling` says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import exp, log

from benchmarks.matching import pages
from benchmarks.matching.__main__ import LENGTHS
from benchmarks.matching.cases import FAITHFUL, Case, Maker
from benchmarks.matching.lattice import Column, Lattice
from benchmarks.matching.originals import Originals, Rival

DRAWS = {"faithful": 3 * len(FAITHFUL), "kind": 2}  # as `draw` has them
SAMPLED = 300  # faithful quotations of each length in which the kinds' places are counted
NEVER = -1e6  # log odds of what cannot be

Step = Callable[[str, Column], Column]


@dataclass(frozen=True, slots=True)
class Word:
    """A word as set: `broken` stands before letter `cut` where a line's or a page's end broke it."""

    plain: str
    cut: int = 0
    broken: str = ""

    @property
    def laid(self) -> str:
        cut = min(self.cut, len(self.plain) - 1)
        return self.plain[:cut] + self.broken + self.plain[cut:] if self.broken else self.plain


@dataclass(frozen=True, slots=True)
class Claimed:
    """A quotation set as its passage is: `gaps[n]` stands before word n; `hidden` words are under an ellipsis."""

    words: tuple[Word, ...]
    gaps: tuple[str, ...]
    hidden: range
    truth: Rival | None


def set_words(laid: list[list[tuple[str, int]]], case: Case, text: str) -> tuple[list[Word], list[str]]:
    """The words of a case's passage as they are set on the pages, and what stands before each."""
    flat = [pair for number, page in enumerate(laid) for pair in ([("\f", pages.NOWHERE)] if number else []) + page]
    place = {origin: n for n, (_, origin) in enumerate(flat) if case.start <= origin < case.end}
    words: list[Word] = []
    gaps: list[str] = []
    done = place[case.start]
    at = case.start
    for plain in text[case.start : case.end].split():
        at = text.index(plain, at)
        low, high = place[at], place[at + len(plain) - 1] + 1
        gaps.append("".join(mark for mark, _ in flat[done:low]))
        extra = [n for n in range(low, high) if flat[n][1] == pages.NOWHERE]
        broken = "".join(flat[n][0] for n in extra)
        words.append(Word(plain, extra[0] - low if extra else 0, broken))
        done, at = high, at + len(plain)
    return words, gaps


def claimed(case: Case, words: list[Word], gaps: list[str]) -> Claimed:
    """What the quotation says stands there, and the step from it to the truth."""
    plain = [word.plain for word in words]
    if case.label == "faithful":
        return Claimed(tuple(words), tuple(gaps), _hidden(case.quote, len(plain)), None)
    quoted = case.quote.split()
    at = next((n for n, (a, b) in enumerate(zip(plain, quoted, strict=False)) if a != b), min(len(plain), len(quoted)))
    nothing = range(0)
    if case.kind in {"not_dropped", "omitted"}:
        truth = Rival(case.kind, at - 1, plain[at], more=True)
        return Claimed((*words[:at], *words[at + 1 :]), (*gaps[:at], *gaps[at + 1 :]), nothing, truth)
    if case.kind == "not_added":
        new = (*words[:at], Word("not"), *words[at:])
        return Claimed(new, (*gaps[: at + 1], " ", *gaps[at + 1 :]), nothing, Rival(case.kind, at, None))
    new = tuple(replace(word, plain=word_quoted) for word, word_quoted in zip(words, quoted, strict=True))
    return Claimed(new, tuple(gaps), nothing, Rival(case.kind, at, plain[at]))


def _hidden(quote: str, count: int) -> range:
    """The words of the passage that an ellipsis leaves out."""
    for mark in (" [...] ", " ... ", " … ", " . . . "):
        head, found, tail = quote.partition(mark)
        if found:
            return range(len(head.split()), count - len(tail.split()))
    return range(0)


class Judge:
    """The best judge of one set of documents at one level."""

    def __init__(self, documents: Sequence[str], model: str, *, wide: bool = False) -> None:
        maker = Maker(documents, 0)
        self.model = model
        self.originals = Originals(documents, maker, wide=wide)
        self.open_to = {length: self._shares(maker, length) for length in set(LENGTHS)}

    def _shares(self, maker: Maker, length: int) -> Counter[str]:
        """For each kind that alters, the share of faithful quotations that may have come of it."""
        drawn = [case for case in (maker.case("exact", length) for _ in range(SAMPLED)) if case]
        found = Counter(kind for case in drawn for kind in self.originals.kinds(case.quote.split()))
        return Counter({kind: count / len(drawn) for kind, count in found.items()})

    def odds(self, claim: Claimed, read: str, rate: float, length: int) -> tuple[float, str, bool]:
        """Log odds of altered to faithful, the likeliest original where it is altered, and whether a figure reads

        otherwise.
        """
        path = Road(claim, Lattice(read, self.model, rate))
        if path.whole <= NEVER:
            return -NEVER, "impossible", False
        size = min(self.open_to, key=lambda known: abs(known - length))
        total, best = 0.0, (0.0, "")
        plain = ["" if n in claim.hidden else word.plain for n, word in enumerate(claim.words)]
        for rival, share in self.originals.rivals(plain, path.read_at, path.spare_at, claim.truth):
            weight = DRAWS["kind"] / DRAWS["faithful"] / self.open_to[size].get(rival.kind, 1.0)
            gain = path.instead(rival) - path.whole
            part = weight * share * exp(min(gain, 700.0))
            total += part
            best = max(best, (part, f"{rival.kind} {plain[rival.at]} <- {rival.text}"))
        return (log(total) if total > 0.0 else NEVER), best[1], path.turned()


def _other_figure(quoted: str, read: str) -> bool:
    ours, theirs = (re.sub(r"\D", "", side) for side in (quoted, read))
    return bool(theirs) and len(theirs) <= len(ours) and theirs != ours


class Road:
    """A claim laid through a lattice: the odds up to and from each word's ends."""

    def __init__(self, claim: Claimed, lattice: Lattice) -> None:
        self.claim, self.lattice = claim, lattice
        texts_, self.edges = self._texts()
        marks = "".join(texts_)
        wanted = {edge for pair in self.edges for edge in pair}
        self.before = _kept(lattice.forward, marks, lattice.first(), wanted)
        length = len(marks)
        after = _kept(lattice.backward, marks[::-1], lattice.last(), {length - n for n in wanted})
        self.after = {length - n: column for n, column in after.items()}
        whole = lattice.through("", self.before[self.edges[0][0]], self.after[self.edges[0][0]])
        self.whole = max(whole, NEVER)
        self.places = {n: self._place(n) for n in wanted} if whole > NEVER else {}

    def _texts(self) -> tuple[list[str], list[tuple[int, int]]]:
        made, edges, at = [], [], 0
        for gap, word in zip(self.claim.gaps, self.claim.words, strict=True):
            made.extend((gap, word.laid))
            edges.append((at + len(gap), at + len(gap) + len(word.laid)))
            at = edges[-1][1]
        return made, edges

    def _place(self, edge: int) -> int:
        """The place of the reading that a mark of the claim begins at, likelier than any other."""
        return int((self.before[edge].odds * self.after[edge].odds).sum(axis=0).argmax())

    def read_at(self, at: int) -> str:
        """What is read at a word; "" where it is the word."""
        low, high = (self.places[edge] for edge in self.edges[at])
        found = self.lattice.read[low:high]
        return "" if found == self.claim.words[at].laid else found

    def turned(self) -> bool:
        """True where a quoted digit is read as another digit, or lost."""
        return any(
            at not in self.claim.hidden and _other_figure(word.plain, self.read_at(at))
            for at, word in enumerate(self.claim.words)
        )

    def spare_at(self, at: int) -> str:
        """What is read about the gap after a word, where it is more than what stands there."""
        if at in self.claim.hidden:
            return ""
        low, high = self.edges[max(at - 1, 0)][1], self.edges[min(at + 2, len(self.edges) - 1)][0]
        more = (self.places[high] - self.places[low]) - (high - low)
        middle = self.places[self.edges[at][1]]
        return self.lattice.read[max(middle - more, 0) : middle + more] if more > 0 else ""

    def instead(self, rival: Rival) -> float:
        """Log odds of the reading with a rival in the claim's place."""
        low, high = self.edges[rival.at]
        if rival.more:
            return self.lattice.through(f" {rival.text}", self.before[high], self.after[high])
        if rival.text is None:
            after = self.edges[rival.at + 1][0] if rival.at + 1 < len(self.edges) else high
            return self.lattice.through("", self.before[low], self.after[after])
        word = replace(self.claim.words[rival.at], plain=rival.text)
        return self.lattice.through(word.laid, self.before[low], self.after[high])


def _kept(step: Step, marks: Iterable[str], column: Column, wanted: set[int]) -> dict[int, Column]:
    """The columns after so many marks as are `wanted`."""
    made = {0: column}
    for number, mark in enumerate(marks, 1):
        column = step(mark, column)
        if number in wanted:
            made[number] = column
    return made
