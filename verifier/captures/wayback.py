"""Archived copies from the Wayback Machine: its CDX server names the captures, `id_` replay gives their own bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from verifier.captures.addresses import mask, without_fragment
from verifier.captures.classify import Judgement
from verifier.captures.clock import http_date, parse_stamp, stamp
from verifier.captures.recording import fields_of, kept_body, unrecorded
from verifier.captures.tries import Question, Settled
from verifier.errors import CaptureDamaged
from verifier.records.capture import USABLE, Capture, CaptureMethod, CaptureState
from verifier.records.source import Wanted

if TYPE_CHECKING:
    from verifier.captures.fetcher import Fetcher

CDX = "https://web.archive.org/cdx/search/cdx"
REPLAY = "https://web.archive.org/web/{stamp}id_/{url}"
CANDIDATES = 3  # copies tried, nearest first: one may itself be a bot wall or an error page
ARCHIVE_GAP_S = 2.5  # seconds between requests to the Wayback Machine: it lets about 24 index questions a minute pass
RUNTIME_ERROR = "x-archive-wayback-runtime-error"  # withheld by the owner, by robots, or lost: the archive's own words
NO_MEMENTO = "no archived copy"


@dataclass(frozen=True, slots=True)
class Memento:
    """One archived copy: where its own bytes are served, and the time the archive gives it (UTC)."""

    url: str
    moment: datetime


def fetch_memento(fetcher: Fetcher, wanted: Wanted, near: str | datetime | None) -> Capture:
    """The copy nearest `near` whose content stands up to judgement; else the last one's failure, recorded."""
    moment = as_moment(near) or fetcher.store.clock.now()
    kept = kept_memento(fetcher, wanted.url, near)
    if kept is not None:
        return kept
    if fetcher.settings.offline:
        return not_asked(fetcher, wanted)
    fetcher.courier.gate.widen("web.archive.org", ARCHIVE_GAP_S)
    answer = fetcher.settle(Question(cdx_url(wanted.url, moment)))
    if answer.judgement.state not in USABLE and not _is_empty(answer):
        return keep_failure(fetcher, wanted, answer, f"the Wayback index: {answer.judgement.reason}")
    if not _is_empty(answer) and not answer.outcome.body.data.lstrip().startswith(b"["):
        unread = replace(answer, judgement=Judgement(CaptureState.UNREACHABLE, "the Wayback index gave no list"))
        return keep_failure(fetcher, wanted, unread, unread.judgement.reason)
    mementos = list(read_cdx(answer.outcome.body.data, moment))[:CANDIDATES]
    if not mementos:
        gone = Settled(answer.outcome, Judgement(CaptureState.GONE, f"{NO_MEMENTO} at web.archive.org"))
        return keep_failure(fetcher, wanted, gone, gone.judgement.reason)
    return take_first_sound(fetcher, wanted, mementos)


def take_first_sound(fetcher: Fetcher, wanted: Wanted, mementos: list[Memento]) -> Capture:
    """Ask for each in turn until one is usable; every one asked is recorded."""
    capture = None
    for memento in mementos:
        settled = fetcher.settle(Question(memento.url, wanted.expect, archived=True))
        capture = keep_memento(fetcher, wanted, settled, memento)
        if capture.usable:
            break
    assert capture is not None  # noqa: S101 - callers pass at least one
    return capture


def keep_memento(fetcher: Fetcher, wanted: Wanted, settled: Settled, memento: Memento | None) -> Capture:
    """Record one copy: true time from Memento-Datetime where the archive sends it, else as the index had it."""
    outcome = settled.outcome
    fields = fields_of(wanted, settled, fetcher.store.clock, agent=fetcher.settings.user_agent)
    headers = outcome.headers or {}
    told = http_date(headers.get("memento-datetime", ""))
    true = told or (memento.moment if memento is not None else None)
    state = settled.judgement.state
    fields |= {
        "method": CaptureMethod.WAYBACK,
        "memento_url": outcome.final_url,
        "memento_at": stamp(true) if true is not None else "",
        "state": CaptureState.OK if state is CaptureState.MOVED else state,
        "reason": _explained(settled.judgement.reason, headers.get(RUNTIME_ERROR, ""), told, memento),
    }
    return fetcher.store.keep(fields, kept_body(settled))


