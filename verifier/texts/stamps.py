"""Classification lines, release stamps and archives' copy marks, told by their wording from text that speaks of them.

A stamp names what was done, by whom and when; it makes no sentence. So a line with its words is a stamp only where
nothing in it reads as a sentence. Some wordings are a stamp's wherever they stand; others are so near to what an
author may write that they count only at the head or foot of a page, or beside a line that is a stamp for certain.
"""

from __future__ import annotations

import re

from verifier.texts.likeness import alike

STAMP_LENGTH_MAX = 120  # signs of a line that is a stamp; a longer one mentions a stamp's words
CLASS_LIKENESS_MIN = 0.55  # of a line in the margin to a classification: these are struck through by hand
CLASS_LETTERS = (4, 40)  # the fewest and the most of a classification
PLAIN_WORDS_MAX = 1  # words of a stamp in small letters that are no stamp's own: a name, a misread word

_CLASSES = frozenset([
    "TOPSECRET", "SECRET", "CONFIDENTIAL", "UNCLASSIFIED", "RESTRICTED", "LIMITEDOFFICIALUSE", "SENSITIVE", "EYESONLY",
    "SECRETSENSITIVE", "SECRETNODIS", "SECRETEXDIS", "CONFIDENTIALEXDIS", "TOPSECRETSENSITIVE", "OFFICIALUSEONLY",
    "NODIS", "EXDIS", "LIMDIS", "NOFORN", "DECLASSIFIED", "TOPSECRETEYESONLY", "SECRETEYESONLY", "UMBRA",
])  # fmt: skip
_ORDER = r"(?:e[.,]?\s?[o0][.,]?|executive\s+order),?\s*1[0-9OISBlZ]{4}\b"  # its figures as they are misread, too
_ANYWHERE = re.compile(
    rf"""declassified(?:\s*/?\s*released|\s+in\s+(?:part|full)|\s+under|\s+per|\s+by)
    | (?:per|under|by)\s+{_ORDER}
    | eo\s+systematic\s+review | library\s+photo\s?copy | photocopy(?:\s+preservation)?$ | sanitized\s+copy
    | approved\s+for\s+release | released?\s+in\s+(?:part|full) | copy\s+lbj\s+library
    | reproduced\s+(?:at|from)\s+the\s+(?:holdings|collections?|national\s+archives|.*library)
    | unclassified\s+u\.?s\.?\s+department\s+of\s+state\s+case\s+no
    | declassify\s+on: | classified\s+by:\s | derived\s+from: | reason(?:\(s\)|s)?:\s*1\.[45]""",
    re.IGNORECASE | re.VERBOSE,
)
# One of these stands in every line that `_ANYWHERE` finds: looked for first, as most pages and lines have none.
_HINTS = (
    "declassif", "e.o", "e. o", "e.0", "e. 0", "e,o", "e,0", "eo 1", "e o 1", "e0 1", "executive", "systematic",
    "photo", "approved", "sanitized", "reproduced", "release", "lbj", "classified", "derived", "reason",
)  # fmt: skip
_AT_EDGE = re.compile(
    rf"""\W*(?:
      (?:re)?(?:de)?classif(?:ied|y)\s+(?:by|on|under|per|pursuant\s+to)\b
    | (?:de)?classification\s+(?:authority|review|guide)\b | downgraded?\s+(?:to|at|by)\b
    | decl(?:as(?:s(?:ify)?)?)?\s*\.?(?:\s+on)?\s*:?\s*(?:oadr|x[1-9]|\d) | oadr\W*$
    | derived\s+(?:from|by)\b | reason(?:\(s\)|s)?\s*:?\s*(?:1\.[45]|sec|e\.?o)
    | {_ORDER}
    | authority\W+(?:[A-Z]{{2,}}|{_ORDER}|\S*\d)
    | by\W+\S{{1,20}}(?:\s\S{{1,20}}){{0,2}}\W+(?:nara\b|nl[a-z]{{1,3}}\b|archivist\b|date\b)
    | nara\b\W+(?:by\b|date\b) | initials?\W.*\bdate\b
    | photo\s?cop(?:y|ied)\s+(?:from|of|at|by)\b
    | cop(?:y|ied)\s+(?:from|of|at)\s+.*(?:library|archives?|collections?|papers)\b
    | reproduced\s+(?:at|from|by)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_EXEMPTION = re.compile(
    r"^\(?(?:b\s?\(?\d\)?|e\.?o\.?\s*1\d{4}|1\.4\s*\(?[a-h]\)?|foia|sec(?:tion|\.)?\s*1\.[45]|25x\d)[\W\d a-h()]*$",
    re.IGNORECASE,
)
# Words that make a sentence: no stamp has one, whatever letters it is set in. ("May" is a month, "US" a country.)
_MAKE_SENTENCES = """
    that was were is are be been being he she it they we you his her their our my him them who which whose had has have
    did does do would will shall should could can might must not but if when while because although this these those
    there said says than then so what how why only also
"""
_STAMPS_OWN = """
    of the for and by from in on at to under per part full sec section authority executive order release released
    review mandatory systematic declassified classified declassify photocopy copy reproduced library archives national
    department state date case no holdings collection interagency security classification panel pursuant nara initials
    reason derived approved sanitized version guidelines letter dated memo
"""
_SENTENCE, _OWN = frozenset(_MAKE_SENTENCES.split()), frozenset(_STAMPS_OWN.split())
_WORD = re.compile(r"[^\W\d_]+")


def letters_of(text: str) -> str:
    """The letters of a line, without anything between them."""
    return re.sub(r"[\W\d_]", "", text)


def is_class(text: str) -> bool:
    """A classification line in capitals."""
    return text == text.upper() and letters_of(text) in _CLASSES


def is_exemption(text: str) -> bool:
    """The code of a reason for withholding, alone on its line: "(b)(1)", "1.4(b), (d)"."""
    return len(text) < STAMP_LENGTH_MAX and bool(_EXEMPTION.match(text))


def like_a_class(letters: str) -> bool:
    """A classification as it is read when a pen went through it."""
    word = letters.upper()
    least, most = CLASS_LETTERS
    return least <= len(word) <= most and any(alike(word, known, CLASS_LIKENESS_MIN) for known in _CLASSES)


def hints_at_stamp(text: str) -> bool:
    """False where neither a line nor any line of a page can be one that `is_stamp` finds: quick to ask."""
    lowered = text.lower()
    return any(hint in lowered for hint in _HINTS)


def is_stamp(text: str) -> bool:
    """A line that is a stamp wherever on the page it stands."""
    if len(text) >= STAMP_LENGTH_MAX or not hints_at_stamp(text):
        return False
    found = _ANYWHERE.search(text)
    return found is not None and _begins_as_stamp(text, found.start()) and not _is_sentence(text)


def is_edge_stamp(text: str) -> bool:
    """A line that is a stamp where it stands at the head or foot of a page, or beside another."""
    if len(text) >= STAMP_LENGTH_MAX:
        return False
    if text.isalpha() and text.upper() in _CLASSES:
        return True  # in small letters, as some are read
    return bool(_AT_EDGE.match(text) or _ANYWHERE.match(text)) and not _is_sentence(text)


def _begins_as_stamp(text: str, at: int) -> bool:
    """Its first word has a capital, and nothing in small letters runs into it."""
    return not text[at].islower() and not any(word.islower() for word in _WORD.findall(text[:at]))


def _is_sentence(text: str) -> bool:
    words: list[str] = _WORD.findall(text)
    if any(word.lower() in _SENTENCE for word in words if len(word) > 1):
        return True
    return sum(len(word) > 1 and word.islower() and word not in _OWN for word in words) > PLAIN_WORDS_MAX
