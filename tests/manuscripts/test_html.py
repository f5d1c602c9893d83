"""HTML as it is found: every way a page ties a mark to its note."""
# ruff: noqa: E501 - pages, sources and tables read best as they stand

from __future__ import annotations

from pathlib import Path

import pytest

from tests.manuscripts.reading import called, codes, kinds, notes, read, words

WORD = """<html><body><div class=WordSection1><p class=MsoNormal>He said “yes.”<a style='mso-footnote-id:ftn1' href="#_ftn1"
name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'>[1]</span></span></a>
Then “no.”<a style='mso-footnote-id:ftn2' href="#_ftn2" name="_ftnref2" title=""><sup>[2]</sup></a></p></div>
<div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%">
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1"
name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> Ode, <i>Title</i>, 4.</p>
<p class=MsoFootnoteText>More of it.</p></div>
<div style='mso-element:footnote' id=ftn2><p class=MsoFootnoteText><a style='mso-footnote-id:ftn2' href="#_ftnref2"
name="_ftn2" title=""><sup>[2]</sup></a> Doe, 5.</p></div></div></body></html>"""

GOOGLE = """<html><body><p>He said “yes.”<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup> Then
“no.”<sup><a href="#ftnt2" id="ftnt_ref2">[2]</a></sup></p><hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;Ode,
<i>Title</i>, 4.</span></p><p>More of it.</p></div><div><p><a href="#ftnt_ref2" id="ftnt2">[2]</a><span>&nbsp;Doe, 5.</span></p>
</div></body></html>"""

WIKIPEDIA = """<html><body><div id="mw-content-text"><div class="mw-parser-output"><p>He said “yes.”<sup id="cite_ref-1"
class="reference"><a href="#cite_note-1"><span class="cite-bracket">[</span>1<span class="cite-bracket">]</span></a></sup> Then
“no.”<sup id="cite_ref-doe_2-0" class="reference"><a href="#cite_note-doe-2">[2]</a></sup></p>
<h2>References<span class="mw-editsection">[edit]</span></h2><ol class="references"><li id="cite_note-1"><span
class="mw-cite-backlink"><b><a href="#cite_ref-1">^</a></b></span> <span class="reference-text">Ode, <i>Title</i>, 4. More of
it.</span></li><li id="cite_note-doe-2"><span class="mw-cite-backlink">^ <a href="#cite_ref-doe_2-0"><sup><i><b>a</b></i></sup>
</a></span> <span class="reference-text">Doe, 5.</span></li></ol></div></div></body></html>"""

EASY_FOOTNOTES = """<html><body><article><p>He said “yes.”<span id='easy-footnote-1-77' class='easy-footnote-margin-adjust'></span>
<span class='easy-footnote'><a href='https://my.blog/post/#easy-footnote-bottom-1-77' title='Ode'><sup>1</sup></a></span> Then
“no.”<span id='easy-footnote-2-77' class='easy-footnote-margin-adjust'></span><span class='easy-footnote'><a
href='#easy-footnote-bottom-2-77' title='Doe'><sup>2</sup></a></span></p><h3 class='easy-footnotes-title'>Notes</h3><ol
class='easy-footnotes-wrapper'><li class='easy-footnote-single'><span id='easy-footnote-bottom-1-77'
class='easy-footnote-margin-adjust'></span>Ode, <em>Title</em>, 4. More of it.<a class='easy-footnote-to-top'
href='#easy-footnote-1-77'></a></li><li class='easy-footnote-single'><span id='easy-footnote-bottom-2-77'
class='easy-footnote-margin-adjust'></span>Doe, 5.<a class='easy-footnote-to-top' href='#easy-footnote-2-77'></a></li></ol>
</article></body></html>"""

GUTENBERG = """<html><body><p>He said “yes.”<sup data-fn="a1" class="fn"><a href="#a1" id="a1-link">1</a></sup> Then “no.”<sup
data-fn="b2" class="fn"><a href="#b2" id="b2-link">2</a></sup></p><ol class="wp-block-footnotes"><li id="a1">Ode, <em>Title</em>,
4. More of it. <a href="#a1-link">↩︎</a></li><li id="b2">Doe, 5. <a href="#b2-link">↩︎</a></li></ol></body></html>"""

