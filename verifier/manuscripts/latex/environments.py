"""Rewriting what spans more than one command: quote environments, and notes whose text stands apart from their mark."""

from __future__ import annotations

import re

from verifier.manuscripts.latex.notes import Rewriting, cite_note, in_words
from verifier.manuscripts.latex.scan import Call, Source

_BEGIN = re.compile(r"\\begin\{(displayquote|displaycquote|foreigndisplayquote|hyphendisplayquote)\}")


def displays(source: str, known: Rewriting) -> str:
    """Quote environments of csquotes, with their citation carried to the end of the quotation.

    From the last to the first, so that offsets before the one in hand stay true.
    """
    scanned = Source(source)
    for found in reversed(list(_BEGIN.finditer(source))):
        cited = found[1] == "displaycquote"
        foreign = found[1].startswith(("foreign", "hyphen"))
        call = scanned.call(found.end(), ("m" if foreign else "") + ("oomo" if cited else "oo"))
        if call is None:
            call = Call((None, None), (), found.end())
            cited = False
        options = call.options
        cite = cite_note(known, options[0], options[1], call.groups[-1]) if cited else in_words(options[0])
        stop = (options[2] if cited else options[1]) or ""
        closing = f"\\end{{{found[1]}}}"
        end = source.find(closing, call.end)
        words = source[call.end : end if end >= 0 else len(source)].rstrip()
        rest = source[end + len(closing) :] if end >= 0 else ""
        source = f"{source[: found.start()]}\\begin{{quote}}{words}{stop}{cite}\\end{{quote}}{rest}"
    return source


def gathered_texts(source: str, known: Rewriting) -> str:
    r"""Take out the texts of detached notes (\footnotetext, \endnotetext), in order, for the marks that call them."""
    out: list[str] = []
    at = 0
    scanned = Source(source)
    for found in re.finditer(r"\\(?:footnotetext|endnotetext)(?![a-zA-Z])", source):
        call = scanned.call(found.end(), "om")
        if call is not None and found.start() >= at:
            known.texts.append(call.groups[0])
            out.append(source[at : found.start()])
            at = call.end
    return "".join(out) + source[at:]
