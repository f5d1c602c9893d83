"""A quotation laid on one place of one reading and explained, and two readings of one page weighed together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from verifier.alignment import Group, Prepared, Token, tokens
from verifier.alignment.locate import Place
from verifier.records.spans import Span
from verifier.records.text import PAGE_JOINT, SourceText
from verifier.records.verdict import Cause, Grade
from verifier.verdicts.apparatus import bracketed, enumerator, spoken
from verifier.verdicts.asides import aside
from verifier.verdicts.astray import astray, stands_of
from verifier.verdicts.confusions import alike
from verifier.verdicts.differences import Laid, lay
from verifier.verdicts.explain import (
    STAMP_WORDS,
    Difference,
    benign,
    explain_added,
    explain_missing,
    explain_pair,
    scan_odds,
    weighed,
)
from verifier.verdicts.figures import OPEN
from verifier.verdicts.hidden import hidden_between, under_stamp, unread
from verifier.verdicts.lexicon import NEGATIONS, known
from verifier.verdicts.marks import Marked, Word
from verifier.verdicts.noise import CLEAN, Noise, noise_of
from verifier.verdicts.regroup import regrouped
from verifier.verdicts.shortened import written_short

CHANGE = 0.004  # chance that an author changed one given word: what both readings' odds have in common
AGREES = 1e-8  # least chance that another reading has the quotation's word where the page has quite another
MAX_ODDS = 1e6  # no single reading is believed beyond this: it may have gone wrong as a whole
LOSES = 5e-3  # chance that another reading loses a word the source has
LOSES_RUN = 2e-3  # or a few
REPEATS = 0.1  # chance that a second engine makes the first one's misreading again
REPEATS_ALIKE = 0.5  # the same where it took letters for others of their shape: the page fools both
CLEARLY_SCAN = 0.5  # weight of the belief that a text came off a scan
CHANGED = 0.5  # posterior from which a difference is the author's rather than the scan's
NEAR = 600  # letters: within a paragraph or two words are swapped, beyond them stitched
_BROKEN = re.compile(r"[-\xad]\s*\n\s*")
INSERTION_REACH = 8  # words of the source that a bracketed insertion may stand in place of


@dataclass(frozen=True, slots=True)
class Reading:
    """A quotation laid on one place. `differences` are listed by fragment, as `laid` is."""

    source: SourceText
    prepared: Prepared
    place: Place
    laid: tuple[Laid | None, ...]
    differences: tuple[tuple[Difference, ...], ...]
    noise: Noise
    settled: int = 0

    @property
    def all(self) -> list[Difference]:
        """The differences of all fragments."""
        return [difference for part in self.differences for difference in part]

    @property
    def span(self) -> Span:
        """Code points of the source from the first word to the last; empty where no word stands there."""
        real = [part.span for part in self.laid if part and part.span[1]]
        return Span(min(a for a, _ in real), max(b for _, b in real)) if real else Span(0, 0)

    @property
    def faithful(self) -> float:
        """Probability that nobody changed a word, fragments that stand nowhere aside."""
        odds = 1.0
        for difference in self.all:
            odds *= 1.0 - difference.author
        return odds


def read(marked: Marked, place: Place, prepared: Prepared, source: SourceText) -> Reading:
    """Lay the quotation on `place` and explain every difference."""
    laid = tuple(lay(marked, place, prepared))
    noise = CLEAN
    spans = [part.span for part in laid if part]
    if any(not group.equal for part in laid if part for group in part.groups):
        noise = noise_of(source, prepared, min(a for a, _ in spans), max(b for _, b in spans))
    explained = [_explained(marked, part, noise, prepared, source) if part else (None, []) for part in laid]
    differences = tuple(tuple(made) for _, made in explained)
    return Reading(source, prepared, place, tuple(part for part, _ in explained), differences, noise)


def _explained(
    marked: Marked, laid: Laid, noise: Noise, prepared: Prepared, source: SourceText
) -> tuple[Laid, list[Difference]]:
    made: list[Difference] = []
    for group in laid.groups:
        if group.equal:
            continue
        words = marked.words[laid.first + group.q0 : laid.first + group.q1]
        placed = laid.placed[group.s0 : group.s1]
        short = written_short(group, laid, marked.text, prepared.text)
        if short is not None:
            made.append(short)
        elif words and placed:
            covered = noise.weight > 0.0 and under_stamp(source, Span(placed[0].start, placed[-1].end))
            made.append(explain_pair(group, words, placed, replace(noise, covered=True) if covered else noise))
        elif words and _initials_filled(marked, laid, group):
            made.append(benign(group, Cause.MARKED_EDIT))
        elif words:
            found = explain_added(group, words, noise)
            made.append(displaced(found, words, laid, prepared) or found)
        elif [token.letters for token in placed] == ["sic"]:
            made.append(benign(group, Cause.MARKED_EDIT))  # the source's own editor wrote it
        elif _replaced(marked, laid.first + group.q0, placed):
            made.append(benign(group, Cause.MARKED_EDIT))
        elif _not_read_out(marked, laid, group, noise, prepared.text):
            made.append(benign(group, Cause.PAGE_FURNITURE))
        elif aside(placed, laid.placed[: group.s0], laid.placed[group.s1 :], prepared.text):
            made.append(weighed(group, Cause.OMISSION, Grade.MINOR, 1.0))
        else:
            made.append(explain_missing(group, _rejoined(placed, prepared.text), noise))
    laid, made = regrouped(marked, laid, made, noise)
    made = [_covered(difference, laid, source) for difference in made]
    return laid, _ends_displaced(marked, laid, made, prepared)


def _initials_filled(marked: Marked, laid: Laid, group: Group) -> bool:
    """True where words filled out in brackets are the rest of a name in initials: `F[oreign] R[elations]` over `FR`."""
    number = laid.groups.index(group)
    before = laid.groups[number - 1] if number else group
    words = marked.words[laid.first + before.q0 : laid.first + group.q1]
    if before.q1 - before.q0 != 1 or not all(word.kept for word in words):
        return False
    return "".join("".join(word.kept or ()) for word in words) == _words(laid, before)


def _not_read_out(marked: Marked, laid: Laid, group: Group, noise: Noise, text: str) -> bool:
    """True where what the quotation leaves out is an editor's or the layout's, not the document's wording.

    Of a scan this is not asked: brackets and lone numbers are there as often misread letters.
    """
    placed = laid.placed[group.s0 : group.s1]
    gap = (
        marked.text[laid.quoted[group.q0 - 1].end : laid.quoted[group.q0].start] if group.q0 < len(laid.quoted) else ""
    )
    own = noise.weight < CLEARLY_SCAN and (bracketed(placed, text) or enumerator(placed, text))
    return own or spoken(placed, gap)


def _rejoined(placed: Sequence[Token], text: str) -> list[Token]:
    """The words with those made whole that a line's end or a speck broke."""
    made: list[Token] = []
    for token in placed:
        last = made[-1] if made else None
        if last and _one_word(last, token, text):
            made[-1] = Token(last.start, token.end, last.letters + token.letters, last.raw + token.raw)
        else:
            made.append(token)
    return made


