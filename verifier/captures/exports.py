"""Out of the cache and into it: one door for WARC, WACZ and BagIt."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.errors import CaptureDamaged, InputError
from verifier.records.capture import Capture

if TYPE_CHECKING:
    from verifier.captures.store import Store
    from verifier.captures.warcimport import Imported

FORMS = ("warc", "wacz", "bag")


def form_of(target: Path) -> str:
    """The form that a name asks for: `.warc`, `.warc.gz`, `.wacz`; one without an ending is a folder, a bag.

    Raises InputError for another ending: a folder called `x.zip` is not what anybody wants.
    """
    name = target.name.lower()
    if name.endswith((".warc", ".warc.gz")):
        return "warc"
    if name.endswith(".wacz"):
        return "wacz"
    if target.suffix and not target.is_dir():
        message = "its name says no form; end it in .warc.gz or .wacz, or name the form with --as"
        raise InputError(message, path=str(target))
    return "bag"


def export_captures(
    store: Store, target: Path, form: str | None = None, captures: Iterable[Capture] | None = None
) -> int:
    """Write captures (default all) to `target` as `warc`, `wacz` or `bag`; how many.

    Raises InputError, StoreError, and CaptureDamaged for a damaged record: nothing is left out in silence.
    """
    from verifier.captures import bagit, wacz, warc

    writers = {"warc": warc.export_warc, "wacz": wacz.export_wacz, "bag": bagit.export_bag}
    form = form or form_of(target)
    if form not in writers:
        raise InputError(f"cannot export as {form!r}; one of {', '.join(FORMS)}")
    chosen = list(captures if captures is not None else store.captures(damaged=_refuse))
    if not chosen:
        raise InputError("holds no capture to export", path=str(store.root))
    return writers[form](store, target, chosen)


def _refuse(damage: CaptureDamaged) -> None:
    raise CaptureDamaged(f"{damage}; nothing was exported") from damage


def import_captures(store: Store, path: Path) -> Imported:
    """Keep what a WARC, a WACZ or a bag holds, once all of it is proved whole. Raises InputError naming what is not."""
    from verifier.captures import bagit, wacz, warcimport

    if not path.exists():
        raise InputError("no such file or folder to import", path=str(path))
    if path.is_dir():
        return bagit.import_bag(store, path)
    with path.open("rb") as stream:
        zipped = stream.read(4) == b"PK\x03\x04"
    return wacz.import_wacz(store, path) if zipped else warcimport.import_warc(store, path)
