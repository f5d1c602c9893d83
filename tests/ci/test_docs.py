"""The examples of docs/ci.md are valid by the schemas of those who will read them, and name only what exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

yaml = pytest.importorskip("yaml")
pytest.importorskip("check_jsonschema")
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"<!-- schema: ([\w-]+) -->\n```yaml\n(.*?)```", PAGE, re.DOTALL))


@pytest.mark.parametrize("schema", ["github-workflows", "gitlab-ci"])
def test_an_example_is_valid(schema: str, tmp_path: Path) -> None:
    file = tmp_path / "example.yml"
    file.write_text(EXAMPLES[schema], encoding="utf-8")
    validate(schema, file)


def test_the_action_is_valid() -> None:
    validate("github-actions", ROOT / "action.yml")


def validate(schema: str, file: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_example_gives_the_action_what_it_takes() -> None:
    workflow = yaml.safe_load(EXAMPLES["github-workflows"])
    step = workflow["jobs"]["links"]["steps"][-1]
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    assert set(step["with"]) <= set(inputs)


def test_every_input_of_the_action_is_in_the_docs() -> None:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    assert not [name for name in inputs if f"`{name}`" not in PAGE]


def test_the_hooks_in_the_docs_exist() -> None:
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    told = yaml.safe_load(EXAMPLES["pre-commit"])["repos"][0]["hooks"]
    assert {hook["id"] for hook in told} == hooks


def test_every_option_in_the_docs_exists() -> None:
    from verifier.cli.check import check
    from verifier.cli.links import links

    known = {
        name
        for command in (check, links)
        for option in command.params
        for name in (*option.opts, *option.secondary_opts)
    }
    assert set(re.findall(r"`(--[a-z-]+)", PAGE)) <= known


def test_every_code_in_the_docs_exists() -> None:
    from verifier.rules import catalogue

    assert set(re.findall(r"\b[QPCSM]\d{3}\b", PAGE)) <= set(catalogue())
