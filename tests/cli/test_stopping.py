"""Ctrl-C and a cancelled job: code 130, at once, and what was found out is kept."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from verifier.demo.server import LoopbackServer, Reply

PAGES = {f"/{number}": f"<title>{number}</title><p>words {number}".encode() for number in range(40)}


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "a cancelled job"])
def test_what_was_found_out_is_kept(number: signal.Signals, tmp_path: Path) -> None:
    with LoopbackServer(PAGES) as server:
        (tmp_path / "list.txt").write_text("".join(f"http://archive.example{path}\n" for path in PAGES))
        command = [sys.executable, "-u", "-m", "verifier", "links", "list.txt", "--pace", "0.2"]
        running = subprocess.Popen(
            [*command, "--mirror", f"archive.example={server.url}", "--jobs", "2"],
            cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        while len(server.log) < 8:
            assert running.poll() is None
        running.send_signal(number)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "stopping" in said
    assert "Traceback" not in said
    kept = (tmp_path / "archive_cache" / "links.jsonl").read_text().splitlines()
    assert 1 <= len(kept) < len(PAGES)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_check_does_not_wait_for_a_slow_host_and_keeps_what_came(tmp_path: Path) -> None:
    pages = {f"/{number}": Reply(PAGES[f"/{number}"], delay_s=0.0 if number < 3 else 30.0) for number in range(12)}
    with LoopbackServer(pages) as server:
        rows = "".join(f"nobody on the mole would say,http://archive.example/{number}\n" for number in range(12))
        (tmp_path / "claims.csv").write_text(f"quote,url\n{rows}")
        command = [sys.executable, "-u", "-m", "verifier", "check", "claims.csv", "--pace", "0"]
        running = subprocess.Popen(
            [*command, "--mirror", f"archive.example={server.url}", "--jobs", "4"],
            cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        while len(server.log) < 6:
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=20)  # a third of what the slow answers take
    assert running.returncode == 130
    assert "Traceback" not in said
    kept = [json.loads(path.read_text())["url"] for path in (tmp_path / "archive_cache" / "captures").rglob("*.json")]
    assert {"http://archive.example/0", "http://archive.example/1"} <= set(kept)
