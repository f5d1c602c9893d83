"""A link run as CSV: one row for each place a link stands at, guarded against spreadsheet formulas."""

from __future__ import annotations

import csv
import io

from verifier.links.levels import findings_of
from verifier.links.records import LinkResult, LinkRun, Mention

COLUMNS = (
    "file", "line", "col", "url", "state", "status", "final_url", "reason", "fragment", "codes", "strikes",
    "first_failed", "last_ok", "checked", "quote", "quote_link", "rescue", "ignored",
)  # fmt: skip
FORMULA_HEADS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(run: LinkRun) -> str:
    """A head and the rows, line ends as RFC 4180 has them."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for result in run.results:
        for mention in result.link.mentions:
            writer.writerow([guarded(value) for value in _row(result, mention)])
    return written.getvalue()


def _row(result: LinkResult, mention: Mention) -> list[str]:
    place = mention.place
    link = next((check.link for check in result.quotes if check.quote == mention.quote), "")
    codes = " ".join(finding.code for finding in findings_of(result))
    copy = result.rescue.url if result.rescue is not None else ""
    return [
        place.file, str(place.line), str(place.col), result.url, result.state.value, str(result.status),
        result.final_url, result.reason, result.fragment.value, codes, str(result.strikes), result.first_failed,
        result.last_ok, result.checked, mention.quote, link, copy, result.ignored,
    ]  # fmt: skip


def guarded(value: str) -> str:
    """The value with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{value}" if value.startswith(FORMULA_HEADS) else value
