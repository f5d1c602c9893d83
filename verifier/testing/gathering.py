"""Gathering a source without a network: the real fetcher, guard, judgement and store over a scripted transport."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from verifier.captures import Fetcher, Store
from verifier.captures.clock import Clock
from verifier.captures.fake import Canned, FakeTransport
from verifier.records.capture import Capture, CaptureMethod, CaptureState
from verifier.records.source import Source, Wanted
from verifier.settings import Settings
from verifier.sources.base import Adapter, Answer

ROUNDS_MAX = 60  # batches an adapter may want before it is called endless


class HurriedClock(Clock):
    """A clock on which waiting takes no time: sleeping moves it forward."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> datetime:
        """The moment, with all that was slept through."""
        return super().now() + timedelta(seconds=self._ahead)

    def monotonic(self) -> float:
        """Seconds, with all that was slept through."""
        return super().monotonic() + self._ahead

    def sleep(self, seconds: float) -> None:
        """Move forward at once."""
        self._ahead += max(seconds, 0.0)


def gather(
    adapter: Adapter,
    source: Source,
    site: Mapping[str, Canned | bytes],
    cache: Path,
    *,
    otherwise: Canned | None = None,
) -> list[Answer]:
    """Everything the adapter wants, answered by `site` (exact URLs), or by `otherwise` where it knows nothing.

    Raises AssertionError when the adapter asks without end.
    """
    settings, store = Settings(cache=cache, pace=0, robots=False), Store(cache)
    transport = _Scripted(dict(site), otherwise)
    return gather_with(Fetcher(settings, store, transport=transport, clock=HurriedClock()), adapter, source)


def gather_from(mirrors: Mapping[str, str], adapter: Adapter, source: Source, cache: Path) -> list[Answer]:
    """Everything the adapter wants, asked of mirrors over real sockets. Raises AssertionError as `gather` does."""
    settings, store = Settings(cache=cache, pace=0, mirrors=dict(mirrors)), Store(cache)
    return gather_with(Fetcher(settings, store, clock=HurriedClock()), adapter, source)


def gather_with(fetcher: Fetcher, adapter: Adapter, source: Source) -> list[Answer]:
    """Everything the adapter wants, through a fetcher of one's own. Raises AssertionError when it asks without end."""
    answers: list[Answer] = []
    for _ in range(ROUNDS_MAX):
        known = {answer.wanted.url for answer in answers}
        wanted = [one for one in adapter.wants(source, answers) if one.url not in known]
        if not wanted:
            return answers
        answers.extend(_answer(one, fetcher.fetch(one), fetcher.store) for one in wanted)
    raise AssertionError(f"{adapter.name} still wants more of {source.url} after {ROUNDS_MAX} rounds")


class _Scripted(FakeTransport):
    def __init__(self, site: dict[str, Canned | bytes], otherwise: Canned | None) -> None:
        super().__init__(site)
        self._otherwise = otherwise or Canned(b"<html><title>Not Found</title><h1>Not Found</h1></html>", 404)

    def _answer(self, request: object) -> Canned:
        url = str(getattr(request, "url", ""))
        self.script.setdefault(url, self._otherwise)
        return super()._answer(request)  # type: ignore[arg-type]


def _answer(wanted: Wanted, capture: Capture, store: Store) -> Answer:
    return Answer(wanted, capture, store.body(capture) if capture.usable else b"")


def saved_by_hand(wanted: Wanted, body: bytes, media_type: str = "application/octet-stream") -> Answer:
    """An answer as `verifier cache add` makes it: a file somebody saved, under the address that was wanted."""
    capture = Capture(
        id=f"manual:{wanted.url}",
        url=wanted.url,
        final_url=wanted.url,
        state=CaptureState.OK,
        method=CaptureMethod.MANUAL,
        sha256="0" * 64,
        length=len(body),
        media_type=media_type,
        retrieved_at="2026-01-01T00:00:00.000000Z",
    )
    return Answer(wanted, capture, body)
