"""What a dictionary may mend in a word as read: letters a typeface confuses, blanks an engine lost, stray accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from verifier.records.text import Box
from verifier.texts.confusions import Swap, undone, variants
from verifier.texts.rows import Line, Piece
from verifier.texts.words import SHORT_WORDS, is_word

GLUED_LETTERS_MIN = 8  # letters of a token that may be two words
GLUED_MEAN_MIN = 4.0  # letters its words have on average: shorter ones are found in any string
WORD_LETTERS_MAX = 18  # letters of the longest word looked for in it
CONFIDENCE_MAX = 0.6  # of a word that was read by way of the dictionary, not by the engine alone
# Figures and their look-alikes, with separators and a plural S, of which the first sign is a true figure.
_AMONG_FIGURES = re.compile(r"(?<![A-Za-z0-9])(?=[^\s]*[OolI])\d[\dOolI]*(?:[,.][\dOolI]{3})*(?=[Ss]?(?![A-Za-z0-9]))")
# "I'11", "you'1l": what is left of "ll" behind an apostrophe where a one looks like an l.
_SHALL = re.compile(r"(?<=[A-Za-z])(['’‘`])[1lI]{2}(?![A-Za-z0-9])")
_AS_FIGURE = str.maketrans("OolI", "0011")
_EDGE = ".,;:!?()[]\"'“”‘’-–—"


def mended(lines: Sequence[Line], swaps: Sequence[Swap]) -> list[Line]:
    """The lines with what the dictionary mends; a word that was mended is believed less."""
    return [[part for piece in line for part in _mended(piece, swaps)] for line in lines]


def _whole(part: str) -> bool:
    return is_word(part) if len(part) > 2 else part.lower() in SHORT_WORDS


def _mended(piece: Piece, swaps: Sequence[Swap]) -> list[Piece]:
    text = undone(_unaccented(_figures(_SHALL.sub(r"\1ll", piece.text))), swaps)
    parts = unglued(text, swaps)
    if parts == [piece.text]:
        return [piece]
    sure = min(CONFIDENCE_MAX if piece.confidence is None else piece.confidence, CONFIDENCE_MAX)
    if len(parts) == 1:
        return [replace(piece, text=parts[0], confidence=sure)]
    return _shared_out(piece, parts)


def _shared_out(piece: Piece, parts: list[str]) -> list[Piece]:
    """A piece cut into words, each with its share of the box by its letters."""
    box, total, at = piece.box, sum(map(len, parts)), 0
    made = []
    for part in parts:
        left, right = (box.x0 + (box.x1 - box.x0) * place / total for place in (at, at + len(part)))
        made.append(replace(piece, text=part, box=Box(left, box.y0, right, box.y1)))
        at += len(part)
    return made


def _figures(token: str) -> str:
    """Letters that stand among figures as the figures they look like: "1OO" is 100, "l985" is 1985."""
    return _AMONG_FIGURES.sub(lambda found: found.group().translate(_AS_FIGURE), token)


def _unaccented(token: str) -> str:
    """A token without accents where that makes an English word of it ("AGRÉEMENT"): specks are read as accents."""
    if token.isascii():
        return token
    plain = "".join(c for c in unicodedata.normalize("NFD", token) if not unicodedata.combining(c))
    return plain if plain != token and is_word(plain.strip(_EDGE)) else token


def unglued(token: str, swaps: Sequence[Swap] = ()) -> list[str]:
    """A token whose blanks the engine lost, as its words, where all are known; else the token alone.

    "theSovietside." -> "the", "Soviet", "side." The fewest words win, and short ones count double.
    """
    core = token.strip(_EDGE)
    if len(core) < GLUED_LETTERS_MIN or not core.isalpha() or is_word(core):
        return [token]
    for candidate in (core, *variants(core, swaps)):
        words = _segmented(candidate)
        if words and len(core) >= GLUED_MEAN_MIN * len(words):
            lead, _, tail = token.partition(core)
            return [lead + words[0], *words[1:-1], words[-1] + tail]
    return [token]


def _segmented(core: str) -> list[str]:
    best: list[tuple[float, list[str]] | None] = [(0.0, []), *([None] * len(core))]
    for end in range(1, len(core) + 1):
        for start in range(max(end - WORD_LETTERS_MAX, 0), end):
            before, part = best[start], core[start:end]
            if before is None or not _whole(part):
                continue
            cost = before[0] + (2.0 if len(part) < 4 else 1.0)
            kept = best[end]
            if kept is None or cost < kept[0]:
                best[end] = (cost, [*before[1], part])
    found = best[-1]
    return found[1] if found and len(found[1]) > 1 else []
