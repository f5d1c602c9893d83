"""The command line: parse arguments, call the pipeline, choose reporters, set the exit code."""

from __future__ import annotations

import os
import sys

COMPLETION = "_VERIFIER_COMPLETE"  # click's name for the variable by which a shell asks for completions


def main() -> None:
    """The door. A call for help or for the version is answered before anything is loaded."""
    if COMPLETION not in os.environ:
        from verifier.cli.front import answer

        said = answer(sys.argv[1:])
        if said is not None:
            from verifier.cli.outlet import answer_at_once

            answer_at_once(said)
    from verifier.cli.main import run

    run()


__all__ = ["COMPLETION", "main"]
