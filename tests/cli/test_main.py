"""The door: help, unknown commands, the table of commands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from verifier.cli.main import COMMANDS, cli


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_in_help_is_the_commands_own_first_line(name: str) -> None:
    command = cli.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    assert (command.help or "").split("\n")[0].split(":")[0].rstrip(".") == COMMANDS[name][1].split(":")[0].rstrip(".")


def test_help_names_every_command_and_the_exit_codes() -> None:
    shown = CliRunner().invoke(cli, ["--help"]).output
    assert all(name in shown for name in COMMANDS)
    assert "Exit codes" in shown


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(["chek"], 2, "did you mean 'check'", id="a misspelt command names the nearest"),
        pytest.param(["check", "--mirror", "nonsense"], 2, "--mirror takes HOST=URL", id="a mirror without a URL"),
        pytest.param(["check", "--format", "docx"], 2, "no report format 'docx'", id="an unknown report format"),
        pytest.param(["explain", "Q999"], 2, "no rule has the code", id="an unknown rule"),
    ],
)
def test_a_wrong_call_is_one_line_and_a_code(arguments: list[str], code: int, message: str) -> None:
    done = subprocess.run([sys.executable, "-m", "verifier", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("told", [["--help"], ["-h"], ["--version"]])
def test_the_answer_given_before_anything_is_loaded_is_clicks(told: list[str]) -> None:
    from verifier.cli.front import answer

    assert (answer(told) or "").strip() == CliRunner().invoke(cli, told).output.strip()


def test_help_loads_no_library(tmp_path: Path) -> None:
    call = "import sys; sys.argv = ['verifier', '--help']\nfrom verifier.cli import main\n"
    code = f"{call}try: main()\nfinally: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {"click", "pydantic", "requests", "lxml", "pandas", "inspect", "email"}
