"""What a misread letter turns into: shares of all misreadings, given that one happens."""

from __future__ import annotations

OTHER = 1 / 60  # any other letter in its place
ANY = 1 / 36  # one given letter where any may stand for any
DELETE = 1 / 12  # the letter is lost
INSERT = 1 / 200  # one given letter comes out of nothing
STROKE, CURL = 1 / 30, 1 / 70  # the same for a letter that is one stroke, and for one of a short stroke and a curl
INSERTED = dict.fromkeys("il1", STROKE) | dict.fromkeys("tjfrnsev", CURL)  # specks and broken edges make such letters
BROKEN = 1 / 2000  # a wide letter comes apart into one given pair of narrow ones, beside the pairs listed below
WIDE, NARROW = frozenset("mwhnudbkpqg"), frozenset("iltrjfcesvn1")

_ALIKE = (
    "il1 lj1 ij ce co ea eo ec oa ao o0 oe un nu hb bh bn vy vu ft fr tf rn rt tl ti li lt it s5 z2 b6 b8 "
    "g9 gq 38 56 17 69 08 06 rx mn nm gy yv wv vw iy pn dn do dg oq gs og dh kh hk sa as tr 35 58 39 41 "
    "71 47 68 89 27 23 49 09 g6 a4 e3 s3 z7 q9 y7 l4 t7 c0 d0 u0 a8 e8 d0 q0 i1 l1 b3 "
    "se au an hl hi ni ri tb nl"  # half-closed bowls of worn type, and stems of letters whose other half is gone
)
LETTERS: dict[str, float] = {}
for _pair in _ALIKE.split():
    for _ways in (
        (_pair, _pair[::-1]) if len(_pair) == 2 else (_pair[:2], _pair[0] + _pair[2], _pair[1:], _pair[::-1][:2])
    ):
        LETTERS[_ways] = 1 / 15


def alike(true: str, read: str) -> bool:
    """True where every letter that differs is of the shape of the other: O for D, c for e."""
    return len(true) == len(read) and all(a == b or a + b in LETTERS for a, b in zip(true, read, strict=True))


LOOKS = {"o": "0", "q": "0", "i": "1", "l": "1", "z": "2", "s": "5", "g": "9"}  # the one digit such a letter may be

JOINED: dict[tuple[str, str], float] = {}
for _left, _right in (
    ("m", "rn"),
    ("d", "cl"),
    ("h", "li"),
    ("w", "vv"),
    ("u", "ii"),
    ("n", "ri"),
    ("m", "in"),
    ("m", "ni"),
    ("b", "li"),
    ("k", "lc"),
    ("m", "nn"),
    ("u", "li"),
    ("h", "lt"),
    ("n", "il"),
    ("n", "ii"),
    ("u", "ti"),
    ("h", "il"),  # and capitals, whose stems stand apart: H, M, W, K
    ("m", "al"),
    ("m", "il"),
    ("w", "iv"),
    ("k", "ic"),
):
    JOINED[_left, _right] = JOINED[_right, _left] = 1 / 15


def broken(true: str, read: str) -> float:
    """Share of the misreadings of a letter `true` that are the two letters `read` (0 where it is not wide)."""
    return BROKEN if true in WIDE and NARROW.issuperset(read) else 0.0
