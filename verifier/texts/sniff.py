"""What a body is, by its first bytes; the name and the sender's word only break ties."""

from __future__ import annotations

HEAD_BYTES = 2048  # a PDF's header may follow up to 1,024 bytes of rubbish; readers accept that
_MAGIC = (
    (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"II*\x00", "image"), (b"MM\x00*", "image"), (b"GIF8", "image"),
    (b"BM", "image"), (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"), (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"), (b"AT&TFORM", "a DjVu document"), (b"{\\rtf", "an RTF document"),
    (b"\x00\x00\x00\x0cjP", "image"), (b"%!PS", "a PostScript document"),
)  # fmt: skip
_HTML = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<div",
    b"<p>",
    b"<table",
    b"<h1",
    b"<h2",
    b"<h3",
    b"<span",
    b"<article",
    b"<meta",
    b"<title",
    b"<pre",
)
_TEXT_CONTROL_SHARE_MAX = 0.02  # control bytes in a text file: form feeds, tabs and the odd stray byte


def kind_of(body: bytes, name: str = "") -> str:
    """`pdf`, `tei`, `html`, `text`, `image`, `hocr`, `alto`, or words that name what else it is."""
    if b"%PDF-" in body[:1024]:
        return "pdf"
    found = next((kind for magic, kind in _MAGIC if body.startswith(magic)), "")
    if found and not (found == "image" and body.startswith(b"BM") and _looks_like_text(body)):
        return found
    head = body[:HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").replace(b"\x00", b"").lower()
    if marked := _markup(head, name.lower()):
        return marked
    return "text" if _looks_like_text(body) else "binary data of an unknown kind"


def _markup(head: bytes, name: str) -> str:
    if b"ocr_page" in head or b"ocr-system" in head:
        return "hocr"
    if b"<alto" in head:
        return "alto"
    if b"<tei" in head or b"http://www.tei-c.org/ns/1.0" in head:
        return "tei"
    if head.startswith(_HTML) or b"<html" in head:
        return "html"
    if head.startswith(b"<?xml") or name.endswith((".xml", ".tei")):
        return "tei" if head.startswith(b"<") else ""
    if name.endswith((".html", ".htm", ".xhtml")) and b"<" in head:
        return "html"
    return "html" if head.startswith(b"<!--") and b"<" in head[4:] else ""


def _looks_like_text(body: bytes) -> bool:
    head = body[:HEAD_BYTES]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if head.count(0) > len(head) * 0.3:  # UTF-16 without a mark
        return head[0::2].count(0) == 0 or head[1::2].count(0) == 0
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in head)
    return control <= len(head) * _TEXT_CONTROL_SHARE_MAX
