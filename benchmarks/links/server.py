"""A server for link checkers: three sets of addresses on one host whose true state is known.

    python benchmarks/links/server.py --set A --port 8801     # serves until interrupted
    python benchmarks/links/server.py --set A --list http://127.0.0.1:8801   # prints one URL a line
    GET /-/stats                                              # what it saw: requests, peak at once, early returns

Set A, 2,000 addresses, each answered after 50 ms: 1,490 sound; 100 one permanent redirect away; 60 three away; 60
that fail once with 500; 60 that answer 429 once (Retry-After 1); 20 that take 2 s; 15 that refuse HEAD; 10 that
robots.txt forbids; dead: 120 times 404, 10 times 410, 20 redirects to a 404, 5 redirect circles, 10 dropped
connections, 20 soft 404s (200: half say so in their title, half are the page the host shows for any address).
Set B: 20 times 429 and 20 times 503, both with Retry-After 4, and 20 times 500, all for the first 4 s; 40 sound.
Set C: pages with 10 good and 10 missing anchors, 10 present and 10 absent text fragments.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

LATENCY_S = 0.05  # seconds before every answer of set A: a near archive
SLOW_S = 2.0
WAIT_S = 4.0  # how long set B refuses
SIZES_A = {
    "ok": 1490, "moved": 100, "moved3": 60, "flaky": 60, "busy": 60, "slow": 20, "nohead": 15, "robots": 10,
    "missing": 120, "removed": 10, "tomissing": 20, "loop": 5, "dropped": 10, "soft": 20,
}  # fmt: skip
DEAD_A = frozenset({"missing", "removed", "tomissing", "loop", "dropped", "soft"})
SIZES_B = {"wait429": 20, "wait503": 20, "down500": 20, "ok": 40}
SERVED = {"ok": 1490, "flaky": 60, "busy": 60, "robots": 10, "wait429": 20, "wait503": 20, "down500": 20}
WORDS = (
    "record", "meeting", "delegates", "terms", "trade", "harbours", "grain", "passage", "ships", "islands", "treaty",
    "secretary", "article", "session", "minutes", "council", "letter", "reply", "noon", "strait", "timber", "oil",
)  # fmt: skip


@dataclass(frozen=True)
class Reply:
    """An answer. `drop` hangs up without one."""

    status: int = 200
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = LATENCY_S
    drop: bool = False


@dataclass
class Site:
    """What the server knows and has seen."""

    latency: float = LATENCY_S
    asked: Counter[str] = field(default_factory=Counter)
    first: dict[str, float] = field(default_factory=dict)
    early: set[str] = field(default_factory=set)
    requests: int = 0
    busy: int = 0
    peak: int = 0

    def reply(self, method: str, path: str) -> Reply:
        if path == "/robots.txt":
            return Reply(body="User-agent: *\nDisallow: /robots/\n", headers=(("Content-Type", "text/plain"),), delay=0)
        kind, _, number = path.strip("/").partition("/")
        turn = self.asked[path]
        self.asked[path] += 1
        now = time.monotonic()
        since = now - self.first.setdefault(path, now)
        made = self._refusal(kind, path, turn, since) or self._state(kind, number, method)
        return made or Reply(body=SHOWN_FOR_ANYTHING, delay=self.latency)

    def _refusal(self, kind: str, path: str, turn: int, since: float) -> Reply | None:
        if kind == "flaky" and turn == 0:
            return Reply(500, "stumbled", delay=self.latency)
        waits = {"busy": (429, 1.0), "wait429": (429, WAIT_S), "wait503": (503, WAIT_S)}.get(kind)
        if waits and since < waits[1] and (kind != "busy" or turn == 0):
            if turn and since < waits[1] - 0.05:
                self.early.add(path)
            return Reply(waits[0], "later", (("Retry-After", f"{waits[1]:.0f}"),), delay=self.latency)
        if kind == "down500" and since < WAIT_S:
            return Reply(500, "starting", delay=self.latency)
        return None

    def _state(self, kind: str, number: str, method: str) -> Reply | None:
        if kind in SERVED and _known(kind, number):
            return Reply(body=document(f"{kind} {number}"), delay=self.latency)
        if kind == "slow":
            return Reply(body=document(f"slow {number}"), delay=SLOW_S)
        if kind == "nohead":
            body = document(f"nohead {number}")
            return Reply(405, delay=self.latency) if method == "HEAD" else Reply(body=body, delay=self.latency)
        if kind == "dropped":
            return Reply(drop=True, delay=self.latency)
        if kind == "soft" and int(number) % 2:
            return Reply(body=_page("Page not found", "We are sorry. " + " ".join(WORDS)), delay=self.latency)
        if kind in PAGES_C:
            return Reply(body=PAGES_C[kind], delay=self.latency)
        return self._gone(kind) or self._moved(kind, number)

    def _gone(self, kind: str) -> Reply | None:
        if kind == "missing":
            return Reply(404, _page("Not found", "There is no such page here."), delay=self.latency)
        if kind == "removed":
            return Reply(410, _page("Gone", "This page was taken down."), delay=self.latency)
        return None

    def _moved(self, kind: str, number: str) -> Reply | None:
        if kind == "moved":
            return self._to(f"/ok/m{number}")
        if kind == "moved3":
            step, _, rest = number.partition("-")
            return self._to(f"/moved3/{int(step) + 1}-{rest}" if int(step) < 2 else f"/ok/t{rest}")
        if kind == "tomissing":
            return self._to(f"/missing/r{number}")
        if kind == "loop":
            return self._to(f"/loop/{number.removesuffix('b')}{'' if number.endswith('b') else 'b'}", 302)
        return None

    def _to(self, path: str, status: int = 301) -> Reply:
        return Reply(status, headers=(("Location", path),), delay=self.latency)


def _known(kind: str, number: str) -> bool:
    """True for the addresses of the sets and what they lead to (`m12`, `t3`)."""
    digits = number.removeprefix("m").removeprefix("t")
    return digits.isdigit() and int(digits) < SERVED[kind]


def document(name: str) -> str:
    """A page of its own: each has other words, as documents have."""
    words = random.Random(name)
    body = " ".join(words.choice(WORDS) for _ in range(120))
    return _page(f"Document {name}", body)


def _page(title: str, body: str) -> str:
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head>"
        f"<body><h1>{title}</h1><p>{body}</p></body></html>"
    )


# Nothing on it says 404; only comparison with what the host shows for a made-up address tells.
SHOWN_FOR_ANYTHING = _page(
    "The archive",
    "Our holdings have been rearranged. Please begin at the reading room and choose a collection there, or write to "
    f"us: {' '.join(WORDS)}",
)
QUOTES_C = [
    "the delegates rose at noon", "no ship of theirs had entered the strait", "grain, oil and timber",
    "the secretary read the minutes aloud", "a well-kept harbour", "they spoke of the island’s trade",
    "in the second article", "every word was weighed", "Règlement général des ports", "the session was adjourned",
]  # fmt: skip
ABSENT_C = [
    "the delegates rose at dawn", "every ship of theirs had entered the strait", "grain and gold",
    "the secretary burned the minutes", "an ill-kept harbour", "they spoke of the moon", "in the ninth article",
    "elegates rose at noo", "Statut général des phares", "the session never ended",
]  # fmt: skip
_PARTS = "".join(f"<h2 id='part-{n}'>Part {n}</h2><p>On the {n}. point they agreed.</p>" for n in range(8))
PAGES_C = {
    "anchors": _page("Anchors", f"{_PARTS}<a name='named'></a><p id='with%20space'>x</p><p id='with space'>y</p>"),
    "texts": _page("Minutes", "</p><p>".join(f"On that day {words}. So it was noted." for words in QUOTES_C)),
}


def urls_a(base: str) -> Iterator[tuple[str, str]]:
    """(address, kind) of set A, in an order that mixes the kinds and is always the same."""
    listed = [
        (f"{base}/{kind}/{'0-' if kind == 'moved3' else ''}{number}", kind)
        for kind, count in SIZES_A.items()
        for number in range(count)
    ]
    random.Random(2000).shuffle(listed)
    yield from listed


def urls_b(base: str) -> Iterator[tuple[str, str]]:
    """(address, kind) of set B."""
    listed = [(f"{base}/{kind}/{number}", kind) for kind, count in SIZES_B.items() for number in range(count)]
    random.Random(100).shuffle(listed)
    yield from listed


def urls_c(base: str) -> Iterator[tuple[str, str]]:
    """(address, `good` or `bad`) of set C."""
    for name in [*(f"part-{n}" for n in range(8)), "named", "with%20space"]:
        yield f"{base}/anchors#{name}", "good"
    for number in range(10):
        yield f"{base}/anchors#no-{number}", "bad"
    for words in QUOTES_C:
        yield f"{base}/texts#:~:text={quote(words, safe='').replace('-', '%2D')}", "good"
    for words in ABSENT_C:
        yield f"{base}/texts#:~:text={quote(words, safe='').replace('-', '%2D')}", "bad"


SETS = {"A": urls_a, "B": urls_b, "C": urls_c}


async def _serve_one(site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            method, path, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
            if not await _answer(site, method, path.partition("#")[0], writer):
                break
    except (asyncio.IncompleteReadError, ConnectionError, ValueError):
        pass
    finally:
        writer.close()


async def _answer(site: Site, method: str, path: str, writer: asyncio.StreamWriter) -> bool:
    if path == "/-/stats":
        seen = {"requests": site.requests, "peak": site.peak, "early": len(site.early)}
        return await _send(writer, Reply(body=json.dumps(seen), delay=0), method)
    if path == "/-/reset":
        site.__init__(site.latency)  # type: ignore[misc]
        return await _send(writer, Reply(body="ok", delay=0), method)
    site.requests += 1
    site.busy += 1
    site.peak = max(site.peak, site.busy)
    try:
        reply = site.reply(method, path)
        if reply.delay:
            await asyncio.sleep(reply.delay)
        return await _send(writer, reply, method)
    finally:
        site.busy -= 1


async def _send(writer: asyncio.StreamWriter, reply: Reply, method: str) -> bool:
    if reply.drop:
        return False
    body = reply.body.encode()
    named = dict(reply.headers)
    named.setdefault("Content-Type", "text/html; charset=utf-8")
    lines = [f"HTTP/1.1 {reply.status} X", *(f"{k}: {v}" for k, v in named.items()), f"Content-Length: {len(body)}"]
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + (b"" if method == "HEAD" else body))
    await writer.drain()
    return True


async def serve(port: int, latency: float = LATENCY_S) -> None:
    """Serve until cancelled; says its address on standard output."""
    site = Site(latency)
    server = await asyncio.start_server(lambda r, w: _serve_one(site, r, w), "127.0.0.1", port, backlog=4096)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    async with server:
        await server.serve_forever()


def main() -> None:
    """Serve, or list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=SETS, default="A")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--list", metavar="BASE", help="print the set's addresses under BASE instead of serving")
    told = parser.parse_args()
    if told.list:
        print("\n".join(url for url, _ in SETS[told.set](told.list)))
        sys.exit()
    try:
        asyncio.run(serve(told.port))
    except KeyboardInterrupt:
        sys.exit()


if __name__ == "__main__":
    main()
