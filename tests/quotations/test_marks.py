"""Which marks open, close, or are no quotation marks at all."""

from __future__ import annotations

import pytest

from verifier.quotations.marks import quotes_in_single_marks
from verifier.quotations.stack import pair_marks


def top(text: str, *, single: bool = False) -> list[str]:
    return [text[pair.start : pair.end] for pair in pair_marks(text, single=single).pairs if pair.depth == 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "‘It’s the soldiers’ duty,’ he said, ‘to obey the King’s orders.’",
            ["It’s the soldiers’ duty,", "to obey the King’s orders."],
            id="apostrophes of three kinds",
        ),
        pytest.param(
            "in ‘the workers’ and peasants’ state’ of old", ["the workers’ and peasants’ state"], id="two in a row"
        ),
        pytest.param(
            "‘The soldiers’ pay was late. They left.’", ["The soldiers’ pay was late. They left."], id="sentences"
        ),
        pytest.param("‘He called it “grave”,’ she wrote.", ["He called it “grave”,"], id="double marks inside"),
    ],
)
def test_manuscripts_that_quote_in_single_marks(text: str, expected: list[str]) -> None:
    assert top(text, single=True) == expected


def test_a_scare_word_does_not_run_on_to_a_later_apostrophe() -> None:
    assert top("The ‘elites’ and their men left. It was the workers’. So.") == ["elites"]


def test_the_habit_of_a_manuscript() -> None:
    assert quotes_in_single_marks(["He said ‘so’ and ‘no’.", "Not “yes”."])
    assert not quotes_in_single_marks(["He said “so” and “no”.", "Not ‘yes’, the workers’ and peasants’ words."])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("He said “we shall go.” Then he left.", ["we shall go."], id="curly double marks"),
        pytest.param('He said "we shall go." Then he left.', ["we shall go."], id="straight double marks"),
        pytest.param("He said ‘we shall go.’ Then he left.", ["we shall go."], id="curly single marks"),
        pytest.param("He said 'we shall go.' Then he left.", ["we shall go."], id="straight single marks"),
        pytest.param("Er sagte „wir gehen“ und ging.", ["wir gehen"], id="German low and high marks"),
        pytest.param("Er sagte »wir gehen« und ging.", ["wir gehen"], id="German angles point inwards"),
        pytest.param("Il dit « nous partons » et partit.", [" nous partons "], id="French angles point outwards"),
        pytest.param("Han sa ”vi går” och gick.", ["vi går"], id="Swedish marks are alike on both sides"),
        pytest.param("He wrote ``we shall go'' twice.", ["we shall go"], id="typewriter ticks"),
        pytest.param("“A ‘nested’ word.”", ["A ‘nested’ word."], id="nested marks stay inside"),
        pytest.param(
            "the motto, “the three no’s”: none” stood", ["the three no’s"], id="nested marks of one kind, lost opening"
        ),
        pytest.param(
            "by “a motto, “the three”: none” it stood", ["a motto, “the three”: none"], id="nested marks of one kind"
        ),
        pytest.param("the U.S.' view and the workers' party", [], id="plural possessives are no quotations"),
        pytest.param("in the ’90s and ’tis so, don’t", [], id="elisions are no quotations"),
        pytest.param('a 12" gun and a 6\' 2" man', [], id="primes are no quotations"),
        pytest.param('He said "a 12" gun" and left', ['a 12" gun'], id="a prime inside a quotation"),
        pytest.param(
            "‘the soldiers’ morale was low’ he wrote",
            ["the soldiers’ morale was low"],
            id="a possessive inside single marks",
        ),
        pytest.param("“He didn’t say ‘no’,” she wrote.", ["He didn’t say ‘no’,"], id="apostrophe inside nested marks"),
        pytest.param("He called it “grave”—and “final.”", ["grave", "final."], id="marks beside dashes"),
        pytest.param("(“first”) [“second”]", ["first", "second"], id="marks beside brackets"),
        pytest.param("“one” “two” “three”", ["one", "two", "three"], id="three in a row"),
        pytest.param('said “one" and left', ["one"], id="curly opened, straight closed"),
    ],
)
def test_pairs_of_marks(text: str, expected: list[str]) -> None:
    assert top(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "lost"),
    [
        pytest.param(
            "“lost here. Then “second” and “third.”",
            ["second", "third."],
            1,
            id="a lost closing mark costs one quotation",
        ),
        pytest.param(
            "lost here” then “second” and “third.”",
            ["second", "third."],
            1,
            id="a lost opening mark costs one quotation",
        ),
        pytest.param(
            '"lost here. Then "second" and "third."', ["second", "third."], 1, id="straight marks do not go by parity"
        ),
        pytest.param(
            'lost here" then "second" and "third."', ["second", "third."], 1, id="a lost straight opening mark"
        ),
        pytest.param("““doubled” by mistake", ["doubled"], 1, id="a doubled opening mark"),
    ],
)
def test_a_lost_mark_costs_one_quotation(text: str, expected: list[str], lost: int) -> None:
    pairing = pair_marks(text)

    assert top(text)[-len(expected) :] == expected
    assert len(pairing.lost_openings) + len(pairing.lost_closings) == lost
