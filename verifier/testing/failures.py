"""The ways an archive fails to give a document, as real ones do it: none of them may ever be read as the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from verifier.captures.fake import Canned
from verifier.captures.transport import Fault
from verifier.records.capture import CaptureState

_FILLER = "<p>" + "Nothing on this page was written by anybody who is quoted. " * 12 + "</p>"


@dataclass(frozen=True)
class Failure:
    """One way to fail: what the server answers to everything, and the state it must be told apart as."""

    name: str
    answer: Canned
    state: CaptureState

    def __str__(self) -> str:
        return self.name


def _page(title: str, body: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Canned:
    markup = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return Canned(markup.encode(), status, headers=headers or {})


_AKAMAI = Canned(
    b'<html><head><meta http-equiv="refresh" content="5; URL=\'/document/x?bm-verify=TOKEN\'">'
    b'<title>&nbsp;</title></head><body><iframe src="/interstitial.gif"></iframe>'
    b"<script>function triggerInterstitialChallenge(){"
    b"/* POST /_sec/verify?provider=interstitial */}</script></body></html>"
)
_DENIED = _page(
    "Access Denied",
    "<h1>Access Denied</h1>You don't have permission to access this on this server."
    "<p>Reference&#32;#18.2d351ab8.1557333295.a4e16ab<p>https://errors.edgesuite.net/18.2d351ab8.1557333295.a4e16ab",
    status=403,
    headers={"server": "AkamaiGHost"},
)
_CLOUDFLARE = _page(
    "Just a moment...",
    '<div id="cf-wrapper" class="cf-browser-verification"></div>',
    status=503,
    headers={"server": "cloudflare", "cf-mitigated": "challenge"},
)

FAILURES: tuple[Failure, ...] = (
    Failure("a bot wall with status 200", _AKAMAI, CaptureState.BLOCKED),
    Failure("a refusal at the edge", _DENIED, CaptureState.BLOCKED),
    Failure("a browser check", _CLOUDFLARE, CaptureState.BLOCKED),
    Failure("a page that is gone", _page("Not Found", "<h1>Not Found</h1>", status=404), CaptureState.GONE),
    Failure("a page that is gone for good", _page("Gone", "<h1>Gone</h1>", status=410), CaptureState.GONE),
    Failure(
        "a page that says with status 200 that it is gone",
        _page("Page not found", f"<h1>Page not found</h1><p>The page you asked for does not exist.</p>{_FILLER}"),
        CaptureState.SOFT_404,
    ),
    Failure(
        "a host that asks to come back tomorrow",
        Canned(b'{"message": "too many requests"}', 429, "application/json", {"retry-after": "86400"}),
        CaptureState.DEFERRED,
    ),
    Failure("a server in trouble", _page("Error", "<h1>Internal error</h1>", status=500), CaptureState.UNREACHABLE),
    Failure("a certificate that does not hold", Canned(fault=Fault.TLS), CaptureState.UNREACHABLE),
    Failure("a host name that is no more", Canned(fault=Fault.DNS), CaptureState.UNREACHABLE),
    Failure("a server that hangs up", Canned(fault=Fault.DROPPED), CaptureState.UNREACHABLE),
    Failure(
        "a login in place of the page",
        _page(
            "Log in", '<h1>Log in</h1><form action="/login"><input type="password" name="password"></form>', status=401
        ),
        CaptureState.LOGIN,
    ),
)
