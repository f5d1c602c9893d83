"""Plain text: what is note, mark, heading and running matter is told by shape alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.manuscripts.reading import called, codes, kinds, notes, read, words
from verifier.manuscripts.plain.reader import manuscript_of
from verifier.records.manuscript import NotePlace

INLINED = [
    pytest.param("end,”1Ibid. Article 2 of the treaty says so.", "Ibid.", id="a bare Ibid. ends at its full stop"),
    pytest.param("end,”1Ibid., 4. In a meeting they said", "Ibid., 4.", id="Ibid. takes its locator along"),
    pytest.param("end,”1Ibid, vii. Before asking", "Ibid, vii.", id="a roman locator is a locator"),
    pytest.param("end,”1Walt, Origins, 18. to examine it", "Walt, Origins, 18.", id="a locator closes a short form"),
    pytest.param(
        "end,”1Stephen M. Walt, The Origins of Alliances (Ithaca, NY: Cornell, 1987), 18. He went on",
        "Stephen M. Walt, The Origins of Alliances (Ithaca, NY: Cornell, 1987), 18.",
        id="initials and states end no sentence",
    ),
    pytest.param(
        "end,”1Anna Ode, “What Then? Asked Twice.” Review 24, no. 1 (May 1998): pp. 4-7, 5. This was so",
        "Anna Ode, “What Then? Asked Twice.” Review 24, no. 1 (May 1998): pp. 4-7, 5.",
        id="a full stop inside a title or before a number ends nothing",
    ),
    pytest.param(
        "end,”1“Cable,” May 1, 1990, Bonn. U.S. Department. Available at: https://a.org/d/16-cable. and the rest",
        "“Cable,” May 1, 1990, Bonn. U.S. Department. Available at: https://a.org/d/16-cable.",
        id="a note runs to its address, over the full stops before it",
    ),
    pytest.param(
        "end,”1“Talk,” May 1, 1990. https://a.org/talk-between The discussion went on",
        "“Talk,” May 1, 1990. https://a.org/talk-between",
        id="an address without a full stop ends at the space",
    ),
    pytest.param(
        "end,”1“Talk,” May 1, 1990. https://a.org/talk, 3. which was welcomed",
        "“Talk,” May 1, 1990. https://a.org/talk, 3.",
        id="a locator after the address belongs to it",
    ),
    pytest.param(
        "end,”1“Talk,” https://a.org/talk_1990-\nen-9c5fa86b.html.\nthus it was decided",
        "“Talk,” https://a.org/talk_1990-\nen-9c5fa86b.html.",
        id="an address broken over a line at a hyphen is one address",
    ),
    pytest.param(
        "end,”1Ode, Title, 5; Doe, Other, 9. The next sentence",
        "Ode, Title, 5; Doe, Other, 9.",
        id="two works parted by a semicolon are one note",
    ),
    pytest.param(
        "end,”1Ode, Title, 5. See also Doe, Other, 9. The next sentence",
        "Ode, Title, 5. See also Doe, Other, 9.",
        id="See also goes on with the note",
    ),
]


@pytest.mark.parametrize(("passage", "note"), INLINED)
def test_an_inlined_note_ends_where_its_citation_does(passage: str, note: str) -> None:
    text = f"He wrote “to the {passage}\n\nShe wrote “another thing.”2Ibid., 9.\n"
    manuscript = manuscript_of(text)
    assert manuscript.note_text(manuscript.notes[0]) == note
    assert manuscript.notes[0].place is NotePlace.INLINE
    assert [ref.label for ref in manuscript.note_refs] == ["1", "2"]


def test_the_sentence_resumes_after_an_inlined_note(tmp_path: Path) -> None:
    manuscript = read(
        tmp_path, "a.txt", "He used “the belief,”1Walt, Origins, 18. to examine it.\n\nSo “it was.”2Ibid.\n"
    )
    assert words(manuscript) == ["He used “the belief,” to examine it.", "So “it was.”"]


def test_digits_glued_to_a_mark_are_no_inlined_notes_where_notes_stand_at_the_end(tmp_path: Path) -> None:
    text = "He said “yes.”1 Then “no.”2 It went on.\n\nNotes\n\n1. Walt, Origins, 18.\n\n2. Ibid., 19.\n"
    manuscript = read(tmp_path, "a.txt", text)
    assert words(manuscript) == ["He said “yes.” Then “no.” It went on."]
    assert notes(manuscript) == [("1", "Walt, Origins, 18."), ("2", "Ibid., 19.")]
    assert {note.place for note in manuscript.notes} == {NotePlace.END}


FOOT = """The members of the council had agreed that “the question of

¹ Ode, *Title*, 4.

² Ibid.,
5.

enlargement” was open.² They left it there.¹

³ Doe, “Memo,” 2.

<https://a.org/memo>

