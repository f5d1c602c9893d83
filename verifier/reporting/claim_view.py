"""One claim as its page shows it: plain values, ready for a template that only escapes and prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from verifier.records.capture import Capture
from verifier.records.report import ClaimResult, ReportedFinding, ReportedMatch
from verifier.records.verdict import Level, Verdict
from verifier.reporting.diff import Pair, pair_of
from verifier.reporting.labels import EVIDENCE, LAYERS, LEVELS, METHODS, VERDICTS, Label
from verifier.reporting.order import needs_human, standing_review
from verifier.reporting.phrases import why
from verifier.rules import Rule, catalogue

CONTEXT_CHARS = 320  # code points of the manuscript shown on either side of a quotation: a long sentence's worth
OPENING, CLOSING = "“\"‘'«„‚‹", "”\"’'»“‘›"
SENTENCE_ENDS = (".", "!", "?", "”", "’", '"', "»", ")", "…", "")
KNOWN_AGAIN = 12  # characters by which the words that follow are found in the match's own suffix
OTHER_PLACES = 5  # further places named under a claim; more of them say nothing new to a reader

# The three-letter codes OCR engines use, as the language tags HTML wants.
LANGUAGE_TAGS = {
    "eng": "en", "fra": "fr", "deu": "de", "spa": "es", "ita": "it", "por": "pt", "rus": "ru", "ukr": "uk",
    "pol": "pl", "ces": "cs", "hun": "hu", "ron": "ro", "bul": "bg", "srp": "sr", "ara": "ar", "heb": "he",
    "fas": "fa", "tur": "tr", "ell": "el", "jpn": "ja", "kor": "ko", "chi_sim": "zh-Hans", "chi_tra": "zh-Hant",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FiredRule:
    """A finding with what the catalogue says of its rule (None for a code the catalogue does not know)."""

    finding: ReportedFinding
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class ClaimView:
    """Everything the page shows of one claim."""

    result: ClaimResult
    anchor: str
    position: int
    rank: int
    verdict: Label
    level: Label
    pair: Pair | None
    place: ReportedMatch | None
    others: tuple[ReportedMatch, ...]
    rules: tuple[FiredRule, ...]
    capture: Capture | None
    supporting: tuple[Capture, ...]
    picture: str
    open: bool
    before: str
    closing: str
    after: str

    @property
    def needs_human(self) -> bool:
        """True where a person still has to decide."""
        return needs_human(self.result)

    @property
    def decided(self) -> Any:
        """The human decision that stands, or None."""
        return standing_review(self.result)

    @property
    def why(self) -> str:
        """Why the verdict is what it is, as a sentence; '' for a claim that stands without a remark."""
        said = why(self.result)
        return said[:1].upper() + said[1:] + ("" if said.rstrip(CLOSING)[-1:] in ".!?" else ".") if said else ""

    @property
    def page_differs(self) -> bool:
        """True where the page that is cited and the page printed where the words stand are both known and differ."""
        cited = self.result.claim.page.strip()
        return bool(cited and self.place and self.place.page_label and self.place.page_label != cited and not _within(
            self.place.page_label, cited))  # fmt: skip

    @property
    def other_source(self) -> bool:
        """True where the words stand in another source than the one that is cited."""
        cited = self.result.source.capture
        same = not self.place or not self.place.capture or self.place.capture in (cited, *self.result.source.captures)
        return self.result.verdict is Verdict.ELSEWHERE and not same

    @property
    def following(self) -> str:
        """What the source says next: the stop or space right after the match, then the words that follow."""
        suffix, follows = (self.place.suffix if self.place else ""), self.result.follows.lstrip()
        if not follows:
            return head(suffix)
        at = " ".join(suffix.split()).find(" ".join(follows.split())[:KNOWN_AGAIN])
        led = (" " if suffix[:1].isspace() else "") + " ".join(suffix.split())[:at] if at >= 0 else " "
        return head(led + follows)

    @property
    def layer(self) -> str:
        """Whose words were compared, in words."""
        layer = self.place.layer if self.place else self.result.reading.layer
        return LAYERS[layer] if layer else ""

    @property
    def method(self) -> str:
        """By which road the bytes came, in words."""
        if self.capture and self.capture.mirror:
            return "fetched from a mirror that answered in the archive's place"
        return METHODS[self.capture.method] if self.capture else ""

    @property
    def evidence(self) -> str:
        """What the evidence level means."""
        return EVIDENCE.get(self.result.evidence_level, "")

    @property
    def language(self) -> str:
        """A language tag for the source's words, '' when unknown."""
        given = self.result.reading.language
        return given if len(given) == 2 and given.isalpha() else LANGUAGE_TAGS.get(given, "")


