"""Names for claims that survive edits elsewhere in the manuscript: they rest on the quotation's own words."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import PurePath

HASH_DIGITS = 8  # hex digits of the words' digest: 2,000 quotations collide once in about 2,000 manuscripts


class ClaimIds:
    """Gives each claim its id: manuscript stem, digest of the words, and a counter where words recur."""

    def __init__(self, manuscript: str) -> None:
        self._stem = slug(PurePath(manuscript).stem)
        self._seen: Counter[str] = Counter()

    def next(self, quote: str) -> str:
        """The id of the next claim with these words: `essay-1f3a9c02`, then `essay-1f3a9c02-2`."""
        words = " ".join(re.findall(r"[^\W_]+", quote.casefold())) or quote
        name = f"{self._stem}-{hashlib.sha256(words.encode()).hexdigest()[:HASH_DIGITS]}"
        self._seen[name] += 1
        return name if self._seen[name] == 1 else f"{name}-{self._seen[name]}"


def slug(stem: str) -> str:
    """A file's stem as an id can hold it: lower-case letters, digits and hyphens, 40 at most."""
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:40] or "claim"
