"""Completion in four shells: bash, zsh and fish for real where they are installed, PowerShell by what it asks for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from verifier.cli.completion import SHELLS, completion

PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def asked(instruction: str, words: str, word: str) -> list[str]:
    env = {**os.environ, "PATH": PATH, "_VERIFIER_COMPLETE": instruction, "COMP_WORDS": words, "COMP_CWORD": word}
    done = subprocess.run(["verifier"], env=env, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_lines_that_ask_us(shell: str) -> None:
    done = CliRunner().invoke(completion, [shell])
    assert done.exit_code == 0
    assert f"{shell}_complete" in done.stdout
    assert "%(" not in done.stdout, "every placeholder is filled in"


def test_bash_completes_a_command(tmp_path: Path) -> None:
    script = CliRunner().invoke(completion, ["bash"]).stdout
    typed = "COMP_WORDS=(verifier lin) COMP_CWORD=1\n_verifier_completion verifier lin verifier"
    run = f"{script}\n{typed}\necho ${{COMPREPLY[@]}}"
    env = {**os.environ, "PATH": PATH}
    done = subprocess.run(["bash", "-c", run], env=env, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["links"]


@pytest.mark.parametrize(
    ("words", "word", "line"),
    [
        ("verifier li", "li", "plain\tlinks\t"),
        ("verifier links --fail-on ", "", "plain\treview\t"),
        ("verifier links --res", "--res", "plain\t--rescue\t"),
    ],
    ids=["a command", "a value", "an option"],
)
def test_powershell_gets_kind_value_and_help(words: str, word: str, line: str) -> None:
    lines = asked("powershell_complete", words, word)
    assert all(each.count("\t") == 2 for each in lines)
    assert any(each.startswith(line) for each in lines)


def test_a_quotation_mark_not_closed_yet_does_no_harm() -> None:
    assert "Traceback" not in "".join(asked("powershell_complete", "verifier links 'an open quo", ""))


def test_zsh_and_fish_get_theirs() -> None:
    assert "links" in "\n".join(asked("zsh_complete", "verifier li", "1"))
    assert "plain,links" in "\n".join(asked("fish_complete", "verifier li", "li"))


TYPED = r"""
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z 'PS1=; autoload -U compinit; compinit -u -D; eval "$(verifier completion zsh)"; bindkey -e; print READY'
zpty -r z line '*READY*READY*'
zpty -n -w z $'verifier seal --auth\t'
zpty -r -m z line '*--authority*' && print -r -- completed
"""


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_completes_as_one_types(tmp_path: Path) -> None:
    env = {**os.environ, "PATH": PATH, "HOME": str(tmp_path)}
    done = subprocess.run(
        ["zsh", "-f", "-c", TYPED], env=env, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert "completed" in done.stdout


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("verifier li", "links\tCheck links: alive; moved; gone"),
        ("verifier links --resc", "--rescue\tLook"),
        ("verifier links --fail-on ", "never"),
        ("verifier links no", "note.md"),
    ],
    ids=["a command with the whole of its help", "an option", "a value", "a file"],
)
def test_fish_completes(typed: str, line: str, tmp_path: Path) -> None:
    scripts = tmp_path / ".config" / "fish" / "completions"
    scripts.mkdir(parents=True)
    (scripts / "verifier.fish").write_text(CliRunner().invoke(completion, ["fish"]).stdout)
    (tmp_path / "note.md").write_text("")
    env = {**os.environ, "PATH": PATH, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / ".config")}
    command = ["fish", "-c", f"complete -C '{typed}'"]
    done = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert any(each.startswith(line) for each in done.stdout.splitlines()), done.stdout
