"""Finding, as laws: exact spans in any text, no order of sources, no gain by noise, every occurrence, no crash."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier import Library, SourceText
from verifier.alignment import fold, fold_word, prepare
from verifier.alignment.furniture import furniture_of
from verifier.alignment.locate import places
from verifier.alignment.words import word_set

PASSAGE = "the pilots would not take the convoy past the outer light before the ninth of March"
WORDS = word_set(
    "harbour pilots survey winter chairman drawing ferry company dredging breakwater silt commission engineers "
    "protocol minister figures census garrison railway concession inspection vessels"
)


def filler(seed: int, count: int = 160) -> str:
    return " ".join(random.Random(seed).choices(sorted(WORDS), k=count))


SPELLINGS = [
    ("no-break spaces", PASSAGE.replace(" ", "\u00a0")),
    ("soft hyphens", PASSAGE.replace("pilots", "pi\u00adlots").replace("convoy", "con\u00advoy")),
    ("ligatures", PASSAGE.replace("fo", "\ufb00o").replace("st", "\ufb06")),
    ("combining accents", PASSAGE.replace("e", "e\u0301")),
    ("mathematical letters beyond the first plane", PASSAGE.replace("a", "\U0001d41a").replace("t", "\U0001d42d")),
    ("a page break within", PASSAGE.replace(" past", "\fpast")),
    ("a hyphen at a line end", PASSAGE.replace("convoy", "con-\nvoy")),
    ("letters spaced out", PASSAGE.replace("convoy", "c o n v o y")),
    ("lone surrogates between", PASSAGE.replace(" the ", " \ud800the\udfff ")),
    ("zero-width joiners", PASSAGE.replace("o", "o\u200d")),
]


@pytest.mark.parametrize("spelling", [row[1] for row in SPELLINGS], ids=[row[0] for row in SPELLINGS])
def test_a_passage_is_spanned_to_the_code_point_whatever_its_spelling(spelling: str) -> None:
    quote = PASSAGE.replace("fo", "ffo").replace("st", "st") if "\ufb00" in spelling else PASSAGE
    text = f"\U0001d400\u2019 {filler(1)}. {spelling}; {filler(2)} \ufb01n"
    for found in (Library([SourceText.from_text(text)]).find(quote), *_batch([text], [quote])):
        assert (found[0].start, found[0].end) == (text.index(spelling), text.index(spelling) + len(spelling.rstrip()))


def _batch(texts: list[str], quotes: list[str]) -> list[list]:
    return Library([SourceText.from_text(text) for text in texts]).find_all(quotes)


@given(st.text(max_size=300), st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_no_text_and_no_quotation_breaks_the_search(text: str, quote: str) -> None:
    source = SourceText.from_text(text)
    for found in (Library([source]).find(quote), Library([source]).find_all([quote])[0]):
        for match in found:
            assert 0 <= match.start <= match.end <= len(source.text)
            assert source.text[match.start : match.end] == match.exact


@given(st.text(max_size=120))
@settings(max_examples=100, deadline=None)
def test_a_word_folds_to_the_letters_its_text_folds_to(text: str) -> None:
    assert fold_word(text).encode("latin-1") == fold(text).letters


@given(st.text(max_size=150), st.integers(0, 150), st.integers(0, 150))
@settings(max_examples=100, deadline=None)
def test_every_clean_span_lands_on_the_code_points_it_came_from(text: str, a: int, b: int) -> None:
    folded = fold(text)
    low, high = sorted((min(a, len(folded)), min(b, len(folded))))
    span = folded.span_of(low, high)
    part = fold(text[span.start : span.end]).letters
    assert folded.letters[low:high] in part
    assert len(part) - (high - low) <= 4  # a ligature is one code point and up to three letters, at either end


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_sources_never_changes_what_is_found(seed: int) -> None:
    rng = random.Random(seed)
    texts = [filler(n) for n in range(6)]
    texts[1] = f"{texts[1]} {PASSAGE} {filler(9)}"
    texts[4] = f"{texts[4]} {_misread(PASSAGE, 4, rng)} {filler(8)}"
    order = rng.sample(range(6), 6)
    for ask in (lambda held: held.find(PASSAGE), lambda held: held.find_all([PASSAGE])[0]):
        straight = ask(Library(SourceText.from_text(text) for text in texts))
        shuffled = ask(Library(SourceText.from_text(texts[n]) for n in order))
        assert {(m.source, m.start, m.end, m.similarity) for m in straight} == {
            (order[m.source], m.start, m.end, m.similarity) for m in shuffled
        }
        assert straight[0].source == 1


def _misread(text: str, count: int, rng: random.Random) -> str:
    letters = list(text)
    for at in rng.sample([n for n, mark in enumerate(text) if mark.isalpha()], count):
        letters[at] = "z"
    return "".join(letters)


@pytest.mark.parametrize("seed", range(5))
def test_one_more_misread_letter_never_finds_a_better_place(seed: int) -> None:
    rng = random.Random(seed)
    source = SourceText.from_text(f"{filler(seed)} {PASSAGE} {filler(seed + 50)}")
    quote, last = PASSAGE, 1.0
    order = [n for n, mark in enumerate(PASSAGE) if mark.isalpha()]
    rng.shuffle(order)
    for at in order[:20]:
        quote = f"{quote[:at]}z{quote[at + 1 :]}"
        found = Library([source]).find(quote)
        score = found[0].similarity if found else 0.0
        assert score <= last
        last = score


def test_what_was_asked_before_never_changes_the_answer() -> None:
    text = f"{filler(3, 4000)} {PASSAGE} {filler(4, 4000)}"
    source = SourceText.from_text(text)
    letters = [fold(PASSAGE).letters]
    prepared = prepare(source)
    asked = [places(letters, prepared) for _ in range(9)]  # the first few in passing, the others by the table
    assert "seeds" in vars(prepared)
    assert all(found == asked[0] for found in asked)


@pytest.mark.parametrize("count", [2, 9, 30])
def test_every_occurrence_is_listed_however_many_there_are(count: int) -> None:
    text = " ".join(f"{filler(n, 40)} {PASSAGE}" for n in range(count))
    found = Library([SourceText.from_text(text)]).find(PASSAGE, limit=None)
    starts = [n for n in range(len(text)) if text.startswith(PASSAGE, n)]
    assert sorted(match.start for match in found if match.similarity == 1.0) == starts


WORN = [
    (
        "no seed left at its own place, some elsewhere",
        "basic thing that we have been up against.",
        "b@sic hing tbst we haye beeri up aga1nst",
        "basic thing that nobody in the engineers office wanted",
    ),
    (
        "a word left out near the start",
        "that such were made, but in that",
        "that euch agreements w-ere made, but in that",
        "nothing",
    ),
]


@pytest.mark.parametrize(("quote", "stands", "lure"), [row[1:] for row in WORN], ids=[row[0] for row in WORN])
def test_a_short_worn_quotation_is_found_at_its_own_place(quote: str, stands: str, lure: str) -> None:
    text = f"{filler(5)} {stands} {filler(6)} {lure} {filler(7)}"
    prepared = prepare(SourceText.from_text(text))
    found = places([fold(quote).letters], prepared)[0]
    span = prepared.folded.span_of(found.s0, found.s1)
    assert abs(span.start - text.index(stands)) + abs(span.end - text.index(stands) - len(stands)) <= 2


def test_the_part_after_an_ellipsis_is_taken_from_beside_the_part_before_it() -> None:
    near, far = "advice to tne scnolorly commun1ty", "thanks of the scholarly community"
    text = f"The committee had not received sufficient {near}. {filler(11, 400)} {far}. {filler(12)}"
    prepared = prepare(SourceText.from_text(text))
    fragments = [fold("The committee had not received sufficient").letters, fold("the scholarly community").letters]
    assert prepared.folded.span_of(0, places(fragments, prepared)[0].s1).end == text.index(near) + len(near)


def test_a_head_that_recurs_at_the_same_end_of_the_pages_is_furniture() -> None:
    pages = [
        f"COUNCIL OF PORTS\n{filler(n, 30)}\n{filler(n + 40, 9)}\n{filler(n + 60, 9)}\n\n- {n} -\n" for n in range(1, 5)
    ]
    source = SourceText.from_pages(pages)
    kept = {span.of(source.text).strip() for span in furniture_of(source)}
    assert kept == {"COUNCIL OF PORTS", "- 1 -", "- 2 -", "- 3 -", "- 4 -"}
