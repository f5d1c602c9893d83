"""A link run for a terminal or a log: one line for each finding, worst first, and one closing line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from verifier.links.levels import findings_of, message_of, severity_of, worst_first
from verifier.links.records import Fragment, LinkResult, LinkRun, LinkState
from verifier.records.findings import Severity

PLACES_SHOWN = 3  # places of one link that are listed; the record has them all


def to_text(run: LinkRun) -> str:
    """Every finding and the closing line."""
    return "\n".join([*finding_lines(run), closing_line(run)]) + "\n"


def finding_lines(run: LinkRun, *, notes: bool = True) -> Iterator[str]:
    """`file:line:col: CODE state: url`, worst first, why and what helps below. `notes` False leaves the mildest out."""
    for result in worst_first(run.results):
        if notes or severity_of(result) is not Severity.NOTE:
            yield from _lines(result)
    for problem in run.problems:
        place = f"{problem.place}: " if problem.place else ""
        yield f"{place}{problem.code} {problem.message}"


def _lines(result: LinkResult) -> Iterator[str]:
    first, *rest = result.link.mentions
    others = [mention for mention in rest if mention.place != first.place]
    for finding in findings_of(result):
        word = "fragment missing" if finding.code == "S210" else result.state.value.replace("_", " ")
        yield f"{first.place}: {finding.code} {word}: {result.url}"
        yield f"    {finding.message}"
    if first.quote_place is not None and result.state is LinkState.DRIFTED:
        yield f"    quotation at {first.quote_place}"
    if others:
        listed = ", ".join(str(mention.place) for mention in others[:PLACES_SHOWN])
        more = f" and {len(others) - PLACES_SHOWN} more" if len(others) > PLACES_SHOWN else ""
        yield f"    also at {listed}{more}"
    if result.rescue is not None:
        yield f"    help: a copy of {result.rescue.at[:10]} {_holds(result.rescue.holds)}: {result.rescue.url}"
        yield f"    help: {result.rescue.attributes}"


def _holds(holds: bool | None) -> str:
    return {True: "holds the quotation", False: "does not hold the quotation", None: "exists"}[holds]


def closing_line(run: LinkRun) -> str:
    """One line: how many links, what they are, and the next command."""
    if not run.results:
        return "no links found"
    shown = Counter(_word(result) for result in run.results)
    counts = ", ".join(f"{count} {word}" for word, count in shown.most_common())
    ignored = sum(bool(result.ignored) for result in run.results)
    settled = f" ({ignored} known and ignored)" if ignored else ""
    fresh = sum(result.fresh for result in run.results)
    answered = f", {fresh} from the last look" if fresh else ""
    links = f"{len(run.results)} link" + ("s" if len(run.results) != 1 else "")
    return f"{links} checked in {run.seconds:.1f} s{answered}: {counts}{settled}.{next_step(run)}"


def _word(result: LinkResult) -> str:
    if result.state is LinkState.OK and result.fragment is Fragment.MISSING:
        return "ok but for a missing fragment"
    return result.state.value.replace("_", " ")


def next_step(run: LinkRun) -> str:
    """What to do next, if anything."""
    inputs = " ".join(run.inputs)
    open_results = [result for result in run.results if not result.ignored]
    if any(severity_of(result) is Severity.FAIL and result.rescue is None for result in open_results):
        return f" Next: verifier links --rescue {inputs}"
    if any(result.state is LinkState.MOVED and result.permanent for result in open_results) and inputs != "-":
        return f" Next: verifier links --diff {inputs}"
    return ""


__all__ = ["closing_line", "finding_lines", "message_of", "next_step", "to_text"]
