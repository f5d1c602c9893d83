from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.captures.body import read_body
from verifier.captures.transport import Fault, Response, TransportFailed

CAP = 100_000


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKED = {
    "nothing": ("", lambda data: data),
    "identity": ("identity", lambda data: data),
    "gzip": ("gzip", gzip.compress),
    "gzip by its old name": ("x-gzip", gzip.compress),
    "gzip in two members": ("gzip", lambda data: gzip.compress(data[:7]) + gzip.compress(data[7:])),
    "gzip with padding after it": ("gzip", lambda data: gzip.compress(data) + bytes(64)),
    "deflate": ("deflate", zlib.compress),
    "deflate without its wrapper": ("deflate", raw_deflate),
}


def answer(data: bytes, coding: str, cut: int = 1000, **headers: str) -> Response:
    chunks = (data[at : at + cut] for at in range(0, len(data), cut))
    return Response(200, {"content-encoding": coding, **headers}, chunks)


@pytest.mark.parametrize("name", PACKED)
@given(data=st.binary(max_size=5000), cut=st.integers(1, 600))
def test_a_body_is_the_same_however_it_is_packed_and_cut(name: str, data: bytes, cut: int) -> None:
    coding, pack = PACKED[name]
    body = read_body(answer(pack(data), coding, cut), CAP)
    assert (body.data, body.truncated) == (data, "")
    assert body.wire == len(pack(data))


@given(data=st.binary(min_size=40, max_size=3000), keep=st.floats(0.0, 0.99))
def test_a_packed_body_that_broke_off_is_never_taken_for_whole(data: bytes, keep: float) -> None:
    packed = gzip.compress(data)
    part = packed[: int(len(packed) * keep)]
    body = read_body(answer(part, "gzip", **{"content-length": str(len(packed))}), CAP)
    assert body.truncated == "connection"


@given(data=st.binary(max_size=3000))
def test_bytes_that_are_not_packed_as_they_say_are_no_body_and_no_crash(data: bytes) -> None:
    for coding in ("gzip", "deflate"):
        body = read_body(answer(data, coding), CAP)
        assert body.truncated or not data or body.data is not None


@pytest.mark.parametrize("size", [CAP - 1, CAP, CAP + 1, CAP * 3])
@pytest.mark.parametrize("name", ["nothing", "gzip", "deflate"])
def test_the_cap_moves_what_is_kept(name: str, size: int) -> None:
    coding, pack = PACKED[name]
    body = read_body(answer(pack(bytes(size)), coding), CAP)
    assert len(body.data) <= CAP
    assert bool(body.truncated) == (size > CAP)


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "compress", "gzip,deflate"])
def test_codings_that_were_not_asked_for_are_not_guessed_at(coding: str) -> None:
    assert read_body(answer(b"x", coding), CAP).truncated == "coding"


@pytest.mark.parametrize(("fault", "kind"), [(Fault.TIMEOUT, "deadline"), (Fault.DROPPED, "connection")])
def test_what_breaks_off_says_how_far_it_came(fault: Fault, kind: str) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"x" * 1500
        raise TransportFailed(fault, "no more")

    body = read_body(Response(200, {"content-length": "9000"}, chunks()), CAP)
    assert (body.truncated, body.declared) == (kind, 9000)
    assert "1,500 of 9,000 bytes" in body.problem


def test_more_than_was_declared_is_not_missing_anything() -> None:
    assert read_body(answer(b"words and more", "", **{"content-length": "5"}), CAP).truncated == ""


@pytest.mark.parametrize("length", ["", "x", "-5", "9" * 30, "1e3"])
def test_an_unreadable_length_is_none(length: str) -> None:
    assert read_body(answer(b"words", "", **{"content-length": length}), CAP).declared is None
