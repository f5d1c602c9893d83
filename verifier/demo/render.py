"""Render the sample archive: `python -m verifier.demo.render` writes site/ anew from documents/, always the same."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from verifier.demo import pages
from verifier.demo.paper import (
    HEIGHT_PT,
    LEADING_PT,
    MARGIN_PT,
    SIZE_PT,
    TOP_PT,
    WIDTH_PT,
    Scanned,
    misread,
    scan,
    scanned_pdf,
    typed_pdf,
)
from verifier.demo.typeset import load, typed

SITE = Path(__file__).parent / "site"
HTML, PDF, JSON, TEXT = "text/html; charset=utf-8", "application/pdf", "application/json", "text/plain; charset=utf-8"
CLEAR, ILLEGIBLE = 0.6, 9.0  # blur in pixels: a good copy, and a facsimile of a facsimile
ADVANCE_PT = SIZE_PT * 0.6  # width of every Courier letter
NSARCHIVE, WILSON, FRUS = "nsarchive.gwu.edu", "digitalarchive.wilsoncenter.org", "history.state.gov"
CLOUD, CLOUD_API, CLOUD_FILES = "www.documentcloud.org", "api.www.documentcloud.org", "s3.documentcloud.org"
STRAIT, CABINET, GAZETTE = "www.strait-commission.example", "cabinet.velland.example", "www.portilvan-gazette.example"
WAYBACK = "web.archive.org"


@dataclass(frozen=True)
class Served:
    """One answer of the archive: `file` under site/ holds the body; `headers` go out beside the media type."""

    host: str
    path: str
    file: str
    media_type: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Made = Iterator[tuple[Served, bytes]]


def everything() -> Made:
    """Every answer of every site."""
    yield from nsarchive("memcon-dremov", seed=8, layer=True)
    yield from nsarchive("cable-port-ilvan", seed=7)
    yield from nsarchive("fax-keeper", seed=19, blur=ILLEGIBLE)
    yield from wilson()
    yield from documentcloud()
    yield from frus()
    yield from vanished()


def nsarchive(name: str, *, seed: int, layer: bool = False, blur: float = CLEAR) -> Made:
    """A record page and its scan; with a poor text layer and the OCR address, or as pictures only."""
    document = load(name)
    facts, lines = document.facts, typed(document)
    number, pdf = facts["record"].partition("-")[0], f"/sites/default/files/documents/{facts['pdf']}"
    images = scan(typed_pdf(lines), seed=seed, blur=blur)
    read = [misread(page, seed=seed + place) if layer else [] for place, page in enumerate(lines)]
    body = scanned_pdf([Scanned(image, page) for image, page in zip(images, read, strict=True)])
    record = Served(NSARCHIVE, f"/document/{facts['record']}", f"nsarchive/{number}.html", HTML)
    yield record, _utf8(pages.nsarchive(facts, pdf))
    yield Served(NSARCHIVE, pdf, f"nsarchive/{number}.pdf", PDF), body
    if layer:
        run = pages.ocr_run([line for page in read for line in page])
        yield Served(NSARCHIVE, f"/media/{number}/ocr", f"nsarchive/{number}.txt", TEXT), _utf8(run)


def wilson() -> Made:
    """A letter in German with its translation; the old numeric address leads to the new one."""
    original, translation = load("letter-wieland.de"), load("letter-wieland.en")
    path = f"/document/{translation.facts['record']}"
    yield Served(WILSON, path, "wilson/letter.html", HTML), _utf8(pages.wilson(original, translation))
    moved = {"Location": f"https://{WILSON}{path}"}
    yield Served(WILSON, f"/document/{translation.facts['number']}", "wilson/moved.html", HTML, 301, moved), b""


def documentcloud() -> Made:
    """A memorandum: the API's record, text by page, the place of each word, the scan."""
    document = load("memo-quill")
    facts, lines = document.facts, typed(document)
    number, _, slug = facts["cloud"].partition("-")
    base = f"/documents/{number}/"
    record: dict[str, Any] = {
        "id": int(number), "access": "public", "status": "success", "slug": slug, "title": facts["title"],
        "description": facts["description"], "source": "Department of State", "asset_url": f"https://{CLOUD_FILES}/",
        "canonical_url": f"https://{CLOUD}/documents/{number}-{slug}/", "page_count": len(lines), "language": "eng",
    }  # fmt: skip
    contents = [{"page": place, "contents": _contents(page), "ocr": "tess4"} for place, page in enumerate(lines)]
    texts = {"updated": 782_000_000_000, "pages": contents}
    images = scan(typed_pdf(lines), seed=11)
    pdf = scanned_pdf([Scanned(image, page) for image, page in zip(images, lines, strict=True)])
    yield (
        Served(CLOUD, f"/documents/{number}-{slug}", "documentcloud/viewer.html", HTML),
        _utf8(pages.viewer(facts["title"])),
    )
    yield Served(CLOUD_API, f"/api/documents/{number}/", "documentcloud/record.json", JSON), _json(record)
    yield Served(CLOUD_FILES, f"{base}{slug}.txt.json", "documentcloud/text.json", JSON), _json(texts)
    yield Served(CLOUD_FILES, f"{base}{slug}.pdf", "documentcloud/scan.pdf", PDF), pdf
    for place, page in enumerate(lines, start=1):
        places = Served(CLOUD_FILES, f"{base}pages/{slug}-p{place}.position.json", f"documentcloud/p{place}.json", JSON)
        yield places, _json(list(_positions(page)))


