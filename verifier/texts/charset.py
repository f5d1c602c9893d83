"""Bytes to characters, by what the bytes say rather than by what the sender claims."""

from __future__ import annotations

import codecs
import re

from verifier.texts.codepages import code_page

DECLARATION_WINDOW_BYTES = 4096  # HTML asks for the declaration in the first 1,024 bytes; old pages put it later
BROKEN_SHARE_MAX = 0.01  # share of undecodable characters up to which a failed UTF-8 is a cut or damaged UTF-8
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
# What browsers do: a page that says Latin-1 or ASCII was nearly always typed in Windows-1252.
_WIDENED = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874", "gb2312": "gb18030"}
_LATIN = frozenset(["iso8859-1", "cp1252", "ascii", "utf-8"])  # names that senders give without having looked
_SEVEN_BIT = ("iso2022", "hz", "utf-7")  # encodings whose bytes are valid UTF-8 and yet mean something else
# UTF-8 that was once read as Windows-1252 and written out again: "donâ€™t", "cafÃ©".
_TWICE = re.compile(
    "(?:[\u00c2\u00c3][\u0080-\u00bf\u20ac\u201a-\u203a\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2122]|\u00e2[\u20ac\u0080][\u0080-\u00ff\u2013-\u203a\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u02dc\u2122])+"
)


def decode(body: bytes, charset: str = "") -> str:
    """The characters of `body`; `charset` is what the sender declared (may be wrong or empty). Never raises.

    Order of trust: byte order mark, valid UTF-8, letters that are plainly of a code page nobody declared, the sender's
    word, the document's own word, Windows-1252.
    Line ends come back as one line feed.
    """
    text = _mended(_decoded(body, charset))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(body: bytes, charset: str) -> str:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    if wide := _wide_without_mark(body):
        return body.decode(wide, "replace")
    declared = [name for name in (_known(charset), _known(_declared_inside(body))) if name]
    if not any(name.startswith(_SEVEN_BIT) for name in declared):
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    if not any(name not in _LATIN for name in declared) and (page := code_page(body)):
        return body.decode(page, "replace")
    for name in declared:
        if (text := _by_name(body, _WIDENED.get(name, name))) is not None:
            return text
    broken = body.decode("utf-8", "replace")
    if broken.count("\ufffd") <= len(broken) * BROKEN_SHARE_MAX and any(
        ord(c) > 0x7F for c in broken.replace("\ufffd", "")
    ):
        return broken
    return _by_name(body, "cp1252") or ""


def _by_name(body: bytes, name: str) -> str | None:
    """The text in one encoding; None when the bytes are plainly not in it."""
    if name == "cp1252":  # five code points are undefined there; browsers fall back to Latin-1 for them
        return "".join(_cp1252_char(b) for b in body) if _has_undefined(body) else body.decode("cp1252")
    text = body.decode(name, "replace")
    return text if text.count("\ufffd") <= len(text) * BROKEN_SHARE_MAX else None


def _has_undefined(body: bytes) -> bool:
    return any(bytes([value]) in body for value in (0x81, 0x8D, 0x8F, 0x90, 0x9D))


def _cp1252_char(value: int) -> str:
    raw = bytes([value])
    return raw.decode("latin-1") if value in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else raw.decode("cp1252")


def _known(name: str) -> str:
    """Python's own name of an encoding, or empty for one it does not have or that is not for text."""
    try:
        found = codecs.lookup(name.strip().strip("\"'")) if name else None
        if found is None:
            return ""
        b"".decode(found.name)
    except (LookupError, ValueError):
        return ""
    return found.name


def _declared_inside(body: bytes) -> str:
    found = _DECLARED.search(body[:DECLARATION_WINDOW_BYTES])
    return found.group(1).decode("ascii") if found else ""


def _wide_without_mark(body: bytes) -> str:
    """UTF-16 without a byte order mark shows as every other byte being zero in Western text."""
    head = body[:2000]
    if len(head) < 8:
        return ""
    if head[1::2].count(0) > len(head) * 0.4 and head[0::2].count(0) < len(head) * 0.05:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) * 0.4 and head[1::2].count(0) < len(head) * 0.05:
        return "utf-16-be"
    return ""


def _mended(text: str) -> str:
    """Undo one round of UTF-8 read as Windows-1252, run by run; a run that does not decode stays as it is."""
    return _TWICE.sub(lambda found: _once(found.group()), text) if _TWICE.search(text) else text


def _once(run: str) -> str:
    try:
        raw = b"".join(c.encode("latin-1") if ord(c) < 0x100 else c.encode("cp1252") for c in run)
        return raw.decode("utf-8")
    except UnicodeError:
        return run
