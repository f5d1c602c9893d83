"""Settings from a file: the message for a wrong key names the file, the key and the nearest valid one."""

from __future__ import annotations

from pathlib import Path

import pytest

from verifier.cli.config import find_config, load_config, settings_from
from verifier.errors import ConfigError
from verifier.settings import Settings


def written(folder: Path, text: str, name: str = "verifier.toml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "offlin = true", r"verifier\.toml: unknown key 'offlin'; did you mean 'offline'\?", id="a misspelt key"
        ),
        pytest.param('fail-on = "faill"', r"fail-on cannot be 'faill'; did you mean 'fail'\?", id="a misspelt choice"),
        pytest.param('offline = "yes"', r"offline must be a bool, not 'yes'", id="a word where a truth value belongs"),
        pytest.param("jobs = ", r"not valid TOML", id="broken TOML"),
        pytest.param(
            'formats = "html,jsn"', r"formats cannot hold 'jsn'; did you mean 'json'\?", id="a misspelt format"
        ),
        pytest.param("formats = 3", r"formats must be a list of words, not 3", id="a number where a list belongs"),
        pytest.param("languages = [1]", r"languages must be a list of words", id="a list of numbers"),
        pytest.param("cache = 3", r"cache must be a string, not 3", id="a number where a folder belongs"),
        pytest.param("jobs = 0", r"jobs must be at least 1, not 0", id="no jobs at all"),
        pytest.param(
            "jobs = true", r"jobs must be a whole number, not True", id="a truth value where a number belongs"
        ),
        pytest.param("pace = -1", r"pace must be at least 0, not -1", id="a gap below nothing"),
        pytest.param("fail-on = 3", r"fail-on cannot be 3", id="a number where a choice belongs"),
        pytest.param(
            '[mirrors]\n"a.example" = "x"', r"must give a web address for 'a.example'", id="no mirror's address"
        ),
        pytest.param('mirrors = "x"', r"mirrors must be a table", id="a word where a table belongs"),
    ],
)
def test_a_wrong_file_is_told_in_one_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load_config(written(tmp_path, text))


def test_dashes_and_underscores_are_the_same_key(tmp_path: Path) -> None:
    assert load_config(written(tmp_path, 'fail-on = "review"\nhost_slots = 1')) == {
        "fail_on": "review",
        "host_slots": 1,
    }


def test_a_pyproject_without_our_table_is_passed_over(tmp_path: Path) -> None:
    written(tmp_path, "[tool.other]\nx = 1", "pyproject.toml")
    assert find_config(tmp_path) is None


def test_verifier_toml_goes_before_pyproject(tmp_path: Path) -> None:
    written(tmp_path, "[tool.verifier]\njobs = 2", "pyproject.toml")
    own = written(tmp_path, "jobs = 3")
    assert find_config(tmp_path) == own


def test_the_command_line_goes_over_the_file_and_the_file_over_defaults(tmp_path: Path) -> None:
    path = written(tmp_path, 'jobs = 3\npace = 2\nformats = "json,text"')
    settings = settings_from(path, {"jobs": 5, "offline": None})
    assert (settings.jobs, settings.pace, settings.formats) == (5, 2.0, ("json", "text"))
    assert settings.offline is Settings().offline


def test_a_missing_config_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such configuration file"):
        load_config(tmp_path / "none.toml")
