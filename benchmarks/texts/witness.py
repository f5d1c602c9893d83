"""How far the page's picture can be believed: `python -m benchmarks.texts.witness --fonts FOLDER [--pages N]`.

Typewritten pages of several machines, worn in several ways, are read by our own OCR; then the picture is asked about
their figures and short words: an altered quotation over a right reading, and a faithful one over a misread word, either
planted or the engine's own. Printed: the share settled, and of those the share settled wrongly.

Fonts: as for the benchmark of the engines, `benchmarks/texts/ocr.py`.
"""

from __future__ import annotations

import argparse
import random
import resource
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.texts import pages as drawn_pages
from benchmarks.texts.ocr import fonts_in
from tests.texts.pdfs import Pdf
from verifier.records.testimony import Question, Witness
from verifier.records.text import Box, Page, SourceText, Word
from verifier.texts import Reader, second_engine

SETTLED = 2.3  # log-likelihood ratio that turns an open difference into a verdict
WORDS = {
    "now": "not", "not": "now", "of": "or", "or": "of", "has": "had", "had": "has", "in": "is", "is": "in",
    "was": "has", "must": "most", "his": "has", "by": "my", "were": "here", "been": "seen", "would": "could",
    "could": "would", "he": "be", "than": "then", "more": "mere", "that": "than", "new": "now", "few": "new",
    "side": "wide", "be": "he",
}  # fmt: skip
FIGURES = 0.16  # share of words that are figures
ASKED_WORDS = 0.3  # share of the short words asked about: there are more of them than figures

Spoil = Callable[[Any, Any, random.Random, int], tuple[Any, Any]]


def prose(dice: random.Random) -> str:
    """The generator's prose with figures strewn in: years, sums, shares."""
    made = []
    for word in drawn_pages.sentences(dice).split():
        made.append(word)
        if dice.random() < FIGURES:
            made.append(
                dice.choice(
                    [str(dice.randrange(1900, 2000)), str(dice.randrange(10, 9999)), f"{dice.randrange(2, 99)}%"]
                )
            )
    return " ".join(made)


def faint(image: Any, words: Any, dice: random.Random, _dpi: int) -> tuple[Any, Any]:
    """A carbon copy: pale, uneven from place to place, grainy."""
    import numpy as np
    from PIL import Image

    rng = np.random.default_rng(dice.randrange(1 << 30))
    patchy = Image.fromarray(rng.uniform(0, 255, (40, 30)).astype(np.uint8)).resize(
        image.size, Image.Resampling.BICUBIC
    )
    strength = 0.25 + 0.35 * np.asarray(patchy, np.float32) / 255
    grey = 235 - (255 - np.asarray(image, np.float32)) * strength + rng.normal(0, 16, strength.shape)
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)), words


def blurred(image: Any, words: Any, _dice: random.Random, dpi: int) -> tuple[Any, Any]:
    """Out of focus."""
    from PIL import ImageFilter

    return image.filter(ImageFilter.GaussianBlur(dpi / 110)), words


def copied_twice(image: Any, words: Any, dice: random.Random, dpi: int) -> tuple[Any, Any]:
    """A faint carbon, then a photocopy of it: strokes broken and run together."""
    import numpy as np
    from PIL import Image, ImageFilter

    grey = np.asarray(faint(image, words, dice, dpi)[0].filter(ImageFilter.GaussianBlur(dpi / 250)), np.float32)
    return Image.fromarray(np.where(grey < 185, 0, 255).astype(np.uint8)), words


WEAR: dict[str, tuple[int, Spoil]] = {
    "clean 300": drawn_pages.PROFILES["clean 300"],
    "clean 150": drawn_pages.PROFILES["clean 150"],
    "jpeg": drawn_pages.PROFILES["jpeg"],
    "photocopy": drawn_pages.PROFILES["photocopy"],
    "photocopy 200": (200, drawn_pages.PROFILES["photocopy"][1]),
    "carbon 200": (200, faint),
    "blurred 200": (200, blurred),
    "carbon copied 200": (200, copied_twice),
    "salt": drawn_pages.PROFILES["salt"],
    "everything": drawn_pages.PROFILES["everything"],
}
HEAVY = ("photocopy 200", "carbon 200", "blurred 200", "carbon copied 200", "salt", "everything")


@dataclass(frozen=True)
class Asked:
    """One question with its answer: `faithful` where the page has the quotation's word."""

    kind: str
    faithful: bool
    question: Question


def page(seed: int, wear: str, fonts: list[Path]) -> drawn_pages.Drawn:
    """One page, the same for the same seed and fonts."""
    dice = random.Random(f"{seed}-{wear}")
    dpi, spoil = WEAR[wear]
    image, words = drawn_pages._typed(prose(dice), fonts[seed % len(fonts)], dpi, spaced=False)
    image, words = spoil(image, words, dice, dpi)
    return drawn_pages.Drawn(image, tuple(words), dpi)


