"""What is remembered between runs: freshness that spreads, strikes that need days, a file that may be committed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from verifier.links import ledger as rules
from verifier.links.ledger import Entry, Ledger, settled, spread, stamp
from verifier.links.records import LinkState

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://archive.example/a"


def look(state: LinkState, before: Entry | None, now: datetime) -> Entry:
    return settled(Entry(URL, state.value, reason="so it was"), before, now)


def failed_on(*hours: float, state: LinkState = LinkState.UNREACHABLE) -> Entry:
    entry = None
    for hour in hours:
        entry = look(state, entry, NOW + timedelta(hours=hour))
    assert entry is not None
    return entry


@pytest.mark.parametrize(
    ("hours", "state", "strikes"),
    [
        ((0,), LinkState.UNREACHABLE, 1),
        ((0, 0.1, 0.2, 0.3), LinkState.UNREACHABLE, 1),
        ((0, 24), LinkState.UNREACHABLE, 2),
        ((0, 24, 48), LinkState.GONE, 3),
        ((0, 19, 38), LinkState.UNREACHABLE, 2),
    ],
    ids=[
        "one silence is no death",
        "four looks within an hour are one strike",
        "two nights are two strikes",
        "three nights of silence are death",
        "looks closer than a night apart are joined",
    ],
)
def test_silence_becomes_death_only_when_it_is_spaced(hours: tuple[float, ...], state: LinkState, strikes: int) -> None:
    entry = failed_on(*hours)
    assert (LinkState(entry.state), entry.strikes) == (state, strikes)
    assert entry.first_failed == stamp(NOW)


def test_one_answer_forgets_the_strikes() -> None:
    alive = look(LinkState.OK, failed_on(0, 24), NOW + timedelta(hours=30))
    assert (alive.strikes, alive.first_failed, alive.last_ok) == (0, "", stamp(NOW + timedelta(hours=30)))


def test_a_wall_neither_adds_nor_forgives_a_strike() -> None:
    walled = look(LinkState.BLOCKED, failed_on(0, 24), NOW + timedelta(hours=48))
    assert (walled.strikes, walled.first_failed) == (2, stamp(NOW))
    assert LinkState(look(LinkState.UNREACHABLE, walled, NOW + timedelta(hours=72)).state) is LinkState.GONE


def test_the_gap_between_strikes_moves_with_its_constant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "STRIKE_GAP", timedelta(minutes=5))
    assert LinkState(failed_on(0, 0.1, 0.2).state) is LinkState.GONE


@pytest.mark.parametrize(
    ("state", "after", "fresh"),
    [
        (LinkState.OK, rules.FRESH_ALIVE * (1 - rules.JITTER) - timedelta(minutes=1), True),
        (LinkState.OK, rules.FRESH_ALIVE * (1 + rules.JITTER) + timedelta(minutes=1), False),
        (LinkState.BLOCKED, timedelta(days=1), True),
        (LinkState.GONE, timedelta(minutes=9), True),
        (LinkState.GONE, timedelta(minutes=11), False),
        (LinkState.UNREACHABLE, timedelta(minutes=11), False),
    ],
    ids=[
        "an answer is good for days",
        "but not for ever",
        "a wall is not asked again at once",
        "a failure answers a job run again at once",
        "and is asked again by the next",
        "so is silence",
    ],
)
def test_how_long_an_answer_stays_fresh(state: LinkState, after: timedelta, fresh: bool) -> None:
    assert look(state, None, NOW).fresh(stamp(NOW + after)) is fresh


def test_a_list_does_not_fall_due_on_one_day() -> None:
    days = {settled(Entry(f"{URL}/{n}", "ok"), None, NOW).until[:10] for n in range(200)}
    assert len(days) >= 6
    assert all(-1 <= spread(f"{URL}/{n}") < 1 for n in range(200))


def test_a_host_that_named_a_time_is_left_alone_until_then() -> None:
    entry = settled(Entry(URL, "deferred", not_before=stamp(NOW + timedelta(hours=5))), None, NOW)
    assert entry.fresh(stamp(NOW + timedelta(hours=4)))
    assert not entry.fresh(stamp(NOW + timedelta(hours=6)))


def test_the_file_is_sorted_lines_and_reads_back(tmp_path: Path) -> None:
    book = Ledger(tmp_path)
    book.put(Entry("https://b.example/", "ok", 200, quotes={"k": {"verdict": "verbatim"}}))
    book.put(Entry("https://a.example/ü", "gone", 404, strikes=2, fragments={"x": "ok"}))
    book.save()
    lines = (tmp_path / "links.jsonl").read_text(encoding="utf-8").splitlines()
    assert [line[:30] for line in lines] == sorted(line[:30] for line in lines)
    assert Ledger(tmp_path).entries == book.entries
    assert [path.name for path in tmp_path.iterdir()] == ["links.jsonl"]


def test_a_merge_keeps_the_newer_line_and_passes_over_damage(tmp_path: Path) -> None:
    (tmp_path / "links.jsonl").write_text(
        '{"v":1,"url":"u","state":"ok","checked":"2026-03-02T00:00:00Z"}\n<<<<<<< ours\n'
        '{"v":1,"url":"u","state":"gone","checked":"2026-03-01T00:00:00Z"}\n{"v":1,"url":"x","state":"strange"}\n[1]\n'
    )
    book = Ledger(tmp_path)
    assert book.entries["u"].state == "ok"
    assert (len(book.entries), book.damaged) == (1, 3)


def test_nothing_is_written_when_nothing_changed(tmp_path: Path) -> None:
    Ledger(tmp_path / "new").save()
    assert not (tmp_path / "new").exists()


def test_two_runs_at_once_lose_nothing_of_each_other(tmp_path: Path) -> None:
    first, second = Ledger(tmp_path), Ledger(tmp_path)
    first.put(Entry("https://a.example/", "ok", checked="2026-03-01T00:00:00Z"))
    first.put(Entry("https://both.example/", "ok", checked="2026-03-01T00:00:05Z"))
    first.save()
    second.put(Entry("https://b.example/", "gone", checked="2026-03-01T00:00:01Z"))
    second.put(Entry("https://both.example/", "gone", checked="2026-03-01T00:00:01Z"))
    second.save()
    states = {url: entry.state for url, entry in Ledger(tmp_path).entries.items()}
    assert states == {"https://a.example/": "ok", "https://b.example/": "gone", "https://both.example/": "ok"}
