"""What is looked at and what was found: a link with the places it stands at, and what became of it.

Plain and light on purpose: a run in which every answer is still fresh loads nothing heavier than this.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

SCHEMA_VERSION = "1.0"


class LinkState(StrEnum):
    """What became of a link. DRIFTED: the page lives, the quotation is gone from it."""

    OK = "ok"
    MOVED = "moved"
    GONE = "gone"
    SOFT_404 = "soft_404"
    BLOCKED = "blocked"
    DEFERRED = "deferred"
    UNREACHABLE = "unreachable"
    LOGIN = "login"
    DRIFTED = "drifted"
    NOT_CHECKED = "not_checked"


ALIVE = frozenset({LinkState.OK, LinkState.MOVED})
DEAD = frozenset({LinkState.GONE, LinkState.SOFT_404, LinkState.DRIFTED})


class Fragment(StrEnum):
    """Whether the place that a link's fragment names is on the page. NONE: there is no fragment we could check."""

    OK = "ok"
    MISSING = "missing"
    NONE = "none"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in an input: 1-based line and column of the first character."""

    file: str
    line: int
    col: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.col}"


@dataclass(frozen=True, slots=True)
class Mention:
    """One link as it stands in an input. `raw` is how it is written there, which may differ from `url` by escapes.

    `quote` is the quotation whose source the link is, where the input says so; `quote_place` is where that stands.
    `accessed` is the day the author says the page was read (ISO date), '' when unknown.
    """

    url: str
    place: Place
    raw: str = ""
    quote: str = ""
    quote_place: Place | None = None
    accessed: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Every mention of one address, fragment included, in the order of the inputs."""

    url: str
    mentions: tuple[Mention, ...]

    @property
    def quotes(self) -> tuple[str, ...]:
        """The quotations that cite it, each once."""
        return tuple(dict.fromkeys(mention.quote for mention in self.mentions if mention.quote))

    @property
    def accessed(self) -> str:
        """The latest day on which an author says to have read it, '' when none does."""
        return max((mention.accessed for mention in self.mentions), default="")


@dataclass(frozen=True, slots=True)
class Rescue:
    """An archived copy. `at` is its own time (ISO 8601); `holds`: does the quotation stand in it, None unknown."""

    url: str
    at: str
    holds: bool | None = None
    attributes: str = ""


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """A quotation held against the live page. `link` opens the page at the words (empty when they are not there)."""

    quote: str
    verdict: str
    link: str = ""
    last_seen: str = ""


@dataclass(frozen=True, slots=True)
class LinkResult:
    """What became of one link. Times are ISO 8601, UTC; `first_failed` and `strikes` are of failures in a row.

    `permanent` says that every redirect on the way to `final_url` was a permanent one. `ignored` holds the reason
    given by the author, or the name of the baseline, when the finding is known and accepted.
    """

    link: Link
    state: LinkState
    status: int = 0
    final_url: str = ""
    reason: str = ""
    fragment: Fragment = Fragment.NONE
    permanent: bool = False
    checked: str = ""
    fresh: bool = False
    strikes: int = 0
    first_failed: str = ""
    last_ok: str = ""
    not_before: str = ""
    quotes: tuple[QuoteCheck, ...] = ()
    rescue: Rescue | None = None
    ignored: str = ""

    @property
    def url(self) -> str:
        """The link's address."""
        return self.link.url


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about an input rather than about a link: a file that cannot be read, an ignore that is not needed."""

    code: str
    message: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class LinkRun:
    """All links of a run, in the order of the inputs. `seconds` is wall time; `asked` counts addresses asked."""

    results: tuple[LinkResult, ...] = ()
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0
    asked: int = 0
    inputs: tuple[str, ...] = field(default=())


def gather_links(mentions: Iterable[Mention]) -> list[Link]:
    """Mentions by address, in the order in which the addresses first occur."""
    by_url: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_url.setdefault(mention.url, []).append(mention)
    return [Link(url, tuple(found)) for url, found in by_url.items()]
