"""The door. Each command lives in a module of its own, loaded only when it is called, so that `--help` stays quick."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from verifier import __version__
from verifier.cli import COMPLETION
from verifier.cli.exits import Exit
from verifier.cli.front import COMMANDS, front_page
from verifier.cli.outlet import INTERRUPTED, leave_at_once, obey_signals, open_streams
from verifier.errors import InputError, VerifierError


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

    def get_help(self, ctx: click.Context) -> str:
        """The front page, which needs no command loaded."""
        return front_page()

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
@click.version_option(__version__, prog_name="verifier", message="%(prog)s %(version)s")
def cli() -> None:
    """Hold every quotation of a manuscript against the archival source its note cites, word by word."""


def run() -> None:
    """Run the command line; an error of ours is one line on standard error, never a traceback."""
    open_streams()
    obey_signals()
    if os.environ.get(COMPLETION, "").startswith(("powershell", "fish")):
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
        leave_at_once(INTERRUPTED)
    except InputError as error:
        click.echo(f"verifier: {error}", err=True)
        sys.exit(Exit.USAGE)
    except VerifierError as error:
        click.echo(f"verifier: {error}", err=True)
        sys.exit(Exit.INCOMPLETE)
    except BrokenPipeError:  # whoever read our output has read enough
        leave_at_once(Exit.CLEAN)
    except OSError as error:  # a file that a room did not expect to fail: say which
        named = f"{error.filename}: " if error.filename is not None else ""
        click.echo(f"verifier: {named}{error.strerror or error}", err=True)
        leave_at_once(Exit.USAGE)