MODERN_FOOTNOTES = """<html><body><p>He said “yes.”<sup class="modern-footnotes-footnote" data-mfn="1"><a href="javascript:void(0)"
role="button">1</a></sup><span class="modern-footnotes-footnote__note" data-mfn="1">Ode, <i>Title</i>, 4. More of it.</span> Then
“no.”<sup class="modern-footnotes-footnote" data-mfn="2"><a href="javascript:void(0)" role="button">2</a></sup><span
class="modern-footnotes-footnote__note" data-mfn="2">Doe, 5.</span></p></body></html>"""

MCI_FOOTNOTES = """<html><body><p>He said “yes.”<a role="button" tabindex="0"
onclick="footnote_moveToReference_1_1('footnote_plugin_reference_1_1_1');"><sup id="footnote_plugin_tooltip_1_1_1"
class="footnote_plugin_tooltip_text">[1]</sup></a><span id="footnote_plugin_tooltip_text_1_1_1" class="footnote_tooltip">Ode … </span>
Then “no.”<a role="button" tabindex="0" onclick="footnote_moveToReference_1_1('footnote_plugin_reference_1_1_2');"><sup
id="footnote_plugin_tooltip_1_1_2" class="footnote_plugin_tooltip_text">[2]</sup></a><span class="footnote_tooltip">Doe</span></p>
<table class="footnotes_table"><tbody><tr><th scope="row" id="footnote_plugin_reference_1_1_1" class="footnote_plugin_index"
onclick="footnote_moveToAnchor_1_1('footnote_plugin_tooltip_1_1_1');"><a role="button" class="footnote_backlink">↑1</a></th>
<td class="footnote_plugin_text">Ode, <i>Title</i>, 4. More of it.</td></tr><tr><th scope="row"
id="footnote_plugin_reference_1_1_2" class="footnote_plugin_index"><a class="footnote_backlink">↑2</a></th><td
class="footnote_plugin_text">Doe, 5.</td></tr></tbody></table></body></html>"""

EPUB3 = """<html xmlns:epub="http://www.idpf.org/2007/ops"><body><p>He said “yes.”<a epub:type="noteref" href="#fn1">1</a> Then
“no.”<a role="doc-noteref" href="#fn2">2</a></p><aside epub:type="footnote" id="fn1"><p>Ode, <i>Title</i>, 4.</p><p>More of
it.</p></aside><aside role="doc-footnote" id="fn2"><p>Doe, 5.</p></aside></body></html>"""

SUBSTACK = """<html><body><p>He said “yes.”<a class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1"
target="_self">1</a> Then “no.”<a class="footnote-anchor" id="footnote-anchor-2" href="#footnote-2" target="_self">2</a></p><div
class="footnote"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a><div class="footnote-content"><p>Ode,
<em>Title</em>, 4.</p><p>More of it.</p></div></div><div class="footnote"><a id="footnote-2" href="#footnote-anchor-2"
class="footnote-number">2</a><div class="footnote-content"><p>Doe, 5.</p></div></div></body></html>"""

SUP_PAIRS = """<html><body><p>He said “yes.”<a name="r1"></a><a href="#n1"><sup>1</sup></a> Then “no.”<a name="r2"></a><a
href="#n2"><sup>2</sup></a></p><p><a name="n1"></a><a href="#r1">1</a>. Ode, <i>Title</i>, 4. More of it.</p><p><a
name="n2"></a><a href="#r2">2</a>. Doe, 5.</p></body></html>"""

ONE_WAY = """<html><body><p>He said “yes.”<sup><a href="#n1">1</a></sup> Then “no.”<sup><a href="#n2">2</a></sup></p><p id="n1">1.
Ode, <i>Title</i>, 4. More of it.</p><p id="n2">2. Doe, 5.</p></body></html>"""

BARE_SUP = """<html><body><p>He said “yes.”<sup>1</sup> Then “no.”<sup>2</sup></p><h2>Notes</h2><p>1. Ode, <i>Title</i>, 4. More of
it.</p><p>2. Doe, 5.</p></body></html>"""

SIDENOTES = """<html><body><p>He said “yes.”<label for="s1" class="margin-toggle sidenote-number"></label><input type="checkbox"
id="s1" class="margin-toggle"/><span class="sidenote">Ode, <i>Title</i>, 4. More of it.</span> Then “no.”<label for="s2"
class="margin-toggle sidenote-number"></label><input type="checkbox" id="s2"/><span class="sidenote">Doe, 5.</span></p></body>
</html>"""

