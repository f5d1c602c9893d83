"""Link checkers side by side on sets A, B and C, each against a fresh server of its own.

    python benchmarks/links/compare.py --tools verifier,lychee,linkinator --sets A,B,C --bin DIR[:DIR...]

Other tools are looked for in the folders of --bin (a virtual environment's `bin`, `node_modules/.bin`); one that is
not there is left out and said. A run that is not done after --limit seconds is stopped and judged by what it said.
Prints Markdown rows. Early: addresses asked again before the time their 429 or 503 named.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from benchmarks.links.server import DEAD_A, SETS  # noqa: E402
from benchmarks.links.tools import HOST, TOOLS, Said, Tool  # noqa: E402

COLUMNS = (
    "set", "tool", "setting", "wall s", "CPU s", "URL/s", "requests", "at once", "MB", "live called dead",
    "dead called live", "early", "remark",
)  # fmt: skip


@contextmanager
def server() -> Iterator[str]:
    """A fresh server; its address."""
    command = [sys.executable, str(Path(__file__).with_name("server.py"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def stats(base: str, what: str = "stats") -> dict[str, int]:
    """What the server has seen."""
    with urllib.request.urlopen(f"{base}/-/{what}") as answer:
        body = answer.read()
    return json.loads(body) if what == "stats" else {}


def write_lists(folder: Path, urls: list[str]) -> None:
    """The same addresses as text, Markdown and HTML."""
    base = urls[0].split("/", 3)[2]
    (folder / "own.txt").write_text("\n".join(url.replace(f"http://{base}", HOST) for url in urls) + "\n")
    (folder / "list.txt").write_text("\n".join(urls) + "\n")
    shutil.copy(Path(__file__).with_name("pool.py"), folder)
    (folder / "list.md").write_text("\n".join(f"- [{n}]({url})" for n, url in enumerate(urls)) + "\n")
    links = "\n".join(f'<p><a href="{url}">{n}</a></p>' for n, url in enumerate(urls))
    (folder / "list.html").write_text(
        f"<!doctype html><html><head><title>x</title></head><body>\n{links}\n</body></html>\n"
    )


def measure(tool: Tool, letter: str, path: str, limit: float) -> str:
    """One row: what the tool made of one set."""
    with tempfile.TemporaryDirectory() as scratch, server() as base:
        folder = Path(scratch)
        folder.chmod(0o755)  # one of them drops its privileges and must still read the list
        truth = dict(list(SETS[letter](base))[:: tool.share if letter != "C" else 1])
        write_lists(folder, list(truth))
        if tool.warm:
            run(tool, folder, base, path, limit)
        before = stats(base)["requests"]
        spent = cpu()
        wall, rss, stopped = run(tool, folder, base, path, limit)
        seen = stats(base)
        try:
            said = tool.read(folder, base, list(truth))
        except (OSError, ValueError, KeyError) as error:
            return f"| {letter} | {tool.name} | {tool.setting} | nothing readable ({type(error).__name__}) |"
        cost = (wall, cpu() - spent, rss, stopped)
        return row(tool, letter, truth, said, cost, {**seen, "requests": seen["requests"] - before})


def run(tool: Tool, folder: Path, base: str, path: str, limit: float) -> tuple[float, int, bool]:
    """Wall seconds, peak memory in MB, and whether it had to be stopped."""
    command = tool.command(folder, base)
    env = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is not compiled anew at every start
    started, stopped = time.perf_counter(), False
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=out, stderr=err)
        peak = watch(process, started + limit)
        if process.poll() is None:
            process.terminate()
            process.wait()
            stopped = True
    return time.perf_counter() - started, peak, stopped


def watch(process: subprocess.Popen[bytes], until: float) -> int:
    """Wait for the end or the limit; the most memory the process held, in MB."""
    peak = 0
    while process.poll() is None and time.perf_counter() < until:
        try:
            status = Path(f"/proc/{process.pid}/status").read_text()
            found = re.search(r"VmHWM:\s+(\d+)", status)
            peak = max(peak, int(found[1]) // 1024 if found else 0)
        except OSError:
            pass
        time.sleep(0.05)
    return peak or resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def cpu() -> float:
    """CPU seconds of the children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def row(
    tool: Tool,
    letter: str,
    truth: dict[str, str],
    said: Said,
    cost: tuple[float, float, int, bool],
    seen: dict[str, int],
) -> str:
    """A line of the table. `cost` is wall seconds, CPU seconds, MB, and whether it had to be stopped."""
    wall, spent, rss, stopped = cost
    dead = {url for url, kind in truth.items() if kind in DEAD_A or kind == "bad"}
    wrong = [url for url, alive in said.items() if url in truth and not alive and url not in dead]
    missed = [url for url, alive in said.items() if url in truth and alive and url in dead]
    unsaid = len(truth) - len(set(said) & set(truth))
    kinds = sorted({truth[url] for url in [*wrong, *missed]})
    remark = "; ".join([*(["stopped"] if stopped else []), *([f"{unsaid} not reported"] if unsaid else []), *kinds])
    setting = f"{tool.setting}, second run" if tool.warm else tool.setting
    speed = [f"{wall:.1f}", f"{spent:.1f}", f"{len(truth) / wall:.0f}"]
    counts = [seen["requests"], seen["peak"], rss, len(wrong), len(missed), seen["early"]]
    cells = [letter, tool.name, setting, *speed, *map(str, counts), remark]
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--sets", default="A,B,C")
    parser.add_argument("--bin", default="", help="folders with the other tools")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds for one run")
    told = parser.parse_args()
    path = os.pathsep.join([*filter(None, [told.bin]), os.environ["PATH"]])
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}", flush=True)
    for name in told.tools.split(","):
        tool = TOOLS[name]
        if shutil.which(tool.command(Path(), "")[0], path=path) is None:
            print(f"{name}: not found", file=sys.stderr)
            continue
        for letter in told.sets.split(","):
            if letter in tool.sets:
                print(measure(tool, letter, path, told.limit), flush=True)


if __name__ == "__main__":
    main()
