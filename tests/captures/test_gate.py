from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from tests.captures.conftest import FakeClock
from verifier.captures.clock import Clock, http_date, retry_after
from verifier.captures.gate import REFUSALS_IN_A_ROW, Gate, HostDeferred

HOST = "archive.example"


def gate(clock: FakeClock, **told: float) -> Gate:
    return Gate(**{"slots": 2, "gap": 1.0, "cap": 60.0, **told}, clock=clock)  # type: ignore[arg-type]


def times(gate: Gate, clock: FakeClock, count: int, host: str = HOST) -> list[float]:
    found = []
    for _ in range(count):
        with gate.through(host):
            found.append(clock.ticks)
    return found


@pytest.mark.parametrize("gap", [0.5, 1.0, 2.0])
def test_the_gap_moves_when_requests_start(clock: FakeClock, gap: float) -> None:
    began = clock.ticks
    assert times(gate(clock, gap=gap), clock, 4) == pytest.approx([began + n * gap for n in range(4)])


def test_another_host_does_not_wait(clock: FakeClock) -> None:
    at = gate(clock)
    began = clock.ticks
    assert times(at, clock, 1) == times(at, clock, 1, "other.example") == [began]


def test_time_spent_elsewhere_counts(clock: FakeClock) -> None:
    at = gate(clock, gap=5.0)
    times(at, clock, 1)
    clock.sleep(60)
    began = clock.ticks
    assert times(at, clock, 2) == [began, began + 5.0]


@pytest.mark.parametrize("slots", [1, 2, 5])
def test_the_slots_move_how_many_are_inside(slots: int) -> None:
    at, inside, peak, lock = Gate(slots=slots, gap=0, cap=60), [0], [0], threading.Lock()
    pause = threading.Event()

    def visit() -> None:
        with at.through(HOST):
            with lock:
                inside[0] += 1
                peak[0] = max(peak[0], inside[0])
            pause.wait(0.02)
            with lock:
                inside[0] -= 1

    threads = [threading.Thread(target=visit) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert peak[0] == slots


@pytest.mark.parametrize("seconds", [1.0, 59.0])
def test_a_refusal_holds_the_host_that_long(clock: FakeClock, seconds: float) -> None:
    at = gate(clock)
    at.hold(HOST, clock.now() + timedelta(seconds=seconds))
    began = clock.ticks
    assert times(at, clock, 1)[0] - began >= seconds


@pytest.mark.parametrize(("cap", "deferred"), [(100.0, False), (119.0, True)])
def test_the_cap_moves_what_is_waited_for(clock: FakeClock, cap: float, deferred: bool) -> None:
    at = gate(clock, cap=cap)
    at.hold(HOST, clock.now() + timedelta(seconds=120 if deferred else 99))
    if not deferred:
        times(at, clock, 1)
        return
    with pytest.raises(HostDeferred) as put_off:
        times(at, clock, 1)
    assert put_off.value.not_before == clock.now() + timedelta(seconds=120)


def test_an_earlier_hold_never_shortens_a_later_one(clock: FakeClock) -> None:
    at = gate(clock)
    at.hold(HOST, clock.now() + timedelta(seconds=50))
    at.hold(HOST, clock.now() + timedelta(seconds=5))
    began = clock.ticks
    assert times(at, clock, 1)[0] - began >= 50


class TestPacingOff:
    def test_one_refusal_does_not_hold_the_host(self, clock: FakeClock) -> None:
        at = gate(clock, gap=0.0)
        at.hold(HOST, clock.now() + timedelta(seconds=50))
        began = clock.ticks
        assert times(at, clock, 3) == [began] * 3

    def test_refusals_in_a_row_do(self, clock: FakeClock) -> None:
        at = gate(clock, gap=0.0)
        for _ in range(REFUSALS_IN_A_ROW):
            at.hold(HOST, clock.now() + timedelta(seconds=50))
        began = clock.ticks
        assert times(at, clock, 1)[0] - began >= 50

    def test_an_answer_between_them_starts_the_count_anew(self, clock: FakeClock) -> None:
        at = gate(clock, gap=0.0)
        for _ in range(REFUSALS_IN_A_ROW * 2):
            at.hold(HOST, clock.now() + timedelta(seconds=50))
            at.answered(HOST)
        began = clock.ticks
        assert times(at, clock, 1) == [began]

    def test_a_requests_own_time_is_never_early(self, clock: FakeClock) -> None:
        at = gate(clock, gap=0.0)
        until = at.hold(HOST, clock.now() + timedelta(seconds=7))
        with at.through(HOST, not_before=until):
            assert clock.ticks >= until


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("7", 7), (" 120 ", 120), ("Sun, 22 Nov 2026 12:01:00 GMT", 60), ("0", 0), ("99999999999999", 10**9)],
)
def test_retry_after_reads(clock: FakeClock, value: str, seconds: int) -> None:
    moment = retry_after(value, clock.now())
    assert moment is not None
    assert (moment - clock.now()).total_seconds() == seconds


@pytest.mark.parametrize("value", ["", "soon", "-5", "1.5", "٣", "Sun, 99 Nov 2026"])
def test_retry_after_does_not_guess(clock: FakeClock, value: str) -> None:
    assert retry_after(value, clock.now()) is None


def test_an_http_date_without_zone_is_utc() -> None:
    moment = http_date("Sun, 22 Nov 2026 12:00:00")
    assert moment is not None
    assert moment.utcoffset() == timedelta(0)


def test_the_real_clock_runs_forward() -> None:
    clock = Clock()
    before = clock.monotonic()
    clock.sleep(0)
    assert clock.monotonic() >= before
    assert clock.now().tzinfo is not None
