"""The State Department's FOIA reading room: PDFs only, known by their C-number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.records.source import Source, Wanted
from verifier.sources.answers import in_order
from verifier.sources.archive import Archive
from verifier.sources.base import Answer, UrlForm
from verifier.sources.urls import is_pdf_path, page_in, parse

ROOT = "https://foia.state.gov"
_NUMBER = re.compile(r"^(?:DOC_0)?(C\d{8})(?:\.pdf)?$", re.IGNORECASE)


class Foia(Archive):
    """A release by its number; the folders before it say only in which batch it came out."""

    name = "foia"
    title = "Department of State, Freedom of Information Act Virtual Reading Room"
    forms = (
        UrlForm(
            "foia.state.gov/.../DOCUMENTS/{batch}/{case}/DOC_0C{8 digits}/C{8 digits}.pdf",
            f"{ROOT}/searchapp/DOCUMENTS/Batch1/F-2010-00001/DOC_0C05109101/C05109101.pdf",
        ),
        UrlForm("foia.state.gov/documents/{collection}/{name}.pdf", f"{ROOT}/documents/kissinger/0000CF5A.pdf"),
    )

    def recognise(self, url: str) -> Source | None:
        """A PDF of the reading room; its search pages name no document."""
        address = parse(url)
        if address.site != "foia.state.gov" or not is_pdf_path(address.path):
            return None
        name = address.segments[-1]
        number = _NUMBER.match(name)
        key = f"foia:{number.group(1).upper()}" if number else f"foia:{'/'.join(address.segments[-2:]).lower()}"
        forms = [f"{ROOT}{path}" for path in _paths(address.clean_path)]
        return self._source(key, forms[0], url, aliases=forms, page=page_in(address.fragment))

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """The cited path, then the same release under the site's other folder."""
        cited, *others = source.aliases
        note = "the cited release, under the folder the site uses beside the cited one"
        candidates = [Wanted(cited, "pdf", "pdf")]
        candidates += [Wanted(url, "pdf", "pdf", optional=True, inferred=True, note=note) for url in others]
        return in_order(candidates, answers)


def _paths(path: str) -> tuple[str, ...]:
    """The path as cited, and with or without the `searchapp` the site once put before its documents."""
    if re.match(r"^/searchapp/documents/", path, re.IGNORECASE):
        return path, path[len("/searchapp") :]
    if re.match(r"^/documents/", path, re.IGNORECASE):
        return path, f"/searchapp{path}"
    return (path,)
