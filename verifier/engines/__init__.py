"""How a run is spread: one after another, over processes, or over a Dask cluster."""

from __future__ import annotations

from verifier.engines.spread import Engine, engine_for

__all__ = ["Engine", "engine_for"]
