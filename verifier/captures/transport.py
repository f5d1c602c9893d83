"""The seam to the world: `Transport.send(request) -> Response`. All else in this room stands on this side of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from verifier.captures.guard import Guard
from verifier.errors import CaptureError

if TYPE_CHECKING:
    from verifier.captures.wire import Wire


class Fault(StrEnum):
    """How an exchange failed before or while the answer came."""

    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    DROPPED = "dropped"
    PROTOCOL = "protocol"


RETRYABLE = frozenset({Fault.CONNECT, Fault.TIMEOUT, Fault.DROPPED, Fault.PROTOCOL})


class TransportFailed(CaptureError):
    """No answer, or one that broke off. `fault` says how."""

    def __init__(self, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Request:
    """One GET. `deadline_s` is how many seconds the whole exchange may take, body included."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    deadline_s: float = 120.0


@dataclass(slots=True)
class Response:
    """One answer. Header names are lower case; `chunks` are the body's bytes as sent, content-coding still on.

    `peer` is the address that answered, `tls_sha256` the digest of its certificate (empty for http). Reading
    `chunks` may raise TransportFailed. `close` must be called when done; it may be called twice.
    """

    status: int
    headers: Mapping[str, str]
    chunks: Iterator[bytes]
    peer: str = ""
    tls_sha256: str = ""
    close: Callable[[], None] = lambda: None


class Transport(Protocol):
    """What can ask. Redirects are never followed, cookies never kept, bodies never read ahead."""

    def send(self, request: Request) -> Response:
        """The answer, its body not yet read. Raises TransportFailed or UrlRefused."""


class RequestsTransport:
    """The real one: `requests` over connections that the guard has checked. Safe to share between threads."""

    def __init__(self, guard: Guard, *, connections: int = 16) -> None:
        self._guard = guard
        self._connections = connections
        self._lock = Lock()
        self._wire: Wire | None = None

    def send(self, request: Request) -> Response:
        """As the protocol says. `requests` is imported when the first request is sent."""
        if self._wire is None:
            with self._lock:
                if self._wire is None:
                    from verifier.captures.wire import Wire

                    self._wire = Wire(self._guard, self._connections)
        return self._wire.send(request)

    def close(self) -> None:
        """Let go of every connection."""
        if self._wire is not None:
            self._wire.close()
