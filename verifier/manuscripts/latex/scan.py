"""Scanning LaTeX source: commands, their arguments, and what is a comment or verbatim."""

from __future__ import annotations

import re
from dataclasses import dataclass

_VERBATIM = re.compile(r"\\begin\{(verbatim\*?|lstlisting|comment|Verbatim|minted)\}.*?\\end\{\1\}", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)(?:\\\\)*%[^\n]*\n?")


@dataclass(frozen=True, slots=True)
class Call:
    """One command with the arguments read after it. `end` is just past the last; None for an absent option."""

    options: tuple[str | None, ...]
    groups: tuple[str, ...]
    end: int


def without_comments(source: str) -> str:
    """The source without comments and verbatim stretches; line ends that a comment takes along are gone, as in TeX."""
    return _COMMENT.sub(_keep_backslashes, _VERBATIM.sub("", source))


def _keep_backslashes(found: re.Match[str]) -> str:
    return found[0].split("%", 1)[0]


class Source:
    """LaTeX source with its braces and brackets matched once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._pairs = _matched(text)

    def call(self, at: int, form: str) -> Call | None:
        """Read arguments at `at` by `form`: `o` an option in [], `m` a group in {}, `s` a star.

        None where a group is missing.
        """
        options: list[str | None] = []
        groups: list[str] = []
        for kind in form:
            if kind == "s":
                at += self.text[at : at + 1] == "*"
                continue
            start = self._skip_space(at)
            end = self._pairs.get(start) if self.text[start : start + 1] == ("[" if kind == "o" else "{") else None
            if kind == "o":
                options.append(self.text[start + 1 : end] if end else None)
            elif end is None:
                return None
            else:
                groups.append(self.text[start + 1 : end])
            at = at if end is None else end + 1
        return Call(tuple(options), tuple(groups), at)

    def _skip_space(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at


def _matched(text: str) -> dict[int, int]:
    """Offset of each opening brace or bracket to that of its closing one; a bracket closes inside its own braces."""
    pairs: dict[int, int] = {}
    braces: list[int] = []
    brackets: list[list[int]] = [[]]
    for found in _SIGNS.finditer(text):
        sign, at = found[0], found.start()
        if sign == "{":
            braces.append(at)
            brackets.append([])
        elif sign == "}" and braces:
            pairs[braces.pop()] = at
            brackets.pop()
        elif sign == "[":
            brackets[-1].append(at)
        elif sign == "]" and brackets[-1]:
            pairs[brackets[-1].pop()] = at
    return pairs


_SIGNS = re.compile(r"(?<!\\)[\[\]{}]")
_SPACE = re.compile(r"[ \t]*\n?[ \t]*")
