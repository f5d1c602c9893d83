"""M3xx rules: what the author wrote about findings themselves."""

from __future__ import annotations

from verifier.records.findings import Severity
from verifier.rules.base import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "M301",
        "ignore-not-needed",
        Severity.NOTE,
        "A comment asks to ignore a finding that is not there.",
        "An ignore that outlives its reason would hide the next finding at the same place.",
        "`<!-- verifier: ignore[S201] host is down -->` beside a link that answers again.",
    ),
    Rule(
        "M302",
        "ignore-without-reason",
        Severity.NOTE,
        "A comment asks to ignore a finding and does not say why.",
        "The next editor cannot tell a decision from an oversight.",
        "`<!-- verifier: ignore[S205] -->`",
    ),
    Rule(
        "M303",
        "decision-without-claim",
        Severity.NOTE,
        "The file of decisions holds one on a claim that this run does not have.",
        "The quotation was cut or reworded since a person decided on it; the decision is kept and speaks of nothing.",
        "A row of reviews.csv for a quotation that the author has deleted.",
    ),
)
