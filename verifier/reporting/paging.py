"""The report of a large run: a front page that counts and names the gravest, and pages of some hundred claims.

A page is the report of a stretch of the run, and holds no time: as long as its claims are what they were, its file is
left alone, so that a second run over ten thousand claims writes its front page and little else.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from verifier.records.report import ClaimResult, Run
from verifier.records.results import glances
from verifier.records.verdict import Level, Verdict
from verifier.reporting.addresses import anchor_names
from verifier.reporting.files import WholeFile, write_whole
from verifier.reporting.html import Page, Part, render_page
from verifier.reporting.identity import Identity
from verifier.reporting.kept import ASSETS_FOLDER, code_digest, read_object, unchanged
from verifier.reporting.labels import LEVELS, VERDICTS
from verifier.reporting.order import may_need_human, needs_human, severity_key

ONE_PAGE = 2_000  # claims on one page: as many open in under two seconds, and a browser's own search sees them all
STRETCH = 500  # claims on a page of several: two megabytes, open at once
NAMED = 200  # of the gravest claims, on the front page; the pages hold all of them
PAGE_NAME = re.compile(r"claims-\d{5,}\.html")
KEPT = "pages.json"  # beside the pages: what each was made from


class Pages:
    """The pages behind the front page of one run: which of them have to be drawn, and those that were."""

    def __init__(self, run: Run, path: Path, identity: Identity, stretch: int) -> None:
        self._run = run
        self._path = path
        self._folder = path.parent / ASSETS_FOLDER
        self._identity = identity
        self._before = read_object(self._folder / KEPT)
        self._stretch = stretch
        self._kept: dict[str, Any] = {}

    def part(self, number: int) -> Part | None:
        """The page of this stretch (from 0), when it has to be drawn; None for one that lies there as it would be."""
        part, name = _part(number, self._stretch, len(self._run.claims), self._path.name), _name(number + 1)
        made = self._before.get(name)
        if not self._lies_there(part, made):
            return part
        self._kept[name] = made
        return None

    def add(self, number: int, page: Page) -> None:
        """Write a page that was drawn, and its pictures."""
        part, name = _part(number, self._stretch, len(self._run.claims), self._path.name), _name(number + 1)
        for picture, data in page.assets.items():
            write_whole(self._folder / picture, data)
        with WholeFile(self._folder / name) as file:
            file.write(page.html)
        assets = {picture: hashlib.sha256(data).hexdigest() for picture, data in page.assets.items()}
        self._kept[name] = {"from": self._inputs(part), "sha256": file.digest(), "assets": assets}

    def finish(self, digest: str) -> list[Path]:
        """Write the front page, and take away pages of a run that was longer; every file beside the front page."""
        for name in self._before.keys() - self._kept.keys():
            if PAGE_NAME.fullmatch(name):
                (self._folder / name).unlink(missing_ok=True)
        kept = dict(sorted(self._kept.items()))
        write_whole(self._folder / KEPT, json.dumps(kept, indent=1) + "\n")
        front = _front(self._run, self._stretch)
        html = render_page("front.html.j2", run=self._run, front=front, digest=digest, image_sources="data:")
        write_whole(self._path, html)
        return [self._folder / file for name, made in kept.items() for file in (name, *made["assets"])]

    def _lies_there(self, part: Part, made: Any) -> bool:
        """True when the page would come out the same, and lies there, pictures and all, as it was written."""
        if not unchanged(self._folder / _name(part.number), made, self._inputs(part)):
            return False
        pictures = made.get("assets", {}).items()
        return all(unchanged(self._folder / name, {"from": "", "sha256": held}, "") for name, held in pictures)

    def _inputs(self, part: Part) -> str:
        """The digest of all that a page shows: its claims, its place among the pages, and the code that writes it."""
        run, claims = self._run.run, self._identity.stretches[part.number - 1]
        said = f"{code_digest()}\0{part}\0{run.version}\0{run.settings}\0{run.inputs}\0{claims}"
        return hashlib.sha256(said.encode()).hexdigest()


def _part(number: int, stretch: int, claims: int, index: str) -> Part:
    count, first = -(-claims // stretch), number * stretch + 1
    return Part(
        number=number + 1,
        count=count,
        first=first,
        last=min(first + stretch - 1, claims),
        index=f"../{index}",
        before=_name(number) if number else "",
        after=_name(number + 2) if number + 1 < count else "",
    )


def _name(number: int) -> str:
    return f"claims-{number:05d}.html"


@dataclass
class Front:
    """What the front page shows: counts in all and by page, and the gravest claims."""

    verdicts: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(VERDICTS, 0))
    levels: dict[Level, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))
    pages: list[tuple[str, int, int, dict[Level, int]]] = field(default_factory=list)
    gravest: list[tuple[str, ClaimResult]] = field(default_factory=list)
    wanting: int = 0
    total: int = 0


def _front(run: Run, stretch: int) -> Front:
    front = Front()
    graves: list[tuple[tuple[int, int, int], int]] = []
    for row, seen in enumerate(glances(run.claims)):
        if row % stretch == 0:
            last = min(row + stretch, len(run.claims))
            front.pages.append(
                (f"{ASSETS_FOLDER}/{_name(row // stretch + 1)}", row + 1, last, dict.fromkeys(LEVELS, 0))
            )
        if not seen.checked:
            continue
        front.total += 1
        front.verdicts[seen.verdict] += 1
        front.levels[seen.level] += 1
        front.pages[-1][3][seen.level] += 1
        if may_need_human(seen) and (not seen.reviewed or needs_human(run.claims[row])):
            graves.append((severity_key(seen), row))
    front.wanting = len(graves)
    for _, row in sorted(graves)[:NAMED]:
        result = run.claims[row]
        front.gravest.append((f"{front.pages[row // stretch][0]}#{anchor_names([result.id])[0]}", result))
    return front
