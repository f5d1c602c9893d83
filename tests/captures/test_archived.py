"""Archived copies: the Wayback Machine as its public clients describe it, and any TimeGate of RFC 7089."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.captures.conftest import SITE, MakeFetcher, Serve
from tests.replica.httpd import Asked, LoopbackServer, Reply, redirect
from verifier.captures import Fetcher
from verifier.records.capture import CaptureMethod, CaptureState
from verifier.records.source import Wanted

URL = f"{SITE}/document/7"
COLUMNS = ["timestamp", "original", "mimetype", "statuscode", "digest", "length"]
Copies = dict[str, Reply]


def replica(serve: Serve, copies: Copies, *, listed: list[str] | None = None) -> LoopbackServer:
    """A web archive with these copies of URL, by 14-digit stamp; `listed` are those its index names."""
    stamps = sorted(copies) if listed is None else listed

    def index(asked: Asked) -> Reply:
        wanted = parse_qs(urlsplit(asked.path).query)
        assert wanted["url"] == [URL]
        near = int(wanted["closest"][0])
        rows = [[s, URL, "text/html", "200", "SHA1", "100"] for s in sorted(stamps, key=lambda s: abs(int(s) - near))]
        return Reply(json.dumps([COLUMNS, *rows] if rows else []).encode(), media_type="application/json")

    routes = {f"web.archive.org/web/{stamp}id_/{URL}": reply for stamp, reply in copies.items()}
    return serve({"web.archive.org/cdx/search/cdx": index, **routes})


def copy(words: str, when: str = "", **more: str) -> Reply:
    headers = {"Memento-Datetime": when, **more} if when else more
    return Reply(f"<title>Doc</title><p>{words}</p>".encode(), headers=headers)


def wayback(fetcher_for: MakeFetcher, server: LoopbackServer, **told: bool) -> Fetcher:
    return fetcher_for(server, hosts=("web.archive.org",), **told)


def test_the_copy_nearest_the_date_is_taken_and_its_true_time_recorded(serve: Serve, fetcher_for: MakeFetcher) -> None:
    copies = {
        "20190101000000": copy("early"),
        "20211103120000": copy("near", "Wed, 03 Nov 2021 12:00:00 GMT"),
        "20240101000000": copy("late"),
    }
    fetcher = wayback(fetcher_for, replica(serve, copies))
    capture = fetcher.wayback(URL, "2021-10-28")
    assert (capture.method, capture.state) == (CaptureMethod.WAYBACK, CaptureState.OK)
    assert capture.memento_at == "2021-11-03T12:00:00.000000Z"
    assert capture.memento_url == f"https://web.archive.org/web/20211103120000id_/{URL}"
    assert capture.url == URL
    assert b"near" in fetcher.store.body(capture)


def test_the_time_the_archive_really_gave_is_recorded_when_it_differs(serve: Serve, fetcher_for: MakeFetcher) -> None:
    server = replica(serve, {"20220501000000": copy("x", "Sun, 01 May 2022 00:00:00 GMT")}, listed=["20211103000000"])
    server.routes[f"web.archive.org/web/20211103000000id_/{URL}"] = redirect(f"/web/20220501000000id_/{URL}", 302)
    capture = wayback(fetcher_for, server).wayback(URL, "2021-11-01")
    assert capture.memento_at.startswith("2022-05-01")
    assert "asked for the copy of 2021-11-03" in capture.reason
    assert capture.memento_url.endswith(f"20220501000000id_/{URL}")


BAD_COPIES = {
    "a wall": Reply(b"<title>Just a moment...</title>"),
    "a soft 404": Reply(b"<title>Page not found</title>"),
    "a refusal": Reply(status=403, headers={"X-Archive-Wayback-Runtime-Error": "AdministrativeAccessControlException"}),
    "a copy of an error": Reply(status=404),
}


@pytest.mark.parametrize("bad", BAD_COPIES.values(), ids=BAD_COPIES)
def test_the_next_copy_is_taken_when_the_nearest_is(serve: Serve, fetcher_for: MakeFetcher, bad: Reply) -> None:
    server = replica(serve, {"20211101000000": bad, "20211201000000": copy("good")})
    fetcher = wayback(fetcher_for, server)
    capture = fetcher.wayback(URL, "2021-11-01")
    assert capture.usable
    assert b"good" in fetcher.store.body(capture)
    assert len(fetcher.store.history(URL)) == 2  # the bad one is recorded too


def test_why_an_archive_withholds_a_copy_is_told(serve: Serve, fetcher_for: MakeFetcher) -> None:
    server = replica(serve, {"20211101000000": BAD_COPIES["a refusal"]})
    capture = wayback(fetcher_for, server).wayback(URL)
    assert capture.state is CaptureState.BLOCKED
    assert "AdministrativeAccessControlException" in capture.reason


@pytest.mark.parametrize("answer", [b"", b"[]", b"[]\n"])
def test_no_copy_is_said_to_be_none(serve: Serve, fetcher_for: MakeFetcher, answer: bytes) -> None:
    server = serve({"/cdx/search/cdx": Reply(answer, media_type="application/json")})
    capture = wayback(fetcher_for, server).wayback(URL)
    assert capture.state is CaptureState.GONE
    assert "no archived copy" in capture.reason


TROUBLES = {
    "is down": (Reply(status=503), CaptureState.UNREACHABLE),
    "is busy": (Reply(status=429, headers={"Retry-After": "99999"}), CaptureState.DEFERRED),
    "answers with a page": (Reply(b"<html><p>We are moving our servers.</p></html>"), CaptureState.UNREACHABLE),
    "answers with half a list": (Reply(b'[["timestamp"', declared=900), CaptureState.UNREACHABLE),
}


@pytest.mark.parametrize(("answer", "state"), TROUBLES.values(), ids=TROUBLES)
def test_an_index_that_cannot_tell_is_never_read_as_no_copy(
    serve: Serve, fetcher_for: MakeFetcher, answer: Reply, state: CaptureState
) -> None:
    server = serve({"/cdx/search/cdx": answer})
    assert wayback(fetcher_for, server).wayback(URL).state is state


def test_odd_rows_of_an_index_are_passed_over(serve: Serve, fetcher_for: MakeFetcher) -> None:
    rows = [COLUMNS, ["2021", URL, "text/html", "200"], [], ["20211101000000", URL, "warc/revisit", "-", "x", "1"]]
    server = replica(serve, {"20211101000000": copy("good")})
    server.routes["web.archive.org/cdx/search/cdx"] = Reply(json.dumps(rows).encode())
    assert wayback(fetcher_for, server).wayback(URL).usable


def test_a_copy_in_the_cache_answers_offline_and_online(serve: Serve, fetcher_for: MakeFetcher) -> None:
    server = replica(serve, {"20211101000000": copy("x")})
    first = wayback(fetcher_for, server).wayback(URL, "2021-11-01")
    asked = len(server.log)
    assert wayback(fetcher_for, server).wayback(URL, "2021-11-01") == first
    assert wayback(fetcher_for, server, offline=True).wayback(URL, "2021-11-01") == first
    assert len(server.log) == asked


def test_the_expectation_of_a_pdf_holds_for_a_copy(serve: Serve, fetcher_for: MakeFetcher) -> None:
    server = replica(serve, {"20211101000000": copy("a viewer")})
    assert wayback(fetcher_for, server).wayback(Wanted(URL, "pdf", "pdf")).state is CaptureState.SOFT_404


class TestATimeGate:
    GATE = "https://arquivo.example/wayback"

    def serve(self, serve: Serve, final: Reply) -> LoopbackServer:
        def gate(asked: Asked) -> Reply:
            assert asked.headers["accept-datetime"] == "Thu, 28 Oct 2021 00:00:00 GMT"
            return redirect(f"/wayback/20211103000000/{URL}", 302, Vary="accept-datetime")

        return serve({f"/wayback/{URL}": gate, f"/wayback/20211103000000/{URL}": final})

    def test_is_asked_for_a_date_and_followed(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = self.serve(serve, copy("words", "Wed, 03 Nov 2021 00:00:00 GMT"))
        fetcher = fetcher_for(server, hosts=("arquivo.example",))
        capture = fetcher.memento(URL, self.GATE, "2021-10-28")
        assert (capture.method, capture.state) == (CaptureMethod.WAYBACK, CaptureState.OK)
        assert capture.memento_at == "2021-11-03T00:00:00.000000Z"
        assert capture.memento_url == f"https://arquivo.example/wayback/20211103000000/{URL}"
        assert fetcher.store.latest(URL) == capture

    def test_that_gives_no_time_gives_no_memento(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = self.serve(serve, copy("words"))
        capture = fetcher_for(server, hosts=("arquivo.example",)).memento(URL, self.GATE, "2021-10-28")
        assert not capture.usable
        assert "gave no memento" in capture.reason

    def test_that_knows_no_copy_says_so(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        capture = fetcher_for(serve(), hosts=("arquivo.example",)).memento(URL, self.GATE, "2021-10-28")
        assert capture.state is CaptureState.GONE


class TestObtaining:
    def test_the_copy_stands_in_for_a_page_that_is_gone(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = replica(serve, {"20211101000000": copy("x")})
        fetcher = fetcher_for(server, hosts=("web.archive.org", "archive.example"))
        capture = fetcher.obtain(URL, "2021-11-01")
        assert capture.method is CaptureMethod.WAYBACK
        assert [c.state for c in fetcher.store.history(URL)] == [CaptureState.GONE, CaptureState.OK]

    def test_without_a_copy_the_live_failure_is_told(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = replica(serve, {})
        fetcher = fetcher_for(server, hosts=("web.archive.org", "archive.example"))
        assert fetcher.obtain(URL).method is CaptureMethod.LIVE

    def test_no_archive_is_asked_for_a_page_that_answers(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({"/document/7": b"<p>words</p>"})
        assert fetcher_for(server).obtain(URL).usable
        assert server.paths() == ["/document/7"]

    @pytest.mark.parametrize("told", [{"offline": True}, {"wayback": False}])
    def test_no_archive_is_asked_when_told_not_to(
        self, serve: Serve, fetcher_for: MakeFetcher, told: dict[str, bool]
    ) -> None:
        server = serve()
        assert not fetcher_for(server, hosts=("archive.example", "web.archive.org"), **told).obtain(URL).usable
        assert not [asked for asked in server.log if asked.host == "web.archive.org"]

    @pytest.mark.parametrize("told", [{"optional": True}, {"inferred": True}])
    def test_no_archive_is_asked_for_an_address_that_was_a_guess(
        self, serve: Serve, fetcher_for: MakeFetcher, told: dict[str, bool]
    ) -> None:
        server = serve()
        fetcher = fetcher_for(server, hosts=("archive.example", "web.archive.org"))
        assert not fetcher.obtain(Wanted(URL, "page", **told)).usable  # type: ignore[arg-type]
        assert not [asked for asked in server.log if asked.host == "web.archive.org"]
