"""Scanning LaTeX source: commands, their arguments, and what is a comment or verbatim."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_GROUP = 200_000  # code points of one argument: a chapter in braces; past this a brace was lost
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


def read_call(source: str, at: int, form: str) -> Call | None:
    """Read arguments at `at` by `form`: `o` an option in [], `m` a group in {}, `s` a star.

    None where a group is missing.
    """
    options: list[str | None] = []
    groups: list[str] = []
    for kind in form:
        if kind == "s":
            at += source[at : at + 1] == "*"
            continue
        start = _skip_space(source, at)
        end = _closing(source, start, "[]" if kind == "o" else "{}")
        if kind == "o":
            options.append(source[start + 1 : end] if end else None)
        elif end is None:
            return None
        else:
            groups.append(source[start + 1 : end])
        at = at if end is None else end + 1
    return Call(tuple(options), tuple(groups), at)


def _skip_space(source: str, at: int) -> int:
    found = re.compile(r"[ \t]*\n?[ \t]*").match(source, at)
    return found.end() if found else at


def _closing(source: str, at: int, pair: str) -> int | None:
    """Offset of the sign that closes the one at `at`, nested braces respected; None where none does."""
    if source[at : at + 1] != pair[0]:
        return None
    depth = braces = 0
    for found in _SIGNS.finditer(source, at, at + MAX_GROUP):
        sign = found[0]
        if pair == "{}":
            depth += (sign == "{") - (sign == "}")
        else:
            braces += (sign == "{") - (sign == "}")
            depth += ((sign == "[") - (sign == "]")) if braces == 0 else 0
        if depth == 0:
            return found.start()
        if braces < 0:
            return None
    return None


_SIGNS = re.compile(r"(?<!\\)[\[\]{}]")
