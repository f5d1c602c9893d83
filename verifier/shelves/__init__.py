"""Every captured source searchable from disk: a derived index, rebuilt from the cache at any time."""

from __future__ import annotations

from verifier.shelves.shelf import Shelf
from verifier.shelves.volume import Volume

__all__ = ["Shelf", "Volume"]
