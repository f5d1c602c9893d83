"""What a citation calls its work, and by whom: title, author, and the words that are neither."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.citations.addresses import printed
from verifier.citations.authors import PERSON, author_before, clean_name, leading_person, listed_person, sole_person
from verifier.citations.dates import DATE
from verifier.citations.locators import locate
from verifier.citations.positions import before_op_cit
from verifier.citations.titles import FoundTitle, clean, plain_title, quoted_strings, stray_title, unclosed_title
from verifier.citations.urls import FoundUrl

LINKED_WORDS = 3  # words a hyperlink must cover to name its work: fewer are `here`, `available online`
LONGEST_BARE = 200  # code points of a title without marks: longer stretches are sentences
DATED_WORDS = 12  # words that may stand before a date as a document's name: more of them are a sentence
SMALL_WORD = 3  # letters up to which a word may be in lower case inside a title
CAPITAL_SHARE = 0.7  # share of a bare title's longer words that begin with a capital

_DOCUMENT = re.compile(
    r"\b(?:memorandum|memoranda|memo|letter|telegram|cable|minutes?|report|conversation|telcon|memcon|note|diary|statement|"
    r"dispatch|despatch|airgram|meeting|conference|call|testimony|hearing|briefing|paper|record|transcript|speech|address|remarks|interview|resolution|order)\b",
    re.IGNORECASE,
)
_EMBEDDED = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][\w’'.\-]*\s){0,4}[A-ZÀ-ÖØ-Þ][\w’'\-]+,\s"
    r"(?P<title>[A-ZÀ-ÖØ-Þ][^()“”\";]{3,200}?)\s?\((?:[^()]*,\s)?(?:1[5-9]|20)\d{2}\)"
)
_CORRESPONDENCE = re.compile(r"\W*(?:[A-Z][\w.’'\-]*\s){1,5}to\s(?:[A-Z][\w.’'\-]*,?\s){1,5}")
_WRITER = re.compile(
    rf"(?P<name>{PERSON})(?:,?\s(?:draft|personal|secret|confidential))*,?\s(?i:memorandum|memoranda|memo|letter|telegram|cable|"
    r"diary|speech|statement|dispatch|note|minute|report|testimony|to\s[A-Z])\b"
)
_SENDER = re.compile(
    rf"\b(?:[Ll]etter|[Mm]emorandum|[Mm]emo|[Tt]elegram|[Cc]able|[Nn]ote|[Rr]eport)\b[^,]*?\b[Ff]rom\s(?P<name>{PERSON})"
)
_GRADE = re.compile(r"(?:^|\s)(?:Top|Secret|Confidential|Unclassified|Summary|Draft|Personal|Final|Annual)\b")
_LEADS = re.compile(r"\b(?:see|includes?|including|are|were|is|was)\b[^.]{0,40}:\s", re.IGNORECASE)


def title_of(body: str, linked: Sequence[tuple[int, int]], *, listed: bool = False) -> FoundTitle | None:
    """The work's title: the linked words, a document's description, a quoted string, or what follows the author.

    `listed` says that the words are an entry of a list of works, which puts the surname first.
    """
    quoted = quoted_strings(body)
    described = _linked_title(body, linked) or _description(body, quoted[0].start if quoted else len(body))
    if described is not None:
        return described
    if before_op_cit(body) is not None and not quoted:
        return None
    if quoted:
        return next((one for one in quoted if _is_led_in(body, one)), quoted[0])
    broken = stray_title(body) or unclosed_title(body)
    if broken is not None:
        return broken
    person = (listed_person if listed else leading_person)(body.strip())
    if person is None:
        return embedded_title(body) or _bare_title(body) or _dated_title(body)
    return plain_title(body, body.find(body.strip()) + person[1])


def named_in_passing(body: str, *, has_url: bool) -> bool:
    """True when a sentence of commentary names a work all the same: by an address, `Author, “Title”` or its imprint."""
    led = any(_is_led_in(body, one) and author_before(body[: one.start]) for one in quoted_strings(body))
    return has_url or led or embedded_title(body) is not None


def embedded_title(body: str) -> FoundTitle | None:
    """A work in the middle of a sentence: `... can be found in Jane Roe, The Making of Pacts (Ithaca, 1987)`."""
    found = _EMBEDDED.search(body)
    return (
        FoundTitle(clean(found.group("title")), found.start("title"), found.end("title"), quoted=False)
        if found
        else None
    )


def _is_led_in(body: str, quoted: FoundTitle) -> bool:
    """A title opens the citation or stands behind the author's comma; other quoted words are just quoted."""
    before = body[: quoted.start].strip()
    return not before or (before[-1] in ",.:" and author_before(before) is not None)


