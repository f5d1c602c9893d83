"""A few hundred mutated manuscripts; the whole ten thousand run from the command line."""

from __future__ import annotations

import pytest

from tests.fuzz.manuscripts_mutate import run

COUNTS = {
    ".txt": 60,
    ".md": 60,
    ".html": 60,
    ".docx": 40,
    ".epub": 25,
    ".xml": 40,
    ".odt": 4,
    ".tex": 4,
    ".rst": 3,
    ".pdf": 3,
}


@pytest.mark.parametrize("suffix", COUNTS)
def test_a_damaged_manuscript_is_read_or_refused(suffix: str) -> None:
    assert [wrong for _, _, wrong in run(COUNTS[suffix], seed=11, only=suffix)] == []
