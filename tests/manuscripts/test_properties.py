"""Whatever is typed, the records point at it: words, notes and marks never overlap, and text files stay themselves."""

# ruff: noqa: E501 - tables read best as they stand

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.manuscripts.reading import check_sound
from verifier.manuscripts.cuts import Cuts, merged, without
from verifier.manuscripts.markdown.reader import manuscript_of as markdown
from verifier.manuscripts.plain.reader import manuscript_of as plain
from verifier.records.spans import Span

FRAGMENTS = st.sampled_from([
    "He said “yes.”", "1", "2", "12", "¹", "²", "[1]", "(1)", "[^1]", "[^a]", "^[", "]", "[^1]: ", "\n\n", "\n", "\r\n", " ", "\t",
    "Ibid.", "Ibid., 4.", "Ode, Title, 5.", "https://a.org/x_y-", "Notes", "1. ", "² ", "*", "**", "_", "`", "\\", "> ", "- ", "# ",
    "[it](https://a.org)", "<b>", "-->", "<!--", "|", "---", "\f", "12\n", "    ", "!", "“", "”", "† ", ".†", "é", "\ufeff", "𝒳", "]: ",
])  # fmt: skip
TEXTS = st.lists(FRAGMENTS, max_size=40).map("".join)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(TEXTS)
def test_any_plain_text_reads_soundly_and_unchanged(text: str) -> None:
    manuscript = plain(text)
    check_sound(manuscript)
    assert manuscript.text == text


@QUICK
@given(TEXTS)
def test_any_markdown_reads_soundly_and_unchanged(text: str) -> None:
    manuscript = markdown(text)
    check_sound(manuscript)
    assert manuscript.text == text


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda ends: Span(min(ends), max(ends))), max_size=12
)


@given(SPANS, st.integers(0, 60), st.integers(0, 60))
def test_cutting_leaves_exactly_what_no_cut_covers(spans: list[Span], start: int, end: int) -> None:
    whole = Span(min(start, end), max(start, end))
    cut = {at for span in spans for at in range(span.start, span.end)}
    expected = [at for at in range(whole.start, whole.end) if at not in cut]
    left = list(without(whole, merged(spans)))
    assert [at for span in left for at in range(span.start, span.end)] == expected
    assert Cuts(spans).rest(whole) == left
