"""What is asked of each address: its fragments, the quotations that cite it; and in which order they are asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from verifier.links.records import Link
from verifier.suppressions.baseline import finding_key

NO_SCHEME = "an address without http:// or https:// before it"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
KEY_OF_ANY_URL = ""  # quotations are keyed by their words alone here: the entry they stand in names the address
KEY_DIGITS = 12  # hex digits of such a key: 48 bits among the quotations of one page


@dataclass(frozen=True)
class Page:
    """One address without its fragment, and all that is asked of it."""

    url: str
    fragments: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()

    @property
    def keys(self) -> list[str]:
        """The quotations' keys."""
        return [quote_key(quote) for quote in self.quotes]


NOT_PAGES = {
    "mailto": "a mail address, not a page",
    "tel": "a telephone number, not a page",
    "data": "the data stand in the address itself; there is nothing to ask",
    "doi": "a DOI is no address by itself; write it as https://doi.org/{rest}",
    "file": "a file on one machine, not a page",
}


def is_address(text: str) -> bool:
    """True for what begins with a scheme (`ftp:`, `mailto:`, `https:`); one letter alone is a drive of Windows."""
    return _SCHEME.match(text) is not None


def not_a_page(url: str) -> str:
    """Why an address cannot be asked whatever its host is; '' for http and https in a form that can be read."""
    scheme, colon, rest = url.partition(":")
    scheme = scheme.lower()
    if scheme in ("http", "https"):
        return _unreadable(url)
    said = NOT_PAGES.get(scheme, "only http and https addresses can be asked, not {scheme}" if colon else NO_SCHEME)
    return said.format(scheme=f"{scheme}:", rest=rest.lstrip("/"))


def _unreadable(url: str) -> str:
    """Why an address cannot even be taken apart (`http://[::1`), so that no room further on stumbles over it."""
    try:
        urlsplit(url)
    except ValueError as error:
        return f"the address cannot be read ({error})"
    return ""


def pages_of(links: Sequence[Link]) -> list[Page]:
    """The addresses to ask, each once, with every fragment and quotation that needs it."""
    fragments: dict[str, dict[str, None]] = {}
    quotes: dict[str, dict[str, None]] = {}
    for link in links:
        url, mark, fragment = link.url.partition("#")
        fragments.setdefault(url, {}).update(dict.fromkeys([fragment] if mark else []))
        quotes.setdefault(url, {}).update(dict.fromkeys(link.quotes))
    return [Page(url, tuple(fragments[url]), tuple(quotes[url])) for url in fragments]


def in_turns(pages: Sequence[Page]) -> list[Page]:
    """One page of each host in turn, so that a slow host does not hold up the others."""
    by_host: dict[str, list[Page]] = {}
    for page in pages:
        by_host.setdefault(urlsplit(page.url).netloc, []).append(page)
    if len(by_host) <= 1:
        return list(pages)
    ranked = [(turn, host, page) for host, waiting in enumerate(by_host.values()) for turn, page in enumerate(waiting)]
    return [page for _, _, page in sorted(ranked, key=lambda each: each[:2])]


def quote_key(quote: str) -> str:
    """The key under which a quotation's check is kept in a page's entry."""
    return finding_key(quote, KEY_OF_ANY_URL)[:KEY_DIGITS]
