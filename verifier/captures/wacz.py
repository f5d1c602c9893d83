"""WACZ 1.1.1: a WARC, its index and its pages in one zip, each file under its digest; replayweb.page opens it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from verifier.captures.clock import parse_stamp
from verifier.captures.disk import publish
from verifier.captures.index import surt
from verifier.captures.warc import Placed, chosen_captures, write_warc
from verifier.captures.warcimport import Imported, import_warc, prove_warc
from verifier.errors import InputError
from verifier.records.capture import Capture

if TYPE_CHECKING:
    from verifier.captures.store import Store

WACZ_VERSION = "1.1.1"
WARC_NAME = "data.warc.gz"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold: the same captures give the same bytes


def export_wacz(store: Store, path: Path, captures: Iterable[Capture] | None = None) -> int:
    """Write the captures (default all) as a WACZ, whole or not at all; how many."""
    chosen = chosen_captures(store, captures)
    written = write_warc(store, chosen, WARC_NAME)
    files = {
        f"archive/{WARC_NAME}": written.data,
        "indexes/index.cdx": _index(written.placed),  # CDXJ; pywb looks for this ending
        "pages/pages.jsonl": _pages(chosen),
    }
    files["datapackage.json"] = _json(_datapackage(files, chosen))
    digest = "sha256:" + hashlib.sha256(files["datapackage.json"]).hexdigest()
    files["datapackage-digest.json"] = _json({"path": "datapackage.json", "hash": digest})
    publish(store.disk, path.parent, path, _zipped(files))
    return len(chosen)


def import_wacz(store: Store, path: Path) -> Imported:
    """Keep the captures of a WACZ whose files hold their digests. Raises InputError, and then nothing was kept."""
    done = Imported()
    try:
        with zipfile.ZipFile(path) as package, TemporaryDirectory() as folder:
            _prove(package, path)
            for warc in _unpacked(package, Path(folder)):
                part = import_warc(store, warc)
                done.captures += part.captures
                done.passed_over += part.passed_over
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError) as error:
        raise InputError(f"no whole WACZ ({error}); nothing was imported", path=str(path)) from error
    return done


def _unpacked(package: zipfile.ZipFile, folder: Path) -> list[Path]:
    """The WARCs of a package as files, all of them proved before any is imported."""
    warcs = []
    for number, name in enumerate(sorted(n for n in package.namelist() if n.startswith("archive/") and ".warc" in n)):
        place = folder / str(number) / Path(name).name
        place.parent.mkdir()
        place.write_bytes(package.read(name))
        prove_warc(place)
        warcs.append(place)
    return warcs


def _prove(package: zipfile.ZipFile, path: Path) -> None:
    resources = json.loads(package.read("datapackage.json"))["resources"]
    for resource in resources:
        kind, _, claim = str(resource["hash"]).partition(":")
        if kind != "sha256" or hashlib.sha256(package.read(resource["path"])).hexdigest() != claim:
            raise InputError(f"{resource['path']} was changed; nothing was imported", path=str(path))
    listed = {resource["path"] for resource in resources}
    stray = [name for name in package.namelist() if name.startswith("archive/") and name not in listed]
    if stray:
        raise InputError(f"{stray[0]} is not in the package's list; nothing was imported", path=str(path))


def _index(placed: Iterable[Placed]) -> bytes:
    lines = [_index_line(place) for place in placed if place.record.kind in ("response", "revisit", "resource")]
    return ("\n".join(sorted(lines)) + "\n").encode()


def _index_line(place: Placed) -> str:
    record = place.record
    facts = {
        "url": record.target,
        "mime": _mime(place),
        "status": record.block[9:12].decode() if record.content_type.startswith("application/http") else "200",
        "digest": record.digest,
        "length": str(place.length),
        "offset": str(place.offset),
        "filename": WARC_NAME,
    }
    return f"{surt(record.target)} {_digits(record.date)} {json.dumps(facts)}"


def _mime(place: Placed) -> str:
    if place.record.kind == "revisit":
        return "warc/revisit"
    return place.record.capture.media_type if place.record.capture is not None else "unk"


def _pages(captures: list[Capture]) -> bytes:
    lines: list[dict[str, str]] = [{"format": "json-pages-1.0", "id": "pages", "title": "Captures"}]
    lines += [
        {"id": c.id, "url": c.memento_url or c.final_url or c.url, "ts": c.retrieved_at, "title": c.url}
        for c in captures
        if c.usable
    ]
    return b"".join(json.dumps(line, sort_keys=True).encode() + b"\n" for line in lines)


def _datapackage(files: dict[str, bytes], captures: list[Capture]) -> dict[str, Any]:
    newest = captures[-1].retrieved_at if captures else "1970-01-01T00:00:00.000000Z"
    return {
        "profile": "data-package",
        "wacz_version": WACZ_VERSION,
        "title": "Captures of cited sources",
        "software": f"verifier/{captures[-1].tool_version}" if captures else "verifier",
        "created": newest,
        "resources": [
            {
                "name": Path(name).name,
                "path": name,
                "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
                "bytes": len(data),
            }
            for name, data in sorted(files.items())
        ],
    }


def _zipped(files: dict[str, bytes]) -> bytes:
    """Stored, not packed again: readers fetch ranges of the WARC inside."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name, _EPOCH), data)
    return out.getvalue()


def _json(value: object) -> bytes:
    return json.dumps(value, indent=2, sort_keys=True).encode() + b"\n"


def _digits(date: str) -> str:
    return parse_stamp(date).strftime("%Y%m%d%H%M%S")
