"""An address as an archive means it: what typing, scheme or an alias of the host add to it is taken off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

_CLOSERS = {")": "(", "]": "[", "}": "{"}
_SENTENCE_END = ".,;:!?'\"’”»>"
_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_[ce]id)$")
_PAGE = re.compile(r"(?:^|[/&?])(?:page=|p=|p)(\d{1,5})(?:[/&.]|$)")


@dataclass(frozen=True)
class Address:
    """The parts of a URL. `host` is lower case without port or trailing dot; `path` is as typed; `query` is raw."""

    scheme: str
    host: str
    port: str
    path: str
    query: str
    fragment: str

    @cached_property
    def site(self) -> str:
        """The host without a leading `www.` or `www2.`."""
        return re.sub(r"^www\d?\.", "", self.host)

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The non-empty parts of the path, percent-escapes resolved."""
        return tuple(unquote(part) for part in self.path.split("/") if part)

    @cached_property
    def clean_path(self) -> str:
        """The path with doubled slashes joined."""
        return re.sub(r"/{2,}", "/", self.path) or "/"

    @property
    def netloc(self) -> str:
        """Host, and port where one was given."""
        return f"{self.host}:{self.port}" if self.port else self.host

    @property
    def url(self) -> str:
        """The whole address without its fragment and without tracking parameters."""
        kept = [(k, v) for k, v in parse_qsl(self.query, keep_blank_values=True) if not _TRACKING.match(k)]
        query = self.query if len(kept) == len(parse_qsl(self.query, keep_blank_values=True)) else urlencode(kept)
        return f"{self.scheme}://{self.netloc}{self.path or '/'}" + (f"?{query}" if query else "")

    def param(self, name: str) -> str:
        """The first value of a query parameter, '' when it is absent. Names are compared without case."""
        wanted = name.lower()
        return next((v for k, v in parse_qsl(self.query, keep_blank_values=True) if k.lower() == wanted), "")


def tidy(url: str) -> str:
    """The URL without white space, angle brackets and the sentence's own punctuation at its end.

    A closing bracket is cut off only when nothing in the URL opens it.
    """
    text = re.sub(r"\s+", "", url).strip("<>")
    while text and (text[-1] in _SENTENCE_END or _unopened(text)):
        text = text[:-1]
    return text


def _unopened(text: str) -> bool:
    opener = _CLOSERS.get(text[-1])
    return opener is not None and text.count(text[-1]) > text.count(opener)


@lru_cache(maxsize=4096)
def parse(url: str) -> Address:
    """The address a URL names. Never raises: what cannot be split comes back with an empty host."""
    text = tidy(url)
    if "://" not in text and re.match(r"^[\w-]+(\.[\w-]+)+(/|$)", text):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return Address("", "", "", text, "", "")
    shown = "" if port in (None, 80, 443) else str(port)
    return Address(parts.scheme.lower(), host, shown, parts.path, parts.query, parts.fragment)


def page_in(fragment: str) -> str | None:
    """The page a fragment points at: `page=6`, `document/p4`, `p12`; None when it names no page."""
    found = _PAGE.search(fragment)
    return found.group(1) if found else None


def is_pdf_path(path: str) -> bool:
    """True where the path's name ends in .pdf, whatever the case."""
    return path.lower().rstrip("/").endswith(".pdf")
