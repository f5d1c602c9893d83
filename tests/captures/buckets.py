"""Object stores on loopback (moto's S3, an emulator of Google's), and a writer that can be killed.

`python -m tests.captures.buckets PLACE HOME FIRST LAST` keeps captures FIRST to LAST in the cache at PLACE, working in
a folder below HOME, and prints a line for each when it is acknowledged.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from tests.captures.faults import acknowledged, keep
from verifier.captures import Store
from verifier.captures.remote import cache_folder

ROOT = Path(__file__).resolve().parents[2]
SIZE = 4_000  # bytes of a body: small, for an emulator is no store
# neither package looks for keys at the address where a cloud's own machines find them; read when they are imported
QUIET = {"AWS_EC2_METADATA_DISABLED": "true", "NO_GCE_CHECK": "true"}
_numbers = count()


@dataclass
class Served:
    """A kind of store that answers: `env` is what a process needs to reach it, `files` reaches it here.

    `start` and `stop` may be called in turn: what it holds stays.
    """

    scheme: str
    files: Any
    env: dict[str, str] = field(default_factory=dict)
    start: Callable[[], None] = lambda: None
    stop: Callable[[], None] = lambda: None

    def place(self) -> str:
        """A cache in a bucket that nobody used before."""
        bucket = f"bucket{next(_numbers)}"
        self.files.mkdir(bucket)
        return f"{self.scheme}://{bucket}/cache"

    def process(self, *arguments: str, **told: Any) -> subprocess.Popen[str]:
        """A Python process that can reach the store."""
        env = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "GOOGLE_"))}
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=told.pop("cwd", ROOT),
            env={**env, **self.env, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


def s3_env(address: str, *, keys: bool = True) -> dict[str, str]:
    """What makes a process ask `address` for S3, and no machine of Amazon's for keys."""
    told = {"AWS_ENDPOINT_URL": address, "AWS_DEFAULT_REGION": "us-east-1"}
    return QUIET | told | ({"AWS_ACCESS_KEY_ID": "reader", "AWS_SECRET_ACCESS_KEY": "secret"} if keys else {})


def gs_env(address: str) -> dict[str, str]:
    """What makes a process ask `address` for Google's store."""
    return QUIET | {"STORAGE_EMULATOR_HOST": address}


@contextmanager
def memory() -> Iterator[Served]:
    """Of this process alone."""
    import fsspec

    files = fsspec.filesystem("memory")
    try:
        yield Served("memory", files)
    finally:
        files.store.clear()
        files.pseudo_dirs[:] = [""]


@contextmanager
def s3() -> Iterator[Served]:
    """Moto's S3. The caller sets the environment before anything of this process asks it."""
    import s3fs
    from moto.server import ThreadedMotoServer

    def start() -> None:
        running.append(ThreadedMotoServer(ip_address="127.0.0.1", port=port(), verbose=False))
        running[-1].start()

    def port() -> int:
        return running[-1].get_host_and_port()[1] if running else 0

    running: list[ThreadedMotoServer] = []
    start()
    env = s3_env(f"http://127.0.0.1:{port()}")
    files = s3fs.S3FileSystem(
        key="reader", secret="secret", endpoint_url=env["AWS_ENDPOINT_URL"], use_listings_cache=False
    )
    try:
        yield Served("s3", files, env, start, lambda: running[-1].stop())
    finally:
        running[-1].stop()


@contextmanager
def gs() -> Iterator[Served]:
    """An emulator of Google's store."""
    from gcp_storage_emulator.server import APIThread, create_server
    from gcsfs.core import GCSFileSystem

    def start() -> None:
        server._api = APIThread("127.0.0.1", port(), server._storage, daemon=True)
        server.start()

    def port() -> int:
        return server._api._httpd.server_address[1] if server._api._httpd else 0

    server = create_server("127.0.0.1", 0, in_memory=True)
    start()
    env = gs_env(f"http://127.0.0.1:{port()}")
    files = GCSFileSystem(token="anon", endpoint_url=env["STORAGE_EMULATOR_HOST"], use_listings_cache=False)
    try:
        yield Served("gs", files, env, start, server.stop)
    finally:
        server.stop()


def write(place: str, home: Path, first: int, last: int) -> None:
    """Keep captures, and say each when it is acknowledged."""
    store = Store(cache_folder(place, home))
    for number in range(first, last):
        print(acknowledged(number, keep(store, number, SIZE)), end="", flush=True)


if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
