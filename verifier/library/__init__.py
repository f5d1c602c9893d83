"""Every captured source searchable from disk: a derived index, rebuilt from the cache at any time."""

from __future__ import annotations

from verifier.library.shelf import Shelf
from verifier.library.volume import Volume

__all__ = ["Shelf", "Volume"]