def keep_failure(fetcher: Fetcher, wanted: Wanted, settled: Settled, reason: str) -> Capture:
    """Record that no copy could be had, and why."""
    state = settled.judgement.state
    settled = replace(settled, judgement=Judgement(CaptureState.GONE if state in USABLE else state, reason))
    fields = fields_of(wanted, settled, fetcher.store.clock, agent=fetcher.settings.user_agent)
    return fetcher.store.keep(fields | {"method": CaptureMethod.WAYBACK})


def kept_memento(fetcher: Fetcher, url: str, near: str | datetime | None) -> Capture | None:
    """The copy in the store that answers this question already: the nearest to `near`, or any when no date is given."""
    if fetcher.settings.refresh and not fetcher.settings.offline:
        return None
    moment = as_moment(near)
    copies = [c for c in fetcher.store.history(url) if c.method is CaptureMethod.WAYBACK and c.usable and c.memento_at]
    if moment is not None:
        copies.sort(key=lambda c: abs((parse_stamp(c.memento_at) - moment).total_seconds()), reverse=True)
    for copy in reversed(copies):
        try:
            fetcher.store.body(copy)
        except CaptureDamaged:
            continue
        return copy
    return None


def cdx_url(url: str, moment: datetime) -> str:
    """The index's address for the captures nearest `moment` that were answered with 200."""
    wanted = quote(without_fragment(url), safe="")
    return (
        f"{CDX}?url={wanted}&output=json&fl=timestamp,original,mimetype,statuscode,digest,length"
        f"&filter=statuscode:200&closest={moment:%Y%m%d%H%M%S}&sort=closest&limit={CANDIDATES * 2}"
    )


def read_cdx(body: bytes, moment: datetime) -> Iterator[Memento]:
    """The copies an index answer names, nearest first; rows it cannot read, and resume keys, are passed over."""
    found = [memento for memento in map(_row, _rows(body)) if memento is not None]
    yield from sorted(found, key=lambda memento: abs((memento.moment - moment).total_seconds()))


def as_moment(near: str | datetime | None) -> datetime | None:
    """A date as a moment in UTC; None for none, or for what is no ISO date."""
    if isinstance(near, datetime):
        return near if near.tzinfo else near.replace(tzinfo=UTC)
    try:
        return parse_stamp(near) if near else None
    except ValueError:
        return None


def _rows(body: bytes) -> list[dict[str, str]]:
    try:
        table = json.loads(body or b"[]")
    except ValueError:
        return []
    if not isinstance(table, list) or len(table) < 2 or not all(isinstance(row, list) for row in table):
        return []
    return [dict(zip(map(str, table[0]), map(str, row), strict=False)) for row in table[1:]]


def _row(row: dict[str, Any]) -> Memento | None:
    when, original = row.get("timestamp", ""), row.get("original", "")
    if not original or row.get("statuscode", "200") not in ("200", "-"):
        return None
    try:
        moment = datetime.strptime(when, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return Memento(REPLAY.format(stamp=when, url=original), moment)


def _is_empty(answer: Settled) -> bool:
    """The index says `nothing` with an empty body or an empty list."""
    return answer.outcome.status == 200 and answer.outcome.body.data.strip() in (b"", b"[]")


def _explained(reason: str, error: str, told: datetime | None, memento: Memento | None) -> str:
    parts = [reason, f"the archive says {error[:120]}" if error else ""]
    if told is not None and memento is not None and abs((told - memento.moment).total_seconds()) >= 1:
        parts.append(f"asked for the copy of {_said(memento.moment)}, given that of {_said(told)}")
    return "; ".join(part for part in parts if part)


def _said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def not_asked(fetcher: Fetcher, wanted: Wanted) -> Capture:
    """What to say offline of a copy that is not in the cache."""
    reason = f"offline: no archived copy of {mask(wanted.url)} in the cache"
    return unrecorded(wanted, Judgement(CaptureState.NOT_CHECKED, reason), fetcher.store.clock)