def _within(label: str, cited: str) -> bool:
    """True where a printed page lies in a cited range of numbers (`794` in `793-794`)."""
    first, _, last = cited.replace("–", "-").partition("-")
    numbers = (first.strip(), last.strip(), label.strip())
    return all(n.isdigit() for n in numbers) and int(first) <= int(label) <= int(last)


def claim_view(
    result: ClaimResult,
    *,
    anchor: str,
    position: int,
    rank: int,
    captures: Mapping[str, Capture],
    picture: str = "",
    opened: bool = False,
) -> ClaimView:
    """The view of one claim; `position` is its place in the run (from 1), `rank` its place gravest first (from 0)."""
    place = result.matches[0] if result.matches else None
    main = captures.get(place.capture if place and place.capture else result.source.capture)
    kept = (result.source.capture, *result.source.captures)
    others = dict.fromkeys(name for name in kept if name in captures and (main is None or name != main.id))
    return ClaimView(
        result=result,
        anchor=anchor,
        position=position,
        rank=rank,
        verdict=VERDICTS[result.verdict],
        level=LEVELS[result.level],
        pair=pair_of(result),
        place=place,
        others=(result.matches[1:] + result.candidates)[:OTHER_PLACES],
        rules=tuple(FiredRule(finding, catalogue().get(finding.code)) for finding in result.findings),
        capture=main,
        supporting=tuple(captures[name] for name in others),
        picture=picture,
        open=opened,
        **_sentence(result),
    )


def _sentence(result: ClaimResult) -> dict[str, str]:
    """The manuscript's words around the quotation, with the author's own marks; ours where the table has none."""
    before, after = tail(result.claim.before), head(result.claim.after)
    marked = before.rstrip()[-1:] in OPENING if before.strip() else False
    if not marked:
        gap = "" if not before or before[-1:].isspace() else " "
        join = "" if after[:1] in ("", " ", *",.;:!?)") else " "
        return {"before": before + gap + "“", "closing": "”", "after": join + after}
    stripped = after.lstrip()
    mark = stripped[:1] if stripped[:1] and stripped[0] in CLOSING else ""
    return {"before": before.rstrip(), "closing": mark, "after": stripped[1:] if mark else after}


def tail(text: str) -> str:
    """The last words of a passage cut out of a longer one, from a word's start, an ellipsis before them."""
    text = " ".join(text.split()) + (" " if text[-1:].isspace() else "")
    cut = text[-CONTEXT_CHARS:]
    if len(cut) == len(text) and not cut[:1].islower():
        return text
    return "… " + cut.partition(" ")[2] if " " in cut.strip() else cut


def head(text: str) -> str:
    """The first words of a passage cut out of a longer one, to a word's end, an ellipsis after them."""
    text = (" " if text[:1].isspace() else "") + " ".join(text.split())
    cut = text[:CONTEXT_CHARS]
    if len(cut) == len(text) and cut[-1:] in SENTENCE_ENDS:
        return text
    return cut.rpartition(" ")[0] + " …" if " " in cut.strip() else cut


def blocked_reason(result: ClaimResult) -> str:
    """Why nothing could be compared, in one line; '' for a claim that was compared."""
    return (why(result) or VERDICTS[result.verdict].meaning) if result.level is Level.BLOCKED else ""
