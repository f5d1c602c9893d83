"""Who wrote the cited work, as the note names them; and surnames to compare by."""

from __future__ import annotations

import re
import unicodedata

from verifier.citations.dates import MONTH

LONGEST_NAMES = 300  # code points in which the names of a work's authors are looked for: eight full names

_PARTICLE = r"(?:de|von|van|der|den|la|le|du|di|da|al|el|bin|ibn|y|zu|und|and|&|to|of|for|with|et|ten|ter)"
_NAME_WORD = r"(?:[A-ZÀ-ÖØ-ÞŠŽČĆ][\w’'.\-]*|(?:[A-Z]\.)+|Jr\.?|Sr\.?|I{2,3}|et al\.?|eds?\.|,)"
_NAMES = re.compile(rf"(?<!\w)(?:{_NAME_WORD}|{_PARTICLE})(?:,?\s+(?:{_NAME_WORD}|{_PARTICLE}))*[\s,.:]*$")
_LEADING = re.compile(
    r"^(?:\W|\b(?:see|also|cf|compare|for|example|e\.g|and|in|quoted|cited|by|from|the|a(?!\.)|an|ibid|as|generally|but|eds?|include[sd]?|"
    r"including)\b\.?)+",
    re.IGNORECASE,
)
_ROLE = re.compile(r"[,\s(]*\b(?:eds?|editors?|trans|translators?|comps?|compiler)\b\.?\)?", re.IGNORECASE)
_GIVEN = r"[A-ZÀ-ÖØ-Þ](?:[\w’'\-]+|\.)"
PERSON = rf"{_GIVEN}(?:(?:\s(?:(?:de|von|van|der|la|di|du|al|bin)\s)?|(?<=\.)){_GIVEN}){{0,5}}"
_PERSON = re.compile(
    rf"^(?P<name>(?:{PERSON}(?:,\s{PERSON})+,\s(?:and|&)\s{PERSON}|{PERSON}\s(?:and|&)\s{PERSON}|{PERSON})"
    r"(?:,?\s(?:et al\.|eds?\.|trans\.|Jr\.|Sr\.|III?))*)(?:,|(?<=[a-z]{2})\.)\s+"
    rf"(?!{MONTH}\b)(?=[“\"‘’'A-ZÀ-ÖØ-Þ])"
)
_SOLE = re.compile(
    rf"(?P<name>{PERSON}(?:,?\s(?:and|&)\s{PERSON})?(?:\set al\.)?),?\s*(?:$|(?=(?:pp?\.\s?)?(?:\d|[ivxlc]+\b)))"
)
_LISTED = re.compile(
    r"^(?P<name>[A-ZÀ-ÖØ-Þ][\w’'\-]+(?:\s[A-ZÀ-ÖØ-Þ][\w’'\-]+)?,\s(?:[A-ZÀ-ÖØ-Þ](?:[\w’'\-]+|\.)\s?)+?"
    r"(?:(?:,\s|,?\sand\s)(?:[A-ZÀ-ÖØ-Þ](?:[\w’'\-]+|\.),?\s?){1,4}?)*?)(?:[.,]|(?<=[A-Z]\.))\s+(?=[A-Z0-9])"
)
_OFFICE = re.compile(
    r"^(?:Ambassador|President|Senator|General|Colonel|Professor|Prof\.|Dr\.?|Sir)\s(?=[A-Z]\S+\s[A-Z])"
)
_OFFICE = re.compile(
    r"^(?:Ambassador|President|Senator|General|Colonel|Professor|Prof\.|Dr\.?|Sir)\s(?=[A-Z]\S+\s[A-Z])"
)
_SUFFIXES_WORDS = "jr sr ii iii iv ed eds et al and to de von van der la le"
_SUFFIXES = frozenset(_SUFFIXES_WORDS.split())


def author_before(words: str) -> str | None:
    """The names that stand right before a title; prose in front of them is left aside."""
    words = _LEADING.sub("", words.strip()[-LONGEST_NAMES:])
    found = _NAMES.search(words)
    if found is None:
        return None
    last = re.split(r"(?<=[a-z]{3})\.\s+(?=[A-Z])", found.group().rstrip(" .,:"))[-1]
    return clean_name(_LEADING.sub("", last))


def leading_person(words: str) -> tuple[str, int] | None:
    """A person at the head of a citation without marks (`Stephen M. Walt, The Origins`), and where the rest begins."""
    found = _PERSON.match(words[:LONGEST_NAMES])
    return (clean_name(found.group("name")) or "", found.end()) if found else None


def sole_person(words: str) -> str | None:
    """The name in a citation of nothing but a name and perhaps a page (`Roe, 3`)."""
    found = _SOLE.match(words[:LONGEST_NAMES])
    return clean_name(found.group("name")) if found else None


def listed_person(words: str) -> tuple[str, int] | None:
    """The author of an entry in a list of works (`Stent, Angela. The Limits ...`), and where the title begins."""
    found = _LISTED.match(words[:LONGEST_NAMES])
    return (clean_name(found.group("name")) or "", found.end()) if found else None


def clean_name(name: str) -> str | None:
    """A name without the comma after it and without `ed.`."""
    bare = _OFFICE.sub("", _ROLE.sub("", re.sub(r"\s+", " ", name)).strip(' ,.:;&“"'))
    return bare if re.search(r"[^\W\d_]{2}", bare) else None


def surnames(author: str | None) -> frozenset[str]:
    """The surnames in an author string, folded: `Hall, Gregory O.` and `Gregory Hall` both give {hall}."""
    if not author:
        return frozenset()
    found: set[str] = set()
    for person in re.split(r"\s+(?:and|&|to|und|et|with)\s+|;", author):
        parts = [part.strip() for part in person.split(",") if part.strip()]
        if not parts:
            continue
        inverted = len(parts) > 1 and len(parts[0].split()) <= 2 and _given(parts[1])
        people = [parts[0], *parts[2:]] if inverted else parts
        found.update(name for person in people if (name := _surname(person)))
    return frozenset(found)


def _given(words: str) -> bool:
    """True when these look like given names: initials, or one or two words that are no full name."""
    return len(words.split()) == 1 or bool(re.fullmatch(r"(?:\w+\s)?(?:[A-Z]\.\s?)+", words))


def _surname(person: str) -> str | None:
    words = [word for word in re.findall(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*", person) if word.casefold() not in _SUFFIXES]
    return fold(words[-1]) if words and len(words[-1]) > 1 else None


def fold(word: str) -> str:
    """A word without case and accents, for comparing names as different keyboards type them."""
    plain = unicodedata.normalize("NFKD", word)
    return "".join(mark for mark in plain if not unicodedata.combining(mark)).casefold().replace("’", "'")
