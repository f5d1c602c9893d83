"""The report of a large run: a front page that counts and names the gravest, and pages of some hundred claims.

A page is the report of a stretch of the run, and holds no time: as long as its claims are what they were, its file is
left alone, so that a second run over ten thousand claims writes its front page and little else.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from verifier.records.report import ClaimResult, Run, Summary
from verifier.records.spool import Spool
from verifier.records.verdict import Level, Verdict
from verifier.reporting.addresses import anchor_names
from verifier.reporting.files import write_whole
from verifier.reporting.html import Part, Pictures, build_page, render_page
from verifier.reporting.kept import ASSETS_FOLDER, code_digest, read_object, unchanged
from verifier.reporting.labels import LEVELS, VERDICTS
from verifier.reporting.manifest import file_digest
from verifier.reporting.order import needs_human, severity_key

ONE_PAGE = 2_000  # claims on one page: as many open in under two seconds, and a browser's own search sees them all
STRETCH = 500  # claims on a page of several: two megabytes, open at once
NAMED = 200  # of the gravest claims, on the front page; the pages hold all of them
PAGE_NAME = re.compile(r"claims-\d{5,}\.html")
KEPT = "pages.json"  # beside the pages: what each was made from

Draw = Callable[[Sequence[ClaimResult]], Pictures | None]


def write_pages(run: Run, path: Path, draw: Draw, digest: str) -> tuple[Path, list[Path]]:
    """Write the report at `path`, on one page or several; the path, and every file beside it that belongs to it."""
    if len(run.claims) <= ONE_PAGE:
        page = build_page(run, draw(run.claims), digest=digest)
        return write_whole(path, page.html), [
            write_whole(path.parent / name, data) for name, data in page.assets.items()
        ]
    folder = path.parent / ASSETS_FOLDER
    before, kept = read_object(folder / KEPT), {}
    beside: list[Path] = []
    for part in _parts(len(run.claims), path.name):
        name = _name(part.number)
        made = _unchanged(before.get(name), run, part, folder) or _write(run, part, folder, draw)
        kept[name] = made
        beside += [folder / file for file in (name, *made["assets"])]
    for name in before.keys() - kept.keys():
        if PAGE_NAME.fullmatch(name):  # of a run that was longer
            (folder / name).unlink(missing_ok=True)
    write_whole(folder / KEPT, json.dumps(kept, indent=1) + "\n")
    front = render_page("front.html.j2", run=run, front=_front(run), digest=digest, image_sources="data:")
    return write_whole(path, front), beside


def _parts(claims: int, index: str) -> Iterator[Part]:
    count = -(-claims // STRETCH)
    for number in range(1, count + 1):
        first = (number - 1) * STRETCH + 1
        yield Part(
            number=number,
            count=count,
            first=first,
            last=min(first + STRETCH - 1, claims),
            index=f"../{index}",
            before=_name(number - 1) if number > 1 else "",
            after=_name(number + 1) if number < count else "",
        )


def _name(number: int) -> str:
    return f"claims-{number:05d}.html"


def _unchanged(made: Any, run: Run, part: Part, folder: Path) -> dict[str, Any] | None:
    """What was kept of a page, when it would come out the same and lies there, pictures and all, as it was written."""
    if not unchanged(folder / _name(part.number), made, _inputs(run, part)):
        return None
    pictures = made.get("assets", {}).items()
    return (
        dict(made)
        if all(unchanged(folder / name, {"from": "", "sha256": held}, "") for name, held in pictures)
        else None
    )


def _write(run: Run, part: Part, folder: Path, draw: Draw) -> dict[str, Any]:
    claims = run.claims[part.first - 1 : part.last]
    used = {name for result in claims for name in (result.source.capture, *result.source.captures)}
    stretch = run.model_copy(
        update={
            "claims": claims,
            "captures": tuple(capture for capture in run.captures if capture.id in used),
            "summary": Summary(claims=len(claims)),
            "problems": (),
            "manuscripts": (),
        }
    )
    page = build_page(stretch, draw(claims), part=part)
    for name, data in page.assets.items():
        write_whole(folder / name, data)
    written = write_whole(folder / _name(part.number), page.html)
    assets = {name: hashlib.sha256(data).hexdigest() for name, data in page.assets.items()}
    return {"from": _inputs(run, part), "sha256": file_digest(written), "assets": assets}


def _inputs(run: Run, part: Part) -> str:
    """The digest of all that a page shows: its claims, its place among the pages, and the code that writes it."""
    held = hashlib.sha256(f"{code_digest()}\0{part}\0{run.run.version}\0{run.run.settings}\0{run.run.inputs}".encode())
    for row in range(part.first - 1, part.last):
        held.update(
            run.claims.text(row) if isinstance(run.claims, Spool) else run.claims[row].model_dump_json().encode()
        )
    return held.hexdigest()


@dataclass
class Front:
    """What the front page shows: counts in all and by page, and the gravest claims."""

    verdicts: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(VERDICTS, 0))
    levels: dict[Level, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))
    pages: list[tuple[str, int, int, dict[Level, int]]] = field(default_factory=list)
    gravest: list[tuple[str, ClaimResult]] = field(default_factory=list)
    wanting: int = 0
    total: int = 0


def _front(run: Run) -> Front:
    front = Front()
    graves: list[tuple[tuple[int, int, int], int]] = []
    for row, result in enumerate(run.claims):
        if row % STRETCH == 0:
            last = min(row + STRETCH, len(run.claims))
            front.pages.append(
                (f"{ASSETS_FOLDER}/{_name(row // STRETCH + 1)}", row + 1, last, dict.fromkeys(LEVELS, 0))
            )
        if not result.checked:
            continue
        front.total += 1
        front.verdicts[result.verdict] += 1
        front.levels[result.level] += 1
        front.pages[-1][3][result.level] += 1
        if needs_human(result):
            graves.append((severity_key(result), row))
    front.wanting = len(graves)
    for _, row in sorted(graves)[:NAMED]:
        result = run.claims[row]
        front.gravest.append((f"{front.pages[row // STRETCH][0]}#{anchor_names([result.id])[0]}", result))
    return front
