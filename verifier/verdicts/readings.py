"""A quotation laid on one place of one reading, with every difference explained."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from verifier.alignment import Group, Prepared, Token, tokens
from verifier.alignment.locate import Place
from verifier.alignment.numerals import is_roman
from verifier.records.spans import Span
from verifier.records.text import SourceText
from verifier.records.verdict import Cause, Grade
from verifier.verdicts.apparatus import bracketed, enumerator, spoken
from verifier.verdicts.asides import aside
from verifier.verdicts.differences import Laid, lay
from verifier.verdicts.explain import explain_added, explain_missing, explain_pair
from verifier.verdicts.explained import Difference, benign, weighed
from verifier.verdicts.figures import OPEN
from verifier.verdicts.hidden import under_stamp
from verifier.verdicts.lexicon import NEGATIONS, known
from verifier.verdicts.marks import Marked
from verifier.verdicts.noise import CLEAN, Noise, near_listed, noise_of
from verifier.verdicts.realigned import realigned
from verifier.verdicts.regroup import regrouped
from verifier.verdicts.rewritten import renumbered, rewritten
from verifier.verdicts.shortened import written_short
from verifier.verdicts.whereabouts import covered, displaced, ends_displaced

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
    """One fragment with what differs explained; words may be paired anew on the way."""
    texts = marked.text, prepared.text
    made = [
        written_short(group, laid, marked.text, prepared.text) or _cause(marked, laid, group, noise, prepared, source)
        for group in laid.groups
        if not group.equal
    ]
    laid, made = rewritten(laid, made, texts)
    laid, made = realigned(marked, *regrouped(marked, laid, made, noise), noise)
    made = [covered(difference, laid, source) for difference in made]
    return laid, ends_displaced(marked, laid, made, prepared)


def _cause(
    marked: Marked, laid: Laid, group: Group, noise: Noise, prepared: Prepared, source: SourceText
) -> Difference:
    """One group of words that are not equal, explained."""
    words = laid.words(marked, group)
    placed = laid.placed[group.s0 : group.s1]
    if words and placed and laid.quoted_letters(group) == laid.placed_letters(group):
        return renumbered(group, laid, (marked.text, prepared.text), noise)
    if words and placed:
        stamped = noise.weight > 0.0 and under_stamp(source, Span(placed[0].start, placed[-1].end))
        return explain_pair(group, words, placed, replace(noise, covered=True) if stamped else noise)
    if not words:
        return _left_out(marked, laid, group, noise, prepared.text)
    if _initials_filled(marked, laid, group):
        return benign(group, Cause.MARKED_EDIT)
    found = explain_added(group, words, noise)
    return displaced(found, words, laid, prepared) or found


def _left_out(marked: Marked, laid: Laid, group: Group, noise: Noise, text: str) -> Difference:
    """Words of the source (`text`) that the quotation does not have, explained."""
    placed = laid.placed[group.s0 : group.s1]
    if [token.letters for token in placed] == ["sic"]:
        return benign(group, Cause.MARKED_EDIT)  # the source's own editor wrote it
    if _replaced(marked, laid.first + group.q0, placed):
        return benign(group, Cause.MARKED_EDIT)
    if _not_read_out(marked, laid, group, noise, text):
        return benign(group, Cause.PAGE_FURNITURE)
    if aside(placed, laid.placed[: group.s0], laid.placed[group.s1 :], text):
        return weighed(group, Cause.OMISSION, Grade.MINOR, 1.0)
    found = explain_missing(group, _rejoined(placed, text), noise)
    if found.author < OPEN and _of_a_figure(laid, group):
        return weighed(group, Cause.NUMBER, Grade.MAJOR, OPEN)
    return found


def _of_a_figure(laid: Laid, group: Group) -> bool:
    """True where a stray figure or numeral stands beside one: `War I I`, quoted as "War I"; the page settles it."""
    strays = [token.raw for token in laid.placed[group.s0 : group.s1]]
    beside = [token.raw for token in laid.quoted[max(group.q0 - 1, 0) : group.q0 + 1]]
    return any(map(_figure, strays[:1] + strays[-1:])) and any(map(_figure, beside))


def _figure(raw: str) -> bool:
    return raw.isdigit() or is_roman(raw)


def _initials_filled(marked: Marked, laid: Laid, group: Group) -> bool:
    """True where words filled out in brackets are the rest of a name in initials: `F[oreign] R[elations]` over `FR`."""
    number = laid.groups.index(group)
    before = laid.groups[number - 1] if number else group
    words = marked.words[laid.first + before.q0 : laid.first + group.q1]
    if before.q1 - before.q0 != 1 or not all(word.kept for word in words):
        return False
    return "".join("".join(word.kept or ()) for word in words) == laid.placed_letters(before)


def _replaced(marked: Marked, number: int, placed: Sequence[Token]) -> bool:
    """True where bracketed words before word `number` may stand for these words; a denial they may not swallow."""
    inside = [part.text for at, part in marked.insertions if at == number]
    if not inside or len(placed) > INSERTION_REACH:
        return False
    denied = NEGATIONS.intersection(token.letters for token in placed)
    return not denied or bool(NEGATIONS.intersection(token.letters for token in tokens(" ".join(inside))))


def _not_read_out(marked: Marked, laid: Laid, group: Group, noise: Noise, text: str) -> bool:
    """True where what the quotation leaves out is an editor's or the layout's, not the document's wording.

    Of a scan this is not asked: brackets and lone numbers are there as often misread letters.
    """
    placed = laid.placed[group.s0 : group.s1]
    gap = (
        marked.text[laid.quoted[group.q0 - 1].end : laid.quoted[group.q0].start] if group.q0 < len(laid.quoted) else ""
    )
    own = not noise.scanned and (bracketed(placed, text) or enumerator(placed, text))
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
    """True for the halves of a word that a line's end broke, or a speck on a word of the language, misread or not."""
    if _BROKEN.fullmatch(text, left.end, right.start):
        return True
    whole = left.letters + right.letters
    return not re.search(r"\s", text[left.end : right.start]) and (known(whole) or near_listed(whole))


def spelled(tokens: Sequence[Token]) -> str:
    """Words as a sentence would show them."""
    return " ".join(token.raw for token in tokens)
