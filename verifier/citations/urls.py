"""URLs in a note, whole: joined over line and page breaks, out of brackets, without the sentence's punctuation."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_URL = 2000  # code points; what browsers and archives accept, and a stop for a bracket never closed

_START = re.compile(
    r"(?:<\s{0,80})?(?P<url>https?://|www\.(?=[a-z0-9])|doi:\s*(?=10\.\d{4})|(?<![/\w.])doi\.org/)", re.IGNORECASE
)
_RUN = re.compile(r"[^\s<>“”\"«»‘’|\\^`{}]+")
_DEBRIS = re.compile(r"\[([^\]\s]+)\]\([^)\s]*\)")  # a line of a URL that an editor turned into a link of its own
_BREAK = re.compile(r"[ \t]*\n\s*")
_JOINING_ENDS = "-/_=&?%#+~."
_TRAILING = ".,;:!?'\"’”»*]}"
_FILE = re.compile(r"\.(?:html?|pdf|php|aspx?|jsp|cfm|shtml|xml|txt|docx?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundUrl:
    """A URL and the stretch [start, end) of the note's text it was read from, brackets included."""

    url: str
    start: int
    end: int


def find_urls(text: str) -> list[FoundUrl]:
    """Every URL of a note, in order."""
    found: list[FoundUrl] = []
    at = 0
    while (start := _START.search(text, at)) is not None:
        one = _bracketed(text, start) or _bare(text, start.start("url"))
        if one.url:
            found.append(one)
        at = max(one.end, start.end())
    return found


def address_key(url: str) -> str:
    """What two forms of one address have in common: no scheme, no `www.`, no slug behind a number, no page pinpoint."""
    bare = re.sub(r"^https?://(?:www\.)?", "", url.strip(), flags=re.IGNORECASE)
    bare = re.sub(r"#(?:page=|document/p|_?(?:edn|ftn)(?:ref)?)\w*$", "", bare).rstrip("/")
    host, _, path = bare.partition("/")
    numbered = re.sub(r"/(\d{4,})-[^/?#]*", r"/\1", "/" + path)
    return host.lower() + numbered


def _bracketed(text: str, start: re.Match[str]) -> FoundUrl | None:
    if not start.group().startswith("<"):
        return None
    close = text.find(">", start.end(), start.end() + LONGEST_URL)
    inside = text[start.start("url") : close]
    if close < 0 or "<" in inside or re.search(r"\S[ \t]+\S+[ \t]+\S", inside):
        return None
    return FoundUrl(_named(re.sub(r"\s+", "", _undebris(inside))), start.start(), close + 1)


def _bare(text: str, start: int) -> FoundUrl:
    run = _RUN.match(text, start)
    url, end = (run.group(), run.end()) if run else ("", start)
    while (piece := _continuation(text, url, end)) is not None:
        url, end = url + piece[0], piece[1]
    bare = _trimmed(url)
    return FoundUrl(_named(bare), start, end - (len(url) - len(bare)))


def _continuation(text: str, url: str, end: int) -> tuple[str, int] | None:
    """The rest of a URL that a line or page break cut, and where it ends; None when the URL is whole."""
    gap = _BREAK.match(text, end)
    if gap is None or not url:
        return None
    debris = _DEBRIS.match(text, gap.end())
    if debris and url[-1] in _JOINING_ENDS:
        return debris.group(1), debris.end()
    run = _RUN.match(text, gap.end())
    if run is None or not _goes_on(url, run.group()):
        return None
    return run.group(), run.end()


def _goes_on(url: str, rest: str) -> bool:
    """True when `rest`, at the head of the next line, reads as the tail of `url` rather than as words of the note."""
    core = _trimmed(rest)
    if not core or core[0] in "([" or _START.match(rest):
        return False
    addressed = bool(re.search(r"[/=_%&?]", core)) or core.count("-") > 1 or bool(_FILE.search(core))
    if url[-1] == "-":
        return core[0].islower() or core[0].isdigit() or addressed
    if url[-1] == ".":
        return addressed and core[0].islower() and bool(_FILE.search("." + core))
    if url[-1] in _JOINING_ENDS:
        return addressed or core.isdigit()
    return url[-1].isalnum() and (core[0] in "/-_?=&%#" or (addressed and core[0].islower()))


def _trimmed(url: str) -> str:
    while url and (url[-1] in _TRAILING or (url[-1] == ")" and url.count(")") > url.count("("))):
        url = url[:-1]
    return url


def _undebris(text: str) -> str:
    return _DEBRIS.sub(r"\1", text)


def _named(url: str) -> str:
    """The address in full: DOIs and bare hosts get their scheme."""
    if url.lower().startswith("doi:"):
        return "https://doi.org/" + url[4:].strip()
    if url.lower().startswith(("www.", "doi.org/")):
        return "https://" + url
    return url
