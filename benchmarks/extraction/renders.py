"""The same manuscript as each format, and each way of printing notes in it, would hold it."""

# ruff: noqa: E501 - markup and word lists read best as they stand

from __future__ import annotations

import subprocess
from collections.abc import Callable
from html import escape

from benchmarks.extraction.model import Mark, Paragraph, Sample, Words
from benchmarks.extraction.typeset import typeset

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
PAGE_WORDS = 330  # words to a page of text whose notes stand at page feet


def _plain(paragraph: Paragraph, mark: Callable[[int], str]) -> str:
    return "".join(mark(run.note) if isinstance(run, Mark) else run.text for run in paragraph.runs)


def _set_off(paragraph: Paragraph, words: str) -> str:
    return f"    {words}" if paragraph.kind == "block_quote" else words


def text_inlined(sample: Sample) -> bytes:
    """Notes inlined after a glued digit, as text copied from a page with pop-up notes."""
    return "\n\n".join(_plain(one, lambda note: f"{note}{sample.note(note)}") for one in sample.paragraphs).encode()


def text_at_end(sample: Sample, mark: str = "[{}]", label: str = "[{}] ") -> bytes:
    """Notes at the end under a heading."""
    body = [_set_off(one, _plain(one, mark.format)) for one in sample.paragraphs]
    notes = [label.format(at) + sample.note(at) for at in range(1, len(sample.notes) + 1)]
    return "\n\n".join([*body, "Notes", *notes]).encode()


def text_superscripts(sample: Sample) -> bytes:
    """Superscript marks and numbered notes at the end."""
    body = [_set_off(one, _plain(one, lambda note: str(note).translate(_RAISED))) for one in sample.paragraphs]
    notes = [f"{at}. {sample.note(at)}" for at in range(1, len(sample.notes) + 1)]
    return "\n\n".join([*body, "Notes", *notes]).encode()


def text_at_feet(sample: Sample) -> bytes:
    """Pages of so many words with their notes below, cutting through sentences."""
    pages: list[str] = []
    page: list[str] = []
    notes: list[int] = []
    count = 0
    for paragraph in sample.paragraphs:
        line: list[str] = []
        words = _plain(paragraph, lambda note: f"\x00{note}\x00").split(" ")
        for word in words:
            marks = [int(part) for part in word.split("\x00")[1::2]]
            line.append(
                "".join(part.translate(_RAISED) if at % 2 else part for at, part in enumerate(word.split("\x00")))
            )
            notes += marks
            count += 1
            if count >= PAGE_WORDS:
                page += [" ".join(line), *(f"{str(n).translate(_RAISED)} {sample.note(n)}" for n in notes)]
                pages.append("\n\n".join(part for part in page if part))
                page, notes, line, count = [], [], [], 0
        page.append(" ".join(line))
    page += [f"{str(n).translate(_RAISED)} {sample.note(n)}" for n in notes]
    pages.append("\n\n".join(part for part in page if part))
    return "\n\n".join(pages).encode()


def _emphasis(run: Words, sign: str) -> str:
    words = run.text
    return f"{sign}{words}{sign}" if run.strong else words


def markdown(sample: Sample) -> bytes:
    """Pandoc's Markdown."""
    body = []
    for one in sample.paragraphs:
        words = "".join(f"[^{run.note}]" if isinstance(run, Mark) else _escaped(run) for run in one.runs)
        body.append({"heading": "## ", "block_quote": "> "}.get(one.kind, "") + words)
    notes = [f"[^{at}]: {''.join(_escaped(run) for run in note)}" for at, note in enumerate(sample.notes, 1)]
    return "\n\n".join([*body, *notes]).encode()


def _escaped(run: Words) -> str:
    words = run.text.replace("[", "\\[").replace("]", "\\]")
    return _emphasis(Words(words, run.strong), "*")


def _through_pandoc(form: str) -> Callable[[Sample], bytes]:
    def render(sample: Sample) -> bytes:
        import pypandoc

        command = [pypandoc.get_pandoc_path(), "-f", "markdown-smart", "-t", form, "-s", "-o", "-"]
        return subprocess.run(command, input=markdown(sample), capture_output=True, check=True, timeout=300).stdout

    return render


def html_word(sample: Sample) -> bytes:
    """The way Word saves a page."""
    body = []
    for one in sample.paragraphs:
        words = "".join(
            f"<a style='mso-footnote-id:ftn{run.note}' href=\"#_ftn{run.note}\" name=\"_ftnref{run.note}\"><sup>[{run.note}]</sup></a>"
            if isinstance(run, Mark) else _tagged(run)
            for run in one.runs
        )  # fmt: skip
        style = {"heading": "<h2>{}</h2>", "block_quote": "<p class=MsoQuote style='margin-left:.5in'>{}</p>"}
        body.append(style.get(one.kind, "<p class=MsoNormal>{}</p>").format(words))
    notes = [
        f'<div style=\'mso-element:footnote\' id=ftn{at}><p class=MsoFootnoteText><a href="#_ftnref{at}" name="_ftn{at}">'
        f"<sup>[{at}]</sup></a> {''.join(_tagged(run) for run in note)}</p></div>"
        for at, note in enumerate(sample.notes, 1)
    ]
    return f"<html><meta charset=utf-8><body>{''.join(body)}<div style='mso-element:footnote-list'>{''.join(notes)}</div></body></html>".encode()


def _tagged(run: Words) -> str:
    return f"<i>{escape(run.text)}</i>" if run.strong else escape(run.text)


def tei(sample: Sample) -> bytes:
    """TEI with notes in place."""
    element = {"heading": "head", "block_quote": "quote", "paragraph": "p"}
    body = []
    for one in sample.paragraphs:
        words = "".join(
            f'<note n="{run.note}">{"".join(_hi(part) for part in sample.notes[run.note - 1])}</note>'
            if isinstance(run, Mark)
            else _hi(run)
            for run in one.runs
        )
        body.append(f"<{element[one.kind]}>{words}</{element[one.kind]}>")
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><div>{"".join(body)}</div></body></text></TEI>'.encode()


def _hi(run: Words) -> str:
    return f'<hi rend="italic">{escape(run.text)}</hi>' if run.strong else escape(run.text)


RENDERS: dict[str, tuple[str, Callable[[Sample], bytes]]] = {
    "txt, inlined": (".txt", text_inlined),
    "txt, page feet": (".txt", text_at_feet),
    "txt, end, [1]": (".txt", text_at_end),
    "txt, end, ¹": (".txt", text_superscripts),
    "txt, end, glued": (".txt", lambda sample: text_at_end(sample, "{}", "{}. ")),
    "md": (".md", markdown),
    "html": (".html", _through_pandoc("html")),
    "html, Word": (".html", html_word),
    "docx": (".docx", _through_pandoc("docx")),
    "odt": (".odt", _through_pandoc("odt")),
    "epub": (".epub", _through_pandoc("epub")),
    "tex": (".tex", _through_pandoc("latex")),
    "rst": (".rst", _through_pandoc("rst")),
    "tei": (".xml", tei),
    "pdf": (".pdf", typeset),
    "pdf, 2 columns": (".pdf", lambda sample: typeset(sample, columns=2)),
}
