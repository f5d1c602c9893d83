"""The threat table names tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py(?:::\w+)+)`", TABLE)))


def defined(path: Path) -> set[str]:
    """`name`, `Class` and `Class::name` of everything a test module defines."""
    names: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            names |= {f"{node.name}::{inner.name}" for inner in node.body if isinstance(inner, ast.FunctionDef)}
    return names


@pytest.mark.parametrize("name", NAMED)
def test_the_threat_table_names_a_test_that_exists(name: str) -> None:
    path, _, inner = name.partition("::")
    assert inner in defined(ROOT / path)


def test_every_row_of_the_threat_table_names_a_test() -> None:
    rows = [line for line in TABLE.splitlines() if line.startswith("| ") and not line.startswith(("| Threat", "| #"))]
    assert len(rows) > 25
    assert [row for row in rows if "`tests/" not in row] == []
