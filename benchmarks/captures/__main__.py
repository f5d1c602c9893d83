"""Run by hand: `python -m benchmarks.captures [store|fetch|pace|all]`. Prints a table; nothing is asserted."""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.captures.replica import BUSY, HOST, addresses
from verifier.captures import Fetcher, Store
from verifier.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def store(count: int = 1000, size: int = 30_000) -> dict[str, float]:
    """Seconds to keep `count` bodies of `size` bytes, for a plain loop that makes the same files, and to read all."""
    chance = random.Random(1)
    bodies = [chance.randbytes(size) for _ in range(count)]
    urls = [f"https://archive.example/documents/{number}" for number in range(count)]
    with tempfile.TemporaryDirectory(dir=ROOT) as folder:
        keeper = Store(Path(folder) / "ours")
        fields = {"state": "ok", "status": 200, "media_type": "application/pdf"}
        plain, ours = 0.0, 0.0
        for start in range(0, count, 100):  # in turns, so that both meet the same disk
            part = range(start, min(start + 100, count))
            plain += timed(lambda part=part: _plain_loop(Path(folder) / "plain", bodies, part))
            ours += timed(lambda part=part: [keeper.keep({"url": urls[i], **fields}, bodies[i]) for i in part])
        reader = Store(Path(folder) / "ours")
        cpu = time.process_time()
        read = timed(lambda: [_read(reader, url) for url in urls])
        cpu = time.process_time() - cpu
        verify = timed(reader.verify)
    return {
        "plain_s": plain,
        "keep_s": ours,
        "ratio": ours / plain,
        "read_s": read,
        "read_cpu_s": cpu,
        "verify_s": verify,
    }


def fetch(jobs: int = 64) -> dict[str, object]:
    """The 2,000-URL replica set and 30 worse ones, each way in a process of its own; wrong classes are listed.

    `looked` judges and keeps nothing, as link checks do; `kept` keeps every capture durably; `offline` reads them
    back; `bare_pool` is what a pool of `requests` threads does with the same addresses on the same machine, just then,
    and `bare_pool_keeping` the same with each body and a record written durably, as the plain loop of `store` does it.
    """
    with tempfile.TemporaryDirectory(dir=ROOT) as folder:
        figures: dict[str, object] = {}
        ways = {
            "looked": ("child", folder, "look"),
            "kept": ("child", folder, ""),
            "offline": ("child", folder, "offline"),
            "bare_pool": ("pool", ""),
            "bare_pool_keeping": ("pool", f"{folder}/plain"),
        }
        for name, (which, *told) in ways.items():
            with replica() as url:
                figures[name] = json.loads(_run(which, url, str(jobs), *told))
        return figures


def _run(*command: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.captures", *command], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return ran.stdout


def child(url: str, jobs: str, folder: str, mode: str = "") -> None:
    wanted = addresses()
    settings = Settings(
        mirrors={HOST: url, BUSY: url}, pace=0, jobs=int(jobs), host_slots=int(jobs), offline=mode == "offline"
    )
    began, cpu = time.perf_counter(), time.process_time()
    fetcher = Fetcher(settings, Store(Path(folder)), probe=True)
    if mode == "look":
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(int(jobs)) as workers:
            states = [g.judgement.state for g in workers.map(fetcher.look, [address.url for address in wanted])]
    else:
        states = [capture.state for capture in fetcher.fetch_all([address.url for address in wanted])]
    wall, used = time.perf_counter() - began, time.process_time() - cpu
    wrong = [(a.url, a.state, state.value) for a, state in zip(wanted, states, strict=True) if a.state != state]
    print(json.dumps({
        "urls": len(wanted), "wall_s": round(wall, 2), "url_per_s": round(len(wanted) / wall), "cpu_s": round(used, 2),
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "wrong": len(wrong), "which": wrong[:5] if mode != "offline" else [],
        "states": dict(Counter(state.value for state in states)),
    }))  # fmt: skip


def pool(url: str, jobs: str, folder: str = "") -> None:
    """The same addresses asked by a bare pool of `requests` threads with retries and no judgement.

    What came is written into `folder`, if there is one, and else thrown away.
    """
    from concurrent.futures import ThreadPoolExecutor

    import requests
    from requests.adapters import HTTPAdapter
    from urllib3 import Retry

    session = requests.Session()
    retry = Retry(3, backoff_factor=0.1, status_forcelist=(500, 502, 503), raise_on_status=False)
    session.mount("http://", HTTPAdapter(pool_maxsize=int(jobs), max_retries=retry))
    wanted = [url + address.url.partition(".example")[2] for address in addresses() if address.state != "deferred"]

    def ask(each: str) -> None:
        try:
            answer = session.get(each, timeout=10)
        except requests.RequestException:
            return
        if folder:
            _write_plainly(Path(folder), hashlib.sha256(each.encode()).hexdigest(), answer.content)

    began, cpu = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(int(jobs)) as workers:
        list(workers.map(ask, wanted))
    wall = time.perf_counter() - began
    figures = {"wall_s": round(wall, 2), "url_per_s": round(len(wanted) / wall)}
    print(json.dumps({**figures, "cpu_s": round(time.process_time() - cpu, 2)}))


def pace(count: int = 40, gap: float = 0.25) -> dict[str, float]:
    """Two hosts, `gap` seconds between requests to each: wall time against what the policy allows."""
    with replica() as url, tempfile.TemporaryDirectory(dir=ROOT) as folder:
        hosts = ("one.example", "two.example")
        settings = Settings(mirrors=dict.fromkeys(hosts, url), pace=gap)
        fetcher = Fetcher(settings, Store(Path(folder)))
        urls = [f"https://{host}/documents/ok/{number}" for host in hosts for number in range(count)]
        wall = timed(lambda: fetcher.fetch_all(urls))
    allowed = count * gap  # the robots file takes the first turn, so the last of `count` starts after `count` gaps
    return {"wall_s": wall, "allowed_s": allowed, "ratio": wall / allowed}


@contextmanager
def replica() -> Iterator[str]:
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.captures.replica"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, cwd=ROOT,
    )  # fmt: skip
    assert server.stdout is not None
    assert server.stdin is not None
    try:
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
    finally:
        server.stdin.close()
        server.wait(10)


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _plain_loop(root: Path, bodies: list[bytes], part: range) -> None:
    """Body and record of each capture: temporary file, fsync, rename, fsync of the folder; new folders synced too."""
    for number in part:
        _write_plainly(root, f"{number:064x}", bodies[number])


def _write_plainly(root: Path, digest: str, body: bytes) -> None:
    for folder, data in ((root / "objects" / digest[-2:], body), (root / "captures" / digest, b"{}" * 300)):
        for new in (*reversed(folder.parents[: len(folder.relative_to(root).parts)]), folder):
            if not new.is_dir():
                new.mkdir(exist_ok=True)
                _sync(new.parent)
        temporary = folder / f"{digest}.temporary"
        with temporary.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.rename(folder / digest)
        _sync(folder)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def _read(reader: Store, url: str) -> bytes:
    capture = reader.latest(url)
    assert capture is not None
    return reader.body(capture)


def main() -> None:
    which = sys.argv[1] if len(sys.argv) > 1 else "all"
    if which in ("child", "pool"):
        (child if which == "child" else pool)(*sys.argv[2:])
        return
    for name, work in (("store", store), ("fetch", fetch), ("pace", pace)):
        if which in (name, "all"):
            print(name, json.dumps(work(), indent=1))


if __name__ == "__main__":
    main()
