"""For people who write adapters or build on the verifier: a transport without a network, replica archives, contracts.

from verifier.testing import Canned, SourceContract, Specimen

class TestMyArchive(SourceContract):
    adapter = MyArchive()
    addresses = {"mine:17": ("https://mine.example/doc/17", "http://www.mine.example/doc/17/")}
    specimens = (Specimen("https://mine.example/doc/17", {"https://mine.example/doc/17": b"<p>The words ...</p>"},
                          {Layer.DOCUMENT_TEXT: "The words"}),)
"""

from __future__ import annotations

from verifier.captures.fake import Canned, FakeTransport
from verifier.captures.transport import Fault
from verifier.demo.archive import Archive, serve
from verifier.demo.server import Asked, LoopbackServer, Reply, redirect
from verifier.testing.contract import SourceContract, Specimen
from verifier.testing.failures import FAILURES, Failure
from verifier.testing.gathering import HurriedClock, gather, gather_from, gather_with, saved_by_hand
from verifier.testing.replica import replicas

__all__ = [
    "FAILURES",
    "Archive",
    "Asked",
    "Canned",
    "Failure",
    "FakeTransport",
    "Fault",
    "HurriedClock",
    "LoopbackServer",
    "Reply",
    "SourceContract",
    "Specimen",
    "gather",
    "gather_from",
    "gather_with",
    "redirect",
    "replicas",
    "saved_by_hand",
    "serve",
]
