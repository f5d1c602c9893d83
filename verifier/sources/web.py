"""Any page or PDF of the web: the adapter of last resort, which recognises everything."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.records.source import Source, Wanted
from verifier.sources.answers import fresh
from verifier.sources.archive import Archive
from verifier.sources.base import Answer, UrlForm
from verifier.sources.urls import Address, is_pdf_path, page_in, parse, tidy


class Web(Archive):
    """A page, a PDF, a TEI file or plain text at an address no other adapter claims."""

    name = "web"
    title = "Any web page or PDF"
    forms = (
        UrlForm("http(s)://{host}/{path}", "https://www.nato.example/docu/comm/c940609b.htm"),
        UrlForm(
            "http(s)://{host}/{path}.pdf#page={n}",
            "https://irp.example.org/agency/russia.pdf#page=4",
            "n counts the file's pages",
        ),
    )

    def recognise(self, url: str) -> Source:
        """Always a source; one whose address cannot be asked is refused later, by the guard."""
        address = parse(url)
        if not address.host:
            return self._source(f"web:{tidy(url)}", tidy(url), url)
        return self._source(_key(address), address.url, url, page=page_in(address.fragment), fragment=address.fragment)

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """The address; a page where its name promises a PDF is then told apart from the PDF."""
        pdf = is_pdf_path(source.url.partition("?")[0])
        return fresh([Wanted(source.url, "pdf" if pdf else "record", "pdf" if pdf else "any")], answers)


def _key(address: Address) -> str:
    """Equal with and without `www.`, https and a slash at the end; a fragment is a place in the page."""
    query = address.url.partition("?")[2]
    return f"web:{address.site}{address.clean_path.rstrip('/')}" + (f"?{query}" if query else "")