def questions(drawn: drawn_pages.Drawn, source: SourceText, dice: random.Random) -> Iterator[Asked]:
    """What a run could ask of a page: words read as they stand, as another planted on them, or misread."""
    read = source.pages[0]
    for truth, box in drawn.words:
        core = truth.strip(".,%").lower()
        if not core.isdigit() and (core not in WORDS or dice.random() > ASKED_WORDS):
            continue
        word = _at(read, box)
        if word is None or word.end - word.start != len(truth):
            continue
        there = read.text[word.start : word.start + len(core)].lower()
        false = _other(core, dice)
        if there != core:
            yield Asked("misread", True, Question(source, word.start, word.start + len(core), core))
            continue
        yield Asked("altered", False, Question(source, word.start, word.start + len(core), false))
        planted = _planted(source, read, word.start, false)
        yield Asked("planted", True, Question(planted, word.start, word.start + len(core), core))


def _at(read: Page, box: Box) -> Word | None:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    found = (
        word for word in read.words if word.box and word.box.x0 < x < word.box.x1 and word.box.y0 < y < word.box.y1
    )
    return next(found, None)


def _other(core: str, dice: random.Random) -> str:
    """The word with one figure changed, or the short word it is taken for."""
    if not core.isdigit():
        return WORDS[core]
    at = dice.randrange(len(core))
    return core[:at] + dice.choice([sign for sign in "0123456789" if sign != core[at]]) + core[at + 1 :]


def _planted(source: SourceText, read: Page, start: int, false: str) -> SourceText:
    like = read.text[start]
    false = false.capitalize() if like.isupper() else false
    text = read.text[:start] + false + read.text[start + len(false) :]
    return replace(source, pages=(replace(read, text=text),))


def ask(asked: Asked, witness: Witness) -> str:
    """right | wrong | open"""
    said = witness(asked.question)
    if said is None or not said.legible or abs(said.weight) < SETTLED:
        return "open"
    return "right" if (said.weight > 0) is asked.faithful else "wrong"


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts"))
    parser.add_argument("--seed", type=int, default=61000)
    parser.add_argument("--pages", type=int, default=3, help="of each kind of wear")
    parser.add_argument("--wear", default=",".join(WEAR))
    parser.add_argument("--shapes", action="store_true", help="without reading again")
    parser.add_argument("--list", action="store_true", help="show what was settled wrongly")
    told = parser.parse_args()
    second_engine.available = lambda: ""  # type: ignore[assignment]
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    print("| wear | asked | settled | wrong of settled | misread: asked, settled, wrong | CPU s a question |")
    print("|---|--:|--:|--:|--:|--:|")
    for wear in told.wear.split(","):
        before, looking = 0.0, 0
        for seed in range(told.seed, told.seed + told.pages):
            drawn, made = page(seed, wear, fonts_in(told.fonts)), Pdf()
            made.scan(drawn.image.tobytes(), *drawn.image.size, dpi=drawn.dpi)
            source, start = Reader().pdf(made.bytes())[-1], _cpu()
            witness = _witness(made.bytes(), shapes=told.shapes)
            for asked in questions(drawn, source, random.Random(seed)):
                answer = ask(asked, witness)
                counts[wear, asked.kind][answer] += 1
                looking += 1
                if told.list and answer == "wrong":
                    q = asked.question
                    print(asked.kind, seed, wear, q.source.text[q.start : q.end], q.quoted, witness(q))
            before += _cpu() - start
        print(_row(wear, [wear], counts, before / max(looking, 1)), flush=True)
    print(_row("**heavily worn**", HEAVY, counts, 0.0))
    print(_row("**all**", list(WEAR), counts, 0.0))


def _witness(body: bytes, *, shapes: bool) -> Witness:
    from verifier.texts.witness import PictureWitness

    return PictureWitness(body, () if shapes else ("eng",))


def _row(name: str, kinds: Any, counts: dict[tuple[str, str], Counter[str]], cpu: float) -> str:
    both, misread = Counter[str](), Counter[str]()
    for kind in kinds:
        both += counts[kind, "altered"] + counts[kind, "planted"]
        misread += counts[kind, "misread"]
    settled, again = both["right"] + both["wrong"], misread["right"] + misread["wrong"]
    return (
        f"| {name} | {both.total()} | {settled / max(both.total(), 1):.3f} | {both['wrong'] / max(settled, 1):.4f} | "
        f"{misread.total()}, {again}, {misread['wrong']} | {cpu:.2f} |"
    )


def _cpu() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


if __name__ == "__main__":
    main()
