"""The threat table of docs/security.md, one test or more per row. A canary stands where no request may ever arrive."""

from __future__ import annotations

import gzip
import signal
import socket
import threading
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import verifier
from tests.captures.conftest import SITE, MakeFetcher, Serve
from tests.replica.httpd import LoopbackServer, Reply, redirect
from verifier.captures import Fetcher, RequestsTransport, Store
from verifier.captures.body import Body
from verifier.captures.classify import Seen, classify
from verifier.captures.exports import export_captures, import_captures
from verifier.captures.guard import Guard, refusal_of_address
from verifier.captures.transport import Request, TransportFailed
from verifier.errors import CaptureDamaged, InputError, UrlRefused
from verifier.records.capture import CaptureState
from verifier.settings import Settings

MEGABYTE = 2**20
PRIVATE_SPELLINGS = {
    "loopback": "http://127.0.0.1/",
    "another address of loopback": "http://127.8.9.10/",
    "loopback by name": "http://localhost/",
    "loopback by name with a dot": "http://localhost./",
    "a name under localhost": "http://app.localhost/",
    "loopback as one decimal number": "http://2130706433/",
    "loopback in hexadecimal": "http://0x7f000001/",
    "loopback in octal": "http://0177.0.0.1/",
    "loopback with parts left out": "http://127.1/",
    "loopback in mixed bases": "http://0x7f.1/",
    "loopback in full-width digits": "http://１２７.０.０.１/",
    "loopback in circled digits": "http://①②⑦.0.0.1/",
    "loopback with an ideographic stop": "http://127。0。0。1/",
    "loopback percent-encoded": "http://%31%32%37.0.0.1/",
    "loopback in IPv6": "http://[::1]/",
    "loopback in IPv6, written out": "http://[0:0:0:0:0:0:0:1]/",
    "IPv4 mapped into IPv6": "http://[::ffff:127.0.0.1]/",
    "IPv4 mapped into IPv6, in hexadecimal": "http://[::ffff:7f00:1]/",
    "IPv4 within 6to4": "http://[2002:7f00:1::]/",
    "IPv4 within NAT64": "http://[64:ff9b::7f00:1]/",
    "IPv4 compatible with IPv6": "http://[::127.0.0.1]/",
    "no address in particular": "http://0.0.0.0/",
    "no address in particular in IPv6": "http://[::]/",
    "a private network, class A": "http://10.0.0.1/",
    "a private network, class B": "http://172.16.5.4/",
    "a private network, class C": "http://192.168.1.1/",
    "a carrier's network": "http://100.64.0.1/",
    "a link-local address, home of cloud metadata": "http://169.254.169.254/latest/meta-data/",
    "a link-local address in IPv6, with a zone": "http://[fe80::1%25eth0]/",
    "a unique local address in IPv6": "http://[fd00::1]/",
    "cloud metadata by name": "http://metadata.google.internal/",
    "a multicast address": "http://224.0.0.1/",
    "the broadcast address": "http://255.255.255.255/",
    "a host of an intranet": "http://intranet/",
    "a user name that looks like the host": "http://archive.example@127.0.0.1/",
    "a backslash before the at sign": "http://127.0.0.1\\@archive.example/",
    "a tab within the host": "http://127.0\t.0.1/",
}
BAD_URLS = {
    "a local file": "file:///etc/passwd",
    "a file server": "ftp://archive.example/x",
    "data itself": "data:text/html,<p>x",
    "a script": "javascript:alert(1)",
    "gopher": "gopher://archive.example/x",
    "no scheme": "archive.example/doc",
    "no host": "https:///doc",
    "an empty cell": "",
    "a user and password": "https://me:secret@archive.example/",
    "a user alone": "https://me@archive.example/",
    "another port": "https://archive.example:8443/",
    "the secure port without security": "http://archive.example:443/",
    "a port that is none": "https://archive.example:99999/",
    "a port of letters": "https://archive.example:abc/",
    "a line break": "https://archive.example/\r\nHost: evil",
    "a NUL": "https://archive.example/\x00",
    "a space in the host": "https://archive example/",
    "an open bracket": "https://[::1/",
    "a label that is too long": f"https://{'a' * 64}.example/",
    "ten thousand characters": "https://archive.example/" + "a" * 10_000,
}


