"""The two manuscripts the project started from go through whole: every row present, nothing called false offline."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from verifier.pipeline import extract_all
from verifier.pipeline.run import check_claims
from verifier.settings import Settings


def test_offline_every_claim_is_unavailable_or_uncited_with_a_reason(shared: Path, tmp_path: Path) -> None:
    extraction = extract_all(sorted((shared / "seeds").glob("*.txt")))
    run = check_claims(extraction.claims, Settings(cache=tmp_path, offline=True))
    assert len(run.claims) == len(extraction.claims) > 100
    assert set(Counter(result.verdict.value for result in run.claims)) == {"unavailable", "uncited"}
    assert all(result.reason for result in run.claims)


def test_the_committed_claims_are_what_the_tool_extracts(shared: Path) -> None:
    from verifier.claims import read_claims

    committed = read_claims(Path(__file__).resolve().parents[2] / "claims.csv").claims
    fresh = extract_all(sorted((shared / "seeds").glob("*.txt"))).claims
    assert [(c.id, c.quote, c.url, c.page) for c in committed] == [(c.id, c.quote, c.url, c.page) for c in fresh]
