from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.conftest import ROOT
from tests.reporting.sample import claims, sample_run
from verifier import reporting
from verifier.errors import ConfigError, InputError
from verifier.reporting.canonical import parse_run, schema_text, to_json


def test_a_run_comes_back_from_its_json_equal() -> None:
    run = sample_run()
    assert parse_run(to_json(run)) == run


def test_two_runs_differ_only_in_the_header_block() -> None:
    first, second = sample_run(), sample_run(started="2031-01-01T00:00:00Z", finished="2031-01-01T00:01:00Z")
    one, two = json.loads(to_json(first)), json.loads(to_json(second))
    assert one != two
    one.pop("run"), two.pop("run")
    assert one == two
    assert reporting.record_digest(first) == reporting.record_digest(second)


def test_the_record_digest_moves_when_one_letter_of_a_quotation_does() -> None:
    held = claims()
    changed = (held[0].model_copy(update={"quote": held[0].quote + "s"}), *held[1:])
    assert reporting.record_digest(sample_run(held)) != reporting.record_digest(sample_run(changed))


def test_every_report_is_valid_by_the_published_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(reporting.schema())
    jsonschema.validate(json.loads(to_json(sample_run())), reporting.schema())


def test_the_schema_in_the_docs_is_the_one_the_record_generates() -> None:
    published = (ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8")
    assert published == schema_text(), "run: python -m tests.reporting.publish_schema"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("{", "is not JSON", id="half a file is named as no JSON"),
        pytest.param("[]", "top level", id="a list is no report"),
        pytest.param('{"schema_version": "9.0"}', "9.0", id="a later major version is refused by its number"),
        pytest.param('{"claims": []}', "none", id="a record without a version is refused"),
        pytest.param('{"schema_version": "1.0", "claims": [{}]}', "claims.0", id="a bad claim is named by its place"),
    ],
)
def test_what_is_no_report_is_refused_in_one_line(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "report.json"
    path.write_text(text)
    with pytest.raises(InputError, match=says) as caught:
        reporting.read_run(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_reports_are_written_whole_with_their_schema_and_no_leftovers(tmp_path: Path) -> None:
    written = reporting.write_reports(sample_run(), tmp_path / "new", ["json", "csv", "text"])
    assert written["json"] == tmp_path / "new" / "report.json"
    assert (tmp_path / "new" / "report.schema.json").is_file()
    assert not [path for path in (tmp_path / "new").iterdir() if path.name.endswith(".part")]
    assert reporting.read_run(written["json"]) == sample_run()


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    one = reporting.write_reports(sample_run(), tmp_path / "a", ["json", "csv", "text"])
    two = reporting.write_reports(sample_run(), tmp_path / "b", ["json", "csv", "text"])
    assert [path.read_bytes() for path in one.values()] == [path.read_bytes() for path in two.values()]


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    blocker = tmp_path / "reports"
    blocker.write_text("a file stands where the folder should")
    with pytest.raises(InputError, match="cannot be written"):
        reporting.write_reports(sample_run(), blocker, ["json"])


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(ConfigError, match=r"word.*json"):
        reporting.render(sample_run(), "word")
