"""A printed book against transcriptions of its sources: `python -m benchmarks.real.book BOOK FOLDER [--half even]`.

BOOK is a manuscript in any format that is read, FOLDER holds transcriptions (TEI, HTML, text, PDF). The book's
quotations are extracted and looked for in all of them; those of enough words that resemble a passage of one are taken
to be quoted from it, and are checked against it as a user would: the file registered by hand, the claim judged offline.
Prints how many get each verdict. LABELS, a table made by reading (`id,label`), says which of them are misquoted in
print; without it all are taken as faithful. Every quotation that passed is then altered in each way its words allow,
and what passes of those is counted. `--half` keeps to the quotations whose identity is even or odd, so that one half
stays unseen while rules are written; `--show` prints what went wrong.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.matching.cases import ALTERED, Maker, bare
from verifier.captures import Store
from verifier.pipeline import extract
from verifier.pipeline.run import check_claims
from verifier.quotations.editorial import segments
from verifier.records.claim import Claim
from verifier.records.quotation import SegmentKind
from verifier.records.report import ClaimResult
from verifier.records.source import Layer
from verifier.records.text import SourceText
from verifier.records.verdict import Level
from verifier.settings import Settings
from verifier.texts import Reader
from verifier.verdicts import Library

ADDRESS = "https://transcriptions.example.org/{name}"
LEAST_WORDS = 5  # of a quotation looked for everywhere: shorter ones resemble something in any library
RESEMBLES = 0.7  # share of its letters that must stand together in a source before it is taken as quoted from it
MISQUOTED = "misquoted"


def transcriptions(folder: Path) -> dict[str, SourceText]:
    """The own words of every file that can be read, by name."""
    made: dict[str, SourceText] = {}
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        texts = Reader(ocr="never").any(path.read_bytes(), name=path.name)
        own = next((text for text in texts if text.layer is Layer.DOCUMENT_TEXT), None)
        if own is not None and own.text.strip():
            made[path.name] = own
    return made


def in_half(claim: Claim, half: str) -> bool:
    """True for a claim of the asked half; which half a quotation is in depends on its words alone."""
    even = hashlib.sha256(bare(claim.quote).encode()).digest()[0] % 2 == 0
    return half == "all" or even == (half == "even")


def quoted_from(claims: Sequence[Claim], texts: dict[str, SourceText]) -> list[Claim]:
    """The claims that a transcription holds or nearly holds, with its address in place of what the note cites."""
    names = list(texts)
    found = Library(texts.values()).find_all([claim.quote for claim in claims], limit=1)
    return [
        claim.model_copy(update={"url": ADDRESS.format(name=names[matches[0].source]), "page": ""})
        for claim, matches in zip(claims, found, strict=True)
        if matches and matches[0].similarity >= RESEMBLES
    ]


def judged(claims: Sequence[Claim], folder: Path, names: Iterable[str]) -> list[ClaimResult]:
    """The claims checked offline, each against the transcription it names."""
    with tempfile.TemporaryDirectory() as scratch:
        store = Store(Path(scratch))
        for name in names:
            store.add_manual(ADDRESS.format(name=name), folder / name)
        return list(check_claims(list(claims), Settings(cache=Path(scratch), offline=True)).claims)


def twins(results: Sequence[ClaimResult], texts: dict[str, SourceText], seed: int) -> list[tuple[str, Claim]]:
    """Each claim altered in every way that its words allow, with the way; none that its source has after all."""
    names = list(texts)
    maker = Maker([text.text for text in texts.values()], seed)
    made: list[tuple[str, Claim]] = []
    for result in results:
        claim = result.claim
        number = names.index(claim.url.rpartition("/")[2])
        for kind in ALTERED:
            quote = _altered(maker, kind, claim.quote, number)
            if quote and bare(quote) not in bare(texts[names[number]].text):
                made.append((kind, claim.model_copy(update={"id": f"{claim.id}-{kind}", "quote": quote})))
    return made


def _altered(maker: Maker, kind: str, quote: str, number: int) -> str | None:
    """The quotation altered in its longest stretch without an editor's mark: what stands beside one may be left out."""
    literal = [part for part in segments(quote) if part.kind is SegmentKind.LITERAL]
    if not literal:
        return None
    longest = max(literal, key=lambda part: len(part.span)).span
    core = longest.of(quote).strip()
    start = quote.index(core, longest.start)
    made = maker.altered(kind, core, number)
    return None if made is None or bare(made) == bare(core) else quote[:start] + made + quote[start + len(core) :]


