"""Which language a text is in, cheaply: by script first, then by the commonest short words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

SAMPLE_CHARS = 20_000  # code points looked at; more does not change the answer
MIN_HITS = 3  # common words needed before a language is named at all
_SCRIPTS = {
    "CYRILLIC": "ru", "GREEK": "el", "HEBREW": "he", "ARABIC": "ar", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja",
    "CJK": "zh", "ARMENIAN": "hy", "GEORGIAN": "ka", "DEVANAGARI": "hi", "THAI": "th",
}  # fmt: skip
COMMON_WORDS = {
    "en": "the of and to in that is was for with as by on not be at are it from this have which his were",
    "de": "der die und das den von zu mit ist nicht ein eine des dem sich auf für im auch als daß dass er es hat wir",
    "fr": "le la les des et du une est dans que qui pour pas au sur par plus ne ce se nous il vous avec sont été",
    "es": "el los las del que por una con para se no su al como más pero sus este fue ha es lo",
    "it": "il di che della per una non è del con sono gli dei nel alla si da più anche come",
    "pt": "o os as do da que não uma com para em dos das por mais como foi ao se pelo",
    "nl": "de het een van en dat niet is op te voor met zijn aan die er ook door maar bij",
    "pl": "i w na że nie się z do jest to przez dla o oraz po od który ale jak",
    "cs": "a se na je že v z do to by jsem není který pro ale jako s o jsou bude",
    "hu": "a az és hogy nem egy is volt van meg ez csak de mint ki kell",
    "ro": "și în de la nu cu pe care este din pentru mai sau a fost au",
}
_WORDS = {name: frozenset(words.split()) for name, words in COMMON_WORDS.items()}
_OWN = {"uk": "іїєґ", "bg": "ъ", "sr": "ђћџљњ"}  # letters that tell other Cyrillic languages from Russian
_TOKEN = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """Two-letter code of the language most of the text is in; empty when there is too little to tell."""
    sample = text[:SAMPLE_CHARS]
    script = _script_of(sample)
    if script:
        return _cyrillic(sample) if script == "ru" else script
    counts: Counter[str] = Counter()
    for word in _TOKEN.findall(sample.lower()):
        for name, words in _WORDS.items():
            counts[name] += word in words
    if not counts:
        return ""
    best, hits = counts.most_common(1)[0]
    return best if hits >= MIN_HITS else ""


def _script_of(sample: str) -> str:
    """The language a non-Latin script stands for, when most letters are in it."""
    names = Counter(unicodedata.name(c, "").split(" ", 1)[0] for c in sample[:4000] if c.isalpha())
    total = sum(names.values())
    if not total:
        return ""
    if names["HIRAGANA"] + names["KATAKANA"] > total * 0.1:
        return "ja"
    name, count = names.most_common(1)[0]
    return _SCRIPTS.get(name, "") if count > total / 2 else ""


def _cyrillic(sample: str) -> str:
    lowered = sample.lower()
    for code, letters in _OWN.items():
        if code != "bg" and any(letter in lowered for letter in letters):
            return code
    hard = lowered.count("ъ")  # a vowel in Bulgarian, a rarity in Russian
    return "bg" if hard > len(lowered) * 0.008 and "ы" not in lowered and "э" not in lowered else "ru"


# What an English reader makes of the commonest short words in letters it was never shown.
_LOOKS = {
    "ru": frozenset([
        "ha", "he", "ho", "no", "to", "b", "c", "k", "n", "u", "y", "o", "n3", "3a", "3to", "uto", "4to", "kak", "ot",
        "ka3", "wto", "tak", "ero", "ee", "mbi", "bbi", "ohu", "ectb", "ecau",
    ]),
    "el": frozenset([
        "tov", "tnv", "tn", "tng", "tns", "tou", "twv", "tyg", "tac", "tig", "otn", "oto", "ott", "oti", "ot1", "kat",
        "kal", "ka1", "va", "sev", "dev", "ano", "and", "yia", "yta", "eivat", "nou", "ue", "ot", "ov", "ol", "ta",
    ]),
}  # fmt: skip
LOOK_SHARE_MIN = 0.06  # of the tokens; English text has fewer than one in fifty
LOOK_TOKENS_MIN = 40  # tokens under which a text is too short to tell
# Tesseract's names for the models of the languages told apart here.
_MODELS = {
    "ru": "rus", "uk": "ukr", "bg": "bul", "sr": "srp", "el": "ell", "he": "heb", "ar": "ara", "ko": "kor", "ja": "jpn",
    "zh": "chi_sim", "hy": "hye", "ka": "kat", "hi": "hin", "th": "tha", "en": "eng", "de": "deu", "fr": "fra",
    "es": "spa", "it": "ita", "pt": "por", "nl": "nld", "pl": "pol", "cs": "ces", "hu": "hun", "ro": "ron",
}  # fmt: skip


def model_for(language: str) -> str:
    """The three-letter name of the OCR model for a two-letter language; empty for one we do not know."""
    return _MODELS.get(language, "")


def foreign_script(misread: str) -> str:
    """The language a text may be in whose letters were read as Latin ones; empty when nothing points at one.

    Only Cyrillic and Greek leave a mark plain enough: capitals and digits inside words ("npe3uAeHT"), and what
    becomes of their short words.
    """
    tokens = re.findall(r"[^\W_]+", misread[:SAMPLE_CHARS])
    if len(tokens) < LOOK_TOKENS_MIN:
        return ""
    least = len(tokens) * LOOK_SHARE_MIN
    if sum(bool(re.search(r"[a-z][A-Z0-9]|[0-9][a-zA-Z]", token)) for token in tokens) < least:
        return ""
    looks = {name: sum(token.lower() in words for token in tokens) for name, words in _LOOKS.items()}
    best = max(looks, key=looks.__getitem__)
    return best if looks[best] >= least else ""
