"""Rewriting: csquotes, biblatex and note commands into commands that Pandoc keeps."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from verifier.manuscripts.latex.bib import Entry, printed
from verifier.manuscripts.latex.scan import Call, Source
from verifier.manuscripts.pandoc.walker import END_SIGN, INLINE_SIGN

BLOCK_LENGTH = 240  # code points: csquotes sets a \blockquote off past three lines
PASSES = 6  # commands nested in each other's arguments; each pass opens one level
_COMMAND = re.compile(r"\\([a-zA-Z]+)(\*?)")
_BEGIN = re.compile(r"\\begin\{(displayquote|displaycquote|foreigndisplayquote|hyphendisplayquote)\}")


@dataclass
class Rewriting:
    """What a rewriting needs to know and what it found out."""

    entries: dict[str, Entry] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    unwrapped: frozenset[str] = frozenset()


def rewrite(source: str, known: Rewriting) -> str:
    """The source with every command of the table rewritten, inner ones too."""
    source = _displays(source, known)
    source = _gathered_texts(source, known)
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
    return _quoted(call.groups[0] + (stop or "")) + _cited(cite)


def _foreign_textquote(call: Call, known: Rewriting) -> str:
    return _textquote(Call(call.options, call.groups[1:], call.end), known)


def _blockquote(call: Call, _known: Rewriting) -> str:
    cite, stop = call.options[-2:]
    words = call.groups[-1] + (stop or "")
    if len(words) < BLOCK_LENGTH:
        return _quoted(words) + _cited(cite)
    return f"\n\n\\begin{{quote}}{words}{_cited(cite)}\\end{{quote}}\n\n"


def _cited(cite: str | None) -> str:
    if not cite:
        return ""
    return cite if "\\" in cite else f" ({cite})"


def _textcquote(call: Call, known: Rewriting) -> str:
    before, after, stop = call.options
    return _quoted(call.groups[1] + (stop or "")) + _note(known, before, after, call.groups[0])


def _blockcquote(call: Call, known: Rewriting) -> str:
    before, after, stop = call.options
    words = call.groups[1] + (stop or "")
    note = _note(known, before, after, call.groups[0])
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
    return _note(known, *_fixes(call), call.groups[0])


def _parencite(call: Call, known: Rewriting) -> str:
    return _note(known, *_fixes(call), call.groups[0], sign=INLINE_SIGN)


def _textcite(call: Call, known: Rewriting) -> str:
    first = call.groups[0].split(",")[0].strip()
    author = known.entries.get(first, {}).get("author", first)
    return _surname(author) + _note(known, *_fixes(call), call.groups[0], sign=INLINE_SIGN)


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


def _note(known: Rewriting, before: str | None, after: str | None, keys: str, sign: str = "") -> str:
    if after is None and before is not None:
        before, after = None, before
    return f"\\footnote{{{sign}{_entries(known, before, after, keys)}}}"


def _entries(known: Rewriting, before: str | None, after: str | None, keys: str) -> str:
    names = [name.strip() for name in keys.split(",") if name.strip()]
    made = []
    for at, name in enumerate(names):
        locator = (after or "") if at == len(names) - 1 else ""
        entry = known.entries.get(name)
        if entry is None:
            known.missing.append(name)
            made.append(f"{name}, {locator}." if locator else f"{name}.")
        else:
            made.append(printed(entry, locator))
    text = "; ".join(one.rstrip(".") if at < len(made) - 1 else one for at, one in enumerate(made))
    return f"{before} {text}" if before else text


def _many(source: Source, found: re.Match[str], known: Rewriting) -> tuple[str, int] | None:
    r"""`\footcites(pre)(post)[..][..]{a}[..][..]{b}`: several works in one note."""
    brackets = re.compile(r"\s*(?:\([^()]*\)\s*){0,2}").match(source.text, found.end())
    at = brackets.end() if brackets else found.end()
    made: list[str] = []
    while call := source.call(at, "oom"):
        made.append(_entries(known, *_fixes(call), call.groups[0]))
        at = call.end
    if not made:
        return None
    sign = "" if found[1] in ("footcites", "autocites", "smartcites", "supercites") else INLINE_SIGN
    return f"\\footnote{{{sign}{'; '.join(one.rstrip('.') for one in made)}.}}", at


def _displays(source: str, known: Rewriting) -> str:
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
        cite = _note(known, options[0], options[1], call.groups[-1]) if cited else _cited(options[0])
        stop = (options[2] if cited else options[1]) or ""
        closing = f"\\end{{{found[1]}}}"
        end = source.find(closing, call.end)
        words = source[call.end : end if end >= 0 else len(source)].rstrip()
        rest = source[end + len(closing) :] if end >= 0 else ""
        source = f"{source[: found.start()]}\\begin{{quote}}{words}{stop}{cite}\\end{{quote}}{rest}"
    return source


def _gathered_texts(source: str, known: Rewriting) -> str:
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