def frus() -> Made:
    """One document of an invented volume."""
    path = "/historicaldocuments/frus1993-96v99/d42"
    yield Served(FRUS, path, "frus/d42.html", HTML), _utf8(pages.frus(load("telcon-halvik"), "d42"))


def vanished() -> Made:
    """A page that is gone but for a web archive's copy, a page behind a bot wall, and a page that is gone for good."""
    gone = _utf8(pages.not_found("Strait Commission"))
    copy = _utf8(pages.communique(load("communique")))
    yield Served(STRAIT, "/docu/c940609a.htm", "vanished/gone.html", HTML, 404), gone
    at = {"Memento-Datetime": "Sun, 14 Mar 1999 08:21:07 GMT", "X-Archive-Src": "specimen"}
    replay = f"/web/19990314082107id_/https://{STRAIT}/docu/c940609a.htm"
    yield Served(WAYBACK, replay, "vanished/communique.html", HTML, 200, at), copy
    yield Served(CABINET, "/cabinet/minutes/1994-02-17", "vanished/wall.html", HTML), _utf8(pages.bot_wall())
    yield (
        Served(GAZETTE, "/1994/03/lamp-editorial.html", "vanished/gazette.html", HTML, 404),
        _utf8(pages.not_found("Port Ilvan Gazette")),
    )


def _contents(lines: list[str]) -> str:
    return "\n".join(line.strip() for line in lines if line.strip())


def _positions(lines: list[str]) -> Iterator[dict[str, Any]]:
    """Each word with its box in fractions of the page from the top left."""
    for row, line in enumerate(lines):
        baseline, column = HEIGHT_PT - TOP_PT + row * LEADING_PT, 0
        for word in line.split():
            column = line.index(word, column)
            left, right = (MARGIN_PT + ADVANCE_PT * place for place in (column, column + len(word)))
            column += len(word)
            yield {
                "text": word, "x1": round(left / WIDTH_PT, 4), "x2": round(right / WIDTH_PT, 4),
                "y1": round((baseline - 9) / HEIGHT_PT, 4), "y2": round((baseline + 3) / HEIGHT_PT, 4),
            }  # fmt: skip


def _utf8(text: str) -> bytes:
    return text.encode("utf-8")


def _json(value: Any) -> bytes:
    return _utf8(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")


def main(target: Path = SITE) -> None:
    """Write every body and the index that says where it is served."""
    shutil.rmtree(target, ignore_errors=True)
    index = []
    for served, body in everything():
        path = target / served.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        index.append(asdict(served))
    (target / "index.json").write_text(json.dumps(index, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
