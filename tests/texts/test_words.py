"""From words with places to lines: order, joins, two readings made one, what a dictionary may mend."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.records.text import Box
from verifier.texts.closing import closed_up
from verifier.texts.confusions import learnt, undone
from verifier.texts.geometry import straight_to_page, turned
from verifier.texts.language import foreign_script, language_of
from verifier.texts.layout import by_place, composed
from verifier.texts.mending import mended, unglued
from verifier.texts.merge import fuller, joined, merged
from verifier.texts.quality import quality_of
from verifier.texts.redaction import unsure_places, without_noise
from verifier.texts.rows import Line, Piece, grouped
from verifier.texts.words import is_word


def row(text: str, *, y: float = 0.1, x: float = 0.1, sure: float = 0.95, pitch: float = 0.01) -> Line:
    """A line of typewritten words: every sign `pitch` wide."""
    pieces, at = [], 0
    for word in text.split(" "):
        if word:
            box = Box(x + at * pitch, y, x + (at + len(word)) * pitch, y + 0.012)
            pieces.append(Piece(word, box, sure))
        at += len(word) + 1
    return pieces


def text_of(lines: list[Line]) -> str:
    return "\n".join(" ".join(piece.text for piece in line) for line in lines)


def test_lines_are_read_from_top_to_bottom_however_they_come() -> None:
    lines = [row(f"line number {n} of the page", y=0.1 + n * 0.02) for n in range(8)]
    mixed = [piece for line in reversed(lines) for piece in reversed(line)]
    assert text_of(by_place(mixed)[0]) == text_of(lines)


def test_a_stamp_beside_the_text_leaves_its_lines() -> None:
    lines = [row(f"line number {n} of the page", y=0.1 + n * 0.02) for n in range(8)]
    stamp = row("RELEASED IN PART", y=0.16, x=0.7)
    text, margin = by_place([*(piece for line in lines for piece in line), *stamp])
    assert (text_of(text), text_of(margin)) == (text_of(lines), "RELEASED IN PART")
    whole, words, furniture = composed(text, margin)
    assert furniture[0].of(whole) == "RELEASED IN PART"
    assert len(words) == 8 * 6 + 3


def test_names_that_hang_in_the_left_margin_stay_in_their_lines() -> None:
    lines = [
        [*row("Y:", y=0.1 + n * 0.02, x=0.03), *row(f"answer number {n} to that", y=0.1 + n * 0.02)] for n in range(8)
    ]
    text, margin = by_place([piece for line in lines for piece in line])
    assert text[0][0].text == "Y:"
    assert not margin


def test_pieces_of_one_word_are_joined_where_no_blank_lies_between() -> None:
    pieces = [
        Piece("tha", Box(0.1, 0.1, 0.13, 0.11)),
        Piece("t", Box(0.1305, 0.1, 0.14, 0.11)),
        Piece("was", Box(0.15, 0.1, 0.18, 0.11)),
    ]
    assert [piece.text for piece in closed_up(pieces)] == ["that", "was"]


def test_a_lost_word_comes_from_the_second_reading() -> None:
    first = [[*row("AN EXTRA SESSION"), *row("HOURS INTO THE", x=0.32)]]
    second = [row("AN EXTRA SESSION FOR 3 HOURS INTO THE")]
    second[0][-1] = second[0][-1]
    assert "SESSION" in text_of(joined(first, second))


def test_the_better_word_stays() -> None:
    first, second = [row("the leaders emerged")], [row("the 1eadcrs emerged", sure=0.5)]
    assert text_of(joined(first, second)) == text_of(joined(second, first)) == "the leaders emerged"


def test_a_line_only_one_reading_has_is_put_in_its_place() -> None:
    first = [row("first line of text", y=0.1), row("third line of text", y=0.14)]
    second = [row("first line of text", y=0.1), row("second line of text", y=0.12), row("third line of text", y=0.14)]
    assert text_of(joined(first, second)) == text_of(second)


WORDS = [
    "PRESIOENT",
    "HAO",
    "ANO",
    "FRIENOLY",
    "WOULO",
    "OEALBREAKER",
    "AGREEO",
    "WARHEAOS",
    "BETWEEN",
    "OISMANTLE",
    "NUCLEAR",
    "SOVIETS",
]


def test_a_letter_the_typeface_confuses_is_learnt_from_many_words_and_undone() -> None:
    swaps = learnt(WORDS)
    assert swaps == (("O", "D"),)
    assert [undone(word, swaps) for word in ("PRESIOENT,", "HAO", "OAOR", "TOO")] == [
        "PRESIDENT,",
        "HAD",
        "OAOR",
        "TOO",
    ]


def test_a_misspelling_or_two_teach_nothing() -> None:
    assert learnt(["PRESIOENT", "SEIGE", "MIGNIGHT", *["THE", "TREATY", "WAS", "SIGNED", "TODAY"] * 5]) == ()


def test_a_mended_word_is_believed_less() -> None:
    (line,) = mended([row("HAO TREATY")], (("O", "D"),))
    assert [(piece.text, piece.confidence) for piece in line] == [("HAD", 0.6), ("TREATY", 0.95)]


GLUED = {
    "two words": ("SECURITYINTEREST", ["SECURITY", "INTEREST"]),
    "with a stop": ("thefollowing.", ["the", "following."]),
    "a name": ("Gorbachev", ["Gorbachev"]),
    "a word": ("understanding", ["understanding"]),
    "short words are not found in noise": ("ANNOUNCEO", ["ANNOUNCEO"]),
}


@pytest.mark.parametrize(("token", "expected"), GLUED.values(), ids=GLUED)
def test_lost_blanks(token: str, expected: list[str]) -> None:
    assert unglued(token) == expected


FIGURES = {"1OO": "100", "11,OOO": "11,000", "SS-2OS": "SS-20S", "1O-YEAR": "10-YEAR", "O5509": "O5509", "A1O1": "A1O1"}
CONTRACTED = {"I'11": "I'll", "you’1l,": "you’ll,", "’11": "’11", "x'119": "x'119"}


@pytest.mark.parametrize(("read", "meant"), (FIGURES | CONTRACTED).items())
def test_letters_among_figures_and_figures_among_letters(read: str, meant: str) -> None:
    (line,) = mended([row(read)], ())
    assert line[0].text == meant


def test_dirt_leaves_the_lines_and_is_named_as_a_doubtful_place() -> None:
    line = row("AMOUNT OF HEADWAY WAS MADE")
    line[2] = Piece("eecce", line[2].box, 0.3)
    kept, noise = without_noise([line])
    assert text_of(kept) == "AMOUNT OF WAS MADE"
    assert line[2].box in [place.box for place in unsure_places(noise, kept)]


GOOD = "The minister opened the meeting and said that both sides had come a long way since the spring. "
BAD = "Tbe nninistcr opcned thc rneeting ancl saicl tbat botb sicles bad corne a 1ong vvay sincc tbe sprinq. "
QUALITIES = {
    "good text": (GOOD * 3, False),
    "bad text": (BAD * 3, True),
    "letter-spaced text": ("t h e m i n i s t e r o p e n e d the meeting", True),
    "too little to tell": ("Xq zzv", False),
}


@pytest.mark.parametrize(("text", "poor"), QUALITIES.values(), ids=QUALITIES)
def test_poor_layers_are_known_to_be_poor(text: str, *, poor: bool) -> None:
    assert quality_of(text).poor is poor


def test_names_of_the_manuscript_count_as_words() -> None:
    text = "Izetbegovic Vershbow Talbott Ryurikov " * 6
    assert quality_of(text).poor
    assert not quality_of(text, frozenset(text.lower().split())).poor


LANGUAGES = {
    "en": "The minister said that the talks had been held in the capital and that they were to be continued.",
    "de": "Der Minister sagte, dass die Gespräche in der Hauptstadt geführt wurden und nicht zu Ende sind.",
    "fr": "Le ministre a dit que les entretiens avaient eu lieu dans la capitale et qu'ils ne sont pas finis.",
    "ru": "Министр сказал, что переговоры проходили в столице и что они будут продолжены.",
    "uk": "Міністр сказав, що переговори відбулися в столиці і що їх буде продовжено.",
    "el": "Ο υπουργός είπε ότι οι συνομιλίες έγιναν στην πρωτεύουσα.",
    "zh": "部长说，会谈已在首都举行。",
    "": "12 34 56",
}


@pytest.mark.parametrize(("code", "text"), LANGUAGES.items())
def test_languages(code: str, text: str) -> None:
    assert language_of(text) == code


def test_cyrillic_read_as_latin_is_recognised() -> None:
    misread = "MuHucTp cka3an 4to neperoBopbi He 3akoH4eHbi u Ha BcTpe4e B cTonuue no BceM BonpocaM Ho " * 5
    assert foreign_script(misread) == "ru"
    greek = (
        "O umoupyoc SHAwoe OT1 ov ouvopiAtEC anetuyav kat n nAeupa Sev nOeAe va unoxwpnoel oto Thtnya twv enlBewpnoewv "
    )
    assert foreign_script(greek * 4) == "el"
    assert foreign_script(BAD * 9) == ""


def test_common_words_are_known_and_noise_is_not() -> None:
    assert all(is_word(word) for word in ("The", "minister", "DISARMAMENT", "negotiated"))
    assert not any(is_word(word) for word in ("nninistcr", "xqzzv", "presioent", "tbat"))


boxes = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), *[st.floats(0.2, 0.6)] * 2, *[st.floats(0.01, 0.1)] * 2)


@given(boxes, st.sampled_from([0, 90, 180, 270]))
def test_a_quarter_turn_and_back_is_where_it_was(box: Box, quarter: int) -> None:
    again = turned(turned(box, quarter), -quarter % 360)
    assert all(
        abs(a - b) < 1e-9
        for a, b in zip((box.x0, box.y0, box.x1, box.y1), (again.x0, again.y0, again.x1, again.y1), strict=True)
    )


@given(boxes)
def test_without_skew_a_place_stays(box: Box) -> None:
    assert straight_to_page(0.0, 0, (100, 100))(box) == box


def test_a_word_of_the_language_is_not_given_up_for_a_string_that_is_none() -> None:
    first = [row("NO AGREEMENT ON A", sure=0.95) + row("DATE", x=0.3, sure=0.45)]
    second = [row("NO AGREEMENT ON A", sure=0.95) + row("OATE", x=0.3, sure=0.95)]
    assert text_of(merged(first, second)) == "NO AGREEMENT ON A DATE"
    assert text_of(merged(second, first)) == "NO AGREEMENT ON A OATE"  # what is sure is kept unseen


def test_a_word_that_stands_for_two_is_shared_out_between_them() -> None:
    first = [row("detailed work on", sure=0.95) + row("tha: practicel", x=0.3, sure=0.2) + row("issues", x=0.5)]
    second = [row("detailed work on", sure=0.95) + row("the-practical", x=0.3, sure=0.9) + row("issues", x=0.5)]
    words = text_of(merged(first, second)).split()
    assert words[-2:] == ["practical", "issues"]
    assert sum("practical" in word for word in words) == 1


def test_long_known_words_are_no_dirt_however_doubtful() -> None:
    lines, noise = without_noise([row("work on the practical issues", sure=0.05)])
    assert "practical" in text_of(lines)
    assert [piece.text for piece in noise] == ["on", "the"]


def test_the_second_engine_is_built_on_unless_it_clearly_read_less() -> None:
    first = [row("the talks had failed before tbe summer", sure=0.95)]
    second = [row("the talks had faded before the summer", sure=0.92)]
    assert text_of(joined(first, second)) == text_of(second)
    assert text_of(joined(first, [row("the talks", sure=0.92)])) == text_of(first)


def test_a_row_of_dashes_read_as_letters_is_dirt() -> None:
    words = row("AT NOON THE TALKS FAILED")
    dashes = [Piece("nnn", Box(0.1 * at, 0.2, 0.1 * at + 0.03, 0.201), 0.0) for at in range(1, 6)]
    lines, noise = without_noise([words, words, dashes])
    assert lines == [words, words]
    assert noise == dashes


def test_a_label_is_hung_before_its_line() -> None:
    first = [row("We should commit ourselves", x=0.3, sure=0.95)]
    label = [[Piece("C:", Box(0.1, first[0][0].box.y0, 0.13, first[0][0].box.y1), 0.9)]]
    assert text_of(merged(first, label)) == "C: We should commit ourselves"


def test_a_tall_stroke_beside_a_short_line_does_not_move_it() -> None:
    stroke = Piece("g", Box(0.05, 0.1, 0.06, 0.25), 0.3)
    lines = [row("Non-nuclear", y=0.1), row("A substitute for it", y=0.13), row("which nobody sees", y=0.15)]
    found = grouped([stroke, *(piece for line in lines for piece in line)])
    assert ["Non-nuclear" in text_of([line]) for line in found] == [True, False, False]


def test_a_word_whose_box_took_in_the_line_above_stands_on_its_own_line() -> None:
    above, below = row("prosperity of the entire region", y=0.1), row("For this reason we strive", y=0.113, x=0.4)
    wide = Piece("actively", Box(0.3, 0.103, 0.38, 0.128), 0.8)
    found = grouped([*above, wide, *below])
    assert [text_of([line]) for line in found] == [text_of([above]), "actively " + text_of([below])]


def tall(text: str, *, y: float) -> Line:
    """A line whose letters' boxes reach into the lines above and below."""
    return [
        Piece(piece.text, Box(piece.box.x0, y - 0.009, piece.box.x1, y + 0.021), piece.confidence)
        for piece in row(text, y=y)
    ]


def test_of_two_lines_whose_boxes_overlap_the_nearer_is_the_one_read_again() -> None:
    lines = [tall("the talks had failed", y=0.1), tall("before the summe", y=0.114)]
    assert [text_of([line]) for line in fuller(lines, [tall("before the summer", y=0.113)])] == [
        "the talks had failed", "before the summer",
    ]  # fmt: skip


ALONE = {
    "more letters of words that are known": ("the talks fa", "the talks failed today", "the talks failed today"),
    "fewer letters": ("the talks failed today", "the talks failed", "the talks failed today"),
    "more letters, fewer words": ("the talks failed", "thetalksfailedxx", "the talks failed"),
    "nothing": ("the talks failed", "", "the talks failed"),
}


@pytest.mark.parametrize(("first", "alone", "kept"), ALONE.values(), ids=ALONE)
def test_a_line_is_taken_as_read_alone_where_that_gave_more_of_it(first: str, alone: str, kept: str) -> None:
    assert text_of(fuller([row(first)], [row(alone)] if alone else [[]])) == kept
