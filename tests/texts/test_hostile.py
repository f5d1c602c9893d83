"""No file kills, hangs or bloats the process that asked for its text, and each gets a reason of its own."""

from __future__ import annotations

import pytest

from tests.texts.hostile import KINDS, mutated
from verifier.texts import Reader
from verifier.texts.child import Limits

QUICK = Limits(memory=2**30, page_cpu=1, wall=20)
READER = Reader(ocr="never", limits=QUICK)

VERDICTS = {
    "no bytes at all": "empty",
    "a web page under a PDF's name": "mislabelled",
    "random bytes": "mislabelled",
    "a header and nothing else": "damaged",
    "a form that draws itself": "hostile",
    "a page tree that holds itself": "damaged",
    "five thousand times the same page": "too many pages",
    "locked with a password": "encrypted",
    "zeros after a header": "damaged",
}
READABLE = {
    "locked without a password", "rubbish before the header", "lengths that lie", "a table with wrong places",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_broken_file_ends_with_text_or_a_named_reason(kind: str) -> None:
    (text,) = READER.pdf(KINDS[kind]())
    assert text.text.strip() or text.problems
    if kind in VERDICTS:
        assert any(VERDICTS[kind] in problem for problem in text.problems), text.problems
    if kind in READABLE:
        assert "talks had failed" in text.text


@pytest.mark.parametrize("seed", range(6))
def test_a_file_changed_at_random_ends_with_text_or_a_named_reason(seed: int) -> None:
    (text,) = READER.pdf(mutated(seed))
    assert text.text.strip() or text.problems


def test_pages_behind_the_one_that_kills_the_reader_are_still_read() -> None:
    from tests.texts.pdfs import Pdf, stream, typed

    made = Pdf()
    form = made.add(stream(b"/X Do /X Do", head="/Type /XObject /Subtype /Form /BBox [0 0 9 9]"))
    made.objects[form - 1] = made.objects[form - 1].replace(
        b"/BBox", b"/Resources << /XObject << /X %d 0 R >> >> /BBox" % form
    )
    made.page(typed(["before the trap"]))
    made.page(b"/X Do", resources=f"/XObject << /X {form} 0 R >>")
    made.page(typed(["behind the trap"]))
    (text,) = READER.pdf(made.bytes())
    assert [page.text for page in text.pages] == ["before the trap", "", "behind the trap"]
    assert any(problem.startswith("page 2: hostile") for problem in text.problems)
