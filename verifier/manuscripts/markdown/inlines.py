"""What inside a Markdown paragraph is markup: emphasis, escapes, links, notes.

Each is a cut, so that words keep their offsets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from verifier.records.manuscript import Link
from verifier.records.spans import Span, Stream


@dataclass
class Inlines:
    """What a scan gathered, in the whole file's offsets."""

    cuts: list[Span] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    calls: list[tuple[str, Span]] = field(default_factory=list)
    inline_notes: list[tuple[Span, Span]] = field(default_factory=list)
    keys: list[tuple[Span, Span]] = field(default_factory=list)


@dataclass
class _Run:
    """A run of `*` or `_`: where it stands in the stream, how much of it is still unspent."""

    sign: str
    start: int
    left: int
    opens: bool
    closes: bool


_TOKEN = re.compile(
    r"""(?P<escape>\\[ !-/:-@\[-`{-~\n])
      | (?P<code>`+)
      | (?P<auto><(?:https?://|ftp://|mailto:)[^<>\s]+>)
      | (?P<comment><!--)
      | (?P<tag></?[a-zA-Z][^<>\n]{0,400}>)
      | (?P<inline_note>\^\[)
      | (?P<call>\[\^[^\]\s]{1,80}\])
      | (?P<key>\[(?=[^\[\]]{0,60}@[\w{])[^\[\]]{1,400}\])
      | (?P<image>!\[)
      | (?P<bracket>\[)
      | (?P<url>https?://[^\s<>\]]+)
      | (?P<strike>~~|==)
      | (?P<shifted>\^[^\s^\[\]]{1,30}\^|~[^\s~]{1,30}~)
      | (?P<run>\*+|_+)""",
    re.VERBOSE | re.DOTALL,
)
_DESTINATION = re.compile(
    r"\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
)
_REFERENCE = re.compile(r"\s?\[([^\[\]]{0,200})\]")
_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")
OPENERS = 200  # unclosed emphasis signs looked back over; a paragraph of prose has a few
MAX_DEPTH = 12  # nested brackets; deeper is not writing, and each level costs a scan


