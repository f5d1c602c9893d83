"""What a garble proves: where letters are misread, which word they may still hide, and which they cannot vouch for."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.alignment import Token
from verifier.alignment.words import distance
from verifier.records.verdict import Cause
from verifier.verdicts.author import author_odds
from verifier.verdicts.figures import OPEN, OPEN_HIGH
from verifier.verdicts.lexicon import MODALS, NEGATIONS, share
from verifier.verdicts.marks import Word
from verifier.verdicts.noise import WORN, Noise, near_listed
from verifier.verdicts.odds import posterior, scan_odds
from verifier.verdicts.spelling import legible
from verifier.verdicts.strays import BIT
from verifier.verdicts.suspects import suspected

UNLIKE = 0.5  # share of letters that differ from which a garble supports no word at all
TELLING = 6  # letters a word must have for that: what is left of shorter ones is luck
LONG, NOTHING = 5, 0.85  # letters of a word, and the share of them that must differ, for nothing to be left of it
LUCKY = 6  # letters up to which an engine makes a listed word of what it cannot read
RARE = 1e-5  # share of running words up to which such a word is rather made than read
TORN = 3  # letters misread from which a garble that fits two modals alike is neither
LIKELIER = 0.05  # times the odds of the quoted modal, from which another may be the one that was misread
SWALLOWED = 2  # times the quotation's letters, and as many more, under which another word may lie: lost spaces join


def illegible(author: float, quoted: str, read: str, noise: Noise) -> float:
    """A garble proves no other word, and one that is unlike the quotation's word does not prove that one either.

    Where letters are misread throughout, and not in a blot here and there, the channel knows what to expect of them;
    but what is known for such a scan accuses nobody by a word that may be no word of the page.
    """
    nothing = len(quoted) >= LONG and distance(quoted, read) >= NOTHING * max(len(quoted), len(read))
    if nothing and not noise.declared:  # known scans have such garbles by the page, and hardly one hides a change
        author = max(author, OPEN)
    if noise.rate >= WORN:
        return min(author, OPEN_HIGH) if noise.worn and not legible_there(read, noise) else author
    if noise.habits.real(read):
        return author
    unlike = len(quoted) >= TELLING and distance(quoted, read) > UNLIKE * max(len(quoted), len(read))
    if legible(read):
        return max(author, OPEN_HIGH) if unlike else author
    return min(max(author, OPEN), OPEN_HIGH) if unlike else min(author, OPEN_HIGH)


def legible_there(read: str, noise: Noise) -> bool:
    """True for letters that a worn page hardly has by luck: a listed word or one letter off one, if long or common.

    Engines make words of what they cannot read: `miro`, `tin`, or the bit that is left of one, `in`.
    """
    if len(read) > LUCKY:
        return noise.habits.real(read) or near_listed(read)
    return len(read) > BIT and share(read) > RARE


def hides(words: Sequence[Word], quoted: str, read: str, noise: Noise) -> bool:
    """True where the garble is nearer to the words with a denial among them, or as near with another modal, or longer

    than they are by a word.
    """
    if len(read) >= SWALLOWED * len(quoted) + SWALLOWED:
        return True
    letters, odd = [word.token.letters for word in words], distance(quoted, read)
    if len(read) > len(quoted) and not NEGATIONS.intersection(letters):
        denied = (_with(letters, n, n, denial) for n in range(len(letters) + 1) for denial in ("not", "no"))
        if min(distance(other, read) for other in denied) <= odd - 2:
            return True
    swapped = [
        _with(letters, n, n + 1, other)
        for n, word in enumerate(letters) if word in MODALS for other in MODALS - {word}
    ]  # fmt: skip
    nearest = min((distance(other, read) for other in swapped), default=odd + 1)
    if nearest > odd or (nearest == odd < TORN):
        return False
    likeliest = max(noise.misread(other, read) for other in swapped)  # "vvoutd" is as many letters off "could"
    return likeliest > LIKELIER * noise.misread(quoted, read)


def _with(letters: Sequence[str], start: int, end: int, word: str) -> str:
    return "".join([*letters[:start], word, *letters[end:]])


def unjoined(words: Sequence[Word], placed: Sequence[Token]) -> tuple[Sequence[Word], Sequence[Token]]:
    """Words run into one, without those at either end that stand in it letter by letter: the rest is what differs.

    `wouldbe` for "could be" is `would` for "could"; all of them where nothing or everything would be left, or the
    same words and one letter, which may be the space: `needsfor` for "need for".
    """
    if len(placed) != 1 or len(words) < 2:
        return words, placed
    token = placed[0]
    low, high, read = _rest(words, token.letters)
    if high - low == len(words) or not read or _space_filled(words[low:high], read, low > 0, high < len(words)):
        return words, placed
    at = sum(len(word.token.letters) for word in words[:low])
    raw = token.raw[at : at + len(read)] if len(token.raw) == len(token.letters) else read
    return words[low:high], [Token(token.start, token.end, read, raw)]


def _space_filled(words: Sequence[Word], read: str, after: bool, before: bool) -> bool:
    """True where `read` is these words and one letter, on a side where a word was taken off."""
    quoted = "".join(word.token.letters for word in words)
    return (before and read[:-1] == quoted) or (after and read[1:] == quoted)


def _rest(words: Sequence[Word], read: str) -> tuple[int, int, str]:
    """Which of the words are left, and which letters, once words that stand at either end of `read` are taken off."""
    low, high = 0, len(words)
    while high - low > 1 and read.endswith(words[high - 1].token.letters):
        read = read.removesuffix(words[high - 1].token.letters)
        high -= 1
    while high - low > 1 and read.startswith(words[low].token.letters):
        read = read.removeprefix(words[low].token.letters)
        low += 1
    return low, high, read


def other_inside(words: Sequence[Word], placed: Sequence[Token], read: str, noise: Noise) -> float:
    """The posterior of a change where words run together are the quotation's but for one: `yellowlight`, quoted

    as "pallid light"; 0 where they are not.
    """
    low, high, read = _rest(words, read)
    quoted = "".join(word.token.letters for word in words[low:high])
    if high - low == len(words) or distance(quoted, read) < 2 or not noise.habits.real(read):
        return 0.0  # one letter more may stand for the space
    token = [Token(placed[0].start, placed[-1].end, read, read)]
    suspect = suspected(words[low:high], token, quoted, read)
    if suspect is Cause.SPELLING:
        return 0.0
    return posterior(author_odds(suspect, quoted, read, token, noise), scan_odds(quoted, read, noise))
