"""Sets A, B and C, thinned out: no live link called dead, no dead one called alive, nobody asked too early."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.links.compare import server, stats
from benchmarks.links.server import DEAD_A, urls_a, urls_b, urls_c
from verifier.links.records import ALIVE, Fragment, LinkResult, LinkState, Mention, Place, gather_links
from verifier.links.run import check_links
from verifier.settings import Settings

HOST = "http://set.example"
NO_VERDICT = {LinkState.BLOCKED, LinkState.UNREACHABLE}  # neither called dead nor called alive
OF_EACH = 3  # addresses of each kind


@pytest.fixture
def base() -> Iterator[str]:
    with server() as address:
        yield address


def judged(urls: dict[str, str], base: str, cache: Path) -> dict[str, LinkResult]:
    mentions = [Mention(url, Place("-", line, 1)) for line, url in enumerate(urls, start=1)]
    settings = Settings(cache=cache, mirrors={"set.example": base}, pace=0, jobs=32)
    return {result.url: result for result in check_links(gather_links(mentions), settings)[0]}


def thinned(urls: Iterator[tuple[str, str]]) -> dict[str, str]:
    chosen: dict[str, list[str]] = {}
    for url, kind in urls:
        chosen.setdefault(kind, []).append(url)
    return {url: kind for kind, listed in chosen.items() for url in sorted(listed)[:OF_EACH]}


def test_set_a_has_no_false_alarm_and_no_miss(base: str, tmp_path: Path) -> None:
    truth = thinned(urls_a(HOST))
    said = {url: result.state for url, result in judged(truth, base, tmp_path).items()}
    wrong = {
        url: said[url] for url, kind in truth.items() if kind not in DEAD_A and said[url] not in ALIVE | NO_VERDICT
    }
    missed = {url: said[url] for url, kind in truth.items() if kind in DEAD_A and said[url] in ALIVE}
    silent = {truth[url] for url, state in said.items() if state in NO_VERDICT}
    assert (wrong, missed, silent) == ({}, {}, {"robots", "loop", "dropped"})
    assert stats(base)["early"] == 0


def test_set_b_is_waited_for(base: str, tmp_path: Path) -> None:
    truth = thinned(urls_b(HOST))
    assert {result.state for result in judged(truth, base, tmp_path).values()} == {LinkState.OK}
    assert stats(base)["early"] == 0


def test_set_c_is_right_in_forty_of_forty(base: str, tmp_path: Path) -> None:
    truth = dict(urls_c(HOST))
    said = judged(truth, base, tmp_path)
    right = [said[url].fragment is (Fragment.OK if kind == "good" else Fragment.MISSING) for url, kind in truth.items()]
    assert (len(right), sum(right)) == (40, 40)
    assert stats(base)["requests"] == 4, "robots.txt, the made-up page, and each page once"
