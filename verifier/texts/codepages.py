"""Which code page bytes are in that nobody declared, or that somebody declared Western without having looked.

Greek and Cyrillic are told by their letters, which are most of such a text. Languages in Latin letters have an accent
in one letter of ten, and one page's accents are another's: so the language is told first, by its common words that
need no accent, and then the page under which the accents are that language's own. Where either is in doubt, the
answer is none, and Western text is never taken for another's.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from verifier.texts.language import COMMON_WORDS

SCRIPT_LETTERS_MIN, SCRIPT_KINDS_MIN = 8, 6  # letters above ASCII, and different ones, before a script is told by them
SCRIPT_SHARE_MIN = 0.5  # of all letters that stand above ASCII; French and German have one in twenty
COMMON_SHARE_MIN = 0.45  # of those, the share of a script's ten commonest: .6 in Greek and .7 in Russian
LANGUAGE_HITS_MIN = 4  # common words without an accent, and different ones, before a language is believed
LANGUAGE_SHARE_MIN = 0.04  # of all words; in prose a sixth and more are such words
LANGUAGE_LEAD = 1.5  # times the hits of the best Western language that another must have
OWN_SHARE_MIN = 0.9  # of the signs above ASCII that must be letters of the language's own
GAINED_MIN = 3  # letters of the language's own that the Western page would read otherwise
SAMPLE_BYTES = 60_000  # looked at; more does not change the answer

_TAG = re.compile(rb"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_RUSSIAN, _GREEK = "оеаинтсрвл", "αοιετσνηυρ"  # commonest first
_SCRIPTS = {
    "cp1251": _RUSSIAN, "koi8-u": _RUSSIAN, "iso8859-5": _RUSSIAN, "cp866": _RUSSIAN, "cp1253": _GREEK,
}  # fmt: skip
_ISO_GREEK_ALPHA = 0xB6  # a capital Alpha with its accent in ISO 8859-7, a paragraph sign in Windows-1253
# What stands among letters in any language.
_NEUTRAL = frozenset("„“”‚‘’«»‹›–—…•·§°®©™\xa0\xad")
_CENTRAL, _TURKISH, _BALTIC = ("cp1250", "iso8859-2"), ("cp1254",), ("cp1257", "iso8859-13")
_PAGES = {
    "pl": _CENTRAL, "cs": _CENTRAL, "sk": _CENTRAL, "hu": _CENTRAL, "ro": _CENTRAL, "hr": _CENTRAL, "sl": _CENTRAL,
    "tr": _TURKISH, "lt": _BALTIC, "lv": _BALTIC,
}  # fmt: skip
_LETTERS = {
    "pl": "ąćęłńóśźż", "cs": "áčďéěíňóřšťúůýžöü", "sk": "áäčďéíĺľňóôŕšťúýž", "hu": "áéíóöőúüű", "ro": "ăâîşţșț",
    "hr": "čćđšž", "sl": "čšžćđ", "tr": "çğıöşüâîûi̇", "lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž",
}  # fmt: skip
# Common words of languages that are told apart for their code pages alone; the last five are Western.
_MORE_WORDS = {
    "sk": "a sa na je v s z o do to po ale ako od tak bol pri za",
    "hr": "i u je da na se za su od s o ne to ali iz kao bi",
    "sl": "in je v na da se za so z ki pa po ne bi tudi kot",
    "tr": "ve bir bu da de ile olarak olan daha gibi kadar ne en",
    "lt": "ir kad yra tai kaip su buvo bet ne per nuo po dar jau",
    "lv": "un ir no ka par ar bet tas uz lai bija kas to",
    "sv": "och i att det som en av den med till har de inte om var ett",
    "da": "og i at det er en til af den for med de ikke der var et har",
    "ca": "el la els les de i a que en un una per amb no es del al si com",
    "fi": "ja on ei se oli hän ovat mutta kuin myös",
    "is": "og er að sem til af var en með hann ekki",
}
_WESTERN = frozenset(["en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "ca", "fi", "is"])


def code_page(body: bytes) -> str:
    """The code page of a text's bytes, as Python names it; empty for Western text and for any doubt."""
    sample = _TAG.sub(b" ", body[:SAMPLE_BYTES])
    return _of_script(sample) or _of_language(sample)


def _of_script(sample: bytes) -> str:
    high = [byte for byte in sample if byte >= 0x80]
    plain = sum(65 <= byte <= 90 or 97 <= byte <= 122 for byte in sample)
    if len(high) < max(SCRIPT_SHARE_MIN * (len(high) + plain), SCRIPT_LETTERS_MIN) or len(set(high)) < SCRIPT_KINDS_MIN:
        return ""
    shares = {page: sum(byte in _commonest(page) for byte in high) / len(high) for page in _SCRIPTS}
    best = max(shares, key=shares.__getitem__)
    if shares[best] < COMMON_SHARE_MIN:
        return ""
    return "iso8859-7" if best == "cp1253" and _ISO_GREEK_ALPHA in high and min(high) >= 0xA0 else best


@cache
def _commonest(page: str) -> frozenset[int]:
    """The bytes of a script's commonest letters, small and capital."""
    letters = _SCRIPTS[page]
    return frozenset((letters + letters.upper()).encode(page))


def _of_language(sample: bytes) -> str:
    words = Counter(word.lower() for word in _WORD.findall(sample))
    hits = {name: sum(words[word] for word in common) for name, common in _plain_words().items()}
    western = max(hits[name] for name in _WESTERN)
    least = max(LANGUAGE_HITS_MIN, LANGUAGE_SHARE_MIN * words.total(), LANGUAGE_LEAD * western)
    kinds = {name: sum(word in words for word in _plain_words()[name]) for name in _PAGES}
    able = [name for name in _PAGES if hits[name] >= least and kinds[name] >= LANGUAGE_HITS_MIN]
    accented = b" ".join(word for word in words.elements() if not word.isascii())
    fits = [(_own_share(accented, name, page), page) for name in able for page in _PAGES[name]]
    share, page = max(fits, key=lambda fit: fit[0], default=(0.0, ""))
    return page if share >= OWN_SHARE_MIN else ""


def _own_share(accented: bytes, language: str, page: str) -> float:
    """The share of signs above ASCII that are the language's own letters under a page; 0 where few are gained by it."""
    read, before = accented.decode(page, "replace"), accented.decode("cp1252", "replace")
    signs = [sign for sign in read.lower() if not sign.isascii() and sign not in _NEUTRAL]
    own = sum(sign in _LETTERS[language] for sign in signs)
    gained = sum(a != b and a.lower() in _LETTERS[language] for a, b in zip(read, before, strict=True))
    return own / len(signs) if gained >= GAINED_MIN else 0.0


@cache
def _plain_words() -> dict[str, frozenset[bytes]]:
    """Each language's common words that hold no accent, as bytes."""
    told = {**COMMON_WORDS, **_MORE_WORDS}
    return {name: frozenset(word.encode() for word in words.split() if word.isascii()) for name, words in told.items()}
