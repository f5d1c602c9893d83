"""Exit codes, as the contract states them."""

from __future__ import annotations

import pytest

from verifier.cli.exits import Exit, exit_code


@pytest.mark.parametrize(
    ("levels", "verdicts", "fail_on", "expected"),
    [
        pytest.param({"pass": 3}, {"verbatim": 3}, "fail", Exit.CLEAN, id="all verbatim is clean"),
        pytest.param({"fail": 1}, {"altered": 1}, "fail", Exit.FINDINGS, id="an alteration is a finding"),
        pytest.param({"review": 1}, {"altered": 1}, "fail", Exit.CLEAN, id="a review is no finding by default"),
        pytest.param({"review": 1}, {"altered": 1}, "review", Exit.FINDINGS, id="a review fails when asked to"),
        pytest.param({"fail": 1}, {"altered": 1}, "never", Exit.CLEAN, id="never fails on nothing"),
        pytest.param({"blocked": 1}, {"unavailable": 1}, "fail", Exit.INCOMPLETE, id="unavailable is not finished"),
        pytest.param({"blocked": 1}, {"unreadable": 1}, "fail", Exit.INCOMPLETE, id="unreadable is not finished"),
        pytest.param(
            {"blocked": 1, "pass": 1},
            {"uncited": 1, "verbatim": 1},
            "fail",
            Exit.CLEAN,
            id="uncited is the author's matter",
        ),
        pytest.param(
            {"blocked": 2}, {"uncited": 2}, "fail", Exit.INCOMPLETE, id="a run that compared nothing is not clean"
        ),
        pytest.param(
            {"blocked": 1, "fail": 1},
            {"unavailable": 1, "absent": 1},
            "fail",
            Exit.FINDINGS,
            id="a finding outranks unfinished",
        ),
    ],
)
def test_a_run_exits_with(levels: dict[str, int], verdicts: dict[str, int], fail_on: str, expected: Exit) -> None:
    assert exit_code(levels, verdicts, sum(levels.values()), fail_on, problems=False) is expected


def test_no_claims_is_a_code_of_its_own() -> None:
    assert exit_code({}, {}, 0, "fail", problems=False) is Exit.NO_CLAIMS


def test_bad_rows_are_usage_when_nothing_is_found() -> None:
    assert exit_code({"pass": 1}, {"verbatim": 1}, 1, "fail", problems=True) is Exit.USAGE
