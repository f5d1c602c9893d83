"""The numbers Word prints: by section, format and restart, in the order of the marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from verifier.manuscripts.docx.package import Package, W
from verifier.records.manuscript import NotePlace

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
LONGEST_START = 4  # digits of the number a section starts with
_SYMBOLS = "*†‡§"


@dataclass(frozen=True, slots=True)
class Numbered:
    """One note as Word numbers it."""

    label: str
    place: NotePlace
    section: int


@dataclass(frozen=True, slots=True)
class _Style:
    """How one section numbers one kind of note."""

    form: str
    restart: str
    start: int


def number_notes(package: Package) -> dict[str, Numbered]:
    """Key (`footnote:3`) -> its printed number, for every note that is called outside deleted text."""
    numbered: dict[str, Numbered] = {}
    counts = {"footnote": 0, "endnote": 0}
    for section, (references, properties) in enumerate(_sections(package.document.root)):
        styles = {kind: _style(package, properties, kind) for kind in counts}
        for kind, style in styles.items():
            if section == 0 or style.restart in ("eachSect", "eachPage"):
                counts[kind] = style.start - 1
        for reference in references:
            kind = "footnote" if reference.tag == f"{W}footnoteReference" else "endnote"
            key = f"{kind}:{reference.get(f'{W}id')}"
            custom = _custom_mark(reference)
            if key in numbered:
                continue
            if custom is None:
                counts[kind] += 1
            label = custom or printed(counts[kind], styles[kind].form)
            place = NotePlace.FOOT if kind == "footnote" else NotePlace.END
            numbered[key] = Numbered(label, place, section if styles[kind].restart == "eachSect" else 0)
    return numbered


def _sections(root: Any) -> Iterator[tuple[list[Any], Any | None]]:
    """The note references of each section with the section's properties, which Word stores at its end."""
    held: list[Any] = []
    for paragraph in root.iter(f"{W}p"):
        held += [run for run in paragraph.iter(f"{W}footnoteReference", f"{W}endnoteReference") if not deleted(run)]
        closing = paragraph.find(f"{W}pPr/{W}sectPr")
        if closing is not None:
            yield held, closing
            held = []
    yield held, root.find(f"{W}body/{W}sectPr")


def deleted(element: Any) -> bool:
    """True inside a tracked deletion or the place something was moved away from."""
    return any(True for _ in element.iterancestors(f"{W}del", f"{W}moveFrom"))


def _style(package: Package, section: Any | None, kind: str) -> _Style:
    sources = [one.find(f"{W}{kind}Pr") for one in (section, package.settings) if one is not None]
    usual = "decimal" if kind == "footnote" else "lowerRoman"
    start = _value(sources, "numStart", "1")
    return _Style(
        _value(sources, "numFmt", usual),
        _value(sources, "numRestart", "continuous"),
        int(start) if start.isascii() and start.isdigit() and len(start) <= LONGEST_START else 1,
    )


def _value(sources: list[Any | None], name: str, usual: str) -> str:
    for source in sources:
        found = source.find(f"{W}{name}") if source is not None else None
        if found is not None and found.get(f"{W}val"):
            return str(found.get(f"{W}val"))
    return usual


def _custom_mark(reference: Any) -> str | None:
    """The author's own sign, which Word stores as text right after the reference."""
    if reference.get(f"{W}customMarkFollows") not in ("1", "true", "on"):
        return None
    following = reference.getnext()
    words = "".join(following.itertext()) if following is not None and following.tag == f"{W}t" else ""
    return words.strip() or "*"


def printed(number: int, form: str) -> str:
    """`number` in Word's number format `form`."""
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form == "chicago":
        return _SYMBOLS[(number - 1) % 4] * ((number - 1) // 4 + 1)
    return str(number)


def _roman(number: int) -> str:
    signs = []
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        signs.append(sign * times)
    return "".join(signs)
