"""Replica archives: scripted sites served on a real socket of this machine, to be named as mirrors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from verifier.captures.fake import Canned
from verifier.demo.server import LoopbackServer, Reply

ROBOTS = b"User-agent: *\nAllow: /\n"


@contextmanager
def replicas(
    site: Mapping[str, Canned | bytes], *hosts: str, otherwise: Canned | None = None
) -> Iterator[dict[str, str]]:
    """Serve `site` (answers by exact URL) on loopback; yields mirrors for its hosts and for `hosts`.

    What the site does not hold is answered with `otherwise` (default: a plain 404); every host has a robots file.
    """
    named = sorted({urlsplit(url).hostname or "" for url in site} | set(hosts))
    prefixes = {host: f"/site{place}" for place, host in enumerate(named)}
    routes = {f"{prefixes[urlsplit(url).hostname or '']}{_path(url)}": _reply(answer) for url, answer in site.items()}
    routes |= {f"{prefix}/robots.txt": Reply(ROBOTS, media_type="text/plain") for prefix in prefixes.values()}
    rest = _reply(otherwise) if otherwise is not None else Reply(b"<h1>Not Found</h1>", 404)
    with LoopbackServer(routes, fallback=rest) as server:
        yield {host: f"{server.url}{prefix}" for host, prefix in prefixes.items()}


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _reply(answer: Canned | bytes) -> Reply:
    """The same answer on a socket; a scripted fault becomes a connection that is dropped."""
    if isinstance(answer, bytes):
        return Reply(answer)
    return Reply(answer.body, answer.status, answer.media_type, answer.headers, drop=answer.fault is not None)
