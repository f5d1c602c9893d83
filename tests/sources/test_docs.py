"""The page on adapters lists the adapters there are."""

from __future__ import annotations

from pathlib import Path

from verifier.sources.listing import as_markdown
from verifier.sources.registry import BUILT_IN, adapters

PAGE = Path(__file__).resolve().parents[2] / "docs/adapters.md"


def test_the_table_of_the_page_is_the_one_the_registry_prints() -> None:
    ours = [adapter for adapter in adapters() if adapter.name in BUILT_IN]
    assert f"<!-- adapters -->\n{as_markdown(ours)}<!-- /adapters -->" in PAGE.read_text(encoding="utf-8")


def test_every_adapter_is_listed_under_its_own_name() -> None:
    assert sorted(adapter.name for adapter in adapters() if adapter.name in BUILT_IN) == sorted(BUILT_IN)
