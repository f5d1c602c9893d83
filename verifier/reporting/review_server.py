"""The report on a desk: served on loopback to whoever holds the address, with a form under each claim.

It listens and never calls out. The address holds a random token; a request with another token, another Host, or from
another site's page is told nothing. Decisions go to reviews.csv, one appended row each.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from verifier.errors import InputError, VerifierError
from verifier.records.report import ClaimResult, Run
from verifier.reporting.order import checked, needs_human, standing_review
from verifier.reporting.reviews import append_review, apply_reviews, decide, read_reviews

LOOPBACK = "127.0.0.1"
TOKEN_BYTES = 24  # 192 bits: not to be guessed by another user of the same machine
BODY_CAP = 16_384  # bytes of one posted decision; a name and a reason are far less
POLL_SECONDS = 0.1  # how soon the server notices that it is asked to stop
IDLE_SECONDS = 20  # seconds a connection may stay silent before it is closed
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

Pictures = Callable[[ClaimResult], bytes | None]


class ReviewDesk:
    """One run under review: renders it with the decisions so far, and takes new ones."""

    def __init__(self, run: Run, reviews: Path, *, pictures: Pictures | None = None, two_person: bool = False) -> None:
        self._run = run
        self._reviews = reviews
        self._two_person = two_person
        self._pictures = pictures
        self._drawn: dict[str, bytes | None] = {}
        self._assets: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def current(self) -> Run:
        """The run with every decision in the file; another desk's rows are seen too."""
        return apply_reviews(self._run, read_reviews(self._reviews), two_person=self._two_person)

    def page(self) -> str:
        """The report with its decision forms."""
        from verifier.reporting.html import build_page

        with self._lock:
            made = build_page(self.current(), self._picture, review=True)
            self._assets = made.assets
        return made.html

    def _picture(self, result: ClaimResult) -> bytes | None:
        """A claim's picture, drawn once for all the times that the page is opened."""
        if self._pictures is not None and result.id not in self._drawn:
            self._drawn[result.id] = self._pictures(result)
        return self._drawn.get(result.id)

    def asset(self, name: str) -> bytes | None:
        """A picture that lies beside the page."""
        return self._assets.get(name)

    def take(self, posted: dict[str, Any]) -> dict[str, Any]:
        """Save one decision; what the page then shows of the claim. Raises InputError where it cannot be taken."""
        wanted = {name: posted.get(name, "") for name in ("claim", "decision", "name", "reason")}
        if not all(isinstance(value, str) for value in wanted.values()):
            raise InputError("a decision is made of texts")
        stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        with self._lock:
            append_review(self._reviews, decide(self._run, **wanted, date=stamp))
            run = self.current()
        result = next(held for held in run.claims if held.id == wanted["claim"])
        results = checked(run)
        decided = sum(standing_review(held) is not None for held in results)
        return {
            "reviews": [review.model_dump() for review in result.reviews],
            "needs_human": needs_human(result),
            "decided": f"{decided} of {len(results)}",
        }


class ReviewServer(ThreadingHTTPServer):
    """Listens on loopback only. `url` is the whole address, token included; give it to nobody else."""

    daemon_threads = True

    def __init__(self, desk: ReviewDesk, *, port: int = 0, token: str = "") -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.desk = desk
        self.token = token or secrets.token_urlsafe(TOKEN_BYTES)
        self.hosts = {f"{name}:{self.server_address[1]}" for name in (LOOPBACK, "localhost")}
        self.url = f"http://{LOOPBACK}:{self.server_address[1]}/{self.token}/"


def open_desk(
    run: Run,
    reviews: Path,
    *,
    port: int = 0,
    pictures: Pictures | None = None,
    two_person: bool = False,
) -> ReviewServer:
    """A server for this run, already listening; call `serve_forever()`, then `server_close()`. Port 0 takes any."""
    read_reviews(reviews)  # a file that cannot be read is said now, not at the first decision
    desk = ReviewDesk(run, reviews, pictures=pictures, two_person=two_person)
    try:
        return ReviewServer(desk, port=port)
    except OSError as error:
        raise InputError(f"port {port} of this machine cannot be used: {error.strerror}") from error


@contextmanager
def serve_review(
    run: Run,
    reviews: Path,
    *,
    port: int = 0,
    pictures: Pictures | None = None,
    two_person: bool = False,
) -> Iterator[str]:
    """Serve the run for decisions while the block runs; gives the address to open, token included."""
    server = open_desk(run, reviews, port=port, pictures=pictures, two_person=two_person)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": POLL_SECONDS}, daemon=True)
    thread.start()
    try:
        yield server.url
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    timeout = IDLE_SECONDS
    server_version = "verifier"
    sys_version = ""
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        name = self._asked()
        if name is None:
            self._refuse(HTTPStatus.NOT_FOUND)
        elif name == "":
            self._answer(HTTPStatus.OK, "text/html; charset=utf-8", self.server.desk.page().encode())
        elif (picture := self.server.desk.asset(name)) is not None:
            self._answer(HTTPStatus.OK, "image/png" if name.endswith(".png") else "image/jpeg", picture)
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        if self._asked() != "decide" or not self._same_origin():
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        try:
            answer = self.server.desk.take(self._posted())
        except VerifierError as error:
            self._say(HTTPStatus.BAD_REQUEST, {"error": str(error)})
        else:
            self._say(HTTPStatus.OK, answer)

    def _asked(self) -> str | None:
        """The path under the token, or None where Host or token is not ours."""
        if self.headers.get("Host", "") not in self.server.hosts:
            return None
        token, _, name = self.path.removeprefix("/").partition("?")[0].partition("/")
        known = secrets.compare_digest(token.encode("utf-8", "replace"), self.server.token.encode())
        return name if known and "/" in self.path[1:] else None

    def _same_origin(self) -> bool:
        """True for a JSON post by a page of this very server; a form or another site's script cannot make one."""
        origin = self.headers.get("Origin", "").removeprefix("http://")
        site = self.headers.get("Sec-Fetch-Site", "same-origin")
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip()
        return origin == self.headers.get("Host") and site == "same-origin" and kind == "application/json"

    def _posted(self) -> dict[str, Any]:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or int(length) > BODY_CAP:
            self.close_connection = True
            raise InputError(f"a decision has at most {BODY_CAP} bytes")
        try:
            posted = json.loads(self.rfile.read(int(length)))
        except ValueError as error:
            raise InputError("a decision is JSON") from error
        if not isinstance(posted, dict):
            raise InputError("a decision is a JSON object")
        return posted

    def _say(self, status: HTTPStatus, answer: dict[str, Any]) -> None:
        self._answer(status, "application/json", json.dumps(answer).encode())

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True  # a body that was not read must not be taken for the next request
        self._answer(status, "text/plain; charset=utf-8", b"nothing here\n")

    def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        for name, value in {**HEADERS, "Content-Type": kind, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Nothing: request lines hold the token."""
