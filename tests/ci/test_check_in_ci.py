"""`verifier check` in a job: what people settled does not count, what is new does, and the runner is told."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from verifier.captures import Store
from verifier.cli.check import check

URL = "https://archive.example/minutes"
SOURCE = (
    "The delegates agreed that no ship of theirs would enter the strait before the spring, and the secretary noted it. "
    "Grain was to be sold at the old price until the council had met again in the second week of the month of May."
)
RIGHT = "no ship of theirs would enter the strait before the spring"
WRONG = "every ship of theirs would enter the strait before the winter"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    (tmp_path / "minutes.txt").write_text(SOURCE)
    Store(tmp_path / "archive_cache").add_manual(URL, tmp_path / "minutes.txt")
    draft(tmp_path, WRONG)
    return tmp_path


def draft(folder: Path, *quotes: str, above: str = "") -> None:
    body = "\n\n".join(f"They agreed that “{quote}”.[^{n}]" for n, quote in enumerate(quotes, start=1))
    notes = "\n".join(f"[^{n}]: Minutes, {URL}." for n, _ in enumerate(quotes, start=1))
    (folder / "draft.md").write_text(f"{above}{body}\n\n{notes}\n", encoding="utf-8")


def run(*words: str, **env: str) -> Result:
    return CliRunner().invoke(check, ["draft.md", "--offline", "--format", "json", *words], env=env)


def claims(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "reports" / "report.json").read_text("utf-8"))["claims"]
    return found


def test_a_wrong_quotation_fails_the_job(desk: Path) -> None:
    assert run().exit_code == 1


def test_a_baseline_pardons_it_wherever_it_moves(desk: Path) -> None:
    assert run("--write-baseline", "known.json").exit_code == 0
    draft(desk, WRONG, above="A new first paragraph.\n\n")
    assert run("--baseline", "known.json").exit_code == 0
    assert claims(desk)[0]["ignored"] == "known in known.json"
    draft(desk, WRONG, WRONG.replace("winter", "autumn"))
    assert run("--baseline", "known.json").exit_code == 1


def test_an_ignore_in_place_pardons_it_with_its_reason(desk: Path) -> None:
    draft(desk, WRONG, above="<!-- verifier: ignore[*] the printed edition differs -->\n")
    done = run()
    assert done.exit_code == 0
    assert claims(desk)[0]["ignored"] == "draft.md:1: the printed edition differs"
    assert claims(desk)[0]["level"] == "fail", "a settled finding is still a finding"


def test_an_ignore_that_is_not_needed_is_pointed_out(desk: Path) -> None:
    draft(desk, RIGHT, above="<!-- verifier: ignore[Q101] the printed edition differs -->\n")
    done = run()
    assert done.exit_code == 0
    assert "draft.md:1: ignore[Q101] ignores nothing" in done.stderr


def test_only_new_quotations_count_since_a_commit(desk: Path) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "draft.md"], ["commit", "-qm", "x"]):
        subprocess.run(["git", *identity, *words], cwd=desk, check=True)
    draft(desk, WRONG, above="A new first paragraph.\n\n")
    assert run("--since", "HEAD").exit_code == 0
    draft(desk, WRONG, RIGHT)
    assert run("--since", "HEAD").exit_code == 0
    assert [claim["quote"] for claim in claims(desk)] == [RIGHT]
    draft(desk, WRONG, WRONG.replace("winter", "autumn"))
    assert run("--since", "HEAD").exit_code == 1


def test_the_runner_gets_annotations_and_a_summary(desk: Path) -> None:
    done = run("--format", "github", GITHUB_STEP_SUMMARY=str(desk / "summary.md"))
    assert "::error file=draft.md,line=1" in done.stdout
    assert "Quotations" in (desk / "summary.md").read_text("utf-8")


def test_what_the_cache_lacks_is_pardoned_only_when_told(desk: Path) -> None:
    (desk / "draft.md").write_text(
        "They said “some words of a source that nobody has”.[^1]\n\n[^1]: https://e.example/x\n"
    )
    assert run().exit_code == 3
    assert run("--unchecked-ok").exit_code == 0
