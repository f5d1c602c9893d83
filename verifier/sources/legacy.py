"""The National Security Archive's first site: electronic briefing books of 1995-2017, under three host names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.records.source import Source, Wanted
from verifier.sources.answers import in_order
from verifier.sources.archive import Archive
from verifier.sources.base import Answer, UrlForm
from verifier.sources.urls import Address, is_pdf_path, page_in, parse

ROOT = "https://nsarchive2.gwu.edu"
_SHELVES = ("NSAEBB", "nukevault", "rus", "nsa", "torture_archive", "news", "coldwar", "guatemala", "latin_america")
_OLD = re.compile(r"^/(?:~nsarchiv|%7Ensarchiv)/", re.IGNORECASE)


class Legacy(Archive):
    """A page or PDF by its path, which every host of the old site shared."""

    name = "nsarchive-legacy"
    title = "National Security Archive electronic briefing books (nsarchive2, ~nsarchiv)"
    forms = (
        UrlForm("nsarchive2.gwu.edu/NSAEBB/NSAEBB{n}/...", f"{ROOT}/NSAEBB/NSAEBB447/docs/doc02.pdf"),
        UrlForm(
            "www.gwu.edu/~nsarchiv/...", "http://www.gwu.edu/~nsarchiv/NSAEBB/NSAEBB447/index.htm", "also www2.gwu.edu"
        ),
        UrlForm("nsarchive.gwu.edu/NSAEBB/...", "https://nsarchive.gwu.edu/NSAEBB/NSAEBB447/docs/doc02.pdf"),
    )

    def recognise(self, url: str) -> Source | None:
        """A path of the old site, on whatever host."""
        address = parse(url)
        path = _path(address)
        if not path:
            return None
        page = re.sub(r"/index\.html?$", "/", path, flags=re.IGNORECASE)
        forms = [f"{ROOT}{path}", f"https://www.gwu.edu/~nsarchiv{path}"]
        return self._source(
            f"nsarchive2:{page.strip('/').lower()}", forms[0], url, aliases=forms, page=page_in(address.fragment)
        )

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """The path on the host that still serves it, then on the host it was first published on."""
        return in_order((_wanted(url, first=place == 0) for place, url in enumerate(source.aliases)), answers)


def _path(address: Address) -> str:
    """The path below the old site's root, '' for an address that is not of it."""
    path = address.clean_path
    if address.segments[-1:] == ("dc.html",):
        return ""  # a viewer that says only in its query which document it shows
    if address.site == "gwu.edu" and _OLD.match(path):
        return _OLD.sub("/", path)
    if address.site == "nsarchive2.gwu.edu" and address.segments:
        return _OLD.sub("/", path)
    old = address.site in {"nsarchive.gwu.edu", "nsarchive.org"} and len(address.segments) > 1
    return path if old and address.segments[0] in _SHELVES and not _dated(address) else ""


def _dated(address: Address) -> bool:
    """True for `/news/{project}/{date}/{slug}`, which is of the present site."""
    return len(address.segments) > 2 and bool(re.match(r"^\d{4}-\d{2}-\d{2}$", address.segments[-2]))


def _wanted(url: str, *, first: bool) -> Wanted:
    pdf = is_pdf_path(url)
    note = "" if first else "the cited path, on the host that first published it"
    expect, role = ("pdf", "pdf") if pdf else ("html", "record")
    return Wanted(
        url, role, expect, optional=not first, inferred=True, note=note or "the old site's path, on its present host"
    )
