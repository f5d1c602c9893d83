"""govinfo.gov: packages and granules, as PDF (with pages) or as text in HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.records.source import Source, Wanted
from verifier.sources.answers import in_order
from verifier.sources.archive import Archive
from verifier.sources.base import Answer, UrlForm
from verifier.sources.urls import page_in, parse

ROOT = "https://www.govinfo.gov"
_HOSTS = {"govinfo.gov", "gpo.gov"}
_KINDS = {"pdf": "pdf", "html": "htm", "xml": "xml"}


class Govinfo(Archive):
    """A granule by its package and name; its viewer page holds no text, so the files are asked for."""

    name = "govinfo"
    title = "govinfo, U.S. Government Publishing Office"
    forms = (
        UrlForm(
            "/content/pkg/{package}/pdf/{granule}.pdf",
            f"{ROOT}/content/pkg/WCPD-1994-01-17/pdf/WCPD-1994-01-17-Pg41.pdf",
        ),
        UrlForm(
            "/content/pkg/{package}/html/{granule}.htm",
            f"{ROOT}/content/pkg/WCPD-1994-01-17/html/WCPD-1994-01-17-Pg41.htm",
        ),
        UrlForm("/app/details/{package}[/{granule}]", f"{ROOT}/app/details/WCPD-1994-01-17/WCPD-1994-01-17-Pg41"),
        UrlForm(
            "www.gpo.gov/fdsys/pkg/{package}/...",
            "https://www.gpo.gov/fdsys/pkg/WCPD-1994-01-17/pdf/WCPD-1994-01-17-Pg41.pdf",
            "the site before 2018",
        ),
    )

    def recognise(self, url: str) -> Source | None:
        """A package or granule, on the present site or the one before it."""
        address = parse(url)
        parts = address.segments
        if address.site not in _HOSTS:
            return None
        page = page_in(address.fragment)
        if parts[:2] == ("app", "details") and len(parts) > 2:
            return self._granule(parts[2], parts[3] if len(parts) > 3 else parts[2], "", page, url)
        if "pkg" in parts and len(parts) > parts.index("pkg") + 3:
            package, kind, name = parts[parts.index("pkg") + 1 :][:3]
            return self._granule(package, re.sub(r"\.\w+$", "", name), kind, page, url)
        if "pkg" in parts and len(parts) > parts.index("pkg") + 1:
            package = parts[parts.index("pkg") + 1]
            return self._granule(package, package, "", page, url)
        return None

    def _granule(self, package: str, granule: str, kind: str, page: str | None, cited: str) -> Source:
        """The cited kind of file first; where none was cited, the PDF, whose pages can be checked."""
        order = sorted(("pdf", "html"), key=lambda one: one != kind)
        urls = [f"{ROOT}/content/pkg/{package}/{one}/{granule}.{_KINDS[one]}" for one in order]
        return self._source(f"govinfo:{package}/{granule}", urls[0], cited, aliases=urls, page=page)

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """The files of the granule, one after another until one answers."""
        return in_order((_wanted(url, first=place == 0) for place, url in enumerate(source.aliases)), answers)


def _wanted(url: str, *, first: bool) -> Wanted:
    pdf = url.endswith(".pdf")
    note = "" if first else "the same granule as another kind of file"
    return Wanted(
        url, "pdf" if pdf else "record", "pdf" if pdf else "html", optional=not first, inferred=not first, note=note
    )
