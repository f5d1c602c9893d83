"""A small threaded HTTP server on loopback that can also misbehave: the sample archive and the tests stand on it.

    with LoopbackServer({"/a": Reply(b"<p>hello</p>"), "/b": Reply(status=404)}) as server:
        settings = Settings(mirrors={"archive.example": server.url}, pace=0)
        ...
        assert [asked.path for asked in server.log] == ["/robots.txt", "/a"]

A route's key is a path (`/a`), a path with its query (`/a?x=1`, tried first) or `host/path` for one server that
plays several hosts (`archive.example/a`, tried before the bare path; the host is the one the fetcher was told to
ask, which it names in X-Forwarded-Host). Its value is a `Reply`, bytes (200, HTML), a list of those (one for each
time it is asked, the last one repeated) or a function of the request. What no route knows gets `fallback`.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 404: "Not Found", 429: "Too Many"}


@dataclass(frozen=True)
class Asked:
    """One request as it came in. Header names are lower case; `at` is monotonic seconds."""

    method: str
    path: str
    headers: Mapping[str, str]
    at: float

    @property
    def host(self) -> str:
        """The host that was meant: the mirrored one where the fetcher names it."""
        return (self.headers.get("x-forwarded-host") or self.headers.get("host", "")).split(":")[0]


@dataclass(frozen=True)
class Reply:
    """What to answer. A `body` that is no bytes is streamed and ends with the connection.

    `declared` is a Content-Length that lies; `raw` replaces head and body; `drop` closes without a word;
    `delay_s` waits before answering.
    """

    body: bytes | Iterable[bytes] = b""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    declared: int | None = None
    raw: Iterable[bytes] | None = None
    drop: bool = False


Route = Reply | bytes | list["Reply | bytes"] | Callable[[Asked], "Reply | bytes"]


def redirect(to: str, status: int = 301, body: bytes = b"", **headers: str) -> Reply:
    """A redirect to `to`."""
    return Reply(body, status, headers={"Location": to, **headers})


def drip(gap_s: float, chunk: bytes = b"x", times: int = 10_000) -> Iterator[bytes]:
    """`chunk`, again and again, `gap_s` seconds apart."""
    for _ in range(times):
        yield chunk
        time.sleep(gap_s)


class LoopbackServer:
    """Serves `routes` on 127.0.0.1 (or `address`) until the block ends. `log` holds every request in order."""

    def __init__(
        self,
        routes: Mapping[str, Route] | None = None,
        *,
        fallback: Route = Reply(b"<h1>Not Found</h1>", 404),
        address: str = "127.0.0.1",
    ) -> None:
        self.routes: dict[str, Route] = dict(routes or {})
        self.fallback = fallback
        self.log: list[Asked] = []
        self.connections = 0
        self.busy = 0
        self.peak = 0
        self._times: dict[str, int] = {}
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self._listener = socket.create_server((address, 0), family=family, backlog=256)
        self.address = address
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`, with no slash at its end."""
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"http://{host}:{self.port}"

    def paths(self, *, robots: bool = False) -> list[str]:
        """The paths asked, in order; those of robots.txt only if wanted."""
        return [asked.path for asked in self.log if robots or asked.path != "/robots.txt"]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop listening and hang up on whoever is still connected."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        if self._thread.is_alive():
            self._thread.join(5)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                self._open.add(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            with connection, connection.makefile("rb") as stream:
                while (asked := _read_request(stream)) is not None and self._answer(connection, asked):
                    pass
        except OSError:
            pass  # the client hung up, as some tests want it to
        finally:
            with self._lock:
                self._open.discard(connection)

    def _answer(self, connection: socket.socket, asked: Asked) -> bool:
        with self._lock:
            self.log.append(asked)
            self.busy += 1
            self.peak = max(self.peak, self.busy)
        try:
            return _send(connection, asked, self._reply(asked))
        finally:
            with self._lock:
                self.busy -= 1

    def _reply(self, asked: Asked) -> Reply:
        bare = asked.path.partition("?")[0]
        keys = [asked.host + asked.path, asked.host + bare, asked.path, bare]
        key = next((key for key in keys if key in self.routes), "")
        route = self.routes[key] if key else self.fallback
        if isinstance(route, list):
            with self._lock:
                turn = self._times.get(key, 0)
                self._times[key] = turn + 1
            route = route[min(turn, len(route) - 1)]
        answer = route(asked) if callable(route) else route
        return Reply(answer) if isinstance(answer, bytes) else answer


def _read_request(stream: Iterable[bytes]) -> Asked | None:
    lines: list[str] = []
    for line in stream:
        if line in (b"\r\n", b"\n"):
            break
        lines.append(line.decode("latin-1").rstrip("\r\n"))
    if not lines or len(lines[0].split(" ")) != 3:
        return None
    method, path, _ = lines[0].split(" ")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    return Asked(method, path, headers, time.monotonic())


def _send(connection: socket.socket, asked: Asked, reply: Reply) -> bool:
    """Answer; True when the connection may serve another request."""
    if reply.delay_s:
        time.sleep(reply.delay_s)
    if reply.drop:
        return False
    if reply.raw is not None:
        for chunk in reply.raw:
            connection.sendall(chunk)
        return False
    head = {"Content-Type": reply.media_type, **reply.headers}
    if isinstance(reply.body, bytes):
        length = len(reply.body) if reply.declared is None else reply.declared
        head["Content-Length"] = str(length)
    else:
        head["Connection"] = "close"
    lines = [f"HTTP/1.1 {reply.status} {REASONS.get(reply.status, 'Status')}"]
    lines += [f"{name}: {value}" for name, value in head.items()]
    started = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
    bodiless = asked.method == "HEAD" or reply.status in (204, 304)
    if isinstance(reply.body, bytes):
        connection.sendall(started if bodiless else started + reply.body)
        return reply.declared is None and head.get("Connection", "").lower() != "close"
    connection.sendall(started)
    for chunk in () if bodiless else reply.body:
        connection.sendall(chunk)
    return False