class InlineScanner:
    """Scans one paragraph (a stream of line contents). `targets` are the file's link reference definitions."""

    def __init__(self, stream: Stream, targets: dict[str, str]) -> None:
        self.stream = stream
        self.text = stream.text
        self.targets = targets
        self.found = Inlines()
        self._runs: list[_Run] = []
        self._unclosed: set[int] = set()
        self._comments = True
        self._doubled = {sign: self.text.count(sign) > 1 for sign in ("~~", "==")}
        self._closers = _matching_brackets(self.text)

    def scan(self) -> Inlines:
        """Everything found, cuts unsorted."""
        at = 0
        while found := _TOKEN.search(self.text, at):
            handler = getattr(self, f"_{found.lastgroup}")
            at = max(handler(found), found.start() + 1)
        self._emphasis()
        return self.found

    def _span(self, start: int, end: int) -> Span:
        return self.stream.span_of(start, end)

    def _cut(self, start: int, end: int) -> None:
        if end > start:
            self.found.cuts.append(self._span(start, end))

    def _escape(self, found: re.Match[str]) -> int:
        self._cut(found.start(), found.start() + 1)
        return found.end()

    def _code(self, found: re.Match[str]) -> int:
        if len(found[0]) in self._unclosed:
            return found.end()
        close = re.compile(rf"(?<!`){found[0]}(?!`)").search(self.text, found.end())
        if close is None:
            self._unclosed.add(len(found[0]))
            return found.end()
        self._cut(*found.span())
        self._cut(*close.span())
        return close.end()

    def _auto(self, found: re.Match[str]) -> int:
        start, end = found.start() + 1, found.end() - 1
        self._cut(found.start(), start)
        self._cut(end, found.end())
        self.found.links.append(Link(self._span(start, end), self.text[start:end]))
        return found.end()

    def _comment(self, found: re.Match[str]) -> int:
        end = self.text.find("-->", found.end()) if self._comments else -1
        self._comments = end >= 0
        if end < 0:
            return found.end()
        self._cut(found.start(), end + len("-->"))
        return end + len("-->")

    def _tag(self, found: re.Match[str]) -> int:
        self._cut(*found.span())
        return found.end()

    def _inline_note(self, found: re.Match[str]) -> int:
        close = self._closers.get(found.end() - 1)
        if close is None:
            return found.end()
        self.found.inline_notes.append((self._span(*found.span()), self._span(found.end(), close)))
        self._cut(found.start(), close + 1)
        return close + 1

    def _call(self, found: re.Match[str]) -> int:
        self.found.calls.append((found[0][2:-1], self._span(*found.span())))
        self._cut(*found.span())
        return found.end()

    def _key(self, found: re.Match[str]) -> int:
        self.found.keys.append((self._span(*found.span()), self._span(found.start() + 1, found.end() - 1)))
        self._cut(*found.span())
        return found.end()

    def _image(self, found: re.Match[str]) -> int:
        close = self._closers.get(found.end() - 1)
        target = _DESTINATION.match(self.text, close + 1) if close is not None else None
        if close is None or target is None:
            return found.end()
        self._cut(found.start(), found.end())
        self._cut(close, target.end())
        return found.end()

    def _bracket(self, found: re.Match[str]) -> int:
        close = self._closers.get(found.start())
        if close is None:
            return found.end()
        end, url = self._target(found.end(), close)
        if end is None:
            return found.end()
        self._cut(found.start(), found.end())
        self._cut(close, end)
        if url:
            self.found.links.append(Link(self._span(found.end(), close), url))
        return found.end()

    def _target(self, start: int, close: int) -> tuple[int | None, str | None]:
        """Where the markup after a bracketed text ends, and the address it gives; (None, None) for plain brackets."""
        if found := _DESTINATION.match(self.text, close + 1):
            return found.end(), re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", found[1] or found[2] or "")
        if found := _ATTRIBUTES.match(self.text, close + 1):
            return found.end(), None
        name = self.text[start:close]
        if found := _REFERENCE.match(self.text, close + 1):
            url = self.targets.get((found[1] or name).casefold())
            if url:
                return found.end(), url
        url = self.targets.get(name.casefold())
        return (close + 1, url) if url else (None, None)

    def _url(self, found: re.Match[str]) -> int:
        return found.end()

    def _shifted(self, found: re.Match[str]) -> int:
        """A superscript or subscript: `20^th^`, `H~2~O`."""
        self._cut(found.start(), found.start() + 1)
        self._cut(found.end() - 1, found.end())
        return found.end()

    def _strike(self, found: re.Match[str]) -> int:
        if self._doubled[found[0]]:
            self._cut(*found.span())
        return found.end()

    def _run(self, found: re.Match[str]) -> int:
        before = self.text[found.start() - 1 : found.start()] or " "
        after = self.text[found.end() : found.end() + 1] or " "
        opens, closes = _flanks(before, after), _flanks(after, before)
        if found[0][0] == "_":
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        self._runs.append(_Run(found[0][0], found.start(), len(found[0]), opens, closes))
        return found.end()

    def _emphasis(self) -> None:
        """Pair each closing run with the nearest opening one of its sign; what finds no partner is a literal star."""
        stack: list[_Run] = []
        for run in self._runs:
            at = run.start
            while run.closes and run.left:
                near = islice(reversed(stack), OPENERS)
                opener = next((one for one in near if one.sign == run.sign and one.left), None)
                if opener is None:
                    break
                width = min(opener.left, run.left, 2)
                self._cut(opener.start + opener.left - width, opener.start + opener.left)
                self._cut(at, at + width)
                opener.left -= width
                run.left -= width
                at += width
                while stack and (stack[-1] is not opener or not opener.left):
                    if stack.pop() is opener:
                        break
            if run.opens and run.left:
                stack.append(_Run(run.sign, at, run.left, True, run.closes))


def _flanks(outside: str, inside: str) -> bool:
    """True where a run between `outside` and `inside` may open emphasis over `inside`."""
    if inside.isspace():
        return False
    punctuation = not inside.isalnum()
    return not punctuation or outside.isspace() or not outside.isalnum()


def _matching_brackets(text: str) -> dict[int, int]:
    """Offset of each `[` to the offset of its `]`, escapes and deep nesting left out."""
    stack: list[int] = []
    pairs: dict[int, int] = {}
    for found in re.finditer(r"\\.|[\[\]]", text, re.DOTALL):
        if found[0] == "[":
            stack.append(found.start())
        elif found[0] == "]" and stack:
            opened = stack.pop()
            if len(stack) <= MAX_DEPTH:
                pairs[opened] = found.start()
    return pairs
