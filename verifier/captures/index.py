"""The index: derived from the records, rebuilt whenever the ledger has grown, safe to delete. Never the truth.

`index.cdxj` holds one line a capture, sorted: key, 14-digit time, JSON. Its first line says how long the ledger
was when it was made; any other length means it is stale.
"""

from __future__ import annotations

import contextlib
import json
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from verifier.captures.addresses import host_of, lookup_key, mask, split
from verifier.captures.clock import parse_stamp
from verifier.captures.disk import publish
from verifier.errors import StoreError
from verifier.records.capture import Capture

if TYPE_CHECKING:
    from verifier.captures.store import Store

INDEX = "index.cdxj"
_WWW = re.compile(r"^www\d*\.")
_UNESCAPED = "".join(set(string.punctuation) - set("%#"))


def surt(url: str) -> str:
    """The address turned for sorting, `edu,gwu,nsarchive)/document/1`, by the rules that replay tools look it up with.

    Those are the Internet Archive's: no `www.`, lower case, query sorted, doubled and last slashes out.
    """
    parts = split(mask(url))
    host = host_of(url)
    with contextlib.suppress(UnicodeError):
        host = host.encode("idna").decode()
    host = ",".join(reversed(_WWW.sub("", host).split(".")))
    port = "" if parts.port in (None, {"http": 80, "https": 443}.get(parts.scheme)) else f":{parts.port}"
    path = re.sub(r"/+", "/", _escaped(parts.path)).rstrip("/") or "/"
    query = "&".join(sorted(_escaped(parts.query).split("&"), key=lambda pair: pair.split("=", 1)))
    return f"{host}{port}){path}{'?' if query else ''}{query}".lower()


def _escaped(text: str) -> str:
    while (plain := unquote(text, errors="surrogateescape")) != text:
        text = plain
    return quote(text, safe=_UNESCAPED, errors="surrogateescape").lower()


def cdxj_line(capture: Capture, **more: str) -> str:
    """One capture as an index line."""
    moment = parse_stamp(capture.retrieved_at).strftime("%Y%m%d%H%M%S")
    facts = {
        "url": capture.url,
        "mime": capture.media_type,
        "status": str(capture.status or 200),
        "digest": f"sha256:{capture.sha256}",
        **more,
    }
    return f"{surt(capture.url)} {moment} {json.dumps(facts, ensure_ascii=True)}"


def rebuild(store: Store) -> Path:
    """Write the index anew from the records; the path. Raises StoreError."""
    length = _ledger_length(store)
    lines = sorted(
        cdxj_line(c, id=c.id, final=c.final_url, state=c.state.value, method=c.method.value) for c in store.captures()
    )
    head = f"!meta {json.dumps({'ledger': length})}"
    path = store.root / INDEX
    publish(store.disk, store.scratch, path, ("\n".join([head, *lines]) + "\n").encode())
    return path


def entries(store: Store) -> Iterator[dict[str, str]]:
    """What the index says, rebuilt first when it is stale or cannot be read. Works in a read-only cache too."""
    text = _fresh(store)
    if text is None:
        try:
            text = rebuild(store).read_text("utf-8")
        except (StoreError, OSError):
            for capture in store.captures():
                yield {"url": capture.url, "final": capture.final_url, "id": capture.id, "state": capture.state.value}
            return
    for line in text.splitlines()[1:]:
        yield json.loads(line.split(" ", 2)[2])


def final_addresses(store: Store) -> dict[str, list[tuple[str, str]]]:
    """(id, asked address) of the captures that ended elsewhere than they began, by the key of where they ended."""
    found: dict[str, list[tuple[str, str]]] = {}
    for entry in entries(store):
        final = entry.get("final", "")
        if final and lookup_key(final) != lookup_key(entry["url"]) and entry["state"] in ("ok", "moved"):
            found.setdefault(lookup_key(final), []).append((entry["id"], entry["url"]))
    return found


def _fresh(store: Store) -> str | None:
    try:
        text = (store.root / INDEX).read_text("utf-8")
        head = json.loads(text.partition("\n")[0].removeprefix("!meta "))
    except (OSError, ValueError):
        return None
    return text if head == {"ledger": _ledger_length(store)} else None


def _ledger_length(store: Store) -> int:
    try:
        return store.shelf.ledger.stat().st_size
    except OSError:
        return 0
