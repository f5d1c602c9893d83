"""What the captures on disk know about an address, for a run that opens no socket."""

from __future__ import annotations

from pathlib import Path

from verifier.errors import CaptureError
from verifier.links.asking import Answer, of_capture


class Remembered:
    """Answers from the cache folder. Damaged captures answer nothing: `verifier cache verify` names them."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._exists = (cache / "captures").is_dir()

    def __call__(self, url: str) -> Answer | None:
        """The newest kept answer of an address, None when there is none."""
        if not self._exists:
            return None
        from verifier.captures import Store

        store = Store(self._cache)
        try:
            capture = store.latest(url, usable=False) or store.find(url)
            return of_capture(capture, store.body(capture)) if capture is not None else None
        except CaptureError:
            return None
