"""Bytes to characters, against senders that say the wrong thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.texts.charset import decode
from verifier.texts.typography import clean, collapsed, joined_letters

CASES = {
    "valid UTF-8 wins over a declared Latin-1": ("naïve – “quoted”".encode(), "iso-8859-1", "naïve – “quoted”"),
    "declared Latin-1 means Windows-1252": ("“quoted” – naïve".encode("cp1252"), "iso-8859-1", "“quoted” – naïve"),
    "undeclared bytes that are not UTF-8 are Windows-1252": ("caf\u00e9 \u2014 fin".encode("cp1252"), "", "café — fin"),
    "a page's own meta is asked when the server is silent": (
        '<meta charset="windows-1251"><p>Министр'.encode("cp1251"), "", '<meta charset="windows-1251"><p>Министр',
    ),
    "a byte order mark beats every declaration": ("\ufeffΑθήνα".encode(), "iso-8859-7", "Αθήνα"),
    "UTF-16 without a mark is seen by its zeros": ("plain words here".encode("utf-16-le"), "", "plain words here"),
    "seven-bit Japanese is not taken for ASCII": ("外務大臣".encode("iso2022_jp"), "iso-2022-jp", "外務大臣"),
    "a UTF-8 text cut in mid-letter stays UTF-8": ("é".encode() * 200 + b"\xc3", "", "é" * 200 + "\ufffd"),
    "UTF-8 read as Windows-1252 and written again is mended": ("donâ€™t say cafÃ©".encode(), "utf-8", "don’t say café"),
    "an unknown charset name is ignored": (b"plain", "x-klingon", "plain"),
    "a charset that is no text encoding is ignored": (b"plain", "base64", "plain"),
    "line ends become one line feed": (b"a\r\nb\rc\n", "", "a\nb\nc\n"),
}  # fmt: skip


RUSSIAN = "Запись беседы министров о переговорах и об ограничении стратегических вооружений"


@pytest.mark.parametrize("declared", ["", "iso-8859-1", "utf-8"])
@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_russian_that_nobody_declared_is_told_by_its_letters(encoding: str, declared: str) -> None:
    assert decode(f"<p>{RUSSIAN}</p>".encode(encoding), declared) == f"<p>{RUSSIAN}</p>"


@pytest.mark.parametrize(("body", "declared", "expected"), CASES.values(), ids=CASES)
def test_bytes_are_read_as_what_they_are(body: bytes, declared: str, expected: str) -> None:
    assert decode(body, declared) == expected


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "iso-8859-1", "shift_jis", "utf-16", "nonsense"]))
def test_no_bytes_and_no_declaration_raise(body: bytes, declared: str) -> None:
    assert isinstance(decode(body, declared), str)


@given(st.text(alphabet="abc éü—“”€ß", max_size=80))
def test_utf8_text_comes_back_whatever_was_declared(text: str) -> None:
    assert decode(text.encode(), "iso-8859-1") == text


LINES = {
    "a spaced-out heading is closed up": ("V e r m e r k", "Vermerk"),
    "two blanks part spaced-out words": ("T O P  S E C R E T", "TOP SECRET"),
    "initials are left alone": ("J. F. K. spoke", "J. F. K. spoke"),
    "three lone letters are left alone": ("a b c", "a b c"),
    "single-letter words among others stay": ("I saw a man", "I saw a man"),
}


@pytest.mark.parametrize(("line", "expected"), LINES.values(), ids=LINES)
def test_letter_spacing(line: str, expected: str) -> None:
    assert " ".join(joined_letters(line).split()) == expected


def test_soft_hyphens_ligatures_and_special_spaces_are_plain_afterwards() -> None:
    assert collapsed(clean("signi\u00adficant \ufb01nd\u00a0\u00a0\u00a0of\u2009it")) == "significant find of it"
