"""What every adapter owes, as tests: subclass `SourceContract`, name the adapter and some specimens, run pytest."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from verifier.captures.fake import Canned
from verifier.errors import SourceUnreadable
from verifier.records.source import Layer, Source
from verifier.records.text import SourceText
from verifier.sources.base import Adapter, Answer
from verifier.testing.failures import FAILURES, Failure
from verifier.testing.gathering import gather, saved_by_hand
from verifier.texts import Reader

ODD = (
    "", " ", "x", "http://", "https://[", "https://example.org:99999/a", "javascript:alert(1)",
    "https://exa mple.org/%zz", "https://" + "a" * 300 + ".org/", "\x00", "https://example.org/\ud800",
    "mailto:a@example.org", "https://例え.jp/文書",
)  # fmt: skip
SAVED = b"The keeper signed for the drums and asked for nothing else."
_TEI = (
    b'<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title>'
    b"</titleStmt></fileDesc></teiHeader><text><body><p>%s</p></body></text></TEI>" % SAVED
)
SAVED_AS: Mapping[str, bytes] = {
    "text": SAVED,
    "html": b"<html><head><title>Saved</title></head><body><main><p>%s</p></main></body></html>" % SAVED,
    "tei": _TEI,
}


HOSTILE: Mapping[str, bytes] = {
    "nothing": b"",
    "blanks": b" \n\t ",
    "zeros": bytes(4096),
    "a lone brace": b"{",
    "a list of the wrong things": b'[null, 1, {"pages": 3, "files": "x", "id": []}]',
    "a record of the wrong things": b'{"id": null, "pages": [1, null, {"page": "x"}], "files": [1], "metadata": []}',
    "a PDF that is only its mark": b"%PDF-1.7\n%%EOF",
    "a page of nested blocks": b"<html><body>" + b"<div>" * 3000 + b"deep" + b"</div>" * 3000,
    "a page that never ends": b"<html><body><table><tr><td><p>" + b"<a href='/sites/default/files/documents/1/" * 50,
    "odd addresses": b"<html><body><a href='http://['>x</a><iframe src='//'></iframe><object data='\xff.pdf'></object>",
    "a TEI with an entity": b'<!DOCTYPE TEI [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><TEI><text>&b;</text></TEI>',
    "a TEI cut short": b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><div xml:id='d1'><p>The",
    "two bytes to a letter": "<html><body><p>Words</p></body></html>".encode("utf-16"),
    "a picture cut short": b"\x89PNG\r\n\x1a\n\x00\x00",
}
_TEXTS = TemporaryDirectory(prefix="verifier-texts-")
READER = Reader(ocr="never", cache=Path(_TEXTS.name))  # what was read once is kept for the run of the tests


@dataclass(frozen=True)
class Specimen:
    """One document as its archive serves it.

    `url` is what an author cites; `site` answers by exact URL (what it does not hold is a 404); `words` are some
    that must be read, by the layer they belong to; `absent` are words that must not be read in any layer (navigation,
    a note's mark run into a word).
    """

    url: str
    site: Mapping[str, Canned | bytes]
    words: Mapping[Layer, str]
    absent: tuple[str, ...] = ()
    name: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name or self.url


class SourceContract:
    """Tests that hold for any adapter. `addresses` lists, by key, forms of URL that name one document."""

    adapter: ClassVar[Adapter]
    addresses: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    specimens: ClassVar[tuple[Specimen, ...]] = ()
    foreign: ClassVar[tuple[str, ...]] = ("https://www.example.org/", "https://example.com/a/b.pdf#page=2")
    reader: ClassVar[Reader] = READER

    def pytest_generate_tests(self, metafunc: Any) -> None:
        """Give each test its table of cases."""
        for name, values in (
            ("specimen", self.specimens),
            ("failure", FAILURES),
            ("saved", sorted(SAVED_AS)),
            ("hostile", sorted(HOSTILE)),
        ):
            if name in metafunc.fixturenames:
                metafunc.parametrize(name, values, ids=str)

    def test_it_says_what_it_is_and_which_addresses_it_knows(self) -> None:
        assert self.adapter.name == self.adapter.name.lower().strip() != ""
        assert self.adapter.title
        assert self.adapter.forms
        for form in self.adapter.forms:
            assert self._source(form.example).adapter == self.adapter.name

    def test_all_forms_of_an_address_name_one_document(self) -> None:
        for key, urls in self.addresses.items():
            assert {self._source(url).key for url in urls} == {key}

    def test_the_canonical_address_names_the_same_document(self) -> None:
        for url in self._urls():
            source = self._source(url)
            again = self._source(source.url)
            assert again.url == source.url
            assert again.key == source.key or source.fragment, "only a part of a page has a key beyond its address"

    def test_the_address_is_kept_as_it_was_cited(self) -> None:
        assert all(self._source(url).cited_url == url for url in self._urls())

    def test_it_leaves_addresses_of_others_alone(self) -> None:
        assert [url for url in self.foreign if self.adapter.recognise(url) is not None] == []

    def test_no_address_however_odd_makes_it_fail(self) -> None:
        for url in (
            *ODD,
            *(url + tail for url in self._urls()[:3] for tail in ("/", "%", "?", "#", "//..//", "\ud800")),
        ):
            source = self.adapter.recognise(url)
            assert source is None or source.adapter == self.adapter.name

    def test_it_requests_only_addresses_and_each_once(self, specimen: Specimen) -> None:
        urls = [answer.wanted.url for answer in self._gather(specimen)[1]]
        assert urls
        assert len(urls) == len(set(urls))
        assert all(url.startswith(("http://", "https://")) and "#" not in url for url in urls)

    def test_it_reads_each_layer_and_keeps_them_apart(self, specimen: Specimen) -> None:
        texts = self._read(specimen)
        for layer, words in specimen.words.items():
            assert any(words in _flat(text) for text in texts if text.layer is layer), (layer, words, texts)
            assert not any(words in _flat(text) for text in texts if text.layer not in (layer, Layer.OCR)), (
                layer,
                words,
            )

    def test_it_leaves_out_what_is_not_the_document(self, specimen: Specimen) -> None:
        texts = self._read(specimen)
        assert [words for words in specimen.absent if any(words in _flat(text) for text in texts)] == []

    def test_it_knows_the_printed_pages(self, specimen: Specimen) -> None:
        texts = self._read(specimen)
        pages = [page for text in texts for page in text.pages]
        for label, words in specimen.pages.items():
            assert any(page.label == label and words in " ".join(page.text.split()) for page in pages), (label, words)

    def test_the_documents_own_words_come_first(self, specimen: Specimen) -> None:
        if specimen.words.keys() & {Layer.DOCUMENT_TEXT, Layer.TRANSLATION}:
            assert self._read(specimen)[0].layer in {Layer.DOCUMENT_TEXT, Layer.TRANSLATION}

    def test_each_text_says_from_which_capture_it_comes(self, specimen: Specimen) -> None:
        _, answers = self._gather(specimen)
        known = {answer.capture.id for answer in answers}
        assert all(text.capture in known and text.url for text in self._read(specimen))

    def test_reading_twice_gives_the_same(self, specimen: Specimen) -> None:
        source, answers = self._gather(specimen)
        assert tuple(self.adapter.read(source, answers, self.reader)) == self._read(specimen)

    def test_no_failure_is_read_as_a_document(self, failure: Failure, tmp_path: Path) -> None:
        source = self._source(self._urls()[0])
        answers = gather(self.adapter, source, {}, tmp_path, otherwise=failure.answer)
        assert answers
        assert {answer.capture.state for answer in answers} == {failure.state}
        assert self.adapter.read(source, answers, self.reader) == ()

    def test_a_file_saved_by_hand_is_read_whatever_kind_it_is(self, specimen: Specimen, saved: str) -> None:
        source = self._source(specimen.url)
        texts = self._read_saved(source, SAVED_AS[saved])
        assert any(SAVED.decode() in _flat(text) for text in texts)

    def test_no_bytes_make_reading_fail_but_as_unreadable(self, hostile: str) -> None:
        source = self._source(self._urls()[0])
        with suppress(SourceUnreadable):
            assert all(isinstance(text, SourceText) for text in self._read_saved(source, HOSTILE[hostile]))

    def _read_saved(self, source: Source, body: bytes) -> tuple[SourceText, ...]:
        """The same file under each address that is wanted, until the adapter wants no more."""
        answers: list[Answer] = []
        while fresh := [one for one in self.adapter.wants(source, answers) if one.url not in _urls_of(answers)]:
            answers.extend(saved_by_hand(one, body) for one in fresh)
        return tuple(self.adapter.read(source, answers, self.reader))

    def _source(self, url: str) -> Source:
        source = self.adapter.recognise(url)
        assert source is not None, f"{self.adapter.name} does not recognise {url}"
        return source

    def _urls(self) -> list[str]:
        listed = [url for urls in self.addresses.values() for url in urls]
        return [*listed, *(specimen.url for specimen in self.specimens), *(form.example for form in self.adapter.forms)]

    def _gather(self, specimen: Specimen) -> tuple[Source, list[Answer]]:
        """Gathered once for all the tests of a specimen."""
        key = (id(self.adapter), str(specimen), specimen.url)
        if key not in _GATHERED:
            source = self._source(specimen.url)
            with TemporaryDirectory() as cache:
                _GATHERED[key] = source, gather(self.adapter, source, specimen.site, Path(cache))
        return _GATHERED[key]

    def _read(self, specimen: Specimen) -> tuple[SourceText, ...]:
        key = (id(self.adapter), str(specimen), specimen.url)
        if key not in _READ:
            source, answers = self._gather(specimen)
            _READ[key] = tuple(self.adapter.read(source, answers, self.reader))
        return _READ[key]


_Key = tuple[int, str, str]
_GATHERED: dict[_Key, tuple[Source, list[Answer]]] = {}
_READ: dict[_Key, tuple[SourceText, ...]] = {}


def _urls_of(answers: list[Answer]) -> set[str]:
    return {answer.wanted.url for answer in answers}


def _flat(text: SourceText) -> str:
    return " ".join(text.text.split())
