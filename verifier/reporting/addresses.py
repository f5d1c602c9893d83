"""Addresses as a report may show them: what may be a link, what is text only, and what names a claim on its page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

LINKED_SCHEMES = frozenset({"http", "https"})
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069<>\"'`\\]")
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9_.-]+")


def linkable(url: str) -> str:
    """The address when it may be a link (http or https, a host, no control or quoting character), else ''."""
    if not url or _UNSAFE.search(url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme.lower() in LINKED_SCHEMES and parts.netloc else ""


def anchor_names(ids: list[str]) -> list[str]:
    """A fragment for each claim id: stable for a stable id, safe in HTML and in a URL, never twice the same."""
    taken: set[str] = set()
    names = []
    for given in ids:
        base = "claim-" + (_NOT_IN_ID.sub("-", given).strip("-") or "x")
        name, turn = base, 2
        while name in taken:
            name, turn = f"{base}-{turn}", turn + 1
        taken.add(name)
        names.append(name)
    return names
