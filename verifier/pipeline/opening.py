"""Links that open at the words."""

from __future__ import annotations

from urllib.parse import quote

from verifier.records.verdict import Match

FRAGMENT_WORDS = 5  # words at either end of a text fragment: enough to be unique on a page, short enough to survive


def is_address(url: str) -> bool:
    """True for what can be asked for at all: an http or https URL with a host."""
    scheme, _, rest = url.partition("://")
    return scheme.lower() in ("http", "https") and bool(rest.strip("/"))


def link_for(url: str, media_type: str, match: Match) -> str:
    """`#page=` for a PDF (its readers know nothing else), a text fragment for HTML, the bare address otherwise."""
    page = url.split("#", 1)[0]
    if "pdf" in media_type:
        return f"{page}#page={match.page_index + 1}"
    if "html" in media_type:
        return f"{page}#:~:text={_text_fragment(match.exact)}"
    return page


def _text_fragment(words: str) -> str:
    tokens = words.split()
    if len(tokens) <= 2 * FRAGMENT_WORDS:
        return _encoded(tokens)
    return f"{_encoded(tokens[:FRAGMENT_WORDS])},{_encoded(tokens[-FRAGMENT_WORDS:])}"


def _encoded(tokens: list[str]) -> str:
    return quote(" ".join(tokens), safe="").replace("-", "%2D")
