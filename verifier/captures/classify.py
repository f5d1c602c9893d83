"""What an answer is worth. Status 200 is a claim, not a fact: the bytes are looked at before they become evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from verifier.captures import markers
from verifier.captures.addresses import host_of, mask, same_page
from verifier.captures.body import Body
from verifier.captures.page import Page, looks_like_html, looks_like_pdf, read_page
from verifier.captures.redirects import downgraded, moved_for_good
from verifier.records.capture import CaptureState, Hop

PDF_TAIL_BYTES = 4096  # where `%%EOF` is looked for: readers accept it in the last kilobytes
FEW_CHARACTERS = 200  # of visible text: a page with less is a viewer or an empty shell
_CHARSET = re.compile(r"(?i)charset\s?=\s?[\"']?([\w.:-]{1,40})")
_ID = re.compile(r"[0-9]{4,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A state, and the sentence that says why."""

    state: CaptureState
    reason: str = ""


@dataclass(frozen=True)
class Seen:
    """All that a judgement looks at. `expect` is html | pdf | json | text | any; header names are lower case."""

    url: str
    final_url: str
    status: int
    body: Body
    headers: Mapping[str, str]
    hops: tuple[Hop, ...] = ()
    expect: str = "any"

    @property
    def media_type(self) -> str:
        """As the server declares it, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """As the server declares it; empty when it does not."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1].lower() if found else ""

    @property
    def is_html(self) -> bool:
        """By its bytes; by its header only where the bytes say nothing."""
        data = self.body.data
        return looks_like_html(data) or ("html" in self.media_type and not looks_like_pdf(data))


SoftCheck = Callable[[Seen, Page], str]


def classify(seen: Seen, *, soft: SoftCheck | None = None) -> Judgement:
    """The state of an answer. `soft` may add evidence of a soft 404 (a probe of the host): a reason, or ''."""
    page = read_page(seen.body.data, seen.charset) if seen.is_html and seen.body.data else None
    refused = _wall(seen, page) or _by_status(seen, page)
    if refused is not None:
        return refused
    doubted = _broken(seen) or _login(seen, page) or _soft_404(seen, page, soft) or _wrong_kind(seen, page)
    return doubted or _good(seen, page)


def _wall(seen: Seen, page: Page | None) -> Judgement | None:
    """A page that keeps robots out, by header, title or markup."""
    name = next((n for h, v, n in markers.WALL_HEADERS if h in seen.headers and v in seen.headers[h].lower()), "")
    if not name and page is not None:
        short = len(page.text) < markers.CHALLENGE_TEXT_LIMIT
        name = next((s.name for s in markers.WALL_SIGNS if (short or s.everywhere) and s.needle in page.markup), "")
        if not name and short and markers.WALL_TITLES.match(page.title):
            name = f"a page titled “{page.title}”"
    return Judgement(CaptureState.BLOCKED, f"{name} came instead of the page (HTTP {seen.status})") if name else None


_STATUS_STATES = {
    401: (CaptureState.LOGIN, "it asks for a login"),
    402: (CaptureState.LOGIN, "it asks for payment"),
    403: (CaptureState.BLOCKED, "it refuses us; a browser may get in"),
    404: (CaptureState.GONE, "not found"),
    407: (CaptureState.LOGIN, "a proxy asks for a login"),
    410: (CaptureState.GONE, "gone for good"),
    429: (CaptureState.DEFERRED, "too many requests"),
    451: (CaptureState.BLOCKED, "withheld for legal reasons"),
}


def _by_status(seen: Seen, page: Page | None) -> Judgement | None:
    if seen.status == 200 or seen.status == 203:
        return None
    state, words = _STATUS_STATES.get(seen.status, (CaptureState.UNREACHABLE, "the server failed"))
    if seen.status not in _STATUS_STATES and seen.status < 500:
        words = "an answer that carries no document"
    if seen.status == 403 and page is not None and page.asks_password:
        state, words = CaptureState.LOGIN, "it asks for a login"
    passed = " after a redirect" if seen.hops else ""
    return Judgement(state, f"HTTP {seen.status}{passed}: {words}")


def _broken(seen: Seen) -> Judgement | None:
    body = seen.body
    if body.truncated:
        return Judgement(CaptureState.UNREACHABLE, f"not whole: {body.problem}")
    if not body.data:
        return Judgement(CaptureState.UNREACHABLE, f"HTTP {seen.status} with an empty body")
    if looks_like_pdf(body.data) and body.declared is None and b"%%EOF" not in body.data[-PDF_TAIL_BYTES:]:
        return Judgement(CaptureState.UNREACHABLE, "not whole: a PDF without its end and without a length")
    return None


def _login(seen: Seen, page: Page | None) -> Judgement | None:
    if seen.hops and _leads_to_login(seen.final_url) and not _leads_to_login(seen.url):
        return Judgement(CaptureState.LOGIN, f"redirected to a login at {mask(seen.final_url)}")
    if page is None or len(page.text) >= markers.CHALLENGE_TEXT_LIMIT:
        return None
    if page.asks_password and (seen.expect != "html" or markers.LOGIN_TITLE.match(page.title or page.heading)):
        return Judgement(CaptureState.LOGIN, "a page that asks for a password")
    if markers.PAYWALL.search(page.text) and len(page.text) < markers.NOT_FOUND_TEXT_LIMIT:
        return Judgement(CaptureState.LOGIN, "a page that asks for a subscription")
    return None


