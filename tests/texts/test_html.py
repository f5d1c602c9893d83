"""The main text of a page, its printed pages, and its footnotes apart."""

from __future__ import annotations

import pytest

from verifier.records.source import Layer
from verifier.texts import Reader
from verifier.texts.html import document, main_of, pages_of, take_notes, text_of

READER = Reader()


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


FRUS = page(
    '<nav><a href="/">Home</a> <a href="/x">Volumes</a></nav><div id="content-inner"><div class="content"><div id="d9">'
    '<h3 class="tei-head7">9. Memorandum of Conversation'
    '<span id="fnref:1"><a class="note" rel="footnote" href="#fn:1">1</a></span></h3>'
    '<p class="tei-p3">The Minister opened the <a class="tei-pb1" id="pg_47">[Page 47]</a> talks. He said '
    'it was late.<a class="note" rel="footnote" href="#fn:2"><sup>2</sup></a> Nobody objected.</p></div>'
    '<div class="footnotes"><ol><li class="footnote" id="fn:1" value="1"><span class="fn-content">Source: an archive.'
    ' <a href="#fnref:1">↩</a></span></li><li class="footnote" id="fn:2" value="2">It was midnight.</li></ol></div>'
    "</div></div>"
    "<footer>Office of Something</footer>"
)


def test_printed_page_breaks_become_pages_and_the_first_page_is_the_one_before() -> None:
    text = READER.html(FRUS)
    assert [(p.index, p.label) for p in text.pages] == [(0, "46"), (1, "47")]
    assert text.pages[0].text.endswith("The Minister opened the")
    assert text.pages[1].text.startswith("talks. He said")


def test_footnote_marks_leave_the_text_and_footnotes_become_an_editors_text() -> None:
    text, notes = READER.html_layers(FRUS)
    assert "Conversation\n" in text.text
    assert "late. Nobody" in text.text
    assert "midnight" not in text.text
    assert notes.layer is Layer.EDITORS_NOTES
    assert notes.text == "1. Source: an archive.\n2. It was midnight."


def test_navigation_and_footer_are_left_out() -> None:
    assert not {"Home", "Volumes", "Office"} & set(READER.html(FRUS).text.split())


CHROME = {
    "a menu by its class": '<div class="main-menu">Menu words</div>',
    "a cookie notice": '<div id="cookie-banner">We use cookies</div>',
    "a form": "<form>Search <button>Go</button></form>",
    "a script": "<script>var hidden = 1;</script>",
    "a hidden element": '<p style="display: none">Not shown</p>',
    "an element hidden from readers aloud": '<p aria-hidden="true">Not shown</p>',
    "breadcrumbs": '<ul class="breadcrumb"><li>Start</li></ul>',
}


@pytest.mark.parametrize("chrome", CHROME.values(), ids=CHROME)
def test_what_is_no_text_is_left_out(chrome: str) -> None:
    assert READER.html(page(f"{chrome}<p>The treaty was signed in May.</p>")).text == "The treaty was signed in May."


def test_a_text_that_sits_in_a_container_named_like_navigation_is_kept() -> None:
    body = '<div class="nav-content">' + "<p>The treaty was signed in May.</p>" * 20 + "</div>"
    assert "treaty" in READER.html(page(body)).text


MARKS = {
    "a raised linked number": 'end.<sup><a href="#fn3">3</a></sup> Next',
    "a linked raised number": 'end.<a href="#d31fn1"><sup>1</sup></a> Next',
    "a bracketed number with a name": 'end.<a class="footnote-ref" href="#x">[12]</a> Next',
    "an asterisk": 'end.<a href="#note1"><sup>*</sup></a> Next',
    "an EPUB mark": 'end.<a role="doc-noteref" href="#n1">1</a> Next',
}


@pytest.mark.parametrize("marked", MARKS.values(), ids=MARKS)
def test_footnote_marks_of_every_dress_leave_no_trace(marked: str) -> None:
    assert READER.html(page(f"<p>The {marked} sentence.</p>")).text == "The end. Next sentence."


KEPT = {
    "a power of ten": "<p>10<sup>6</sup> tons</p>",
    "a link whose words are long": '<p>See <a href="#note1">the note</a> here</p>',
    "a year that links elsewhere": '<p>In <a href="/1962">1962</a> it ended</p>',
}


