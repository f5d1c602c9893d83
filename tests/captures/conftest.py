"""Fixtures of the captures room: a store, a loopback host under a public name, a fetcher that asks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.replica.httpd import LoopbackServer, Route
from verifier.captures import Fetcher, Store
from verifier.settings import Settings

HOST = "archive.example"
SITE = f"https://{HOST}"

Serve = Callable[..., LoopbackServer]
MakeFetcher = Callable[..., Fetcher]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


@pytest.fixture
def serve() -> Iterator[Serve]:
    """`serve({"/a": b"..."})` starts a loopback server that ends with the test."""
    with ExitStack() as stack:

        def start(routes: Mapping[str, Route] | None = None, **told: Any) -> LoopbackServer:
            return stack.enter_context(LoopbackServer(routes, **told))

        yield start


@pytest.fixture
def fetcher_for(store: Store) -> Iterator[MakeFetcher]:
    """`fetcher_for(server)` asks that server for every page of archive.example, pacing off."""
    with ExitStack() as stack:

        def make(server: LoopbackServer | None = None, *, hosts: tuple[str, ...] = (HOST,), **told: Any) -> Fetcher:
            extra = {name: told.pop(name) for name in ("transport", "clock", "progress", "probe") if name in told}
            mirrors = dict.fromkeys(hosts, server.url) if server is not None else {}
            kept_in = told.pop("store", store)
            fetcher = Fetcher(replace(Settings(mirrors=mirrors, pace=0), **told), kept_in, **extra)
            stack.callback(fetcher.close)
            return fetcher

        yield make


class FakeClock:
    """A clock that stands still unless told, and in which nobody waits: `sleep` moves it on."""

    def __init__(self, *moments: Any) -> None:
        from datetime import UTC, datetime

        self.moment = moments[0] if moments else datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
        self.ticks = 1000.0
        self.slept: list[float] = []

    def now(self) -> Any:
        return self.moment

    def monotonic(self) -> float:
        return self.ticks

    def sleep(self, seconds: float) -> None:
        from datetime import timedelta

        if seconds > 0:
            self.slept.append(seconds)
            self.ticks += seconds
            self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()
