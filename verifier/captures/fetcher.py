"""The fetcher: from a wanted address to a capture, whatever the server does. Safe to share between threads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import datetime

from verifier.captures.addresses import host_of, lookup_key
from verifier.captures.classify import Judgement
from verifier.captures.clock import Clock
from verifier.captures.courier import Courier, Outcome
from verifier.captures.gate import Gate
from verifier.captures.glance import Glance, glance, unasked
from verifier.captures.guard import Guard
from verifier.captures.probe import Probes
from verifier.captures.progress import Progress, Reporter
from verifier.captures.recall import Recall
from verifier.captures.recording import fields_of, kept_body, unrecorded
from verifier.captures.robots import ROBOTS_CAP_BYTES, Permission, Robots, RobotsAnswer
from verifier.captures.store import Store
from verifier.captures.transport import RequestsTransport, Transport
from verifier.captures.tries import Patience, Question, Settled
from verifier.errors import UrlRefused
from verifier.records.capture import Capture, CaptureMethod, CaptureState
from verifier.records.source import Wanted
from verifier.settings import Settings

RESCUED = frozenset({
    CaptureState.GONE, CaptureState.SOFT_404, CaptureState.BLOCKED, CaptureState.LOGIN, CaptureState.UNREACHABLE,
})  # fmt: skip
ROBOTS_SECONDS = 20.0  # seconds for a robots file: short text that every host serves first


class Fetcher:
    """Fetches under `settings`, keeps in `store`. `probe` asks each host for one made-up page, to know its soft 404s.

    `transport` replaces the network (see `verifier.captures.fake`); `progress` is called after each address of
    `fetch_all`, from the thread that fetched it.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        *,
        transport: Transport | None = None,
        progress: Callable[[Progress], None] | None = None,
        clock: Clock | None = None,
        probe: bool = False,
    ) -> None:
        self.settings = settings
        self.store = store
        self._clock = clock or store.clock
        self._progress = progress
        guard = Guard({host.lower(): base for host, base in settings.mirrors.items()}, settings.allow_hosts)
        gate = Gate(slots=settings.host_slots, gap=settings.pace, cap=settings.retry_after_cap, clock=self._clock)
        lines = max(settings.jobs, settings.host_slots)
        self._transport = transport or RequestsTransport(guard, connections=lines)
        self.courier = Courier(guard, gate, self._transport, agent=settings.user_agent, clock=self._clock)
        self._recall = Recall(store, settings, guard, gate, self._clock)
        self._robots = Robots(self._ask_robots)
        self._probes = Probes(self._settle_unseen) if probe else None
        self._lock = threading.Lock()
        self._under_way: dict[str, threading.Lock] = {}
        self._done: dict[tuple[str, str], Capture] = {}

    def fetch(self, wanted: Wanted | str) -> Capture:
        """The capture of one address: from this run, from the cache, or from the network.

        Never raises for what a server does: every outcome is a capture with its state and reason, kept in the
        store (but for what was never asked: offline, or refused by the guard). Raises StoreError when the disk
        will not have it.
        """
        wanted = _wanted(wanted, "page")
        key = lookup_key(wanted.url)
        with self._lock:
            turn = self._under_way.setdefault(key, threading.Lock())
        with turn:
            known = self._done.get((key, wanted.expect))
            if known is None:
                known = self._done[key, wanted.expect] = self._fetch(wanted)
            return known

    def fetch_all(self, wanteds: Iterable[Wanted | str], jobs: int | None = None) -> list[Capture]:
        """A capture for each, in their order, `jobs` at once; hosts take turns so that none holds up the others.

        Raises StoreError, with the count of what was not kept, once the disk refuses.
        """
        from verifier.captures.crew import fetch_all

        asked = [_wanted(each, "page") for each in wanteds]
        return fetch_all(self.fetch, asked, jobs or self.settings.jobs, Reporter(self._progress, asked))

    def look(self, url: str, size: int | None = None) -> Glance:
        """How one address answers now, under all the rules, with nothing kept and the cache not consulted.

        Of a body longer than `size` bytes (default: the settings' cap) the head is read, and judged by.
        """
        try:
            self.courier.guard.check(url)
        except UrlRefused as refusal:
            return unasked(url, Judgement(CaptureState.NOT_CHECKED, str(refusal)))
        permission = self._permission(url)
        if not permission.allowed:
            return unasked(url, _refusal(permission))
        soft = self._probes.look if self._probes is not None else None
        return glance(url, self._patience(size=size), soft)

    def obtain(self, wanted: Wanted | str, near: str | datetime | None = None) -> Capture:
        """`fetch`, and where the live page cannot be had, the archived copy nearest `near` if there is a sound one.

        The live failure is kept too. Nothing is asked of an archive offline, with `wayback` off in the settings, for
        a host that only asked us to come later, or for an address that is optional or only inferred.
        """
        wanted = _wanted(wanted, "page")
        live = self.fetch(wanted)
        lost = live.state in RESCUED and not (wanted.optional or wanted.inferred)
        if live.usable or not lost or not self.settings.wayback:
            return live
        copy = self.wayback(wanted, near)
        return copy if copy.usable else live

    def wayback(self, wanted: Wanted | str, near: str | datetime | None = None) -> Capture:
        """The archived copy nearest to `near` (an ISO date or a moment; default now), judged by the same rules."""
        from verifier.captures.wayback import fetch_memento

        return fetch_memento(self, _wanted(wanted, "memento"), near)

    def memento(self, wanted: Wanted | str, timegate: str, near: str | datetime | None = None) -> Capture:
        """The copy that an RFC 7089 TimeGate offers; `timegate` is its address, the wanted one is put after it."""
        from verifier.captures.memento import fetch_from_timegate

        return fetch_from_timegate(self, _wanted(wanted, "memento"), timegate, near)

    def close(self) -> None:
        """Let go of connections."""
        close = getattr(self._transport, "close", None)
        if close is not None:
            close()

    def settle(self, question: Question) -> Settled:
        """Ask, under all the rules but robots, and keep nothing."""
        return self._patience().settle(question, self._probes.look if self._probes is not None else None)

    def _fetch(self, wanted: Wanted) -> Capture:
        cached = self._recall.reusable(wanted)
        if self.settings.offline:
            return cached if cached is not None and cached.usable else self._recall.as_recorded(wanted)
        if cached is not None and not (self.settings.refresh and cached.usable):
            return cached
        try:
            self.courier.guard.check(wanted.url)
        except UrlRefused as refusal:
            return unrecorded(wanted, Judgement(CaptureState.NOT_CHECKED, str(refusal)), self._clock)
        return self._ask(wanted, cached if cached is not None and cached.method is CaptureMethod.LIVE else None)

    def _ask(self, wanted: Wanted, previous: Capture | None) -> Capture:
        permission = self._permission(wanted.url)
        if permission.refused:
            return unrecorded(wanted, _refusal(permission), self._clock)
        if not permission.allowed:
            return self._forbidden(wanted, permission)
        settled = self.settle(Question(wanted.url, wanted.expect, _conditions(previous)))
        if settled.outcome.status == 304:
            if previous is not None and settled.outcome.final_url == previous.final_url:
                return self._confirmed(wanted, previous, settled, permission)
            settled = self.settle(Question(wanted.url, wanted.expect))
        fields = fields_of(wanted, settled, self._clock, agent=self.settings.user_agent)
        return self.store.keep(fields | {"robots": permission.decision}, kept_body(settled))

    def _confirmed(self, wanted: Wanted, previous: Capture, settled: Settled, permission: Permission) -> Capture:
        """A 304: a new capture that rests on the bytes of the old one."""
        same = Settled(settled.outcome, Judgement(previous.state, "not modified"), settled.attempts)
        fields = fields_of(wanted, same, self._clock, agent=self.settings.user_agent)
        fields |= {name: getattr(previous, name) for name in ("media_type", "charset", "coding", "wire_length")}
        fields |= {"robots": permission.decision, "revisit_of": previous.revisit_of or previous.id}
        fields["headers"] = {**previous.headers, **(settled.outcome.headers or {})}
        return self.store.keep(fields, self.store.body(previous))

    def _permission(self, url: str) -> Permission:
        if not self.settings.robots:
            return Permission(True, "not asked")
        permission = self._robots.permission(url)
        if permission.delay:
            self.courier.gate.widen(host_of(url), permission.delay)
        return permission

    def _forbidden(self, wanted: Wanted, permission: Permission) -> Capture:
        settled = Settled(Outcome(wanted.url, wanted.url, asked=False), _refusal(permission))
        fields = fields_of(wanted, settled, self._clock, agent=self.settings.user_agent)
        return self.store.keep(fields | {"robots": permission.decision})

    def _ask_robots(self, url: str) -> RobotsAnswer:
        seconds = min(ROBOTS_SECONDS, self.settings.deadline)
        outcome = self._patience(seconds, ROBOTS_CAP_BYTES).settle(Question(url)).outcome
        reason = outcome.failure or outcome.body.problem
        return RobotsAnswer(outcome.status, outcome.body.data, reason, outcome.refused)

    def _settle_unseen(self, url: str) -> Settled:
        """For the probe: asked without being judged against the probe itself."""
        return self._patience().settle(Question(url))

    def _patience(self, seconds: float | None = None, size: int | None = None) -> Patience:
        settings = self.settings
        return Patience(
            self.courier, self._clock, pace=settings.pace, cap=settings.retry_after_cap,
            seconds=seconds or settings.deadline, size=size or settings.body_cap,
        )  # fmt: skip


def _wanted(wanted: Wanted | str, role: str) -> Wanted:
    return Wanted(wanted, role) if isinstance(wanted, str) else wanted


def _refusal(permission: Permission) -> Judgement:
    """What a robots file that does not let us in makes of an address."""
    if permission.refused:
        return Judgement(CaptureState.NOT_CHECKED, permission.refused)
    if permission.unreachable:
        return Judgement(CaptureState.UNREACHABLE, permission.decision)
    return Judgement(CaptureState.BLOCKED, "robots.txt disallows it; save it by hand if you may read it")


def _conditions(previous: Capture | None) -> tuple[tuple[str, str], ...]:
    """Headers that let a server say `not modified` instead of sending the same bytes."""
    if previous is None:
        return ()
    pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
    return tuple((name, previous.headers[kept]) for name, kept in pairs if kept in previous.headers)
