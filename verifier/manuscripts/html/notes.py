"""Which anchors are note marks and which elements are note bodies, in pages that have no syntax for either.

The rules, strongest first: declared roles (EPUB, DPUB-ARIA); a known plug-in's classes; an anchor whose target
links back to it; an anchor that looks like a label and whose target opens with the same label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag

from verifier.manuscripts.html.dom import Element, block_of, classes, names, roles, tag, words_of

LABEL_LENGTH = 12  # code points: `[note 12]` fits; a longer anchor is a link with words of its own
_LABEL = re.compile(
    r"[\[(]?\s*(?:n(?:ote)?\.?\s?)?(\d{1,4}|[*†‡§¶‖#]{1,3}|[a-z]{1,2}|[ivxlc]{1,7})\s*[\])]?[.:]?", re.IGNORECASE
)
_BACK_CLASSES = re.compile(r"back|return|to-top|cite-backlink|jump")
_INLINE_BODY = re.compile(
    r"^(?:modern-footnotes-footnote__note|footnote_tooltip|sidenote|marginnote|inline-footnote__content)$"
)
_CALLED = re.compile(r"\(\s*['\"]#?([\w:.-]+)['\"]")
_SINGULAR = re.compile(r"(?:ftn|edn|fn|footnote|endnote|note)[-_:.]?\d+")
_WORD_NOTE = re.compile(r"mso-element:(?:footnote|endnote)(?:;|\Z)")
_MARK_SHELLS = frozenset({"sup", "span", "b", "i", "em", "strong", "small", "font", "a", "u"})
_HOLDERS = frozenset({"li", "aside", "td", "dd", "p", "div", "section", "tr", "dt"})


@dataclass
class NoteMap:
    """What the page's notes are. Elements are keyed by identity of the parsed tree.

    `marks`: anchor -> (key, label). `bodies`: holder -> key. `backs`: anchors that only lead back.
    """

    marks: dict[Element, tuple[str, str]] = field(default_factory=dict)
    bodies: dict[Element, str] = field(default_factory=dict)
    backs: set[Element] = field(default_factory=set)
    labels: dict[str, str] = field(default_factory=dict)
    inline: set[str] = field(default_factory=set)
    dropped: set[Element] = field(default_factory=set)


def label_of(words: str) -> str | None:
    """The bare label of a mark's words (`[12]` -> `12`), or None where they are not a label."""
    found = _LABEL.fullmatch(words.strip()) if len(words) <= LABEL_LENGTH else None
    return found[1] if found else None


def map_notes(root: Element) -> NoteMap:
    """Find the notes of a page."""
    found = NoteMap()
    _inline_bodies(root, found)
    index = _index(root)
    position = {element: at for at, element in enumerate(root.iter())}
    anchors = [(a, target) for a in root.iter() if tag(a) == "a" and (target := _target(a, index)) is not None]
    leads = _leads(anchors)
    for anchor, target in anchors:
        if anchor not in found.backs and _is_mark(anchor, target, leads, position):
            _add(found, anchor, target, position)
    _widen(found)
    _mark_backs(found, anchors)
    return found


def _widen(found: NoteMap) -> None:
    """A division that opens with a note's first paragraph and holds no other note and no mark is all of that note."""
    for holder, key in list(found.bodies.items()):
        parent = holder.getparent()
        if parent is None or tag(parent) not in ("div", "section") or parent[0] is not holder:
            continue
        inside = set(parent.iter())
        if sum(one in inside for one in found.bodies) == 1 and not any(one in inside for one in found.marks):
            del found.bodies[holder]
            found.bodies[parent] = key


def _index(root: Element) -> dict[str, Element]:
    index: dict[str, Element] = {}
    for element in root.iter():
        if isinstance(element.tag, str):
            for name in names(element):
                index.setdefault(name, element)
    return index


def _target(anchor: Element, index: dict[str, Element]) -> Element | None:
    _, fragment = urldefrag(anchor.get("href") or "")
    if not fragment:
        called = _CALLED.search(anchor.get("onclick") or "")
        return index.get(called[1]) if called else None
    target = index.get(fragment)
    return target if target is not None else index.get(unquote(fragment))


def _leads(anchors: list[tuple[Element, Element]]) -> dict[Element, list[Element]]:
    """Holder -> the elements that anchors inside it lead to: what a note's back link answers."""
    leads: dict[Element, list[Element]] = {}
    for anchor, target in anchors:
        leads.setdefault(_holder(anchor), []).append(target)
    return leads


def _holder(target: Element) -> Element:
    """The element that holds the whole note, given what a mark leads to: the list item, aside, cell or paragraph."""
    element = target
    if tag(element) not in _HOLDERS:
        while element.getparent() is not None and tag(element) not in _HOLDERS:
            element = element.getparent()
    parent = element.getparent()
    if parent is not None and tag(element) in ("p", "td", "dt", "div") and _wraps_one_note(parent, element):
        return parent
    return element


