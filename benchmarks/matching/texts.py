"""Clean documents to draw quotations from: a folder of texts if given, else prose put together here."""

from __future__ import annotations

import html
import random
import re
from pathlib import Path

MIN_LENGTH = 6_000  # code points of a document worth drawing from
MAX_LENGTH = 60_000

SUBJECTS = (
    "The Minister|The Ambassador|Mr. Halvorsen|The delegation|Colonel Petrescu|The Secretariat|Dr. "
    "Lindqvist|The committee"
)
VERBS = (
    "stated that|did not believe that|reported that|was told that|had never accepted that|may conclude "
    "that|agreed that|could not say whether"
)
THINGS = (
    "the convoy at Marwick|the draft agreement|the harbour commission|the second protocol|the inspection "
    "of 14 vessels|the credit of 275 million crowns|the garrison at Ostrava|the fishing limits|the census"
    " of 1931|the railway concession"
)
DOINGS = (
    "would not be completed before 1948|should be referred to Geneva|must remain secret until 12 "
    "March|might be settled within 30 days|had been delayed by the winter|was no longer acceptable to "
    "Lisbon|could serve both governments|shall be reviewed by the council in 1952|required further study "
    "in Brussels|were never put to a vote"
)
TAILS = (
    "although the figures were in dispute|because neither side had consulted its experts|after a long and"
    " rather bitter exchange|in spite of the protest from Copenhagen|and the chairman thanked all "
    "present|which nobody in the room had expected|while the press was kept outside|as the minutes of "
    "1937 already showed"
)


def invented(count: int, seed: int, sentences: int = 320) -> list[str]:
    """Documents of stock sentences: enough for a smoke run without any corpus, too uniform for figures."""
    rng = random.Random(seed)
    parts = [part.split("|") for part in (SUBJECTS, VERBS, THINGS, DOINGS, TAILS)]
    made = []
    for _ in range(count):
        drawn = [" ".join(rng.choice(part) for part in parts) + "." for _ in range(sentences)]
        made.append("\n".join(" ".join(drawn[n : n + 5]) for n in range(0, sentences, 5)))
    return made


def from_folder(folder: Path) -> list[str]:
    """Every text, TEI or HTML file below a folder, tags taken out, cut to handy documents."""
    made: list[str] = []
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".txt", ".xml", ".html"} or (
            path.with_suffix(".html").exists() and path.suffix == ".txt"
        ):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if path.suffix in {".xml", ".html"}:
            text = re.sub(r"(?is)<(teiHeader|script|style|head)\b.*?</\1>", " ", text)
            text = html.unescape(re.sub(r"<[^>]+>", " ", text))
        paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
        whole = "\n".join(part for part in paragraphs if part)
        made.extend(whole[at : at + MAX_LENGTH] for at in range(0, len(whole), MAX_LENGTH))
    return [text for text in made if len(text) >= MIN_LENGTH]
