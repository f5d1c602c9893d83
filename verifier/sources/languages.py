"""Names of languages to their codes."""

from __future__ import annotations

import re

_CODES = {
    "english": "en", "german": "de", "french": "fr", "russian": "ru", "polish": "pl", "czech": "cs", "slovak": "sk",
    "hungarian": "hu", "romanian": "ro", "bulgarian": "bg", "ukrainian": "uk", "spanish": "es", "italian": "it",
    "portuguese": "pt", "chinese": "zh", "mandarin": "zh", "japanese": "ja", "korean": "ko", "albanian": "sq",
    "serbian": "sr", "croatian": "hr", "dutch": "nl", "danish": "da", "norwegian": "no", "swedish": "sv",
    "finnish": "fi", "estonian": "et", "latvian": "lv", "lithuanian": "lt", "turkish": "tr", "arabic": "ar",
}  # fmt: skip


def code_of(name: str) -> str:
    """The code of the first language named in a label (`English translation` -> `en`), '' when none is."""
    return next((_CODES[word] for word in re.findall(r"[a-z]+", name.lower()) if word in _CODES), "")
