"""An adapter from somebody else's package, installed as packages are, stands beside ours, under one contract."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULE = '''
from collections.abc import Sequence

from verifier.records.source import Source, Wanted
from verifier.records.text import SourceText
from verifier.sources import Answer, UrlForm
from verifier.sources.urls import parse
from verifier.texts import Reader


class Harbour:
    """The harbour archive of Lindhafen; written without any of the built-in helpers but the URL parser."""

    name = "harbour"
    title = "Harbour archive, Lindhafen"
    forms = (UrlForm("harbour.example/book/{n}", "https://harbour.example/book/7"),)

    def recognise(self, url: str) -> Source | None:
        address = parse(url)
        if address.site != "harbour.example" or address.segments[:1] != ("book",) or len(address.segments) < 2:
            return None
        number = address.segments[1]
        return Source(self.name, f"harbour:{number}", f"https://harbour.example/book/{number}", url)

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        return () if answers else (Wanted(source.url, "record", "any"),)

    def read(self, source: Source, answers: Sequence[Answer], reader: Reader) -> Sequence[SourceText]:
        from dataclasses import replace

        texts = [text for a in answers if a.body for text in reader.any(a.body, url=source.url)]
        return tuple(replace(text, capture=answers[0].capture.id, url=source.url) for text in texts)
'''
CONTRACT = """
from harbour_archive import Harbour
from verifier.records.source import Layer
from verifier.testing import SourceContract, Specimen

WORDS = b"The light must not go out, the captain wrote. " * 8
PAGE = b"<html><body><main><h1>Book 7</h1><p>" + WORDS + b"</p></main></body></html>"


class TestHarbour(SourceContract):
    adapter = Harbour()
    addresses = {"harbour:7": ("https://harbour.example/book/7", "http://www.harbour.example/book/7/")}
    specimens = (
        Specimen(
            "https://harbour.example/book/7",
            {"https://harbour.example/book/7": PAGE},
            {Layer.DOCUMENT_TEXT: "The light must not go out"},
            name="a letter book",
        ),
    )
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder as pip leaves one: the module, and the metadata that names its entry points."""
    (tmp_path / "harbour_archive.py").write_text(MODULE)
    info = tmp_path / "harbour_archive-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: harbour-archive\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[verifier.sources]\nharbour = harbour_archive:Harbour\nbroken = harbour_archive:Missing\n"
        "half = harbour_archive:UrlForm\n"
    )
    (info / "RECORD").write_text("harbour_archive.py,,\n")
    return tmp_path


def run(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(site), str(ROOT)])
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, cwd=site, env={"PYTHONPATH": path}
    )


def test_an_installed_adapter_is_asked_before_the_generic_one(site: Path) -> None:
    done = run(
        site,
        "-c",
        textwrap.dedent(
            """
            from verifier.sources import adapter, adapters, recognise
            print(recognise("http://www.harbour.example/book/7/")[1].key)
            print(recognise("https://nsarchive.gwu.edu/document/1-x")[1].key)
            print(adapters()[-1].name, adapter("harbour").title)
            """
        ),
    )
    assert done.stdout.splitlines() == ["harbour:7", "nsarchive:1", "web Harbour archive, Lindhafen"], done.stderr


def test_an_adapter_that_cannot_be_loaded_is_named_and_the_others_go_on(site: Path) -> None:
    done = run(site, "-c", "from verifier.sources import left_out; print(*left_out(), sep='\\n')")
    broken, half = done.stdout.splitlines()
    assert broken.startswith("adapter 'broken' (harbour_archive:Missing) was left out: ")
    assert half.startswith("adapter 'half' (harbour_archive:UrlForm) was left out: ")


def test_a_strangers_adapter_passes_the_contract_of_ours(site: Path) -> None:
    (site / "test_harbour.py").write_text(CONTRACT)
    done = run(site, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_harbour.py")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "failed" not in done.stdout
