from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.captures.conftest import HOST, SITE, FakeClock, MakeFetcher, Serve
from tests.replica.httpd import Asked, Reply, redirect
from verifier.captures import Fetcher, Progress, Store
from verifier.captures.fake import Canned, FakeTransport
from verifier.captures.transport import Fault
from verifier.records.capture import CaptureMethod, CaptureState
from verifier.records.source import Wanted
from verifier.settings import Settings

PDF = b"%PDF-1.7\nwords\n%%EOF\n"


def test_a_capture_says_what_was_asked_and_what_answered(serve: Serve, fetcher_for: MakeFetcher) -> None:
    server = serve({"/old": redirect("/doc", 301), "/doc": Reply(PDF, media_type="application/pdf")})
    fetcher = fetcher_for(server)
    capture = fetcher.fetch(Wanted(f"{SITE}/old#page=2", "pdf", "pdf"))
    assert (capture.state, capture.status, capture.media_type) == (CaptureState.MOVED, 200, "application/pdf")
    assert [(hop.url, hop.status, hop.location) for hop in capture.hops] == [(f"{SITE}/old", 301, "/doc")]
    assert capture.final_url == f"{SITE}/doc"
    assert (capture.role, capture.expect, capture.method) == ("pdf", "pdf", CaptureMethod.LIVE)
    assert (capture.peer, capture.mirror) == ("127.0.0.1", server.url)
    assert capture.robots == "no robots.txt"
    assert capture.attempts == 1
    assert fetcher.store.body(capture) == PDF


def test_what_is_in_the_cache_is_not_asked_again(serve: Serve, fetcher_for: MakeFetcher) -> None:
    server = serve({"/doc": b"<p>words</p>"})
    first = fetcher_for(server).fetch(f"{SITE}/doc")
    assert fetcher_for(server).fetch(f"http://{HOST}/doc/#p4") == first
    assert server.paths() == ["/doc"]


def test_one_run_asks_once_however_many_claims_cite_it(serve: Serve, fetcher_for: MakeFetcher) -> None:
    server = serve({"/doc": Reply(b"<p>words</p>", delay_s=0.05)})
    fetcher = fetcher_for(server, refresh=True, host_slots=8)
    captures = fetcher.fetch_all([f"{SITE}/doc#{n}" for n in range(8)], jobs=8)
    assert len({capture.id for capture in captures}) == 1
    assert server.paths() == ["/doc"]


def test_a_failure_is_asked_again_in_the_next_run(serve: Serve, fetcher_for: MakeFetcher) -> None:
    server = serve({"/doc": [Reply(status=404), b"<p>words</p>"]})
    assert fetcher_for(server).fetch(f"{SITE}/doc").state is CaptureState.GONE
    assert fetcher_for(server).fetch(f"{SITE}/doc").state is CaptureState.OK


def test_a_damaged_capture_is_fetched_again(serve: Serve, fetcher_for: MakeFetcher) -> None:
    server = serve({"/doc": b"<p>words</p>"})
    fetcher = fetcher_for(server)
    first = fetcher.fetch(f"{SITE}/doc")
    fetcher.store.objects.path(first.sha256).write_bytes(b"<p>lies</p>")
    second = fetcher_for(server).fetch(f"{SITE}/doc")
    assert fetcher.store.body(second) == b"<p>words</p>"


def test_offline_a_damaged_capture_is_said_to_be_damaged(serve: Serve, fetcher_for: MakeFetcher) -> None:
    server = serve({"/doc": b"<p>words</p>"})
    fetcher = fetcher_for(server)
    first = fetcher.fetch(f"{SITE}/doc")
    fetcher.store.objects.path(first.sha256).write_bytes(b"<p>lies</p>")
    capture = fetcher_for(server, offline=True).fetch(f"{SITE}/doc")
    assert capture.state is CaptureState.NOT_CHECKED
    assert "damaged" in capture.reason


def test_offline_nothing_is_written(serve: Serve, fetcher_for: MakeFetcher, store: Store) -> None:
    fetcher_for(None, offline=True).fetch(f"{SITE}/doc")
    assert not store.root.exists()


