"""What CI, code scanning, spreadsheets and annotation tools read."""

from __future__ import annotations

import io
import json
import zipfile
from xml.etree import ElementTree as ET

import pytest

from tests.reporting.payloads import FORMULAS, MARKUP
from tests.reporting.sample import claims, many_claims, sample_run
from tests.reporting.test_table import hostile_run
from verifier import reporting
from verifier.errors import ConfigError
from verifier.reporting.formats import FORMATS
from verifier.reporting.github import SHOWN
from verifier.reporting.markdown import COMMENT_CAP, escaped
from verifier.reporting.table import guard

TO_VERIFY = [entry for entry in claims() if entry.claim.to_verify]


# --- every format


@pytest.mark.parametrize("name", list(FORMATS))
def test_equal_runs_give_equal_bytes(name: str) -> None:
    assert FORMATS[name].make(sample_run()) == FORMATS[name].make(sample_run())


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_run_without_claims_can_be_written(name: str) -> None:
    assert FORMATS[name].make(sample_run([])) or name == "jsonl"  # no claims, no lines


NAMING = [
    "html",
    "json",
    "csv",
    "markdown",
    "junit",
    "sarif",
    "github",
    "prov",
    "text",
]  # the others hold places or files


@pytest.mark.parametrize("name", NAMING)
def test_every_claim_that_fails_is_named(name: str) -> None:
    made = reporting.render(sample_run(), name)
    for entry in TO_VERIFY:
        if entry.level == "fail":
            assert entry.id in made or f"line={entry.claim.line}" in made or f":{entry.claim.line}" in made


def test_a_binary_format_is_not_rendered_as_text() -> None:
    with pytest.raises(ConfigError, match="folder"):
        reporting.render(sample_run(), "xlsx")


# --- Markdown


@pytest.mark.parametrize(
    "payload", [*MARKUP, "@everyone", "fixes #12", "a | b", "[x](javascript:1)", "a\n# b", "![i](u)"]
)
def test_source_text_stays_text_in_markdown(payload: str) -> None:
    from markdown_it import MarkdownIt

    plain = MarkdownIt("commonmark", {"html": True}).enable("table").render("- " + escaped(payload))
    tags = {tag.split()[0].strip("</>") for tag in plain.split("<")[1:] for tag in [("<" + tag).split(">")[0] + ">"]}
    assert tags <= {"ul", "li"}
    assert "@everyone" not in plain
    assert "#12" not in plain


def test_the_summary_of_a_large_run_fits_a_pull_request_and_counts_what_it_left_out() -> None:
    made = reporting.render(sample_run(many_claims(3000)), "markdown")
    assert len(made) <= COMMENT_CAP
    assert "more in the full report" in made


# --- JUnit


def test_junit_never_calls_an_unchecked_claim_a_pass() -> None:
    suite = ET.fromstring(reporting.render(sample_run(), "junit"))[0]
    outcome = {case.get("name", "").split()[0]: [child.tag for child in case] for case in suite}
    expected = {"pass": [], "fail": ["failure"], "review": ["skipped"], "blocked": ["error"]}
    assert outcome == {entry.id: expected[entry.level] for entry in TO_VERIFY}
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("13", "3", "3")


@pytest.mark.parametrize("payload", [*MARKUP, "\x00", "\x1b[31m", "\ufffe", "]]>", "&bogus;"])
def test_junit_stays_well_formed_whatever_a_source_says(payload: str) -> None:
    root = ET.fromstring(reporting.render(hostile_run(payload), "junit"))
    assert [element.tag for element in root.iter()] == ["testsuites", "testsuite", "testcase", "failure"]


# --- SARIF


def test_sarif_is_valid_by_its_models() -> None:
    model = pytest.importorskip("pydantic_sarif.model", reason="pydantic-sarif is not installed")
    sarif = next(getattr(model, name) for name in dir(model) if name.startswith("StaticAnalysisResults"))
    held = sarif.model_validate(json.loads(reporting.render(sample_run(), "sarif")))
    assert held.runs[0].tool.driver.name == "verifier"


