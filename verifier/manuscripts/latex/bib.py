"""Entries of the .bib file beside the manuscript, and how a note prints one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

Entry = dict[str, str]
BIB_CAP = 32 * 2**20  # bytes: a lifetime's library exports to about ten
VALUE_CAP = 20_000  # code points of one field: an abstract; past this a brace was lost
_NAMED = re.compile(r"\\(?:addbibresource|bibliography)\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}")
_ENTRY = re.compile(r"@(\w+)\s*\{\s*([^,\s{}]+)\s*,")
_FIELD = re.compile(r"\s*,?\s*([\w-]+)\s*=\s*")


def bib_files(source: str, manuscript: Path) -> list[Path]:
    """The .bib files the manuscript names that stand in its own folder; any other path is not opened."""
    names = [name.strip() for found in _NAMED.finditer(source) for name in found[1].split(",")]
    paths = []
    for name in names:
        bare = name if name.endswith(".bib") else f"{name}.bib"
        if bare == Path(bare).name:
            path = manuscript.parent / bare
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= BIB_CAP:
                paths.append(path)
    return paths


def read_entries(paths: list[Path]) -> dict[str, Entry]:
    """All entries by key; the first of two with one key counts, as in BibTeX."""
    entries: dict[str, Entry] = {}
    for path in paths:
        for key, entry in parse(path.read_bytes().decode("utf-8", "replace")):
            entries.setdefault(key, entry)
    return entries


def parse(source: str) -> Iterator[tuple[str, Entry]]:
    """The entries of a .bib file. What is not well-formed is passed over."""
    for found in _ENTRY.finditer(source):
        if found[1].lower() not in ("comment", "string", "preamble"):
            entry = dict(_fields(source, found.end()))
            entry["entrytype"] = found[1].lower()
            yield found[2], entry


def _fields(source: str, at: int) -> Iterator[tuple[str, str]]:
    while name := _FIELD.match(source, at):
        value, at = _value(source, name.end())
        yield name[1].lower(), value


def _value(source: str, at: int) -> tuple[str, int]:
    opening = source[at : at + 1]
    if opening in ("{", '"'):
        depth = 0
        for end in range(at, min(len(source), at + VALUE_CAP)):
            sign = source[end]
            depth += (sign == "{") - (sign == "}")
            if (opening == "{" and depth == 0) or (opening == '"' and sign == '"' and depth == 0 and end > at):
                return " ".join(source[at + 1 : end].split()), end + 1
        return "", len(source)
    bare = re.compile(r"[^,}\s]*").match(source, at)
    return (bare[0], bare.end()) if bare else ("", at)


def printed(entry: Entry, locator: str = "") -> str:
    """The entry as LaTeX source of a full Chicago note: author, title, where and when, locator, address."""
    title = _title(entry)
    parts = [part for part in (_authors(entry), title, _container(entry)) if part]
    where = _imprint(entry)
    text = ", ".join(parts) + (f" {where}" if where else "")
    text += f", {locator}" if locator else ""
    url = entry.get("url") or (f"https://doi.org/{entry['doi']}" if entry.get("doi") else "")
    return text + (f", \\url{{{url}}}" if url else "") + "."


def _authors(entry: Entry) -> str:
    names = re.split(r"\s+and\s+", entry.get("author") or entry.get("editor") or entry.get("organization") or "")
    turned = [_turned(name) for name in names if name]
    if len(turned) > 3:
        return f"{turned[0]} et al."
    return " and ".join([", ".join(turned[:-1]), turned[-1]]) if len(turned) > 1 else "".join(turned)


def _turned(name: str) -> str:
    """`Walt, Stephen M.` as a note prints it; a name in braces is a body's and stays."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and not name.startswith("{") else name.strip("{}")


def _title(entry: Entry) -> str:
    title = entry.get("title", "")
    if entry.get("subtitle"):
        title += f": {entry['subtitle']}"
    if not title:
        return ""
    whole = entry["entrytype"] in (
        "book",
        "mvbook",
        "collection",
        "thesis",
        "phdthesis",
        "report",
        "proceedings",
        "booklet",
    )
    return f"\\emph{{{title}}}" if whole else f"``{title}''"


def _container(entry: Entry) -> str:
    journal = entry.get("journaltitle") or entry.get("journal")
    if journal:
        volume = f" {entry['volume']}" if entry.get("volume") else ""
        number = f", no. {entry['number']}" if entry.get("number") else ""
        return f"\\emph{{{journal}}}{volume}{number}"
    if entry.get("booktitle"):
        return f"in \\emph{{{entry['booktitle']}}}"
    return ", ".join(entry[name] for name in ("howpublished", "library", "note") if entry.get(name))


def _imprint(entry: Entry) -> str:
    year = entry.get("date") or entry.get("year") or ""
    place = entry.get("location") or entry.get("address") or ""
    house = entry.get("publisher") or entry.get("institution") or entry.get("school") or ""
    made = ": ".join(part for part in (place, house) if part)
    inside = ", ".join(part for part in (made, year) if part)
    return f"({inside})" if inside else ""
