"""A replica host with 2,000 addresses of every fate, served by asyncio in a process of its own.

Run as a module it prints its port and serves until its standard input closes.
"""

from __future__ import annotations

import asyncio
import random
import sys
from dataclasses import dataclass

LATENCY_S = 0.05  # what a nearby archive takes to answer
HOST = "archive.example"
BUSY = "busy.example"  # refuses for a day: a host of its own, since its refusal speaks for all of it
FATES: tuple[tuple[str, int, str], ...] = (
    # fate, how many, the state that is right
    ("ok", 1490, "ok"),
    ("moved1", 100, "moved"),
    ("moved3", 60, "moved"),
    ("stumble", 60, "ok"),
    ("refuse", 60, "ok"),
    ("slow", 20, "ok"),
    ("nohead", 15, "ok"),
    ("forbidden", 10, "blocked"),
    ("missing", 120, "gone"),
    ("removed", 10, "gone"),
    ("movedaway", 20, "gone"),
    ("circle", 5, "unreachable"),
    ("drop", 10, "unreachable"),
    ("soft-title", 5, "soft_404"),
    ("soft-text", 5, "soft_404"),
    ("soft-home", 5, "soft_404"),
    ("soft-same", 5, "soft_404"),
)
EXTRA: tuple[tuple[str, int, str], ...] = (
    ("wall", 20, "blocked"),
    ("deferred", 5, "deferred"),
    ("short", 5, "unreachable"),
)
TEXT = (
    "the minister told his colleagues that treaty talks would begin after the winter and that nothing in "
    "the draft bound either side before parliaments had voted ambassador cable memorandum visit question "
    "answer border river harvest railway coal students letter archive folder"
)
WORDS = TEXT.split()


@dataclass(frozen=True)
class Address:
    """One URL of the set and the state a careful fetcher gives it."""

    url: str
    state: str


def addresses(extra: bool = True) -> list[Address]:
    """The set, shuffled the same way every time."""
    found = []
    for fate, count, state in (*FATES, *(EXTRA if extra else ())):
        host = BUSY if fate == "deferred" else HOST
        found += [Address(f"https://{host}/documents/{fate}/{number + 1000}", state) for number in range(count)]
    random.Random(7).shuffle(found)
    return found


def page(seed: str) -> bytes:
    """A page of a few hundred words, its own for each address."""
    chance = random.Random(seed)
    text = " ".join(chance.choices(WORDS, k=chance.randint(300, 900)))
    return _html(f"Document {seed}", f"<h1>Document {seed}</h1><p>{text}</p>")


def _html(title: str, body: str) -> bytes:
    menu = "<nav>Home Collections People About Contact</nav>"
    return f"<!doctype html><html><head><title>{title}</title></head><body>{menu}{body}</body></html>".encode()


NO_SUCH = _html("Welcome", "<p>Explore thousands of papers on the history of diplomacy, free of charge, every day.</p>")
WALL = (
    b'<html><head><meta http-equiv="refresh" content="5; URL=\'/x?bm-verify=T\'"><title>&nbsp;</title></head><body>'
    b"<script>function triggerInterstitialChallenge(){}</script></body></html>"
)


class Replica:
    """Answers by the fate in the path. `seen` counts how often each address was asked."""

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}
        self.asked = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                path = head.split(b" ", 2)[1].decode()
                if not await self._answer(path, writer):
                    break
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _answer(self, path: str, writer: asyncio.StreamWriter) -> bool:
        self.asked += 1
        if path == "/robots.txt":
            return _write(writer, 200, b"User-agent: *\nDisallow: /documents/forbidden/\n", kind="text/plain")
        await asyncio.sleep(LATENCY_S)
        parts = path.strip("/").split("/")
        fate = parts[1] if len(parts) > 1 else ""
        turn = self.seen[path] = self.seen.get(path, 0) + 1
        if fate == "slow":
            await asyncio.sleep(2.0)
        return self._by_fate(fate, parts[-1], turn, writer)

    def _by_fate(self, fate: str, name: str, turn: int, writer: asyncio.StreamWriter) -> bool:
        if not name[:4].isdigit():
            return _write(writer, 200, NO_SUCH)  # made-up addresses get the welcome page, as on many real hosts
        if fate.startswith("moved"):
            return _write(writer, 301, b"", location=_next(fate, name))
        if fate == "drop":
            return False
        if fate == "circle":
            return _write(writer, 302, b"", location=f"/documents/circle/{name}?again={turn % 2}")
        if fate == "soft-home":
            return _write(writer, 302, b"", location="/")
        if fate == "stumble" and turn == 1:
            return _write(writer, 500, b"trouble")
        if fate == "refuse" and turn == 1:
            return _write(writer, 429, b"", retry_after="1")
        if fate == "deferred":
            return _write(writer, 429, b"", retry_after="86400")
        status, body, declared = _plain_answer(fate, name)
        return _write(writer, status, body, declared=declared)


def _plain_answer(fate: str, name: str) -> tuple[int, bytes, int]:
    bodies = {
        "missing": (404, b"<h1>Not Found</h1>"),
        "removed": (410, b"<h1>Gone</h1>"),
        "soft-title": (200, _html("Page not found", "<p>Try the collections.</p>")),
        "soft-text": (200, _html("The Archive", "<p>Sorry, the page you requested could not be found.</p>")),
        "soft-same": (200, NO_SUCH),
        "wall": (200, WALL),
    }
    if fate in ("ok", "nohead", "refuse", "stumble", "slow", "forbidden", "short", "final"):
        body = page(f"{fate}-{name}")
        return 200, body, len(body) + (500 if fate == "short" else 0)
    status, body = bodies.get(fate, (200, NO_SUCH))
    return status, body, len(body)


def _next(fate: str, name: str) -> str:
    if fate == "movedaway":
        return f"/documents/missing/{name}x"
    left = int(fate.removeprefix("moved")) - 1
    return f"/documents/moved{left}/{name}" if left else f"/documents/final/{name}"


def _write(
    writer: asyncio.StreamWriter, status: int, body: bytes, *, kind: str = "text/html", location: str = "",
    retry_after: str = "", declared: int = -1,
) -> bool:  # fmt: skip
    head = (
        f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body) if declared < 0 else declared}\r\n"
    )
    if location:
        head += f"Location: {location}\r\n"
    if retry_after:
        head += f"Retry-After: {retry_after}\r\n"
    writer.write(head.encode() + b"\r\n" + body)
    return declared in (-1, len(body))


async def main() -> None:
    server = await asyncio.start_server(Replica().serve, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
