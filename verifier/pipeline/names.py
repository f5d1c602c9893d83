"""What a report calls things that have a path."""

from __future__ import annotations

from pathlib import Path


def shown(path: str) -> str:
    """A manuscript's path as a report names it: from the working folder, or its bare name where it lies outside."""
    try:
        named = Path(path).resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        named = Path(path).name
    return named.encode("utf-8", "replace").decode()  # a name that is no UTF-8 too
