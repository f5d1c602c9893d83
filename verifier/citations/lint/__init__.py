"""What the manuscript alone can tell: findings about its notes and quotations, before any source is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from verifier.citations.lint import dates, ibid, links, listed, names, pages, quoted, sources
from verifier.citations.lint.facts import Facts
from verifier.records.citation import Resolution
from verifier.records.findings import Finding
from verifier.records.governed import Governed
from verifier.records.manuscript import Manuscript

_CHECKS: tuple[Callable[[Facts], Iterable[Finding]], ...] = (
    ibid.after_several,
    ibid.contradicted,
    pages.outside_work,
    pages.of_the_work,
    pages.missing,
    sources.unread,
    sources.undecided,
    sources.unexplained,
    sources.second_hand,
    dates.disagreeing,
    dates.impossible,
    dates.only_access,
    links.legacy,
    links.foreign_fragments,
    links.completed,
    names.spelled_two_ways,
    listed.missing_entries,
    quoted.without_note,
    quoted.in_two_wordings,
    quoted.of_itself,
)


def lint(governed: Sequence[Governed], manuscript: Manuscript, resolutions: Sequence[Resolution]) -> list[Finding]:
    """All findings of the C family and of M203 to M205, in order of place; each says one thing about one place."""
    facts = Facts.of(governed, manuscript, resolutions)
    found = [finding for check in _CHECKS for finding in check(facts)]
    return sorted(dict.fromkeys(found), key=lambda one: (one.span.start if one.span else -1, one.code, one.message))
