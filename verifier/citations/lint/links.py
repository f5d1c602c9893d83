"""Addresses that archives gave up, fragments of other pages, paths without a host."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.citations.addresses import completed as completed_address
from verifier.citations.addresses import own_host
from verifier.citations.lint.facts import Facts
from verifier.records.findings import Finding
from verifier.rules import rule

_LEGACY = (
    (r"nsarchive\.gwu\.edu/dc\.html\?doc=", "the National Security Archive's viewer of 2015-2020; cite /document/..."),
    (
        r"(?:www2?\.gwu\.edu/~nsarchiv|nsarchive\.gwu\.edu/NSAEBB)",
        "the National Security Archive's old site; now nsarchive2.gwu.edu",
    ),
    (
        r"(?:www\.)?wilsoncenter\.org/(?:digital-archive|index\.cfm)|legacy\.wilsoncenter\.org|cwihp\.org",
        "an old Wilson Center address; now digitalarchive.wilsoncenter.org",
    ),
    (r"nato\.int/(?:docu/|cps/en/(?:natolive|natohq)/)", "an old form of NATO's site"),
    (r"state\.gov/(?:www/|r/pa/ho/frus)", "an old form of the State Department's site; now history.state.gov"),
    (r"usembassy\.de|bushlibrary\.tamu\.edu|bush41library\.tamu\.edu", "a host that is gone"),
    (r"(?:www\.)?fas\.org/irp/", "an old form; now irp.fas.org"),
    (
        r"(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|ow\.ly)/",
        "a shortened address: it hides the source and dies with its service",
    ),
)
_FOREIGN = re.compile(
    r"#(?:_?(?:edn|ftn)(?:ref)?\d+|:~:text=.*|comments?|respond|top|content|main|xtor=.*|\.[A-Za-z0-9_-]{8,})$"
)


def legacy(facts: Facts) -> Iterator[Finding]:
    """C112: addresses of a form known to break."""
    for resolution in facts.in_notes():
        citation = resolution.citation
        for url in citation.urls if citation else ():
            what = next(
                (what for form, what in _LEGACY if re.search(rf"^https?://(?:www\.)?{form}|^https?://{form}", url)),
                None,
            )
            if what and citation:
                yield rule("C112").finding(f"note {facts.label(citation.note)}: {url} is {what}", span=citation.span)


def foreign_fragments(facts: Facts) -> Iterator[Finding]:
    """C113: fragments copied along from another page."""
    for resolution in facts.in_notes():
        citation = resolution.citation
        for url in citation.urls if citation else ():
            found = _FOREIGN.search(url)
            if found and citation:
                label = facts.label(citation.note)
                message = f"note {label}: {found.group()} belongs to the page the address was copied from"
                yield rule("C113").finding(message, span=citation.span)


def completed(facts: Facts) -> Iterator[Finding]:
    """C117: links that give only a path, completed by a host of the same manuscript."""
    host = own_host(facts.manuscript)
    for link in facts.manuscript.links:
        url = completed_address(link.url, host)
        if url != link.url:
            yield rule("C117").finding(f"{link.url} was read as {url}", span=link.span)
