"""What earlier runs established: one JSON line per address, sorted, so that the file may be committed and merged.

`links.jsonl` stands in the cache folder. It holds data only, nothing that could run, and no bodies. A strike is a
failed look; looks closer together than STRIKE_GAP count as one, so that three strikes mean three visits apart.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from verifier.errors import InputError
from verifier.links.fragments import without_fragment
from verifier.links.records import LinkState

FILE = "links.jsonl"
VERSION = 1
FRESH_ALIVE = timedelta(days=14)  # a page that answered: links die by the month, and hosts are spared
FRESH_REFUSED = timedelta(days=3)  # a wall, a login or a robots file: rarely lifted, and asking again annoys
FRESH_FAILED = timedelta(minutes=10)  # a failure: only a job run again at once is answered from here
JITTER = 0.25  # part of the span by which addresses differ, so that a whole list does not fall due on one day
STRIKE_GAP = timedelta(hours=20)  # between two looks that count as two: a nightly job gives one a night
STRIKES_FOR_DEAD = 3  # looks without any answer, this far apart, before silence is called death
FAILED = frozenset({LinkState.GONE, LinkState.SOFT_404, LinkState.DRIFTED, LinkState.UNREACHABLE})
REFUSED = frozenset({LinkState.BLOCKED, LinkState.LOGIN, LinkState.NOT_CHECKED})


@dataclass(frozen=True, slots=True)
class Entry:
    """What the last look at an address (without its fragment) brought. Times are ISO 8601, UTC.

    `fragments` maps a fragment to ok | missing | none, `quotes` a quotation's key to what its check said:
    {"verdict", "link", "last_seen"}. `probe` is kept for the address of a host's root: what its random page said.
    """

    url: str
    state: str
    status: int = 0
    final_url: str = ""
    reason: str = ""
    permanent: bool = False
    checked: str = ""
    until: str = ""
    not_before: str = ""
    strikes: int = 0
    struck: str = ""
    first_failed: str = ""
    last_ok: str = ""
    fragments: dict[str, str] = field(default_factory=dict)
    quotes: dict[str, dict[str, str]] = field(default_factory=dict)

    def fresh(self, now: str) -> bool:
        """True while the answer may be given again without asking."""
        return now < max(self.until, self.not_before)

    def knows(self, fragment: str, quotes: list[str]) -> bool:
        """True when it has an answer for this fragment and for these quotations (by key), or needs none."""
        if self.state not in (LinkState.OK, LinkState.MOVED, LinkState.DRIFTED):
            return True
        return (not fragment or fragment in self.fragments) and all(key in self.quotes for key in quotes)


class Ledger:
    """The entries, by address. Reading and writing touch one small file; a damaged line is passed over and counted."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self.entries: dict[str, Entry] = {}
        self.damaged = 0
        self._changed: set[str] = set()
        for line in self._lines():
            self._take(line)

    def get(self, url: str) -> Entry | None:
        """The entry of an address, whatever its fragment."""
        return self.entries.get(without_fragment(url))

    def put(self, entry: Entry) -> None:
        """Keep an entry in place of the one before."""
        self.entries[entry.url] = entry
        self._changed.add(entry.url)

    def save(self) -> None:
        """Write the file whole or not at all; nothing when nothing changed. Raises InputError.

        What another run has written meanwhile is kept, unless this one looked later.
        """
        if not self._changed:
            return
        for line in self._lines():
            self._take(line)
        text = "".join(_line(self.entries[url]) for url in sorted(self.entries))
        part = self.path.with_name(f".{FILE}.{os.getpid()}.part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(text, encoding="utf-8", errors="surrogatepass")
            part.replace(self.path)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise InputError(f"cannot be written ({error.strerror or error})", path=str(self.path)) from error
        self._changed.clear()

    def _lines(self) -> list[str]:
        try:
            return self.path.read_text(encoding="utf-8", errors="surrogatepass").splitlines()
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                f"cannot be read ({getattr(error, 'strerror', None) or error})", path=str(self.path)
            ) from error

    def _take(self, line: str) -> None:
        if not line.strip():
            return
        try:
            record: dict[str, Any] = json.loads(line)
            record.pop("v")
            entry = Entry(**record)
            LinkState(entry.state)
        except (ValueError, TypeError, KeyError, AttributeError):
            self.damaged += 1
            return
        kept = self.entries.get(entry.url)
        if (
            kept is None
            or (entry.url not in self._changed and kept.checked <= entry.checked)
            or kept.checked < entry.checked
        ):
            self.entries[entry.url] = entry


_EMPTY = Entry("", "")


def _line(entry: Entry) -> str:
    record: dict[str, Any] = {"v": VERSION, "url": entry.url, "state": entry.state}
    for name in Entry.__slots__:
        value = getattr(entry, name)
        if name not in record and value != getattr(_EMPTY, name):
            record[name] = dict(sorted(value.items())) if isinstance(value, dict) else value
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def settled(entry: Entry, before: Entry | None, now: datetime) -> Entry:
    """A new look put into the history: strikes counted, silence called death in time, and when to look again."""
    moment = stamp(now)
    state = LinkState(entry.state)
    if state not in FAILED:
        last_ok = moment if state in (LinkState.OK, LinkState.MOVED) else (before.last_ok if before else "")
        kept = _kept_history(before) if state not in (LinkState.OK, LinkState.MOVED) else {}
        return replace(entry, checked=moment, until=_until(entry, now), last_ok=last_ok, **kept)
    strikes, struck = _strikes(before, now)
    first = before.first_failed if before and before.first_failed else moment
    if state is LinkState.UNREACHABLE and strikes >= STRIKES_FOR_DEAD:
        reason = f"no answer at {strikes} looks since {first[:10]}; the last: {entry.reason}"
        entry = replace(entry, state=LinkState.GONE.value, reason=reason)
    last_ok = before.last_ok if before else ""
    dated = replace(entry, checked=moment, until=_until(entry, now), last_ok=last_ok)
    return replace(dated, strikes=strikes, struck=struck, first_failed=first)


def _kept_history(before: Entry | None) -> dict[str, Any]:
    """A wall or a wait says nothing about the page: strikes neither grow nor fall."""
    if before is None:
        return {}
    return {"strikes": before.strikes, "struck": before.struck, "first_failed": before.first_failed}


def _strikes(before: Entry | None, now: datetime) -> tuple[int, str]:
    if before is None or not before.strikes or not before.struck:
        return 1, stamp(now)
    if now - moment_of(before.struck) < STRIKE_GAP:
        return before.strikes, before.struck
    return before.strikes + 1, stamp(now)


def _until(entry: Entry, now: datetime) -> str:
    state = LinkState(entry.state)
    if state in FAILED or state is LinkState.DEFERRED:
        return stamp(now + FRESH_FAILED)
    span = FRESH_REFUSED if state in REFUSED else FRESH_ALIVE
    return stamp(now + span * (1 + JITTER * spread(entry.url)))


def spread(url: str) -> float:
    """A number in [-1, 1) that is the address's own: the same in every run, different between addresses."""
    return zlib.crc32(url.encode("utf-8", "surrogatepass")) / 2**31 - 1


def stamp(moment: datetime) -> str:
    """ISO 8601 to the second, UTC: sorts as text."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_of(text: str) -> datetime:
    """The moment a stamp names."""
    return datetime.fromisoformat(text)
