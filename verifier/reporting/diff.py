"""The quotation and the source's words as two rows of pieces, each difference numbered once on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verifier.records.report import ClaimResult, ReportedEdit, ReportedMatch, ReportedOmission
from verifier.records.verdict import Cause, EditOp
from verifier.reporting.labels import CAUSES, QUIET_CAUSES

GRAVE = frozenset(
    {
        Cause.NEGATION, Cause.NUMBER, Cause.DATE, Cause.NAME, Cause.MODAL,
        Cause.CONTENT_WORD, Cause.ORDER, Cause.OMISSION, Cause.INSERTION,
    }
)  # fmt: skip
LONG_OMISSION_WORDS = 60  # words an ellipsis may hide before the report folds their middle away
SURE = 0.8  # probability of the named cause below which the report says "probably"
SHOWN_EACH_SIDE = 22  # words kept at either end of a folded omission: enough to see a negation or a condition


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one side. `kind`: same | quiet | grave | slight | scan | marked | hidden | gone.

    `number` (from 1) ties the two sides and the list of differences together; 0 where there is none.
    `gone` marks the spot where the other side has words and this one has none.
    """

    kind: str
    text: str
    number: int = 0
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of the list under the pair: its number, cause, the words of either side, and how many words it hides."""

    number: int
    kind: str
    cause: str
    quote: str
    source: str
    unsure: bool = False
    hides: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """The two sides, the numbered differences, and the quiet ones as counts by cause."""

    quote: tuple[Piece, ...]
    source: tuple[Piece, ...]
    differences: tuple[Difference, ...]
    quiet: dict[str, int]


def kind_of(cause: Cause | None) -> str:
    """How loudly a difference of this cause is shown."""
    if cause is None:
        return "same"
    if cause in QUIET_CAUSES:
        return "quiet"
    special = {Cause.MARKED_EDIT: "marked", Cause.SCAN_MISREADING: "scan"}
    return special.get(cause, "grave" if cause in GRAVE else "slight")


def pair_of(result: ClaimResult) -> Pair | None:
    """The two sides of a claim, or None where no passage was aligned with it."""
    if not result.edits:
        return None
    quote: list[Piece] = []
    source: list[Piece] = []
    differences: list[Difference] = []
    quiet: dict[str, int] = {}
    shown: set[int] = set()
    before: ReportedEdit | None = None
    for edit in result.edits:
        kind = kind_of(edit.cause)
        if kind == "quiet":
            quiet[CAUSES[edit.cause or Cause.TYPOGRAPHY]] = quiet.get(CAUSES[edit.cause or Cause.TYPOGRAPHY], 0) + 1
        number = 0
        if kind not in ("same", "quiet"):
            number = len(differences) + 1
            differences.append(_difference(number, kind, edit, result.omitted))
        quote += _side(kind, edit.quote, number, edit)
        source += _gap(before, edit, result.matches)
        source += _source_side(kind, number, edit, result.omitted, shown)
        before = edit if edit.source else before
    source += _closing(before, result.matches)
    return Pair(_merged(quote), _merged(source), tuple(differences), quiet)


def _difference(number: int, kind: str, edit: ReportedEdit, omitted: Sequence[ReportedOmission]) -> Difference:
    hides = sum(len(part.text.split()) for part in omitted if _stands_for(edit, part))
    cause = CAUSES[edit.cause or Cause.CONTENT_WORD]
    return Difference(number, kind, cause, edit.quote.strip(), edit.source.strip(), edit.probability < SURE, hides)


def _stands_for(edit: ReportedEdit, part: ReportedOmission) -> bool:
    """True where this edit is the ellipsis that hides this part."""
    (start, end), (first, last) = edit.quote_span, part.quote_span
    return edit.op is not EditOp.EQUAL and first < end and start < last


def _side(kind: str, text: str, number: int, edit: ReportedEdit) -> list[Piece]:
    """One side of one edit; white space around marked words stays outside the mark."""
    cause = CAUSES[edit.cause] if edit.cause else ""
    words = text.strip()
    if not number:
        return [Piece(kind, text, 0, cause)]
    if not words:
        return [Piece("gone", "", number, cause), *_blank(text)]
    head, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return [*_blank(head), Piece(kind, words, number, cause), *_blank(tail)]


def _blank(text: str) -> list[Piece]:
    return [Piece("same", text)] if text else []


def _source_side(
    kind: str, number: int, edit: ReportedEdit, omitted: Sequence[ReportedOmission], shown: set[int]
) -> list[Piece]:
    """The source's words of one edit; where the quotation has an ellipsis, the words it hides stand there instead."""
    for place, part in enumerate(omitted):
        if _stands_for(edit, part) and place not in shown:
            shown.add(place)
            return [Piece("hidden", part.text, number, "hidden by the ellipsis")]
    return _side(kind, edit.source, number, edit)


def _gap(before: ReportedEdit | None, edit: ReportedEdit, matches: Sequence[ReportedMatch]) -> list[Piece]:
    """What stands in the source between two edits: its own white space where a match holds it, else one space."""
    if before is None or not edit.source:
        return []
    start, end = before.source_span[1], edit.source_span[0]
    for match in matches:
        if match.start <= start <= end <= match.end:
            between = match.exact[start - match.start : end - match.start]
            return [Piece("same", between)] if between else []
    spaced = before.source[-1:].isspace() or edit.source[:1].isspace() or start == end
    return [] if spaced else [Piece("same", " ")]


def _closing(last: ReportedEdit | None, matches: Sequence[ReportedMatch]) -> list[Piece]:
    """What the match holds after its last word: the source's own full stop or closing mark, which no edit speaks of."""
    for match in matches if last else ():
        if last and match.start <= last.source_span[1] < match.end:
            return [Piece("same", match.exact[last.source_span[1] - match.start :])]
    return []


def _merged(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Neighbouring unmarked pieces as one, so that a long quotation is a handful of elements."""
    merged: list[Piece] = []
    for piece in pieces:
        if piece.kind == "same" and merged and merged[-1].kind == "same":
            merged[-1] = Piece("same", merged[-1].text + piece.text)
        elif piece.text or piece.number:
            merged.append(piece)
    return tuple(merged)


def folded(text: str) -> tuple[str, int, str]:
    """A long hidden passage as (its first words, how many are folded away, its last words); (text, 0, '') if short."""
    words = text.split()
    if len(words) <= LONG_OMISSION_WORDS:
        return text, 0, ""
    head, tail = words[:SHOWN_EACH_SIDE], words[-SHOWN_EACH_SIDE:]
    return " ".join(head), len(words) - 2 * SHOWN_EACH_SIDE, " ".join(tail)
