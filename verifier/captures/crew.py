"""Many addresses at once: a pool of threads, hosts taking turns, and an honest end when the disk refuses."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from verifier.captures.addresses import host_of
from verifier.errors import StoreError
from verifier.records.capture import Capture
from verifier.records.source import Wanted


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

    with ThreadPoolExecutor(max_workers=max(1, jobs), thread_name_prefix="capture") as pool:
        futures = [pool.submit(work, place) for place in turns([host_of(w.url) for w in wanteds])]
        try:
            for future in futures:
                future.result()
        except BaseException:  # an interrupt too: what is under way ends, what waits is not begun
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    if refusals:
        missing = answers.count(None)
        raise StoreError(f"{missing} of {len(wanteds)} captures were not kept: {refusals[0]}; make room and run again")
    return [answer for answer in answers if answer is not None]


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
