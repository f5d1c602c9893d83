"""Presidential libraries: pages and scans on hosts that moved, one library under one name whatever host it had."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.records.source import Source, Wanted
from verifier.sources.answers import in_order
from verifier.sources.archive import Archive
from verifier.sources.base import Answer, UrlForm
from verifier.sources.urls import is_pdf_path, page_in, parse

# Each library's hosts, the present one first. A path that stood on an old host is tried on the present one.
LIBRARIES = {
    "bush41": ("www.bush41library.gov", "bush41library.tamu.edu", "bushlibrary.tamu.edu"),
    "bush43": ("www.georgewbushlibrary.gov", "georgewbushlibrary.smu.edu"),
    "reagan": ("www.reaganlibrary.gov", "www.reagan.utexas.edu"),
    "carter": ("www.jimmycarterlibrary.gov", "www.jimmycarterlibrary.org"),
    "ford": ("www.fordlibrarymuseum.gov", "www.ford.utexas.edu"),
    "nixon": ("www.nixonlibrary.gov", "nixon.archives.gov"),
    "lbj": ("www.discoverlbj.org", "discoverlbj.org", "www.lbjlibrary.org"),
    "jfk": ("www.jfklibrary.org",),
    "eisenhower": ("www.eisenhowerlibrary.gov", "www.eisenhower.archives.gov"),
    "truman": ("www.trumanlibrary.gov", "www.trumanlibrary.org"),
    "roosevelt": ("www.fdrlibrary.org", "www.fdrlibrary.marist.edu"),
}


def _site(host: str) -> str:
    return host.removeprefix("www.")


_BY_SITE = {_site(host): name for name, hosts in LIBRARIES.items() for host in hosts}


class Presidential(Archive):
    """A page or file by its path; the host it was cited on may be dead."""

    name = "presidential"
    title = (
        "Presidential libraries (Bush, Reagan, Carter, Ford, Nixon, Johnson, Kennedy, Eisenhower, Truman, Roosevelt)"
    )
    forms = (
        UrlForm(
            "www.bush41library.gov/{path}", "https://www.bush41library.gov/files/memcons-telcons/1990-02-24--Kohl.pdf"
        ),
        UrlForm(
            "bush41library.tamu.edu/{path}",
            "https://bush41library.tamu.edu/files/memcons-telcons/1990-02-24--Kohl.pdf",
            "a dead host; its path is tried on the present one, then in web archives",
        ),
        UrlForm("www.reaganlibrary.gov/{path}", "https://www.reaganlibrary.gov/archives/speech/address"),
        UrlForm("www.discoverlbj.org/item/{id}", "https://www.discoverlbj.org/item/nsf-memos"),
    )

    def recognise(self, url: str) -> Source | None:
        """Any page of a library's hosts but its front page."""
        address = parse(url)
        library = _BY_SITE.get(address.site)
        if library is None or not address.segments:
            return None
        rest = address.clean_path + (f"?{address.query}" if address.query else "")
        urls = [f"https://{host}{rest}" for host in _hosts(library, address.site)]
        return self._source(
            f"{library}:{rest.strip('/').lower()}",
            urls[0],
            url,
            aliases=urls,
            page=page_in(address.fragment),
            hints={"library": library},
        )

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """The cited address first; then the same path on the library's other hosts, one after another."""
        return in_order((_wanted(url, cited=place == 0) for place, url in enumerate(source.aliases)), answers)


def _hosts(library: str, cited: str) -> list[str]:
    hosts = LIBRARIES[library]
    return sorted(hosts, key=lambda host: _site(host) != cited)


def _wanted(url: str, *, cited: bool) -> Wanted:
    expect = "pdf" if is_pdf_path(url.partition("?")[0]) else "any"
    note = "" if cited else "the path of the cited address, on another host of the same library"
    return Wanted(
        url, "pdf" if expect == "pdf" else "record", expect, optional=not cited, inferred=not cited, note=note
    )
