"""The comparison as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from benchmarks.peers.base import Peer, version_of
from benchmarks.peers.material import DIGITAL, LABELS, SCANS
from benchmarks.peers.measure import Score

TITLES = {"clean": "clean", "3%": "3 % CER", "10%": "10 % CER", SCANS: "real scans", DIGITAL: "born digital"}
Scores = Mapping[str, Mapping[str, Score]]  # tool -> level -> score


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.2f}"


def _cell(score: Score | None) -> str:
    """faithful / altered / absent accepted."""
    return "-" if score is None else " / ".join(_percent(score.share(label)) for label in LABELS)


def _time(scores: Mapping[str, Score]) -> str:
    asked = sum(score.asked.total() for score in scores.values())
    seconds = sum(score.seconds for score in scores.values())
    return f"{1000 * seconds / max(asked, 1):.1f}"


def results(peers: Sequence[Peer], scores: Scores, levels: Sequence[str]) -> str:
    """One row per tool: shares accepted per level, how many quotations it was asked, milliseconds for each.

    A cell is faithful / altered / absent accepted; milliseconds are of processor time, preparation included.
    """
    head = ["tool", *(TITLES[level] for level in levels), "n per level", "ms"]
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    for peer in peers:
        own = scores[peer.name]
        counts = ", ".join(dict.fromkeys(str(own[level].asked.total()) for level in levels if level in own))
        cells = [_cell(own.get(level)) for level in levels]
        lines.append(f"| {' | '.join([peer.name, *cells, counts, _time(own)])} |")
    return "\n".join(lines)


def asked(scores: Scores, levels: Sequence[str]) -> str:
    """How many quotations of each label a level has, as the tool that was asked most of them was."""
    lines = []
    for level in levels:
        most = max((own[level].asked for own in scores.values()), key=Counter.total)
        lines.append(f"- {TITLES[level]}: " + ", ".join(f"{most[label]} {label}" for label in LABELS))
    return "\n".join(lines)


def tools(peers: Sequence[Peer], missing: Mapping[str, str]) -> str:
    """Which version of what, and when its answer counts as accepted; what could not be run, and why."""
    lines = ["| tool | version | accepted when |", "|---|---|---|"]
    lines += [f"| {peer.name} | {version_of(peer.package)} | {peer.rule} |" for peer in peers]
    lines += [f"| {name} | not run | {why} |" for name, why in missing.items()]
    return "\n".join(lines)


def mishaps(scores: Scores) -> str:
    """Answers that came too late and errors inside a tool, one line each; empty where there were none."""
    lines = []
    for name, levels in scores.items():
        for level, score in levels.items():
            if score.late:
                lines.append(f"- {name}, {level}: {score.late} answers came too late and count as not accepted")
            lines += [f"- {name}, {level}: {count} x {error}" for error, count in score.failed.items()]
    return "\n".join(lines)
