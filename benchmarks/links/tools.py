"""The checkers that are compared: how each is run over a list, and how to read what it says."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

HOST = "http://set.example"  # how our own tool is given the server: by name, through --mirror
Said = dict[str, bool]  # address -> called alive
Reader = Callable[[Path, str, list[str]], Said]


@dataclass(frozen=True)
class Tool:
    """A checker in one setting. `words` may hold {base} and {folder}; `share`: each n-th address only.

    `warm`: run twice, and measure the second run.
    """

    name: str
    words: str
    read: Reader
    sets: str = "ABC"
    share: int = 1
    warm: bool = False
    note: str = ""

    def command(self, folder: Path, base: str) -> list[str]:
        """The command line; ours is this interpreter's."""
        words = self.words.format(folder=folder, base=base).split()
        return [sys.executable, "-m", "verifier", *words[1:]] if words[0] == "verifier" else words

    @property
    def setting(self) -> str:
        """What was set, for the table."""
        told = [word for word in self.words.split() if "{" not in word and word not in BESIDE]
        return self.note or " ".join(told[1:]) or "defaults"


BESIDE = frozenset({
    "links", "own.txt", "list.md", "list.html", "-q", "-n", "--mirror", "--cache", "--reports", "--format", "json",
    "-o", "out.json", "csv", "--no-status",
})  # fmt: skip


def read_verifier(folder: Path, base: str, urls: list[str]) -> Said:
    """Alive: ok, moved, and what we do not claim to know; a missing fragment counts as not alive."""
    dead = {"gone", "soft_404", "drifted", "unreachable"}
    record = json.loads((folder / "links.json").read_text())
    said = {
        link["url"].replace(HOST, base): link["state"] not in dead and link["fragment"] != "missing"
        for link in record["links"]
    }
    return {url: said[url] for url in urls}


def read_pool(folder: Path, base: str, urls: list[str]) -> Said:
    """A status below 400 is alive."""
    del base
    said = json.loads((folder / "stdout").read_text())
    return {url: 0 < said[url] < 400 for url in urls}


def read_lychee(folder: Path, base: str, urls: list[str]) -> Said:
    """Alive: whatever is in neither of its lists of errors."""
    del base
    record = json.loads((folder / "out.json").read_text())
    lists = [found for name in ("error_map", "timeout_map") for found in record.get(name, {}).values()]
    bad = {entry["url"] for found in lists for entry in found}
    return {url: url not in bad for url in urls}


def read_linkinator(folder: Path, base: str, urls: list[str]) -> Said:
    """Alive: what it lists and does not call BROKEN."""
    del base
    record = json.loads((folder / "stdout").read_text() or '{"links": []}')
    bad = {unquote(link["url"]) for link in record["links"] if link["state"] == "BROKEN"}  # it prints them decoded
    seen = {link["url"].partition("#")[0] for link in record["links"]}
    return {url: unquote(url) not in bad for url in urls if url.partition("#")[0] in seen}


def read_markdown_link_check(folder: Path, base: str, urls: list[str]) -> Said:
    """Alive: not marked with a cross."""
    del base
    marks = re.findall(r"\[(✓|✖|/)\] (\S+)", (folder / "stdout").read_text(errors="replace"))
    return {url: mark != "✖" for mark, url in marks if url in set(urls)}


def read_linkchecker(folder: Path, base: str, urls: list[str]) -> Said:
    """Alive: valid in its CSV."""
    del base
    text = (folder / "stdout").read_text(errors="replace")
    rows = csv.reader((line for line in text.splitlines() if not line.startswith("#")), delimiter=";")
    head = next(rows, [])
    found = [dict(zip(head, row, strict=False)) for row in rows]
    said = {row["urlname"]: row.get("valid") == "True" for row in found if row.get("urlname")}
    return {url: said[url] for url in urls if url in said}


OURS = "verifier links own.txt -q --mirror set.example={base} --cache {folder}/cache --reports {folder}"
POOL = f"{sys.executable} {{folder}}/pool.py"
LYCHEE = "lychee -n --format json -o out.json list.md"
FAST = f"{LYCHEE} --host-request-interval 1ms --host-concurrency 64"
LINKINATOR = "linkinator list.html --format json"
TOOLS = {
    "verifier": Tool("verifier links", f"{OURS} --pace 0 --jobs 64", read_verifier, "A"),
    "verifier-warm": Tool("verifier links", f"{OURS} --pace 0 --jobs 64", read_verifier, "A", warm=True),
    "pool": Tool("bare requests pool", POOL, read_pool, "A", note="64 threads, Retry(3)"),
    "verifier-unpaced": Tool("verifier links", f"{OURS} --pace 0 --jobs 64", read_verifier, "BC"),
    "verifier-default": Tool("verifier links", OURS, read_verifier, "BC"),
    "lychee": Tool("lychee 0.24.2", LYCHEE, read_lychee, "AB"),
    "lychee-fast": Tool("lychee 0.24.2", FAST, read_lychee, "A"),
    "lychee-warm": Tool("lychee 0.24.2", f"{FAST} --cache", read_lychee, "A", warm=True),
    "lychee-fragments": Tool("lychee 0.24.2", f"{LYCHEE} --include-fragments=full", read_lychee, "C"),
    "linkinator": Tool("linkinator 7.6.1", LINKINATOR, read_linkinator, "AB"),
    "linkinator-retry": Tool("linkinator 7.6.1", f"{LINKINATOR} --retry --retry-errors", read_linkinator, "AB"),
    "linkinator-fragments": Tool("linkinator 7.6.1", f"{LINKINATOR} --check-fragments", read_linkinator, "C"),
    "markdown-link-check": Tool(
        "markdown-link-check 3.15.0", "markdown-link-check --retry list.md", read_markdown_link_check
    ),
    "linkchecker": Tool(
        "LinkChecker 10.6.0", "linkchecker --no-status --check-extern -r1 -o csv --verbose list.html",
        read_linkchecker, "AB", share=10, note="--check-extern, every tenth address",
    ),
}  # fmt: skip
