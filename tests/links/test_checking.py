"""The check against a server on loopback that tells the truth, lies, stumbles, refuses and falls silent."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from verifier.demo.server import LoopbackServer, Reply, redirect
from verifier.links import checking
from verifier.links.asking import Answer
from verifier.links.checking import Checking
from verifier.links.ledger import Entry, Ledger
from verifier.links.records import Fragment, Link, LinkResult, LinkState, Mention, Place
from verifier.links.run import Wish, check_inputs, check_links
from verifier.settings import Settings

HOST = "https://archive.example"
TEXT = " ".join(f"word{number}" for number in range(80))
SHELL = b"<html><body><div id=app></div><script src=/app.js></script></body></html>"
STRAY = f"<html><title>Collections</title><p>Begin at the reading room. {TEXT}</p>".encode()


def page(title: str, body: str = TEXT) -> bytes:
    return f"<!doctype html><title>{title}</title><h1 id=head>{title}</h1><p>{title} {body}</p>".encode()


ROUTES = {
    "/": STRAY,
    "/sound": page("A sound page"),
    "/moved": redirect("/sound"),
    "/for-now": redirect("/sound", 302),
    "/missing": Reply(page("Not here"), 404),
    "/taken-down": Reply(page("Gone"), 410),
    "/moved-to-missing": redirect("/missing"),
    "/says-404": page("Page not found"),
    "/whatever": STRAY,
    "/app/one": SHELL,
    "/circle": redirect("/circle2", 302),
    "/circle2": redirect("/circle", 302),
    "/silent": Reply(drop=True),
    "/down": Reply(b"down", 500),
    "/stumbles": [Reply(b"oops", 500), page("Up again")],
    "/stray-404": [Reply(page("Not here"), 404), page("Up again")],
    "/busy": [Reply(b"", 429, headers={"Retry-After": "1"}), page("Up again")],
    "/very-busy": Reply(b"", 429, headers={"Retry-After": "7200"}),
    "/wall": Reply(b"<title>Just a moment...</title>", 403),
    "/login": Reply(b"", 401),
    "/robots.txt": Reply(b"User-agent: *\nDisallow: /closed/\n", media_type="text/plain"),
    "/closed/a": page("Closed"),
    "/long.pdf": Reply(b"%PDF-1.4\n" + b"x" * 3_000_000 + b"\n%%EOF", media_type="application/pdf"),
}
CASES = {
    "a sound page": ("/sound", LinkState.OK),
    "a page that moved for good": ("/moved", LinkState.MOVED),
    "a page that is elsewhere for now": ("/for-now", LinkState.OK),
    "a page that is not there": ("/missing", LinkState.GONE),
    "a page that was taken down": ("/taken-down", LinkState.GONE),
    "a redirect to nothing": ("/moved-to-missing", LinkState.GONE),
    "a page that says 404 under status 200": ("/says-404", LinkState.SOFT_404),
    "the page a host shows for any address": ("/whatever", LinkState.SOFT_404),
    "the same page as the host's home": ("/", LinkState.OK),
    "a shell that a script fills in": ("/app/one", LinkState.OK),
    "redirects in a circle": ("/circle", LinkState.UNREACHABLE),
    "a host that hangs up": ("/silent", LinkState.UNREACHABLE),
    "a host that is down": ("/down", LinkState.UNREACHABLE),
    "a host that stumbles once": ("/stumbles", LinkState.OK),
    "a stray 404": ("/stray-404", LinkState.OK),
    "a busy host that names a second": ("/busy", LinkState.OK),
    "a busy host that names two hours": ("/very-busy", LinkState.DEFERRED),
    "a wall against robots": ("/wall", LinkState.BLOCKED),
    "a login": ("/login", LinkState.LOGIN),
    "what robots.txt forbids": ("/closed/a", LinkState.BLOCKED),
    "a long scan, of which the head is read": ("/long.pdf", LinkState.OK),
}


def link(path: str) -> Link:
    url = path if "://" in path else HOST + path
    return Link(url, (Mention(url, Place("draft.md", 1, 1)),))


@pytest.fixture(scope="module")
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer(ROUTES, fallback=STRAY) as running:
        yield running


@pytest.fixture
def settings(server: LoopbackServer, tmp_path: Path) -> Settings:
    return Settings(cache=tmp_path / "cache", mirrors={"archive.example": server.url}, pace=0, jobs=16)


@pytest.fixture(scope="module")
def judged(server: LoopbackServer, tmp_path_factory: pytest.TempPathFactory) -> dict[str, LinkResult]:
    cache = tmp_path_factory.mktemp("judged")
    once = Settings(cache=cache, mirrors={"archive.example": server.url}, pace=0, jobs=16)
    results, _ = check_links([link(path) for path, _ in CASES.values()], once)
    return {result.url.removeprefix(HOST): result for result in results}


@pytest.mark.parametrize("name", CASES)
def test_a_link_gets_its_state(name: str, judged: dict[str, LinkResult]) -> None:
    path, state = CASES[name]
    assert judged[path].state is state, judged[path].reason


def test_a_deferred_link_says_when_to_come_back(judged: dict[str, LinkResult]) -> None:
    assert judged["/very-busy"].not_before > judged["/very-busy"].checked


def test_a_second_run_asks_nothing_that_is_fresh(server: LoopbackServer, settings: Settings) -> None:
    links = [link("/sound"), link("/missing"), link("/wall"), link("/sound#head")]
    first, asked = check_links(links, settings)
    assert asked == 3, "one page, whatever its fragments"
    before = len(server.log)
    second, asked = check_links(links, settings)
    assert (len(server.log) - before, asked) == (0, 0)
    assert [r.state for r in second] == [r.state for r in first]
    assert all(result.fresh for result in second)


def test_a_new_fragment_of_a_fresh_page_is_asked(server: LoopbackServer, settings: Settings) -> None:
    check_links([link("/sound")], settings)
    (good,), asked = check_links([link("/sound#head")], settings)
    assert (good.fragment, asked) == (Fragment.OK, 1)
    (bad,), _ = check_links([link("/sound#nothing")], settings)
    assert (bad.state, bad.fragment) == (LinkState.OK, Fragment.MISSING)


def test_refresh_asks_what_is_fresh(settings: Settings) -> None:
    check_links([link("/sound")], settings)
    assert check_links([link("/sound")], replace(settings, refresh=True))[1] == 1


def test_offline_opens_no_socket_and_knows_what_earlier_runs_found(server: LoopbackServer, settings: Settings) -> None:
    check_links([link("/missing")], settings)
    before = len(server.log)
    (known, new), _ = check_links([link("/missing"), link("/sound")], replace(settings, offline=True))
    assert (known.state, new.state) == (LinkState.GONE, LinkState.NOT_CHECKED)
    assert len(server.log) == before


def test_offline_knows_what_was_captured(settings: Settings) -> None:
    from verifier.captures import Fetcher, Store

    Fetcher(settings, Store(settings.cache)).fetch(f"{HOST}/sound")
    (known,), _ = check_links([link("/sound#head")], replace(settings, offline=True))
    assert (known.state, known.fragment) == (LinkState.OK, Fragment.OK)


def test_offline_says_where_else_a_page_s_document_was_captured_from(settings: Settings) -> None:
    from verifier.captures import Store

    road = "https://api.www.documentcloud.org/api/documents/20059253/"
    held = settings.cache.parent / "record.json"
    held.write_text('{"id": 20059253}')
    Store(settings.cache).add_manual(road, held)
    shown = "https://www.documentcloud.org/documents/20059253-memo-to-file"
    (known,), _ = check_links([link(shown)], replace(settings, offline=True))
    assert known.state is LinkState.NOT_CHECKED, "nobody asked whether the page itself answers"
    assert road in known.reason


def test_nothing_is_kept_of_what_a_link_check_reads(settings: Settings) -> None:
    check_links([link("/sound")], settings)
    assert {path.name for path in settings.cache.iterdir()} == {"links.jsonl"}


def test_private_addresses_are_not_asked(server: LoopbackServer, settings: Settings) -> None:
    before = len(server.log)
    (refused,), _ = check_links([link(f"{server.url}/sound")], settings)
    assert refused.state is LinkState.NOT_CHECKED
    assert len(server.log) == before


def test_results_come_in_the_order_of_the_inputs(settings: Settings, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(f"[b]({HOST}/wall) [a]({HOST}/sound)\n[b again]({HOST}/wall)\n")
    run = check_inputs([draft], settings, Wish(quotes=False))
    assert [result.url for result in run.results] == [f"{HOST}/wall", f"{HOST}/sound"]
    assert [str(m.place.line) for m in run.results[0].link.mentions] == ["1", "2"]


def test_include_and_exclude_choose_addresses(settings: Settings, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(f"{HOST}/sound {HOST}/missing {HOST}/wall")
    run = check_inputs([draft], settings, Wish(include="archive", exclude="missing|wall"))
    assert [result.url for result in run.results] == [f"{HOST}/sound"]


def test_a_run_that_is_stopped_keeps_what_had_answered(settings: Settings) -> None:
    def stop(state: LinkState, url: str) -> None:
        if url.endswith("/wall"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_links([link("/sound"), link("/wall")], replace(settings, jobs=1), Wish(watch=stop))
    assert check_links([link("/sound")], settings)[1] == 0, "it was kept, so it need not be asked"


class Script:
    """Answers one after the other, and when each was asked for."""

    def __init__(self, *states: LinkState, status: int = 404) -> None:
        self.states = list(states)
        self.status = status
        self.asked: list[float] = []

    def ask(self, url: str, *, whole: bool = False) -> Answer:
        self.asked.append(time.monotonic())
        return Answer(url, self.states[min(len(self.asked), len(self.states)) - 1], self.status)


def look(script: Script, cache: Path, gap: float) -> LinkResult:
    (result,), _ = Checking(Ledger(cache), script, confirm_gap=gap, refresh=True).run([link("/a")])
    return result


@pytest.mark.parametrize("gap", [0.0, 0.3])
def test_a_first_failure_is_confirmed_no_sooner_than_the_gap(gap: float, tmp_path: Path) -> None:
    script = Script(LinkState.GONE)
    assert look(script, tmp_path, gap).state is LinkState.GONE
    first, second = script.asked
    assert second - first >= gap


def test_a_server_error_gets_the_long_gap_whatever_the_pace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "CONFIRM_GAP_S", 0.3)
    script = Script(LinkState.UNREACHABLE, LinkState.OK, status=503)
    assert look(script, tmp_path, 0.0).state is LinkState.OK
    first, second = script.asked
    assert second - first >= 0.3


def test_a_failure_known_before_needs_no_confirmation(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.put(
        Entry(f"{HOST}/a", "gone", 404, strikes=1, struck="2026-01-01T00:00:00Z", first_failed="2026-01-01T00:00:00Z")
    )
    ledger.save()
    script = Script(LinkState.GONE)
    result = look(script, tmp_path, 9.0)
    assert (len(script.asked), result.strikes, result.first_failed[:10]) == (1, 2, "2026-01-01")
