"""Anchors and text fragments: found exactly where a browser would find them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verifier.links.fragments import DIRECTIVE, TextDirective, asked_by, directive_text
from verifier.links.pagetext import fold, read_page_text
from verifier.links.textsearch import Searchable

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault

PAGE = """<!doctype html><html><head><title>Minutes of the meeting</title><style>p {color: red}</style></head><body>
<nav id="top-menu">Home</nav><h1 id="One">First part</h1>
<p>The quick <b>brown</b> fox.</p><p>It jumps over the l&eacute;zy&nbsp;dog, again and again; well-known words.</p>
<a name="old-style"></a><div hidden>a secret</div><div style="display: none">unseen</div>
<script>var scripted = 1;</script><ul><li>Point one, two</li><li>Point three</li></ul>
<p id="user-content-heading">日本語の文章です。</p><p>the end the end of it</p></body></html>"""
SEARCH = Searchable(read_page_text(PAGE.encode()))

CASES = [
    ("an id", "#One", True),
    ("a name", "#old-style", True),
    ("another case", "#one", False),
    ("no such id", "#two", False),
    ("the top", "#top", True),
    ("an id as GitHub writes it", "#heading", True),
    ("a script's own route", "#!/a/b", True),
    ("a word", "#:~:text=quick", True),
    ("words over an inline element", "#:~:text=quick%20brown%20fox", True),
    ("another case of letters", "#:~:text=QUICK", True),
    ("without the accent", "#:~:text=lezy", True),
    ("over a hard space", "#:~:text=lezy%20dog", True),
    ("part of a word", "#:~:text=uick", False),
    ("the head of a word", "#:~:text=qui", False),
    ("words over two paragraphs", "#:~:text=fox.%20It", False),
    ("a range over two paragraphs", "#:~:text=brown,dog", True),
    ("a range the wrong way round", "#:~:text=dog,brown", False),
    ("a prefix", "#:~:text=The-,quick", True),
    ("a wrong prefix", "#:~:text=A-,quick", False),
    ("a prefix in the paragraph before", "#:~:text=fox.-,It", True),
    ("a suffix", "#:~:text=quick,-brown", True),
    ("a wrong suffix", "#:~:text=quick,-fox", False),
    ("a suffix in the next paragraph", "#:~:text=fox.,-It", True),
    ("prefix, range and suffix", "#:~:text=The-,quick,fox,-.", True),
    ("the second place, by its suffix", "#:~:text=the%20end,-of", True),
    ("a comma in the words", "#:~:text=one%2C%20two", True),
    ("a hyphen in the words", "#:~:text=well%2Dknown", True),
    ("hidden words", "#:~:text=secret", False),
    ("words not displayed", "#:~:text=unseen", False),
    ("words of a script", "#:~:text=scripted", False),
    ("words of the title alone", "#:~:text=meeting", False),
    ("words in a script without spaces", "#:~:text=%E6%96%87%E7%AB%A0", True),
    ("two directives", "#:~:text=quick&text=again", True),
    ("two directives, one absent", "#:~:text=quick&text=cat", False),
    ("an id and words", "#One:~:text=quick", True),
    ("no id, but words", "#two:~:text=quick", False),
    ("too many parts", "#:~:text=a,b,c,d", False),
    ("an empty directive", "#:~:text=", False),
    ("another directive", "#:~:selector=x", True),
]


@pytest.mark.parametrize(("fragment", "found"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_fragment_is_found_as_a_browser_finds_it(fragment: str, found: bool) -> None:
    asked = asked_by(f"https://e.org/a{fragment}")
    assert (not asked or SEARCH.holds(asked)) is found


WORDS = st.lists(
    st.sampled_from(["grain", "oil", "island", "treaty-port", "noon,", "“so”", "it's", "1968", "délégué", "the", "of"]),
    min_size=1,
    max_size=16,
)


@UNHURRIED
@given(WORDS, WORDS, WORDS)
def test_a_link_written_for_words_leads_to_them(before: list[str], words: list[str], after: list[str]) -> None:
    body = f"<p>{' '.join(before)}</p><p>{' '.join(before + words + after)}</p>"
    search = Searchable(read_page_text(body.encode()))
    term = search.link_for(" ".join(words))
    if term:
        (directive,) = asked_by(f"#{DIRECTIVE}{term}").texts
        found = search.find(directive)
        assert found is not None
        assert search.text[slice(*found)] == fold(" ".join(words)).strip()


PARTS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=8)


@UNHURRIED
@given(PARTS, st.one_of(st.just(""), PARTS), st.one_of(st.just(""), PARTS), st.one_of(st.just(""), PARTS))
def test_a_directive_reads_as_it_was_written(start: str, end: str, prefix: str, suffix: str) -> None:
    written = TextDirective(start, end, prefix, suffix)
    assert asked_by(f"https://e.org/#{DIRECTIVE}{directive_text(written)}").texts == (written,)


@UNHURRIED
@given(st.binary(max_size=300))
def test_no_bytes_stop_the_reading_of_a_page(body: bytes) -> None:
    page = read_page_text(body)
    assert all(block.strip() for block in page.words)


def test_deep_nesting_is_read_in_time_that_grows_with_its_length() -> None:
    page = read_page_text(b"<div hidden>" * 50_000 + b"unseen" + b"</div>" * 50_000 + b"<p>seen</p>")
    assert page.words == ("seen",)


def test_words_over_two_paragraphs_are_named_by_their_ends() -> None:
    words = "the first words of a long passage that goes on in the next paragraph to its very last words"
    head, tail = words[: words.index("goes")], words[words.index("goes") :]
    body = f"<p>Before. {head}</p><p>{tail} and after.</p>"
    search = Searchable(read_page_text(body.encode()))
    term = search.link_for(words)
    assert "," in term
    assert search.holds(asked_by(f"#{DIRECTIVE}{term}"))
