"""A file as it was at a git commit, so that only what has changed since then is looked at."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from verifier.errors import InputError

GIT_SECONDS = 60.0  # seconds for one git command; a repository that takes longer is not answering


@contextmanager
def as_of(path: Path, ref: str) -> Iterator[Path | None]:
    """A copy of `path` as it was at `ref`, under the same name; None when it did not exist then. Raises InputError."""
    folder = path.resolve().parent
    body = _old_bytes(folder, path.name, _commit(folder, ref))
    with TemporaryDirectory(prefix="verifier-since-") as scratch:
        if body is None:
            yield None
            return
        copy = Path(scratch) / path.name
        copy.write_bytes(body)
        yield copy


def _commit(folder: Path, ref: str) -> str:
    if ref.startswith("-"):
        raise InputError(f"--since takes a commit, branch or tag, not {ref!r}")
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    if found.returncode:
        why = found.stderr.decode("utf-8", "replace").strip()
        hint = why or "git knows no such commit here; in CI, check out with the full history (fetch-depth: 0)"
        raise InputError(f"--since {ref}: {hint}", path=str(folder))
    return found.stdout.decode().strip()


def _old_bytes(folder: Path, name: str, commit: str) -> bytes | None:
    found = _git(folder, "show", f"{commit}:./{name}")
    return None if found.returncode else found.stdout


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *words], cwd=folder, capture_output=True, timeout=GIT_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InputError(f"--since needs git, which did not answer ({error})") from error
