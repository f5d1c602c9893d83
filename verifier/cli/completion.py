"""`verifier completion SHELL`: the lines that make a shell complete commands, options and file names."""

from __future__ import annotations

import os
import shlex
from typing import Any, ClassVar

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, get_completion_class

SHELLS = ("bash", "zsh", "fish", "powershell")
_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $env:%(complete_var)s = "powershell_complete"
    $env:COMP_WORDS = $commandAst.ToString()
    $env:COMP_CWORD = $wordToComplete
    try {
        %(prog_name)s | ForEach-Object {
            $kind, $value, $help = $_ -split "`t", 3
            if (-not $kind) { return }
            if ($kind -eq "file" -or $kind -eq "dir") {
                Get-ChildItem -Path "$value*" -ErrorAction SilentlyContinue |
                    Where-Object { $kind -eq "file" -or $_.PSIsContainer } |
                    ForEach-Object {
                        $name = Resolve-Path -Relative $_.FullName
                        [System.Management.Automation.CompletionResult]::new($name, $_.Name, "ProviderItem", $name)
                    }
            } else {
                if (-not $help) { $help = $value }
                [System.Management.Automation.CompletionResult]::new($value, $value, "ParameterValue", $help)
            }
        }
    } finally {
        Remove-Item Env:%(complete_var)s, Env:COMP_WORDS, Env:COMP_CWORD -ErrorAction SilentlyContinue
    }
}
"""


class PowerShellComplete(ShellComplete):
    """PowerShell, which click does not know: one `kind<TAB>value<TAB>help` line for each possibility."""

    name: ClassVar[str] = "powershell"
    source_template: ClassVar[str] = _POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one being typed, and that one (empty when a new one begins)."""
        words = _words(os.environ.get("COMP_WORDS", ""))
        incomplete = os.environ.get("COMP_CWORD", "")
        done = words[1:-1] if incomplete and words[1:] else words[1:]
        return done, incomplete

    def format_completion(self, item: CompletionItem) -> str:
        """One line; tabs and line ends inside it would be syntax."""
        help_text = " ".join((item.help or "").split())
        return f"{item.type}\t{item.value}\t{help_text}"


class FishComplete(click.shell_completion.FishComplete):
    """fish, whose lines set the help apart by a comma: one within the help would end it."""

    def format_completion(self, item: CompletionItem) -> str:
        """One line."""
        help_text = " ".join((item.help or "").replace(",", ";").split())
        return f"{item.type},{item.value}\t{help_text}" if help_text else f"{item.type},{item.value}"


def _words(line: str) -> list[str]:
    """A command line's words; a quotation mark not closed yet is taken as a character."""
    try:
        return shlex.split(line)
    except ValueError:
        return line.split()


def register() -> None:
    """Make click know ours, so that the environment variable of a completion request finds them."""
    add_completion_class(PowerShellComplete)
    add_completion_class(FishComplete)


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    r"""Print the lines by which a shell completes commands and options.

    \b
    bash:        eval "$(verifier completion bash)"
    zsh:         eval "$(verifier completion zsh)"
    fish:        verifier completion fish > ~/.config/fish/completions/verifier.fish
    powershell:  verifier completion powershell | Out-String | Invoke-Expression
    """
    click.echo(source_of(shell))


def source_of(shell: str) -> str:
    """The shell's lines. For bash no version check is run: the lines are printed whatever shell is installed here."""
    from verifier.cli.main import cli

    register()
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - the choice names only shells that are known
    made: Any = kind(cli, {}, "verifier", "_VERIFIER_COMPLETE")
    return str(made.source_template % made.source_vars())
