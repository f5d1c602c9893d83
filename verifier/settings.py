"""One frozen Settings, folded once at the door (constants, then a config file, then flags) and passed down."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields
from pathlib import Path

DEFAULT_CACHE = "archive_cache"
DEFAULT_REPORTS = "reports"
DEFAULT_CLAIMS = "claims.csv"
DEFAULT_DECISIONS = "reviews.csv"
DEFAULT_JOBS = 8  # requests at once in all; one archive never sees more than HOST_SLOTS of them
DEFAULT_PACE_S = 1.0  # seconds between requests to one host: what archives' robots files commonly ask of a crawler
HOST_SLOTS = 2  # requests at once to one host: one transferring while the next connects
URL_DEADLINE_S = 120.0  # seconds for one URL, redirects and body included: a 60 MB scan at 0.5 MB/s
BODY_CAP_BYTES = 64 * 2**20  # decoded bytes of one body: the largest bundles of presidential libraries are near 50 MB
RETRY_AFTER_CAP_S = 60.0  # seconds we wait for a host within a run; longer waits end as `deferred`
MAX_REDIRECTS = 5  # hops; archives need three (http, host, slug)
USER_AGENT = "verifier/0.1 (checks quotations against archives; one request a second a host)"


@dataclass(frozen=True)
class Settings:
    """What a run may be told. Every field has the default the command line shows."""

    cache: Path = Path(DEFAULT_CACHE)
    reports: Path = Path(DEFAULT_REPORTS)
    offline: bool = False
    refresh: bool = False
    formats: tuple[str, ...] = ("html", "json", "csv")
    fail_on: str = "fail"
    baseline: Path | None = None
    mirrors: dict[str, str] = field(default_factory=dict)
    jobs: int = DEFAULT_JOBS
    pace: float = DEFAULT_PACE_S
    engine: str = "serial"
    scheduler: str = ""
    ocr: str = "auto"
    languages: tuple[str, ...] = ("eng",)
    user_agent: str = USER_AGENT
    robots: bool = True
    wayback: bool = True
    allow_hosts: tuple[str, ...] = ()
    host_slots: int = HOST_SLOTS
    deadline: float = URL_DEADLINE_S
    body_cap: int = BODY_CAP_BYTES
    retry_after_cap: float = RETRY_AFTER_CAP_S
    two_person: bool = False

    @property
    def derived(self) -> Path:
        """Where data made from captures is kept (texts, index, verdicts): it may be deleted at any time."""
        return self.cache / "derived"

    def digest(self) -> str:
        """Twelve hex digits over what can change a verdict (not over folders, pace or jobs)."""
        judged = {
            "ocr": self.ocr,
            "languages": self.languages,
            "wayback": self.wayback,
            "mirrors": self.mirrors,
        }
        return hashlib.sha256(json.dumps(judged, sort_keys=True).encode()).hexdigest()[:12]

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The field names, as a config file spells them."""
        return tuple(f.name for f in fields(cls))
