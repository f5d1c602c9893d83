"""The names a user may import are pinned: adding one is a decision, losing one is a break."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import verifier

ROOT = Path(__file__).resolve().parent.parent

PUBLIC = [
    "Claim",
    "ClaimResult",
    "Comparison",
    "Level",
    "Library",
    "Run",
    "Settings",
    "SourceText",
    "Verdict",
    "VerifierError",
    "check",
    "compare",
    "extract",
]


def test_the_public_names_are_these_and_sorted() -> None:
    assert verifier.__all__ == PUBLIC == sorted(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_each_public_name_can_be_had(name: str) -> None:
    assert getattr(verifier, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        verifier.nothing  # noqa: B018


def test_the_version_is_the_one_in_pyproject_and_heads_the_changelog() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == verifier.__version__


@pytest.mark.parametrize(
    "heavy", ["pandas", "requests", "bs4", "lxml", "pypdfium2", "PIL", "jinja2", "pydantic", "numpy"]
)
def test_importing_the_package_loads_no_heavy_library(heavy: str) -> None:
    code = f"import sys, verifier; raise SystemExit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "heavy", ["pandas", "requests", "bs4", "lxml", "pypdfium2", "PIL", "jinja2", "pydantic", "numpy"]
)
def test_help_loads_no_heavy_library(heavy: str) -> None:
    code = (
        "import sys\nfrom verifier.cli.main import cli\n"
        "try: cli.main(['--help'])\nexcept SystemExit: pass\n"
        f"raise SystemExit({heavy!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, stdout=subprocess.DEVNULL).returncode == 0
