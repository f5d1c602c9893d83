"""What the store already knows of a wanted address, and what a run without a network answers from it."""

from __future__ import annotations

from verifier.captures.addresses import host_of, mask
from verifier.captures.classify import Judgement
from verifier.captures.clock import Clock, parse_stamp
from verifier.captures.gate import Gate
from verifier.captures.guard import Guard
from verifier.captures.recording import unrecorded
from verifier.captures.store import Store
from verifier.errors import CaptureDamaged, UrlRefused
from verifier.records.capture import Capture, CaptureMethod, CaptureState
from verifier.records.source import Wanted
from verifier.settings import Settings


class Recall:
    """Answers from `store` under `settings`. A refusal whose time has not come holds the host's `gate` as well."""

    def __init__(self, store: Store, settings: Settings, guard: Guard, gate: Gate, clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._guard = guard
        self._gate = gate
        self._clock = clock

    def reusable(self, wanted: Wanted) -> Capture | None:
        """What need not be asked again: a usable capture, or a refusal whose time has not come."""
        try:
            newest = self._store.latest(wanted.url, usable=False)
            found = self._best(wanted.url, newest)
            to_ask = found is None or self._settings.refresh
            if to_ask and newest is not None and newest.state is CaptureState.DEFERRED and self._still_deferred(newest):
                return newest
            if found is None or (wanted.expect == "pdf" and "html" in found.media_type):
                return None
            self._store.body(found)
        except CaptureDamaged:
            return None
        return found

    def _best(self, url: str, newest: Capture | None) -> Capture | None:
        """The capture to use, looking no further than needed: most addresses have none, or one that is good."""
        if newest is None:
            return self._store.by_alias(url)
        return newest if newest.usable and newest.method is not CaptureMethod.WAYBACK else self._store.find(url)

    def _still_deferred(self, capture: Capture) -> bool:
        if self._settings.offline or not capture.not_before:
            return False
        until = parse_stamp(capture.not_before)
        if until <= self._clock.now():
            return False
        self._gate.hold(host_of(capture.final_url or capture.url), until)
        return True

    def as_recorded(self, wanted: Wanted) -> Capture:
        """Offline, without usable bytes: what the last asking found (gone, blocked), else that nothing was kept."""
        try:
            last = self._store.latest(wanted.url, usable=False)
        except CaptureDamaged:
            last = None
        return last if last is not None and not last.usable else self._not_in_cache(wanted)

    def _not_in_cache(self, wanted: Wanted) -> Capture:
        url = mask(wanted.url)
        reason = f"offline: no capture of {url}; run `verifier fetch` online, or `verifier cache add {url} FILE`"
        try:
            self._guard.check(wanted.url)
            self._store.latest(wanted.url)
            found = self._store.find(wanted.url)
            if found is not None:
                self._store.body(found)
        except CaptureDamaged as damage:
            reason = f"offline, and the capture kept is damaged: {damage}"
        except UrlRefused as refusal:
            reason = str(refusal)
        return unrecorded(wanted, Judgement(CaptureState.NOT_CHECKED, reason), self._clock)
