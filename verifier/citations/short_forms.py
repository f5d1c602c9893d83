"""Short forms matched to the works cited in full before them: one work or none, and why."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from verifier.citations.authors import fold, surnames
from verifier.citations.dates import parsed
from verifier.citations.numerals import page_range
from verifier.citations.urls import address_key
from verifier.records.citation import Citation

LOOSE_SHARE = 0.6  # share of a short title's words that an altered title must keep, author agreeing
_SMALL_WORDS = "a an the and or of in on at to for from by with as its it is s t der die das und le la les de du des"
_SMALL = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True)
class Work:
    """A work named in full (or for the first time): its citation, and what a short form may recall of it."""

    citation: Citation
    surnames: frozenset[str]
    words: tuple[str, ...]

    @classmethod
    def of(cls, citation: Citation) -> Work:
        """The work a citation names."""
        return cls(citation, surnames(citation.author), title_words(citation.title or ""))


class Works:
    """The works named so far, looked up by author, title word and declared short form. Grows as notes are read."""

    def __init__(self) -> None:
        self._by_surname: dict[str, list[Work]] = defaultdict(list)
        self._by_word: dict[str, list[Work]] = defaultdict(list)
        self._known_as: dict[str, Citation] = {}

    def add(self, citation: Citation) -> None:
        """Take in a work named in full."""
        work = Work.of(citation)
        for name in work.surnames:
            self._by_surname[name].append(work)
        for word in dict.fromkeys(work.words):
            self._by_word[word].append(work)
        if citation.known_as:
            self._known_as.setdefault(_key(citation.known_as), citation)

    def declared(self, citation: Citation) -> Citation | None:
        """The citation that declared this one's words as its short form (`hereafter cited as`)."""
        core = re.split(r",|\s\d", citation.raw, maxsplit=1)[0]
        for words in (citation.title, core, citation.author):
            found = self._known_as.get(_key(words or ""))
            if found is not None and (citation.date is None or found.date == citation.date):
                return found
        return None

    def matching(self, citation: Citation) -> list[Work]:
        """The distinct works (first mention of each) that a short form can mean, earliest first."""
        names, words = surnames(citation.author), title_words(citation.title or "")
        pool = [work for work in self._pool(names, words) if _dates_agree(citation, work.citation)]
        fitting = [work for work in pool if _holds(work, names, words)]
        if not fitting and names and words:
            fitting = [work for work in pool if names & work.surnames and _share(work, words) >= LOOSE_SHARE]
        return _narrowed(distinct(fitting), citation, words)

    def named(self, citation: Citation) -> bool:
        """True when some work has this very title, with or without its subtitle, whoever is said to have written it."""
        words = title_words(citation.title or "")
        pool = self._by_word.get(words[0], []) if words else []
        return any(work.words[: len(words)] == words or words[: len(work.words)] == work.words for work in pool)

    def _pool(self, names: frozenset[str], words: tuple[str, ...]) -> list[Work]:
        """Works worth a look: those of the author, else those that share the short title's rarest word."""
        found = [work for name in sorted(names) for work in self._by_surname.get(name, ())]
        if not found and words:
            found = min((self._by_word.get(word, []) for word in words), key=len)
        unique = {id(work): work for work in found}
        return sorted(unique.values(), key=lambda work: (work.citation.note, work.citation.index))


def _holds(work: Work, names: frozenset[str], words: tuple[str, ...]) -> bool:
    """The work has every word of the short title, and no author that contradicts the short form's."""
    if names and work.surnames and not names <= work.surnames and not (names & work.surnames and words):
        return False
    return all(_has(work, word) for word in words) and bool(words or names)


def _has(work: Work, word: str) -> bool:
    stem = word[: max(len(word) - 2, 4)]
    return any(other == word or (len(word) > 4 and other.startswith(stem)) for other in work.words)


def _share(work: Work, words: tuple[str, ...]) -> float:
    return sum(_has(work, word) for word in words) / len(words)


def distinct(works: Iterable[Work]) -> list[Work]:
    """The first mention of each work: later full citations of a work already listed are left out."""
    kept: list[Work] = []
    for work in works:
        if not any(same_work(work, other) for other in kept):
            kept.append(work)
    return kept


def same_work(left: Work, right: Work) -> bool:
    """True for two full citations of one work. One title with two dates, or with two addresses, is two documents."""
    if left.citation.urls and right.citation.urls:
        return address_key(left.citation.urls[0]) == address_key(right.citation.urls[0])
    if left.surnames and right.surnames and not left.surnames & right.surnames:
        return False
    if not _dates_agree(left.citation, right.citation):
        return False
    shorter, longer = sorted((set(left.words), set(right.words)), key=len)
    return bool(shorter) and shorter <= longer


def _dates_agree(left: Citation, right: Citation) -> bool:
    if not (left.date and right.date):
        return True
    one, other = parsed(left.date), parsed(right.date)
    if one is None or other is None:
        return True
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))


def _narrowed(works: list[Work], citation: Citation, words: tuple[str, ...]) -> list[Work]:
    """Of several works, those that hold the short title as one run, at the head, or as the whole main title.

    Last come those that the page fits.
    """
    if len(works) > 1 and words:
        works = [work for work in works if _runs(words, work.words)] or works
    if len(works) > 1 and words:
        works = [work for work in works if work.words[: len(words)] == words] or works
    if len(works) > 1 and words:
        works = [work for work in works if _main_title(work) == words] or works
    if len(works) > 1 and citation.locator is not None:
        works = [work for work in works if page_fits(citation, work.citation)] or works
    return works


def _main_title(work: Work) -> tuple[str, ...]:
    return title_words((work.citation.title or "").partition(":")[0])


def _runs(words: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[at : at + len(words)] == words for at in range(len(whole) - len(words) + 1))


def page_fits(citation: Citation, work: Citation) -> bool:
    """False only where the pinpoint lies outside the pages the whole work fills."""
    pinpoint = page_range(citation.locator.value) if citation.locator and citation.locator.label == "page" else None
    whole = page_range(work.extent or "")
    return pinpoint is None or whole is None or (whole[0] <= pinpoint[0] and pinpoint[1] <= whole[1])


def title_words(title: str) -> tuple[str, ...]:
    """The content words of a title, folded, in order."""
    words = (fold(word) for word in re.findall(r"[^\W_]+", title))
    return tuple(word for word in words if word not in _SMALL)


def _key(words: str) -> str:
    return " ".join(fold(word) for word in re.findall(r"[^\W_]+", words)) or "\x00"
