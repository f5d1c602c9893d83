"""The front door for meaning: one ordered walk; each citation to one source or to none, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from verifier.citations.authors import surnames
from verifier.citations.bibliography import Bibliography
from verifier.citations.body import IDEM
from verifier.citations.cross_references import NoteLabels
from verifier.citations.short_forms import Work, Works, distinct, page_fits, title_words
from verifier.citations.split import IN_PASSING
from verifier.records.citation import BIBLIOGRAPHY, Citation, CitationStatus, Locator, Position, Resolution
from verifier.records.manuscript import Manuscript

_STATUS = {
    Position.FULL: CitationStatus.FULL,
    Position.IBID: CitationStatus.IBID,
    Position.IBID_WITH_LOCATOR: CitationStatus.IBID,
    Position.SHORT: CitationStatus.SHORT,
    Position.CROSS_REFERENCE: CitationStatus.CROSS_REFERENCE,
    Position.UNKNOWN: CitationStatus.NONE,
}


def resolve(citations: Sequence[Citation], manuscript: Manuscript) -> tuple[Resolution, ...]:
    """One Resolution per citation, in order. A failed antecedent makes what leans on it fail too."""
    walk = _Walk(manuscript, [one for one in citations if one.note == BIBLIOGRAPHY])
    return tuple(walk.take(citation) for citation in citations)


class _Walk:
    """What has been read so far: each note's resolutions, the works named, the labels."""

    def __init__(self, manuscript: Manuscript, entries: Sequence[Citation]) -> None:
        self._notes = manuscript.notes
        self._done: dict[int, list[Resolution]] = {}
        self._works = Works()
        self._labels = NoteLabels(manuscript)
        self._bibliography = Bibliography(entries)
        self._last_author: str | None = None

    def take(self, citation: Citation) -> Resolution:
        """Resolve one citation and remember it."""
        if citation.note == BIBLIOGRAPHY:
            return Resolution(
                citation, citation, CitationStatus.FULL, locator=citation.locator, reason="an entry of the bibliography"
            )
        if citation.author == IDEM:
            citation = replace(citation, author=self._last_author)
        made = self._by_position(citation)
        self._done.setdefault(citation.note, []).append(made)
        if made.source is not None:
            self._last_author = made.source.author
        return made

    def _by_position(self, citation: Citation) -> Resolution:
        if citation.position is Position.FULL:
            self._works.add(citation)
            return _itself(citation, CitationStatus.FULL, "the note cites the work in full")
        if citation.position in (Position.IBID, Position.IBID_WITH_LOCATOR):
            return self._ibid(citation)
        if citation.position is Position.SHORT:
            return self._short(citation)
        if citation.position is Position.CROSS_REFERENCE:
            return self._cross(citation)
        return Resolution(citation, None, CitationStatus.NONE, reason="no work could be read in this note")

    def _ibid(self, citation: Citation) -> Resolution:
        here = self._done.get(citation.note)
        if here:
            return self._leaning(citation, [here[-1]], citation.note)
        before = citation.note - 1
        if before < 0 or self._notes[before].section != self._notes[citation.note].section:
            return _failed(citation, CitationStatus.NONE, "Ibid. stands in the first note, with nothing before it")
        cited = self._done.get(before, [])
        weighty = [one for one in cited if one.citation is None or one.citation.signal != IN_PASSING]
        return self._leaning(citation, weighty or cited, before)

    def _leaning(self, citation: Citation, antecedents: Sequence[Resolution], note: int) -> Resolution:
        """What `citation` means if it means one of these; ambiguous unless they come to one source."""
        label = self._notes[note].label
        if not antecedents or all(one.citation and one.citation.position is Position.UNKNOWN for one in antecedents):
            return _failed(
                citation, CitationStatus.AMBIGUOUS, f"no work could be read in note {label}, which it points at"
            )
        chosen = _the_one(citation, antecedents)
        if chosen is None:
            return _failed(
                citation,
                CitationStatus.AMBIGUOUS,
                f"note {label} cites {len(antecedents)} works; which is meant cannot be told",
            )
        if chosen.source is None:
            return replace(
                _failed(citation, chosen.status, f"it points at note {label}: {chosen.reason}"),
                chain=(note, *chosen.chain),
            )
        return Resolution(
            citation,
            chosen.source,
            _STATUS[citation.position],
            chain=_chain(citation, note, chosen),
            locator=citation.locator or _inherited(citation, chosen),
            reason=f"it repeats the source of note {label}",
        )

    def _short(self, citation: Citation) -> Resolution:
        declared = self._works.declared(citation)
        if declared is not None:
            return _found(citation, declared, f"note {self._label(declared)} declares this short form")
        works = self._works.matching(citation)
        if len(works) == 1:
            return _found(
                citation,
                works[0].citation,
                f"the one earlier work that fits stands in note {self._label(works[0].citation)}",
            )
        if works:
            places = ", ".join(self._label(work.citation) for work in works[:5])
            return _failed(citation, CitationStatus.AMBIGUOUS, f"{len(works)} earlier works fit (notes {places})")
        return self._first_mention(citation)

    def _first_mention(self, citation: Citation) -> Resolution:
        """No earlier work fits: the bibliography may know it; a first mention with a title stands for itself."""
        entries = self._bibliography.matching(citation)
        if len(entries) > 1:
            return _failed(citation, CitationStatus.AMBIGUOUS, f"{len(entries)} entries of the bibliography fit")
        if entries:
            return self._listed(citation, entries[0])
        if citation.title:
            self._works.add(citation)
            return _itself(citation, CitationStatus.SHORT, "no earlier note cites this work in full")
        return _failed(citation, CitationStatus.NONE, "a short form that no earlier note and no bibliography explains")

    def _listed(self, citation: Citation, entry: Citation) -> Resolution:
        """The bibliography knows the work. A note that gives its whole title is a full citation all the same."""
        whole = title_words(entry.title or "")
        if whole and len(title_words(citation.title or "")) >= len(whole):
            first = replace(citation, urls=entry.urls, date=entry.date, extent=entry.extent)
            self._works.add(first)
            made = _itself(first, CitationStatus.FULL, "the first note on a work of the bibliography")
            return replace(made, citation=citation)
        self._works.add(entry)
        return _found(citation, entry, "its full entry stands only in the bibliography")

    def _cross(self, citation: Citation) -> Resolution:
        target = self._labels.find(citation)
        if target is None:
            return _failed(
                citation, CitationStatus.NONE, f"it sends the reader to note {citation.refers_to}, which is not there"
            )
        if target >= citation.note:
            return _failed(citation, CitationStatus.AMBIGUOUS, f"it sends the reader on to note {citation.refers_to}")
        return self._leaning(citation, self._done.get(target, []), target)

    def _label(self, citation: Citation) -> str:
        return self._notes[citation.note].label if citation.note >= 0 else "of the bibliography"