def _wraps_one_note(parent: Element, element: Element) -> bool:
    """True where `parent` exists for this note alone: Word's and EPUB's wrappers, a list item, a table row."""
    kind = tag(parent)
    if kind in ("li", "aside", "tr", "dd"):
        return True
    if kind not in ("div", "section") or parent[0] is not element:
        return False
    style = (parent.get("style") or "").replace(" ", "").replace("'", "")
    own = (classes(parent) | roles(parent)) & {"footnote", "endnote", "rearnote", "note", "fn", "footnote-definition"}
    return bool(own or _WORD_NOTE.search(style) or _SINGULAR.fullmatch(parent.get("id") or ""))


def _is_mark(
    anchor: Element, target: Element, leads: dict[Element, list[Element]], position: dict[Element, int]
) -> bool:
    own = roles(anchor) | classes(anchor)
    if own & {"backlink", "referrer"} or any(_BACK_CLASSES.search(name) for name in own):
        return False
    if own & {
        "noteref",
        "footnote-ref",
        "footnote-reference",
        "footnoteref",
        "footnote-anchor",
        "fn-ref",
        "easy-footnote",
    }:
        return True
    label = label_of(words_of(anchor))
    if label is None or _holder(target) is _holder(anchor) or position[target] < position[anchor]:
        return False
    if _leads_back(anchor, leads.get(_holder(target), [])):
        return True
    return (
        label.isdigit() and _opens_with(_holder(target), label) and (_raised(anchor) or anchor.get("rel") == "footnote")
    )


def _leads_back(anchor: Element, targets: list[Element]) -> bool:
    """True where one of `targets` is the anchor, a shell around it, or a marker set right beside it."""
    near = set()
    element = anchor
    for _ in range(4):
        near.add(element)
        if element.getprevious() is not None:
            near.add(element.getprevious())
        near.update(element)
        element = element.getparent()
        if element is None or tag(element) not in _MARK_SHELLS:
            break
    return any(target in near or target in anchor for target in targets) or any(
        block_of(anchor) is target for target in targets
    )


def _raised(anchor: Element) -> bool:
    if any(tag(child) == "sup" for child in anchor.iter()):
        return True
    parent = anchor.getparent()
    return parent is not None and tag(parent) == "sup"


def _opens_with(holder: Element, label: str) -> bool:
    return bool(re.match(rf"[\[(^↑\s]*{label}(?!\d)", words_of(holder)[:20])) or tag(holder) == "li"


def _add(found: NoteMap, anchor: Element, target: Element, position: dict[Element, int]) -> None:
    holder = _holder(target)
    key = f"n{position[holder]}"
    if anchor in found.marks:
        _drop_inline(found, anchor)
    label = label_of(words_of(anchor)) or words_of(anchor)[:LABEL_LENGTH]
    found.marks[anchor] = (key, label)
    found.bodies.setdefault(holder, key)
    found.labels.setdefault(key, label)


def _drop_inline(found: NoteMap, anchor: Element) -> None:
    """A plug-in that prints a note both beside its mark and in a list means one note: the list's."""
    key, _ = found.marks[anchor]
    found.inline.discard(key)
    for element in [one for one, known in found.bodies.items() if known == key]:
        del found.bodies[element]
        found.dropped.add(element)


def _mark_backs(found: NoteMap, anchors: list[tuple[Element, Element]]) -> None:
    """Anchors inside a note's body that lead to a mark are back links: an arrow, a caret, or the label again."""
    for anchor, target in anchors:
        if anchor in found.marks:
            continue
        holder = next((one for one in _ancestors(anchor) if one in found.bodies), None)
        if holder is not None and (_is_arrow(words_of(anchor)) or not _within(target, holder)):
            found.backs.add(anchor)


def _is_arrow(words: str) -> bool:
    return not any(sign.isalnum() for sign in words) or label_of(words) is not None


def _within(element: Element, holder: Element) -> bool:
    return any(one is holder for one in _ancestors(element))


def _ancestors(element: Element) -> Iterator[Element]:
    while element is not None:
        yield element
        element = element.getparent()


def _inline_bodies(root: Element, found: NoteMap) -> None:
    """Plug-ins that print the note's body right after its mark, shown on a click or in the margin."""
    count = 0
    for element in root.iter("span", "small", "aside", "div"):
        if any(_INLINE_BODY.match(name) for name in classes(element)):
            count += 1
            key = f"i{count}"
            mark = _mark_before(element)
            label = label_of(words_of(mark)) if mark is not None else None
            found.bodies[element] = key
            found.labels[key] = label or str(count)
            found.inline.add(key)
            if mark is not None:
                found.marks[mark] = (key, label or str(count))


def _mark_before(element: Element) -> Element | None:
    """The element right before an inline body, if it is its mark and nothing else."""
    before = element.getprevious()
    while before is not None and tag(before) in ("input", "label") and not words_of(before):
        before = before.getprevious()
    if before is None or (before.tail or "").strip() or label_of(words_of(before)) is None:
        return None
    return before
