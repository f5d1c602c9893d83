"""Mutated manuscripts for every reader:  python -m tests.fuzz.manuscripts_mutate [--count N] [--seed S] [--only SUFFIX]

A reader may refuse a file (ManuscriptError) or read it; then every record must be sound. Anything else is printed:
another exception, a reading of more than ten seconds, a record that points nowhere.
"""

# ruff: noqa: E501 - markup and word lists read best as they stand

from __future__ import annotations

import argparse
import io
import random
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.extraction.compose import compose
from benchmarks.extraction.renders import RENDERS
from tests.manuscripts.reading import check_sound
from tests.manuscripts.test_html import PAGES
from verifier.errors import ManuscriptError
from verifier.manuscripts import read_manuscript

SLOW_S = 10.0  # seconds: what a reading of a small file may take at the very most
SHARES = {
    ".txt": 20,
    ".md": 20,
    ".html": 20,
    ".docx": 14,
    ".epub": 8,
    ".xml": 14,
    ".pdf": 2,
    ".odt": 1,
    ".tex": 1,
    ".rst": 1,
}
SCRAPS = (
    b"[^1]", b"[^1]: ", b"^[", b"](", b"[", b"]", b"*", b"**", b"_", b"`", b"> ", b"\n\n", b"\r\n", b"\x0c", b"1", b"\xc2\xb9",
    b"(1)", b"\xe2\x80\x9c", b"\xe2\x80\x9d", b"<sup>", b"</a>", b"<a href='#n1'>", b"<p>", b"</p>", b"<!--", b"-->", b"&x;",
    b"\\footnote{", b"}", b"{", b"\\begin{quote}", b"\\textquote[", b"http://a", b"Ibid.", b"Notes\n\n", b"\x00", b"\xff", b"\xed\xa0\x80",
    b"<w:p>", b"<note>", b"<quote>", b"%PDF", b"9" * 30, b"\t", b"    ", b"|", b"---\n", b"$$", b"<![CDATA[", b"\xef\xbb\xbf",
)  # fmt: skip


def seeds() -> dict[str, list[bytes]]:
    """Whole manuscripts to start from, by suffix."""
    sample = compose(3, "mixed", "after-quotation", "brackets", 6)
    found: dict[str, list[bytes]] = {}
    for suffix, render in RENDERS.values():
        found.setdefault(suffix, []).append(render(sample))
    found[".html"] += [page.encode() for page in PAGES.values()]
    return found


def mutated(body: bytes, chance: random.Random) -> bytes:
    """The body after a few cuts, copies, flips and scraps."""
    for _ in range(chance.randrange(1, 9)):
        at = chance.randrange(len(body) + 1)
        span = chance.choice((1, 2, 8, 40, 400))
        what = chance.randrange(6)
        if what == 0:
            body = body[:at] + body[at + span :]
        elif what == 1:
            body = body[:at] + body[at : at + span] * chance.choice((2, 3, 50)) + body[at + span :]
        elif what == 2:
            body = body[:at] + chance.choice(SCRAPS) * chance.choice((1, 1, 1, 30, 30, 3000)) + body[at:]
        elif what == 3:
            body = body[:at] + bytes([chance.randrange(256)]) + body[at + 1 :]
        elif what == 4:
            body = body[:at] if chance.random() < 0.2 else body[at:] + body[:at] if chance.random() < 0.1 else body
        else:
            other = chance.randrange(len(body) + 1)
            body = body[:at] + body[other : other + span] + body[at:]
    return body


def repacked(body: bytes, chance: random.Random) -> bytes:
    """A zipped manuscript with one of its parts mutated, so that the damage gets past the container."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as source, zipfile.ZipFile(out, "w") as target:
        names = [name for name in source.namelist() if name.endswith((".xml", ".xhtml", ".opf", ".rels"))]
        struck = set(chance.sample(names, k=min(len(names), chance.choice((1, 1, 2)))))
        for name in source.namelist():
            if name in struck and chance.random() < 0.05:
                continue
            part = source.read(name)
            target.writestr(name, mutated(part, chance) if name in struck else part)
    return out.getvalue()


def cases(count: int, seed: int, only: str = "") -> Iterator[tuple[str, bytes]]:
    """`count` mutated files as (suffix, body), each reader in its share."""
    chance = random.Random(seed)
    known = seeds()
    shares = {suffix: share for suffix, share in SHARES.items() if only in suffix}
    for _ in range(count):
        suffix = chance.choices(list(shares), list(shares.values()))[0]
        body = chance.choice(known[suffix])
        packed = suffix in (".docx", ".odt", ".epub") and chance.random() < 0.9
        yield suffix, repacked(body, chance) if packed else mutated(body, chance)


def fault(path: Path) -> str | None:
    """What is wrong with the reading of one file, None where nothing is."""
    started = time.monotonic()
    taken = 0.0
    try:
        manuscript = read_manuscript(path)
        taken = time.monotonic() - started
        check_sound(manuscript)
    except ManuscriptError as refusal:
        if "\n" in str(refusal):
            return f"a refusal of several lines: {refusal}"
    except AssertionError as error:
        return f"unsound: {error}"
    except Exception as error:
        return f"crash: {error!r}"
    taken = taken or time.monotonic() - started
    return f"slow: {taken:.1f} s" if taken > SLOW_S else None


def run(count: int, seed: int, only: str = "") -> list[tuple[str, bytes, str]]:
    """The faulty cases among `count`."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for suffix, body in cases(count, seed, only):
            path = Path(folder) / f"case{suffix}"
            path.write_bytes(body)
            wrong = fault(path)
            if wrong:
                found.append((suffix, body, wrong))
    return found


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--count", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--only", default="")
    arguments.add_argument("--keep", type=Path, help="write the faulty files here")
    options = arguments.parse_args()
    started = time.monotonic()
    found = run(options.count, options.seed, options.only)
    for at, (suffix, body, wrong) in enumerate(found):
        print(suffix, wrong)
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"fault{at}{suffix}").write_bytes(body)
    print(f"{options.count} files, {len(found)} faults, {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
