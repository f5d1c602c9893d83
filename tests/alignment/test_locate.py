"""Finding: the right place, exact at both ends, whatever stands between."""

from __future__ import annotations

import random

import pytest

from verifier.alignment import prepare
from verifier.alignment.batch import SeedSieve
from verifier.alignment.chain import chains
from verifier.alignment.extend import place_within
from verifier.alignment.locate import places
from verifier.alignment.pairing import pair_words
from verifier.alignment.seeds import K, SeedTable, blocks, hits_in_passing
from verifier.alignment.words import distance, tokens
from verifier.records.text import SourceText

PROSE = (
    "The harbour commission met again on the ninth of March. Nobody had told the engineers that the survey was wanted "
    "before the thaw, and the two drawings they brought were of another bay. The chairman, who had sailed there as a "
    "boy, put them aside and asked what the pilots thought. They thought little of it. A breakwater of that length "
    "would silt up within ten winters, they said, and the ferry company would then be asked to pay for dredging it."
)


def where(quote: str, text: str) -> str:
    prepared = prepare(SourceText.from_text(text))
    found = places([prepared_letters(quote)], prepared)
    span = prepared.folded.span_of(found[0].s0, found[0].s1)
    return span.of(text)


def prepared_letters(quote: str) -> bytes:
    return prepare(SourceText.from_text(quote)).letters


PLACES = [
    ("word for word", "They thought little of it.", "They thought little of it"),
    ("misread letters", "asked what tlie pilots thouqht", "asked what the pilots thought"),
    ("spaces lost", "Abreakwaterof that length wouldsilt up", "A breakwater of that length would silt up"),
    (
        "a word left out",
        "put them aside and asked the pilots thought. They thought",
        "put them aside and asked what the pilots thought. They thought",
    ),
]


