"""The command line: parse arguments, call the pipeline, choose reporters, set the exit code."""

from __future__ import annotations

from verifier.cli.main import main

__all__ = ["main"]
