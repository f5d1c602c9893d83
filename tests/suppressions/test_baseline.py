"""A baseline holds through edits of the manuscript, and lets a new outcome through."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verifier.errors import InputError
from verifier.suppressions import Baseline, finding_key, read_baseline, write_baseline

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault


def test_what_was_written_is_known(tmp_path: Path) -> None:
    file = tmp_path / "b.json"
    assert write_baseline(file, [("some  words", "https://e.org/", "absent"), ("", "https://e.org/x", "gone")]) == 2
    known = read_baseline(file)
    assert known.holds("some words", "https://e.org/", "absent"), "white space is set aside"
    assert known.holds("", "https://e.org/x", "gone")
    assert not known.holds("some words", "https://e.org/", "altered"), "a new outcome is news"
    assert not known.holds("some words", "https://e.org/other", "absent"), "so is a new source"
    assert not known.holds("other words", "https://e.org/", "absent")


def test_a_report_is_a_baseline(tmp_path: Path) -> None:
    claim = {"quote": "words", "verdict": "altered", "claim": {"url": "https://e.org/"}}
    (tmp_path / "report.json").write_text(json.dumps({"claims": [claim]}))
    (tmp_path / "links.json").write_text(json.dumps({"links": [{"url": "https://e.org/", "state": "gone"}]}))
    assert read_baseline(tmp_path / "report.json").holds("words", "https://e.org/", "altered")
    assert read_baseline(tmp_path / "links.json").holds("", "https://e.org/", "gone")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"claims": [{}]}', "\xff"], ids=repr)
def test_what_is_no_baseline_is_refused_by_name(text: str, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match=r"b\.json: "):
        read_baseline(tmp_path / "b.json")


def test_an_empty_baseline_knows_nothing() -> None:
    assert not Baseline().holds("", "", "gone")


@UNHURRIED
@given(st.text(), st.text(), st.text(), st.text())
def test_findings_share_a_key_when_words_and_address_agree(quote: str, url: str, other: str, elsewhere: str) -> None:
    def words(text: str) -> list[str]:
        return unicodedata.normalize("NFC", text).split()

    same = words(quote) == words(other) and url.strip() == elsewhere.strip()
    assert (finding_key(quote, url) == finding_key(other, elsewhere)) is same
    assert finding_key(f" {quote}\n", url) == finding_key(quote, f"{url} ")
