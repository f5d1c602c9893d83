"""The reporting room: a run, written for people and for machines. It reads a Run and never recomputes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from verifier.errors import ConfigError
from verifier.records.report import ClaimResult, Run
from verifier.reporting import paging
from verifier.reporting.canonical import frame_of, read_run, record_digest, schema, schema_text
from verifier.reporting.files import write_whole
from verifier.reporting.formats import FORMATS, format_named
from verifier.reporting.history import HISTORY_FILE, append_history, changes, history_html, read_history
from verifier.reporting.identity import identity_of
from verifier.reporting.kept import Made
from verifier.reporting.manifest import check_manifest, write_manifest
from verifier.reporting.proof import Evidence, Problem, verify_run
from verifier.reporting.reviews import apply_reviews, orphans, read_reviews
from verifier.reporting.stretches import Draw, Spread, one_by_one
from verifier.reporting.text import text_summary
from verifier.reporting.writing import write_page, write_stretches

__all__ = [
    "FORMATS",
    "Evidence",
    "Pictures",
    "Problem",
    "apply_reviews",
    "changes",
    "check_manifest",
    "history_html",
    "orphans",
    "read_history",
    "read_reviews",
    "read_run",
    "record_digest",
    "render",
    "schema",
    "serve_review",
    "text_summary",
    "verify_run",
    "write_history",
    "write_reports",
]

Pictures = Callable[[ClaimResult], bytes | None]
SCHEMA_FILE = "report.schema.json"


def render(run: Run, format: str) -> str:  # noqa: A002 - the contract's name for it
    """The run in one format, as text. Raises ConfigError for a format that is unknown or binary."""
    chosen = format_named(format)
    if chosen.binary:
        raise ConfigError(f"{chosen.name} is a binary format: write it to a folder instead")
    made = chosen.make(run)
    return made if isinstance(made, str) else made.decode()


def write_reports(
    run: Run,
    folder: Path,
    formats: Sequence[str],
    *,
    pictures: Pictures | None = None,
    pictures_of: Draw | None = None,
    evidence: Mapping[str, Path] | None = None,
    history: Path | None = None,
    again: bool = False,
    spread: Spread = one_by_one,
) -> dict[str, Path]:
    """Write the run into `folder` in each format; the paths, by format name. Each file is whole or the old one.

    `pictures` gives a claim's page picture (PNG or JPEG, the words already marked), or None; `pictures_of` makes such
    a function for a stretch of the run, so that a large run's pictures never stand in memory together. `evidence` maps
    the digest of each body the run rests on to its file in the cache, for the manifest, which is always written
    (`manifest`). `history` is the file of past runs: this run is added to it and the dashboard written (`history`).
    `again`: the run was written here before, and the manifest keeps what it says of its other files. `spread` runs
    one function over many tasks, both of which pickle, and gives places and results as they come: an engine's.
    """
    chosen = [format_named(name) for name in formats]
    made = Made(folder)
    frame = frame_of(run)
    identity = identity_of(run, frame, paging.STRETCH)
    draw = pictures_of or (lambda _: pictures)
    names = [entry.name for entry in chosen]
    done = write_stretches(run, folder, names, made=made, frame=frame, identity=identity, draw=draw, spread=spread)
    written, beside = dict(done.paths), list(done.beside)
    for entry in chosen:
        path = folder / entry.filename
        if entry.name in written:
            continue
        written[entry.name] = path
        if entry.name == "html":
            beside += write_page(run, path, draw(run), done.digest)
        elif entry.timeless:
            made.write(path, identity.record, entry.parts(run))
        else:
            write_whole(path, entry.parts(run))
    made.save()
    written = {entry.name: written[entry.name] for entry in chosen}
    if "json" in written:
        written["schema"] = write_whole(folder / SCHEMA_FILE, schema_text())
    if history is not None:
        runs = append_history(history, run, done.digest)
        written["history"] = write_whole(folder / "history.html", history_html(runs))
    written["manifest"] = write_manifest(folder, [*written.values(), *beside], evidence, keep=again)
    return written


def serve_review(
    run: Run, reviews: Path, *, port: int = 0, pictures: Pictures | None = None, two_person: bool = False
) -> AbstractContextManager[str]:
    """Serve the run on loopback for people's decisions while the block runs; gives the address to open."""
    from verifier.reporting.review_server import serve_review as serve

    return serve(run, reviews, port=port, pictures=pictures, two_person=two_person)


def write_history(folder: Path) -> Path:
    """Write the dashboard over the runs kept in `folder/history.jsonl`; the path of `history.html` beside it."""
    return write_whole(folder / "history.html", history_html(read_history(folder / HISTORY_FILE)))
