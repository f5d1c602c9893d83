"""A store that is wrong, shut, busy or gone is one line that says so, and what was acknowledged before is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.captures import buckets
from tests.captures.buckets import QUIET, Served, gs_env, s3_env
from tests.replica.httpd import Asked, LoopbackServer, Reply
from verifier.cli.exits import Exit

pytest.importorskip("s3fs", reason="s3fs is absent (extra verifier[stores]), so no S3 can be asked")
pytest.importorskip("gcsfs", reason="gcsfs is absent (extra verifier[stores]), so no Google store can be asked")

S3_BUSY = b"<Error><Code>ServiceUnavailable</Code><Message>Come back later.</Message></Error>"
S3_SHUT = b"<Error><Code>AccessDenied</Code><Message>This bucket is shut to you.</Message></Error>"
GS_SHUT = b'{"error": {"code": 401, "message": "Anonymous callers may not list."}}'
NOBODY = "http://127.0.0.1:9"  # the discard port: nothing listens there
# Google's package waits half a minute for a store to recover; here it may try as often, without the waiting
IMPATIENT = (
    "import asyncio, types, gcsfs.retry as retry; sleep = asyncio.sleep; "
    "retry.asyncio = types.SimpleNamespace(sleep=lambda _: sleep(0)); "
    "from verifier.cli.main import run; run()"
)


@dataclass(frozen=True)
class Case:
    """What answers (None: nobody), what a process is told of it, and what it must say."""

    scheme: str
    answer: Reply | None
    said: str
    keys: bool = True

    def env(self, address: str) -> dict[str, str]:
        return s3_env(address, keys=self.keys) if self.scheme == "s3" else gs_env(address)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(Case("s3", Reply(S3_SHUT, 403), "shut to you"), id="S3 that shuts us out"),
        pytest.param(Case("s3", Reply(), "Unable to locate credentials", keys=False), id="S3 without keys"),
        pytest.param(Case("s3", Reply(S3_BUSY, 503), "Come back later"), id="S3 that is busy"),
        pytest.param(Case("s3", None, "Could not connect"), id="S3 that is not there"),
        pytest.param(Case("gs", Reply(GS_SHUT, 401), "Anonymous callers may not list"), id="Google without keys"),
        pytest.param(Case("gs", Reply(b"busy", 503), "busy"), id="Google that is busy"),
        pytest.param(Case("gs", None, "Cannot connect to host"), id="Google that is not there"),
    ],
)
def test_a_store_that_cannot_be_listed_is_one_line(case: Case, tmp_path: Path) -> None:
    with LoopbackServer(fallback=case.answer or Reply()) as server:
        asker = Served(case.scheme, None, case.env(server.url if case.answer else NOBODY))
        asked = asker.process(
            "-c", IMPATIENT, "cache", "list", "--cache", f"{case.scheme}://bucket/cache", cwd=tmp_path
        )
        out, said = asked.communicate()
    assert (asked.returncode, out) == (Exit.INCOMPLETE, "")
    assert said.count("\n") == 1
    assert said.startswith(f"verifier: {case.scheme}://bucket/cache: cannot be listed (")
    assert case.said in said


@pytest.fixture(scope="module", params=["s3", "gs"])
def served(request: pytest.FixtureRequest) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in QUIET.items():
            patch.setenv(name, value)
        pytest.importorskip("moto.server" if request.param == "s3" else "gcp_storage_emulator.server")
        with getattr(buckets, request.param)() as store:
            yield store


def test_a_bucket_that_is_not_there_is_said_before_anything_is_fetched(served: Served, tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text("quote,url\nwhatever,https://letters.example.org/1\n")
    with LoopbackServer() as archive:
        mirror = f"letters.example.org={archive.url}"
        told = ("claims.csv", "--cache", f"{served.scheme}://misspelt/cache", "--mirror", mirror)
        asked = served.process("-m", "verifier", "check", *told, cwd=tmp_path)
        _, said = asked.communicate()
    assert asked.returncode == Exit.INCOMPLETE
    assert said == f"verifier: {served.scheme}://misspelt/cache: there is no such bucket\n"
    assert archive.log == []


def test_a_store_that_goes_away_in_the_middle_keeps_what_it_took_and_the_next_run_goes_on_from_there(
    served: Served, tmp_path: Path
) -> None:
    letters = [f"/{number}" for number in range(6)]
    rows = "".join(f"the lamp of letter {path},https://letters.example.org{path}\n" for path in letters)
    (tmp_path / "claims.csv").write_text(f"quote,url\n{rows}")

    def page(asked: Asked) -> Reply:
        if asked.path == "/3" and not gone:
            gone.append(served.stop())
        return Reply(f"<p>We lit the lamp of letter {asked.path}.</p>".encode())

    gone: list[None] = []
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    told = (str(tmp_path / "claims.csv"), "--cache", served.place(), "--pace", "0", "--jobs", "1", "--format", "json")
    with LoopbackServer(dict.fromkeys(letters, page)) as archive:
        told += ("--mirror", f"letters.example.org={archive.url}")
        first = served.process("-c", IMPATIENT, "check", *told, cwd=tmp_path)
        said = first.communicate()[1].splitlines()
        served.start()
        second = served.process("-m", "verifier", "check", *told, cwd=elsewhere)
        second.communicate()
    assert first.returncode == Exit.INCOMPLETE
    assert said[-1].startswith("verifier: ")
    assert "the store did not take it: " in said[-1]
    assert said[-1].endswith("nothing was kept")
    assert "Traceback" not in "".join(said)
    assert second.returncode == Exit.CLEAN
    assert archive.paths() == [*letters[:4], *letters[3:]]
