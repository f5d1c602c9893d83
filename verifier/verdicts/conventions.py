"""Conventions of writing: colour and color, didn't and did not, 1st and first. Other letters, yet the same words."""

from __future__ import annotations

from functools import cache

from verifier.alignment.numerals import number_value, roman_value
from verifier.alignment.words import word_set

_SPELLINGS: tuple[tuple[str, str], ...] = (
    ("our", "or"),
    ("ise", "ize"),
    ("isa", "iza"),
    ("isi", "izi"),
    ("yse", "yze"),
    ("re", "er"),
    ("ence", "ense"),
)
_SPELLINGS += (("ll", "l"), ("ogue", "og"), ("mme", "m"), ("ae", "e"), ("oe", "e"), ("ey", "y"), ("que", "ck"))
_SPELLINGS += (("wards", "ward"), ("ough", "o"), ("ph", "f"), ("gement", "gment"), ("xion", "ction"), ("pp", "p"))


def one_number(quoted: str, read: str) -> bool:
    """True for one number, written out or in Roman figures on one side: 1st and first, 3 and III, not first and one."""
    if not any(mark.isdigit() for mark in quoted + read):
        return False
    value = number_value(quoted)
    if value is not None and value == number_value(read):
        return True
    return quoted.isdigit() != read.isdigit() and roman_value(quoted) == roman_value(read) is not None


def same_spelling(left: str, right: str) -> bool:
    """True where two spellings of one word differ by convention (colour/color, organise/organize)."""
    for a, b in _SPELLINGS:
        for one, other in ((left, right), (right, left)):
            at = one.find(a)
            while at >= 0:
                if at > 0 and one[:at] + b + one[at + len(a) :] == other:
                    return True
                at = one.find(a, at + 1)
    return False


def contracted(left: str, right: str) -> bool:
    """True where one side writes as two words what the other contracts: didnt, did not; weve, we have."""
    one, other = sorted((left, right), key=len)
    return other in _written_out().get(one, ())


@cache
def _written_out() -> dict[str, tuple[str, ...]]:
    """What each contraction stands for, words run together."""
    denied = word_set("is are was were do does did has have had would could should must need might")
    table: dict[str, tuple[str, ...]] = {f"{verb}nt": (f"{verb}not",) for verb in denied}
    table |= {"cant": ("cannot",), "wont": ("willnot",), "shant": ("shallnot",), "lets": ("letus",)}
    tails = {
        "ve": ("have",),
        "ll": ("will", "shall"),
        "re": ("are",),
        "s": ("is", "has"),
        "m": ("am",),
        "d": ("would", "had"),
    }
    for who in word_set("i you he she it we they there that who what"):
        for tail, full in tails.items():
            table.setdefault(who + tail, tuple(who + word for word in full))
    return table