@pytest.mark.parametrize("body", KEPT.values(), ids=KEPT)
def test_what_is_no_footnote_mark_stays(body: str) -> None:
    soup = document(page(body))
    before = text_of(soup.body)
    take_notes(soup.body)
    assert text_of(soup.body) == before


def test_a_note_without_a_named_container_is_found_by_the_mark_that_points_at_it() -> None:
    body = (
        '<p>He left.<a href="#note_1"><sup>1</sup></a></p><hr><p id="note_1">1. By train.</p>' + "<p>More text.</p>" * 9
    )
    text, notes = READER.html_layers(page(body))
    assert "train" not in text.text
    assert notes.text == "1. By train."


def test_blocks_stand_on_lines_of_their_own_and_inline_space_is_one_blank() -> None:
    body = "<h1>Title</h1><p>One\n  two&nbsp;&nbsp;three<br>four</p>"
    body += "<table><tr><td>a</td><td>b</td></tr></table><pre>x\n  y</pre>"
    assert text_of(document(page(body)).body) == "Title\nOne two three\nfour\na b\nx\ny"


def test_an_empty_page_says_so() -> None:
    text = READER.html(page('<div id="app"></div><script src="app.js"></script>'))
    assert text.text == ""
    assert text.problems[0].startswith("unreadable")


def test_a_selector_of_the_callers_own_cuts_pages() -> None:
    soup = document(page('<p>a <i class="pb">Page iv</i> b <i class="pb">v</i> c</p>'))
    assert [(p.label, p.text) for p in pages_of(soup.body, ".pb")] == [(None, "a"), ("iv", "b"), ("v", "c")]


def test_two_thousand_nested_elements_are_no_trouble() -> None:
    assert "deep" in READER.html(b"<div>" * 2_000 + b"deep").text


def test_the_innermost_container_that_holds_the_text_is_the_main_one() -> None:
    soup = document(page("<main><article><p>" + "Words of the document. " * 30 + "</p></article></main><p>Aside</p>"))
    assert main_of(soup).name == "article"


@pytest.mark.shared
def test_published_documents_lose_only_their_footnotes(shared) -> None:  # type: ignore[no-untyped-def]
    folder = shared / "corpus" / "sources" / "frus1989-92v31"
    for path in sorted(folder.glob("*.html")):
        text = READER.html(path.read_bytes()).text
        plain = path.with_suffix(".txt").read_text(encoding="utf-8")
        ours = {word for word in text.split() if word.isalpha()}
        assert len(ours - set(plain.split())) <= 3, path.name


NOTES = {
    "an anchor with a name": (
        '<p>The talks went on<a href="#1"><sup>1</sup></a> until dawn.</p><p><a name="1">1.</a> A book, p. 5.</p>',
        "1. A book, p. 5.",
    ),
    "notes as Word writes them": (
        """<p>The talks went on<a href="#_ftn1" name="_ftnref1"><span class="MsoFootnoteReference">[1]</span></a> until
        dawn.</p><div><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> A book, p. 5.</p></div></div>""",
        "[1] A book, p. 5.",
    ),
}


@pytest.mark.parametrize(("body", "note"), NOTES.values(), ids=NOTES)
def test_notes_that_marks_point_at_by_name_are_set_apart(body: str, note: str) -> None:
    text, notes = READER.html_layers(page(body))
    assert text.text == "The talks went on until dawn."
    assert notes.text == note


LOST = "The signi cant e ort was di cult, and at rst the o cial speci ed a con ict in the o ce of the sta ."


def test_lost_ligatures_are_put_back_where_the_page_bears_witness() -> None:
    meant = "The significant effort was difficult, and at first the official specified a conflict in the office of "
    meant += "the staff ."
    read = READER.html(page(f"<p>{LOST}</p>"))
    assert read.text == meant
    assert read.repairs == ("ligatures that the file lost were put back in 9 words (significant, effort, difficult)",)


UNHARMED = {
    "too few witnesses": "A signi cant thing, and nothing else that is wrong with the text of the page.",
    "the letters stand elsewhere unharmed": f"{LOST} The official office staff offered five firm definite figures for "
    "the final file: effort, conflict, first, fifth, specific, affair, profit, benefit, office, official.",
    "honest short words": "He saw a fire and I set o to be on my way in a car as far as it can go.",
}


@pytest.mark.parametrize("text", UNHARMED.values(), ids=UNHARMED)
def test_no_ligature_is_put_where_none_was_lost(text: str) -> None:
    assert READER.html(page(f"<p>{text}</p>")).text == text