def _leads_to_login(url: str) -> bool:
    parts = urlsplit(url.lower())
    return bool(markers.LOGIN_PATH.search(parts.path) or markers.LOGIN_HOST.match(parts.hostname or ""))


def _soft_404(seen: Seen, page: Page | None, soft: SoftCheck | None) -> Judgement | None:
    why = _bad_destination(seen)
    if not why and page is not None:
        why = _says_not_found(page) or (soft(seen, page) if soft is not None else "")
    return Judgement(CaptureState.SOFT_404, f"HTTP {seen.status}, but {why}") if why else None


def _says_not_found(page: Page) -> str:
    for place, words in (("title", page.title), ("heading", page.heading)):
        if _names_nothing(words, len(page.text)) or (words == "404" and {page.title, page.heading} <= {"404", ""}):
            return f"the page's {place} reads “{words[:80]}”"
    if len(page.text) < markers.NOT_FOUND_TEXT_LIMIT:
        found = markers.NOT_FOUND_TEXT.search(page.text)
        if found is not None:
            return f"the page says “{found[0][:80]}”"
    return ""


def _names_nothing(words: str, length: int) -> bool:
    """True for the title or heading of a page that is not there; on a long page it must say that and no more."""
    if not markers.NOT_FOUND_TITLE.search(words):
        return False
    if length < markers.NOT_FOUND_TEXT_LIMIT:
        return True
    return any(markers.NOT_FOUND_WHOLE.fullmatch(part.strip()) for part in markers.SITE_PARTS.split(words))


def _bad_destination(seen: Seen) -> str:
    """A deep address that was sent to a home, search or error page, or to a listing that lost its id."""
    if not seen.hops or same_page(seen.url, seen.final_url) or _is_shallow(seen.url):
        return ""
    path = unquote(urlsplit(seen.final_url).path.lower())
    if markers.ERROR_PATH.search(path) and not markers.ERROR_PATH.search(urlsplit(seen.url.lower()).path):
        return f"it was redirected to an error page, {mask(seen.final_url)}"
    if markers.HOME_PATH.match(path) and not urlsplit(seen.final_url).query:
        return f"it was redirected to a home page, {mask(seen.final_url)}"
    if markers.SEARCH_PATH.search(path) and not markers.SEARCH_PATH.search(urlsplit(seen.url.lower()).path):
        return f"it was redirected to a search page, {mask(seen.final_url)}"
    if _lost_id(seen) and _depth(seen.final_url) < _depth(seen.url):
        return f"it was redirected to a listing without its id, {mask(seen.final_url)}"
    return ""


def _is_shallow(url: str) -> bool:
    parts = urlsplit(url.lower())
    return bool(markers.HOME_PATH.match(parts.path)) and not parts.query


def _depth(url: str) -> int:
    return len([part for part in urlsplit(url).path.split("/") if part])


def _lost_id(seen: Seen) -> bool:
    """True when the address named an id and the host's own final address no longer holds any of it."""
    if host_of(seen.url) != host_of(seen.final_url):
        return False
    ids = _ID.findall(seen.url.lower())
    return bool(ids) and not any(each in seen.final_url.lower() for each in ids)


def _wrong_kind(seen: Seen, page: Page | None) -> Judgement | None:
    asked_pdf = seen.expect == "pdf"
    lost_pdf = seen.expect == "any" and _names_pdf(seen.url) and seen.hops and not _names_pdf(seen.final_url)
    if (asked_pdf or lost_pdf) and not looks_like_pdf(seen.body.data):
        came = "an HTML page" if page is not None else f"something else ({seen.media_type or 'no type'})"
        return Judgement(CaptureState.SOFT_404, f"HTTP {seen.status}, but {came} came where a PDF was asked for")
    if seen.expect == "json" and seen.body.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return Judgement(CaptureState.SOFT_404, f"HTTP {seen.status}, but what came is no JSON")
    return None


def _names_pdf(url: str) -> bool:
    return urlsplit(url).path.lower().endswith(".pdf")


def _good(seen: Seen, page: Page | None) -> Judgement:
    notes = []
    if moved_for_good(seen.url, seen.hops, seen.final_url):
        notes.append(f"moved for good to {mask(seen.final_url)}")
    if downgraded(seen.hops, seen.final_url):
        notes.append("redirected from https to http")
    if looks_like_pdf(seen.body.data) and b"%%EOF" not in seen.body.data[-PDF_TAIL_BYTES:]:
        notes.append("the PDF has no end-of-file mark; it may be cut short")
    if page is not None and len(page.text) < FEW_CHARACTERS and ("<script" in page.markup or "<iframe" in page.markup):
        notes.append(f"the page shows only {len(page.text)} characters of text (a viewer, or made by scripts)")
    if page is not None and _names_pdf(seen.final_url):
        notes.append("an HTML page under an address that names a PDF")
    state = CaptureState.MOVED if moved_for_good(seen.url, seen.hops, seen.final_url) else CaptureState.OK
    return Judgement(state, "; ".join(notes))
