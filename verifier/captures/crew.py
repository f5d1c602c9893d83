"""Many addresses at once: a pool of threads, hosts taking turns, and an honest end when the disk refuses."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

from verifier.captures.addresses import host_of
from verifier.errors import StoreError
from verifier.records.capture import Capture
from verifier.records.source import Wanted

Item = TypeVar("Item")
Result = TypeVar("Result")

GRACE_S = 1.0  # seconds that requests under way have after an interrupt: an answer that is coming in is kept


def fetch_all(
    fetch: Callable[[Wanted], Capture],
    wanteds: Sequence[Wanted],
    jobs: int,
    report: Callable[[Wanted, Capture], None],
) -> list[Capture]:
    """`fetch` of each, in the order given. Raises StoreError when at least one could not be kept."""
    answers: list[Capture | None] = [None] * len(wanteds)
    stop = threading.Event()
    refusals: list[StoreError] = []

    def work(place: int) -> None:
        if stop.is_set():
            return
        try:
            capture = fetch(wanteds[place])
        except StoreError as refusal:
            refusals.append(refusal)
            stop.set()
            return
        answers[place] = capture
        report(wanteds[place], capture)

    on_threads(work, list(turns([host_of(w.url) for w in wanteds])), jobs, stop)
    if refusals:
        missing = answers.count(None)
        raise StoreError(f"{missing} of {len(wanteds)} captures were not kept: {refusals[0]}; make room and run again")
    return [answer for answer in answers if answer is not None]


def on_threads(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int, stop: threading.Event | None = None
) -> list[Result]:
    """`work` over the items, so many at once; the results in the items' order.

    Whatever `work` raises ends it: `stop` is set, what waits is not begun, what is under way ends first. After an
    interrupt that has GRACE_S seconds, and is then left to itself: whoever interrupts does not wait for a slow host,
    and a capture is kept whole or not at all.
    """
    pool = ThreadPoolExecutor(max_workers=max(1, jobs), thread_name_prefix="capture")
    futures = [pool.submit(work, item) for item in items]
    try:
        return [future.result() for future in futures]
    except BaseException as error:
        if stop is not None:
            stop.set()
        pool.shutdown(wait=not isinstance(error, KeyboardInterrupt), cancel_futures=True)
        wait([future for future in futures if not future.cancelled()], GRACE_S)
        raise
    finally:
        pool.shutdown(wait=False)


def turns(hosts: Sequence[str]) -> Iterator[int]:
    """Places 0..n-1, one of each host in turn: a slow host at the head of a list does not hold up the others."""
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for place, host in enumerate(hosts):
        waiting[host].append(place)
    queue = deque(waiting.values())
    while queue:
        places = queue.popleft()
        yield places.popleft()
        if places:
            queue.append(places)
