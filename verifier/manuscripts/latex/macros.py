"""Rewriting: csquotes, biblatex and note commands into commands that Pandoc keeps."""

from __future__ import annotations

import re
from collections.abc import Callable

from verifier.manuscripts.latex.environments import displays, gathered_texts
from verifier.manuscripts.latex.notes import Rewriting, cite_note, in_words, printed_entries
from verifier.manuscripts.latex.scan import Call, Source
from verifier.manuscripts.pandoc.walker import END_SIGN, INLINE_SIGN

BLOCK_LENGTH = 240  # code points: csquotes sets a \blockquote off past three lines
PASSES = 6  # commands nested in each other's arguments; each pass opens one level
_COMMAND = re.compile(r"\\([a-zA-Z]+)(\*?)")


def rewrite(source: str, known: Rewriting) -> str:
    """The source with every command of the table rewritten, inner ones too."""
    source = displays(source, known)
    source = gathered_texts(source, known)
    for _ in range(PASSES):
        done = _pass(source, known)
        if done == source:
            break
        source = done
    return source


def _pass(source: str, known: Rewriting) -> str:
    out: list[str] = []
    at = 0
    scanned = Source(source)
    for found in _COMMAND.finditer(source):
        if found.start() < at:
            continue
        made = _rewritten(scanned, found, known)
        if made is not None:
            out += [source[at : found.start()], made[0]]
            at = made[1]
    return "".join(out) + source[at:]


def _rewritten(source: Source, found: re.Match[str], known: Rewriting) -> tuple[str, int] | None:
    name = found[1]
    if name.endswith("cites") and name in _MULTIPLE:
        return _many(source, found, known)
    if name in known.unwrapped:
        return _unwrapped(source, found.end())
    form, make = _TABLE.get(name, (None, None))
    if form is None or make is None:
        return None
    call = source.call(found.end(), form)
    return (make(call, known), call.end) if call else None


def _unwrapped(source: Source, at: int) -> tuple[str, int] | None:
    """An unknown command's words, without the command; options are dropped."""
    call = source.call(at, "oom")
    return (f"{{{call.groups[0]}}}", call.end) if call else None


def _quoted(words: str) -> str:
    return f"\\enquote{{{words}}}"


def _textquote(call: Call, _known: Rewriting) -> str:
    cite, stop = call.options
    return _quoted(call.groups[0] + (stop or "")) + in_words(cite)


def _foreign_textquote(call: Call, known: Rewriting) -> str:
    return _textquote(Call(call.options, call.groups[1:], call.end), known)


def _blockquote(call: Call, _known: Rewriting) -> str:
    cite, stop = call.options[-2:]
    words = call.groups[-1] + (stop or "")
    if len(words) < BLOCK_LENGTH:
        return _quoted(words) + in_words(cite)
    return f"\n\n\\begin{{quote}}{words}{in_words(cite)}\\end{{quote}}\n\n"


def _textcquote(call: Call, known: Rewriting) -> str:
    before, after, stop = call.options
    return _quoted(call.groups[1] + (stop or "")) + cite_note(known, before, after, call.groups[0])


def _blockcquote(call: Call, known: Rewriting) -> str:
    before, after, stop = call.options
    words = call.groups[1] + (stop or "")
    note = cite_note(known, before, after, call.groups[0])
    return (
        _quoted(words) + note if len(words) < BLOCK_LENGTH else f"\n\n\\begin{{quote}}{words}{note}\\end{{quote}}\n\n"
    )


def _foreign(call: Call, _known: Rewriting) -> str:
    return _quoted(call.groups[1])


def _omission(call: Call, _known: Rewriting) -> str:
    return "{[}\\ldots{]}" + (f" {{[}}{call.groups[0]}{{]}}" if call.groups[0] else "")


def _insertion(call: Call, _known: Rewriting) -> str:
    return f"{{[}}{call.groups[0]}{{]}}"


def _deletion(_call: Call, _known: Rewriting) -> str:
    return "{[}\\ldots{]}"


