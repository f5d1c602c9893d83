"""docs/links.md says what the code does: every state, its code, and the spans of freshness."""

from __future__ import annotations

import re

from tests.conftest import ROOT
from verifier.links import ledger
from verifier.links.levels import CODES, FAILS_ON, FRAGMENT_CODE
from verifier.links.records import LinkState
from verifier.rules import rule

PAGE = (ROOT / "docs" / "links.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(\w+)` \|( .*)$", PAGE, re.MULTILINE))


def test_every_state_has_a_row_with_its_code() -> None:
    assert set(ROWS) == {state.value for state in LinkState}
    for state, code in CODES.items():
        assert f" {code} " in ROWS[state.value]


def test_what_fails_is_marked_as_failing() -> None:
    for state, code in CODES.items():
        severity = rule(code).severity
        assert ("**yes**" in ROWS[state.value]) == (severity in FAILS_ON["fail"])
        assert ("--fail-on review" in ROWS[state.value]) == (severity in FAILS_ON["review"] - FAILS_ON["fail"])
    assert FRAGMENT_CODE in PAGE


def test_the_spans_are_those_of_the_code() -> None:
    flat = " ".join(PAGE.split())
    assert f"fresh for {ledger.FRESH_ALIVE.days} days (± {ledger.JITTER:.0%}".replace("%", " %") in flat
    assert f"logins for {ledger.FRESH_REFUSED.days} days" in flat
    assert f"failures for {ledger.FRESH_FAILED.seconds // 60} minutes" in flat
    assert f"at least {ledger.STRIKE_GAP.seconds // 3600} hours apart" in flat