def _the_one(citation: Citation, antecedents: Sequence[Resolution]) -> Resolution | None:
    """The only antecedent that can be meant: by being alone, by leading to one source, by name or title, or by page."""
    if len(antecedents) == 1:
        return antecedents[0]
    works = [Work.of(one.source) for one in antecedents if one.source is not None]
    if len(works) == len(antecedents) and len(distinct(works)) == 1:
        return antecedents[-1]
    named = surnames(citation.author)
    if named:
        fitting = [one for one in antecedents if one.source and named & surnames(one.source.author)]
        return fitting[0] if len(fitting) == 1 else None
    known = [one for one in antecedents if one.source is not None and one.source.extent]
    fitting = [one for one in known if one.source and page_fits(citation, one.source)]
    return fitting[0] if citation.locator and len(known) == len(antecedents) and len(fitting) == 1 else None


def _chain(citation: Citation, note: int, chosen: Resolution) -> tuple[int, ...]:
    return chosen.chain if note == citation.note else (note, *chosen.chain)


def _inherited(citation: Citation, chosen: Resolution) -> Locator | None:
    """A bare Ibid. means the same page too; a cross-reference names a work, not a page."""
    return (
        None
        if citation.position is Position.CROSS_REFERENCE and len(citation.raw) > 0 and chosen.locator is None
        else chosen.locator
    )


def _itself(citation: Citation, status: CitationStatus, reason: str) -> Resolution:
    return Resolution(citation, citation, status, locator=citation.locator, reason=reason)


def _found(citation: Citation, source: Citation, reason: str) -> Resolution:
    chain = (source.note,) if source.note not in (citation.note, BIBLIOGRAPHY) else ()
    return Resolution(citation, source, CitationStatus.SHORT, chain=chain, locator=citation.locator, reason=reason)


def _failed(citation: Citation, status: CitationStatus, reason: str) -> Resolution:
    return Resolution(citation, None, status, locator=citation.locator, reason=reason)
