"""Child processes for parsers in native code: a limit on processor time, so that a busy machine refuses nothing."""

from __future__ import annotations

import subprocess
from math import ceil

from verifier.errors import ManuscriptError

CPU_S = 7.0  # seconds of processor time for any file, however small; hostile input can loop for ever
CPU_S_PER_MB = 120.0  # seconds for each megabyte on top: a packed book of 120,000 words takes two to eight
WALL = 8.0  # times as long may pass on the clock: a machine shared by as many busy programs
_STOPPED = (-9, -24, 137, 152)  # killed, or past its processor time, seen by us or by a shell


def run_child(
    command: list[str], body: bytes, name: str, seconds: float | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run `command` on `body`; `seconds` of processor time are reckoned from the body's size unless given.

    Raises ManuscriptError when the time is up, OSError when no process can be started.
    """
    seconds = seconds or CPU_S + CPU_S_PER_MB * len(body) / 2**20
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        _limit(process.pid, ceil(seconds))
        out, said = process.communicate(body, timeout=WALL * seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise _too_slow(name, seconds) from None
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    if process.returncode in _STOPPED:
        raise _too_slow(name, seconds)
    return subprocess.CompletedProcess(command, process.returncode, out, said)


def _limit(pid: int, seconds: int) -> None:
    """Set the limit from outside, before the child has read a thing; where the system cannot, the clock remains."""
    try:
        import resource

        resource.prlimit(pid, resource.RLIMIT_CPU, (seconds, seconds + 1))
    except (ImportError, AttributeError, OSError, ValueError):
        return


def _too_slow(name: str, seconds: float) -> ManuscriptError:
    return ManuscriptError(f"takes more than {seconds:.0f} s of processor time to read; given up", path=name)
