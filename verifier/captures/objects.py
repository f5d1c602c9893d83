"""Bodies under the digest of their bytes: one file for each distinct body, checked whenever it is read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from verifier.captures.disk import Disk, publish
from verifier.errors import CaptureDamaged

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Objects:
    """`root/ab/abcdef...`: the SHA-256 of a body is its name."""

    def __init__(self, root: Path, scratch: Path, disk: Disk) -> None:
        self.root = root
        self._scratch = scratch
        self._disk = disk

    def path(self, digest: str) -> Path:
        """Where the body with this digest stands. Raises CaptureDamaged for what is no digest."""
        if _DIGEST.fullmatch(digest) is None:
            raise CaptureDamaged(f"{digest[:80]!r} is no SHA-256 digest; the record that names it was changed")
        return Path(f"{self.root}/{digest[:2]}/{digest}")

    def put(self, body: bytes) -> str:
        """Keep `body`; its digest. One that is there already is left alone, one that is there damaged is mended."""
        digest = hashlib.sha256(body).hexdigest()
        if not self._stands(digest, body):
            publish(self._disk, self._scratch, self.path(digest), body)
        return digest

    def get(self, digest: str) -> bytes:
        """The body, proved against its digest. Raises CaptureDamaged."""
        path = self.path(digest)
        try:
            body = self._disk.read(path)
        except FileNotFoundError:
            raise CaptureDamaged(f"{path}: the body is missing; fetch its address again") from None
        except OSError as error:
            raise CaptureDamaged(f"{path}: the body cannot be read ({error.strerror or error})") from error
        found = hashlib.sha256(body).hexdigest()
        if found != digest:
            raise CaptureDamaged(f"{path}: the body was changed ({len(body)} bytes, SHA-256 {found[:12]}...)")
        return body

    def walk(self) -> Iterator[Path]:
        """Every file under the root, sorted, whatever its name."""
        return iter(sorted(path for path in self.root.rglob("*") if path.is_file()))

    def _stands(self, digest: str, body: bytes) -> bool:
        try:
            return self.path(digest).read_bytes() == body
        except OSError:
            return False