def _one_word(left: Token, right: Token, text: str) -> bool:
    """True for the halves of a word that a line's end broke, or a speck on a word of the language."""
    if _BROKEN.fullmatch(text, left.end, right.start):
        return True
    return not re.search(r"\s", text[left.end : right.start]) and known(left.letters + right.letters)


def _covered(difference: Difference, laid: Laid, source: SourceText) -> Difference:
    """A difference where something covers the page: the words may stand under it, so nobody is accused of them."""
    group = difference.group
    wordless = group.s0 == group.s1 and group.q0 < group.q1
    if not wordless or not 0 < group.s0 < len(laid.placed) or difference.author < OPEN:
        return difference
    gap = Span(laid.placed[group.s0 - 1].end, laid.placed[group.s0].start)
    place = hidden_between(source, gap)
    kind = place.kind if place else unread(gap.of(source.text))
    return replace(difference, author=OPEN, hidden=kind) if kind else difference


def _ends_displaced(marked: Marked, laid: Laid, made: list[Difference], prepared: Prepared) -> list[Difference]:
    """With an end of the quotation that agrees with nothing here, and stands elsewhere, named as one thing."""
    equal = [group for group in laid.groups if group.equal]
    if not made or not equal:
        return made
    ends = [(made[0], 0, equal[0].q0), (made[-1], equal[-1].q1, len(laid.quoted))]
    for difference, low, high in ends:
        own = [group for group in laid.groups if low <= group.q0 < high and group.s1 > group.s0]
        covered = (laid.placed[own[0].s0].start, laid.placed[own[-1].s1 - 1].end) if own else (0, 0)
        found = displaced(difference, marked.words[laid.first + low : laid.first + high], laid, prepared, covered)
        if found and difference in made and difference.author >= CHANGED:
            made[made.index(difference)] = found
    return made


def displaced(
    found: Difference, words: Sequence[Word], laid: Laid, prepared: Prepared, covered: tuple[int, int] = (0, 0)
) -> Difference | None:
    """Words missing here that the source has elsewhere: swapped if it is near, stitched on if it is far.

    Where they lie now (`covered`, code points) is not elsewhere: there they may be misread.
    """
    here = [prepared.folded.index_of(at) for at in covered]
    others = [
        block
        for block in stands_of([word.token for word in words], prepared)
        if block.s1 <= here[0] or here[1] <= block.s0
    ]
    if not others:
        return None
    low, high = (prepared.folded.index_of(at) for at in laid.span)
    near = any(low - NEAR < block.s0 < high + NEAR for block in others)
    cause = Cause.ORDER if near else Cause.INSERTION
    return Difference(found.group, cause, cause, 1.0, Grade.MAJOR, stitched=not near)