So it stayed.³ And after that came silence.
"""


def test_notes_at_page_feet_cut_through_a_sentence_and_the_halves_are_one_block(tmp_path: Path) -> None:
    text = FOOT.replace("enlargement” was open.² They left it there.¹", "enlargement” was open. They left it there.")
    text = text.replace("had agreed that", "had agreed¹ in May² that")
    manuscript = read(tmp_path, "a.txt", text)
    assert words(manuscript)[0].startswith("The members of the council had agreed in May that “the question of enlarge")
    assert notes(manuscript)[:2] == [("1", "Ode, Title, 4."), ("2", "Ibid., 5.")]


def test_a_quotation_cut_by_a_page_foot_after_a_full_stop_is_one_block(tmp_path: Path) -> None:
    text = "He said¹ that “it was so. It was\n\n¹ Ode, 4.\n\nplain. We²\n\n² Ibid.\n\nagreed.\n\nIt ended there.”\n"
    assert words(read(tmp_path, "a.txt", text))[0] == "He said that “it was so. It was plain. We agreed."
    text = "He said¹ that “it was so.\n\n¹ Ode, 4.\n\nIt was plain.” And so² on.\n\n² Ibid.\n\nThe end.\n"
    assert words(read(tmp_path, "a.txt", text)) == ["He said that “it was so. It was plain.” And so on.", "The end."]


def test_an_address_in_a_paragraph_of_its_own_finishes_the_note_above_it(tmp_path: Path) -> None:
    text = (
        "One thing.¹ Another.²\n\n¹ Doe, “Memo,” 2.\n\n<https://a.org/memo>\n\n² Ibid.\n\nThe end came.³\n\n³ Ibid.\n"
    )
    manuscript = read(tmp_path, "a.txt", text)
    assert notes(manuscript)[0] == ("1", "Doe, “Memo,” 2. <https://a.org/memo>")
    assert words(manuscript) == ["One thing. Another.", "The end came."]


MARKS = [
    pytest.param("word.[1] More,[2] yes.", "[1] Ode, 4.\n\n[2] Doe, 5.", id="square brackets"),
    pytest.param("word.¹ More,² yes.", "1. Ode, 4.\n\n2. Doe, 5.", id="superscripts called by numbered paragraphs"),
    pytest.param("word.1 More,”2 yes.", "1 Ode, 4.\n\n2 Doe, 5.", id="glued digits and bare numbers"),
    pytest.param("word.(1) More,(2) yes.", "(1) Ode, 4.\n\n(2) Doe, 5.", id="round brackets"),
    pytest.param("word^1 more^2 yes.", "^1 Ode, 4.\n\n^2 Doe, 5.", id="carets"),
    pytest.param("word.<sup>1</sup> More,^2^ yes.", "1. Ode, 4.\n\n2. Doe, 5.", id="tags and Pandoc's carets"),
    pytest.param("word.[^1] More,[^2] yes.", "[^1]: Ode, 4.\n\n[^2]: Doe, 5.", id="Markdown's labels in a text file"),
    pytest.param("word.† More,‡ yes.", "† Ode, 4.\n\n‡ Doe, 5.", id="signs"),
]


@pytest.mark.parametrize(("body", "list_of_notes"), MARKS)
def test_marks_of_every_family_meet_their_notes(body: str, list_of_notes: str, tmp_path: Path) -> None:
    manuscript = read(tmp_path, "a.txt", f"A sentence of some {body}\n\nNotes\n\n{list_of_notes}\n")
    assert [text for _, text in notes(manuscript)] == ["Ode, 4.", "Doe, 5."]
    assert all(ref.note == at for at, ref in enumerate(manuscript.note_refs))
    assert not any(sign in words(manuscript)[0] for sign in "12¹²[(^†‡")


def test_a_numbered_list_is_no_list_of_notes(tmp_path: Path) -> None:
    text = (
        "There were three reasons:\n\n1. The first reason.\n\n2. The second reason.\n\n3. The third.\n\nThat was all.\n"
    )
    manuscript = read(tmp_path, "a.txt", text)
    assert not manuscript.notes
    assert kinds(manuscript)[1:4] == ["list_item"] * 3


def test_a_year_or_a_score_is_no_mark(tmp_path: Path) -> None:
    text = (
        "He left.1 In 1990 it was 3.5 per cent, or 12 km², he said.2 Nothing more.\n\nNotes\n\n1. Ode, 4.\n2. Doe, 5.\n"
    )
    manuscript = read(tmp_path, "a.txt", text)
    assert called(manuscript) == [("left.", "1"), ("said.", "2")]


def test_chapters_that_count_anew_pair_with_their_own_notes(tmp_path: Path) -> None:
    chapter = "Chapter {0}\n\nA statement here.¹ And a second one.²\n\nNotes\n\n1. Ode {0}, 4.\n\n2. Doe {0}, 5.\n\n"
    manuscript = read(tmp_path, "a.txt", chapter.format("One") + chapter.format("Two"))
    assert [text for _, text in notes(manuscript)] == ["Ode One, 4.", "Doe One, 5.", "Ode Two, 4.", "Doe Two, 5."]
    assert [ref.note for ref in manuscript.note_refs] == [0, 1, 2, 3]
    assert [note.section for note in manuscript.notes] == [0, 0, 1, 1]


def test_what_does_not_match_is_found(tmp_path: Path) -> None:
    manuscript = read(
        tmp_path, "a.txt", "One.¹ Two.² Four.⁴ Five.⁵\n\nNotes\n\n1. A, 1.\n2. B, 2.\n3. C, 3.\n4. D, 4.\n"
    )
    assert codes(manuscript) == ["M102", "M103"]


def test_notes_whose_marks_were_lost_are_still_notes(tmp_path: Path) -> None:
    text = "He said “yes.” Then “no.” And so.\n\nNotes\n\n1. Ode, 4.\n\n2. Doe, 5.\n\n3. Ibid.\n"
    manuscript = read(tmp_path, "a.txt", text)
    assert [text for _, text in notes(manuscript)] == ["Ode, 4.", "Doe, 5.", "Ibid."]
    assert codes(manuscript) == ["M103"] * 3


def test_marks_whose_notes_were_lost_are_still_marks(tmp_path: Path) -> None:
    manuscript = read(tmp_path, "a.txt", "He said “yes.”[1] Then “no.”[2] In “[1990]” he went.[3]\n")
    assert words(manuscript) == ["He said “yes.” Then “no.” In “[1990]” he went."]
    assert codes(manuscript) == ["M102"] * 3


def test_page_numbers_and_running_heads_are_no_words_of_the_author(tmp_path: Path) -> None:
    pages = [f"A Study of Pacts\n\n{at}\n\nThe text of page {at} goes on and on and\n\f" for at in range(1, 5)]
    manuscript = read(tmp_path, "a.txt", "".join(pages) + "then it ends.\n")
    assert "Study" not in " ".join(words(manuscript)[1:])
    assert len(manuscript.blocks) <= 2


def test_blocks_are_called_by_their_shape(tmp_path: Path) -> None:
    text = (
        "THE TITLE\n\nA paragraph that says something, and then quotes:\n\n"
        "    A passage set off from the margin by four columns.\n\nGoing on.\n\n- an item\n- another item\n\n"
        "Bibliography\n\nOde, Anna. A Title. Place: House, 1990.\n\nDoe, Jan. Another. Place: House, 1991.\n"
    )
    manuscript = read(tmp_path, "a.txt", text)
    assert kinds(manuscript) == [
        "heading", "paragraph", "block_quote", "paragraph", "list_item", "list_item", "heading", "bibliography",
        "bibliography",
    ]  # fmt: skip
    assert manuscript.title == "THE TITLE"


def test_a_passage_that_a_colon_announces_and_a_mark_closes_is_set_off(tmp_path: Path) -> None:
    text = (
        "He spoke to them:\n\nI think it is plain that we went too far. And who asked us?1 Ode, Speech, 3.\n\n"
        "So “he said.”2Ibid. And “so he did.”3Ibid., 4.\n"
    )
    assert kinds(read(tmp_path, "a.txt", text))[:2] == ["paragraph", "block_quote"]


def test_emphasis_typed_in_stars_is_not_part_of_the_words(tmp_path: Path) -> None:
    manuscript = read(tmp_path, "a.txt", "He said “it was *before* that, not _after_ it,” at 5 * 3 = 15.\n")
    assert words(manuscript) == ["He said “it was before that, not after it,” at 5 * 3 = 15."]


def test_the_text_is_the_file_line_ends_and_all(tmp_path: Path) -> None:
    body = "\ufeffOne line.\r\n\r\nAnother “line.”\r\n"
    manuscript = read(tmp_path, "a.txt", body)
    assert manuscript.text == body
    assert words(manuscript) == ["One line.", "Another “line.”"]


def test_a_file_that_is_not_utf8_is_read_and_said(tmp_path: Path) -> None:
    manuscript = read(tmp_path, "a.txt", "He said “yes” and café.\n".encode("cp1252"))
    assert words(manuscript) == ["He said “yes” and café."]
    assert codes(manuscript) == ["M101"]


def test_every_note_of_the_labelled_essay_has_its_exact_ends(shared: Path) -> None:
    import csv

    from verifier.manuscripts import read_manuscript

    manuscript = read_manuscript(next((shared / "seeds").glob("000_*.txt")))
    with (shared / "corpus/gold/essay-footnotes.csv").open(encoding="utf-8") as file:
        gold = [(row["number"], int(row["char_start"]), int(row["char_end"])) for row in csv.DictReader(file)]
    assert [(note.label, note.spans[0].start, note.spans[-1].end) for note in manuscript.notes] == gold


def test_the_thesis_has_all_its_notes_and_no_sentence_is_left_cut(shared: Path) -> None:
    from verifier.manuscripts import read_manuscript

    manuscript = read_manuscript(next((shared / "seeds").glob("002_*.txt")))
    assert [note.label for note in manuscript.notes] == [str(number) for number in range(1, 94)]
    assert [ref.note for ref in manuscript.note_refs] == list(range(93))
    cut = [text for text, kind in zip(words(manuscript), kinds(manuscript), strict=True) if kind == "paragraph"]
    assert not [text for text in cut if len(text) > 200 and not text.endswith((".", "”", '"', "?"))]
