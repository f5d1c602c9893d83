"""kremlin.ru, in Russian and English: long texts are split over pages, of which the first looks complete."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from verifier.records.source import Layer, Source, Wanted
from verifier.records.text import Page, SourceText
from verifier.sources.answers import filed, fresh, good
from verifier.sources.anything import read_anything
from verifier.sources.archive import Archive
from verifier.sources.base import Answer, UrlForm
from verifier.sources.pages import heading_of, prose, soup_of
from verifier.sources.urls import parse
from verifier.texts import Reader
from verifier.texts.html import text_of

_PART = re.compile(r"^(?P<base>.*?)(?:/page/(?P<part>\d+))?/?$")
_FURNITURE = ".masha-ignore, .read__bottommeta, .read__tags, .read__share, nav, script, style"


class Kremlin(Archive):
    """A text by its language and number, all its parts together."""

    name = "kremlin"
    title = "President of Russia (kremlin.ru, en.kremlin.ru)"
    forms = (
        UrlForm(
            "en.kremlin.ru/events/president/{section}/{n}", "http://en.kremlin.ru/events/president/transcripts/24034"
        ),
        UrlForm("kremlin.ru/acts/bank/{n}", "http://kremlin.ru/acts/bank/1"),
        UrlForm(
            ".../page/{n}", "http://en.kremlin.ru/events/president/transcripts/24034/page/2", "a part of the same text"
        ),
    )

    def recognise(self, url: str) -> Source | None:
        """An event or act; Russian and English are two texts."""
        address = parse(url)
        if address.site not in {"kremlin.ru", "en.kremlin.ru"} or address.segments[:1] not in {("events",), ("acts",)}:
            return None
        match = _PART.match(address.clean_path)
        base = match.group("base") if match else address.clean_path
        number = base.rstrip("/").rpartition("/")[2]
        if not number.isdigit():
            return None
        language = "en" if address.site.startswith("en.") else "ru"
        shelf = "acts" if address.segments[0] == "acts" else "events"
        return self._source(
            f"kremlin:{language}/{shelf}/{number}", f"http://{address.host}{base}", url, hints={"language": language}
        )

    def wants(self, source: Source, answers: Sequence[Answer]) -> Sequence[Wanted]:
        """The text's first page, then always the lowest part that follows the last one read."""
        if not answers:
            return (Wanted(source.url, "record", "html"),)
        got = good(answers, "record", "part")
        if len(got) < len(answers):
            return ()
        following = _next_part(source, got[-1])
        return fresh([Wanted(following, "part", "html")] if following else [], answers)

    def read(self, source: Source, answers: Sequence[Answer], reader: Reader) -> Sequence[SourceText]:
        """One text of all parts, a page each; the lead above it is the site's own."""
        pages: list[tuple[Answer, str, str]] = []
        leads: list[str] = []
        others: list[SourceText] = []
        for answer in good(answers, "record", "part"):
            soup = soup_of(answer)
            body = soup.select_one(".read__internal_content, .entry-content, .e-content") if soup else None
            if soup is None or body is None:
                others.extend(read_anything(answer, source, reader))
                continue
            leads.extend(filter(None, map(text_of, soup.select(".read__lead"))))
            pages.append((answer, heading_of(soup), _words(body)))
        return tuple(filter(None, (_joined(source, answers, pages), *_leads(leads, pages), *others)))


def _next_part(source: Source, last: Answer) -> str:
    """The address of the lowest part after the last one, as the page links it; '' at the end."""
    soup = soup_of(last)
    base = parse(source.url).clean_path
    parts = {
        int(found.group(1))
        for link in (soup.find_all("a", href=True) if soup else [])
        if (found := re.search(rf"{re.escape(base)}/page/(\d+)", str(link["href"])))
    }
    here = re.search(r"/page/(\d+)$", last.wanted.url)
    later = [part for part in parts if part > (int(here.group(1)) if here else 1)]
    return f"{source.url}/page/{min(later)}" if later else ""


def _words(body: Any) -> str:
    for node in body.select(_FURNITURE):
        node.decompose()
    return text_of(body)


def _joined(source: Source, answers: Sequence[Answer], pages: Sequence[tuple[Answer, str, str]]) -> SourceText | None:
    """The parts in order, one that repeats the part before it left out. What is missing is said, never passed over."""
    kept = [part for place, part in enumerate(pages) if place == 0 or part[2] != pages[place - 1][2]]
    if not kept:
        return None
    first, title, _ = kept[0]
    made = tuple(Page(index=i, text=text, quality=1.0) for i, (_, _, text) in enumerate(kept))
    missing = [answer.wanted.url for answer in answers if not good([answer])]
    problems = tuple(f"partial: a part of this text was not captured ({url})" for url in missing)
    text = SourceText(
        pages=made, engine="html", title=title, language=source.hints.get("language", ""), problems=problems
    )
    return filed(text, first)


def _leads(leads: Sequence[str], pages: Sequence[tuple[Answer, str, str]]) -> tuple[SourceText, ...]:
    made = prose("\n".join(dict.fromkeys(leads)), Layer.ARCHIVE_SUMMARY)
    return (filed(replace(made, title=pages[0][1]), pages[0][0]),) if made and pages else ()
