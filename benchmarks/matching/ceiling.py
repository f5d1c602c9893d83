"""How well could a judge do who knows how the generated quotations were made? The ceiling of `benchmarks.matching`:

    python -m benchmarks.matching.ceiling --texts DIR [--seeds N ...] [--cases N] [--model alike|uniform]
        [--wide] [--ours] [--show]

The best judge here is told where a quotation stands, how its page was set, the noise's exact odds and its rate, the
ways in which quotations are altered and how often each is drawn, and how often each word stands in the documents. For
every case he reckons the posterior that it is altered, and no judge of the same evidence passes more at the same risk:

    P(altered | quoted, read)     sum over kinds, places, originals of  P(kind) P(place) P(original) P(read | original)
    -------------------------- =  -------------------------------------------------------------------------------------
    P(faithful | quoted, read)                            P(faithful) P(read | quoted)

P(read | text) sums every way in which the noise may turn a text into what is read, letter by letter, blanks and line
ends too (`lattice`); the originals are all that the generator may have begun with (`originals`; of long word lists the
forty nearest to what is read). The prior is the generator's: eighteen draws of a faithful kind to two of each kind that
alters a word. A kind that not every quotation allows is the likelier where one does, by how few do. Of one kind places
are alike, and words go by their count in the documents.

What is no evidence here: ellipses and brackets, which the generator gives to faithful quotations alone; the sense of a
sentence, which may tell that one word fits and another does not; how rare a quoted word is; the rest of the source,
which may have the same figure again. A judge who knows the language may thus do better in a case, though not by the
letters read. Stitched and swapped passages, which show at a glance, are left out.

`best` is the share of faithful quotations that pass at the threshold on the posterior that passes no more than the
allowed share of altered ones; `even` is what passes where faithful is likelier. `bound` is `best` for a judge bound by
our rule that a number of which a digit is read as another, or lost, is never passed on the letters alone. A `--wide`
judge minds that an author may also have changed a word's form or one small word for another, as real ones do and the
generator's do not.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.matching import pages, texts
from benchmarks.matching.__main__ import LEVELS, draw, sources
from benchmarks.matching.best import NEVER, Judge, claimed, set_words
from benchmarks.matching.cases import Case
from benchmarks.matching.score import ONE_WORD, auc
from verifier.records.verdict import Level
from verifier.verdicts import compare

ALLOWED = {"1%": 0.005, "3%": 0.005, "5%": 0.01, "10%": 0.01}  # of altered quotations, that may pass
SHOWN = 420  # code points of a quotation that is shown


@dataclass(frozen=True, slots=True)
class Judged:
    """Log odds that a case is altered, as the best judge has them; whether we pass it; what tells most against it."""

    level: str
    case: Case
    odds: float
    ours: bool | None
    against: str
    read: str
    turned: bool


def judged(documents: list[str], seed: int, args: argparse.Namespace, judge: Judge) -> Iterator[Judged]:
    """Every case of one draw but stitched, swapped and absent ones, at every level that has noise."""
    cases = draw(documents, seed, args.cases)
    for level in args.levels.split(","):
        made = list(sources(documents, cases, level, args.model, seed))
        laid = {}
        for case in cases:
            if case.label != "faithful" and case.kind not in ONE_WORD:
                continue
            number, text = case.document, documents[case.document]
            if number not in laid:
                rng = random.Random(f"{seed} {level} {number}")
                laid[number] = pages.laid_out(text, rng, head=f"Memorandum of the council, file {number}")
            source, places = made[number]
            read = source.text[places[case.start] : places[case.end - 1] + 3]
            claim = claimed(case, *set_words(laid[number], case, text))
            odds, against, turned = judge.odds(claim, read, LEVELS[level], case.end - case.start)
            passed = compare(case.quote, source).level is Level.PASS if args.ours else None
            yield Judged(level, case, odds, passed, against, read, turned)


def table(rows: Sequence[Judged]) -> str:
    """For every level: what the best judge can reach, and what we do."""
    made = ["level  faithful altered allowed   best  bound   even: faithful altered     AUC   ours: faithful altered"]
    for level in dict.fromkeys(row.level for row in rows):
        good = [row for row in rows if row.level == level and row.case.label == "faithful"]
        bad = [row for row in rows if row.level == level and row.case.label == "altered"]
        spare = int(ALLOWED[level] * len(bad))
        best = _passing(good, bad, spare) / len(good)
        bound = _passing([*filter(_settled, good)], [*filter(_settled, bad)], spare) / len(good)
        even = [sum(row.odds < 0 for row in side) / len(side) for side in (good, bad)]
        ours = [sum(bool(row.ours) for row in side) / len(side) for side in (good, bad)]
        score = auc([-row.odds for row in good], [-row.odds for row in bad])
        made.append(
            f"{level:6s} {len(good):8d} {len(bad):7d} {ALLOWED[level]:7.3f} {best:6.3f} {bound:6.3f} "
            f"{even[0]:16.3f} {even[1]:7.3f} {score:7.4f} {ours[0]:16.3f} {ours[1]:7.3f}"
        )
    return "\n".join(made)


def _settled(row: Judged) -> bool:
    return not row.turned


def _passing(good: Sequence[Judged], bad: Sequence[Judged], spare: int) -> int:
    """How many faithful cases pass at the threshold that passes `spare` altered ones."""
    ordered = sorted(row.odds for row in bad)
    bound = ordered[spare] if spare < len(ordered) else -NEVER
    return sum(row.odds < bound for row in good)


def apart(rows: Iterable[Judged]) -> Iterator[str]:
    """The cases that we judge otherwise than the best judge does."""
    for row in rows:
        if row.ours is None or row.ours == (row.odds < 0):
            continue
        faithful = row.case.label == "faithful"
        side = "we are right" if row.ours == faithful else "we keep it back" if faithful else "we pass it"
        yield f"[{row.level}] {row.case.kind}: {side}; odds {row.odds:.1f} by {row.against}"
        yield f"    {row.case.quote[:SHOWN]!r}\n    {row.read[:SHOWN]!r}"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--texts", type=Path, action="append", default=[])
    asked.add_argument("--seeds", type=int, nargs="+", default=[841])
    asked.add_argument("--cases", type=int, default=250)
    asked.add_argument("--model", choices=["alike", "uniform"], default="alike")
    asked.add_argument("--levels", default=",".join(ALLOWED))
    asked.add_argument("--wide", action="store_true", help="mind other forms and small words too")
    asked.add_argument("--ours", action="store_true", help="judge every case as the program does, too")
    asked.add_argument("--show", action="store_true", help="print every case in which the two differ")
    given = asked.parse_args()
    documents = [text for folder in given.texts for text in texts.from_folder(folder)]
    judge = Judge(documents, given.model, wide=given.wide)
    rows = [row for seed in given.seeds for row in judged(documents, seed, given, judge)]
    if given.show:
        print("\n".join(apart(rows)))
    print(table(rows))


if __name__ == "__main__":
    main()
