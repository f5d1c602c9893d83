"""Other tools beside the verifier:  python -m benchmarks.peers [--texts DIR ...] [--cases N] [--scans FOLDER]

Every tool gets the same texts and the same quotations in one process. Each cell of the table is the share accepted
of faithful / altered / absent quotations: the first should be 1, the others 0. Tools not installed are named.
"""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from benchmarks.matching import texts
from benchmarks.peers.base import Peer
from benchmarks.peers.checkers import Citations, Gtrex, Krokai, Quid, Quotecheck
from benchmarks.peers.material import Trial, generated, labelled
from benchmarks.peers.measure import Score, measure
from benchmarks.peers.ours import Verifier
from benchmarks.peers.similarity import Edlib, Rapidfuzz
from benchmarks.peers.table import asked, mishaps, results, tools


def everyone() -> list[Peer]:
    """All tools, ours first."""
    return [
        Verifier(),
        Rapidfuzz(95),
        Rapidfuzz(90),
        Edlib(95),
        Edlib(90),
        Citations(),
        Quotecheck(),
        Krokai(),
        Gtrex("DEFAULT"),
        Gtrex("PERMISSIVE"),
        Quid(),
    ]


def loaded(peers: list[Peer]) -> tuple[list[Peer], dict[str, str]]:
    """The tools that can be imported, and for the others why not."""
    ready, missing = [], {}
    for peer in peers:
        try:
            peer.load()
        except (ImportError, AttributeError) as error:
            missing[peer.name] = f"`pip install {peer.package}` ({error})"
        else:
            ready.append(peer)
    return ready, missing


def run(peers: list[Peer], trials: Iterable[Trial]) -> dict[str, dict[str, Score]]:
    """Every tool on every trial, trial by trial, so that a loaded machine troubles all alike."""
    scores: dict[str, dict[str, Score]] = {peer.name: {} for peer in peers}
    for trial in trials:
        for peer in peers:
            began = time.monotonic()
            score = scores[peer.name][trial.level] = measure(peer, trial)
            took = time.monotonic() - began
            print(f"{trial.level}: {peer.name}, {took:.1f} s, {dict(score.accepted)}", file=sys.stderr, flush=True)
    return scores


def main() -> None:
    """Run and print."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--texts", type=Path, action="append", default=[], help="draw cases from the files below this")
    wanted.add_argument("--cases", type=int, default=300, help="generated cases per level")
    wanted.add_argument("--seed", type=int, default=6)
    wanted.add_argument("--model", choices=["alike", "uniform"], default="alike", help="how letters are misread")
    wanted.add_argument(
        "--scans", type=Path, action="append", default=[], help="folder with the PDF files that tests/gold/scans labels"
    )
    wanted.add_argument("--cache", type=Path, help="keep what was read from the scans here between runs")
    given = wanted.parse_args()
    warnings.simplefilter("ignore")
    peers, missing = loaded(everyone())
    drawn = [text for folder in given.texts for text in texts.from_folder(folder)] or texts.invented(6, given.seed)
    trials = generated(drawn, given.cases, given.seed, given.model)
    real = (trial for folder in given.scans for trial in labelled(folder, given.cache, given.seed))
    scores = run(peers, chain(trials, real))
    levels = list(scores[peers[0].name])
    parts = [results(peers, scores, levels), asked(scores, levels), mishaps(scores), tools(peers, missing)]
    print("\n\n".join(part for part in parts if part))


if __name__ == "__main__":
    main()
