"""What the page shows is what the record says: pieces, places, order, addresses."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reporting.sample import aligned, claims, many_claims, sample_run
from verifier import reporting
from verifier.records.report import ClaimResult, ReportedOmission
from verifier.records.verdict import Cause, Grade, Level, Verdict
from verifier.reporting.addresses import anchor_names, linkable
from verifier.reporting.claim_view import claim_view, head, tail
from verifier.reporting.diff import LONG_OMISSION_WORDS, folded, pair_of
from verifier.reporting.html import build_page, clock, filename, human_size
from verifier.reporting.labels import CAUSES, LEVELS, QUIET_CAUSES, VERDICTS
from verifier.reporting.order import worst_first
from verifier.reporting.view import STRIP_WIDTH, TICK_WIDTH, report_view

BASE = claims()[0]
WORDS = st.text(alphabet="abc dé…-\n", max_size=8)
PARTS = st.lists(
    st.one_of(WORDS, st.tuples(WORDS, WORDS, st.sampled_from(list(Cause))).filter(lambda part: part[0] or part[1])),
    min_size=1,
    max_size=12,
)


def with_parts(parts: list, **update: object) -> ClaimResult:
    quote, words, edits = aligned(parts, 100)
    place = BASE.matches[0].model_copy(update={"start": 100, "end": 100 + len(words), "exact": words})
    return BASE.model_copy(update={"quote": quote, "edits": edits, "matches": (place,), **update})


# --- the pair


@given(PARTS)
def test_the_pieces_rebuild_the_quotation_and_the_sources_words(parts: list) -> None:
    result = with_parts(parts)
    pair = pair_of(result)
    assert pair is not None
    assert "".join(piece.text for piece in pair.quote) == result.quote
    assert "".join(piece.text for piece in pair.source) == result.matches[0].exact


def test_the_sources_own_full_stop_is_shown_though_no_edit_speaks_of_it() -> None:
    result = with_parts(["We keep the lamp", (" ", "\n", Cause.TYPOGRAPHY), "lit"])
    place = result.matches[0]
    stopped = place.model_copy(update={"end": place.end + 2, "exact": place.exact + ".”"})
    pair = pair_of(result.model_copy(update={"matches": (stopped,)}))
    assert pair is not None
    assert "".join(piece.text for piece in pair.source) == stopped.exact


@given(PARTS)
def test_each_difference_has_its_number_once_on_either_side(parts: list) -> None:
    pair = pair_of(with_parts(parts))
    assert pair is not None
    numbers = [difference.number for difference in pair.differences]
    assert numbers == list(range(1, len(numbers) + 1))
    for side in (pair.quote, pair.source):
        assert [piece.number for piece in side if piece.number] == numbers


@given(PARTS)
def test_every_difference_is_either_numbered_or_counted(parts: list) -> None:
    result = with_parts(parts)
    pair = pair_of(result)
    assert pair is not None
    caused = [edit.cause for edit in result.edits if edit.cause is not None]
    assert len(pair.differences) == sum(cause not in QUIET_CAUSES for cause in caused)
    assert sum(pair.quiet.values()) == sum(cause in QUIET_CAUSES for cause in caused)


def test_words_behind_an_ellipsis_stand_in_the_sources_column() -> None:
    parts = ["we will ", ("…", "", Cause.MARKED_EDIT), " sail"]
    omitted = (ReportedOmission(quote_span=(8, 9), text="never again"),)
    pair = pair_of(with_parts(parts, omitted=omitted))
    assert pair is not None
    assert [piece.text for piece in pair.source if piece.kind == "hidden"] == ["never again"]
    assert pair.differences[0].hides == 2


def test_the_sources_own_gap_between_two_edits_is_shown_where_a_match_holds_it() -> None:
    result = with_parts(["one", " ", "two"])
    apart = (result.edits[0], result.edits[2].model_copy(update={"quote_span": (3, 6)}))
    pair = pair_of(result.model_copy(update={"edits": apart, "quote": "onetwo"}))
    assert pair is not None
    assert "".join(piece.text for piece in pair.source) == "one two"


@pytest.mark.parametrize(
    ("words", "is_folded"),
    [(LONG_OMISSION_WORDS, False), (LONG_OMISSION_WORDS + 1, True)],
    ids=["sixty words stand whole", "one more is folded"],
)
def test_a_long_omission_is_folded_and_counts_what_it_folds(words: int, is_folded: bool) -> None:
    first, count, last = folded(" ".join(f"w{n}" for n in range(words)))
    assert bool(count) is is_folded
    assert len(first.split()) + count + len(last.split()) == words


# --- words around


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("He wrote that ", " Then he left.", "He wrote that “QUOTE” Then he left."),
        ("He wrote: “", "” Then he left.", "He wrote: “QUOTE” Then he left."),
        ("Er schrieb: „", "“ und ging.", "Er schrieb: „QUOTE“ und ging."),
        ("Il écrit : «", "» puis part.", "Il écrit : «QUOTE» puis part."),
        ("", "", "“QUOTE”"),
        ("ous words. He said “", "” and the res", "… words. He said “QUOTE” and the …"),
    ],
    ids=["a table without marks gets ours", "English", "German", "French", "nothing around", "words cut in the middle"],
)
def test_the_authors_own_marks_stand_around_the_quotation(before: str, after: str, shown: str) -> None:
    claim = BASE.claim.model_copy(update={"before": before, "after": after})
    view = claim_view(BASE.model_copy(update={"claim": claim}), anchor="x", position=1, rank=0, captures={})
    assert view.before + "QUOTE" + view.closing + view.after == shown


@pytest.mark.parametrize(
    ("suffix", "follows", "shown"),
    [
        (". If the light", "If the light failed for a single night.", ". If the light failed for a single night."),
        (" and\nsailed", "and sailed at dawn.", " and sailed at dawn."),
        (". Then he left", "", ". Then he …"),
        ("", "He left.", " He left."),
        (" something else", "He left.", " He left."),
    ],
    ids=["a stop between", "a line break between", "no words known", "no suffix", "words from farther on"],
)
def test_the_words_that_follow_join_the_match_as_in_the_source(suffix: str, follows: str, shown: str) -> None:
    place = BASE.matches[0].model_copy(update={"suffix": suffix})
    result = BASE.model_copy(update={"matches": (place,), "follows": follows})
    assert claim_view(result, anchor="x", position=1, rank=0, captures={}).following == shown


@given(st.text(alphabet="ab .\n", max_size=900))
def test_context_is_never_longer_than_given_but_for_its_ellipsis(text: str) -> None:
    assert len(tail(text)) <= min(len(text), 320) + 2
    assert len(head(text)) <= min(len(text), 320) + 2


@pytest.mark.parametrize(
    ("cited", "label", "differs"),
    [("3", "3", False), ("3", "4", True), ("793-794", "794", False), ("793–794", "795", True), ("vii", "vii", False),
     ("", "4", False)],
    ids=["the page", "the next", "within a range", "past it", "Roman", "none cited"],
)  # fmt: skip
def test_a_page_differs_when(cited: str, label: str, differs: bool) -> None:
    result = BASE.model_copy(
        update={
            "claim": BASE.claim.model_copy(update={"page": cited}),
            "matches": (BASE.matches[0].model_copy(update={"page_label": label}),),
        }
    )
    assert claim_view(result, anchor="x", position=1, rank=0, captures={}).page_differs is differs


# --- the whole


def test_the_gravest_come_first_and_equals_keep_their_order() -> None:
    made = [
        BASE.model_copy(update={"id": name, "verdict": verdict, "level": level, "grade": grade})
        for name, verdict, level, grade in (
            ("passes", Verdict.VERBATIM, Level.PASS, None),
            ("minor", Verdict.ALTERED, Level.REVIEW, Grade.MINOR),
            ("absent", Verdict.ABSENT, Level.FAIL, None),
            ("blocked", Verdict.UNCITED, Level.BLOCKED, None),
            ("major", Verdict.ALTERED, Level.FAIL, Grade.MAJOR),
            ("major too", Verdict.ALTERED, Level.FAIL, Grade.MAJOR),
        )
    ]
    order = [result.id for result in worst_first(made)]
    assert order == ["major", "major too", "absent", "minor", "blocked", "passes"]


def test_the_strip_puts_each_claim_where_it_stands() -> None:
    (strip,) = report_view(sample_run()).strips
    assert strip.measured
    ticks = {tick.anchor: tick.x for tick in strip.ticks}
    first, last = claims()[0], claims()[12]
    assert ticks["claim-c001"] == pytest.approx(
        (STRIP_WIDTH - TICK_WIDTH) * (first.claim.start or 0) / 48_000, abs=0.01
    )
    assert ticks["claim-c013"] == pytest.approx((STRIP_WIDTH - TICK_WIDTH) * (last.claim.start or 0) / 48_000, abs=0.01)
    assert all(0 <= x <= STRIP_WIDTH - TICK_WIDTH for x in ticks.values())


def test_claims_of_unknown_place_stand_in_their_order() -> None:
    held = [e.model_copy(update={"claim": e.claim.model_copy(update={"start": None})}) for e in claims()[:3]]
    (strip,) = report_view(sample_run(held)).strips
    assert not strip.measured
    assert sorted(tick.x for tick in strip.ticks) == [166.17, 498.5, 830.83]


def test_every_claim_of_the_run_is_on_the_page_once() -> None:
    page = reporting.render(sample_run(many_claims(60)), "html")
    named = re.findall(r'id="(claim-k\d+)"', page)
    assert len(named) == len(set(named)) == 60


def test_two_runs_pages_differ_only_in_the_header_block_at_their_foot() -> None:
    pages = [reporting.render(sample_run(**times), "html") for times in ({}, {"started": "2031-01-01T00:00:00Z"})]
    assert pages[0] != pages[1]
    bare = [re.sub(r'<footer id="run-header">.*?</footer>', "", page, flags=re.DOTALL) for page in pages]
    assert bare[0] == bare[1]


def test_a_picture_that_is_no_picture_is_left_out() -> None:
    page = build_page(sample_run(), lambda _: b"<svg onload=alert(1)>")
    assert '<figure class="picture">' not in page.html


def test_every_verdict_level_and_cause_has_a_name() -> None:
    assert set(VERDICTS) == set(Verdict)
    assert set(LEVELS) == set(Level)
    assert set(CAUSES) == set(Cause)


# --- addresses and small words


@given(st.lists(st.text(max_size=12), max_size=30))
def test_no_two_claims_share_an_anchor_and_each_is_safe(ids: list[str]) -> None:
    names = anchor_names(ids)
    assert len(set(names)) == len(ids)
    assert all(re.fullmatch(r"claim-[A-Za-z0-9_.-]+", name) for name in names)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://archive.example.org/a?b=c&d=e#page=3", True), ("http://archive.example.org/", True),
        ("HTTPS://archive.example.org/é", True), ("javascript:alert(1)", False), ("java\nscript:alert(1)", False),
        (" https://archive.example.org", False),
        ("https://a.example/\u202egpj.exe", False), ("data:text/html,x", False),
        ("https://a.example/\"onmouseover=x", False), ("//archive.example.org/", False), ("https://", False),
        ("file:///etc/passwd", False), ("", False), ("https://[bad", False),
    ],
)  # fmt: skip
def test_only_a_plain_web_address_is_a_link(url: str, linked: bool) -> None:
    assert bool(linkable(url)) is linked


def test_times_sizes_and_names_read_as_people_write_them() -> None:
    assert clock("2026-11-20T10:15:00.482113Z") == "2026-11-20 10:15:00 UTC"
    assert clock("yesterday") == "yesterday"
    assert [human_size(n) for n in (812, 14_200, 1_482_113)] == ["812 B", "14 kB", "1.5 MB"]
    paths = ("/a/b/essay.md", "C:\\x\\essay.md", "essay.md", "")
    assert [filename(path) for path in paths] == ["essay.md"] * 3 + [""]