def test_sarif_results_point_at_their_rules_their_lines_and_the_source() -> None:
    run = json.loads(reporting.render(sample_run(), "sarif"))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    negation = next(result for result in run["results"] if result["ruleId"] == "Q101")
    assert negation["level"] == "error"
    assert negation["locations"][0]["physicalLocation"]["region"]["startLine"] == 26
    assert negation["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith("#page=3")
    help_text = run["tool"]["driver"]["rules"][negation["ruleIndex"]]["help"]["text"]
    assert "Example:" in help_text


def test_sarif_has_a_result_for_every_claim_that_does_not_stand() -> None:
    run = json.loads(reporting.render(sample_run(), "sarif"))["runs"][0]
    named = {result["properties"]["claim"] for result in run["results"]}
    assert named == {entry.id for entry in TO_VERIFY if entry.level != "pass"}


def test_an_accepted_claim_is_suppressed_with_the_checkers_name() -> None:
    run = json.loads(reporting.render(sample_run(), "sarif"))["runs"][0]
    moved = next(result for result in run["results"] if result["properties"]["claim"] == "c005")
    assert "R. Lindqvist" in moved["suppressions"][0]["justification"]


def test_a_fingerprint_follows_the_quotation_and_not_its_line() -> None:
    held = claims()[1]
    moved = held.model_copy(update={"claim": held.claim.model_copy(update={"line": 900})})
    prints = [
        json.loads(reporting.render(sample_run([entry]), "sarif"))["runs"][0]["results"][0]["partialFingerprints"]
        for entry in (held, moved)
    ]
    assert prints[0] == prints[1]


# --- GitHub


def test_github_gets_the_worst_ten_first_and_the_rest_as_a_count() -> None:
    lines = reporting.render(sample_run(many_claims(400)), "github").splitlines()
    errors = [line for line in lines if line.startswith("::error")]
    assert len(errors) == SHOWN
    assert all("title=altered (major)" in line for line in errors)
    assert "more stand only in the report" in lines[-1]


@pytest.mark.parametrize(
    "payload", ["a\n::error::owned", "a\r\n::set-output name=x::y", "%0A::error::x", "a,file=/etc/passwd:1"]
)
def test_a_source_cannot_write_a_workflow_command(payload: str) -> None:
    entry = hostile_run(payload).claims[0]
    claim = entry.claim.model_copy(update={"manuscript": payload})
    lines = reporting.render(sample_run([entry.model_copy(update={"claim": claim})]), "github").splitlines()
    assert len(lines) == 2
    assert lines[0].count("file=") == 1 or "%2C" in lines[0]
    assert [line.split(" ")[0] for line in lines] == ["::error", "::notice"]


# --- Web Annotations


def test_an_annotation_finds_its_place_by_words_position_and_page() -> None:
    page = json.loads(reporting.render(sample_run(), "annotations"))
    first = page["items"][0]
    entry = TO_VERIFY[0]
    quote, position, fragment = first["target"]["selector"]
    assert quote["exact"] == entry.matches[0].exact
    assert (position["start"], position["end"]) == (entry.matches[0].start, entry.matches[0].end)
    assert position["verifier:text"].startswith("sha256:")
    assert fragment["value"] == "page=3"
    assert fragment["refinedBy"] == quote
    assert len({item["id"] for item in page["items"]}) == len(page["items"])


def test_an_annotation_of_an_archived_copy_names_it_and_html_gets_no_page() -> None:
    page = json.loads(reporting.render(sample_run(), "annotations"))
    item = next(item for item in page["items"] if item["verifier:claim"] == "c011")
    assert item["target"]["state"]["cached"].startswith("https://web.archive.org/")
    assert [selector["type"] for selector in item["target"]["selector"]] == [
        "TextQuoteSelector",
        "TextPositionSelector",
    ]


# --- the workbook


@pytest.fixture(scope="module")
def hostile_workbook() -> bytes:
    """Every payload in every text of a claim, a row each."""
    pytest.importorskip("openpyxl")
    made = FORMATS["xlsx"].make(sample_run([hostile_run(payload).claims[0] for payload in FORMULAS]))
    assert isinstance(made, bytes)
    return made


def test_no_cell_of_the_workbook_is_a_formula_whatever_forty_payloads_say(hostile_workbook: bytes) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(hostile_workbook))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells if guard(cell.value) != cell.value)
    with zipfile.ZipFile(io.BytesIO(hostile_workbook)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets" in name]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_the_workbook_keeps_each_payload_as_it_is(hostile_workbook: bytes) -> None:
    from openpyxl import load_workbook

    quotes = [row[2] for row in list(load_workbook(io.BytesIO(hostile_workbook))["Claims"].values)[1:]]
    expected = [payload.replace("\x0b", "\ufffd").replace("\r", "\n") for payload in FORMULAS]
    assert [quote.replace("\r", "\n").replace("_x000D_", "\n") for quote in quotes] == expected


def test_the_workbook_keeps_words_of_any_script_and_drops_no_row() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].make(sample_run())))
    rows = list(book["Claims"].values)
    assert [row[0] for row in rows[1:]] == [entry.id for entry in claims()]
    assert rows[11][2] == claims()[10].quote
