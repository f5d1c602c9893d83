"""Words that a layer holds in pieces ("tha t wa s"), closed up where their places and the dictionary say so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from statistics import median

from verifier.records.text import Box
from verifier.texts.rows import Line, Piece
from verifier.texts.words import SHORT_WORDS, is_word

JOIN_GAP_MAX = 0.22  # of a letter's width: the gap between pieces of one word; a real blank is 0.5 or more
PIECE_GAP_MAX = 0.75  # of a letter's width: the gap between pieces of a word that the dictionary knows whole
STRAY_GAP_MAX = 1.15  # the same between two of which neither is a word: "t o"; some layers put a whole blank there
PIECES_MAX = 4  # of one word
PIECE_LETTERS_MAX = 3  # of a piece that only makes a word with its neighbour; names are longer


def closed_up(line: Line) -> Line:
    """A line whose words were split into pieces ("tha t wa s") with the pieces joined.

    Pieces are joined where no blank lies between, and across a narrow one where they make a known word together
    and not apart. Boxes of italics and of an overhanging "f" touch the next word: what the dictionary knows as two
    words stays two.
    """
    if len(line) < 2:
        return line
    letter = median((piece.box.x1 - piece.box.x0) / len(piece.text) for piece in line if piece.text)
    gaps = [_gap(left, right) / letter for left, right in pairwise(line)]
    joined: Line = []
    at = 0
    while at < len(line):
        whole = line[at]
        end = _end_of_word(line, gaps, at)
        for piece in line[at + 1 : end]:
            whole = _merged(whole, piece)
        joined.append(whole)
        at = end
    return joined


def _gap(left: Piece, right: Piece) -> float:
    """The width between two pieces; endless where a sign that is no letter parts them."""
    lettered = left.text[-1:].isalpha() and right.text[:1].isalpha()
    return right.box.x0 - left.box.x1 if lettered else inf


def _end_of_word(line: Line, gaps: Sequence[float], at: int) -> int:
    """The number of the first piece after the word that begins with piece `at`."""
    for end in range(min(at + PIECES_MAX, len(line)), at + 1, -1):
        pieces = [piece.text for piece in line[at:end]]
        widest = max(gaps[at : end - 1])
        if widest < STRAY_GAP_MAX and _one_word(pieces) and (widest < PIECE_GAP_MAX or _strays(pieces)):
            return end
    end = at + 1
    while end < len(line) and _goes_on(line, gaps, end):
        end += 1
    return end


def _goes_on(line: Line, gaps: Sequence[float], at: int) -> bool:
    """True where piece `at` belongs to the word before it: no blank between, or its last letter set apart."""
    left, right, gap = line[at - 1].text, line[at].text, gaps[at - 1]
    if gap < JOIN_GAP_MAX:
        return not _two_words(left, right)
    if gap >= PIECE_GAP_MAX or not _last_letter(core_of(left), core_of(right)):
        return False
    return not (gaps[at : at + 1] and gaps[at] < STRAY_GAP_MAX and _one_word([right, line[at + 1].text]))


def _last_letter(left: str, right: str) -> bool:
    """True for a lone letter that is no word, after what no dictionary knows: a name, `Ostrandve n`."""
    if len(right) != 1 or right.lower() in {"a", "i"} or not (left + right).isalpha():
        return False
    return len(left) >= PIECE_LETTERS_MAX and right.islower() == left[-1].islower() and not _knows(left)


def _one_word(pieces: Sequence[str]) -> bool:
    """True for pieces that make a known word, of which one at least is none."""
    cores = [core_of(piece) for piece in (pieces[0].rpartition("-")[2], *pieces[1:])]
    return _knows("".join(cores)) and not all(_knows(core) or core in {"a", "I"} for core in cores)


def _strays(pieces: Sequence[str]) -> bool:
    """True for two pieces of which neither is a word; of three, the first two may be one and the last another's."""
    cores = [core_of(piece) for piece in pieces]
    return len(cores) == 2 and not any(_knows(core) or core in {"a", "A", "I"} for core in cores)


def _two_words(left: str, right: str) -> bool:
    """True for a known word before another one, or before what is too long for a mere piece, that make no word."""
    a, b = core_of(left), core_of(right)
    if not _knows(a) or is_word(a + b):
        return False
    return _knows(b) or len(b) > PIECE_LETTERS_MAX


def _knows(core: str) -> bool:
    return is_word(core) if len(core) > 2 else len(core) > 1 and core.lower() in SHORT_WORDS


def core_of(word: str) -> str:
    """A word's letters and figures."""
    return "".join(c for c in word if c.isalnum())


def _merged(left: Piece, right: Piece) -> Piece:
    a, b = left.box, right.box
    box = Box(min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1))
    sure = None if left.confidence is None or right.confidence is None else min(left.confidence, right.confidence)
    return Piece(left.text + right.text, box, sure, left.line)
