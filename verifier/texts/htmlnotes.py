"""Footnotes of an HTML page: their marks leave the text, and the notes become a list of their own."""

from __future__ import annotations

import re
from typing import Any

_MARK_TEXT = re.compile(r"^[\[(]?\s*(?:\d{1,4}|[a-z]{1,2}|[ivxlc]{1,6}|[*†‡§¶#]{1,4})\s*[\])]?$", re.IGNORECASE)
_NOTE_TARGET = re.compile(r"#(?:.*(?:fn|ftn|foot|note|endn|edn|_n)|n\d|f\d|\d)", re.IGNORECASE)
_NOTE_NAME = re.compile(
    r"(?:^|[-_\s])(?:foot|end)?note(?:s|-?ref|-?call|-?mark|-?anchor)?(?:$|[-_\s\d])|^fn|noteref", re.IGNORECASE
)
_CONTAINERS = frozenset(["footnotes", "endnotes", "doc-endnotes"])  # as class, id or role of what holds all notes
_SINGLE = frozenset(["footnote", "doc-footnote", "doc-endnote"])  # as class or role of one note
_NOTE_BLOCKS = ["li", "p", "div", "aside", "dd", "tr", "td"]
_HOLDERS = frozenset(["div", "section", "aside", "ol", "ul", "dl", "table"])
_BACK = re.compile(r"[↩↑^⬆︎]+")


def take_notes(node: Any) -> list[str]:
    """Remove footnote marks and footnotes from the tree; the notes as lines ("1. Source: ..."), in order."""
    marks = [tag for tag in node.find_all("a") if _is_mark(tag)]
    blocks = _blocks(node, _aimed(node, marks))
    inside = {id(tag) for block in blocks for tag in block.find_all(True)}
    for mark in marks:
        if id(mark) not in inside:
            _drop(mark, node)
    notes = [line for block in blocks for line in _lines(block)]
    for block in blocks:
        block.extract()
    return notes


def _aimed(node: Any, marks: list[Any]) -> list[Any]:
    """The elements that marks point at, by id or by an anchor's name. What points back up is no mark of a note."""
    if not marks:
        return []
    place: dict[int, int] = {}
    named: dict[str, Any] = {}
    for number, tag in enumerate(node.find_all(True)):
        place[id(tag)] = number
        for name in (tag.get("id"), tag.get("name") if tag.name == "a" else None):
            if name:
                named.setdefault(str(name), tag)
    aims = ((mark, named.get(str(mark.get("href") or "").rpartition("#")[2])) for mark in marks)
    return [aim for mark, aim in aims if aim is not None and place[id(aim)] > place[id(mark)]]


def _is_mark(tag: Any) -> bool:
    """A link of one to four signs, that is raised, named a note, or points at one."""
    text = "".join(tag.get_text().split())
    if not text or not _MARK_TEXT.match(text):
        return False
    names = " ".join(
        [*(tag.get("class") or []), str(tag.get("rel") or ""), str(tag.get("role") or ""), str(tag.get("id") or "")]
    )
    raised = tag.find("sup") is not None or tag.find_parent("sup") is not None
    href = str(tag.get("href") or "")
    if not href:
        return raised or bool(_NOTE_NAME.search(names))
    return "#" in href and (raised or bool(_NOTE_NAME.search(names)) or bool(_NOTE_TARGET.search(href)))


def _blocks(node: Any, aimed: list[Any]) -> list[Any]:
    """The elements that hold notes: containers by name, else the paragraph each mark points at."""
    found = [*node.find_all(_holds_notes), *node.find_all(_is_note)]
    found += [tag if tag.name in _NOTE_BLOCKS else tag.find_parent(_NOTE_BLOCKS) for tag in aimed]
    chosen: list[Any] = []
    for tag in found:
        if tag is None or tag is node or any(kept is tag or kept in tag.parents for kept in chosen):
            continue
        chosen = [kept for kept in chosen if tag not in kept.parents]
        chosen.append(tag)
    return [tag for tag in chosen if len(tag.get_text()) < max(len(node.get_text()) * 0.8, 1)]


def _holds_notes(tag: Any) -> bool:
    return tag.name in _HOLDERS and not _CONTAINERS.isdisjoint(_names(tag))


def _is_note(tag: Any) -> bool:
    return tag.name in _NOTE_BLOCKS and not _SINGLE.isdisjoint(_names(tag))


def _names(tag: Any) -> list[str]:
    return [*(tag.get("class") or ()), str(tag.get("id") or ""), str(tag.get("role") or "")]


def _drop(mark: Any, node: Any) -> None:
    """Take a mark out with the wrappers that hold nothing else (`<sup>`, `<span id="fnref:1">`)."""
    while mark.parent is not None and mark.parent is not node and mark.parent.name in {"sup", "span"}:
        if mark.parent.get_text().strip() != mark.get_text().strip():
            break
        mark = mark.parent
    mark.extract()


def _lines(block: Any) -> list[str]:
    """One line a note; a list number that the browser would draw is written out."""
    items = block.find_all("li", recursive=True) or list(block.find_all(["p", "div"], recursive=False)) or [block]
    lines = []
    for place, item in enumerate(items, start=1):
        text = " ".join(_BACK.sub(" ", item.get_text(" ")).split())
        number = str(item.get("value") or place) if item.name == "li" else ""
        lines.append(f"{number}. {text}" if number and not text.startswith(number) else text)
    return [line for line in lines if line.strip(". ")]
