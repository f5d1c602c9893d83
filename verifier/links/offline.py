"""What the captures on disk know about an address, for a run that opens no socket."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from verifier.errors import CaptureError
from verifier.links.asking import Answer, of_capture
from verifier.links.records import LinkState

if TYPE_CHECKING:
    from verifier.captures import Store


class Remembered:
    """Answers from the cache folder. Damaged captures answer nothing: `verifier cache verify` names them."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._exists = (cache / "captures").is_dir()

    def __call__(self, url: str) -> Answer | None:
        """The newest kept answer of an address; that its document came by another road; None when there is neither."""
        if not self._exists:
            return None
        from verifier.captures import Store

        store = Store(self._cache)
        try:
            capture = store.latest(url, usable=False) or store.find(url)
            return of_capture(capture, store.body(capture)) if capture is not None else _by_another_road(url, store)
        except CaptureError:
            return None


def _by_another_road(url: str, store: Store) -> Answer | None:
    """A document that an archive's interface gave is held, though nobody asked whether its page still answers."""
    from verifier.sources import recognise

    adapter, source = recognise(url)
    for road in dict.fromkeys([*source.aliases, *(wanted.url for wanted in adapter.wants(source, ()))]):
        capture = store.latest(road)
        if capture is not None:
            day = capture.retrieved_at[:10]
            reason = f"offline, and this page was never asked; its document was captured on {day} from {road}"
            return Answer(url, LinkState.NOT_CHECKED, reason=reason, at=capture.retrieved_at)
    return None
