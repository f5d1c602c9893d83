"""Pages and files for the specimens, all of our own writing."""

from __future__ import annotations

import json
from collections.abc import Sequence

from verifier.captures.fake import Canned
from verifier.demo.paper import typed_pdf

NAV = "<nav><a href='/'>Skip to content</a> <a href='/search'>Search this site</a></nav>"
ESSAY = (
    "The archivists introduce the paper at some length, because an introduction is the only place where an archivist "
    "may have an opinion. They say where it was found, who kept it, and in what sort of weather it was written."
)


def page(body: str, title: str = "A page", head: str = "") -> bytes:
    """An HTML page with the usual navigation around what matters."""
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>{NAV}{body}"
        "<footer>Privacy policy and terms of use</footer></body></html>"
    ).encode()


def pdf(*pages: str) -> Canned:
    """A typed PDF, a page for each string, one line for each of its lines."""
    return Canned(typed_pdf([text.splitlines() for text in pages]), media_type="application/pdf")


def as_json(value: object) -> Canned:
    """A JSON answer."""
    return Canned(json.dumps(value).encode(), media_type="application/json")


def text(words: str) -> Canned:
    """A plain text answer."""
    return Canned(words.encode(), media_type="text/plain; charset=utf-8")


def paragraphs(words: Sequence[str]) -> str:
    """HTML paragraphs."""
    return "".join(f"<p>{word}</p>" for word in words)
