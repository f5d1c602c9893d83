"""How well typewritten pages are read: errors, quotations found, boxes hit, time and memory.

What a page costs depends on how much stands on it and on the machine. So each profile says how many words its pages
have, and the same pages are read by bare Tesseract in the same run: the same program, one thread, the pictures as they
were drawn, all pages of the profile in one go, so that its start is shared out as ours is.

    python benchmarks/texts/ocr.py --fonts FOLDER [--seed N] [--pages N] [--words N] [--profiles a,b] [--second]

Fonts: any folder with typewriter faces (Debian's fonts-courier-prime, fonts-gnutypewriter and fonts-freefont-ttf have
free ones). Without --second the second engine is not used even where it is installed.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import edlib

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.texts.pages import PLAIN, PROFILES, Drawn, page
from tests.texts.pdfs import Pdf
from verifier.records.text import Box, SourceText
from verifier.texts import Reader, second_engine, tesseract

FOUND = 0.90  # likeness from which a quotation counts as found, on letters and figures alone
QUOTES = 20  # quotations of 8 to 20 words tried on each page


@dataclass
class Score:
    errors: int = 0
    signs: int = 0
    word_errors: int = 0
    words: int = 0
    found: int = 0
    quotes: int = 0
    strays: int = 0
    boxes: int = 0
    boxed: int = 0
    cpu: float = 0.0
    bare: float = 0.0
    pages: int = 0

    def row(self, name: str) -> str:
        def share(part: float, whole: float) -> str:
            return f"{100 * part / whole:.2f}" if whole else "-"

        return (
            f"| {name} | {share(self.errors, self.signs)} | {share(self.word_errors, self.words)} | "
            f"{share(self.found, self.quotes)} | {share(self.strays, self.quotes)} | {share(self.boxes, self.boxed)} | "
            f"{self._cost()} |"
        )

    def _cost(self) -> str:
        """Words a page; CPU seconds a page of ours and of bare Tesseract; their ratio; ours for 100 words."""
        pages, words = max(self.pages, 1), max(self.words, 1)
        ratio = f"{self.cpu / self.bare:.2f}" if self.bare else "-"
        each = f"{self.words / pages:.0f} | {self.cpu / pages:.2f} | {self.bare / pages:.2f}"
        return f"{each} | {ratio} | {100 * self.cpu / words:.2f}"

    def add(self, other: Score) -> None:
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def squashed(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()


def measured(drawn: Drawn, other: Drawn, source: SourceText, dice: random.Random) -> Score:
    """How one page was read, but for the time it took."""
    truth, read = drawn.text, " ".join(source.text.split())
    score = Score(pages=1, signs=len(truth), words=len(drawn.words), quotes=QUOTES)
    score.errors = edlib.align(truth, read)["editDistance"]
    score.word_errors = _word_errors(truth.split(), read.split())
    flat = squashed(read)
    for _ in range(QUOTES):
        count = dice.randrange(8, 21)
        start = dice.randrange(len(drawn.words) - count)
        score.found += _likeness(squashed(" ".join(w for w, _ in drawn.words[start : start + count])), flat) >= FOUND
        at = dice.randrange(len(other.words) - count)
        score.strays += _likeness(squashed(" ".join(w for w, _ in other.words[at : at + count])), flat) >= FOUND
    score.boxes, score.boxed = _boxes(drawn, source)
    return score


def _likeness(quote: str, text: str) -> float:
    return 1 - edlib.align(quote, text, mode="HW")["editDistance"] / len(quote)


def _word_errors(truth: list[str], read: list[str]) -> int:
    """Edit distance over words."""
    row = list(range(len(read) + 1))
    for count, word in enumerate(truth, start=1):
        before, row[0] = row[0], count
        for at, other in enumerate(read, start=1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (word != other))
    return row[-1]


def _boxes(drawn: Drawn, source: SourceText) -> tuple[int, int]:
    """Of the words read rightly, how many have a box whose middle lies in a box of that word."""
    hit = 0
    words = [(page.text[w.start : w.end], w.box) for page in source.pages for w in page.words if w.box]
    places: dict[str, list[Box]] = {}
    for word, box in drawn.words:
        places.setdefault(word, []).append(box)
    known = [(word, box) for word, box in words if word in places]
    for word, box in known:
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        hit += any(b.x0 - 0.01 <= x <= b.x1 + 0.01 and b.y0 - 0.005 <= y <= b.y1 + 0.005 for b in places[word])
    return hit, len(known)


def document(profile: str, seeds: range, fonts: list[Path], *, second: bool, words: int | None = None) -> Score:
    """The pages of some seeds read as one document, so that what starting costs is shared out as in real ones.

    With `second`, pages on which a quotation was not found are read again by both engines, as a run does.
    """
    pages, made = [page(seed, profile, fonts, words) for seed in seeds], Pdf()
    for drawn in pages:
        made.scan(drawn.image.tobytes(), *drawn.image.size, dpi=drawn.dpi)
    before = _cpu()
    source = Reader().pdf(made.bytes())[-1]
    spent = _cpu() - before
    scores = _scores(profile, seeds, fonts, pages, source)
    missed = frozenset(at for at, score in enumerate(scores) if score.found < score.quotes)
    if second and missed:
        before = _cpu()
        again = Reader(pages=missed).pdf(made.bytes())[-1]
        spent += _cpu() - before
        for at, score in enumerate(_scores(profile, seeds, fonts, pages, again)):
            if at in missed:
                scores[at] = score
    total = Score(cpu=spent, bare=_bare(pages))
    for score in scores:
        total.add(score)
    return total


def _bare(pages: list[Drawn]) -> float:
    """CPU seconds Tesseract takes for the same pages without anything of ours."""
    engine = tesseract.engine_for(("eng",))
    if engine is None:
        return 0.0
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{number}.tif") for number in range(len(pages))]
        for file, drawn in zip(files, pages, strict=True):
            drawn.image.save(file, dpi=(drawn.dpi, drawn.dpi))
        listed = Path(folder, "pages.txt")
        listed.write_text("\n".join(map(str, files)), encoding="utf-8")
        models = ["--tessdata-dir", engine.models] if engine.models else []
        before = _cpu()
        command = [engine.program, str(listed), "stdout", *models, "-l", "eng", "-c", "tessedit_create_tsv=1"]
        subprocess.run(command, capture_output=True, check=True, env={"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"})
        return _cpu() - before


def _scores(profile: str, seeds: range, fonts: list[Path], pages: list[Drawn], source: SourceText) -> list[Score]:
    found = []
    for seed, drawn, read in zip(seeds, pages, source.pages, strict=True):
        other = page(seed + 5000, profile, fonts)
        found.append(measured(drawn, other, replace(source, pages=(read,)), random.Random(seed)))
    return found


def fonts_in(folder: Path) -> list[Path]:
    names = ("Courier Prime.otf", "CourierPrime-Regular.ttf", "FreeMono.ttf", "GNUTypewriter.ttf")
    found = sorted(path for path in folder.rglob("*.?tf") if path.name in names)
    return found or sorted(folder.rglob("*ono*egular.ttf"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts"))
    parser.add_argument("--seed", type=int, default=20260)
    parser.add_argument("--pages", type=int, default=3, help="of each profile, read as one document")
    parser.add_argument("--words", type=int, help="on a page, which is full otherwise")
    parser.add_argument("--profiles", default=",".join(PROFILES))
    parser.add_argument("--second", action="store_true")
    args = parser.parse_args()
    fonts = fonts_in(args.fonts)
    if not fonts:
        parser.error(f"no typewriter font under {args.fonts}")
    if not args.second:
        second_engine.available = lambda: ""  # type: ignore[assignment]
    print(
        "| profile | CER % | WER % | quotes found % | on a wrong page % | box hit % | words/page | CPU s/page | "
        "bare Tesseract | ratio | CPU s/100 words |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    plain, every = Score(), Score()
    for profile in args.profiles.split(","):
        seeds = range(args.seed, args.seed + args.pages)
        total = document(profile, seeds, fonts, second=args.second, words=args.words)
        print(total.row(profile), flush=True)
        every.add(total)
        if profile in PLAIN:
            plain.add(total)
    print(plain.row("**plain profiles**"))
    print(every.row("**all**"))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nlargest child {peak:.0f} MB, this process {own:.0f} MB")


def _cpu() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


if __name__ == "__main__":
    main()
