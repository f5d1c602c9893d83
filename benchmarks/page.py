"""docs/benchmarks.md: what a run printed, as Markdown, over the notes that people wrote below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from benchmarks.benches import Bench

END = "<!-- end of what `python -m benchmarks --write` wrote; what stands below is kept -->"
_PATH = re.compile(r"(?<![\w.`])/(?:[\w.+-]+/)+(?=[\w.+-])")  # folders of the machine that measured, file names spared


@dataclass(frozen=True)
class Told:
    """What became of one bench. `shown` is what it printed, or '' with the reason it was left out in `why`."""

    bench: Bench
    command: str
    shown: str = ""
    why: str = ""
    faults: tuple[str, ...] = ()
    cpu_s: float = 0.0
    wall_s: float = 0.0


def page(machine: str, command: str, told: Sequence[Told], before: str) -> str:
    """The whole page; of the page `before`, what stands below the end mark is kept."""
    said = "Times on a shared machine are upper bounds;\nratios within one table are worth more. "
    head = f"# Benchmarks\n\nPrinted by `{command}` and not edited.\n{machine}.\n\n{said}"
    head += "Accuracy is the same on every machine.\n"
    parts = [head, summary(told), *sections(told), left_out(told), END]
    return "\n".join(part for part in parts if part) + (before.partition(END)[2] or "\n")


def summary(told: Sequence[Told]) -> str:
    """The figures that a run is held to: the worst of each, and the floor under which the run fails."""
    rows = [floor.row(one.shown) for one in told if one.shown for floor in one.bench.floors]
    return "\n".join(["| held to | worst measured | floor |", "|---|--:|--:|", *rows, ""]) if rows else ""


def sections(told: Sequence[Told]) -> list[str]:
    """One section a group, one heading a bench."""
    done = [one for one in told if one.shown]
    return [
        "\n".join([f"## {group}\n", *(section(one) for one in some)])
        for group, some in groupby(done, key=lambda one: one.bench.group)
    ]


def section(one: Told) -> str:
    """One bench: its command, what it cost, what it printed."""
    faults = [f"**{fault}**\n" for fault in one.faults]
    cost = f"`{one.command}`: {one.cpu_s:.0f} s of CPU, {one.wall_s:.0f} s.\n"
    return "\n".join([f"### {one.bench.title}\n", cost, *faults, markdown(one.shown)])


def left_out(told: Sequence[Told]) -> str:
    """What was not run, and why."""
    rows = [f"- {one.bench.title} (`{one.command}`): {one.why}" for one in told if one.why]
    return "\n".join(["## Not in this run\n", *rows, ""]) if rows else ""


def markdown(shown: str) -> str:
    """What a bench printed: its Markdown tables and lists as they are, the rest fenced, folders of the machine out."""
    blocks = []
    for kind, lines in groupby(_PATH.sub("", shown).splitlines(), key=_kind):
        text = "\n".join(lines).strip("\n")
        if text:
            blocks.append(text if kind == "markdown" else f"```text\n{text}\n```")
    return "\n\n".join(blocks) + "\n"


def _kind(line: str) -> str:
    return "markdown" if line.startswith(("|", "- ", "#")) or not line else "text"
