"""Never trust 200: the table of answers and what each is worth. The pages are own writing, after the real ones."""

from __future__ import annotations

from typing import Any

import pytest

from tests.captures.conftest import MakeFetcher, Serve
from tests.replica.httpd import Reply, redirect
from verifier.captures.body import Body
from verifier.captures.classify import Seen, classify
from verifier.records.capture import CaptureState, Hop

SITE = "https://archive.example"
LONG = "The minister told the ambassador that the talks would begin after the winter. " * 60


def page(title: str = "", body: str = "", head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


def seen(
    data: bytes = b"",
    *,
    url: str = f"{SITE}/document/16117-record",
    final: str = "",
    status: int = 200,
    hop: int = 0,
    kind: str = "text/html",
    expect: str = "any",
    body: Body | None = None,
    **headers: str,
) -> Seen:
    final = final or url
    hops = (Hop(url=url, status=hop or 302, location=final),) if final != url else ()
    named = {"content-type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return Seen(url, final, status, body or Body(data, len(data), len(data)), named, hops, expect)


AKAMAI = page(
    "&nbsp;",
    '<iframe src="/interstitial.gif"></iframe><script>function triggerInterstitialChallenge(){}</script>',
    '<meta http-equiv="refresh" content="5; URL=\'/document/x?bm-verify=TOKEN\'">',
)
WALLS: dict[str, Seen] = {
    "Akamai's interstitial, with status 200": seen(AKAMAI),
    "Akamai's refusal": seen(
        page("Access Denied", "You don't have permission. Reference #18.2f errors.edgesuite.net"), status=403
    ),
    "Akamai's refusal with status 200": seen(page("Access Denied", "Reference #18.2f")),
    "Cloudflare's challenge": seen(page("Just a moment...", '<div class="cf-browser-verification"></div>'), status=503),
    "Cloudflare's challenge with status 200": seen(page("Just a moment...", "Checking")),
    "Cloudflare's header": seen(page("x", LONG), status=403, cf_mitigated="challenge"),
    "Cloudflare's refusal": seen(page("Attention Required! | Cloudflare", "Sorry"), status=403),
    "a CAPTCHA page": seen(page("Check", '<p>Verify you are human</p><div class="g-recaptcha"></div>')),
    "an Anubis page": seen(page("Making sure you&#39;re not a bot!", "<p>Loading</p>")),
    "an Imperva page": seen(page("", "Request unsuccessful. Incapsula incident ID: 7")),
    "an AWS firewall": seen(b"", status=202, x_amzn_waf_action="challenge"),
    "a plain 403": seen(page("Forbidden", "Forbidden"), status=403),
    "a page withheld for legal reasons": seen(b"", status=451),
}
SOFT: dict[str, Seen] = {
    "a title that says so": seen(page("Page not found | The Archive", LONG)),
    "a title with the number": seen(page("404 - Not Found", LONG)),
    "a title with the error": seen(page("Error 404", LONG)),
    "only the number": seen(page("404", LONG)),
    "a heading that says so": seen(page("The Archive", f"<h1>Sorry, we cannot find that page</h1>{LONG}")),
    "a short page that says so": seen(page("The Archive", "<p>The page you requested could not be found.</p>")),
    "a short page that says it no longer exists": seen(page("The Archive", "<p>This page no longer exists.</p>")),
    "a short page that cannot find the document": seen(
        page("Viewer", "<p>We couldn't find the document you are looking for.</p>")
    ),
    "a German page": seen(page("Seite nicht gefunden", LONG)),
    "a French page": seen(page("Page introuvable", LONG)),
    "a Russian page": seen(page("Страница не найдена", LONG)),
    "a redirect to the home page": seen(page("Welcome", LONG), final=f"{SITE}/"),
    "a redirect to the home page of a language": seen(page("Welcome", LONG), final=f"{SITE}/en"),
    "a redirect to the home page of another host": seen(page("Welcome", LONG), final="https://other.example/"),
    "a redirect to a search": seen(page("Search", LONG), final=f"{SITE}/search?q=16117"),
    "a redirect to an error page": seen(page("Oh", LONG), final=f"{SITE}/errors/404.html"),
    "a redirect to a listing without the id": seen(page("Documents", LONG), final=f"{SITE}/documents"),
    "HTML for a PDF": seen(page("Document", LONG), expect="pdf"),
    "HTML behind a redirect from a PDF": seen(
        page("Library", LONG), url=f"{SITE}/files/doc7.pdf", final=f"{SITE}/library/item"
    ),
    "HTML that is called a PDF": seen(page("Document", LONG), kind="application/pdf", expect="pdf"),
    "HTML for JSON": seen(page("API", LONG), expect="json"),
}
LOGINS: dict[str, Seen] = {
    "a redirect to a login": seen(page("Sign in", "x"), final=f"{SITE}/user/login?destination=document/1"),
    "a redirect to a login host": seen(page("Welcome", "x"), final="https://login.archive.example/start"),
    "a page that asks for a password": seen(page("Log in", '<input name="p" type="password">')),
    "a page that asks for a subscription": seen(page("Article", "<p>Subscribe to continue reading.</p>")),
    "status 401": seen(b"", status=401),
    "a 403 with a password field": seen(page("Restricted", "<input type=password>"), status=403),
}
GOOD: dict[str, Seen] = {
    "a page": seen(page("Record of conversation", LONG)),
    "a PDF": seen(b"%PDF-1.4 words %%EOF", kind="application/pdf", expect="pdf"),
    "a PDF with bytes before its mark": seen(b"\n\n%PDF-1.4 words %%EOF", expect="pdf"),
    "a PDF that is called a stream of bytes": seen(
        b"%PDF-1.4 words %%EOF", kind="application/octet-stream", expect="pdf"
    ),
    "plain text": seen(b"the words of the document", kind="text/plain", expect="text"),
    "HTML where text was asked for": seen(page("OCR", LONG), expect="text"),
    "JSON": seen(b'{"id": 1}', kind="application/json", expect="json"),
    "JSON after a byte order mark": seen(b'\xef\xbb\xbf [{"id": 1}]', kind="application/json", expect="json"),
    "document 404 of a series": seen(page("404. Memorandum of Conversation", LONG)),
    "document 404 of a series, in its heading": seen(page("Volume", f"<h1>404. Telegram From the Embassy</h1>{LONG}")),
    "a long page that speaks of pages not found": seen(
        page("On archives", f"<h1>On archives</h1>{LONG} The page you requested could not be found, said the clerk.")
    ),
    "a short record that says a document was not found": seen(
        page("Memo", "<p>The annex was not found in the box; the document was removed by the agency in 1994.</p>")
    ),
    "a title about something missing": seen(page("The missing cable: not found until 1997", LONG)),
    "a long page with a login box": seen(page("Record", f'{LONG}<form><input type="password"></form>')),
    "a long page about CAPTCHAs": seen(page("How walls work", f"{LONG} verify you are human; cf-challenge {LONG}")),
    "a home page that was asked for": seen(page("Welcome", "x"), url=f"{SITE}/en/", final=f"{SITE}/en/home"),
    "a search that was asked for": seen(
        page("Search", LONG), url=f"{SITE}/search/node/1", final=f"{SITE}/search/node/1?page=1"
    ),
    "an id that became a slug": seen(page("T", LONG), url=f"{SITE}/document/209785", final=f"{SITE}/document/summary"),
    "another id than before": seen(page("T", LONG), url=f"{SITE}/node/3187", final=f"{SITE}/document/27160-doc-06"),
}  # fmt: skip
BROKEN: dict[str, Seen] = {
    "an empty body": seen(b""),
    "a body that broke off": seen(body=Body(b"<html>wo", 8, 90, "", "connection", "the body broke off")),
    "a body over the cap": seen(body=Body(b"x", 8, None, "", "cap", "more than 5 bytes")),
    "a PDF without end and without length": seen(body=Body(b"%PDF-1.4 words", 14, None), kind="application/pdf"),
    "a server error": seen(b"oops", status=500),
    "an answer without content": seen(b"", status=204),
    "a teapot": seen(b"", status=418),
}


@pytest.mark.parametrize("answer", WALLS.values(), ids=WALLS)
def test_blocked_by(answer: Seen) -> None:
    assert classify(answer).state is CaptureState.BLOCKED


@pytest.mark.parametrize("answer", SOFT.values(), ids=SOFT)
def test_a_soft_404(answer: Seen) -> None:
    assert classify(answer).state is CaptureState.SOFT_404


@pytest.mark.parametrize("answer", LOGINS.values(), ids=LOGINS)
def test_a_login(answer: Seen) -> None:
    assert classify(answer).state is CaptureState.LOGIN


@pytest.mark.parametrize("answer", GOOD.values(), ids=GOOD)
def test_good_is(answer: Seen) -> None:
    assert classify(answer).state in (CaptureState.OK, CaptureState.MOVED), classify(answer)


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
def test_unreachable_is(answer: Seen) -> None:
    assert classify(answer).state is CaptureState.UNREACHABLE


@pytest.mark.parametrize(("status", "state"), [(404, "gone"), (410, "gone"), (429, "deferred"), (402, "login")])
def test_the_status_decides_where_it_is_honest(status: int, state: str) -> None:
    assert classify(seen(page("x", "x"), status=status)).state == state


def test_every_doubt_has_a_reason() -> None:
    doubted = [*WALLS.values(), *SOFT.values(), *LOGINS.values(), *BROKEN.values()]
    assert all(classify(answer).reason for answer in doubted)


MOVES: dict[str, tuple[dict[str, Any], str]] = {
    "a permanent redirect": ({"final": f"{SITE}/documents/16117-record", "hop": 301}, "moved"),
    "a permanent redirect of the newer kind": ({"final": f"{SITE}/documents/16117-record", "hop": 308}, "moved"),
    "a redirect for now": ({"final": f"{SITE}/documents/16117-record", "hop": 302}, "ok"),
    "a last slash": ({"final": f"{SITE}/document/16117-record/", "hop": 301}, "ok"),
    "https instead of http": ({"url": "http://a.example/x1", "final": "https://a.example/x1", "hop": 301}, "ok"),
}


@pytest.mark.parametrize(("told", "state"), MOVES.values(), ids=MOVES)
def test_moved_for_good_or_not(told: dict[str, Any], state: str) -> None:
    assert classify(seen(page("Record", LONG), **told)).state == state


def test_a_step_down_from_https_is_said() -> None:
    hops = (Hop(url="https://a.example/x", status=302, location="http://a.example/x"),)
    answer = Seen("https://a.example/x", "http://a.example/x", 200, Body(b"words", 5, 5), {}, hops)
    assert "https to http" in classify(answer).reason


def test_a_viewer_without_text_is_said() -> None:
    assert "viewer" in classify(seen(page("Document", '<script src="viewer.js"></script>'))).reason


class TestTheProbe:
    WELCOME = page("Welcome", "<p>Explore a million pages of history, free for everybody, day and night.</p>")

    def test_finds_hosts_that_show_one_page_for_any_address(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({"/doc/1": page("One", LONG)}, fallback=self.WELCOME)
        fetcher = fetcher_for(server, probe=True)
        assert fetcher.fetch(f"{SITE}/doc/1").state is CaptureState.OK
        gone = fetcher.fetch(f"{SITE}/doc/2")
        assert gone.state is CaptureState.SOFT_404
        assert "made-up address" in gone.reason

    def test_finds_hosts_that_send_any_address_to_one_page(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({"/collections": self.WELCOME}, fallback=redirect("/collections", 302))
        assert fetcher_for(server, probe=True).fetch(f"{SITE}/doc/2").state is CaptureState.SOFT_404

    def test_asks_each_host_once(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({f"/doc/{n}": page(str(n), LONG) for n in range(5)})
        fetcher_for(server, probe=True).fetch_all([f"{SITE}/doc/{n}" for n in range(5)])
        assert len([path for path in server.paths() if "no-such-page" in path]) == 1

    def test_changes_nothing_where_the_host_is_honest(self, serve: Serve, fetcher_for: MakeFetcher) -> None:
        server = serve({"/doc/1": self.WELCOME}, fallback=Reply(self.WELCOME, 404))
        assert fetcher_for(server, probe=True).fetch(f"{SITE}/doc/1").state is CaptureState.OK
