"""The benches that make up the whole table, in order, with the floors of accuracy that a run is held to."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

PLACE = re.compile(r"\{(\w+)\}")  # in a bench's arguments: a folder that the run is told, or left without


@dataclass(frozen=True)
class Floor:
    """A figure of accuracy in what a bench prints: `pattern` finds it as the group `figure`; `most` turns it round."""

    name: str
    pattern: str
    figure: str
    least: float
    most: bool = False

    def worst(self, shown: str) -> float | None:
        """The worst of the figures that were printed; None when there is none."""
        found = [float(match[self.figure]) for match in re.finditer(self.pattern, shown, re.MULTILINE)]
        return (max if self.most else min)(found) if found else None

    def broken(self, shown: str) -> str:
        """What is wrong with the figure; '' when nothing is."""
        worst = self.worst(shown)
        if worst is None:
            return f"{self.name}: not printed"
        bad = worst > self.least if self.most else worst < self.least
        return f"{self.name}: {worst} {'over' if self.most else 'under'} {self.least}" if bad else ""

    def row(self, shown: str) -> str:
        """The figure and its floor as a row of Markdown."""
        worst = self.worst(shown)
        limit = f"at {'most' if self.most else 'least'} {self.least}"
        return f"| {self.name} | {'-' if worst is None else f'{worst:g}'} | {limit} |"


@dataclass(frozen=True)
class Bench:
    """One table. `group` is the section it stands in; `full` and `small` its arguments (small None: left out)."""

    group: str
    title: str
    module: str
    full: tuple[str, ...] = ()
    small: tuple[str, ...] | None = ()
    floors: tuple[Floor, ...] = ()

    def words(self) -> str:
        """What `--only` looks in, in lower case."""
        return f"{self.group} {self.title} {self.module}".lower()

    def told(self, *, small: bool) -> tuple[str, ...] | None:
        """The arguments, folders still named; None when it is left out of a small run."""
        return self.small if small else self.full

    def lacks(self, folders: dict[str, Path], *, small: bool) -> list[str]:
        """The folders that it needs and the run was not told."""
        return [name for told in self.told(small=small) or () for name in PLACE.findall(told) if name not in folders]

    def command(self, folders: dict[str, Path], *, small: bool) -> list[str]:
        """The command line; every folder that it names must be there."""
        places = {name: str(path) for name, path in folders.items()}
        return [sys.executable, "-m", self.module, *(one.format(**places) for one in self.told(small=small) or ())]

    def shown(self, *, small: bool) -> str:
        """The command as a page says it: SCANS for a folder of scans, no one's own path."""
        told = [PLACE.sub(lambda found: found[1].upper(), one) for one in self.told(small=small) or ()]
        return " ".join(["python -m", self.module, *told])


# what the columns of `benchmarks.matching` hold: strict recall and precision, then shares accepted
MATCHING = r"^{level} +\d+ +(?P<recall>[.\d]+) +(?P<precision>[.\d]+) +(?P<faithful>[.\d]+) +(?P<altered>[.\d]+) "
CLEAN, NOISY = MATCHING.format(level="clean"), MATCHING.format(level="3%")
LINKS = r"^\| \w \| verifier.*\| (?P<false>\d+) \| (?P<missed>\d+) \| \d+ \|[^|]*\|$"

BENCHES = (
    Bench(
        "Finding and judging",
        "Quotations of stock sentences, letters misread for letters that look alike",
        "benchmarks.matching",
        ("--cases", "300"),
        ("--cases", "60", "--levels", "clean,3%"),
        (
            Floor("clean, faithful accepted", CLEAN, "faithful", 0.97),
            Floor("clean, altered accepted", CLEAN, "altered", 0.02, most=True),
            Floor("clean, span recall", CLEAN, "recall", 0.97),
            Floor("3 % misread, faithful accepted", NOISY, "faithful", 0.85),
            Floor("3 % misread, altered accepted", NOISY, "altered", 0.05, most=True),
        ),
    ),
    Bench(
        "Finding and judging",
        "Quotations of stock sentences, any letter for any other: a noise model never tuned on",
        "benchmarks.matching",
        ("--cases", "300", "--model", "uniform"),
        None,
    ),
    Bench(
        "Finding and judging",
        "The same from published records, look-alike letters",
        "benchmarks.matching",
        ("--texts", "{corpus}/sources", "--cases", "300", "--seed", "7"),
        None,
    ),
    Bench(
        "Finding and judging",
        "The same from published records, any letter",
        "benchmarks.matching",
        ("--texts", "{corpus}/sources", "--cases", "300", "--seed", "8", "--model", "uniform"),
        None,
    ),
    Bench(
        "Finding and judging",
        "Speed",
        "benchmarks.matching.speed",
        small=("--batch", "100"),
        floors=(Floor("found in the right document", r"(?P<share>[.\d]+) in the right one", "share", 0.99),),
    ),
    Bench(
        "Finding and judging",
        "Beside other tools: faithful / altered / absent accepted",
        "benchmarks.peers",
        ("--texts", "{corpus}/sources", "--cases", "120"),
        None,
    ),
    Bench(
        "Real documents",
        "Scans, labelled by eye",
        "benchmarks.real.scans",
        ("{scans}", "--cache", "{keep}/scans", "--set", "both"),
        None,
    ),
    Bench("Real documents", "Library layers of scans, theirs and ours", "benchmarks.texts.scans", ("{scans}",), None),
    Bench("Real documents", "Published text against a library's OCR", "benchmarks.real.pairs", ("{corpus}",), None),
    Bench("Real documents", "An article against its transcript", "benchmarks.real.article", ("{corpus}",), None),
    Bench(
        "Extraction",
        "Manuscripts with known answers",
        "benchmarks.extraction",
        ("--seeds", "2"),
        ("--only", "md"),
        # a paragraph that goes on over a page's foot after a full stop looks like two in plain text
        (Floor("extraction, the least of all columns", r"(?P<least>[01]\.\d{3})(?= \|)", "least", 0.97),),
    ),
    Bench("Extraction", "A book: speed and memory", "benchmarks.extraction.book", small=None),
    Bench("Texts", "OCR of typewriter pages", "benchmarks.texts.ocr", ("--pages", "1"), None),
    Bench("Texts", "The page's picture as a witness", "benchmarks.texts.witness", ("--pages", "1"), None),
    Bench("Captures", "Keeping and fetching", "benchmarks.captures", small=None),
    Bench(
        "Links",
        "Three sets with known answers",
        "benchmarks.links.compare",
        ("--tools", "verifier,verifier-warm,verifier-unpaced,pool,lychee"),
        ("--tools", "verifier-unpaced", "--sets", "C"),
        (
            Floor("live links called dead", LINKS, "false", 0, most=True),
            Floor("dead links called live", LINKS, "missed", 0, most=True),
        ),
    ),
    Bench("Report", "2,000 claims in a browser", "benchmarks.reporting.measure", small=None),
    Bench(
        "Scale",
        "From a hundred claims to a hundred thousand",
        "benchmarks.scale.ladder",
        ("--rows", "{keep}/ladder.json"),
        ("--small",),
    ),
    Bench(
        "Scale",
        "Engines",
        "benchmarks.scale",
        ("--claims", "10000", "--documents", "200", "--engine", "serial", "processes"),
        None,
    ),
    Bench(
        "Scale",
        "The index over captured texts",
        "benchmarks.scale.find",
        ("--documents", "1000", "6667", "--cold", "1000"),
        ("--documents", "40"),
        (Floor("quotations found first, of 200", r"found first (?P<found>\d+) of 200", "found", 198),),
    ),
)
