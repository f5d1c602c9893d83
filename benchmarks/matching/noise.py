"""Two ways to spoil a page: letters a scan takes for each other, and letters changed at random."""

from __future__ import annotations

import random

ALIKE = {
    "a": "oes", "b": "hlo", "c": "eo", "d": "cla", "e": "co", "f": "ft", "g": "qy9", "h": "bn", "i": "l1j", "j": "i",
    "k": "hx", "l": "1it", "m": "n", "n": "uhr", "o": "c0e", "p": "n", "q": "g", "r": "nt", "s": "5ae", "t": "lif",
    "u": "nv", "v": "yu", "w": "v", "x": "k", "y": "vg", "z": "s2", "0": "O6", "1": "lI7", "2": "z", "3": "85",
    "5": "S6",
    "6": "8b", "7": "1", "8": "36", "9": "g", "4": "A",
}  # fmt: skip
PAIRS = {"m": "rn", "d": "cl", "w": "vv", "h": "li", "u": "ii", "n": "ri", "rn": "m", "cl": "d", "li": "h", "ri": "n"}
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SPECKS = "~.,'^|*-_\"`:;"


def alike(text: str, rate: float, rng: random.Random) -> str:
    """Misreadings of the kind an OCR engine makes; `rate` is the share of letters touched (smudges come in runs)."""
    made: list[str] = []
    smudge = 0
    for mark in text:
        if not smudge and rng.random() < rate * 0.02:
            smudge = rng.randint(3, 12)
        odds = rate * 0.85 if not smudge else 0.45
        smudge = max(smudge - 1, 0)
        if not mark.isalnum():
            made.append(_space(mark, rate, rng))
        elif rng.random() < odds:
            made.append(_misread(mark, rng))
        else:
            made.append(mark)
    return "".join(made)


def _space(mark: str, rate: float, rng: random.Random) -> str:
    if mark == " " and rng.random() < rate * 0.25:
        return rng.choice(["", "", "  ", " ", f" {rng.choice(SPECKS)} "])
    if mark in ".,;:'\"" and rng.random() < rate:
        return rng.choice(["", ".", ",", " "])
    return mark


def _misread(mark: str, rng: random.Random) -> str:
    low = mark.lower()
    draw = rng.random()
    if draw < 0.62 and low in ALIKE:
        other = rng.choice(ALIKE[low])
        return other.upper() if mark.isupper() and other.isalpha() else other
    if draw < 0.76 and low in PAIRS:
        return PAIRS[low]
    if draw < 0.86:
        return ""
    if draw < 0.92:
        return mark + rng.choice(SPECKS)
    if draw < 0.95:
        return mark + " "
    return rng.choice(LETTERS)


def uniform(text: str, rate: float, rng: random.Random) -> str:
    """Every code point but line ends with the same odds: another letter, none, or one more."""
    made: list[str] = []
    for mark in text:
        if mark in "\n\f" or rng.random() >= rate:
            made.append(mark)
            continue
        draw = rng.random()
        made.append(rng.choice(LETTERS) if draw < 0.7 else "" if draw < 0.85 else mark + rng.choice(LETTERS))
    return "".join(made)