PANDOC = """<html><body><p>He said “yes.”<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> Then
“no.”<a href="#fn2" class="footnote-ref" id="fnref2" role="doc-noteref"><sup>2</sup></a></p><section id="footnotes"
class="footnotes" role="doc-endnotes"><hr/><ol><li id="fn1"><p>Ode, <em>Title</em>, 4.</p><p>More of it.<a href="#fnref1"
class="footnote-back" role="doc-backlink">↩︎</a></p></li><li id="fn2"><p>Doe, 5.<a href="#fnref2" class="footnote-back"
role="doc-backlink">↩︎</a></p></li></ol></section></body></html>"""

LIBREOFFICE = """<html><body><p>He said “yes.”<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>
Then “no.”<a class="sdfootnoteanc" name="sdfootnote2anc" href="#sdfootnote2sym"><sup>2</sup></a></p><div id="sdfootnote1"><p
class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a> Ode, <i>Title</i>, 4. More of
it.</p></div><div id="sdfootnote2"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote2sym"
href="#sdfootnote2anc">2</a> Doe, 5.</p></div></body></html>"""

HIDDEN = GUTENBERG.replace('<ol class="wp-block-footnotes">', '<div style="display: none"><ol>').replace(
    "</ol>", "</ol></div>"
)

PAGES = {
    "Word's export": WORD, "Google Docs' export": GOOGLE, "LibreOffice's export": LIBREOFFICE, "Pandoc's output": PANDOC,
    "Wikipedia": WIKIPEDIA, "Easy Footnotes": EASY_FOOTNOTES, "WordPress's own footnotes": GUTENBERG,
    "Modern Footnotes": MODERN_FOOTNOTES, "the footnotes plug-in": MCI_FOOTNOTES, "EPUB types and ARIA roles": EPUB3,
    "Substack": SUBSTACK, "pairs of anchors": SUP_PAIRS, "raised anchors one way": ONE_WAY, "bare superscripts": BARE_SUP,
    "side notes": SIDENOTES, "notes hidden until a click": HIDDEN,
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_page_gives_its_words_marks_and_notes(name: str, tmp_path: Path) -> None:
    manuscript = read(tmp_path, "a.html", PAGES[name])
    text = [words for words, kind in zip(words(manuscript), kinds(manuscript), strict=True) if kind == "paragraph"]
    assert text == ["He said “yes.” Then “no.”"]
    assert notes(manuscript) == [("1", "Ode, Title, 4. More of it."), ("2", "Doe, 5.")]
    assert called(manuscript) == [("“yes.”", "1"), ("“no.”", "2")]
    assert not codes(manuscript)


def test_a_note_called_twice_is_one_note(tmp_path: Path) -> None:
    page = WIKIPEDIA.replace("</p>", """ And “so.”<sup id="cite_ref-1b"><a href="#cite_note-1">[1]</a></sup></p>""", 1)
    page = page.replace(
        """<a href="#cite_ref-1">^</a>""", """<a href="#cite_ref-1">a</a> <a href="#cite_ref-1b">b</a>"""
    )
    manuscript = read(tmp_path, "a.html", page)
    assert [ref.note for ref in manuscript.note_refs] == [0, 1, 0]
    assert codes(manuscript) == ["M106"]


def test_internal_links_are_no_notes(tmp_path: Path) -> None:
    page = (
        "<body><ul><li><a href='#s1'>1</a></li></ul><p>See <a href='#s1'>section one</a> and <a href='#fig'>12</a>.</p>"
        "<h2 id='s1'>Section</h2><p id='fig'>Words of a section.</p></body>"
    )
    manuscript = read(tmp_path, "a.html", page)
    assert not manuscript.notes


BLOCKS = [
    pytest.param("<blockquote><p>Set off.</p></blockquote>", "block_quote", id="blockquote"),
    pytest.param("<p class='MsoQuote'>Set off.</p>", "block_quote", id="Word's quote style"),
    pytest.param("<div class='wp-block-quote'><p>Set off.</p></div>", "block_quote", id="WordPress's class"),
    pytest.param("<p style='margin-left:.5in'>Set off.</p>", "block_quote", id="an indent"),
    pytest.param("<p style='margin-left:36.0pt;mso-list:l0'>Set off.</p>", "paragraph", id="an indented list"),
    pytest.param("<div class='pull-quote'>Set off.</div>", "paragraph", id="a pull quote"),
    pytest.param("<h3>Set off.</h3>", "heading", id="a heading"),
    pytest.param("<ul><li><p>Set off.</p></li></ul>", "list_item", id="a list"),
    pytest.param("<table><tr><td>Set off.</td></tr></table>", "table", id="a table"),
    pytest.param("<figure><figcaption>Set off.</figcaption></figure>", "caption", id="a caption"),
    pytest.param("<h2>Works Cited</h2><p>Set off.</p>", "bibliography", id="a bibliography"),
    pytest.param("<div>Set off.</div>", "paragraph", id="bare words in a division"),
]


@pytest.mark.parametrize(("page", "kind"), BLOCKS)
def test_a_block_is_what_its_element_says(page: str, kind: str, tmp_path: Path) -> None:
    manuscript = read(tmp_path, "a.html", f"<body><p>Before it.</p>{page}</body>")
    assert dict(zip(words(manuscript), kinds(manuscript), strict=True))["Set off."] == kind


def test_what_is_not_the_text_is_left_out(tmp_path: Path) -> None:
    page = """<html><head><title>The Title</title><style>p{}</style></head><body><nav><a href="/">Home</a></nav><header><h1>Site</h1>
    </header><article><h1>The Title</h1><p>A paragraph of the text, long enough to be the page's own.</p><script>x()</script>
    <p hidden>Hidden.</p><p style="display:none">Hidden too.</p></article><aside>Read more</aside><footer>© them</footer></body></html>"""
    manuscript = read(tmp_path, "a.html", page)
    assert words(manuscript) == ["The Title", "A paragraph of the text, long enough to be the page's own."]
    assert manuscript.title == "The Title"


def test_links_are_absolute_where_the_page_says_to_what(tmp_path: Path) -> None:
    page = "<head><base href='https://a.org/x/'></head><body><p>See <a href='y#d1'>it</a>.</p></body>"
    assert [link.url for link in read(tmp_path, "a.html", page).links] == ["https://a.org/x/y#d1"]


def test_a_page_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    body = "<meta charset='windows-1252'><p>He said “yes” and café.</p>".encode("cp1252")
    assert words(read(tmp_path, "a.html", body)) == ["He said “yes” and café."]


def test_an_epub_links_notes_across_its_files(tmp_path: Path) -> None:
    import io
    import zipfile

    files = {
        "META-INF/container.xml": "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile "
        "full-path='OPS/p.opf'/></rootfiles></container>",
        "OPS/p.opf": "<package xmlns='http://www.idpf.org/2007/opf'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        "<dc:title>A Book</dc:title></metadata><manifest><item id='n' href='nav.xhtml' properties='nav'/><item id='c' "
        "href='text/c%201.xhtml'/><item id='e' href='text/notes.xhtml'/><item id='g' href='gone.xhtml'/></manifest><spine>"
        "<itemref idref='n'/><itemref idref='c'/><itemref idref='e'/><itemref idref='g'/></spine></package>",
        "OPS/nav.xhtml": "<html><body><nav>Contents</nav></body></html>",
        "OPS/text/c 1.xhtml": "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head><body><h1>One</h1>"
        "<p><a id='p1'/>He said “yes&nbsp;.”<a id='r1' href='notes.xhtml#n1'>1</a> And <a href='https://a.org/m'>so</a>.</p>"
        "</body></html>",
        "OPS/text/notes.xhtml": "<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>Notes</h1><p id='n1'>"
        "<a href='c%201.xhtml#r1'>1</a>. Ode, 4.</p></body></html>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    manuscript = read(tmp_path, "a.epub", buffer.getvalue())
    assert words(manuscript) == ["One", "He said “yes\u00a0.” And so.".replace("\u00a0", " ")]
    assert notes(manuscript) == [("1", "Ode, 4.")]
    assert manuscript.title == "A Book"
    assert [link.url for link in manuscript.links] == ["https://a.org/m"]
    assert codes(manuscript) == ["M110"]
