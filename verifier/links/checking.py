"""The check: what is fresh is taken from the ledger, the rest is asked, and what failed is asked once more, later."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from verifier.links.asking import Answer, Asker
from verifier.links.fragments import Asked, asked_by, without_fragment
from verifier.links.ledger import FAILED, Entry, Ledger, settled
from verifier.links.pages import Page, in_turns, not_a_page, pages_of, quote_key
from verifier.links.records import ALIVE, Fragment, Link, LinkResult, LinkState, QuoteCheck

CONFIRM_GAP_S = 5.0  # seconds between a first failure and the look that confirms it: past a restart or a stray node
CONFIRM_GAP_UNPACED_S = 0.5  # the same with the pace off, which people do to servers of their own
SERVER_ERRORS = 500  # statuses from here on: the server is up and failing, so it gets the long gap whatever the pace

QuoteChecker = Callable[[Answer, Sequence[str], Entry | None], dict[str, dict[str, str]]]
Watcher = Callable[[LinkState, str], None]


def unwatched(state: LinkState, url: str) -> None:
    """A watcher that looks away."""
    del state, url


@dataclass(frozen=True, slots=True)
class Doubt:
    """A failure no earlier run has seen: one stray answer makes no dead link. `due` (monotonic): when to ask again."""

    page: Page
    due: float


@dataclass
class Checking:
    """How to check. `asker` None opens no socket: then `remembered` may know an answer from the captures.

    `confirm_gap` is in seconds. `watch` is told of every address that is settled, from any thread.
    """

    ledger: Ledger
    asker: Asker | None
    jobs: int = 8
    refresh: bool = False
    confirm_gap: float = CONFIRM_GAP_S
    quote_checker: QuoteChecker | None = None
    remembered: Callable[[str], Answer | None] | None = None
    watch: Watcher = unwatched
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    def run(self, links: Sequence[Link]) -> tuple[list[LinkResult], int]:
        """One result per link, in their order, and how many addresses were asked."""
        pages = pages_of(links)
        moment = self.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        unaskable = {page.url: reason for page in pages if (reason := not_a_page(page.url))}
        askable = [page for page in pages if page.url not in unaskable]
        due = [page for page in askable if not self._fresh(page, moment)]
        asked = self._ask_all(due) if self.asker is not None else self._remember(due)
        asked |= {url: Entry(url, LinkState.NOT_CHECKED, reason=reason) for url, reason in unaskable.items()}
        fresh = {page.url for page in askable} - {page.url for page in due}
        results = [self._result(link, asked, fresh) for link in links]
        return results, len(due) if self.asker is not None else 0

    def _fresh(self, page: Page, moment: str) -> bool:
        entry = self.ledger.get(page.url)
        if entry is None or (self.refresh and self.asker is not None):
            return False
        keys = page.keys if self.quote_checker is not None else []
        return entry.fresh(moment) and all(entry.knows(name, keys) for name in page.fragments or ("",))

    def _ask_all(self, pages: Sequence[Page]) -> dict[str, Entry]:
        """Every page's entry. What is beyond doubt is settled once it has answered, so that a stop loses little."""
        from concurrent.futures import Future, ThreadPoolExecutor

        pool = ThreadPoolExecutor(max(1, min(self.jobs, len(pages))), thread_name_prefix="links")
        again: list[Future[Entry]] = []

        def look(page: Page) -> Entry | None:
            found = self._first_look(page)
            if isinstance(found, Entry):
                return found
            again.append(pool.submit(self._second_look, found))  # the queue is in order: behind every first look
            return None

        try:
            first = [entry for entry in pool.map(look, in_turns(pages)) if entry is not None]
            return {entry.url: entry for entry in [*first, *(future.result() for future in again)]}
        finally:  # an interrupt too: nothing waits for what is under way
            pool.shutdown(wait=False, cancel_futures=True)

    def _first_look(self, page: Page) -> Entry | Doubt:
        entry = self._look(page)
        before = self.ledger.get(page.url)
        if LinkState(entry.state) not in FAILED or (before is not None and before.strikes):
            return self._settle(entry)
        gap = CONFIRM_GAP_S if entry.status >= SERVER_ERRORS else self.confirm_gap
        return Doubt(page, time.monotonic() + gap)

    def _second_look(self, doubt: Doubt) -> Entry:
        time.sleep(max(0.0, doubt.due - time.monotonic()))
        return self._settle(self._look(doubt.page))

    def _look(self, page: Page) -> Entry:
        assert self.asker is not None  # noqa: S101 - only called with a network
        answer = self.asker.ask(page.url, whole=bool(page.quotes))
        return entry_of(page, answer, self.ledger.get(page.url), self.quote_checker)

    def _settle(self, entry: Entry) -> Entry:
        kept = settled(entry, self.ledger.get(entry.url), self.now())
        self.ledger.put(kept)
        self.watch(LinkState(kept.state), kept.url)
        return kept

    def _remember(self, pages: Sequence[Page]) -> dict[str, Entry]:
        """Offline: what an earlier run, or else a kept capture, says; nothing is written to the ledger."""
        found = {}
        for page in pages:
            before = self.ledger.get(page.url)
            answer = self.remembered(page.url) if self.remembered is not None and before is None else None
            if answer is not None:
                made = entry_of(page, answer, None, self.quote_checker)
                before = replace(made, checked=answer.at, reason=made.reason or f"as captured on {answer.at[:10]}")
            found[page.url] = before or Entry(page.url, LinkState.NOT_CHECKED, reason="offline, and never seen before")
        return found

    def _result(self, link: Link, asked: dict[str, Entry], fresh: set[str]) -> LinkResult:
        page_url = without_fragment(link.url)
        entry = asked.get(page_url) or self.ledger.get(page_url)
        assert entry is not None  # noqa: S101 - every page is fresh, asked or remembered
        return result_of(link, entry, fresh=page_url in fresh, quotes=self.quote_checker is not None)


