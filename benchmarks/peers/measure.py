"""Put every question of a trial to a tool, within limits of time."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from benchmarks.peers.base import Peer
from benchmarks.peers.material import Trial

PER_CALL = 60.0  # seconds for one quotation or for preparing one document: past that a person has given up
PER_TRIAL = 240.0  # seconds for one tool on one level, so that the whole run ends within the hour


class OutOfTime(BaseException):
    """A call took longer than it may. No Exception, so that a tool that catches those does not swallow it."""


@dataclass
class Score:
    """What one tool did on one level: answers by label, processor seconds, questions it gave no answer to."""

    asked: Counter[str] = field(default_factory=Counter)
    accepted: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    late: int = 0
    failed: Counter[str] = field(default_factory=Counter)

    def share(self, label: str) -> float | None:
        """Accepted of asked, None where none was asked."""
        return self.accepted[label] / self.asked[label] if self.asked[label] else None

    @property
    def per_quotation(self) -> float:
        """Milliseconds of processor time, preparation of the documents included."""
        return 1000 * self.seconds / max(self.asked.total(), 1)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in the body after this long. Main thread only; a call deep in C is stopped when it returns."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def measure(peer: Peer, trial: Trial) -> Score:
    """Document by document. An answer that comes too late, or an error inside the tool, is `not accepted`.

    What is left when the tool's time for the trial is up is not asked at all.
    """
    score = Score()
    questions = trial.questions[: peer.cases]
    end = time.monotonic() + PER_TRIAL
    for key in dict.fromkeys(question.document for question in questions):
        own = [question for question in questions if question.document == key]
        started = time.process_time()
        accepts = None
        for question in own:
            if time.monotonic() > end:
                break
            score.asked[question.label] += 1
            try:
                with within(PER_CALL):
                    accepts = accepts or peer.open(trial.documents[key], [one.quote for one in own])
                    score.accepted[question.label] += accepts(question.quote)
            except OutOfTime:
                score.late += 1
            except Exception as error:  # another's code: what it raises is a result, not ours to mend
                score.failed[f"{type(error).__name__}: {error}"[:100]] += 1
        score.seconds += time.process_time() - started
    return score
