"""The docs, the catalogue and the code say the same thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from verifier.cli.explain import rules_page
from verifier.cli.main import COMMANDS
from verifier.records.verdict import Verdict
from verifier.rules import catalogue

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EMITTED = re.compile(r'\brule\(\s*"([A-Z]\d{3})"\s*\)')


def sources() -> list[Path]:
    return sorted((ROOT / "verifier").rglob("*.py"))


def test_the_rules_page_is_printed_from_the_catalogue() -> None:
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_page()


def test_every_code_that_is_emitted_stands_in_the_catalogue() -> None:
    emitted = {code for path in sources() for code in EMITTED.findall(path.read_text(encoding="utf-8"))}
    assert emitted <= set(catalogue())


def test_no_code_stands_twice() -> None:
    declared = [
        code
        for path in (ROOT / "verifier" / "rules").glob("*.py")
        for code in re.findall(r'^\s+(?:code=)?"([QPCSM]\d{3})",', path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert len(declared) == len(set(declared)) >= len(catalogue()) > 20


@pytest.mark.parametrize("code", catalogue())
def test_each_rule_says_what_why_and_shows_an_example(code: str) -> None:
    entry = catalogue()[code]
    assert all((entry.name, entry.meaning, entry.why, entry.example))
    assert code[0] in "QPCSM"


@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_readme_explains_every_verdict(verdict: Verdict) -> None:
    assert f"| `{verdict.value}` |" in README


def test_the_first_two_shell_blocks_of_the_readme_are_the_two_commands() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    assert [block.strip() for block in blocks[:2]] == ["python3 make.py demo", "python3 make.py test"]


def test_every_command_the_readme_shows_exists() -> None:
    shown = set(re.findall(r"^verifier ([a-z-]+)", README, re.MULTILINE))
    assert shown <= set(COMMANDS)


def test_every_page_the_readme_links_exists() -> None:
    linked = re.findall(r"\]\(((?:docs/)?[\w./-]+\.(?:md|png))\)", README)
    assert [name for name in linked if not (ROOT / name).is_file()] == []


def test_no_path_of_a_machine_stands_in_the_repository() -> None:
    suspicious = re.compile(r"/(?:home|Users|root|work)/[a-z]")
    texts = [*sources(), *ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*.py"), *ROOT.glob("*.toml")]
    assert [path.name for path in texts if suspicious.search(path.read_text(encoding="utf-8"))] == []
