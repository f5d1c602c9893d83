"""One pass over a run for every file that grows with it: a stretch is drawn once, for page, table and record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from verifier.records.report import Run, RunHeader
from verifier.reporting import paging
from verifier.reporting.canonical import Frame, record_digest
from verifier.reporting.files import write_whole
from verifier.reporting.formats import FORMATS
from verifier.reporting.html import Pictures, build_page
from verifier.reporting.identity import Identity, claim_texts
from verifier.reporting.kept import Made
from verifier.reporting.outlets import RecordFile, TableFile
from verifier.reporting.paging import Pages
from verifier.reporting.stretches import Draw, Drawn, Spread, Stretch, captures_used, draw_stretch, in_order


@dataclass(frozen=True)
class Written:
    """The paths by format, the record's digest, and every file beside `report.html` that belongs to it."""

    paths: dict[str, Path]
    digest: str
    beside: list[Path]


def write_stretches(
    run: Run,
    folder: Path,
    names: Sequence[str],
    made: Made,
    frame: Frame,
    identity: Identity,
    draw: Draw,
    spread: Spread,
) -> Written:
    """Write those of the formats that are drawn stretch by stretch: the record, the table, the pages of a long run."""
    place = {name: folder / FORMATS[name].filename for name in names}
    long = len(run.claims) > paging.ONE_PAGE
    pages = Pages(run, place["html"], identity, paging.STRETCH) if "html" in place and long else None
    with ExitStack() as stack:
        record = stack.enter_context(RecordFile(run, frame, place["json"], made, identity)) if "json" in place else None
        table = stack.enter_context(TableFile(run, place["csv"], made, identity)) if "csv" in place else None
        _fill(spread, _tasks(run, record, table, pages, draw), record, table, pages)
    digest = record.digest() if record else record_digest(run)
    beside = pages.finish(digest) if pages else []
    done = {"json": record, "csv": table, "html": pages}
    return Written({name: place[name] for name, file in done.items() if file is not None}, digest, beside)


def _tasks(
    run: Run, record: RecordFile | None, table: TableFile | None, pages: Pages | None, draw: Draw
) -> Iterator[Stretch]:
    """The stretches of which something is wanted, made as they are asked for."""
    captures = {capture.id: capture for capture in run.captures}
    header = RunHeader(version=run.run.version, settings=run.run.settings, inputs=run.run.inputs)
    columns, wanted = table.columns if table else (), bool(record and record.wanted)
    for number, first in enumerate(range(0, len(run.claims), paging.STRETCH)):
        page = pages.part(number) if pages else None
        if not (page or columns or wanted):
            continue
        texts = tuple(claim_texts(run.claims, first, first + paging.STRETCH))
        used = captures_used(texts, captures) if page or columns else ()
        yield Stretch(number, texts, used, header, page, columns, wanted, draw if page else None)


def _fill(
    spread: Spread,
    tasks: Iterator[Stretch],
    record: RecordFile | None,
    table: TableFile | None,
    pages: Pages | None,
) -> None:
    """Put what was drawn into its files; pages as they come, the others in order."""
    for drawn in in_order(_paged(spread, tasks, pages)):
        if record and drawn.record:
            record.add(drawn.record)
        if table and drawn.table:
            table.add(drawn.table)


def _paged(spread: Spread, tasks: Iterator[Stretch], pages: Pages | None) -> Iterator[tuple[int, Drawn]]:
    """The same pairs, their pages written already and let go of."""
    for place, drawn in spread(draw_stretch, tasks):
        if pages and drawn.page:
            pages.add(drawn.number, drawn.page)
        yield place, Drawn(drawn.number, None, drawn.table, drawn.record)


def write_page(run: Run, path: Path, pictures: Pictures | None, digest: str) -> list[Path]:
    """Write the report of a short run on one page; every file beside it that belongs to it."""
    page = build_page(run, pictures, digest=digest)
    write_whole(path, page.html)
    return [write_whole(path.parent / name, data) for name, data in page.assets.items()]
