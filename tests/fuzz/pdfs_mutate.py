"""Mutated PDFs for the reader of text layers:  python -m tests.fuzz.pdfs_mutate [--count N] [--seed S]

Whatever a file holds, the process that asked must live, stay within its time and below 300 MB, and get text or a
named reason for each file. What breaks that is printed with its seed; `--keep FOLDER` keeps such files.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.texts.hostile import GOOD, mutated
from tests.texts.pdfs import Pdf, scanned_pdf, typed
from verifier.texts import Reader
from verifier.texts.child import Limits

LIMITS = Limits(page_cpu=2, wall=20)
READINGS_MAX = 9  # children one document may cost: three deaths, three second opinions, two tries at layout, one spare
MEMORY_MAX_MB = 300  # of the process that asked


def _nested() -> bytes:
    made = Pdf()
    inner = made.add(b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Length 2 >>\nstream\nq \nendstream")
    image = made.image(bytes(range(256)) * 4, 32, 32)
    resources = f"/XObject << /F1 {inner} 0 R /Im1 {image} 0 R >>"
    for turn in (0, 90):
        content = (
            typed([f"page turned by {turn}", "with a picture and a form"]) + b" q 90 0 0 90 0 0 cm /Im1 Do Q /F1 Do"
        )
        made.page(content, extra=f"/Rotate {turn}", resources=resources)
    return made.bytes(catalogue="/Names << >> /Outlines << >>")


def _rewritten(**how: object) -> bytes:
    """The good file as another program writes it: object streams, compressed content, a lock without a password."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(GOOD))
    for page in writer.pages:
        page.compress_content_streams()
    if how:
        writer.encrypt(user_password="", owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


ORIGINALS: dict[str, Callable[[], bytes]] = {
    "typed": lambda: GOOD,
    "scan with a layer": lambda: scanned_pdf(["a scan"], ["another"], layer=["words a library read off the scan"] * 3),
    "forms, pictures, turned pages": _nested,
    "compressed by another program": _rewritten,
    "locked without a password": lambda: _rewritten(locked=True),
}


def judged(body: bytes) -> tuple[str, float]:
    """What became of one file, and how long it took."""
    start = time.perf_counter()
    (text,) = Reader(ocr="never", limits=LIMITS).pdf(body)
    took = time.perf_counter() - start
    if took > LIMITS.wall * READINGS_MAX:
        return f"HANGS: {took:.0f} s", took
    if not text.text.strip() and not text.problems:
        return "SILENT: neither text nor a reason", took
    said = text.problems[0] if text.problems else "read whole"
    bare = said.partition(":")[2] if said.startswith("page ") else said  # the same reason on whichever page
    return bare.partition("(")[0].strip(), took


def main() -> None:
    """Run the mutations and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    originals = [make() for make in ORIGINALS.values()]
    became: Counter[str] = Counter()
    slowest, bad = 0.0, 0
    for seed in range(args.seed, args.seed + args.count):
        body = mutated(seed, originals[seed % len(originals)])
        try:
            kind, took = judged(body)
        except Exception as error:
            kind, took = f"RAISES: {type(error).__name__}: {error}", 0.0
        slowest = max(slowest, took)
        became[kind.strip()] += 1
        if kind.partition(":")[0].isupper():
            bad += 1
            print(f"seed {seed}: {kind}", flush=True)
            if args.keep:
                (args.keep / f"{random.Random(seed).getrandbits(32):08x}-{seed}.pdf").write_bytes(body)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for kind, count in became.most_common():
        print(f"{count:6} {kind}")
    print(f"{args.count} files: {bad} bad; slowest {slowest:.1f} s; this process at most {peak:.0f} MB")
    raise SystemExit(bool(bad) or peak > MEMORY_MAX_MB)


if __name__ == "__main__":
    main()
