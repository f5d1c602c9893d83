"""A whole link check: scan the inputs, check what they hold, settle what people have settled, look for copies."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from verifier.errors import InputError
from verifier.links.asking import Answer, Network
from verifier.links.checking import CONFIRM_GAP_S, CONFIRM_GAP_UNPACED_S, Checking, QuoteChecker, Watcher, unwatched
from verifier.links.ledger import Entry, Ledger
from verifier.links.levels import findings_of
from verifier.links.locate import may_quote, scan_file, scan_list
from verifier.links.offline import Remembered
from verifier.links.records import (
    Link,
    LinkResult,
    LinkRun,
    LinkState,
    Mention,
    Place,
    Problem,
    gather_links,
)
from verifier.settings import Settings
from verifier.suppressions.baseline import Baseline, read_baseline
from verifier.suppressions.comments import Ignore, IgnoreList, find_ignores

RESCUED = frozenset({LinkState.GONE, LinkState.SOFT_404, LinkState.DRIFTED, LinkState.UNREACHABLE})
Extractor = Callable[[Path], Iterable[Mention]]


@dataclass(frozen=True)
class Wish:
    """What a run is asked to do beyond the settings. `include` and `exclude` are regular expressions on the address.

    `quotes` False looks at pages alone; `rescue` looks for archived copies of what failed; `since` is a git commit:
    only links that stood in no input then are checked. `extract` gives a manuscript's quotations with their links.
    """

    quotes: bool = True
    rescue: bool = False
    since: str = ""
    include: str = ""
    exclude: str = ""
    extract: Extractor | None = None
    lines: Sequence[str] = ()
    watch: Watcher = unwatched
    total: Callable[[int], object] = int


def check_inputs(inputs: Sequence[Path | str], settings: Settings, wish: Wish | None = None) -> LinkRun:
    """Check every link of the inputs (files, or `-` for `wish.lines`). Raises InputError where nothing can be read."""
    wish = wish or Wish()
    started = time.perf_counter()
    mentions, problems = _mentions(inputs, wish)
    links = _wanted(gather_links(mentions), wish)
    wish.total(len(links))
    results, asked = check_links(links, settings, wish)
    results, more = _settled_by_people(results, inputs, settings)
    more = more if not (wish.since or wish.include or wish.exclude) else []
    if wish.rescue and not settings.offline:
        results = _rescued(results, settings)
    return LinkRun(
        tuple(results),
        (*problems, *more),
        time.perf_counter() - started,
        asked,
        tuple(str(given) for given in inputs),
    )


def check_links(links: Sequence[Link], settings: Settings, wish: Wish | None = None) -> tuple[list[LinkResult], int]:
    """Results of these links, in their order, and how many addresses were asked. The ledger is kept in the cache."""
    wish = wish or Wish()
    ledger = Ledger(settings.cache)
    network = None if settings.offline else Network(settings)
    quoted = wish.quotes and any(link.quotes for link in links)
    checking = Checking(
        ledger,
        network,
        jobs=settings.jobs,
        refresh=settings.refresh,
        confirm_gap=CONFIRM_GAP_UNPACED_S if settings.pace == 0 else CONFIRM_GAP_S,
        quote_checker=_quote_checker(settings, network) if quoted else None,
        remembered=Remembered(settings.cache),
        watch=wish.watch,
    )
    try:
        return checking.run(links)
    finally:
        if network is not None:
            ledger.save()
            network.close()


def _quote_checker(settings: Settings, network: Network | None) -> QuoteChecker:
    """The comparison of quotations, loaded when the first page that needs it has answered."""

    def check(answer: Answer, quotes: Sequence[str], before: Entry | None) -> dict[str, dict[str, str]]:
        from verifier.captures import Store
        from verifier.links.drift import Drift
        from verifier.texts import Reader

        texts = settings.cache / "texts"
        reader = Reader(ocr=settings.ocr, languages=settings.languages, cache=texts, boxes=False)
        fetch = network.fetcher.fetch if network is not None else None
        return Drift(Store(settings.cache), reader, fetch)(answer, quotes, before)

    return check


def _mentions(inputs: Sequence[Path | str], wish: Wish) -> tuple[list[Mention], list[Problem]]:
    """All mentions; an input that cannot be read is a problem, and the rest goes on, unless it is the only one."""
    mentions: list[Mention] = []
    problems: list[Problem] = []
    for given in inputs:
        try:
            mentions.extend(_of_input(given, wish))
        except InputError as error:
            if len(inputs) == 1:
                raise
            problems.append(Problem("M001", str(error), Place(str(given), 1, 1)))
    return mentions, problems


def _of_input(given: Path | str, wish: Wish) -> list[Mention]:
    if str(given) == "-":
        return scan_list(wish.lines)
    path = Path(given)
    found = _with_quotes(path, wish)
    if not wish.since:
        return found
    from verifier.suppressions.since import as_of

    with as_of(path, wish.since) as old:
        known = {_key(mention) for mention in _with_quotes(old, wish)} if old is not None else set()
    return [mention for mention in found if _key(mention) not in known]


def _with_quotes(path: Path, wish: Wish) -> list[Mention]:
    """The links of a file; for a manuscript also its quotations, each with the link its note cites."""
    mentions = scan_file(path)
    if wish.extract is None or not wish.quotes or not mentions or not may_quote(path):
        return mentions
    places = {mention.url: mention for mention in reversed(mentions)}
    quoted = [_placed(mention, places.get(mention.url)) for mention in wish.extract(path) if mention.quote]
    cited = {(mention.url, mention.place) for mention in quoted}
    return sorted([*(m for m in mentions if (m.url, m.place) not in cited), *quoted], key=lambda m: m.place)


def _placed(mention: Mention, written: Mention | None) -> Mention:
    """A quotation's mention, put where its address is written in the file."""
    if written is None:
        return mention
    return replace(mention, place=written.place, raw=written.raw)


