"""From explained differences to one verdict, its level, grade and confidence."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.records.verdict import Cause, Grade, Level, Verdict
from verifier.verdicts.calibrate import confidence
from verifier.verdicts.marks import Marked
from verifier.verdicts.readings import Reading

HELD = 0.5  # share of the quotation's letters that must stand together before differences are worth naming
PASS_ODDS = 0.5  # least probability that nobody changed a word
FAIL_ODDS = 0.8  # least posterior of one change before it is called the author's: of those below one in five is not
MAX_CHANCE = 0.5  # accidental matches expected; beyond it finding the words proves nothing


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict as the contract has it."""

    verdict: Verdict
    level: Level
    grade: Grade | None
    confidence: float
    through_noise: bool = False


def held(marked: Marked, reading: Reading) -> float:
    """Share of the quotation's letters that stand at this place, words of like letters counted in part."""
    if not reading.all and all(reading.laid):
        return 1.0
    total = sum(len(word.token.letters) for word in marked.words)
    same = 0.0
    for laid, differences in zip(reading.laid, reading.differences, strict=True):
        if laid is None:
            continue
        named = {difference.group: difference for difference in differences}
        for group in laid.groups:
            letters = sum(len(token.letters) for token in laid.quoted[group.q0 : group.q1])
            found = named.get(group)
            same += letters * (1.0 if found is None or found.author < 0.5 else laid.likeness(group))
    return same / max(total, 1)


def judge(marked: Marked, reading: Reading, chance: float) -> Outcome:
    """Weigh the differences of a quotation that was found."""
    faithful = reading.faithful
    scan = any(difference.cause is Cause.SCAN_MISREADING for difference in reading.all)
    worst = max(reading.all, key=lambda found: found.author * (2 if found.grave else 1), default=None)
    if faithful >= PASS_ODDS:
        if chance > MAX_CHANCE:
            return Outcome(Verdict.INDETERMINATE, Level.REVIEW, None, 0.5, scan)
        verdict = Verdict.EDITED if _edited(marked) else Verdict.VERBATIM
        return Outcome(verdict, Level.PASS, None, confidence(faithful, passed=True), scan)
    alone = len(marked.words) == 1  # nothing around it stands in the source, so nothing says that this is its place
    if worst is None or worst.author < FAIL_ODDS or alone:
        return Outcome(Verdict.INDETERMINATE, Level.REVIEW, None, 0.5, scan)
    level = Level.FAIL if worst.grave else Level.REVIEW
    return Outcome(Verdict.ALTERED, level, worst.grade, confidence(1.0 - faithful, passed=False), scan)


def _edited(marked: Marked) -> bool:
    """True where the quotation has a mark of its editor."""
    marks = marked.breaks or marked.insertions or marked.sics
    return bool(marks) or any(word.kept is not None for word in marked.words)
