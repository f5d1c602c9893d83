"""The record pages of the sample archive, in the shapes that the real sites give theirs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from verifier.demo.typeset import Document, plain

FRAME = "A specimen: this document, its archive number and everybody in it are invented."
_NAV = '<nav><a href="/">Home</a> <a href="/search">Search</a> <a href="/about">About</a></nav>'


def _html(title: str, site: str, body: str, lang: str = "en") -> str:
    head = f'<meta charset="utf-8"><title>{escape(title)} | {escape(site)}</title>'
    page = f"<body>{_NAV}\n{body}\n<footer>{FRAME}</footer></body>"
    return f'<!doctype html>\n<html lang="{lang}"><head>{head}</head>\n{page}</html>\n'


def _paragraphs(texts: Sequence[str]) -> str:
    return "\n".join(f"<p>{escape(text)}</p>" for text in texts)


def nsarchive(facts: Mapping[str, str], pdf: str) -> str:
    """A record page: viewer, date, the Archive's description, source."""
    fields = [(name.title(), f"<p>{escape(facts[name])}</p>") for name in ("date", "description", "source")]
    rows = "\n".join(
        f'<div class="field"><div class="label">{name}</div><div class="item">{value}</div></div>'
        for name, value in fields
    )
    body = (
        f'<main id="main-content"><h1>{escape(facts["title"])}</h1>\n'
        f'<div class="doc-viewer"><iframe src="{pdf}"></iframe></div>\n{rows}\n</main>'
    )
    return _html(facts["title"], "National Security Archive", body)


def ocr_run(lines: Sequence[str]) -> str:
    """All words in one run without punctuation, as the archive's OCR address gives them."""
    words = re.sub(r"[.,:;?!()/\"“”]", " ", " ".join(lines))
    return " ".join(words.split())


def wilson(original: Document, translation: Document) -> str:
    """A record with two language tabs, the second one showing, and the editors' summary."""
    facts, language = translation.facts, original.facts["language"]
    title = facts["title"]
    body = f"""<div class="content-block"><p class="date">{facts["date"]}</p>
<h1 class="title">{escape(title)}</h1></div>
<ul class="nav nav-tabs"><li><a href="#t0">Original</a></li><li><a href="#t1">English translation</a></li></ul>
<div id="documentTabs" class="tab-content">
<div class="tab-pane" id="t0" lang="de">
{_paragraphs(words_of(original))}
</div>
<div class="tab-pane active" id="t1">
{_paragraphs(words_of(translation))}
</div></div>
<div class="text-block"><p>{escape(facts["summary"])}</p></div>
<h2 class="title">Language</h2><div><div class="pill"><div class="name"><span>{language}</span></div></div></div>
{_block("Source", facts["source"])}
{_block("Record ID", facts["number"])}"""
    return _html(title, "Wilson Center Digital Archive", body)


def _block(label: str, text: str) -> str:
    heading = f'<h3 class="sub-title">{label}</h3>'
    return f'<div class="information-block">{heading}<div class="text">{escape(text)}</div></div>'


def frus(document: Document, section: str) -> str:
    """A document of the series: heading with a note mark, page breaks within sentences, footnotes below."""
    facts = document.facts
    number, marked = (
        facts["number"],
        {"1": facts["source"], **{k[5:]: v for k, v in facts.items() if k.startswith("note ")}},
    )
    text = "\n\n".join(document.pages[0])
    first = re.match(r"\[Page (\w+)\]\s*", text)
    opening = f'<a class="tei-pb1" id="pg_{first.group(1)}">[Page {first.group(1)}]</a>' if first else ""
    text = text[first.end() :] if first else text
    breaks = re.sub(r"\s*\[Page (\w+)\]\s*", " \x01\\1\x02 ", text)
    body = "\n".join(f'<p class="tei-p3">{_frus_marks(escape(p.strip()), number)}</p>' for p in breaks.split("\n\n"))
    notes = "\n".join(
        f'<li class="footnote" id="fn:{number}.{n}" value="{n}"><span class="fn-content">{escape(note)}</span></li>'
        for n, note in sorted(marked.items())
    )
    inner = f"""<div id="content-inner"><div id="content-container"><div class="content">
<div class="tei-div3" id="{section}">{opening}
<h3 class="tei-head7">{number}. {escape(facts["title"])}{_frus_mark(number, "1")}</h3>
<p class="tei-dateline2"><span class="tei-date">{escape(facts["place"])}</span></p>
{body}
</div>
<div class="footnotes"><ol>
{notes}
</ol></div></div></div></div>"""
    return _html(facts["title"], "Office of the Historian", inner)


def _frus_marks(text: str, number: str) -> str:
    paged = re.sub("\x01(\\w+)\x02", r'<a class="tei-pb1" id="pg_\1">[Page \1]</a>', text)
    return re.sub(r"\[(\d)\]", lambda found: _frus_mark(number, found.group(1)), paged)


def _frus_mark(number: str, note: str) -> str:
    target = f"{number}.{note}"
    return f'<span id="fnref:{target}"><a class="note" rel="footnote" href="#fn:{target}">{note}</a></span>'


def communique(document: Document) -> str:
    """A plain page of an organisation that no longer has a site."""
    title = document.facts["title"]
    date, text = escape(document.facts["date"]), _paragraphs(document.pages[0])
    body = f"<main><h1>{escape(title)}</h1>\n<p>{date}</p>\n{text}</main>"
    return _html(title, "Strait Commission", body)


def viewer(title: str) -> str:
    """DocumentCloud's own page: a viewer that a script fills, without the document's words."""
    return _html(title, "DocumentCloud", '<div id="app"></div><script src="/viewer.js"></script>')


def bot_wall() -> str:
    """An interstitial that comes with status 200 in place of the page."""
    return (
        '<html><head><meta http-equiv="refresh" content="5; URL=\'/cabinet/minutes/1994-02-17?bm-verify=TOKEN\'">'
        '<title>&nbsp;</title></head><body><iframe src="/interstitial.gif"></iframe>\n'
        "<script>function triggerInterstitialChallenge(){/* POST /_sec/verify?provider=interstitial */}</script>"
        "</body></html>\n"
    )


def not_found(site: str) -> str:
    """What a site says of a page it no longer has."""
    return _html(
        "Page not found", site, "<main><h1>Page not found</h1><p>The page you asked for is no longer here.</p></main>"
    )


def words_of(document: Document) -> list[str]:
    """The paragraphs of a letter, typing marks off."""
    return [plain(paragraph) for page in document.pages for paragraph in page]
