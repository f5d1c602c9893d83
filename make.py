#!/usr/bin/env python3
"""Set up a virtual environment beside this file and run one job in it: `python3 make.py demo | test | check | setup`.

Standard library only. Installs with uv where it can be had, else with pip; again only when pyproject.toml changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv"
BIN = HOME / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

JOBS: dict[str, tuple[str, list[list[str]]]] = {
    # job: (extras to install, commands)
    "setup": ("", []),
    "test-tools": ("dev,archive,stores", []),  # other people's archive tools and object stores, for the tests
    "demo": ("", [["-m", "verifier", "demo"]]),
    "test": ("dev", [["-m", "pytest", "-q", "-n", "auto"]]),
    "check": (
        "dev",
        [
            ["-m", "ruff", "check", "."],
            ["-m", "ruff", "format", "--check", "."],
            ["-m", "mypy"],
            ["-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"],
        ],
    ),
}


def install(extras: str) -> None:
    """Install the project, editable, with these extras; skipped when this pyproject.toml was installed before."""
    stamp = HOME / f"installed-{extras or 'plain'}"
    digest = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest:
        return
    if not PYTHON.exists():
        print(f"making a virtual environment in {HOME.name}", file=sys.stderr)
        venv.create(HOME, with_pip=not shutil.which("uv"))
    target = f"{ROOT}[{extras}]" if extras else str(ROOT)
    print("installing the project and what it needs (once)", file=sys.stderr)
    subprocess.run([*installer(), "-e", target], check=True)
    stamp.write_text(digest)


def installer() -> list[str]:
    """The command that installs into our environment: uv where it can be had (ten times quicker), else pip."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(BIN))
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if uv is None and subprocess.run([*pip, "uv"], check=False, stderr=subprocess.DEVNULL).returncode == 0:
        uv = shutil.which("uv", path=str(BIN))
    return [uv, "pip", "install", "--quiet", "--python", str(PYTHON)] if uv else pip


def main(arguments: list[str]) -> int:
    """Run the job named first; further arguments go to its last command."""
    if sys.version_info < (3, 11):
        print("the verifier needs Python 3.11 or newer", file=sys.stderr)
        return 2
    job = arguments[0] if arguments else "demo"
    if job not in JOBS:
        print(f"no job {job!r}; there are {', '.join(JOBS)}", file=sys.stderr)
        return 2
    extras, commands = JOBS[job]
    try:
        install(extras)
    except subprocess.CalledProcessError:
        print("installation failed: is a package index within reach?", file=sys.stderr)
        return 2
    for number, command in enumerate(commands):
        extra = arguments[1:] if number == len(commands) - 1 else []
        status = subprocess.run([str(PYTHON), *command, *extra], cwd=ROOT, check=False).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
