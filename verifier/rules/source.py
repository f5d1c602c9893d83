"""S rules: how the source and its link answered. S2xx: what a link check found."""

from __future__ import annotations

from verifier.records.findings import Severity
from verifier.rules.base import Rule
from verifier.rules.capture import CAPTURES

LINKS: tuple[Rule, ...] = (
    Rule(
        "S201",
        "link-gone",
        Severity.FAIL,
        "The address answers that there is nothing, or nothing has answered at several looks days apart.",
        "A reader who follows the note reaches nothing; the citation vouches for the words alone.",
        "HTTP 404 or 410, asked twice; or no answer on three nights.",
    ),
    Rule(
        "S202",
        "soft-404",
        Severity.FAIL,
        "The address answers 200 with a page that says it is not there, or that the host shows for any address.",
        "Other checkers call such a link alive, so the loss is noticed years later.",
        "A reorganised site sends every old document to “Sorry, we could not find that page”.",
    ),
    Rule(
        "S203",
        "quotation-gone",
        Severity.FAIL,
        "The page lives, but the quotation that cites it is not, or no longer, on it.",
        "The link looks sound and proves nothing: this is the drift that link checkers do not see.",
        "A ministry rewrites its page on a treaty and keeps the address.",
    ),
    Rule(
        "S204",
        "link-moved",
        Severity.NOTE,
        "The address says that its page lives elsewhere for good.",
        "Redirects are taken down at the next redesign; citing the new address now is a small edit.",
        "http://www.archive.example/doc/7 answers 301 to https://archive.example/documents/7.",
    ),
    Rule(
        "S205",
        "link-blocked",
        Severity.REVIEW,
        "The host refuses programs (403, a challenge page, its robots file); a person's browser may get in.",
        "A wall is not a death; somebody has to look.",
        "HTTP 403 with “Just a moment...”.",
    ),
    Rule(
        "S206",
        "link-deferred",
        Severity.NOTE,
        "The host asked us to come back later than this run could wait.",
        "A busy host is not a dead link; the time to ask again is kept.",
        "HTTP 429 with Retry-After: 3600.",
    ),
    Rule(
        "S207",
        "link-unreachable",
        Severity.REVIEW,
        "Nothing usable answered: no address, no connection, a server error, or redirects in a circle.",
        "It may be back tomorrow; the strike is counted, and three of them on different days make S201.",
        "HTTP 503 at three spaced tries.",
    ),
    Rule(
        "S208",
        "link-login",
        Severity.REVIEW,
        "The address asks for a login or for payment.",
        "Most readers cannot follow it; a copy that all can read may exist.",
        "A newspaper's page that shows two sentences and a subscription form.",
    ),
    Rule(
        "S209",
        "link-not-checked",
        Severity.NOTE,
        "The address was not asked: offline, or refused by this program's own safety rules.",
        "What was not asked is not known, and is never counted as alive.",
        "A new link in an offline run; an address in a private network.",
    ),
    Rule(
        "S210",
        "fragment-missing",
        Severity.REVIEW,
        "The page lives, but the place its link names (`#name`, or words after `:~:text=`) is not on it.",
        "The reader lands at the top of a long page and has to search for the passage.",
        "https://archive.example/report#annex-c, on a page that has no element of that name.",
    ),
)

RULES: tuple[Rule, ...] = (*CAPTURES, *LINKS)
