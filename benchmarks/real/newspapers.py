"""Nineteenth-century newspapers, OCR beside transcription: `python -m benchmarks.real.newspapers TABLE.csv ...`.

A TABLE has a row for every sentence (columns `Sample ID`, `OCR Text`, `Ground Truth`), in the order of the page: what
a library's OCR made of it, and what a person read. A sample's OCR sentences, joined, are a source. Quotations of 8 to
45 words are drawn from the transcription of one or more sentences, whole or in part, and are faithful in the ways
authors are, or altered in one way, or taken from another sample. The latter are looked for in several samples joined.

Levels are shares of the passage's own letters that the OCR has wrong, so a level holds what is really as spoilt as it
says. Prints for each what was accepted, by us and by two string libraries with a line drawn at 95; then the area under
the curve by kind of alteration. A transcriber's spelling, punctuation and capitals need not be the page's, and a few
words of his are slips: no figure here can reach one. `--half` keeps to the samples whose identity is even or odd, so
that one half stays unseen while rules are written; `--show` prints what went wrong.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.matching.cases import ALTERED, FAITHFUL
from benchmarks.matching.score import ONE_WORD, Row, auc, calibration, share
from benchmarks.peers.base import Document, TextPeer
from benchmarks.peers.similarity import Edlib, Rapidfuzz
from benchmarks.real.cuttings import LEVELS, MORE, Sample, cases, other_texts, samples
from verifier.records.text import SourceText
from verifier.records.verdict import Level
from verifier.verdicts import compare


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with what we said of it, what each peer said, and the OCR of its cutting."""

    row: Row
    peers: dict[str, bool]
    read: str


def installed(peers: Sequence[TextPeer]) -> list[TextPeer]:
    """Those whose package is there."""
    there: list[TextPeer] = []
    for peer in peers:
        try:
            peer.load()
        except ImportError:
            continue
        there.append(peer)
    return there


def run(cuttings: Sequence[Sample], each: int, seeds: Sequence[int], *, noisy: bool) -> Iterator[Judged]:
    """Every case of every seed, judged; `noisy` tells the judge that the text came off a scan."""
    peers = installed([Rapidfuzz(95), Edlib(95)])
    sources = [cutting.source for cutting in cuttings]
    for seed in seeds:
        for level, case in cases(cuttings, each, seed):
            source = other_texts(cuttings, case.document) if case.kind == "absent" else sources[case.document]
            told = SourceText.from_pages([page.text for page in source.pages], noisy=noisy)
            found = compare(case.quote, told)
            says = {peer.name: peer.open(Document((source,)), [case.quote])(case.quote) for peer in peers}
            yield Judged(Row(level, case, found, 0, 0, 0.0), says, " ".join(cuttings[case.document].read))


def table(judged: Sequence[Judged]) -> str:
    """The figures by level and together, then by kind."""
    names = list(judged[0].peers)
    beside = "  ".join(f"{name} (faithful altered)" for name in names)
    lines = [f"level       n  faithful altered one-word absent     AUC  review calibr.  {beside}"]
    for level in [*LEVELS, "all"]:
        own = [one for one in judged if level in {one.row.level, "all"}]
        lines.append(f"{level:<7} {_line(own, names)}" if own else f"{level:<7}     0")
    return "\n".join([*lines, *_by_kind([one.row for one in judged])])


def _line(judged: Sequence[Judged], names: Sequence[str]) -> str:
    rows = [one.row for one in judged]
    good, bad, none = (_labelled(rows, label) for label in ("faithful", "altered", "absent"))
    one_word = [row for row in bad if row.case.kind in {*ONE_WORD, *MORE}]
    review = sum(row.found.level is Level.REVIEW for row in good) / max(len(good), 1)
    worth = auc([row.score for row in good], [row.score for row in bad])
    beside = "  ".join(
        f"{_accepted(judged, name, 'faithful'):>{len(name) + 10}.3f} {_accepted(judged, name, 'altered'):>8.3f}"
        for name in names
    )
    return (
        f"{len(rows):>5} {share(good):>9} {share(bad):>7} {share(one_word):>8} {share(none):>6} {worth:>7.4f} "
        f"{review:>7.3f} {calibration([*good, *bad]):>7.3f}  {beside}"
    )


def _labelled(rows: Sequence[Row], label: str) -> list[Row]:
    return [row for row in rows if row.case.label == label]


def _accepted(judged: Sequence[Judged], name: str, label: str) -> float:
    own = [one for one in judged if one.row.case.label == label]
    return sum(one.peers[name] for one in own) / max(len(own), 1)


def _by_kind(rows: Sequence[Row]) -> Iterator[str]:
    good = [row.score for row in _labelled(rows, "faithful")]
    one_word = [row.score for row in rows if row.case.kind in {*ONE_WORD, *MORE}]
    yield f"one-word AUC {auc(good, one_word):.4f}"
    for kind in dict.fromkeys([*FAITHFUL, *ALTERED, *MORE, "absent"]):
        own = [row for row in rows if row.case.kind == kind]
        levels = Counter(row.found.level for row in own)
        worth = "      " if kind in FAITHFUL else f"{auc(good, [row.score for row in own]):.4f}"
        yield (
            f"  {kind:<12} n {len(own):>4}  AUC {worth}  passed {levels[Level.PASS]:>4}"
            f"  review {levels[Level.REVIEW]:>4}  failed {levels[Level.FAIL]:>4}"
        )


def story(one: Judged) -> str:
    """A case that went wrong: the quotation, what the OCR has at its place, and the causes."""
    row, asked = one.row, one.row.case.quote
    place = row.found.matches[0] if row.found.matches else row.found.nearest
    edits = [
        f"{e.source!r}>{e.quote!r} {e.cause} {e.probability:.2f}"
        for e in row.found.edits
        if e.cause and e.cause not in {"typography", "hyphenation"}
    ]
    codes = " ".join(finding.code for finding in row.found.findings)
    return (
        f"[{row.level}] {row.case.kind} -> {row.found.verdict} {row.found.level} {row.found.confidence:.3f} {codes}\n"
        f"    Q {asked!r}\n    S {place.exact if place else ''!r}\n    {'; '.join(edits)}"
    )


def main() -> None:
    """Run and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("tables", type=Path, nargs="+")
    asked.add_argument("--half", choices=("even", "odd", "all"), default="all")
    asked.add_argument("--cases", type=int, default=300, help="cases of every level and seed")
    asked.add_argument("--seeds", default="1,2", help="draws, by number")
    asked.add_argument("--scan", action="store_true", help="tell the judge that the texts came off a scan")
    asked.add_argument("--show", action="store_true", help="print the cases that went wrong")
    told = asked.parse_args()
    cuttings = samples(told.tables, told.half)
    seeds = [int(seed) for seed in told.seeds.split(",")]
    judged = list(run(cuttings, told.cases, seeds, noisy=told.scan))
    for one in judged if told.show else ():
        if one.row.wrong:
            print(story(one))
    print(f"{len(cuttings)} cuttings, {sum(len(cutting.true) for cutting in cuttings)} sentences")
    print(table(judged))


if __name__ == "__main__":
    main()