class Canary(LoopbackServer):
    """A server nobody may reach. `guard` is one whose every connection would end here."""

    def guard(self, *answers: str, **told: Any) -> Guard:
        turns = iter(answers)
        last = [answers[-1] if answers else "127.0.0.1"]

        def resolve(host: str, port: int, *_: Any) -> list[tuple[Any, ...]]:
            last[0] = next(turns, last[0])
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (last[0], port))]

        def connect(address: Any, timeout: float) -> socket.socket:
            return socket.create_connection(("127.0.0.1", self.port), timeout)

        return Guard(resolve=resolve, connect=connect, **told)


@pytest.fixture
def canary() -> Iterator[Canary]:
    with Canary(fallback=b"<p>secret of the house</p>") as server:
        yield server
        assert server.log == [], f"the canary was asked for {server.paths()}"


class TestPrivateAddresses:
    @pytest.mark.parametrize("url", PRIVATE_SPELLINGS.values(), ids=PRIVATE_SPELLINGS)
    def test_are_never_asked_however_spelt(self, canary: Canary, store: Store, url: str) -> None:
        guard = canary.guard()
        capture = Fetcher(Settings(pace=0), store, transport=RequestsTransport(guard)).fetch(url)
        assert capture.state is CaptureState.NOT_CHECKED
        assert "refused" in capture.reason
        with pytest.raises((UrlRefused, TransportFailed)):  # and without the first line of defence
            RequestsTransport(guard).send(Request(url, deadline_s=5))

    def test_are_refused_when_a_public_name_resolves_to_one(self, canary: Canary, store: Store) -> None:
        fetcher = Fetcher(Settings(pace=0), store, transport=RequestsTransport(canary.guard("127.0.0.1")))
        capture = fetcher.fetch("https://public.example/")
        assert capture.state is CaptureState.NOT_CHECKED
        assert "not a public address" in capture.reason

    def test_are_refused_when_only_one_of_several_answers_is_one(self, canary: Canary) -> None:
        def resolve(host: str, port: int, *_: Any) -> list[tuple[Any, ...]]:
            return [(2, 1, 6, "", ("93.184.216.34", port)), (2, 1, 6, "", ("10.0.0.1", port))]

        guard = Guard(resolve=resolve, connect=canary.guard().connect)
        with pytest.raises(UrlRefused):
            RequestsTransport(guard).send(Request("http://public.example/"))

    @pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "8.8.8.8"])
    def test_public_ones_pass(self, address: str) -> None:
        assert refusal_of_address(address) == ""

    def test_a_named_mirror_is_the_only_exception(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({"/doc": b"<p>words</p>"})
        fetcher = fetcher_for(server)
        assert fetcher.fetch(f"{SITE}/doc").usable
        assert not fetcher.fetch(f"{server.url}/doc").usable  # its own address is still private


class TestRebinding:
    def test_a_name_is_looked_up_once_and_that_answer_is_used(self, canary: Canary) -> None:
        """Public at the first look, private at the second: the second is never taken."""
        guard = canary.guard("93.184.216.34", "127.0.0.1")
        with pytest.raises(UrlRefused, match=r"127\.0\.0\.1 is not a public address"):
            RequestsTransport(guard).send(Request("http://rebind.example/"))

    def test_the_peer_is_checked_before_the_request_is_sent(self, canary: Canary) -> None:
        """The look-up says public, the connection ends on loopback: connected, and hung up without a word."""
        with pytest.raises(UrlRefused):
            canary.guard("93.184.216.34").dial("rebind.example", 80, 5.0)
        assert canary.log == []


class TestRedirects:
    @pytest.mark.parametrize(
        "target",
        ["http://127.0.0.1/", "http://169.254.169.254/", "file:///etc/passwd", "//localhost/x", "ftp://archive.example/",
         "http://me:pw@archive.example/", "https://archive.example:22/", "javascript:alert(1)"],
    )  # fmt: skip
    def test_are_refused_before_they_are_followed(
        self, canary: Canary, serve: Serve, fetcher_for: MakeFetcher, target: str
    ) -> None:
        server = serve({"/start": redirect("/next"), "/next": redirect(target, 302)})
        capture = fetcher_for(server, hosts=("archive.example",)).fetch("https://archive.example/start")
        assert not capture.usable
        assert [hop.status for hop in capture.hops] == [301, 302]
        assert server.paths() == ["/start", "/next"]

    def test_to_another_host_go_through_the_guard_too(self, canary: Canary, serve: Serve, store: Store) -> None:
        server = serve({"/start": redirect("http://evil.example/")})
        mirrors = {"archive.example": server.url}
        guard = canary.guard("10.1.2.3", mirrors=mirrors)
        guard = Guard(mirrors, resolve=guard.resolve, connect=_either(server, canary))
        fetcher = Fetcher(Settings(mirrors=mirrors, pace=0), store, transport=RequestsTransport(guard))
        assert "not a public address" in fetcher.fetch(f"{SITE}/start").reason

    def test_end_after_five_hops(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({f"/{n}": redirect(f"/{n + 1}", 302) for n in range(30)})
        capture = fetcher_for(server).fetch(f"{SITE}/0")
        assert capture.state is CaptureState.UNREACHABLE
        assert "more than 5 redirects" in capture.reason
        assert len(server.paths()) == 6

    def test_in_a_circle_end_at_once(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({"/a": redirect("/b", 302), "/b": redirect("/a", 302)})
        assert "circle" in fetcher_for(server).fetch(f"{SITE}/a").reason
        assert server.paths() == ["/a", "/b"]

    def test_carry_no_cookie_password_or_proxy(
        self, serve: Serve, fetcher_for: MakeFetcher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password hunter2\n")
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
        server = serve({"/a": redirect("/b", 302, **{"Set-Cookie": "id=7"}), "/b": b"<p>words</p>"})
        assert fetcher_for(server).fetch(f"{SITE}/a").usable
        sent = {name for asked in server.log for name in asked.headers}
        assert sent <= {"host", "user-agent", "accept-encoding", "accept", "x-forwarded-host", "connection"}


def _either(server: LoopbackServer, canary: Canary) -> Any:
    """Connect to the mirror when it is meant, and to the canary for anything else."""

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        return socket.create_connection(
            ("127.0.0.1", server.port if address[1] == server.port else canary.port), timeout
        )

    return connect


@pytest.mark.parametrize("url", BAD_URLS.values(), ids=BAD_URLS)
def test_a_bad_address_is_a_row_with_a_reason_and_the_run_goes_on(
    serve: Serve, fetcher_for: MakeFetcher, url: str
) -> None:
    server = serve({"/doc": b"<p>words</p>"})
    bad, good = fetcher_for(server, hosts=("other.example",)).fetch_all([url, "https://other.example/doc"])
    assert bad.state is CaptureState.NOT_CHECKED
    assert "refused" in bad.reason
    assert good.usable


def bomb(coding: str, megabytes: int = 60) -> tuple[bytes, dict[str, str]]:
    """A body that unpacks to that many megabytes of zeros, and the header that says how it is packed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31 if "gzip" in coding else 15)
    packed = b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + packer.flush()
    if coding == "gzip, gzip":
        packed = gzip.compress(packed)
    return packed, {"Content-Encoding": coding}


@contextmanager
def memory_under(megabytes: float) -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1] / MEGABYTE
    finally:
        tracemalloc.stop()
    assert peak < megabytes, f"{peak:.0f} MB"


class TestBombs:
    @pytest.mark.parametrize("coding", ["gzip", "deflate", "gzip, gzip", "br", "zstd"])
    def test_cost_less_than_20_megabytes(self, serve: Serve, fetcher_for: MakeFetcher, coding: str) -> None:
        packed, headers = bomb(coding)
        server = serve({"/bomb": Reply(packed, headers=headers)})
        fetcher = fetcher_for(server, body_cap=5 * MEGABYTE)
        fetcher.fetch(f"{SITE}/warm-up")
        with memory_under(20):
            capture = fetcher.fetch(f"{SITE}/bomb")
        assert capture.state is CaptureState.UNREACHABLE
        assert capture.truncated in ("cap", "coding")
        assert capture.sha256 == ""

    def test_on_a_redirect_are_not_even_read(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        packed, headers = bomb("gzip")
        server = serve({"/bomb": redirect("/doc", 302, packed, **headers), "/doc": b"<p>words</p>"})
        fetcher = fetcher_for(server)
        fetcher.fetch(f"{SITE}/warm-up")
        with memory_under(5):
            assert fetcher.fetch(f"{SITE}/bomb").usable

    def test_a_body_larger_than_the_cap_is_dropped_on_the_wire(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({"/long": Reply(bytes(MEGABYTE) for _ in range(1000))})
        fetcher = fetcher_for(server, body_cap=3 * MEGABYTE)
        with memory_under(20):
            capture = fetcher.fetch(f"{SITE}/long")
        assert capture.truncated == "cap"
        assert capture.wire_length < 5 * MEGABYTE


class TestEndlessAndDripping:
    """The deadline is a second; a server that goes on for minutes is hung up on long before it is done."""

    def _sent(self, serve: Serve, fetcher_for: MakeFetcher, **told: Any) -> tuple[int, Any]:
        sent, over = [0], threading.Event()

        def drip() -> Iterator[bytes]:
            yield told.get("head", b"")
            while not over.wait(0.05) and sent[0] < 2000:
                sent[0] += 1
                yield told.get("chunk", b"x")

        reply = Reply(raw=drip()) if "head" in told else Reply(drip())
        server = serve({"/drip": reply})
        capture = fetcher_for(server, deadline=1.0).fetch(f"{SITE}/drip")
        over.set()
        return sent[0], capture

    def test_a_body_of_a_byte_at_a_time(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        sent, capture = self._sent(serve, fetcher_for)
        assert sent < 200
        assert (capture.state, capture.truncated) == (CaptureState.UNREACHABLE, "deadline")
        assert "1 s" in capture.reason
        assert capture.duration_s < 2.0

    def test_headers_of_a_byte_at_a_time(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        sent, capture = self._sent(serve, fetcher_for, head=b"HTTP/1.1 200 OK\r\nX-Slow: ")
        assert sent < 200
        assert capture.state is CaptureState.UNREACHABLE
        assert capture.duration_s < 2.0

    def test_headers_without_end(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve(
            {"/": Reply(raw=(b"HTTP/1.1 200 OK\r\n" if n == 0 else b"x: y\r\n" * 1000 for n in range(100_000)))}
        )
        assert fetcher_for(server, deadline=5).fetch(f"{SITE}/").state is CaptureState.UNREACHABLE

    def test_a_server_that_accepts_and_says_nothing(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        over = threading.Event()
        server = serve({"/": lambda asked: Reply(raw=[b""] if over.wait(20) else [])})
        capture = fetcher_for(server, deadline=0.5).fetch(f"{SITE}/")
        over.set()
        assert capture.state is CaptureState.UNREACHABLE
        assert capture.duration_s < 1.5


HOSTILE_PAGES = {
    "a title without end": b"<title>" + b"a " * 200_000,
    "tags without end": b"<html>" + b"<a " * 200_000,
    "nested tags": b"<html>" + b"<div>" * 100_000,
    "scripts without end": b"<html>" + b"<script>" * 60_000,
    "comments without end": b"<html>" + b"<!--" * 100_000,
    "spaces": b"<html>" + b" " * 500_000,
    "phrases that almost match": b"<html><p>" + b"the page you requested was " * 15_000,
    "entities": b"<html>" + b"&amp" * 100_000,
    "an entity bomb": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><html>&a;&a;</html>' * 2000,
    "an external document type": b'<?xml version="1.0"?><!DOCTYPE html SYSTEM "http://127.0.0.1/x.dtd"><html></html>',
}


@pytest.mark.parametrize("page", HOSTILE_PAGES.values(), ids=HOSTILE_PAGES)
def test_no_page_can_stall_the_judgement(canary: Canary, page: bytes) -> None:
    def stalled(*_: object) -> None:
        raise AssertionError("judging took more than 10 seconds")

    signal.signal(signal.SIGALRM, stalled)
    signal.alarm(10)
    try:
        classify(Seen("https://a.example/x", "https://a.example/x", 200, Body(page, len(page)), {}))
    finally:
        signal.alarm(0)


STALLING = [
    ("one letter and spaces", "a ", "a " * 5_000),
    ("two letters in turn", "a b ", "a " * 5_000),
    ("stops only", "... ", "a " * 5_000),
    ("brackets", "[a] ", "a " * 5_000),
    ("one letter, another at the claim's end", "a ", "a " * 4_999 + "b"),
    ("one letter, sixteen hundred ellipses", "a ", "a ... " * 1_600),
]


@pytest.mark.parametrize(("source", "quote"), [row[1:] for row in STALLING], ids=[row[0] for row in STALLING])
def test_no_source_can_stall_a_comparison(source: str, quote: str) -> None:
    """A megabyte of one thing, and a claim of ten thousand characters of it."""

    def stalled(*_: object) -> None:
        raise AssertionError("comparing took more than 30 seconds")

    text = verifier.SourceText.from_text(source * (1_000_000 // len(source)))
    signal.signal(signal.SIGALRM, stalled)
    signal.alarm(30)
    try:
        assert verifier.compare(quote, text).verdict
    finally:
        signal.alarm(0)


class TestPaths:
    URLS = (
        "https://archive.example/../../../etc/passwd",
        "https://archive.example/%2e%2e/%2e%2e/etc/passwd",
        "https://..%2f..%2fetc/passwd",
        "https://con.example/CON",
        "https://nul/aux.txt",
        "https://archive.example/" + "a/" * 2500,
        "https://ARCHIVE.example/Doc",
        "https://archive.example/doc",
        "https://../",
        "https://-.-/",
    )

    @pytest.mark.parametrize("url", URLS)
    def test_never_leave_the_cache(self, tmp_path: Path, url: str) -> None:
        store = Store(tmp_path / "inner" / "cache")
        kept = store.keep({"url": url, "state": "ok"}, b"words")
        assert [path.name for path in tmp_path.iterdir()] == ["inner"]
        assert [path.name for path in (tmp_path / "inner").iterdir()] == ["cache"]
        assert store.latest(url) == kept
        assert store.verify() == []

    def test_of_a_bag_never_leave_it(self, store: Store, tmp_path: Path) -> None:
        store.keep({"url": SITE, "state": "ok"}, b"words")
        export_captures(store, tmp_path / "bag", "bag")
        (tmp_path / "secret").write_bytes(b"")
        manifest = tmp_path / "bag" / "manifest-sha256.txt"
        manifest.write_text(manifest.read_text() + f"{'0' * 64}  ../secret\n")
        with pytest.raises(InputError):
            import_captures(Store(tmp_path / "other"), tmp_path / "bag")
        assert not (tmp_path / "other").exists()


class TestPoisoning:
    def test_an_error_page_with_status_200_is_no_evidence(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({"/doc": b"<title>Page not found</title><p>Sorry.</p>"})
        fetcher = fetcher_for(server)
        assert fetcher.fetch(f"{SITE}/doc").state is CaptureState.SOFT_404
        assert fetcher.store.latest(f"{SITE}/doc") is None

    def test_a_swapped_body_and_an_edited_record_are_found(self, store: Store) -> None:
        one = store.keep({"url": f"{SITE}/1", "state": "ok"}, b"one")
        two = store.keep({"url": f"{SITE}/2", "state": "ok"}, b"two")
        store.objects.path(one.sha256).write_bytes(b"two")
        record = store.shelf.folder(two.url) / f"{two.id}.json"
        record.write_bytes(record.read_bytes().replace(b'"ok"', b'"OK"'))
        with pytest.raises(CaptureDamaged):
            store.body(one)
        with pytest.raises(CaptureDamaged):
            store.latest(two.url)
        assert {problem.kind for problem in store.verify()} >= {"object_damaged", "record_damaged"}

    def test_a_later_answer_never_replaces_an_earlier_one(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({"/doc": [b"<p>the words</p>", b"<p>other words</p>"]})
        first = fetcher_for(server).fetch(f"{SITE}/doc")
        second = fetcher_for(server, refresh=True).fetch(f"{SITE}/doc")
        store = fetcher_for(server).store
        assert store.body(first) == b"<p>the words</p>"
        assert store.body(second) == b"<p>other words</p>"


def test_no_planted_secret_reaches_the_cache_or_an_export(
    serve: Serve, fetcher_for: MakeFetcher, tmp_path: Path
) -> None:
    secrets = [f"hunter{n}" for n in range(2, 12)]
    server = serve(
        {
            "/doc": Reply(
                b"<p>words</p>",
                headers={
                    "Set-Cookie": f"session={secrets[0]}",
                    "Authorization": secrets[1],
                    "Link": f'<https://archive.example/x?token={secrets[2]}>; rel="original"',
                    "X-Api-Key": secrets[3],
                    "WWW-Authenticate": secrets[4],
                },
            ),
            "/hop": redirect(f"/doc?access_token={secrets[5]}&page=1", 302),
            "/busy": Reply(status=429, headers={"Retry-After": "99999"}),
        }
    )
    fetcher = fetcher_for(server)
    fetcher.fetch(f"{SITE}/doc?api_key={secrets[6]}")
    fetcher.fetch(f"{SITE}/hop?password={secrets[7]}#token={secrets[8]}")
    fetcher.fetch(f"{SITE}/busy?signature={secrets[9]}")
    store = fetcher.store
    store.doctor()
    export_captures(store, tmp_path / "o.warc.gz", "warc")
    export_captures(store, tmp_path / "o.wacz", "wacz")
    export_captures(store, tmp_path / "bag", "bag")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    written = b"".join(path.read_bytes() + path.name.encode() for path in files)
    written += gzip.decompress((tmp_path / "o.warc.gz").read_bytes())
    assert len(list(store.captures())) == 3
    assert [secret for secret in secrets if secret.encode() in written] == []


def test_offline_opens_no_socket_and_says_what_to_run(
    serve: Serve, fetcher_for: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve({"/kept": b"<p>words</p>"})
    kept = fetcher_for(server).fetch(f"{SITE}/kept")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    offline = fetcher_for(server, offline=True)
    assert offline.fetch(f"{SITE}/kept") == kept
    new = offline.fetch(f"{SITE}/new")
    assert new.state is CaptureState.NOT_CHECKED
    assert "verifier cache add" in new.reason
    assert offline.wayback(f"{SITE}/new").state is CaptureState.NOT_CHECKED
    assert server.paths() == ["/kept"]


def test_allowed_hosts_are_the_whole_list(serve: Serve, fetcher_for: MakeFetcher) -> None:
    server = serve({"/": b"<p>x</p>"})
    fetcher = fetcher_for(server, hosts=("a.example", "sub.b.example"), allow_hosts=("b.example",))
    assert not fetcher.fetch("https://a.example/").usable
    assert fetcher.fetch("https://sub.b.example/").usable
