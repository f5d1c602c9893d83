"""Archived copies from any archive that speaks RFC 7089: its TimeGate is asked for a date and sends to the nearest."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING

from verifier.captures.addresses import mask, without_fragment
from verifier.captures.classify import Judgement
from verifier.captures.clock import http_date
from verifier.captures.tries import Question
from verifier.captures.wayback import as_moment, keep_failure, keep_memento, kept_memento, not_asked
from verifier.records.capture import Capture
from verifier.records.source import Wanted

if TYPE_CHECKING:
    from verifier.captures.fetcher import Fetcher


def fetch_from_timegate(fetcher: Fetcher, wanted: Wanted, timegate: str, near: str | datetime | None) -> Capture:
    """What the TimeGate offers for `near` (default now), recorded with its Memento-Datetime.

    An answer without that header is no memento, whatever its status, and is recorded as such.
    """
    kept = kept_memento(fetcher, wanted.url, near)
    if kept is not None:
        return kept
    if fetcher.settings.offline:
        return not_asked(fetcher, wanted)
    moment = as_moment(near) or fetcher.store.clock.now()
    headers = (("Accept-Datetime", format_datetime(moment, usegmt=True)),)
    address = f"{timegate.rstrip('/')}/{without_fragment(wanted.url)}"
    settled = fetcher.settle(Question(address, wanted.expect, headers, archived=True))
    outcome = settled.outcome
    if outcome.status == 404:
        return keep_failure(fetcher, wanted, settled, f"no archived copy at {mask(timegate)}")
    if http_date((outcome.headers or {}).get("memento-datetime", "")) is None:
        return keep_failure(fetcher, wanted, settled, _no_memento(timegate, settled.judgement))
    return keep_memento(fetcher, wanted, settled, None)


def _no_memento(timegate: str, judgement: Judgement) -> str:
    return f"{mask(timegate)} gave no memento ({judgement.reason or 'no Memento-Datetime'})"
