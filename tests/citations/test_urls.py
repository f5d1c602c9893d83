"""URLs read whole out of notes."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.citations.urls import address_key, find_urls

BASE = "https://archive.example.org/doc"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"at: {BASE}/1.", f"{BASE}/1", id="the sentence's full stop is not the URL's"),
        pytest.param(f"at: {BASE}/1, 3.", f"{BASE}/1", id="a comma and a page after it"),
        pytest.param(f"({BASE}/1)", f"{BASE}/1", id="round brackets around it"),
        pytest.param(f"{BASE}/a_(b)", f"{BASE}/a_(b)", id="round brackets of its own"),
        pytest.param(f"<{BASE}/1>", f"{BASE}/1", id="angle brackets"),
        pytest.param(f"<{BASE}/1\n-part-two>", f"{BASE}/1-part-two", id="angle brackets over a line break"),
        pytest.param(f"<{BASE}/1.pdf?m=156&>;", f"{BASE}/1.pdf?m=156&", id="whatever stands in angle brackets"),
        pytest.param(
            f"{BASE}/6_july_1990-\nen-9c5fa86b.html.",
            f"{BASE}/6_july_1990-en-9c5fa86b.html",
            id="a break at a hyphen of its own",
        ),
        pytest.param(
            f"{BASE}/\nlong-slug-here/page.html", f"{BASE}/long-slug-here/page.html", id="a break after a slash"
        ),
        pytest.param(f"{BASE}\n/comm/49.htm", f"{BASE}/comm/49.htm", id="a break before a slash"),
        pytest.param(
            f"{BASE}/plan-between The discussion", f"{BASE}/plan-between", id="no full stop, a sentence follows"
        ),
        pytest.param(f"{BASE}/plan/\nThe discussion", f"{BASE}/plan/", id="a new line that is no URL"),
        pytest.param(
            f"{BASE}/c-Nato-\n\n[expansion-for.html](#); next",
            f"{BASE}/c-Nato-expansion-for.html",
            id="a line an editor made a link of",
        ),
        pytest.param(f"{BASE}/1#_edn13; Kozyrev", f"{BASE}/1#_edn13", id="a fragment stays"),
        pytest.param("www.example.org/doc/1.", "https://www.example.org/doc/1", id="no scheme"),
        pytest.param("doi:10.1017/s0260.", "https://doi.org/10.1017/s0260", id="a DOI"),
        pytest.param(f"“{BASE}/1”", f"{BASE}/1", id="quotation marks around it"),
    ],
)
def test_one_url(text: str, expected: str) -> None:
    assert [found.url for found in find_urls(text)] == [expected]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (f"{BASE}/1", f"{BASE.replace('https', 'http')}/1/", True),
        ("https://www.example.org/a", "https://example.org/a", True),
        (f"{BASE}/16117-record-of-a-talk", f"{BASE}/16117", True),
        (f"{BASE}/1#page=6", f"{BASE}/1", True),
        (f"{BASE}/1#d6", f"{BASE}/1#d7", False),
        (f"{BASE}/1?doc=2", f"{BASE}/1?doc=3", False),
    ],
)
def test_forms_of_one_address(one: str, other: str, same: bool) -> None:
    assert (address_key(one) == address_key(other)) is same


def test_several_urls_in_order() -> None:
    assert [found.url for found in find_urls(f"{BASE}/1; see {BASE}/2, and {BASE}/3.")] == [
        f"{BASE}/{n}" for n in (1, 2, 3)
    ]


@given(st.text(alphabet="htps:/.w<>[]()#-\n ab1,", max_size=80))
def test_any_text_gives_urls_inside_the_text(text: str) -> None:
    found = find_urls(text)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))
    assert not any(mark.isspace() for one in found for mark in one.url)


@given(
    st.sampled_from([".", ",", ";", ").", ">", "”.", " (accessed May 1, 2020)."]),
    st.from_regex(r"[a-z0-9/_-]{1,30}[a-z0-9]", fullmatch=True),
)
def test_what_follows_a_url_never_becomes_part_of_it(tail: str, path: str) -> None:
    assert find_urls(f"see {BASE}/{path}{tail}")[0].url == f"{BASE}/{path}"
