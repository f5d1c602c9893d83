"""What every room's tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real documents beside the checkout; the test skips, saying so, where it is absent."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip("the corpus of real documents is not beside this checkout")
    return SHARED
