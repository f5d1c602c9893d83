"""Following redirects ourselves: every hop is checked by the guard before it is asked, and kept."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from verifier.captures.addresses import mask, same_page, without_fragment
from verifier.captures.transport import Response
from verifier.records.capture import Hop
from verifier.settings import MAX_REDIRECTS

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
DRAINED_BYTES = 16 * 1024  # a redirect's body this small is read off so that the connection can be used again

Ask = Callable[[str], Response]


@dataclass(frozen=True)
class Walk:
    """Where a chain of redirects ended: the answer, or `failure` in words when it ends nowhere."""

    url: str
    hops: tuple[Hop, ...]
    response: Response | None
    failure: str = ""


def walk(url: str, ask: Ask, *, limit: int = MAX_REDIRECTS, leave: Callable[[], None] = lambda: None) -> Walk:
    """Ask, and follow at most `limit` redirects. `ask` checks and sends; `leave` is called between two hops.

    What `ask` raises passes through, with the hops so far as its `hops` attribute.
    """
    hops: list[Hop] = []
    at = without_fragment(url)
    seen = {at}
    while True:
        try:
            response = ask(at)
        except Exception as error:
            error.hops = tuple(hops)  # type: ignore[attr-defined]
            raise
        location = response.headers.get("location", "").strip()
        if response.status not in REDIRECTS:
            return Walk(at, tuple(hops), response)
        _drain(response)
        leave()
        hops.append(Hop(url=at, status=response.status, location=location))
        failure = _dead_end(location, hops, limit)
        target = "" if failure else without_fragment(urljoin(at, _readable(location)))
        if target in seen:
            failure = f"the redirects go in a circle at {mask(target)}"
        if failure:
            return Walk(at, tuple(hops), None, failure)
        seen.add(target)
        at = target


def moved_for_good(url: str, hops: tuple[Hop, ...], final_url: str) -> bool:
    """True when the cited address itself says, permanently, that its page now lives elsewhere.

    A change of scheme or of a last slash alone is not a move.
    """
    if same_page(url, final_url):
        return False
    telling = next((hop for hop in hops if not _same_but_spelling(hop)), None)
    return telling is not None and telling.status in PERMANENT


def downgraded(hops: tuple[Hop, ...], final_url: str) -> bool:
    """True when a chain that began or passed over https ended on http."""
    return final_url.startswith("http:") and any(hop.url.startswith("https:") for hop in hops)


def _same_but_spelling(hop: Hop) -> bool:
    return same_page(hop.url, urljoin(hop.url, hop.location))


def _dead_end(location: str, hops: list[Hop], limit: int) -> str:
    if not location:
        return f"HTTP {hops[-1].status} names no address to go on to"
    if len(hops) > limit:
        return f"more than {limit} redirects"
    return ""


def _readable(location: str) -> str:
    """A Location as bytes of UTF-8 read as Latin-1, put right, spaces encoded."""
    with contextlib.suppress(UnicodeEncodeError, UnicodeDecodeError):
        location = location.encode("latin-1").decode("utf-8")
    return location.replace(" ", "%20")


def _drain(response: Response) -> None:
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length) <= DRAINED_BYTES:
        for _ in response.chunks:
            pass
    response.close()
