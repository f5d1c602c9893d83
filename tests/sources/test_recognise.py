"""Which document an address names, whatever form the address has."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.sources import adapters, recognise
from verifier.sources.registry import BUILT_IN, GROUP

ROOT = Path(__file__).resolve().parents[2]

ONE_DOCUMENT = {
    "nsarchive:16117": [
        "https://nsarchive.gwu.edu/document/16117-document-06-record-conversation-between",
        "http://nsarchive.gwu.edu./document/16117-document-06",
        "https://nsarchive.gwu.edu//document/16117-document-06-record-conversation-between,",
        "https://www.nsarchive.org/document/16117-x",
        "https://nsarchive.gwu.edu/media/16117/ocr",
    ],
    "documentcloud:4390816": [
        "https://nsarchive.gwu.edu/dc.html?doc=4390816-Document-02-Strategy-for-NATO-s-Expansion-and",
        "https://nsarchive.gwu.edu/dc.html?doc=4390816-Document-02-Strategy-for-NATO-s-Expansion-and#_edn13;",
        "https://nsarchive2.gwu.edu/dc.html?doc=4390816-Document-02-Strategy",
        "http://www2.gwu.edu/~nsarchiv/dc.html?doc=4390816-Document-02-Strategy",
        "https://nsarchive.gwu.edu/sites/default/files/documents/4390816/Document-02-Strategy.pdf",
        "https://www.documentcloud.org/documents/4390816-Document-02-Strategy.html",
        "https://embed.documentcloud.org/documents/4390816-document-02/?embed=1",
        "https://beta.documentcloud.org/documents/4390816",
        "https://api.www.documentcloud.org/api/documents/4390816/",
        "https://assets.documentcloud.org/documents/4390816/Document-02-Strategy.pdf",
        "https://s3.amazonaws.com/s3.documentcloud.org/documents/4390816/document-02.pdf",
    ],
    "wilson:209785": [
        "https://digitalarchive.wilsoncenter.org/document/209785,",
        "http://digitalarchive.wilsoncenter.org/document/209785.pdf?v=abc",
        "https://wilson-center-digital-archive.dvincitest.com/document/209785",
        "http://digitalarchive.wilsoncenter.org/srv/record/209785.json",
        "http://digitalarchive.wilsoncenter.org/document/209785.ris",
    ],
    "frus:frus1989-92v31/d31": [
        "https://history.state.gov/historicaldocuments/frus1989-92v31/d31",
        "http://history.state.gov//historicaldocuments/frus1989-92v31/d31/",
        "https://history.state.gov/historicaldocuments/frus1989-92v31/d31fn2",
        "https://raw.githubusercontent.com/HistoryAtState/frus/master/volumes/frus1989-92v31.xml#d31",
    ],
    "frus:frus-history/research/x#d5": ["https://history.state.gov/historicaldocuments/frus-history/research/x#d5"],
    "web:example.org/a": [
        "http://www.example.org/a/",
        "https://example.org/a#part",
        "https://example.org/a?utm_source=x",
    ],
}


@pytest.mark.parametrize(
    ("url", "key"), [(url, key) for key, urls in ONE_DOCUMENT.items() for url in urls], ids=lambda text: text
)
def test_every_form_of_an_address_names_the_same_document(url: str, key: str) -> None:
    adapter, source = recognise(url)
    assert source.key == key
    assert source.adapter == adapter.name
    assert source.cited_url == url


@pytest.mark.parametrize("url", [url for urls in ONE_DOCUMENT.values() for url in urls])
def test_the_canonical_address_is_recognised_as_itself(url: str) -> None:
    adapter, source = recognise(url)
    again, same = recognise(source.url)
    assert again.name == adapter.name
    assert same.url == source.url


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://www.documentcloud.org/documents/20-memo#document/p4", "4"),
        ("https://www.documentcloud.org/documents/20-memo/pages/7.html", "7"),
        ("https://www.documentcloud.org/documents/20-memo#document/p4/a99", "4"),
        ("https://example.org/a.pdf#page=6", "6"),
        ("https://example.org/a.pdf#page=6&zoom=100", "6"),
        ("https://example.org/a#part-2", None),
        ("https://history.state.gov/historicaldocuments/frus1989-92v31/pg_211", "211"),
        ("https://history.state.gov/historicaldocuments/frus1989-92v31/d31#pg_211", "211"),
    ],
)
def test_the_page_an_address_carries(url: str, page: str | None) -> None:
    assert recognise(url)[1].page == page


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://nsarchive.gwu.edu/dc.html?doc=1984&title=invented", "web"),
        ("https://nsarchive2.gwu.edu/dc.html?doc=1984&title=invented", "web"),
        ("https://nsarchive.gwu.edu/about", "web"),
        ("https://s3.amazonaws.com/other/documents/12/x.pdf", "web"),
        ("https://www.documentcloud.org/about", "web"),
        ("https://nsarchive.gwu.edu.evil.example/document/1-x", "web"),
    ],
)
def test_a_page_that_only_looks_like_an_archives_is_left_to_the_generic_adapter(url: str, name: str) -> None:
    assert recognise(url)[0].name == name


@given(st.text(max_size=80) | st.text(max_size=60).map("https://history.state.gov/".__add__))
def test_any_string_at_all_is_recognised_by_some_adapter(text: str) -> None:
    adapter, source = recognise(text)
    assert adapter.name == source.adapter
    assert source.cited_url == text


def test_the_generic_adapter_is_asked_last() -> None:
    assert adapters()[-1].name == "web"


def test_the_project_declares_the_same_adapters_that_work_without_its_metadata() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"][GROUP]
    assert declared == BUILT_IN
