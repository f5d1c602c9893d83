"""A file as it was at a commit, from a real repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from verifier.errors import InputError
from verifier.suppressions.since import as_of


def git(folder: Path, *words: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "work" / "chapters"
    folder.mkdir(parents=True)
    git(folder.parent, "init", "-q")
    (folder / "one.md").write_text("as it was")
    git(folder.parent, "add", ".")
    git(folder.parent, "commit", "-qm", "first")
    (folder / "one.md").write_text("as it is")
    (folder / "two.md").write_text("new")
    return folder


def test_a_file_comes_back_as_it_was(repository: Path) -> None:
    with as_of(repository / "one.md", "HEAD") as old:
        assert old is not None
        assert (old.name, old.read_text()) == ("one.md", "as it was")
    assert not old.exists()


def test_a_new_file_was_not_there(repository: Path) -> None:
    with as_of(repository / "two.md", "HEAD") as old:
        assert old is None


@pytest.mark.parametrize("ref", ["no-such-branch", "--upload-pack=x", "HEAD~9"])
def test_what_is_no_commit_is_refused(ref: str, repository: Path) -> None:
    with pytest.raises(InputError, match="--since"), as_of(repository / "one.md", ref):
        pass


def test_outside_a_repository_git_says_so(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("x")
    with pytest.raises(InputError, match="--since HEAD"), as_of(tmp_path / "one.md", "HEAD"):
        pass
