"""A BagIt 1.0 folder (RFC 8493) of the cache: `sha256sum -c manifest-sha256.txt` proves it with no tool of ours."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.captures.disk import publish
from verifier.captures.warc import chosen_captures
from verifier.captures.warcimport import Imported, restore_record
from verifier.errors import CaptureDamaged, InputError
from verifier.records.capture import Capture

if TYPE_CHECKING:
    from verifier.captures.store import Store

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"


def export_bag(store: Store, folder: Path, captures: Iterable[Capture] | None = None) -> int:
    """Write the captures (default all) into a new folder; how many. Raises InputError if it is not empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError("is not an empty folder; a bag is written anew", path=str(folder))
    chosen = chosen_captures(store, captures)
    manifest: dict[str, str] = {}
    octets = 0
    for name, data in _payload(store, chosen):
        if name not in manifest:
            octets += len(data)
            manifest[name] = _put(store, folder, name, data)
    version = chosen[-1].tool_version if chosen else ""
    date = chosen[-1].retrieved_at[:10] if chosen else "1970-01-01"
    info = f"Bag-Software-Agent: verifier/{version}\nBagging-Date: {date}\nPayload-Oxum: {octets}.{len(manifest)}\n"
    tags = {"bagit.txt": DECLARATION, "bag-info.txt": info.encode(), MANIFEST: _manifest(manifest)}
    written = {name: _put(store, folder, name, data) for name, data in tags.items()}
    _put(store, folder, TAG_MANIFEST, _manifest(written))
    return len(chosen)


def import_bag(store: Store, folder: Path) -> Imported:
    """Keep the captures of a bag that is whole. Raises InputError, and then nothing was kept."""
    files = check_bag(folder)
    done = Imported()
    for name in files:
        if name.startswith("data/objects/"):
            store.objects.put((folder / name).read_bytes())
    records = [name for name in files if name.startswith("data/captures/")]
    for number, name in enumerate(records, start=1):
        try:
            done.captures.append(restore_record(store, (folder / name).read_bytes(), Path(name).stem))
        except CaptureDamaged as damage:
            done.passed_over.append((number, f"{name}: {damage}"))
    return done


def check_bag(folder: Path) -> list[str]:
    """The payload files of a bag, each proved. Raises InputError naming the first that is missing, changed or stray."""
    if not (folder / "bagit.txt").is_file():
        raise InputError("is no BagIt bag (no bagit.txt)", path=str(folder))
    _check_manifest(folder, TAG_MANIFEST)
    listed = _check_manifest(folder, MANIFEST)
    present = {path.relative_to(folder).as_posix() for path in (folder / "data").rglob("*") if path.is_file()}
    stray = sorted(present - set(listed))
    if stray:
        raise InputError(f"{stray[0]} is not in the manifest; nothing was imported", path=str(folder))
    return listed


def _check_manifest(folder: Path, manifest: str) -> list[str]:
    try:
        lines = (folder / manifest).read_text("utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise InputError(f"{manifest} cannot be read; nothing was imported", path=str(folder)) from error
    names = []
    for line in lines:
        digest, _, name = line.partition("  ")
        path = folder / name
        inside = name and ".." not in Path(name).parts and not Path(name).is_absolute()
        if not inside or not path.is_file() or path.is_symlink():
            raise InputError(f"{name or line!r} is missing; nothing was imported", path=str(folder))
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise InputError(f"{name} was changed; nothing was imported", path=str(folder))
        names.append(name)
    return names


def _payload(store: Store, captures: list[Capture]) -> Iterable[tuple[str, bytes]]:
    for capture in captures:
        record = store.shelf.folder(capture.url) / f"{capture.id}.json"
        yield f"data/{record.relative_to(store.root).as_posix()}", record.read_bytes()
        if capture.sha256:
            body = store.objects.path(capture.sha256)
            yield f"data/{body.relative_to(store.root).as_posix()}", store.body(capture)


def _put(store: Store, folder: Path, name: str, data: bytes) -> str:
    publish(store.disk, folder, folder / name, data)
    return hashlib.sha256(data).hexdigest()


def _manifest(digests: dict[str, str]) -> bytes:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode()
