"""The loopback server of the sample archive, under the name the tests know; its home is `verifier.demo.server`."""

from __future__ import annotations

from verifier.demo.server import REASONS, Asked, LoopbackServer, Reply, Route, drip, redirect

__all__ = ["REASONS", "Asked", "LoopbackServer", "Reply", "Route", "drip", "redirect"]
