"""What a reading got right, against the manuscript's known answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields

from benchmarks.extraction.model import Mark, Sample, Truth, Words
from verifier.records.claim import Claim
from verifier.records.manuscript import Manuscript

TRAILING = ".,;:!? "


@dataclass
class Score:
    """Hits out of tries, by what is asked. The first three are the reader's own, the rest the whole extraction's."""

    paragraphs: float = 0.0
    notes: float = 0.0
    marks: float = 0.0
    quotations: float = 0.0
    kind: float = 0.0
    note: float = 0.0
    resolved: float = 0.0
    url: float = 0.0
    page: float = 0.0

    @classmethod
    def mean(cls, scores: Sequence[Score]) -> Score:
        """The mean of each."""
        return cls(*(sum(getattr(one, f.name) for one in scores) / len(scores) for f in fields(cls)))


def _flat(words: str) -> str:
    return " ".join(words.split())


def read_score(manuscript: Manuscript, sample: Sample) -> tuple[float, float, float]:
    """Shares of paragraphs and notes read word for word, and of marks at their word calling their note."""
    wanted = Counter(_flat(one.words) for one in sample.paragraphs)
    found = Counter(_flat(manuscript.stream(block).text) for block in manuscript.blocks)
    paragraphs = _f1(sum((wanted & found).values()), sum(wanted.values()), sum(found.values()))
    bodies = [_flat(manuscript.note_text(note)) for note in manuscript.notes]
    truth = [_flat(sample.note(number)) for number in range(1, len(sample.notes) + 1)]
    notes = sum(a == b for a, b in zip(bodies, truth, strict=False)) / max(len(truth), len(bodies), 1)
    marks = _f1(sum((_marks(manuscript) & _true_marks(sample)).values()), len(sample.notes), len(manuscript.note_refs))
    return paragraphs, notes, marks


def _marks(manuscript: Manuscript) -> Counter[tuple[str, int | None]]:
    """The ten characters of body before each mark, white space out, and the note it calls."""
    body = "".join("".join(span.of(manuscript.text) for span in block.spans) for block in manuscript.blocks)
    lengths: list[tuple[int, int]] = []
    total = 0
    for block in manuscript.blocks:
        for span in block.spans:
            lengths.append((span.end, total + len(span)))
            total += len(span)
    found: Counter[tuple[str, int | None]] = Counter()
    at, done = 0, 0
    for ref in sorted(manuscript.note_refs, key=lambda one: one.span):
        while at < len(lengths) and lengths[at][0] <= ref.span.start:
            done = lengths[at][1]
            at += 1
        found["".join(body[max(0, done - 40) : done].split())[-10:], ref.note] += 1
    return found


def _true_marks(sample: Sample) -> Counter[tuple[str, int | None]]:
    found: Counter[tuple[str, int | None]] = Counter()
    for paragraph in sample.paragraphs:
        before = ""
        for run in paragraph.runs:
            if isinstance(run, Words):
                before += run.text
            elif isinstance(run, Mark):
                found["".join(before[-40:].split())[-10:], run.note - 1] += 1
    return found


def _f1(hits: int, wanted: int, found: int) -> float:
    return 2 * hits / (wanted + found) if wanted + found else 1.0


def claim_scores(claims: Sequence[Claim], truths: Sequence[Truth]) -> dict[str, float]:
    """F1 of quotations found with exact ends (closing punctuation aside), then each field's share among those."""
    checked = [claim for claim in claims if claim.to_verify]
    waiting: dict[str, list[Truth]] = {}
    for truth in truths:
        waiting.setdefault(_key(truth.quote), []).append(truth)
    pairs = [(claim, same.pop(0)) for claim in checked if (same := waiting.get(_key(claim.quote)))]
    scores = {"quotations": _f1(len(pairs), len(truths), len(checked))}
    asked = {
        "kind": lambda claim, truth: claim.kind.value == truth.kind,
        "note": lambda claim, truth: claim.note == truth.note,
        "resolved": lambda claim, truth: claim.resolved_note == truth.resolved,
        "url": lambda claim, truth: claim.url == truth.url,
        "page": lambda claim, truth: claim.page == truth.page,
    }
    for name, right in asked.items():
        scores[name] = sum(right(*pair) for pair in pairs) / len(pairs) if pairs else 0.0
    return scores


def _key(quote: str) -> str:
    return _flat(quote).rstrip(TRAILING)
