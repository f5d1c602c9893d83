"""NATO's official texts: three generations of addresses of one site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.records.source import Source, Wanted
from verifier.sources.answers import in_order
from verifier.sources.archive import Archive
from verifier.sources.base import Answer, UrlForm
from verifier.sources.urls import is_pdf_path, page_in, parse

ROOT = "https://www.nato.int"
_NUMBERED = re.compile(r"^/cps/([a-z]{2})/(natohq|natolive)/((?:official_texts|topics|news|opinions)_\d+)\.html?$")
_OLD = re.compile(r"^/(?:docu|ifor|kosovo|sfor|isaf|issues)/\S+?([a-z]\d{6}[a-z]?)\.html?$", re.IGNORECASE)


class Nato(Archive):
    """A text by its number, its old file name, or its dated path."""

    name = "nato"
    title = "North Atlantic Treaty Organization"
    forms = (
        UrlForm(
            "/cps/{lang}/natohq/official_texts_{n}.htm",
            f"{ROOT}/cps/en/natohq/official_texts_23847.htm",
            "also natolive",
        ),
        UrlForm("/docu/.../c{yymmdd}{letter}.htm", f"{ROOT}/docu/comm/49-95/c941215a.htm", "also /ifor, /kosovo"),
        UrlForm(
            "/en/about-us/official-texts-and-resources/official-texts/{y}/{m}/{d}/{slug}",
            f"{ROOT}/en/about-us/official-texts-and-resources/official-texts/1990/07/06/london-declaration",
        ),
    )

    def recognise(self, url: str) -> Source | None:
        """A text of the Alliance; other pages of the site are any page's."""
        address = parse(url)
        if address.site != "nato.int":
            return None
        path, page = address.clean_path.rstrip("/"), page_in(address.fragment)
        if found := _NUMBERED.match(path):
            language, shelf, name = found.groups()
            forms = [f"{ROOT}/cps/{language}/{one}/{name}.htm" for one in (shelf, *{"natohq", "natolive"} - {shelf})]
            return self._source(f"nato:{name}/{language}", forms[0], url, aliases=forms, page=page)
        if found := _OLD.match(path):
            cited = f"{ROOT}{path}"
            return self._source(f"nato:{path.strip('/').lower()}", cited, url, aliases=[cited], page=page)
        if "/official-texts/" in path or path.startswith(("/docu/", "/nato_static")):
            return self._source(
                f"nato:{path.strip('/').lower()}", f"{ROOT}{path}", url, aliases=[f"{ROOT}{path}"], page=page
            )
        return None

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """The cited address; then the same number on the site's other shelf."""
        return in_order((_wanted(url, cited=place == 0) for place, url in enumerate(source.aliases)), answers)


def _wanted(url: str, *, cited: bool) -> Wanted:
    expect = "pdf" if is_pdf_path(url) else "html"
    note = "" if cited else "the cited number, on the site's other shelf"
    return Wanted(url, "record", expect, optional=not cited, inferred=not cited, note=note)
