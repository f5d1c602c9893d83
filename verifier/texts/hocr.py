"""A reading written as hOCR, so that others can lay our words over the page and check them."""

from __future__ import annotations

from html import escape

from verifier.records.text import Box, Page, SourceText, Word

PAGE_PX = 10_000  # width and height of the made-up pixel grid: our boxes are fractions of the page


def write_hocr(source: SourceText) -> str:
    """The hOCR document of a reading: one ocr_page a page, ocr_line a line, ocrx_word a word with x_wconf.

    Boxes are given on a grid of PAGE_PX by PAGE_PX, as the size of the page in pixels is not kept.
    """
    system = f"{source.engine} {source.engine_version}".strip() or "unknown"
    pages = "\n".join(_page(page) for page in source.pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml">\n<head>\n'
        f'<title>{escape(source.title)}</title>\n<meta charset="utf-8"/>\n'
        f'<meta name="ocr-system" content="{escape(system)}"/>\n'
        '<meta name="ocr-capabilities" content="ocr_page ocr_line ocrx_word"/>\n'
        f"</head>\n<body>\n{pages}\n</body>\n</html>\n"
    )


def _page(page: Page) -> str:
    lines = "\n".join(_line(page, words, number) for number, words in enumerate(_rows(page)))
    label = f'; lpageno "{page.label}"' if page.label else ""
    title = escape(f"bbox 0 0 {PAGE_PX} {PAGE_PX}; ppageno {page.index}{label}")
    return f'<div class="ocr_page" id="page_{page.index}" title="{title}">\n{lines}\n</div>'


def _line(page: Page, words: list[Word], number: int) -> str:
    boxes = [word.box for word in words if word.box]
    around = (
        f"bbox {_grid(min(b.x0 for b in boxes))} {_grid(min(b.y0 for b in boxes))} "
        f"{_grid(max(b.x1 for b in boxes))} {_grid(max(b.y1 for b in boxes))}"
    )
    spans = " ".join(_word(page, word, word.box) for word in words if word.box)
    return f'<span class="ocr_line" id="line_{page.index}_{number}" title="{around}">{spans}</span>'


def _word(page: Page, word: Word, box: Box) -> str:
    sure = "" if word.confidence is None else f"; x_wconf {round(word.confidence * 100)}"
    title = f"bbox {_grid(box.x0)} {_grid(box.y0)} {_grid(box.x1)} {_grid(box.y1)}{sure}"
    return f'<span class="ocrx_word" title="{title}">{escape(page.text[word.start : word.end])}</span>'


def _rows(page: Page) -> list[list[Word]]:
    """Words with boxes, by the lines of the page's text."""
    rows: list[list[Word]] = []
    end = -1
    for word in page.words:
        if word.box is None:
            continue
        if not rows or "\n" in page.text[end : word.start]:
            rows.append([])
        rows[-1].append(word)
        end = word.end
    return rows


def _grid(value: float) -> int:
    return round(value * PAGE_PX)
