"""RFC 3161: a time-stamping authority's word that a manifest existed at a moment. Optional, and never a network call.

`request` makes the question to send (by curl, or by hand); `check` holds the authority's answer against the manifest
with the authority's certificates. Both run the openssl program, which anybody can run again.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from verifier.errors import ConfigError, InputError
from verifier.reporting.files import write_whole
from verifier.reporting.manifest import MANIFEST_FILE

REQUEST_FILE = "SHA256SUMS.tsq"
ANSWER_FILE = "SHA256SUMS.tsr"
OPENSSL_SECONDS = 30  # a local computation of milliseconds; longer means that it waits for something


def request(folder: Path) -> Path:
    """Write `SHA256SUMS.tsq`, the question over the folder's manifest, and return its path."""
    manifest = _manifest(folder)
    asked = _openssl("ts", "-query", "-data", str(manifest), "-sha256", "-cert")
    return write_whole(folder / REQUEST_FILE, asked.stdout)


def attach(folder: Path, token: bytes, authority: Path) -> Path:
    """Keep the authority's answer beside the manifest, after checking it. Raises InputError where it does not fit."""
    tried = write_whole(folder / f".{ANSWER_FILE}.tried", token)  # an earlier seal stays until this one is good
    try:
        problem = check(folder, authority, tried)
        if problem:
            raise InputError(problem, path=str(folder / ANSWER_FILE))
        return tried.replace(folder / ANSWER_FILE)
    finally:
        tried.unlink(missing_ok=True)


def check(folder: Path, authority: Path, answer: Path | None = None) -> str:
    """'' when the token seals the manifest as it is now, else what is wrong; `authority`: its certificates (PEM).

    `answer` is the token's file where it is not the one kept beside the manifest.
    """
    manifest, token = _manifest(folder), answer or folder / ANSWER_FILE
    if not token.is_file():
        return "there is no seal beside the manifest"
    asked = ("-data", str(manifest), "-in", str(token), "-CAfile", str(authority), "-untrusted", str(authority))
    done = _openssl("ts", "-verify", *asked, refuse=False)
    if done.returncode == 0:
        return ""
    said = done.stderr.decode(errors="replace")
    if "message imprint mismatch" in said:
        return "the manifest is not the one that was sealed"
    return "the seal is not good by these certificates"


def sealed_at(folder: Path) -> str:
    """The moment the token names, as the authority wrote it (`Nov 22 10:15:00 2026 GMT`)."""
    done = _openssl("ts", "-reply", "-in", str(folder / ANSWER_FILE), "-text")
    lines = (line.partition(": ") for line in done.stdout.decode(errors="replace").splitlines())
    return next((value for name, _, value in lines if name.strip() == "Time stamp"), "")


def _manifest(folder: Path) -> Path:
    path = folder / MANIFEST_FILE
    if not path.is_file():
        raise InputError("there is no manifest to seal; write the reports first", path=str(path))
    return path


def _openssl(*arguments: str, refuse: bool = True) -> subprocess.CompletedProcess[bytes]:
    try:
        done = subprocess.run(["openssl", *arguments], capture_output=True, timeout=OPENSSL_SECONDS, check=False)
    except FileNotFoundError as error:
        raise ConfigError("sealing needs the openssl program, which is not on this machine") from error
    except subprocess.TimeoutExpired as error:
        raise ConfigError(f"openssl did not answer within {OPENSSL_SECONDS} s") from error
    if refuse and done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise InputError(f"openssl refused: {said[0]}")
    return done
