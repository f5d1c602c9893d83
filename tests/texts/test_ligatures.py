"""Ligatures that a file's fonts lost are put back where its own words bear witness, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.texts.pdfs import LIGATURES, ligature_pdf, scanned_pdf, typed_pdf
from verifier.records.text import Page
from verifier.texts import Reader
from verifier.texts.ligatures import lost, put_back
from verifier.texts.wholewords import with_ligatures
from verifier.texts.wordtable import WordTable

READER = Reader(ocr="never")
LINES = [
    "The significance of the official finding was defined in the first part",
    "of the effort, and a difficult office was flooded with the influence",
    "of an officer whose reflections on the conflict were never published.",
]
WRONG = {
    "a font without a table of characters": None,
    "control signs": {name: chr(code) for name, code in LIGATURES.items()},
    "signs of private use": {name: chr(0xE000 + code) for name, code in LIGATURES.items()},
    "one sign for all of them": dict.fromkeys(LIGATURES, "\ufffd"),
    "no sign": dict.fromkeys(LIGATURES, "\0"),
    "a blank": dict.fromkeys(LIGATURES, " "),
    "nothing": dict.fromkeys(LIGATURES, ""),
    "the f alone": dict.fromkeys(LIGATURES, "f"),
    "the letters themselves": {name: name for name in LIGATURES},
}


@pytest.mark.parametrize("given", WRONG.values(), ids=WRONG)
def test_whatever_a_font_gives_for_its_ligatures_the_words_come_out_whole(given: dict[str, str] | None) -> None:
    (text,) = READER.pdf(ligature_pdf(LINES, LINES[:1], given=given))
    assert [page.text.split("\n") for page in text.pages] == [LINES, LINES[:1]]
    assert text.problems == ()


@pytest.mark.parametrize("given", WRONG.values(), ids=WRONG)
def test_a_word_made_whole_has_one_box_around_all_of_it(given: dict[str, str] | None) -> None:
    page = READER.pdf(ligature_pdf(LINES, given=given))[0].pages[0]
    assert [page.text[word.start : word.end] for word in page.words] == " ".join(LINES).split()
    box = next(word.box for word in page.words if page.text[word.start : word.end] == "significance")
    assert box is not None
    letters = 72 + 4 * 6.6, 72 + (4 + len("signi")) * 6.6  # where it begins, and where it goes on behind the ligature
    assert abs(box.x0 * 612 - letters[0]) < 3
    assert box.x1 * 612 > letters[1] + 20


def test_what_was_put_back_is_told_and_a_sound_file_has_nothing_to_tell() -> None:
    (mended,) = READER.pdf(ligature_pdf(LINES, given=WRONG["control signs"]))
    (sound,) = READER.pdf(typed_pdf(LINES))
    assert mended.repairs == (
        "ligatures that the file lost were put back in 13 words (significance, official, finding)",
    )
    assert sound.repairs == ()


def test_a_sign_once_understood_is_undone_in_names_too() -> None:
    (text,) = READER.pdf(ligature_pdf([*LINES, "said Mr. Schiffer"], given=WRONG["control signs"]))
    assert text.text.endswith("said Mr. Schiffer")


KEPT = {
    "too few words to bear witness": ["The significance of the finding was plain to see"],
    "another language": ["Der Botschafter fing mit der ersten Frage an und hoffte auf die Hilfe der Offiziere",
                         "die er für das Treffen mit dem Grafen und den Pfeifern in der Stadt gefunden hatte"],
}  # fmt: skip


@pytest.mark.parametrize("lines", KEPT.values(), ids=KEPT)
def test_where_nothing_is_certain_the_text_stays_as_the_file_has_it(lines: list[str]) -> None:
    (text,) = READER.pdf(ligature_pdf(lines, given=WRONG["a blank"]))
    assert text.repairs == ()
    assert len(text.text) <= sum(map(len, lines))


def test_a_hyphen_at_a_line_end_is_no_lost_ligature() -> None:
    (text,) = READER.pdf(typed_pdf(["The minister was in of-", "fice for a year, and the sub-", "ject was dropped."]))
    assert text.text.split("\n")[0].endswith("of-")


def test_the_layer_of_a_scan_is_left_alone() -> None:
    layer = [line.replace("fi", " ") for line in LINES]
    (text,) = READER.pdf(scanned_pdf(LINES, layer=layer))
    assert text.repairs == ()


@given(st.sets(st.sampled_from(sorted(WRONG)), min_size=1, max_size=1), st.permutations(LINES))
@settings(max_examples=6, deadline=None)
def test_the_text_without_boxes_is_mended_alike(kinds: set[str], lines: list[str]) -> None:
    body = ligature_pdf(lines, given=WRONG[kinds.pop()])
    (full,), (bare,) = READER.pdf(body), replace(READER, boxes=False).pdf(body)
    assert (bare.text, bare.repairs) == (full.text, full.repairs)


SOUND = "The first officer found the effort of the staff sufficient and the conflict far from finished"


@given(st.lists(st.sampled_from(SOUND.split()), min_size=1, max_size=80))
def test_nothing_is_put_into_words_that_are_sound(words: list[str]) -> None:
    assert put_back(" ".join(words)) == " ".join(words)


def test_capitals_have_no_ligatures_to_lose() -> None:
    assert lost("RST PART OF THE CONICT WAS DENED BY THE OCER IN THE OFCE AFTER THE EORT") == []


def test_a_long_text_is_asked_from_beginning_to_end() -> None:
    sound = "Nobody knew what would come of the talks in the long run. " * 1500
    broken = " ".join(LINES).replace("ffi", " ").replace("fi", " ").replace("fl", " ").replace("ff", " ")
    assert put_back(f"{sound}{broken}") == f"{sound}{broken}"  # a few lines among thousands: left, and not searched
    assert "significance" in put_back(f"{broken} {sound[:600]}" * 60)


def test_a_paper_that_lost_its_ligatures_is_mended_in_a_bundle_of_sound_ones() -> None:
    sound = [f"The firm offered to find {n} sufficient officers for the flight and to fill the file" for n in range(40)]
    broken = [line.replace("fi", " ").replace("ff", " ").replace("fl", " ") for line in LINES]
    texts = ["\n".join(sound)] * 25 + ["\n".join(broken)] * 4
    pages = [Page(index, text, words=WordTable.by_blanks(text), quality=1.0) for index, text in enumerate(texts)]
    made, (told,) = with_ligatures(pages, "en")
    assert [page.text for page in made[:25]] == texts[:25]
    assert all("significance" in page.text for page in made[25:])
    assert "significance" in told