@pytest.mark.parametrize(("quote", "stands"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
def test_a_quotation_is_placed_exactly_at_both_ends(quote: str, stands: str) -> None:
    assert where(quote, PROSE) == stands


def test_a_page_head_between_two_halves_is_passed_over() -> None:
    pages = ["The commission met again on the ninth of", "HARBOUR OFFICE 2\n\nMarch and heard the pilots out."]
    source = SourceText.from_pages(pages)
    prepared = prepare(source)
    found = places([prepared_letters("again on the ninth of March and heard the pilots")], prepared)[0]
    assert found.similarity == 1.0
    assert prepared.folded.span_of(found.s0, found.s1).of(source.text).endswith("heard the pilots")


def test_every_occurrence_is_found_and_the_whole_one_comes_first() -> None:
    text = f"{PROSE} Later the minutes repeat: the ferry company would then be asked to pay. {PROSE}"
    prepared = prepare(SourceText.from_text(text))
    found = places([prepared_letters("the ferry company would then be asked to pay for dredging it")], prepared)
    assert [place.similarity for place in found[:2]] == [1.0, 1.0]


def test_words_that_stand_together_come_before_words_gathered_from_a_page() -> None:
    text = f"The pilots thought. {'Other matters followed. ' * 12} The pilots thought little of the whole affair."
    assert where("The pilots thought little of the whole", text) == "The pilots thought little of the whole"


def test_a_text_without_end_of_one_seed_does_not_hang() -> None:
    table = SeedTable.of(b"a" * 200_000)
    asked, found = table.hits(b"a" * 60)
    assert len(asked) <= 53 * 8
    assert len(chains(blocks(asked, found), 60)) <= 6


def test_one_pass_finds_what_the_table_finds() -> None:
    letters = prepared_letters(PROSE * 30)
    quote = letters[100:180]
    asked, found = SeedTable.of(letters).hits(quote)
    passing = hits_in_passing(quote, letters)
    assert (asked.tolist(), found.tolist()) == (passing[0].tolist(), passing[1].tolist())
    assert len(asked) == 30 * (80 - K + 1)


def test_the_sieve_counts_the_seeds_of_the_best_diagonal() -> None:
    letters = prepared_letters(PROSE)
    sieve = SeedSieve([[letters[100:180]], [b"nosuchwordsstandhere"], [letters[200:210]]])
    assert sorted(sieve.candidates(letters)) == [(0, 80 - K + 1), (2, 3)]


def test_nothing_is_placed_where_too_many_letters_differ() -> None:
    assert place_within(b"quiteanotherthing", prepared_letters(PROSE), 0, 200, 5) is None


def test_the_prepared_form_is_made_once_and_dropped_with_its_source() -> None:
    source = SourceText.from_text(PROSE)
    assert prepare(source) is prepare(source)
    assert prepare(SourceText.from_text(PROSE)) is not prepare(source)


def groups(quote: str, source: str) -> list[tuple[str, str]]:
    left, right = tokens(quote), tokens(source)
    made = pair_words(left, right, [])
    return [(" ".join(t.raw for t in left[g.q0 : g.q1]), " ".join(t.raw for t in right[g.s0 : g.s1])) for g in made]


PAIRS = [
    ("a split word is one group", "come together now", "come to gether now", ("together", "to gether")),
    ("a lost space is one group", "was not ready", "was notready", ("not ready", "notready")),
    ("a dropped word stands alone", "was ready now", "was not ready now", ("", "not")),
    ("a join never hides a dropped word", "did reflect it", "did no rcflect it", ("", "no")),
    ("a join never hides a changed number", "or 1868 but", "or 1860 hut", ("1868", "1860")),
]


@pytest.mark.parametrize(("quote", "source", "group"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_words_are_paired_with_the_words_they_stand_for(quote: str, source: str, group: tuple[str, str]) -> None:
    assert group in groups(quote, source)


def test_every_word_of_both_sides_is_in_exactly_one_group() -> None:
    rng = random.Random(4)
    words = PROSE.split()
    for _ in range(60):
        left = rng.sample(words, rng.randint(1, 8))
        right = rng.sample(words, rng.randint(1, 8))
        made = pair_words(tokens(" ".join(left)), tokens(" ".join(right)), [])
        assert [n for g in made for n in range(g.q0, g.q1)] == list(range(len(tokens(" ".join(left)))))
        assert [n for g in made for n in range(g.s0, g.s1)] == list(range(len(tokens(" ".join(right)))))


def test_distance_counts_letters() -> None:
    assert (distance("now", "not"), distance("", "not"), distance("same", "same")) == (1, 3, 0)


def test_no_block_of_seeds_goes_over_an_ellipsis() -> None:
    """Stray seeds near the diagonal of one part would else draw the other part next to it."""
    asked = [prepared_letters(part) for part in ("the survey was wanted before the thaw", "asked to pay for dredging")]
    source = prepare(SourceText.from_text(PROSE))
    whole = b"".join(asked)
    joint = len(asked[0])

    found = list(blocks(*source.hits(whole), [joint]))

    assert found
    assert all(block.q1 <= joint or block.q0 >= joint for block in found)


def test_of_two_parts_far_apart_the_first_is_taken_from_beside_the_second() -> None:
    rng = random.Random(5)
    filler = " ".join("".join(rng.choice("abcdefgh") for _ in range(6)) for _ in range(400))
    text = (
        f"the pilots were asked about it. {filler} the pilots were asked about it again, and they laughed at the mole"
    )
    prepared = prepare(SourceText.from_text(text))

    found = places([prepared_letters("the pilots were asked"), prepared_letters("they laughed at the mole")], prepared)

    assert prepared.folded.span_of(found[0].s0, found[0].s1).start > len(filler)


def test_a_note_within_a_short_passage_is_stepped_over_whole() -> None:
    text = PROSE.replace("little of it.", "little [illegible] of it, they said.")
    assert where("They thought little of it", text) == "They thought little [illegible] of it"
