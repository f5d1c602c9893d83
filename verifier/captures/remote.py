"""A cache in an object store (`s3://`, `gs://`, ...), by way of fsspec: a folder here works on it, the store holds it.

The folder is a working copy. A body or record is acknowledged when the store has it and the folder has it; bodies are
taken from the store when they are first asked for, and proved against their digest as ever; records are taken when the
cache is opened, each proved against its seal. What a store cannot promise is not claimed: there is no append, so the
ledger is the folder's own, and a record deleted from the store is missed only by a folder that once had it.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

from verifier.captures.bucket import Bucket
from verifier.captures.disk import Disk, publish
from verifier.errors import CaptureDamaged, ConfigError

MARK = "remote.url"  # in a working copy: which store holds it
# A single put is all or nothing in these, and a reader then sees it at once: what the folder's rename gives us.
ATOMIC = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "memory"})
KEPT = re.compile(
    r"objects/sha256/[0-9a-f]{2}/[0-9a-f]{64}|captures/[a-z0-9][a-z0-9.-]*/[0-9a-f]+/[0-9TZ.]+-[0-9a-f]+\.json"
)
_ADDRESS = re.compile(r"([a-z][a-z0-9+]+)://(.+)", re.DOTALL)


def cache_folder(told: str | Path, home: Path) -> Path:
    """The folder to work in: `told` itself, or for a store's address a working copy below `home`. Opens no socket.

    Raises ConfigError for a store without the guarantees a cache needs, or without the extra that reaches it.
    """
    found = _ADDRESS.fullmatch(str(told))
    if found is None:
        return Path(told)
    url = f"{found[1]}://{found[2].rstrip('/')}"
    if found[1] not in ATOMIC:
        raise ConfigError(
            f"a cache cannot lie at {url}: {found[1]} may show half a file to a reader; "
            f"use a folder, or one of {', '.join(sorted(ATOMIC))}"
        )
    name = re.sub(r"[^a-z0-9.]+", "-", url.lower()).strip("-")[:60]
    folder = home / f"{name}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text(url + "\n", encoding="utf-8")
    return folder


def refuse_offline(folder: Path) -> None:
    """Raise ConfigError for a working copy: its store cannot be asked without a socket, and it may lack a body."""
    if (folder / MARK).is_file():
        url = (folder / MARK).read_text(encoding="utf-8").strip()
        raise ConfigError(
            f"--offline opens no socket, and the cache lies at {url}: leave --offline out, or use a folder"
        )


def disk_for(root: Path) -> Disk:
    """The disk of a cache folder: its own, or the one that keeps a store in step where the folder is a working copy."""
    try:
        url = (root / MARK).read_text(encoding="utf-8").strip()
    except OSError:
        return Disk()
    return _in_step(root, url)


@cache
def _in_step(root: Path, url: str) -> Disk:
    """The disk of a working copy, once in a process brought up to date with the store."""
    disk = RemoteDisk(root, url)
    disk.pull()
    return disk


class RemoteDisk(Disk):
    """A folder's disk that puts every body and record into a store before the folder shows it."""

    def __init__(self, root: Path, url: str) -> None:
        self._root = root
        self._bucket = Bucket(url)

    def rename(self, old: Path, new: Path) -> None:
        """To the store first: whoever sees the name here can rely on its being there."""
        name = new.relative_to(self._root).as_posix()
        if KEPT.fullmatch(name):
            self.make_folder(new.parent)  # before the put, which a folder found missing afterwards would repeat
            self._bucket.put(name, old.read_bytes())
        super().rename(old, new)

    def read(self, path: Path) -> bytes:
        """From the folder, else from the store; then the folder has it too, if it is what its name says."""
        try:
            return super().read(path)
        except FileNotFoundError:
            body = self._bucket.get(path.relative_to(self._root).as_posix())
        if hashlib.sha256(body).hexdigest() == path.name:
            publish(Disk(), self._root / "tmp", path, body)
        return body

    def pull(self) -> int:
        """Take the records that the folder lacks from the store; how many. Raises StoreError, CaptureDamaged."""
        from verifier.captures.shelf import Shelf, unseal

        disk, scratch = Disk(), self._root / "tmp"
        shelf = Shelf(self._root, scratch, disk)
        names = [name for name in self._bucket.names("captures") if KEPT.fullmatch(name)]
        lacking = [name for name in names if not (self._root / name).exists()]
        for name, written in self._bucket.get_all(lacking):
            path = self._root / name
            try:
                unseal(written, path.stem)
            except CaptureDamaged as damage:
                raise CaptureDamaged(f"{self._bucket.url}/{name}: {damage}") from damage
            publish(disk, scratch, path, written)
            shelf.enlist(path, written)
        return len(lacking)