def labels_of(path: Path | None) -> dict[str, str]:
    """Label by claim id; empty without a table."""
    if path is None:
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["label"] for row in csv.DictReader(file)}


def describe(result: ClaimResult) -> str:
    """One quotation with what differs, and the words of the source."""
    edits = [f"{e.source!r}>{e.quote!r} {e.cause} {e.probability:.2f}" for e in result.edits if e.cause]
    place = result.matches[0] if result.matches else result.nearest
    codes = " ".join(finding.code for finding in result.findings)
    return (
        f"{result.claim.id} {result.verdict.value} {result.confidence:.2f} {codes} n{result.claim.note}"
        f" {result.claim.url.rpartition('/')[2]}\n    Q {result.quote!r}\n    S {place.exact if place else ''!r}\n"
        f"    {'; '.join(edit for edit in edits if 'typography' not in edit)}"
    )


def share(results: Sequence[ClaimResult]) -> str:
    """How many of these passed."""
    passed = sum(result.level is Level.PASS for result in results)
    return f"n {len(results):>5}  passed {passed / max(len(results), 1):.3f}"


def drawn(kept: Sequence[tuple[str, Claim]], most: int, seed: int) -> list[tuple[str, Claim]]:
    """At most that many, drawn fairly; the same seed draws the same."""
    return list(kept) if len(kept) <= most else random.Random(seed).sample(list(kept), most)


def report(results: Sequence[ClaimResult], labels: dict[str, str], *, show: bool) -> list[ClaimResult]:
    """Print the verdicts; what passed of the faithful ones comes back."""
    right = [result for result in results if labels.get(result.claim.id) != MISQUOTED]
    wrong = [result for result in results if labels.get(result.claim.id) == MISQUOTED]
    print(Counter(result.verdict.value for result in results).most_common())
    print(f"faithful   {share(right)}\nmisquoted  {share(wrong)}")
    for result in right if show else ():
        if result.level is not Level.PASS:
            print(describe(result))
    for result in wrong if show else ():
        if result.level is Level.PASS:
            print("MISQUOTED", describe(result))
    return [result for result in right if result.level is Level.PASS]


def main() -> None:
    """Run and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("book", type=Path)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--half", choices=("even", "odd", "all"), default="all")
    asked.add_argument("--labels", type=Path)
    asked.add_argument("--twins", type=int, default=600, help="altered quotations judged, 0 for none")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--show", action="store_true")
    told = asked.parse_args()
    texts = {name: text for name, text in transcriptions(told.folder).items() if name != told.book.name}
    claims = [claim for claim in extract(told.book) if claim.to_verify and in_half(claim, told.half)]
    claims = [claim for claim in claims if len(claim.quote.split()) >= LEAST_WORDS]
    results = judged(quoted_from(claims, texts), told.folder, texts)
    print(
        f"{told.book.name}: {len(claims)} quotations of {LEAST_WORDS} words or more, "
        f"{len(results)} like a passage of {len(texts)} texts"
    )
    passed = report(results, labels_of(told.labels), show=told.show)
    altered = drawn(twins(passed, texts, told.seed), told.twins, told.seed)
    if not altered:
        return
    kinds: dict[str, list[ClaimResult]] = defaultdict(list)
    for (kind, _), result in zip(altered, judged([claim for _, claim in altered], told.folder, texts), strict=True):
        kinds[kind].append(result)
    print(f"altered    {share([result for part in kinds.values() for result in part])}")
    for kind, part in kinds.items():
        print(f"  {kind:<12}{share(part)}")
        for result in part if told.show else ():
            if result.level is Level.PASS:
                print("PASSED", kind, describe(result))


if __name__ == "__main__":
    main()
