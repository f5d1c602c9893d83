"""A transport without a network, for tests and for people who write adapters."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from verifier.captures.transport import Fault, Request, Response, TransportFailed


@dataclass(frozen=True, slots=True)
class Canned:
    """An answer prepared beforehand; `fault` fails the exchange instead."""

    body: bytes = b""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: Fault | None = None


Scripted = Canned | bytes | Callable[[Request], "Canned | bytes"] | Sequence["Canned | bytes"]


class FakeTransport:
    """Answers from `script`, by exact URL; a sequence gives its members one by one, the last again and again.

    What the script does not know is a 404. `requests` holds what was asked, in order.
    """

    def __init__(self, script: Mapping[str, Scripted] | None = None) -> None:
        self.script: dict[str, Scripted] = dict(script or {})
        self.requests: list[Request] = []
        self._turns: dict[str, int] = {}
        self._lock = threading.Lock()

    def send(self, request: Request) -> Response:
        """As the protocol says."""
        with self._lock:
            self.requests.append(request)
            canned = self._answer(request)
        if canned.fault is not None:
            raise TransportFailed(canned.fault, f"as the script says: {canned.fault}")
        headers = {"content-type": canned.media_type, "content-length": str(len(canned.body))}
        headers |= {name.lower(): value for name, value in canned.headers.items()}
        return Response(canned.status, headers, iter([canned.body] if canned.body else []), peer="203.0.113.1")

    def _answer(self, request: Request) -> Canned:
        scripted = self.script.get(request.url, Canned(b"<h1>Not Found</h1>", 404))
        if callable(scripted):
            scripted = scripted(request)
        if isinstance(scripted, (bytes, Canned)):
            return Canned(scripted) if isinstance(scripted, bytes) else scripted
        turn = self._turns.get(request.url, 0)
        self._turns[request.url] = turn + 1
        chosen = scripted[min(turn, len(scripted) - 1)]
        return Canned(chosen) if isinstance(chosen, bytes) else chosen
