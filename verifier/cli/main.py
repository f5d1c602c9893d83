"""The door. Each command lives in a module of its own, loaded only when it is called, so that `--help` stays quick."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from verifier.cli.exits import Exit
from verifier.errors import InputError, VerifierError

COMPLETION = "_VERIFIER_COMPLETE"  # click's name for the variable by which a shell asks for completions
# name -> (module:attribute, the line shown in --help; a test holds it against the command's own)
COMMANDS = {
    "check": ("check:check", "Check the quotations of manuscripts or of a claims table."),
    "extract": ("extract:extract", "Turn manuscripts into a claims table."),
    "fetch": ("fetch:fetch", "Capture every cited source into the cache."),
    "links": ("links:links", "Check links: alive, moved, gone, or alive without the quotation."),
    "find": ("find:find", "Find where QUOTE stands."),
    "cache": ("cache:cache", "Look after the captures."),
    "report": ("report:report", "Render a past run again, in another format."),
    "verify-report": ("report:verify_report", "Prove a report again from the cache alone."),
    "review": ("review:review", "Serve a report for human decisions, on this machine only."),
    "explain": ("explain:explain", "Explain a rule by its code."),
    "rules": ("explain:rules", "List every rule."),
    "sources": ("sources:sources", "List the archives known, and the addresses each answers to."),
    "completion": ("completion:completion", "Print the shell's lines that complete commands, options and file names."),
    "demo": ("demo:demo", "Run the whole tool on the sample archive that ships."),
    "benchmark": ("benchmark:benchmark", "Measure accuracy and speed."),
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and loads one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, loaded; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"verifier.cli.{module}"), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest names when there is no such command."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(f"no command {args[0]!r}{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="verifier", prog_name="verifier", message="%(prog)s %(version)s")
def cli() -> None:
    """Hold every quotation of a manuscript against the archival source its note cites, word by word.

    Exit codes: 0 clean; 1 findings at or above --fail-on; 2 usage, input or configuration;
    3 a source could not be obtained or read, and nothing worse; 5 no claims found.
    """


def main() -> None:
    """Run the command line; an error of ours is one line on standard error, never a traceback."""
    if os.environ.get(COMPLETION, "").startswith("powershell"):
        from verifier.cli.completion import register

        register()
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(Exit.USAGE)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except InputError as error:
        click.echo(f"verifier: {error}", err=True)
        sys.exit(Exit.USAGE)
    except VerifierError as error:
        click.echo(f"verifier: {error}", err=True)
        sys.exit(Exit.INCOMPLETE)
    except BrokenPipeError:  # whoever read our output has read enough
        sys.stdout = None  # or the interpreter would try to flush it on the way out
        sys.exit(0)