def entry_of(page: Page, answer: Answer, before: Entry | None, checker: QuoteChecker | None) -> Entry:
    """What an answer says about a page, its fragments and its quotations. History is added by `settled`."""
    entry = Entry(
        page.url,
        answer.state.value,
        answer.status,
        answer.final_url if answer.final_url != page.url else "",
        answer.reason,
        answer.permanent,
        not_before=answer.not_before,
    )
    if answer.state not in ALIVE:
        return entry
    fragments = {name: fragment_state(answer, name).value for name in page.fragments}
    quotes = checker(answer, page.quotes, before) if checker is not None and page.quotes else {}
    gone = [check for check in quotes.values() if check.get("gone")]
    if gone:
        entry = replace(entry, state=LinkState.DRIFTED.value, reason=gone[0]["gone"])
    return replace(entry, fragments=fragments, quotes=quotes)


def fragment_state(answer: Answer, fragment: str) -> Fragment:
    """Whether the page holds what the fragment names. Only the words and names of HTML can be looked through."""
    asked: Asked = asked_by(f"#{fragment}")
    if not asked or not answer.html:
        return Fragment.NONE
    from verifier.links.pagetext import read_page_text
    from verifier.links.textsearch import Searchable

    found = Searchable(read_page_text(answer.body, answer.charset)).holds(asked)
    if found:
        return Fragment.OK
    return Fragment.MISSING if answer.whole else Fragment.NONE


def result_of(link: Link, entry: Entry, *, fresh: bool, quotes: bool) -> LinkResult:
    """A link's result from its page's entry: DRIFTED only where one of the link's own quotations is gone."""
    checks = {quote: entry.quotes.get(quote_key(quote), {}) for quote in link.quotes} if quotes else {}
    gone = next((check["gone"] for check in checks.values() if check.get("gone")), "")
    state, reason = LinkState(entry.state), entry.reason
    if state is LinkState.DRIFTED and not gone:
        state, reason = (LinkState.MOVED if entry.final_url and entry.permanent else LinkState.OK), ""
    alive = state in ALIVE or state is LinkState.DRIFTED
    name = link.url.partition("#")[2]
    return LinkResult(
        link=link,
        state=state,
        status=entry.status,
        final_url=entry.final_url or (without_fragment(link.url) if entry.status else ""),
        reason=gone or reason,
        fragment=Fragment(entry.fragments.get(name, Fragment.NONE)) if alive else Fragment.NONE,
        permanent=entry.permanent,
        checked=entry.checked,
        fresh=fresh,
        strikes=entry.strikes,
        first_failed=entry.first_failed,
        last_ok=entry.last_ok,
        not_before=entry.not_before,
        quotes=tuple(_quote_check(quote, check) for quote, check in checks.items() if check),
    )


def _quote_check(quote: str, check: dict[str, str]) -> QuoteCheck:
    return QuoteCheck(quote, check["verdict"], check.get("link", ""), check.get("last_seen", ""))
