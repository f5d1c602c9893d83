"""The notes that citations become: the bibliography's entry printed, or the key where there is none."""

from __future__ import annotations

from dataclasses import dataclass, field

from verifier.manuscripts.latex.bib import Entry, printed


@dataclass
class Rewriting:
    """What a rewriting needs to know and what it found out."""

    entries: dict[str, Entry] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    unwrapped: frozenset[str] = frozenset()


def in_words(cite: str | None) -> str:
    """A csquotes citation option as printed: commands as they are, words in round brackets."""
    if not cite:
        return ""
    return cite if "\\" in cite else f" ({cite})"


def cite_note(known: Rewriting, before: str | None, after: str | None, keys: str, sign: str = "") -> str:
    """A footnote that cites `keys` with biblatex's prenote and postnote; `sign` marks what is printed in the text."""
    if after is None and before is not None:
        before, after = None, before
    return f"\\footnote{{{sign}{printed_entries(known, before, after, keys)}}}"


def printed_entries(known: Rewriting, before: str | None, after: str | None, keys: str) -> str:
    """The works of one citation, parted by semicolons; a key without an entry is kept as it is and remembered."""
    names = [name.strip() for name in keys.split(",") if name.strip()]
    made = []
    for at, name in enumerate(names):
        locator = (after or "") if at == len(names) - 1 else ""
        entry = known.entries.get(name)
        if entry is None:
            known.missing.append(name)
            made.append(f"{name}, {locator}." if locator else f"{name}.")
        else:
            made.append(printed(entry, locator))
    text = "; ".join(one.rstrip(".") if at < len(made) - 1 else one for at, one in enumerate(made))
    return f"{before} {text}" if before else text
