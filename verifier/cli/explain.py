"""`verifier explain` and `verifier rules`: the catalogue."""

from __future__ import annotations

import click

from verifier.rules import Rule, catalogue, rule


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Explain a rule by its code: what it found, why it matters, an example."""
    click.echo(text_of(rule(code)))


def text_of(entry: Rule) -> str:
    """The rule's page, as plain text."""
    head = f"{entry.code} {entry.name} ({entry.severity.value})"
    return f"{head}\n\n{entry.meaning}\n\nWhy it matters: {entry.why}\n\nExample: {entry.example}"


@click.command()
@click.option("--markdown", is_flag=True, help="Print the whole catalogue as the docs page.")
def rules(markdown: bool) -> None:
    """List every rule."""
    if markdown:
        click.echo(rules_page(), nl=False)
        return
    for entry in catalogue().values():
        click.echo(f"{entry.code}  {entry.severity.value:<6}  {entry.name}")


FAMILIES = {
    "Q": "Wording: what differs between the quotation and the source",
    "P": "Place: where the words stand, against where the note says",
    "C": "Citation: what the notes say and what they can mean",
    "S": "Source and link: how the source answered",
    "M": "Manuscript: what the manuscript itself holds",
}


def rules_page() -> str:
    """docs/rules.md, from the catalogue."""
    lines = [
        "# Rules",
        "",
        "Printed from the catalogue by `verifier rules --markdown`; see also `verifier explain CODE`.",
    ]
    for letter, title in FAMILIES.items():
        lines += ["", f"## {title}"]
        for entry in catalogue().values():
            if entry.code.startswith(letter):
                lines += ["", f"### {entry.code} {entry.name}", "", f"Severity: {entry.severity.value}.", ""]
                lines += [entry.meaning, "", f"Why it matters: {entry.why}", "", f"Example: {entry.example}"]
    return "\n".join(lines) + "\n"
