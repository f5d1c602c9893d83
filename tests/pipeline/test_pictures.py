"""A verdict that hangs on one figure of a scan: the run looks at the page, and says what stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.texts.pdfs import Pdf, typed
from tests.texts.test_witness import DPI, HIGH, LEAD, LINES, PITCH
from tests.texts.test_witness import typed as drawn
from verifier.captures import Store
from verifier.pipeline.proving import prove
from verifier.pipeline.run import check_claims
from verifier.records.claim import Claim
from verifier.records.report import ClaimResult
from verifier.records.verdict import Level, Verdict
from verifier.settings import Settings

URL = "https://letters.example.org/8"
SAID = "the party of 1994 would begin as soon as it can"
POINT = 72 / DPI


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache with one scan: its picture says 1994, its text layer 1984; no engine of ours can read it."""
    monkeypatch.setattr("verifier.texts.tesseract.engines", tuple)
    image, _ = drawn([*LINES, SAID])
    layer = typed(
        [*LINES, SAID.replace("1994", "1984")],
        x=100 * POINT, top=(HIGH - 130) * POINT, size=PITCH * POINT / 0.6, lead=LEAD * POINT, mode=3,
    )  # fmt: skip
    made = Pdf()
    made.scan(image.tobytes(), *image.size, dpi=DPI, layer=layer)
    (tmp_path / "letter.pdf").write_bytes(made.bytes())
    Store(tmp_path / "cache").add_manual(URL, tmp_path / "letter.pdf")
    return tmp_path / "cache"


def checked(cache: Path, quote: str, ocr: str = "auto") -> ClaimResult:
    run = check_claims([Claim(id="1", quote=quote, url=URL)], Settings(cache=cache, offline=True, ocr=ocr))
    assert prove(run, cache) == [] or ocr == "never"
    return run.claims[0]


@pytest.mark.parametrize(
    ("quote", "verdict", "code"),
    [
        (SAID, Verdict.VERBATIM, "Q506"),
        (SAID.replace("1994", "1954"), Verdict.INDETERMINATE, "Q502"),
    ],
    ids=["as the page has it", "as neither the page nor its layer has it"],
)
def test_the_page_settles_a_figure(cache: Path, quote: str, verdict: Verdict, code: str) -> None:
    result = checked(cache, quote)
    assert result.verdict is verdict
    assert code in {finding.code for finding in result.findings}


def test_an_altered_figure_is_no_longer_open(cache: Path) -> None:
    result = checked(cache, LINES[0].replace("1984", "1954"))
    assert (result.verdict, result.level) == (Verdict.ALTERED, Level.FAIL)
    assert any("the picture shows '1984'" in finding.message for finding in result.findings)


def test_where_pictures_are_not_to_be_read_the_figure_stays_open(cache: Path) -> None:
    assert checked(cache, SAID, ocr="never").level is Level.REVIEW


def test_what_the_picture_said_is_kept(cache: Path) -> None:
    checked(cache, SAID)
    assert list((cache / "derived" / "texts" / "pictures").rglob("*.json"))