def _replaced(marked: Marked, number: int, placed: Sequence[Token]) -> bool:
    """True where bracketed words before word `number` may stand for these words; a denial they may not swallow."""
    inside = [part.text for at, part in marked.insertions if at == number]
    if not inside or len(placed) > INSERTION_REACH:
        return False
    denied = NEGATIONS.intersection(token.letters for token in placed)
    return not denied or bool(NEGATIONS.intersection(token.letters for token in tokens(" ".join(inside))))


def weigh(first: Reading, second: Reading) -> Reading:
    """`first` with every difference weighed in the light of `second`, another reading of the same page."""
    weighed_parts: list[tuple[Difference, ...]] = []
    settled = 0
    for laid, other, mine, theirs in zip(first.laid, second.laid, first.differences, second.differences, strict=True):
        if laid is None or other is None:
            weighed_parts.append(mine)
            continue
        made = [_reweighed(laid, other, difference, theirs, second.noise) for difference in mine]
        settled += sum(new.author < 0.5 <= old.author for new, old in zip(made, mine, strict=True))
        weighed_parts.append((*made, *_only_there(first, laid, other, mine, theirs, second.source.text)))
    return replace(first, differences=tuple(weighed_parts), settled=settled)


def _odds(difference: Difference) -> float:
    return min(difference.author / max(1.0 - difference.author, 1e-12), MAX_ODDS)


def _loses(group: Group) -> float:
    """Chance that a reading has nothing where the page has these words: long runs are not lost, they are misplaced."""
    words = group.s1 - group.s0
    return LOSES if words == 1 else LOSES_RUN if words <= STAMP_WORDS else 1.0


def _agrees(laid: Laid, group: Group, noise: Noise) -> float:
    """Chance that the second reading misreads what the first has as the very words of the quotation."""
    quoted = "".join(token.letters for token in laid.quoted[group.q0 : group.q1])
    return max(scan_odds(_words(laid, group), quoted, noise), AGREES)


def _reweighed(laid: Laid, other: Laid, mine: Difference, theirs: Sequence[Difference], noise: Noise) -> Difference:
    if not mine.author or mine.grade is None:
        return mine
    same = [difference for difference in theirs if _touch(mine.group, difference.group)]
    odds = _odds(mine)
    empty = mine.group.q0 == mine.group.q1
    if not same:
        odds *= _loses(mine.group) if empty else _agrees(laid, mine.group, noise)
    elif any(_words(laid, mine.group) == _words(other, twin.group) for twin in same):
        quoted = "".join(token.letters for token in laid.quoted[mine.group.q0 : mine.group.q1])
        odds /= REPEATS_ALIKE if alike(quoted, _words(laid, mine.group)) else REPEATS
    else:
        least = max(twin.author for twin in same)
        odds *= min(least / max(1.0 - least, 1e-12) / CHANGE, 1.0)
    return weighed(mine.group, mine.suspect, mine.grade, _settled(mine, odds))


def _settled(difference: Difference, odds: float) -> float:
    """The posterior once both readings are heard; a denial that one of them has is never passed over unseen."""
    author = odds / (1.0 + odds)
    dropped = difference.group.q0 == difference.group.q1 and difference.suspect is Cause.NEGATION
    return max(author, min(difference.author, OPEN)) if dropped else author


def _only_there(
    reading: Reading, laid: Laid, other: Laid, mine: Sequence[Difference], theirs: Sequence[Difference], text: str
) -> list[Difference]:
    """A word or a few that only the second reading has between two quoted words: the first may have lost them.

    A long run that only one reading has is its own page head or column gone astray, not a loss of the other; so are
    words at the turn of a page, where heads, feet and stamps stand.
    """
    made: list[Difference] = []
    for difference in theirs:
        group = difference.group
        if group.q0 != group.q1 or group.s1 - group.s0 > STAMP_WORDS or difference.grade is None:
            continue
        if difference.author < 0.5 or any(_touch(group, own.group) for own in mine):
            continue
        if (
            PAGE_JOINT
            in text[other.placed[group.s0 - 1].end : other.placed[min(group.s1, len(other.placed) - 1)].start]
        ):
            continue
        if astray(other.placed[group.s0 : group.s1], laid, reading.prepared):
            continue
        odds = _odds(difference) * _loses(group)
        at = next((own.s0 for own in laid.groups if own.q0 >= group.q0), len(laid.placed))
        here = Group(group.q0, group.q0, at, at, equal=False)
        found = weighed(here, difference.suspect, difference.grade, _settled(difference, odds))
        made.append(replace(found, elsewhere=spelled(other.placed[group.s0 : group.s1])))
    return made


def _touch(one: Group, other: Group) -> bool:
    """True where two groups hold a common word of the quotation, or the same gap between two words."""
    if one.q0 == one.q1 or other.q0 == other.q1:
        return one.q0 <= other.q1 and other.q0 <= one.q1
    return one.q0 < other.q1 and other.q0 < one.q1


def _words(laid: Laid, group: Group) -> str:
    return "".join(token.letters for token in laid.placed[group.s0 : group.s1])


def spelled(tokens: Sequence[Token]) -> str:
    """Words as a sentence would show them."""
    return " ".join(token.raw for token in tokens)
