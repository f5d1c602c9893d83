"""`verifier links` as a person and as a job runs it: what it prints, writes and exits with."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from verifier.cli.links import links
from verifier.cli.watch import state_of, watch_files
from verifier.demo.server import LoopbackServer, Reply, redirect
from verifier.errors import InputError

HOST = "https://archive.example"
ROUTES = {
    "/page": b"<title>A page</title><p>words of a page that has some</p>",
    "/moved": redirect("/page"),
    "/gone": Reply(b"<h1>Not Found</h1>", 404),
    "/wall": Reply(b"", 403),
    "/down": Reply(drop=True),
}


@pytest.fixture(scope="module")
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer(ROUTES) as running:
        yield running


class Desk:
    """A folder to work in, and the command run there."""

    def __init__(self, server: LoopbackServer, folder: Path) -> None:
        self.server = server
        self.folder = folder

    def run(self, *words: str, text: str = "", env: dict[str, str] | None = None) -> Result:
        mirror = f"archive.example={self.server.url}"
        return CliRunner().invoke(links, [*words, "--mirror", mirror, "--pace", "0"], input=text, env=env)


@pytest.fixture
def desk(server: LoopbackServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return Desk(server, tmp_path)


@pytest.mark.parametrize(
    ("paths", "options", "code"),
    [
        (["page"], [], 0),
        (["page", "moved", "wall", "down"], [], 0),
        (["page", "gone"], [], 1),
        (["page", "gone"], ["--exit-zero"], 0),
        (["page", "gone"], ["--fail-on", "never"], 0),
        (["page", "wall"], ["--fail-on", "review"], 1),
        (["down"], [], 3),
        (["down"], ["--unchecked-ok"], 0),
        (["page"], ["--offline"], 3),
        ([], [], 5),
        ([], ["--unchecked-ok"], 0),
    ],
    ids=[
        "all is well",
        "a wall, a move and silence fail nothing",
        "a dead link fails",
        "unless told not to",
        "or told never to",
        "a wall fails when a person is asked for",
        "nothing answered at all",
        "which a hook pardons",
        "offline, and nothing known",
        "no link at all",
        "which a hook pardons as well",
    ],
)
def test_exit_codes(desk: Desk, paths: list[str], options: list[str], code: int) -> None:
    (desk.folder / "draft.md").write_text(" ".join(f"{HOST}/{path}" for path in paths))
    assert desk.run("draft.md", "-q", *options).exit_code == code


def test_standard_input_is_one_address_a_line(desk: Desk) -> None:
    done = desk.run("-", text=f"{HOST}/page\n{HOST}/gone\n")
    assert done.exit_code == 1
    assert f"-:2:1: S201 gone: {HOST}/gone" in done.stdout
    assert json.loads((desk.folder / "reports" / "links.json").read_text())["links"][1]["state"] == "gone"


def test_an_address_may_stand_on_the_command_line(desk: Desk) -> None:
    assert desk.run(f"{HOST}/page", "-q").exit_code == 0


def test_claims_csv_is_the_default(desk: Desk) -> None:
    (desk.folder / "claims.csv").write_text(f"quote,url\n,{HOST}/page\n")
    assert desk.run("-q").output.startswith("1 link checked")


def test_a_job_gets_annotations_and_a_summary(desk: Desk) -> None:
    (desk.folder / "draft.md").write_text(f"[x]({HOST}/gone)")
    summary = desk.folder / "summary.md"
    summary.write_text("before\n")
    done = desk.run("draft.md", "--format", "github,sarif,junit", env={"GITHUB_STEP_SUMMARY": str(summary)})
    assert f"::error file=draft.md,line=1,col=5,title=S201 link-gone::{HOST}/gone" in done.stdout
    assert summary.read_text().startswith("before\n## Links")
    assert sorted(path.name for path in (desk.folder / "reports").iterdir()) == ["links.sarif", "links.xml"]


def test_a_fix_is_shown_first_and_then_written(desk: Desk) -> None:
    draft = desk.folder / "draft.md"
    draft.write_text(f"“Words” [x]({HOST}/moved).\n")
    shown = desk.run("draft.md", "--diff")
    assert f"+“Words” [x]({HOST}/page)." in shown.stdout
    assert draft.read_text() == f"“Words” [x]({HOST}/moved).\n"
    desk.run("draft.md", "--fix")
    assert draft.read_text() == f"“Words” [x]({HOST}/page).\n"


def test_a_baseline_silences_what_was_known_and_not_what_is_new(desk: Desk) -> None:
    draft = desk.folder / "draft.md"
    draft.write_text(f"{HOST}/gone")
    assert desk.run("draft.md", "--write-baseline", "known.json").exit_code == 0
    draft.write_text(f"A new first line.\n\n{HOST}/gone")
    assert desk.run("draft.md", "--baseline", "known.json").exit_code == 0
    draft.write_text(f"{HOST}/gone {HOST}/also-gone")
    done = desk.run("draft.md", "--baseline", "known.json")
    assert done.exit_code == 1
    assert "also-gone" in done.stdout
    assert "1 known and ignored" in done.stdout


def test_an_ignore_needs_a_reason_and_a_finding(desk: Desk) -> None:
    (desk.folder / "draft.md").write_text(
        f"<!-- verifier: ignore[S201] the host was sold -->\n{HOST}/gone\n\n"
        f"{HOST}/page <!-- verifier: ignore[S201] once it was down -->\n\n{HOST}/wall <!-- verifier: ignore[S205] -->\n"
    )
    done = desk.run("draft.md")
    assert done.exit_code == 0
    assert "draft.md:4:1: M301 ignore[S201] ignores nothing" in done.stdout
    assert "draft.md:6:1: M302 ignore[S205] gives no reason" in done.stdout
    (first, *_) = json.loads((desk.folder / "reports" / "links.json").read_text())["links"]
    assert first["ignored"] == "the host was sold"


def test_only_what_is_new_since_a_commit_is_checked(desk: Desk) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    draft = desk.folder / "draft.md"
    draft.write_text(f"{HOST}/gone")
    for words in (["init", "-q"], ["add", "draft.md"], ["commit", "-qm", "x"]):
        subprocess.run(["git", *identity, *words], cwd=desk.folder, check=True)
    same = desk.run("draft.md", "--since", "HEAD", "-q")
    assert (same.exit_code, same.stdout) == (0, "no link is new since HEAD\n")
    draft.write_text(f"New above.\n\n{HOST}/gone {HOST}/page")
    done = desk.run("draft.md", "--since", "HEAD", "-q")
    assert done.stdout.startswith("1 link checked")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["draft.md", "--format", "html"], "no format 'html'"),
        (["draft.md", "--include", "["], "regular expression"),
        (["draft.md", "--since", "nowhere"], "--since nowhere"),
        (["draft.md", "--baseline", "absent.json"], "absent.json: the baseline cannot be read"),
    ],
    ids=["no such format", "no regular expression", "no such commit", "no such baseline"],
)
def test_wrong_input_says_what_and_where(desk: Desk, words: list[str], said: str) -> None:
    (desk.folder / "draft.md").write_text(f"{HOST}/page")
    done = desk.run(*words, "--offline")
    assert said in f"{done.stderr} {done.exception}"
    assert isinstance(done.exception, (InputError, SystemExit))


def test_wrong_input_is_one_line_and_exit_2(desk: Desk) -> None:
    command = [sys.executable, "-m", "verifier", "links", "absent.md", "--offline"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=desk.folder, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "absent.md" in done.stderr


def test_a_warm_run_loads_nothing_heavy(desk: Desk) -> None:
    desk.run("-", "-q", text=f"{HOST}/page\n")
    code = (
        "import sys; sys.argv = ['verifier', 'links', '-', '-q']\n"
        "from verifier.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(sorted({'requests', 'pandas', 'pydantic', 'bs4', 'lxml', 'numpy', 'PIL', 'jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=f"{HOST}/page\n",
        capture_output=True,
        text=True,
        cwd=desk.folder,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_watching_runs_again_when_a_file_changes(tmp_path: Path) -> None:
    file = tmp_path / "draft.md"
    file.write_text("one")
    runs: list[str] = []

    def run() -> None:
        runs.append(file.read_text())
        if len(runs) == 3:
            raise KeyboardInterrupt
        file.write_text(f"{runs[-1]} more")
        raise SystemExit(1)

    with pytest.raises(KeyboardInterrupt):
        watch_files([tmp_path], run, every=0.01)
    assert runs == ["one", "one more", "one more more"]
    assert set(state_of([tmp_path])) == {tmp_path, file}
