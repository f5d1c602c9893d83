"""A TEI tree asked for names, ids, words in one line, and the labels of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from verifier.errors import SourceUnreadable
from verifier.records.text import PAGE_JOINT

ID = "{http://www.w3.org/XML/1998/namespace}id"


def local_name(element: Any) -> str:
    """The local name; empty for comments and processing instructions."""
    tag = getattr(element, "tag", "")
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def first_named(root: Any, name: str) -> Any:
    """The first element of this name in a tree, in document order; None when there is none."""
    return next((element for element in root.iter() if local_name(element) == name), None)


def child_named(element: Any, name: str) -> Any:
    """The first child of this name; None when there is none."""
    return next((child for child in element if local_name(child) == name), None)


def text_root(root: Any) -> Any:
    """The element that holds the text, without the header; the root where a file has none such."""
    found = first_named(root, "text")
    return root if found is None else found


def by_id(root: Any, identity: str) -> Any:
    """The element with this xml:id. Raises SourceUnreadable when there is none."""
    for element in root.iter():
        if element.get(ID) == identity if local_name(element) else False:
            return element
    raise SourceUnreadable(f"no division with the id {identity!r} in this file")


def in_one_line(element: Any) -> str:
    """All the words of an element in one line, notes within it left out."""
    return " ".join("".join(_words(element)).split()) if element is not None else ""


def _words(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if local_name(child) not in {"note", ""}:
            yield from _words(child)
        yield child.tail or ""


def flowing(text: str | None) -> str:
    """Character data of a paragraph: line ends of the file are blanks."""
    return (text or "").replace("\n", " ").replace("\r", " ").replace("\t", " ").replace(PAGE_JOINT, " ")


def first_label(root: Any, top: Any) -> str | None:
    """The label of the page on which `top` begins.

    Where every document of a collection counts its own pages, that is one less than its first break says;
    else it is what the last break before it says.
    """
    if top is not root and not counts_anew(root):
        before = _last_break(root, top)
        if before is not None:
            return before
    number = next((element.get("n") or "" for element in top.iter() if local_name(element) == "pb"), "")
    return str(int(number) - 1) if number.isdecimal() and int(number) > 1 else None


def _last_break(root: Any, top: Any) -> str | None:
    label: str | None = None
    for element in root.iter():
        if element is top:
            break
        if local_name(element) == "pb":
            label = element.get("n")
    return label


def counts_anew(root: Any) -> bool:
    """True where a page number comes back in one file: its documents are numbered one by one."""
    numbers = [element.get("n") for element in root.iter() if local_name(element) == "pb" and element.get("n")]
    return len(numbers) > len(set(numbers))
