"""The hooks, run by pre-commit itself in a scratch repository, from a repository that offers them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytest.importorskip("pre_commit")
HOST = "https://archive.example"
KNOWN = (
    '{"v":1,"url":"https://archive.example/gone","state":"gone","status":404,"checked":"2026-01-01T00:00:00Z",'
    '"strikes":1,"first_failed":"2026-01-01T00:00:00Z"}\n'
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the hooks of this one. They run from our own environment: nothing is installed for them."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    git(hooks, "init", "-q")
    git(hooks, "add", ".")
    git(hooks, "commit", "-qm", "hooks")
    revision = git(hooks, "rev-parse", "HEAD").strip()
    folder = tmp_path / "book"
    folder.mkdir()
    git(folder, "init", "-q")
    listed = "".join(f"      - id: {name}\n        language: system\n" for name in ("verifier-links", "verifier-check"))
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks}\n    rev: {revision}\n    hooks:\n{listed}"
    )
    (folder / "archive_cache").mkdir()
    (folder / "archive_cache" / "links.jsonl").write_text(KNOWN)
    return folder


def git(folder: Path, *words: str) -> str:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    return subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def commit_hooks(folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "PRE_COMMIT_HOME": str(folder.parent / "home")}
    git(folder, "add", ".")
    command = [sys.executable, "-m", "pre_commit", "run", "--color", "never"]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120)


def test_a_link_known_to_be_dead_stops_the_commit_and_a_new_one_does_not(repository: Path) -> None:
    draft = repository / "draft.md"
    draft.write_text(f"[new]({HOST}/never-seen) and “some words that stand there or not”.\n")
    done = commit_hooks(repository)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "links are not known to be dead" in done.stdout
    assert not (repository / "reports").exists(), "a hook leaves no files behind"
    draft.write_text(f"[old]({HOST}/gone)\n")
    done = commit_hooks(repository)
    assert done.returncode == 1
    assert f"draft.md:1:7: S201 gone: {HOST}/gone" in done.stdout


def test_other_files_are_passed_over(repository: Path) -> None:
    (repository / "code.py").write_text(f"# {HOST}/gone\n")
    done = commit_hooks(repository)
    assert done.returncode == 0
    assert done.stdout.count("(no files to check)") == 2
