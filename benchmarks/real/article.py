"""A published, footnoted article against its transcript: `python -m benchmarks.real.article CORPUS_FOLDER`.

The manuscript is extracted, the transcript registered by hand for the address its notes link, all checked offline.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from verifier.captures import Store
from verifier.pipeline import extract
from verifier.pipeline.run import check_claims
from verifier.records.report import Run
from verifier.settings import Settings

ADDRESS = "https://history.state.gov/historicaldocuments/frus-history/research/1980-rereview-transcript"


def run(corpus: Path, cache: Path, suffix: str = "md") -> Run:
    """The article's claims, checked offline against the transcript."""
    Store(cache).add_manual(ADDRESS, corpus / "sources" / "frus-history" / "article-1980-rereview-transcript.xml")
    claims = extract(corpus / "manuscripts" / f"1980-rereview.{suffix}")
    return check_claims(claims, Settings(cache=cache, offline=True))


def main() -> None:
    """Run and print every claim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--suffix", default="md")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        report = run(told.corpus, Path(scratch), told.suffix)
    for result in report.claims:
        edits = [f"{e.source!r}>{e.quote!r} ({e.cause})" for e in result.edits if e.op.value != "equal" and e.cause]
        print(f"{result.claim.note:>3} {result.verdict.value:<13} {result.confidence:.2f} {result.quote[:80]!r}")
        print("".join(f"      {edit}\n" for edit in edits if "typography" not in edit), end="")
        if result.reason:
            print(f"      {result.reason}")
    print(Counter(result.verdict.value for result in report.claims if result.checked), report.summary.not_verified)


if __name__ == "__main__":
    main()
