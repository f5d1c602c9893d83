"""Every address the seed manuscripts cite is recognised by the adapter of its archive."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from verifier.sources import recognise

OWN_ADAPTER = {
    "nsarchive.gwu.edu": {"nsarchive", "briefing-book"},
    "digitalarchive.wilsoncenter.org": {"wilson"},
    "clinton.presidentiallibraries.us": {"omeka"},
    "www.nato.int": {"nato"},
    "www.govinfo.gov": {"govinfo"},
    "en.kremlin.ru": {"kremlin"},
    "www.cvce.eu": {"cvce"},
}


def addresses(shared: Path) -> Iterable[str]:
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").glob("*.txt")))
    return sorted(set(re.findall(r"https?://[^\s<>\")]+", text)))


def test_each_archives_addresses_are_its_own_adapters(shared: Path) -> None:
    strays = {}
    for url in addresses(shared):
        host = url.split("/")[2]
        adapter, _ = recognise(url)
        if adapter.name not in OWN_ADAPTER.get(host, {"web"}):
            strays[url] = adapter.name
    assert strays == {}


def test_a_trailing_full_stop_or_note_anchor_makes_no_second_source(shared: Path) -> None:
    urls = list(addresses(shared))
    for url in urls:
        bare = url.rstrip(".,;").split("#_edn")[0]
        assert recognise(url)[1].key == recognise(bare)[1].key
