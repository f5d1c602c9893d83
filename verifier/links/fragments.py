"""What a link's fragment asks for: an element's name, and words to be shown (`:~:text=prefix-,start,end,-suffix`)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

DIRECTIVE = ":~:"
TEXT = "text="
LINK_WORDS = 5  # words at either end of a long quotation: few enough to survive a small edit of the page
EXACT_WORDS = 2 * LINK_WORDS  # up to this many the whole quotation is named


@dataclass(frozen=True, slots=True)
class TextDirective:
    """One `text=` term, decoded. `start` is never empty; the others are '' when not given."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a fragment asks for: `anchor` ('' for none), the text directives, and terms that are no valid directive."""

    anchor: str = ""
    texts: tuple[TextDirective, ...] = ()
    broken: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.anchor or self.texts or self.broken)


def asked_by(url: str) -> Asked:
    """What the fragment of `url` asks for. Fragments that only scripts understand (`#!/x`, `#/x`) ask for nothing."""
    fragment = urlsplit(url).fragment if "#" in url else ""
    anchor, mark, directives = fragment.partition(DIRECTIVE)
    terms = [term for term in directives.split("&") if term.startswith(TEXT)] if mark else []
    read = [(term, _directive(term.removeprefix(TEXT))) for term in terms]
    return Asked(
        "" if anchor.startswith(("!", "/", "?")) else anchor,
        tuple(directive for _, directive in read if directive is not None),
        tuple(term for term, directive in read if directive is None),
    )


def _directive(term: str) -> TextDirective | None:
    """The directive of one `text=` term; None where the grammar does not allow it."""
    parts = term.split(",")
    prefix = suffix = ""
    if parts[0].endswith("-"):
        prefix = parts.pop(0)[:-1]
    if parts and parts[-1].startswith("-"):
        suffix = parts.pop()[1:]
    if not 1 <= len(parts) <= 2 or not all(parts) or any("-" in (part[:1], part[-1:]) for part in parts):
        return None
    words = [unquote(part).strip() for part in (*parts, *([""] if len(parts) == 1 else []), prefix, suffix)]
    return TextDirective(*words) if words[0] else None


def without_fragment(url: str) -> str:
    """The address as it goes over the wire."""
    return url.partition("#")[0]


def encoded(words: str) -> str:
    """Words as a text directive spells them: everything that could be syntax escaped, the hyphen too."""
    return quote(" ".join(words.split()), safe="").replace("-", "%2D")


def directive_text(directive: TextDirective) -> str:
    """The `text=` term that asks for it."""
    parts = [f"{encoded(directive.prefix)}-"] if directive.prefix else []
    parts += [encoded(directive.start)] + ([encoded(directive.end)] if directive.end else [])
    return TEXT + ",".join([*parts, *([f"-{encoded(directive.suffix)}"] if directive.suffix else [])])
