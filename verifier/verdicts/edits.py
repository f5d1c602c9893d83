"""The steps from the source's words to the quotation's: their quotation parts, in order, are the quotation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verifier.alignment import Group
from verifier.records.spans import Span
from verifier.records.verdict import Cause, Edit, EditOp
from verifier.verdicts.differences import Laid
from verifier.verdicts.marks import Marked
from verifier.verdicts.readings import Reading


@dataclass(frozen=True, slots=True)
class _Step:
    """Words up to the next step's `start` (code points of the quotation), the source's span, why they differ."""

    start: int
    source: Span
    cause: Cause | None
    odds: float


def edits_of(marked: Marked, reading: Reading) -> tuple[Edit, ...]:
    """Every word of the quotation in exactly one step. Spans point into the quotation and the source's text."""
    steps = list(_steps(marked, reading))
    text = reading.source.text
    made: list[Edit] = []
    cursor = 0
    for number, step in enumerate(steps):
        end = steps[number + 1].start if number + 1 < len(steps) else len(marked.text)
        end = max(end, cursor)
        edit = _edit(step, Span(cursor, end), marked.text, text)
        if made and edit.cause in {None, Cause.TYPOGRAPHY} and (made[-1].op, made[-1].cause) == (edit.op, edit.cause):
            last = made.pop()
            whole, place = Span(last.quote_span.start, end), Span(last.source_span.start, step.source.end)
            edit = Edit(edit.op, whole.of(marked.text), place.of(text), whole, place, edit.cause)
        made.append(edit)
        cursor = end
    return tuple(made)


def _edit(step: _Step, quoted: Span, quote: str, text: str) -> Edit:
    op = EditOp.REPLACE
    if step.cause is None:
        op = EditOp.EQUAL
    elif not len(step.source):
        op = EditOp.INSERT
    elif not len(quoted):
        op = EditOp.DELETE
    return Edit(op, quoted.of(quote), step.source.of(text), quoted, step.source, step.cause, round(step.odds, 6))


def _steps(marked: Marked, reading: Reading) -> Iterator[_Step]:
    text = reading.source.text
    ellipses, done = list(marked.breaks), 0
    for (first, _), laid, differences in zip(marked.fragments, reading.laid, reading.differences, strict=True):
        low, high = done, laid.span[0] if laid and laid.span[1] else done
        for number, (_, span) in enumerate(pair for pair in ellipses if pair[0] <= first):
            hidden = Span(low, max(low, high)) if low and not number else Span(high, high)
            yield _Step(span.start, hidden, Cause.MARKED_EDIT, 1.0)
        ellipses = [pair for pair in ellipses if pair[0] > first]
        done = laid.span[1] if laid and laid.span[1] else done
        if laid is None:
            yield _Step(marked.words[first].token.start, Span(0, 0), Cause.INSERTION, 1.0)
            continue
        if not differences and _word_for_word(marked, laid, first):
            yield _Step(marked.words[first].token.start, Span(*laid.span), None, 1.0)
            continue
        named = {difference.group: difference for difference in differences}
        for group in laid.groups:
            at = first + group.q0
            start = marked.words[at].token.start if at < len(marked.words) else len(marked.text)
            found = named.get(group)
            if found is None:
                yield _Step(start, _span(laid, group), _typography(marked, laid, group, text), 1.0)
            else:
                odds = 1.0 - found.author if found.cause is Cause.SCAN_MISREADING else max(found.author, 0.0)
                yield _Step(start, _span(laid, group), found.cause, odds if found.grade else 1.0)
    for _, span in ellipses:
        yield _Step(span.start, Span(done, done), Cause.MARKED_EDIT, 1.0)


def _word_for_word(marked: Marked, laid: Laid, first: int) -> bool:
    """True where every word stands as it is: the common case, in one step."""
    quoted = [word.token.raw for word in marked.words[first : first + len(laid.quoted)]]
    low, high = laid.groups[0].s0, laid.groups[-1].s1
    return quoted == [token.raw for token in laid.placed[low:high]] and all(group.equal for group in laid.groups)


def _span(laid: Laid, group: Group) -> Span:
    placed = laid.placed
    if group.s1 > group.s0:
        return Span(placed[group.s0].start, placed[group.s1 - 1].end)
    at = placed[group.s0 - 1].end if group.s0 else (placed[0].start if placed else 0)
    return Span(at, at)


def _typography(marked: Marked, laid: Laid, group: Group, text: str) -> Cause | None:
    """Why words equal in letters are not equal as they stand; None where they are."""
    quoted = [word.token.raw for word in laid.words(marked, group)]
    placed = [token.raw for token in laid.placed[group.s0 : group.s1]]
    if quoted == placed:
        return None
    if any(word.kept is not None for word in laid.words(marked, group)):
        return Cause.MARKED_EDIT
    between = _span(laid, group).of(text)
    return Cause.HYPHENATION if len(placed) > 1 and "\n" in between else Cause.TYPOGRAPHY
