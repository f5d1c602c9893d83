"""`requests` made safe: peers checked before a request is sent, deadlines that hold, no redirects or cookies.

Imported at the first request only: `requests` is heavy.
"""

from __future__ import annotations

import contextlib
import hashlib
import socket
import ssl
import threading
from collections.abc import Iterator
from typing import Any

import requests
import requests.adapters
import urllib3
from urllib3 import exceptions as u3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from verifier.captures.guard import Guard
from verifier.captures.transport import Fault, Request, Response, TransportFailed
from verifier.captures.watchdog import Leash, Watchdog
from verifier.errors import UrlRefused

CHUNK_BYTES = 64 * 1024  # read at once: bounds memory a connection, and one look at the clock per chunk
CONNECT_TIMEOUT_S = 15.0  # seconds to connect: three lost SYNs on a slow line
SILENCE_TIMEOUT_S = 30.0  # seconds without a byte: slower archives than that are down


class Wire:
    """One `requests` adapter whose connections are guarded and leashed.

    Its own `send` and no Session around it: a Session reads a redirect's body even when told not to follow it, keeps
    cookies, and asks the environment for proxies and passwords.
    """

    def __init__(self, guard: Guard, connections: int) -> None:
        self._watchdog = Watchdog()
        self._current = threading.local()
        self._adapter = _Adapter(guard, self._current, connections)

    def send(self, request: Request) -> Response:
        """One exchange, its body not yet read. Raises TransportFailed or UrlRefused."""
        leash = self._watchdog.leash(request.deadline_s)
        self._current.leash = leash
        try:
            answer = self._ask(request)
        except BaseException as error:
            leash.release()
            raise _translated(error, leash) from error
        finally:
            self._current.leash = None
        return _response(answer, leash)

    def close(self) -> None:
        """Let go of every connection and end the watch."""
        self._adapter.close()
        self._watchdog.close()

    def _ask(self, request: Request) -> requests.Response:
        prepared = requests.PreparedRequest()
        prepared.prepare_method("GET")
        prepared.prepare_url(request.url, None)
        prepared.prepare_headers(dict(request.headers))
        silence = min(SILENCE_TIMEOUT_S, request.deadline_s)
        timeout = (min(CONNECT_TIMEOUT_S, request.deadline_s), silence)
        return self._adapter.send(prepared, stream=True, timeout=timeout, proxies={})


class _Adapter(requests.adapters.HTTPAdapter):
    """Builds its pools from guarded connections."""

    def __init__(self, guard: Guard, current: threading.local, connections: int) -> None:
        plain = type("_Plain", (_Guarded, HTTPConnection), {"guard": guard, "current": current})
        secure = type("_Secure", (_Guarded, HTTPSConnection), {"guard": guard, "current": current})
        self._pools = {
            "http": type("_PlainPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("_SecurePool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
        }
        super().__init__(pool_connections=connections, pool_maxsize=connections, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Pools whose connections are ours."""
        super().init_poolmanager(*args, **kwargs)
        manager: urllib3.PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = self._pools


class _Guarded:
    """Mixed into urllib3's connections: dials through the guard and stays on the leash of whoever uses it."""

    guard: Guard
    current: threading.local
    handle: socket.socket | None = None
    peer: str = ""

    def _new_conn(self) -> socket.socket:
        connection: Any = self
        try:
            sock = self.guard.dial(connection.host, connection.port, connection.timeout)
        except socket.gaierror as error:
            raise u3.NameResolutionError(connection.host, connection, error) from error
        except TimeoutError as error:
            raise u3.ConnectTimeoutError(connection, f"no answer within {connection.timeout} s") from error
        except OSError as error:
            raise u3.NewConnectionError(connection, str(error)) from error
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.peer = str(sock.getpeername()[0])
        self.handle = sock.dup()  # a TLS socket takes the first over; this one can still hang up
        self._leash()
        return sock

    def request(self, *args: Any, **kwargs: Any) -> None:
        """Send, on the leash of the exchange under way (the connection may be an old one, used again)."""
        self._leash()
        super().request(*args, **kwargs)  # type: ignore[misc]

    def close(self) -> None:
        """Hang up, with the second handle too."""
        if self.handle is not None:
            self.handle.close()
            self.handle = None
        super().close()  # type: ignore[misc]

    def _leash(self) -> None:
        leash: Leash | None = getattr(self.current, "leash", None)
        if leash is not None and self.handle is not None:
            leash.hold(self.handle)


def _response(answer: requests.Response, leash: Leash) -> Response:
    connection = getattr(answer.raw, "_connection", None)

    def close() -> None:
        leash.release()
        answer.close()

    return Response(
        status=answer.status_code,
        headers={name.lower(): value for name, value in answer.headers.items()},
        chunks=_chunks(answer, leash),
        peer=getattr(connection, "peer", ""),
        tls_sha256=_fingerprint(connection),
        close=close,
    )


def _fingerprint(connection: object) -> str:
    sock = getattr(connection, "sock", None)
    if not isinstance(sock, ssl.SSLSocket):
        return ""
    with contextlib.suppress(OSError, ValueError):
        return hashlib.sha256(sock.getpeercert(binary_form=True) or b"").hexdigest()
    return ""


def _chunks(answer: requests.Response, leash: Leash) -> Iterator[bytes]:
    """The body as it arrives: `read1` hands over what one receive brought, so that the clock is looked at often."""
    try:
        while chunk := answer.raw.read1(CHUNK_BYTES, decode_content=False):
            yield chunk
            leash.check()
        leash.check()
    except (u3.HTTPError, OSError, ValueError) as error:
        raise _translated(error, leash) from error


def _translated(error: BaseException, leash: Leash) -> BaseException:
    """What went wrong, in this room's words. What is not about the exchange stays as it is."""
    if isinstance(error, (UrlRefused, TransportFailed)) or not isinstance(error, Exception):
        return error
    if leash.expired:
        return leash.failure()
    chain = list(_causes(error))
    for kinds, fault in _FAULTS:
        found = next((cause for cause in chain if isinstance(cause, kinds)), None)
        if found is not None:
            return TransportFailed(fault, _WORDS[fault].format(_plain(chain[-1])))
    return TransportFailed(Fault.PROTOCOL, _WORDS[Fault.PROTOCOL].format(_plain(error)))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        inner = getattr(error, "reason", None) or next((a for a in error.args if isinstance(a, BaseException)), None)
        error = inner if isinstance(inner, BaseException) else error.__cause__ or error.__context__


def _plain(error: BaseException) -> str:
    text = str(error).rpartition("object at 0x")[2].partition(">: ")[2] or str(error)
    return " ".join(text.split())[:200]


_FAULTS: tuple[tuple[tuple[type[BaseException], ...], Fault], ...] = (
    ((u3.NameResolutionError, socket.gaierror), Fault.DNS),
    ((ssl.SSLError, u3.SSLError, requests.exceptions.SSLError), Fault.TLS),
    ((u3.ConnectTimeoutError, u3.ReadTimeoutError, TimeoutError), Fault.TIMEOUT),
    ((u3.NewConnectionError, ConnectionRefusedError), Fault.CONNECT),
    ((u3.IncompleteRead, u3.ProtocolError, ConnectionError), Fault.DROPPED),
)
_WORDS = {
    Fault.DNS: "the host has no address in the DNS ({})",
    Fault.TLS: "no trusted TLS connection ({})",
    Fault.TIMEOUT: "no answer in time ({})",
    Fault.CONNECT: "no connection ({})",
    Fault.DROPPED: "the connection broke off ({})",
    Fault.PROTOCOL: "the answer is no HTTP ({})",
}
