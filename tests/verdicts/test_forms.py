"""What a review office stamps on a page's foot or head stands amid a sentence, and is nobody's words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from source_texts import filler

from verifier.records.text import SourceText
from verifier.records.verdict import Level
from verifier.verdicts import compare

BEFORE, AFTER = "He added that the keeper of the lamp", "would stay until the harbour was opened again."
SPECKS = "tore\ngee\nLomte\nfete\ncont\nbee\nFane\ndese\nresi"
FORM = (
    f"BUREAU OF RECORDS Authority\nREVIEWED ( )DECLASSIFY tare\nYB Exemp (s) () ( DOWNGRADE TO ()S, ()C\nPRR\n{SPECKS}"
)
QUOTE = "the keeper of the lamp would stay until the harbour was opened again"


def turned(foot: str, head: str = "") -> SourceText:
    """Two worn pages of prose, a sentence running over the turn; `foot` and `head` stand between its halves."""
    pages = (f"{filler(160, 3)}.\n{BEFORE}\n{foot}", f"{head}\n{AFTER} {filler(160, 4)}")
    return SourceText.from_pages([page.replace("garden", "qarden") for page in pages], noisy=True)


STAMPED = [
    ("a stamped form at the foot", FORM, "", QUOTE),
    ("a form that ends a page whose last word is misread", FORM, "", QUOTE.replace("keeper", "kceper")),
    ("a form at the head", "", FORM, QUOTE),
    ("a form at the foot and a page's number", FORM, "- 2 -", QUOTE),
]


@pytest.mark.parametrize(("foot", "head", "quote"), [row[1:] for row in STAMPED], ids=[row[0] for row in STAMPED])
def test_a_form_at_the_turn_of_a_page_is_passed_over(foot: str, head: str, quote: str) -> None:
    assert compare(quote, turned(foot, head)).level is Level.PASS


OWN = [
    ("a sentence beside the form", f"{FORM}\nand of the two boats that lay in the yard beside it"),
    ("a denial beside the form", f"{FORM}\nwho was not asked"),
    ("prose before the form", f"and of the two boats that lay in the yard\n{FORM}"),
]


@pytest.mark.parametrize("foot", [row[1] for row in OWN], ids=[row[0] for row in OWN])
def test_the_texts_own_lines_beside_a_form_are_missed(foot: str) -> None:
    assert compare(QUOTE, turned(foot)).level is not Level.PASS


def test_a_short_word_missing_beside_a_stamp_does_not_make_the_stamp_quoted() -> None:
    source = turned(FORM)
    worn = SourceText.from_text(source.text.replace("the lamp\n", "the 1nmq\n"))
    assert compare(QUOTE, worn).level is not Level.FAIL
