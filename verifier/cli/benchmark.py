"""`verifier benchmark`: accuracy and speed, on generated cases and on a gold folder if one is given."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("gold", required=False, type=click.Path(path_type=Path))
@click.option("--small", is_flag=True, help="A few minutes instead of many; for continuous integration.")
def benchmark(gold: Path | None, small: bool) -> None:
    """Measure accuracy and speed.

    On generated cases, and on real ones where a GOLD folder is given.
    """
    import runpy
    import sys

    folder = Path(__file__).resolve().parents[2] / "benchmarks"
    if not (folder / "__main__.py").is_file():
        raise click.UsageError("benchmarks ship with the repository, not with the wheel: run from a clone")
    sys.argv = ["benchmarks", *(["--small"] if small else []), *([str(gold)] if gold else [])]
    sys.path.insert(0, str(folder.parent))
    runpy.run_path(str(folder / "__main__.py"), run_name="__main__")
