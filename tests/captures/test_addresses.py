from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.captures.addresses import host_slug, lookup_key, mask, same_page, short_hash

SAME = {
    "a fragment": ("https://archive.example/doc/1#page=3", "https://archive.example/doc/1"),
    "http or https": ("http://archive.example/doc/1", "https://archive.example/doc/1"),
    "a last slash": ("https://archive.example/doc/1/", "https://archive.example/doc/1"),
    "a default port": ("https://archive.example:443/doc/1", "https://archive.example/doc/1"),
    "capitals in the host": ("https://Archive.Example/doc/1", "https://archive.example/doc/1"),
    "a dot after the host": ("https://archive.example./doc/1", "https://archive.example/doc/1"),
    "an escape that needs none": ("https://archive.example/%64oc/1", "https://archive.example/doc/1"),
    "white space around it": (" https://archive.example/doc/1 ", "https://archive.example/doc/1"),
    "a secret in the query": ("https://a.example/d?token=aaa", "https://a.example/d?token=bbb"),
}
DIFFERENT = {
    "another query": ("https://archive.example/doc?id=1", "https://archive.example/doc?id=2"),
    "capitals in the path": ("https://archive.example/Doc", "https://archive.example/doc"),
    "another host": ("https://archive.example/doc", "https://www.archive.example/doc"),
    "another port": ("https://archive.example:8080/doc", "https://archive.example/doc"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_two_addresses_of_one_page_share_a_shelf_despite(one: str, other: str) -> None:
    assert same_page(one, other)
    assert short_hash(one) == short_hash(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_two_pages_are_kept_apart_by(one: str, other: str) -> None:
    assert not same_page(one, other)


SECRETS = {
    "a key in the query": "https://a.example/d?x=1&api_key=hunter2&y=2",
    "a token in the fragment": "https://a.example/d#access_token=hunter2",
    "a signed link": "https://a.example/d?X-Amz-Signature=hunter2",
    "a user and password": "https://me:hunter2@a.example/d",
    "a session in the path": "https://a.example/d;jsessionid=hunter2",
}


@pytest.mark.parametrize("url", SECRETS.values(), ids=SECRETS)
def test_a_record_never_holds(url: str) -> None:
    assert "hunter2" not in mask(url)
    assert mask(url).startswith("https://a.example/d")


def test_what_only_looks_like_a_secret_is_kept() -> None:
    assert mask("https://a.example/d?keyword=treaty&id=7") == "https://a.example/d?keyword=treaty&id=7"


@given(st.text())
def test_any_text_at_all_has_a_safe_shelf(url: str) -> None:
    slug = host_slug(url)
    assert slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-")
    assert slug.strip(".") == slug
    assert len(slug) <= 90
    assert len(short_hash(url)) == 16


@given(st.text())
def test_masking_twice_changes_nothing_more(url: str) -> None:
    assert mask(mask(url)) == mask(url)


@given(st.text(max_size=40))
def test_a_look_up_key_does_not_depend_on_the_scheme(path: str) -> None:
    assert lookup_key(f"http://a.example/{path}") == lookup_key(f"https://a.example/{path}")