def _endnote(call: Call, _known: Rewriting) -> str:
    return f"\\footnote{{{END_SIGN}{call.groups[0]}}}"


def _marknote(_call: Call, known: Rewriting) -> str:
    """A mark whose text stands elsewhere: the next gathered text, or nothing that Pandoc would keep."""
    return f"\\footnote{{{known.texts.pop(0)}}}" if known.texts else "\\footnote{}"


def _footcite(call: Call, known: Rewriting) -> str:
    return cite_note(known, *_fixes(call), call.groups[0])


def _parencite(call: Call, known: Rewriting) -> str:
    return cite_note(known, *_fixes(call), call.groups[0], sign=INLINE_SIGN)


def _textcite(call: Call, known: Rewriting) -> str:
    first = call.groups[0].split(",")[0].strip()
    author = known.entries.get(first, {}).get("author", first)
    return _surname(author) + cite_note(known, *_fixes(call), call.groups[0], sign=INLINE_SIGN)


def _surname(author: str) -> str:
    first = re.split(r"\s+and\s+", author)[0]
    return first.split(",")[0].strip("{} ") if "," in first else first.split()[-1].strip("{}") if first.split() else ""


def _field(name: str) -> Callable[[Call, Rewriting], str]:
    def make(call: Call, known: Rewriting) -> str:
        entry = known.entries.get(call.groups[0].strip(), {})
        return _surname(entry.get("author", call.groups[0])) if name == "author" else entry.get(name, call.groups[0])

    return make


def _fixes(call: Call) -> tuple[str | None, str | None]:
    """biblatex: one option is the postnote, of two the first is the prenote."""
    first, second = call.options
    return (first, second) if second is not None else (None, first)


def _many(source: Source, found: re.Match[str], known: Rewriting) -> tuple[str, int] | None:
    r"""`\footcites(pre)(post)[..][..]{a}[..][..]{b}`: several works in one note."""
    brackets = re.compile(r"\s*(?:\([^()]*\)\s*){0,2}").match(source.text, found.end())
    at = brackets.end() if brackets else found.end()
    made: list[str] = []
    while call := source.call(at, "oom"):
        made.append(printed_entries(known, *_fixes(call), call.groups[0]))
        at = call.end
    if not made:
        return None
    sign = "" if found[1] in ("footcites", "autocites", "smartcites", "supercites") else INLINE_SIGN
    return f"\\footnote{{{sign}{'; '.join(one.rstrip('.') for one in made)}.}}", at


Maker = Callable[[Call, Rewriting], str]
_MULTIPLE = frozenset({"footcites", "autocites", "smartcites", "supercites", "parencites", "textcites", "cites"})
_TABLE: dict[str, tuple[str, Maker]] = {
    **dict.fromkeys(("textquote",), ("soom", _textquote)),
    **dict.fromkeys(("foreigntextquote", "hyphentextquote"), ("smoom", _foreign_textquote)),
    "blockquote": ("oom", _blockquote),
    **dict.fromkeys(("foreignblockquote", "hyphenblockquote"), ("moom", _blockquote)),
    "textcquote": ("soomom", _textcquote),
    "blockcquote": ("oomom", _blockcquote),
    **dict.fromkeys(("foreignquote", "hyphenquote"), ("smm", _foreign)),
    "textelp": ("sm", _omission),
    "textins": ("sm", _insertion),
    "textdel": ("m", _deletion),
    "endnote": ("om", _endnote),
    **dict.fromkeys(("footnotemark", "endnotemark"), ("o", _marknote)),
    **dict.fromkeys(
        ("footcite", "footfullcite", "autocite", "smartcite", "supercite", "footcitetext", "Autocite", "Footcite"),
        ("soom", _footcite),
    ),
    **dict.fromkeys(("cite", "parencite", "fullcite", "Cite", "Parencite", "citep"), ("soom", _parencite)),
    **dict.fromkeys(("textcite", "Textcite", "citet"), ("soom", _textcite)),
    "citeauthor": ("soom", _field("author")),
    "citetitle": ("soom", _field("title")),
}  # fmt: skip
