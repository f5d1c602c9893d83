"""The control question: how does this host answer for a page that cannot exist? Asked once per host, for soft 404s."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from verifier.captures.addresses import host_of, lookup_key
from verifier.captures.classify import FEW_CHARACTERS, Seen
from verifier.captures.markers import HOME_PATH
from verifier.captures.page import Page, looks_like_html, read_page
from verifier.captures.tries import Settled

LIKENESS = 0.9  # share of word pairs in common from which two pages say the same; menus alone reach about 0.6
LEAST_PAIRS = 5  # word pairs: below that there is nothing to compare


@dataclass(frozen=True)
class Control:
    """What a made-up address brought: its final address and its word pairs, empty when it was honestly refused."""

    token: str
    final_key: str = ""
    redirected: bool = False
    pairs: frozenset[tuple[str, str]] = frozenset()


class Probes:
    """One control per host, asked through `settle` when first needed."""

    def __init__(self, settle: Callable[[str], Settled]) -> None:
        self._settle = settle
        self._lock = threading.Lock()
        self._asking: dict[str, threading.Lock] = {}
        self._known: dict[str, Control] = {}

    def look(self, seen: Seen, page: Page) -> str:
        """Why `seen` is what this host answers for any address at all; empty when it is not."""
        if _exempt(seen, page):
            return ""
        control = self._control(seen.final_url)
        if control.redirected and seen.hops and lookup_key(seen.final_url) == control.final_key:
            return "the host sends made-up addresses to the same page"
        if _may_be_alike(page.text, control.pairs) and _likeness(_pairs(page.text, ""), control.pairs) >= LIKENESS:
            return "the host shows the same page for a made-up address"
        return ""

    def _control(self, url: str) -> Control:
        host = host_of(url)
        with self._lock:
            asking = self._asking.setdefault(host, threading.Lock())
        with asking:
            if host not in self._known:
                self._known[host] = self._ask(url)
            return self._known[host]

    def _ask(self, url: str) -> Control:
        parts = urlsplit(url)
        token = secrets.token_hex(8)
        folder = parts.path.rpartition("/")[0]
        settled = self._settle(f"{parts.scheme}://{parts.netloc}{folder}/no-such-page-{token}")
        outcome = settled.outcome
        if outcome.status != 200 or not looks_like_html(outcome.body.data):
            return Control(token)
        text = read_page(outcome.body.data).text
        return Control(token, lookup_key(outcome.final_url), bool(outcome.hops), _pairs(text, token))


def _exempt(seen: Seen, page: Page) -> bool:
    """Home pages, which hosts show for any address; and shells whose words a script fills in, which are all alike."""
    home = HOME_PATH.match(urlsplit(seen.url).path.lower()) and not urlsplit(seen.url).query
    return bool(home) or (len(page.text) < FEW_CHARACTERS and "<script" in page.markup)


def _pairs(text: str, token: str) -> frozenset[tuple[str, str]]:
    words = [word for word in text.split() if not token or token not in word]
    return frozenset(pairwise(words))


def _may_be_alike(text: str, control: frozenset[tuple[str, str]]) -> bool:
    """False where the number of words alone rules it out: most pages, and every page of an honest host."""
    words = text.count(" ") + 1
    return len(control) >= LEAST_PAIRS and words > LIKENESS * len(control)


def _likeness(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> float:
    """Jaccard's: pairs in common over pairs in all."""
    return len(one & other) / len(one | other) if one and other else 0.0
