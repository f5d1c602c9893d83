"""`--fix`: a link that moved for good gets its new address, in text files only; nothing else is touched."""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from verifier.errors import InputError
from verifier.links.fragments import without_fragment
from verifier.links.locate import DOCUMENTS
from verifier.links.records import LinkResult, LinkState, Mention
from verifier.links.render.files import write_text

_TEX_SPECIAL = re.compile(r"([%#&_~{}$])")


@dataclass(frozen=True, slots=True)
class Change:
    """One address to write anew: the offset of its first character in the file, what stands there, what shall."""

    start: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Edit:
    """The changes of one file, from its head to its end; `text` is the file as it is."""

    path: Path
    text: str
    changes: tuple[Change, ...]

    @property
    def result(self) -> str:
        """The file as it would be."""
        parts, at = [], 0
        for change in self.changes:
            parts += [self.text[at : change.start], change.new]
            at = change.start + len(change.old)
        return "".join([*parts, self.text[at:]])


def plan(results: Iterable[LinkResult]) -> list[Edit]:
    """The edits that are safe: moved by permanent redirects only, to a page that answered, in a text file."""
    by_file: dict[str, list[tuple[Mention, str]]] = {}
    for result in results:
        if fixable(result):
            for mention in result.link.mentions:
                by_file.setdefault(mention.place.file, []).append((mention, _kept_fragment(result)))
    edits = [_edit(Path(file), moved) for file, moved in by_file.items() if _is_text(file)]
    return [edit for edit in edits if edit.changes]


def fixable(result: LinkResult) -> bool:
    """True for a link whose new address can be written in its place without a person looking.

    It moved by permanent redirects only, or the same address now answers over https.
    """
    if not result.permanent or result.ignored or not result.final_url or re.search(r"\s", result.final_url):
        return False
    if result.state is LinkState.OK:
        return result.final_url == without_fragment(result.url).replace("http://", "https://", 1)
    downgrade = result.url.startswith("https:") and result.final_url.startswith("http:")
    return result.state is LinkState.MOVED and not downgrade


def unified(edit: Edit) -> str:
    """The edit as a diff."""
    name = edit.path.as_posix()
    lines = difflib.unified_diff(
        edit.text.splitlines(keepends=True), edit.result.splitlines(keepends=True), f"a/{name}", f"b/{name}", n=1
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def apply(edit: Edit) -> None:
    """Write the file, if it still is what was checked. Raises InputError when it was changed meanwhile."""
    if _read(edit.path) != edit.text:
        raise InputError("was changed since it was checked; run again", path=str(edit.path))
    try:
        mode = edit.path.stat().st_mode
        edit.path.write_bytes(edit.result.encode("utf-8"))
        edit.path.chmod(mode)
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror or error})", path=str(edit.path)) from error


def _kept_fragment(result: LinkResult) -> str:
    """The new address with the fragment the author wrote, unless the redirect brought its own."""
    fragment = urlsplit(result.url).fragment
    return f"{without_fragment(result.final_url)}#{fragment}" if fragment else result.final_url


def _edit(path: Path, moved: list[tuple[Mention, str]]) -> Edit:
    text = _read(path)
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    changes = {}
    for mention, new in moved:
        raw = mention.raw or mention.url
        start = starts[mention.place.line - 1] + mention.place.col - 1 if mention.place.line <= len(starts) else -1
        if "\n" not in raw and text.startswith(raw, max(start, 0)) and start >= 0:
            changes[start] = Change(start, raw, _written(new, raw, path.suffix.lower()))
    return Edit(path, text, tuple(changes[start] for start in sorted(changes)))


def _written(new: str, old: str, suffix: str) -> str:
    """The new address as the format writes it: entities and TeX escapes where the old one had need of them."""
    if suffix in (".html", ".htm", ".xhtml", ".xml", ".tei") or (suffix in (".md", ".markdown") and "&amp;" in old):
        return html.escape(new, quote=True)
    if suffix in (".tex", ".ltx", ".bib") and "\\" in old:
        return _TEX_SPECIAL.sub(r"\\\1", new)
    if suffix == ".csv":
        return new if not re.search(r'[",]', new) else new.replace('"', "%22").replace(",", "%2C")
    if suffix in (".md", ".markdown"):
        return new.replace("(", "%28").replace(")", "%29")
    return new


def _is_text(file: str) -> bool:
    return file != "-" and Path(file).suffix.lower() not in DOCUMENTS


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be edited ({error})", path=str(path)) from error


__all__ = ["Change", "Edit", "apply", "fixable", "plan", "unified", "write_text"]
