"""Time, as one object that can be replaced: the wall clock names moments, the monotonic one measures them."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime


class Clock:
    """The real clocks. Tests put another in its place to jump, stop or hurry."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait; nothing for zero or less."""
        if seconds > 0:
            time.sleep(seconds)


def stamp(moment: datetime) -> str:
    """ISO 8601, UTC, microseconds and a Z: `2026-11-22T09:47:45.123456Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_stamp(text: str) -> datetime:
    """The moment a stamp (or any ISO 8601 date or time; UTC when it says nothing) names. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def file_stamp(text: str) -> str:
    """A stamp as a file's name spells it: `20261122T094745.123456Z`."""
    return text.replace("-", "").replace(":", "")


def http_date(text: str) -> datetime | None:
    """The moment an HTTP date names, None when it is none."""
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def retry_after(value: str, now: datetime) -> datetime | None:
    """When a Retry-After header (seconds or a date) says to come back; None when it says nothing readable."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return now + timedelta(seconds=min(int(text), 10**9))
    return http_date(text) if text else None
