"""The replica archives over real sockets: the same documents, the same failures, as without a network."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.contracts import test_documentcloud_wilson_frus, test_libraries, test_nsarchive, test_others
from verifier.captures.transport import Fault
from verifier.sources.base import Adapter
from verifier.testing import FAILURES, Failure, SourceContract, Specimen, gather, gather_from, replicas
from verifier.testing.contract import READER

MODULES = (test_documentcloud_wilson_frus, test_libraries, test_nsarchive, test_others)
CONTRACTS = [
    kind
    for module in MODULES
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, SourceContract) and kind is not SourceContract
]
CASES = [
    pytest.param(kind.adapter, specimen, id=f"{kind.adapter.name}: {specimen}")
    for kind in CONTRACTS
    for specimen in kind.specimens
]
ONE_OF_EACH_KIND = [  # adapters that ask first for a page, a file, a record; the contract tries all without sockets
    test_nsarchive.TestNSArchive,
    test_libraries.TestFoia,
    test_documentcloud_wilson_frus.TestDocumentCloud,
]
NOT_ON_A_SOCKET = {Fault.TLS, Fault.DNS}  # failures before there is a socket: the captures room tests them


@pytest.mark.parametrize(("adapter", "specimen"), CASES)
def test_a_specimen_reads_the_same_over_a_socket(adapter: Adapter, specimen: Specimen, tmp_path: Path) -> None:
    source = adapter.recognise(specimen.url)
    assert source is not None
    without = gather(adapter, source, specimen.site, tmp_path / "fake")
    hosts = {urlsplit(answer.wanted.url).hostname or "" for answer in without}
    with replicas(specimen.site, *hosts) as mirrors:
        answers = gather_from(mirrors, adapter, source, tmp_path / "real")
    assert [(a.wanted, a.capture.state) for a in answers] == [(a.wanted, a.capture.state) for a in without]
    read = [(text.layer, text.url, text.text) for text in adapter.read(source, answers, READER)]
    assert read == [(text.layer, text.url, text.text) for text in adapter.read(source, without, READER)]


@pytest.mark.parametrize("failure", [f for f in FAILURES if f.answer.fault not in NOT_ON_A_SOCKET], ids=str)
@pytest.mark.parametrize("kind", ONE_OF_EACH_KIND, ids=lambda kind: kind.adapter.name)
def test_a_failure_is_told_apart_over_a_socket(kind: type[SourceContract], failure: Failure, tmp_path: Path) -> None:
    source = kind.adapter.recognise(kind.adapter.forms[0].example)
    assert source is not None
    without = gather(kind.adapter, source, {}, tmp_path / "fake", otherwise=failure.answer)
    hosts = {urlsplit(answer.wanted.url).hostname or "" for answer in without}
    with replicas({}, *hosts, otherwise=failure.answer) as mirrors:
        answers = gather_from(mirrors, kind.adapter, source, tmp_path / "real")
    assert answers[0].capture.state is failure.state
    assert kind.adapter.read(source, answers, READER) == ()
