"""Drift and rescue: the page lives, are the words still on it; and which archived copy still has them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from verifier.demo.server import Asked, LoopbackServer, Reply
from verifier.links.fragments import asked_by
from verifier.links.pagetext import read_page_text
from verifier.links.records import LinkResult, LinkState
from verifier.links.run import Wish, check_inputs
from verifier.links.textsearch import Searchable
from verifier.settings import Settings

HOST = "https://archive.example"
WORDS = "the delegates agreed that no ship of theirs would enter the strait before the spring"
OTHER = "the delegates agreed that every ship of theirs would enter the strait before the spring"
FILLER = "The harbour master kept a record of each arrival, and the council read it every week. " * 6


def page(words: str) -> bytes:
    return f"<!doctype html><title>Minutes</title><h1>Minutes</h1><p>{FILLER}</p><p>It says {words}.</p>".encode()


MEMENTOS = {"20190401000000": page(OTHER), "20200401000000": page(WORDS), "20230401000000": page("nothing of it")}


def wayback(asked: Asked) -> Reply:
    if asked.path.startswith("/cdx/"):
        rows = [["timestamp", "original", "mimetype", "statuscode", "digest", "length"]]
        rows += [[stamp, f"{HOST}/minutes", "text/html", "200", "X", "1"] for stamp in MEMENTOS]
        return Reply(json.dumps(rows).encode(), media_type="application/json")
    return Reply(MEMENTOS[asked.path.split("/")[2].removesuffix("id_")])


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer({"/minutes": page(WORDS)}) as running:
        running.routes["web.archive.org/cdx/search/cdx"] = wayback
        for stamp in MEMENTOS:
            running.routes[f"web.archive.org/web/{stamp}id_/{HOST}/minutes"] = wayback
        yield running


@pytest.fixture
def settings(server: LoopbackServer, tmp_path: Path) -> Settings:
    mirrors = {"archive.example": server.url, "web.archive.org": server.url}
    return Settings(cache=tmp_path / "cache", mirrors=mirrors, pace=0, refresh=True)


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    file = tmp_path / "claims.csv"
    file.write_text(f'id,quote,url,citation\n1,"{WORDS}",{HOST}/minutes,"Minutes, accessed 3 May 2020"\n')
    return file


def only(claims: Path, settings: Settings, **wishes: object) -> LinkResult:
    (result,) = check_inputs([claims], settings, Wish(**wishes)).results  # type: ignore[arg-type]
    return result


def test_words_that_stand_give_a_link_that_opens_at_them(claims: Path, settings: Settings) -> None:
    result = only(claims, settings)
    (check,) = result.quotes
    assert (result.state, check.verdict) == (LinkState.OK, "verbatim")
    assert check.link.startswith(f"{HOST}/minutes#:~:text=")
    assert Searchable(read_page_text(page(WORDS))).holds(asked_by(check.link))


def test_a_page_that_lost_its_words_has_drifted(claims: Path, settings: Settings, server: LoopbackServer) -> None:
    only(claims, settings)
    server.routes["/minutes"] = page("nothing of that")
    result = only(claims, settings)
    assert result.state is LinkState.DRIFTED
    assert "which stood there on 20" in result.reason
    assert result.quotes[0].last_seen


def test_a_page_that_words_it_otherwise_now_has_drifted(
    claims: Path, settings: Settings, server: LoopbackServer
) -> None:
    only(claims, settings)
    server.routes["/minutes"] = page(OTHER)
    result = only(claims, settings)
    assert result.state is LinkState.DRIFTED
    assert "now words differently" in result.reason


def test_a_misquotation_never_right_is_left_to_the_quotation_check(
    claims: Path, settings: Settings, server: LoopbackServer
) -> None:
    server.routes["/minutes"] = page(OTHER)
    result = only(claims, settings)
    assert (result.state, result.quotes[0].verdict) == (LinkState.OK, "altered")


def test_words_that_were_never_seen_there_say_so(claims: Path, settings: Settings, server: LoopbackServer) -> None:
    server.routes["/minutes"] = page("nothing of that")
    result = only(claims, settings)
    assert result.state is LinkState.DRIFTED
    assert "no earlier capture shows that it ever did" in result.reason


def test_a_kept_capture_tells_when_they_last_stood_there(
    claims: Path, settings: Settings, server: LoopbackServer
) -> None:
    from verifier.captures import Fetcher, Store

    kept = Fetcher(settings, Store(settings.cache)).fetch(f"{HOST}/minutes")
    server.routes["/minutes"] = page("nothing of that")
    assert f"which stood there on {kept.retrieved_at[:10]}" in only(claims, settings).reason


def test_words_that_come_back_are_forgiven(claims: Path, settings: Settings, server: LoopbackServer) -> None:
    server.routes["/minutes"] = page("nothing of that")
    assert only(claims, settings).strikes == 1
    server.routes["/minutes"] = page(WORDS)
    result = only(claims, settings)
    assert (result.state, result.strikes) == (LinkState.OK, 0)


def test_another_link_to_the_same_page_is_well(settings: Settings, server: LoopbackServer, tmp_path: Path) -> None:
    server.routes["/minutes"] = page("nothing of that")
    file = tmp_path / "claims.csv"
    file.write_text(f'id,kind,quote,url\n1,quote,"{WORDS}",{HOST}/minutes\n2,title,Minutes,{HOST}/minutes#top\n')
    first, second = check_inputs([file], settings).results
    assert (first.state, second.state) == (LinkState.DRIFTED, LinkState.OK)


def test_pages_alone_are_looked_at_when_told(claims: Path, settings: Settings, server: LoopbackServer) -> None:
    server.routes["/minutes"] = page("nothing of that")
    assert only(claims, settings, quotes=False).state is LinkState.OK


def test_the_copy_nearest_the_day_of_access_is_offered(
    claims: Path, settings: Settings, server: LoopbackServer
) -> None:
    server.routes["/minutes"] = Reply(b"<h1>Not Found</h1>", 404)
    result = only(claims, settings, rescue=True)
    assert result.state is LinkState.GONE
    assert result.rescue is not None
    assert (result.rescue.at[:10], result.rescue.holds) == ("2020-04-01", True)
    assert result.rescue.url == f"https://web.archive.org/web/20200401000000/{HOST}/minutes"
    for name in ("data-originalurl", "data-versionurl", 'data-versiondate="2020-04-01"'):
        assert name in result.rescue.attributes


def test_a_copy_without_the_words_is_not_said_to_hold_them(
    claims: Path, settings: Settings, server: LoopbackServer
) -> None:
    server.routes["/minutes"] = Reply(b"<h1>Not Found</h1>", 404)
    claims.write_text(claims.read_text().replace("2020", "2024"))
    result = only(claims, settings, rescue=True)
    assert result.rescue is not None
    assert (result.rescue.at[:10], result.rescue.holds) == ("2023-04-01", False)


def test_no_archive_is_asked_for_what_is_well(claims: Path, settings: Settings, server: LoopbackServer) -> None:
    only(claims, settings, rescue=True)
    assert not [asked for asked in server.log if asked.host == "web.archive.org"]


def test_offline_drift_is_known_from_the_ledger(claims: Path, settings: Settings, server: LoopbackServer) -> None:
    server.routes["/minutes"] = page("nothing of that")
    only(claims, settings)
    known = only(claims, replace(settings, offline=True, refresh=False))
    assert (known.state, known.fresh) == (LinkState.DRIFTED, True)