class TestRefresh:
    def test_asks_with_conditions_and_keeps_a_304_as_a_new_capture_of_the_old_bytes(
        self, serve: Serve, fetcher_for: MakeFetcher
    ) -> None:
        def page(asked: Asked) -> Reply:
            unchanged = asked.headers.get("if-none-match") == '"v1"'
            return Reply(b"", 304) if unchanged else Reply(b"<p>words</p>", headers={"ETag": '"v1"'})

        server = serve({"/doc": page})
        first = fetcher_for(server).fetch(f"{SITE}/doc")
        again = fetcher_for(server, refresh=True).fetch(f"{SITE}/doc")
        store = fetcher_for(server).store
        assert (again.status, again.state, again.revisit_of) == (304, CaptureState.OK, first.id)
        assert again.id != first.id
        assert again.media_type == "text/html"
        assert store.body(again) == b"<p>words</p>"
        third = fetcher_for(server, refresh=True).fetch(f"{SITE}/doc")
        assert third.revisit_of == first.id

    def test_asks_without_conditions_when_the_bytes_are_damaged(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({"/doc": Reply(b"<p>words</p>", headers={"ETag": '"v1"'})})
        first = fetcher_for(server).fetch(f"{SITE}/doc")
        fetcher_for(server).store.objects.path(first.sha256).unlink()
        fetcher_for(server, refresh=True).fetch(f"{SITE}/doc")
        assert "if-none-match" not in server.log[-1].headers

    def test_keeps_the_old_capture_when_the_page_is_gone(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({"/doc": [b"<p>words</p>", Reply(status=410)]})
        first = fetcher_for(server).fetch(f"{SITE}/doc")
        fetcher = fetcher_for(server, refresh=True)
        assert fetcher.fetch(f"{SITE}/doc").state is CaptureState.GONE
        assert fetcher.store.latest(f"{SITE}/doc") == first


class TestTries:
    STUMBLES = (Reply(status=500), Reply(status=503), Reply(drop=True), Reply(b"x", declared=9))

    @pytest.mark.parametrize("trouble", STUMBLES)
    def test_a_server_that_stumbles_twice_is_asked_a_third_time(
        self, serve: Serve, fetcher_for: MakeFetcher, trouble: Reply
    ) -> None:
        server = serve({"/doc": [trouble, trouble, b"<p>words</p>"]})
        capture = fetcher_for(server).fetch(f"{SITE}/doc")
        assert (capture.state, capture.attempts) == (CaptureState.OK, 3)

    def test_and_no_fourth_time(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({"/doc": Reply(status=502)})
        assert fetcher_for(server).fetch(f"{SITE}/doc").state is CaptureState.UNREACHABLE
        assert server.paths() == ["/doc"] * 3

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
    def test_what_is_settled_is_asked_once(self, serve: Serve, fetcher_for: MakeFetcher, status: int) -> None:
        server = serve({"/doc": Reply(status=status)})
        fetcher_for(server).fetch(f"{SITE}/doc")
        assert server.paths() == ["/doc"]

    def test_a_wall_with_503_is_a_wall_and_not_a_stumble(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({"/doc": Reply(b"<title>Just a moment...</title>", 503, headers={"CF-Mitigated": "challenge"})})
        assert fetcher_for(server).fetch(f"{SITE}/doc").state is CaptureState.BLOCKED
        assert server.paths() == ["/doc"]

    def test_they_are_spaced_by_one_second_and_then_four(self, store: Store, clock: FakeClock) -> None:
        transport = FakeTransport({f"{SITE}/doc": Canned(status=500)})
        Fetcher(Settings(robots=False), store, transport=transport, clock=clock).fetch(f"{SITE}/doc")  # type: ignore[arg-type]
        assert [pause for pause in clock.slept if pause >= 1.0] == [1.0, 4.0]

    def test_with_pacing_off_they_are_still_spaced(self, store: Store, clock: FakeClock) -> None:
        transport = FakeTransport({f"{SITE}/doc": Canned(fault=Fault.CONNECT)})
        Fetcher(Settings(robots=False, pace=0), store, transport=transport, clock=clock).fetch(f"{SITE}/doc")  # type: ignore[arg-type]
        assert clock.slept == [0.1, 0.4]

    @pytest.mark.parametrize("fault", [Fault.DNS, Fault.TLS])
    def test_a_host_without_address_or_trust_is_asked_once(self, store: Store, fault: Fault) -> None:
        transport = FakeTransport({f"{SITE}/doc": Canned(fault=fault)})
        capture = Fetcher(Settings(robots=False), store, transport=transport).fetch(f"{SITE}/doc")
        assert capture.state is CaptureState.UNREACHABLE
        assert len(transport.requests) == 1


class TestRetryAfter:
    def fetcher(
        self, store: Store, clock: FakeClock, replies: list[Canned], **told: float
    ) -> tuple[Fetcher, FakeTransport]:
        transport = FakeTransport({f"{SITE}/doc": replies, f"{SITE}/other": Canned(b"<p>other</p>")})
        settings = Settings(robots=False, **told)  # type: ignore[arg-type]
        return Fetcher(settings, store, transport=transport, clock=clock), transport  # type: ignore[arg-type]

    @pytest.mark.parametrize("status", [429, 503])
    @pytest.mark.parametrize("pace", [0, 1])
    @pytest.mark.parametrize("said", ["7", "Sun, 22 Nov 2026 12:00:07 GMT"])
    def test_is_obeyed_and_never_early(self, store: Store, clock: FakeClock, status: int, pace: int, said: str) -> None:
        refusal = Canned(status=status, headers={"Retry-After": said})
        fetcher, _ = self.fetcher(store, clock, [refusal, Canned(b"<p>words</p>")], pace=pace)
        began = clock.ticks
        assert fetcher.fetch(f"{SITE}/doc").usable
        assert clock.ticks - began >= 7.0

    def test_above_the_cap_ends_as_deferred_with_the_time_to_come_back(self, store: Store, clock: FakeClock) -> None:
        fetcher, transport = self.fetcher(store, clock, [Canned(status=429, headers={"Retry-After": "3600"})])
        capture = fetcher.fetch(f"{SITE}/doc")
        assert capture.state is CaptureState.DEFERRED
        assert capture.not_before == "2026-11-22T13:00:00.000000Z"
        assert len(transport.requests) == 1

    def test_holds_the_whole_host_while_pacing_is_on(self, store: Store, clock: FakeClock) -> None:
        fetcher, transport = self.fetcher(store, clock, [Canned(status=429, headers={"Retry-After": "3600"})])
        fetcher.fetch(f"{SITE}/doc")
        other = fetcher.fetch(f"{SITE}/other")
        assert other.state is CaptureState.DEFERRED
        assert other.not_before
        assert len(transport.requests) == 1

    def test_is_remembered_by_the_next_run_until_its_time(self, store: Store, clock: FakeClock) -> None:
        fetcher, _ = self.fetcher(store, clock, [Canned(status=429, headers={"Retry-After": "3600"})])
        deferred = fetcher.fetch(f"{SITE}/doc")
        fetcher, transport = self.fetcher(store, clock, [Canned(b"<p>words</p>")])
        assert fetcher.fetch(f"{SITE}/doc") == deferred
        assert transport.requests == []
        clock.sleep(3600)
        fetcher, transport = self.fetcher(store, clock, [Canned(b"<p>words</p>")])
        assert fetcher.fetch(f"{SITE}/doc").usable

    def test_missing_or_unreadable_means_a_minute(self, store: Store, clock: FakeClock) -> None:
        fetcher, _ = self.fetcher(
            store, clock, [Canned(status=429, headers={"Retry-After": "soon"}), Canned(b"<p>x</p>")]
        )
        began = clock.ticks
        assert fetcher.fetch(f"{SITE}/doc").usable
        assert clock.ticks - began >= 60.0

    def test_that_never_ends_is_deferred_after_three_tries(self, store: Store, clock: FakeClock) -> None:
        fetcher, transport = self.fetcher(store, clock, [Canned(status=429, headers={"Retry-After": "2"})])
        assert fetcher.fetch(f"{SITE}/doc").state is CaptureState.DEFERRED
        assert len(transport.requests) == 3


def test_a_later_refusal_does_not_hide_what_is_in_the_cache(serve: Serve, fetcher_for: MakeFetcher) -> None:
    server = serve({"/doc": [b"<p>words</p>", Reply(status=429, headers={"Retry-After": "3600"})]})
    first = fetcher_for(server).fetch(f"{SITE}/doc")
    assert fetcher_for(server, refresh=True).fetch(f"{SITE}/doc").state is CaptureState.DEFERRED
    assert fetcher_for(server).fetch(f"{SITE}/doc") == first


def test_a_run_that_is_interrupted_begins_nothing_more_and_goes_on_where_it_stopped(
    serve: Serve, fetcher_for: MakeFetcher
) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.done == 3:
            raise KeyboardInterrupt

    server = serve(fallback=Reply(b"<p>words</p>", delay_s=0.01))
    urls = [f"{SITE}/{number}" for number in range(40)]
    with pytest.raises(KeyboardInterrupt):
        fetcher_for(server, progress=interrupt).fetch_all(urls, jobs=2)
    before = len(server.paths())
    assert before < 40
    fetcher_for(server).fetch_all(urls, jobs=2)
    assert len(server.paths()) == 40


class TestPace:
    def test_requests_to_a_host_start_a_gap_apart(self, store: Store, clock: FakeClock) -> None:
        transport = FakeTransport({f"{SITE}/{n}": b"<p>x</p>" for n in range(5)})
        fetcher = Fetcher(Settings(robots=False, pace=2.0), store, transport=transport, clock=clock)  # type: ignore[arg-type]
        began = clock.ticks
        fetcher.fetch_all([f"{SITE}/{n}" for n in range(5)], jobs=1)
        assert clock.ticks - began == pytest.approx(8.0)

    def test_no_more_than_its_slots_are_under_way(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve(fallback=Reply(b"<p>x</p>", delay_s=0.03))
        fetcher_for(server, host_slots=2, robots=False).fetch_all([f"{SITE}/{n}" for n in range(12)], jobs=8)
        assert server.peak == 2

    def test_a_crawl_delay_is_obeyed(self, store: Store, clock: FakeClock) -> None:
        script = {f"{SITE}/robots.txt": Canned(b"User-agent: *\nCrawl-delay: 20\n", media_type="text/plain")}
        transport = FakeTransport({**script, **{f"{SITE}/{n}": b"<p>x</p>" for n in range(3)}})
        began = clock.ticks
        Fetcher(Settings(), store, transport=transport, clock=clock).fetch_all(  # type: ignore[arg-type]
            [f"{SITE}/{n}" for n in range(3)], jobs=1
        )
        assert clock.ticks - began >= 40.0

    def test_hosts_take_turns(self) -> None:
        from verifier.captures.crew import turns

        assert list(turns(["a", "a", "a", "b", "c", "b"])) == [0, 3, 4, 1, 5, 2]


class TestRobots:
    def test_what_is_disallowed_is_not_asked(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({"/robots.txt": b"User-agent: *\nDisallow: /private/\n", "/open": b"<p>x</p>"})
        fetcher = fetcher_for(server)
        capture = fetcher.fetch(f"{SITE}/private/doc")
        assert (capture.state, capture.robots) == (CaptureState.BLOCKED, "disallowed")
        assert "robots.txt" in capture.reason
        assert fetcher.fetch(f"{SITE}/open").usable
        assert server.paths(robots=True) == ["/robots.txt", "/open"]

    def test_a_rule_for_our_name_goes_before_the_general_one(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve(
            {"/robots.txt": b"User-agent: *\nDisallow: /\n\nUser-agent: verifier\nAllow: /\n", "/doc": b"<p>x</p>"}
        )
        assert fetcher_for(server).fetch(f"{SITE}/doc").usable

    def test_a_server_error_allows_nothing_for_now(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({"/robots.txt": Reply(status=500), "/doc": b"<p>x</p>"})
        capture = fetcher_for(server).fetch(f"{SITE}/doc")
        assert capture.state is CaptureState.UNREACHABLE
        assert "robots.txt unreachable" in capture.reason
        assert server.paths() == []

    @pytest.mark.parametrize("robots", [b"\xff\xfe\x00rubbish", b"Disallow", b"User-agent: *\n" * 5000, b""])
    def test_a_file_nobody_can_read_forbids_nothing(
        self, serve: Serve, fetcher_for: MakeFetcher, robots: bytes
    ) -> None:
        server = serve({"/robots.txt": Reply(robots, media_type="text/plain"), "/doc": b"<p>x</p>"})
        assert fetcher_for(server).fetch(f"{SITE}/doc").usable


class TestMirrors:
    def test_a_mirror_is_asked_in_the_hosts_place_and_told_for_whom(
        self, serve: Serve, fetcher_for: MakeFetcher
    ) -> None:
        server = serve({f"{HOST}/doc": b"<p>of the archive</p>", "other.example/doc": b"<p>of the other</p>"})
        fetcher = fetcher_for(server, hosts=(HOST, "other.example"))
        assert fetcher.store.body(fetcher.fetch(f"{SITE}/doc")) == b"<p>of the archive</p>"
        assert fetcher.store.body(fetcher.fetch("https://other.example/doc")) == b"<p>of the other</p>"

    def test_its_own_address_never_shows_in_a_redirect(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({"/new": b"<p>x</p>"})
        server.routes["/old"] = redirect(f"{server.url}/new")
        capture = fetcher_for(server).fetch(f"{SITE}/old")
        assert capture.final_url == f"{SITE}/new"

    def test_it_may_live_under_a_path(self, serve: Serve, store: Store) -> None:
        server = serve({"/copies/archive/doc": b"<p>x</p>"})
        fetcher = Fetcher(Settings(mirrors={HOST: f"{server.url}/copies/archive/"}, pace=0), store)
        assert fetcher.fetch(f"{SITE}/doc").usable
        fetcher.close()


def test_the_adapters_expectation_reaches_the_judgement(serve: Serve, fetcher_for: MakeFetcher) -> None:
    server = serve({"/a.pdf": b"<html><p>a viewer</p></html>"})
    fetcher = fetcher_for(server)
    assert fetcher.fetch(Wanted(f"{SITE}/a.pdf", "page", "any")).usable
    assert fetcher.fetch(Wanted(f"{SITE}/a.pdf", "pdf", "pdf")).state is CaptureState.SOFT_404


def test_progress_is_told_by_host(serve: Serve, fetcher_for: MakeFetcher) -> None:
    told: list[Progress] = []
    lock = threading.Lock()

    def note(progress: Progress) -> None:
        with lock:
            told.append(progress)

    server = serve(fallback=b"<p>x</p>")
    urls = [f"{SITE}/1", f"{SITE}/2", "https://other.example/1"]
    fetcher_for(server, hosts=(HOST, "other.example"), progress=note).fetch_all(urls, jobs=2)
    assert sorted(p.done for p in told) == [1, 2, 3]
    assert {(p.host, p.host_total) for p in told} == {(HOST, 2), ("other.example", 1)}
    assert all(p.total == 3 for p in told)


def test_many_threads_in_one_cache_keep_every_capture(serve: Serve, fetcher_for: MakeFetcher, tmp_path: Path) -> None:
    server = serve(fallback=lambda asked: f"<p>page {asked.path}</p>".encode())
    fetcher = fetcher_for(server, host_slots=16)
    captures = fetcher.fetch_all([f"{SITE}/{n}" for n in range(60)], jobs=16)
    assert [fetcher.store.body(capture) for capture in captures] == [f"<p>page /{n}</p>".encode() for n in range(60)]
    assert fetcher.store.verify() == []


def test_importing_the_room_does_not_load_the_network_library() -> None:
    import subprocess
    import sys

    program = "import sys, verifier.captures; print('requests' in sys.modules or 'urllib3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout.strip() == "False"
