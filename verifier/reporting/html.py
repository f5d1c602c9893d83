"""The report for people: one HTML page that loads nothing, runs one script of ours, and prints as a packet."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from verifier.records.report import ClaimResult, Run
from verifier.reporting.kept import ASSETS_FOLDER
from verifier.reporting.view import STRIP_WIDTH, TICK_WIDTH, report_view

if TYPE_CHECKING:
    from jinja2 import Environment

Pictures = Callable[[ClaimResult], bytes | None]

# Bytes of page pictures kept inside the page. Past this they lie in a folder beside it and load as they are scrolled
# to: 12 MB of pictures are 16 MB of base64, which a browser still reads in well under a second.
INLINE_PICTURE_BYTES = 12 * 2**20
PNG_START = b"\x89PNG\r\n\x1a\n"
JPEG_START = b"\xff\xd8\xff"


@dataclass(frozen=True)
class Part:
    """One page of several: its place (from 1), how many there are, the rows on it, and the addresses around it."""

    number: int
    count: int
    first: int
    last: int
    index: str
    before: str
    after: str


@dataclass(frozen=True)
class Page:
    """A page and the pictures that lie beside it, by path relative to it (empty when they are all inside)."""

    html: str
    assets: dict[str, bytes] = field(default_factory=dict)


def to_html(run: Run) -> str:
    """The report as one page without page pictures."""
    return build_page(run).html


def build_page(
    run: Run,
    pictures: Pictures | None = None,
    *,
    review: bool = False,
    part: Part | None = None,
    digest: str = "",
) -> Page:
    """The report with the pictures that `pictures` gives (PNG or JPEG, the words already marked in them).

    `review` adds the decision forms, which only the review server can answer. `part` says which of how many pages this
    is, where `run` is a stretch of a larger one.
    """
    run = run.model_copy(update={"claims": tuple(run.claims)})  # a page is made whole, so its claims are held
    drawn = _drawn(run, pictures)
    inside = sum(len(data) for data in {id(data): data for data in drawn.values()}.values()) <= INLINE_PICTURE_BYTES
    assets: dict[str, bytes] = {}
    addresses: dict[int, str] = {}
    for at, data in drawn.items():
        addresses[at] = _inline(data) if inside else _beside(data, assets, "" if part else f"{ASSETS_FOLDER}/")
    by_identity = {id(result): addresses.get(at, "") for at, result in enumerate(run.claims)}
    view = report_view(run, lambda result: by_identity[id(result)], digest)
    sources = "data:" if inside else "'self' file: data:"
    html = render_page("report.html.j2", view=view, review=review, image_sources=sources, part=part)
    return Page(html, assets)


def render_page(template: str, *, review: bool = False, **values: Any) -> str:
    """One of this room's pages, with our style and script and the digests by which its policy allows them."""
    return _environment().get_template(template).render(review=review, **values, **_code(review))


def _drawn(run: Run, pictures: Pictures | None) -> dict[int, bytes]:
    if pictures is None:
        return {}
    made = ((at, pictures(result)) for at, result in enumerate(run.claims))
    return {at: data for at, data in made if data and data.startswith((PNG_START, JPEG_START))}


def _inline(data: bytes) -> str:
    kind = "png" if data.startswith(PNG_START) else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def _beside(data: bytes, assets: dict[str, bytes], folder: str) -> str:
    ending = "png" if data.startswith(PNG_START) else "jpg"
    name = f"{folder}{hashlib.sha256(data).hexdigest()[:24]}.{ending}"
    assets[name] = data
    return name


def _code(review: bool) -> dict[str, Any]:
    """Our style and script, each with the digest by which the page's policy allows it, and nothing else, to run."""
    from markupsafe import Markup

    style = _shipped("report.css")
    script = _shipped("report.js") + (_shipped("review.js") if review else "")
    return {
        "style": Markup(style),  # noqa: S704 - our own file, shipped with the package
        "script": Markup(script),  # noqa: S704 - our own file, shipped with the package
        "style_hash": _csp_hash(style),
        "script_hash": _csp_hash(script),
    }


@cache
def _shipped(name: str) -> str:
    return (files("verifier.reporting") / "templates" / name).read_text(encoding="utf-8")


def _csp_hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from verifier.reporting.addresses import linkable
    from verifier.reporting.claim_view import head, tail
    from verifier.reporting.diff import folded
    from verifier.reporting.labels import CLOSED_WORLD, EVIDENCE, LEVELS, VERDICTS

    made = Environment(
        loader=PackageLoader("verifier.reporting", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "linkable": linkable,
        "folded": folded,
        "clock": clock,
        "size": human_size,
        "head": head,
        "tail": tail,
        "filename": filename,
        "page_breaks": page_breaks,
    }
    made.globals |= {"EVIDENCE": EVIDENCE, "LEVELS": LEVELS, "VERDICTS": VERDICTS, "CLOSED_WORLD": CLOSED_WORLD}
    made.globals |= {"STRIP_WIDTH": STRIP_WIDTH, "TICK_WIDTH": TICK_WIDTH}
    return made


def page_breaks(text: str) -> str:
    """The text with a bar where a page of the source ends (a form feed, which browsers draw as a box)."""
    return text.replace("\f", " ¦ ")


def filename(path: str) -> str:
    """The last part of a path of either kind: what a reader knows the manuscript by, on whatever machine it lay."""
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2] or path


def clock(stamp: str) -> str:
    """An ISO 8601 UTC stamp as people read it: `2026-11-20 10:15:00 UTC`; anything else as it came."""
    if len(stamp) >= len("2026-11-20T10:15:00") and stamp[10:11] == "T" and stamp.endswith("Z"):
        return f"{stamp[:10]} {stamp[11:19]} UTC"
    return stamp


def human_size(count: int) -> str:
    """Bytes in the unit a reader expects: `812 B`, `14 kB`, `1.5 MB`."""
    if count < 1000:
        return f"{count} B"
    if count < 1_000_000:
        return f"{count / 1000:.0f} kB"
    return f"{count / 1_000_000:.1f} MB"
