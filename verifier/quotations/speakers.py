"""Who is said to speak, as far as the sentence around a quotation tells."""

from __future__ import annotations

import re

_NAME = r"[A-Z][\w’'.\-]*(?:\s+(?:(?:de|von|van|der|al|bin|of|the)\s+)?[A-Z][\w’'.\-]*){0,4}"
_VERB = (
    r"(?:said|says|stated|states|wrote|writes|argued|argues|declared|warned|warns|noted|notes|added|adds|replied|"
    r"replies|asked|asks|insisted|conceded|claimed|asserted|explained|explains|reported|told|tells|remarked|observed|"
    r"announced|concluded|promised|described|recalled|recalls|predicted|complained|suggested|proposed|agreed|admitted|"
    r"emphasized|emphasised|expressed|exclaimed|assured|denounced|urged|countered|continued|persisted|stressed|"
    r"responded|repeated|reassured|reiterated|rejected|determined|affirmed|communicated|had\s+stated|had\s+said)"
)
_BEFORE = re.compile(rf"({_NAME})(?:,[^,.;:]{{1,80}},)?\s+(?:\w+ly\s+|also\s+|then\s+|later\s+|had\s+)?{_VERB}\b")
_ACCORDING = re.compile(rf"\b(?:[Aa]ccording to|[Aa]s stated by|in the words of)\s+(?:former\s+|the\s+)?({_NAME})")
_QUOTED = re.compile(r"[“\"„«][^”\"»]*[”\"»]")
_AFTER = re.compile(rf"^\W{{0,3}}(?:({_NAME})\s+{_VERB}|{_VERB}\s+({_NAME}))\b")
_NOT_NAMES_WORDS = "The A An In On At He She It They We I But And As This That These Those When While After"
_NOT_NAMES = frozenset(_NOT_NAMES_WORDS.split())


def speaker_of(lead_in: str, after: str) -> str | None:
    """The name the sentence gives as the speaker, or None. A pronoun is nobody: we do not guess who `he` is."""
    behind = _AFTER.match(after)
    if behind:
        return _clean(behind.group(1) or behind.group(2))
    own_words = _QUOTED.sub(" … ", lead_in)
    named = [*_BEFORE.finditer(own_words), *_ACCORDING.finditer(own_words)]
    return _clean(max(named, key=lambda found: found.start()).group(1)) if named else None


def _clean(name: str | None) -> str | None:
    if re.search(r"[’']s?$", name or ""):
        return None  # `Russia’s stated aim` names no speaker
    words = (name or "").rstrip(".,").split()
    while words and words[0] in _NOT_NAMES:
        words.pop(0)
    return " ".join(words) or None
