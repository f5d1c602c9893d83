"""`verifier seal`: the question, the answer kept when it fits, and the check, against an authority of our own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reporting.test_proof import answered, authority  # noqa: F401 - a fixture

ESSAY = "He wrote that “the ships will leave the harbour before winter comes.”\n"

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl on this machine")


def call(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "verifier", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_from_question_to_a_seal_that_a_changed_report_breaks(tmp_path: Path, authority: Path) -> None:  # noqa: F811
    (tmp_path / "essay.md").write_text(ESSAY, encoding="utf-8")
    call(tmp_path, "check", "essay.md", "--offline", "--format", "json")
    asked = call(tmp_path, "seal")
    assert (asked.returncode, asked.stdout.splitlines()[0]) == (0, "wrote reports/SHA256SUMS.tsq")
    assert "curl" in asked.stdout
    answer, pem = tmp_path / "answer.tsr", str(authority / "tsa.pem")
    answer.write_bytes(answered(authority, tmp_path / "reports" / "SHA256SUMS.tsq"))
    kept = call(tmp_path, "seal", "--attach", str(answer), "--authority", pem)
    assert kept.returncode == 0, kept.stderr
    assert "GMT" in kept.stdout
    assert call(tmp_path, "seal", "--check", "--authority", pem).returncode == 0

    answer.write_bytes(b"no answer")
    refused = call(tmp_path, "seal", "--attach", str(answer), "--authority", pem)
    assert refused.returncode == 2
    assert "not good by these certificates" in refused.stderr
    assert call(tmp_path, "seal", "--check", "--authority", pem).returncode == 0, "the earlier seal is still there"

    manifest = tmp_path / "reports" / "SHA256SUMS"
    manifest.write_text(manifest.read_text().replace("a", "b", 1))
    broken = call(tmp_path, "seal", "--check", "--authority", pem)
    assert broken.returncode == 1
    assert "the manifest is not the one that was sealed" in broken.stdout
