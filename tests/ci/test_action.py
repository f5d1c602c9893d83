"""The action's shell steps, really run: in a scratch repository, with an event file as GitHub writes it."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.ci.actions import Runner
from tests.conftest import ROOT
from verifier.demo.server import LoopbackServer, Reply

yaml = pytest.importorskip("yaml")
HOST = "https://archive.example"
PUSH: dict[str, object] = {"ref": "refs/heads/main", "repository": {"full_name": "house/book"}}


def pull_request(head: str = "house/book", base_sha: str = "0" * 40) -> dict[str, object]:
    return {
        "pull_request": {
            "head": {"repo": {"full_name": head}},
            "base": {"repo": {"full_name": "house/book"}, "sha": base_sha},
        }
    }


@pytest.fixture(scope="module")
def server() -> Iterator[LoopbackServer]:
    routes = {"/page": b"<title>A page</title><p>with words on it</p>", "/gone": Reply(b"<h1>Not Found</h1>", 404)}
    with LoopbackServer(routes) as running:
        yield running


@pytest.fixture
def repository(server: LoopbackServer, tmp_path: Path) -> Path:
    folder = tmp_path / "a book"
    folder.mkdir()
    (folder / "verifier.toml").write_text(f'pace = 0\n[mirrors]\n"archive.example" = "{server.url}"\n')
    (folder / "chapter one.md").write_text(f"[x]({HOST}/page)\n")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first")
    return folder


def git(folder: Path, *words: str) -> str:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    return subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def job(folder: Path, event: dict[str, object], **inputs: str) -> Runner:
    named = {name.replace("_", "-"): value for name, value in inputs.items()}
    return Runner(folder, event, {"paths": "chapter one.md", **named})


def test_a_clean_push_is_green(repository: Path) -> None:
    runner = job(repository, PUSH)
    done = runner.run("mode", "run")
    assert done.returncode == 0, done.stderr
    assert runner.outputs["mode"] == {"offline": "false", "since": ""}
    assert runner.outputs["run"] == {"exit-code": "0"}
    assert (repository / "archive_cache" / "links.jsonl").is_file()
    assert {path.name for path in (repository / "reports").iterdir()} == {"links.json", "links.sarif", "links.xml"}


def test_a_dead_link_is_red_at_its_line_and_the_cache_is_saved_all_the_same(repository: Path) -> None:
    (repository / "chapter one.md").write_text(f"one\n\n[x]({HOST}/gone)\n")
    runner = job(repository, PUSH)
    done = runner.run("mode", "run")
    assert done.returncode == 1
    assert "::error file=chapter one.md,line=3,col=5,title=S201 link-gone::" in done.stdout
    assert f"{HOST}/gone" in runner.summary
    assert runner.outputs["run"] == {"exit-code": "1"}
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    save = action["runs"]["steps"][-1]
    assert save["uses"].startswith("actions/cache/save@")
    assert save["if"] == "always() && steps.mode.outputs.offline == 'false'"


def test_a_second_run_asks_nothing(repository: Path, server: LoopbackServer) -> None:
    job(repository, PUSH).run("mode", "run")
    before = len(server.log)
    job(repository, PUSH).run("mode", "run")
    assert len(server.log) == before


def test_a_forks_pull_request_opens_no_socket_and_does_not_fail_for_it(
    repository: Path, server: LoopbackServer
) -> None:
    (repository / "chapter one.md").write_text(f"[x]({HOST}/gone)\n")
    before = len(server.log)
    runner = job(repository, pull_request("stranger/book"))
    done = runner.run("mode", "run")
    assert (done.returncode, runner.outputs["mode"]["offline"]) == (0, "true")
    assert len(server.log) == before
    assert json.loads((repository / "reports" / "links.json").read_text())["links"][0]["state"] == "not_checked"


def test_a_fork_still_fails_for_what_the_cache_knows_to_be_dead(repository: Path, server: LoopbackServer) -> None:
    (repository / "chapter one.md").write_text(f"[x]({HOST}/gone)\n")
    job(repository, PUSH).run("mode", "run")
    before = len(server.log)
    assert job(repository, pull_request("stranger/book")).run("mode", "run").returncode == 1
    assert len(server.log) == before


@pytest.mark.parametrize(
    ("event", "told", "offline"),
    [
        (PUSH, "auto", "false"),
        (pull_request(), "auto", "false"),
        (pull_request("stranger/book"), "auto", "true"),
        ({"pull_request": {"head": {"repo": None}, "base": {"repo": {"full_name": "house/book"}}}}, "auto", "true"),
        (pull_request("stranger/book"), "false", "false"),
        (PUSH, "true", "true"),
    ],
    ids=["a push", "a request of our own", "a fork", "a fork since deleted", "a fork we trust", "told to be offline"],
)
def test_who_may_go_online(event: dict[str, object], told: str, offline: str, repository: Path) -> None:
    runner = job(repository, event, offline=told)
    assert runner.run("mode").returncode == 0
    assert runner.outputs["mode"]["offline"] == offline


def test_a_word_that_is_no_mode_stops_the_job(repository: Path) -> None:
    done = job(repository, PUSH, offline="maybe").run("mode")
    assert done.returncode == 1
    assert "offline must be auto, true or false" in done.stderr


def test_a_pull_request_answers_only_for_what_it_brings(repository: Path) -> None:
    chapter = repository / "chapter one.md"
    chapter.write_text(f"[x]({HOST}/gone)\n")
    git(repository, "commit", "-qam", "a dead link from long ago")
    base = git(repository, "rev-parse", "HEAD").strip()
    chapter.write_text(f"New.\n\n[y]({HOST}/page)\n\n[x]({HOST}/gone)\n")
    assert job(repository, pull_request(base_sha=base), changed_only="true").run("mode", "run").returncode == 0
    assert job(repository, pull_request(base_sha=base)).run("mode", "run").returncode == 1


def test_a_shallow_checkout_checks_everything_and_says_so(repository: Path) -> None:
    done = job(repository, pull_request(base_sha="1" * 40), changed_only="true").run("mode", "run")
    assert done.returncode == 0
    assert "fetch-depth: 0" in done.stdout


def test_options_come_one_a_line_with_spaces_and_signs_unharmed(repository: Path) -> None:
    (repository / "chapter one.md").write_text(f"[x]({HOST}/gone) [y]({HOST}/page)\n")
    runner = job(repository, PUSH, args="--exclude\n/gone$; touch 'pwned $(id)'\n")
    runner.run("mode", "run")
    assert runner.outputs["run"] == {"exit-code": "1"}, "the pattern is one word, and matches nothing"
    assert not list(repository.glob("pwned*"))
    assert job(repository, PUSH, args="--exclude\n/gone$\n").run("mode", "run").returncode == 0


@pytest.mark.parametrize("name", ["rm -rf", "links; id"])
def test_only_our_commands_are_run(name: str, repository: Path) -> None:
    done = job(repository, PUSH, commands=name).run("mode", "run")
    assert done.returncode != 0
    assert "commands must be out of check and links" in done.stdout


def test_both_commands_run_and_the_worse_outcome_counts(repository: Path) -> None:
    (repository / "chapter one.md").write_text(f"[x]({HOST}/page)\n")
    runner = job(repository, PUSH, commands="links check", format="json")
    done = runner.run("mode", "run")
    assert runner.outputs["run"] == {"exit-code": "5"}, done.stdout + done.stderr
    assert done.returncode == 5


@pytest.mark.skipif(find_spec("pip") is None, reason="pip is absent, as where uv made the environment")
def test_the_package_is_installed_whatever_its_path(repository: Path, tmp_path: Path) -> None:
    wheel = tmp_path / "with space" / "stand_in-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    with zipfile.ZipFile(wheel, "w") as parts:
        parts.writestr("stand_in.py", "")
        parts.writestr("stand_in-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: stand-in\nVersion: 1.0\n")
        parts.writestr("stand_in-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        parts.writestr("stand_in-1.0.dist-info/RECORD", "")
    runner = job(repository, PUSH, package=str(wheel))
    done = runner.run("install", env={"PIP_TARGET": str(tmp_path / "site"), "PIP_NO_INDEX": "1"})
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "stand_in.py").is_file()
