"""Captures: fetch like an archivist, keep like a court. The only room that opens a socket.

store = Store(Path("archive_cache"))
capture = Fetcher(settings, store).fetch(wanted)
if capture.usable:
body = store.body(capture)
"""

from __future__ import annotations

from verifier.captures.fetcher import Fetcher
from verifier.captures.progress import Progress
from verifier.captures.store import Store
from verifier.captures.transport import Request, RequestsTransport, Response, Transport, TransportFailed

__all__ = ["Fetcher", "Progress", "Request", "RequestsTransport", "Response", "Store", "Transport", "TransportFailed"]