def _linked_title(body: str, linked: Sequence[tuple[int, int]]) -> FoundTitle | None:
    """Words that are a hyperlink name the work they lead to, unless they are a bare address or a mere `here`."""
    for start, end in linked:
        words = clean(body[start:end])
        if start >= 0 and not printed(words) and len(words.split()) >= LINKED_WORDS and not quoted_strings(words):
            return FoundTitle(words, start, end, quoted=False)
    return None


def _description(body: str, before: int) -> FoundTitle | None:
    """An unpublished document is named by a description: `David Trask memorandum to Anthony Lake, June 11, 1980`."""
    head = body[:before]
    date = DATE.search(head)
    if (
        date is None
        or not (_DOCUMENT.search(head[: date.start()]) or _CORRESPONDENCE.match(head))
        or _LEADS.search(head[: date.start()])
    ):
        return None
    words = clean(head[: date.start()].strip(" ,.(["))
    return FoundTitle(words, 0, date.start(), quoted=False) if words else None


def _bare_title(body: str) -> FoundTitle | None:
    """A work named by its title alone (`The Origins of Alliances, vii`): capitalised words up to a page or bracket."""
    head = re.match(r"\W*(?=[A-Z])", body)
    found = plain_title(body, head.end()) if head else None
    if found is None or len(found.title) > LONGEST_BARE:
        return None
    content = [word for word in re.findall(r"[^\W\d_]+", found.title) if len(word) > SMALL_WORD]
    capitals = sum(word[0].isupper() for word in content)
    titled = (
        bool(content) and (" " in found.title or found.title.isupper()) and capitals >= len(content) * CAPITAL_SHARE
    )
    return found if titled and locate(body[found.end :], "").locator else None


def _dated_title(body: str) -> FoundTitle | None:
    """What stands before a date, when it is too short to be a sentence: `Seward circular to all Ministers, 1861`."""
    date = DATE.search(body) or re.search(r"(?:1[5-9]|20)\d{2}", body)
    head = re.match(r"\W*(?=[A-Z])", body)
    if date is None or head is None or _LEADS.search(body[: date.start()]):
        return None
    words = clean(body[head.end() : date.start()].strip(" ,.(["))
    return FoundTitle(words, head.end(), date.start(), quoted=False) if 1 < len(words.split()) <= DATED_WORDS else None


def author_of(body: str, title: FoundTitle | None) -> str | None:
    """The names before the title, or at the head of a citation without one."""
    recalled = before_op_cit(body)
    if recalled is not None:
        return author_before(recalled)
    if title is None:
        return sole_person(body.strip())
    named = author_before(body[: title.start]) if title.start else None
    return named or _author_in(title.title)


def _author_in(title: str) -> str | None:
    """Who wrote a document, where its description says so: `Ann Lee memorandum to Bob Fox`, `Letter from Ann Lee`."""
    found = _WRITER.match(title[:LONGEST_BARE]) or _SENDER.search(title[:LONGEST_BARE])
    return clean_name(_GRADE.sub("", found.group("name"))) if found else None


def outside_of(body: str, title: FoundTitle | None, urls: Sequence[FoundUrl]) -> str:
    """The words outside title and URLs."""
    cuts = sorted(
        [*((one.start, one.end) for one in urls if one.start >= 0), *([(title.start, title.end)] if title else [])]
    )
    kept, at = [], 0
    for start, end in cuts:
        kept.append(body[at : max(start, at)])
        at = max(at, end)
    return " ".join([*kept, body[at:]])