def _key(mention: Mention) -> tuple[str, str]:
    return mention.url, " ".join(mention.quote.split())


def _wanted(links: Sequence[Link], wish: Wish) -> list[Link]:
    try:
        include = re.compile(wish.include) if wish.include else None
        exclude = re.compile(wish.exclude) if wish.exclude else None
    except re.error as error:
        raise InputError(f"--include and --exclude take a regular expression: {error}") from error
    return [
        link
        for link in links
        if (include is None or include.search(link.url)) and not (exclude is not None and exclude.search(link.url))
    ]


def _settled_by_people(
    results: Sequence[LinkResult], inputs: Sequence[Path | str], settings: Settings
) -> tuple[list[LinkResult], list[Problem]]:
    """Results with what comments and the baseline accept marked; and what is to say about the comments themselves."""
    ignores = IgnoreList(one for given in inputs if str(given) != "-" for one in find_ignores(Path(given)))
    baseline = read_baseline(settings.baseline) if settings.baseline is not None else Baseline()
    settled = [_accepted(result, ignores, baseline) for result in results]
    unused = [one for one in ignores.unused() if any(code.startswith("S2") for code in one.codes)]
    reasonless = [one for one in ignores.ignores if not one.reason and one not in unused]
    said = [_problem("M301", one, "ignores nothing: no such finding here") for one in unused]
    return settled, [*said, *(_problem("M302", one, "gives no reason") for one in reasonless)]


def _problem(code: str, one: Ignore, said: str) -> Problem:
    return Problem(code, f"ignore[{', '.join(sorted(one.codes))}] {said}", Place(one.file, max(one.line, 1), 1))


def _accepted(result: LinkResult, ignores: IgnoreList, baseline: Baseline) -> LinkResult:
    codes = [finding.code for finding in findings_of(result)]
    if not codes:
        return result
    found = [_ignore_for(mention, codes, ignores) for mention in result.link.mentions]
    if found and all(one is not None for one in found):
        return replace(result, ignored=next((one.reason for one in found if one and one.reason), "") or "ignored")
    if any(baseline.holds(quote, result.url, result.state.value) for quote in (*result.link.quotes, "")):
        return replace(result, ignored=f"known in {baseline.path}")
    return result


def _ignore_for(mention: Mention, codes: Sequence[str], ignores: IgnoreList) -> Ignore | None:
    by_line = ignores.at(codes, mention.place.file, mention.place.line)
    return by_line or ignores.around(codes, mention.place.file, mention.raw or mention.url)


def _rescued(results: Sequence[LinkResult], settings: Settings) -> list[LinkResult]:
    from verifier.links.rescue import Rescuer

    rescuer = Rescuer(settings)
    return [replace(r, rescue=rescuer.copy_of(r)) if r.state in RESCUED and not r.ignored else r for r in results]
