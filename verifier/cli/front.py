"""The front page: what `verifier --help` prints. It loads nothing, so that the first answer comes at once."""

from __future__ import annotations

# name -> (module:attribute, the line shown here; a test holds it against the command's own)
COMMANDS = {
    "check": ("check:check", "Check the quotations of manuscripts or of a claims table."),
    "extract": ("extract:extract", "Turn manuscripts into a claims table."),
    "fetch": ("fetch:fetch", "Capture every cited source into the cache."),
    "links": ("links:links", "Check links: alive, moved, gone, or alive without the quotation."),
    "find": ("find:find", "Find where QUOTE stands."),
    "cache": ("cache:cache", "Look after the captures."),
    "report": ("report:report", "Render a past run again, in another format."),
    "verify-report": ("report:verify_report", "Prove a report again from the cache alone."),
    "seal": ("seal:seal", "Have a time-stamping authority seal a report (RFC 3161)."),
    "review": ("review:review", "Serve a report for human decisions, on this machine only."),
    "explain": ("explain:explain", "Explain a rule by its code."),
    "rules": ("explain:rules", "List every rule."),
    "sources": ("sources:sources", "List the archives known, and the addresses each answers to."),
    "completion": ("completion:completion", "Print the lines by which a shell completes commands and options."),
    "demo": ("demo:demo", "Run the whole tool on the sample archive that ships."),
    "benchmark": ("benchmark:benchmark", "Measure accuracy and speed."),
}
NAME_WIDTH = max(map(len, COMMANDS)) + 2

PAGE = """\
Usage: verifier [OPTIONS] COMMAND [ARGS]...

  Hold every quotation of a manuscript against the archival source its note
  cites, word by word.

  Begin with `verifier check essay.docx`, or `verifier demo` to see it work.

  Exit codes: 0 clean; 1 findings at or above --fail-on; 2 usage, input or
  configuration; 3 a source could not be obtained or read, and nothing worse;
  5 no claims found.

Options:
  --version   Show the version and exit.
  -h, --help  Show this message and exit.

Commands:
{commands}

`verifier COMMAND --help` shows a command's options."""


def front_page() -> str:
    """The whole page; no line is longer than 80 characters, so that it needs no terminal to be laid out for."""
    return PAGE.format(commands="\n".join(f"  {name:<{NAME_WIDTH}}{line}" for name, (_, line) in COMMANDS.items()))


def answer(arguments: list[str]) -> str | None:
    """What to print for a call that only asks for this page or the version; None when there is a command to load."""
    if arguments in (["--help"], ["-h"]):
        return front_page()
    if arguments == ["--version"]:
        from verifier import __version__

        return f"verifier {__version__}"
    return None
