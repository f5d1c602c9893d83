"""What the judge knows of words: how common they are, and the small closed classes that carry a sentence's sense.

`data/english.txt` lists common words by frequency class (how it was made: benchmarks/matching/make_lexicon.py).
In another language the list knows few of the words; the judge then leans on the source's own vocabulary.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from verifier.alignment.words import word_set

UNKNOWN = 5e-8  # share of running words that one given unlisted word makes up: a sixth of the rarest listed class
TITLE_SHARE = 1e-4  # of running words: a title that the list lacks
PER = 1e-9  # the classes count half decades of occurrences per thousand million words

NEGATIONS = word_set(
    "not no never none nothing nobody neither nor nowhere without cannot cant wont dont didnt doesnt isnt "
    "arent wasnt werent shouldnt wouldnt couldnt mustnt hasnt havent hadnt shant aint hardly scarcely barely"
)
AFFIRMED = word_set(
    "either ever or one with can is are was were do does did have has had should would could must"
)  # what is left of a denial without the letters that deny: neither, never, nor, none, without, cannot, isn't
MODALS = word_set("may might must shall should will would can could ought need cannot")
QUANTIFIERS = word_set(
    "all any some every each most many few several both only always often sometimes seldom rarely more less "
    "least nearly almost about at approximately exactly fully partly entirely wholly half much little usually "
    "generally ever first last"
) - {"at", "about"}
FUNCTION_WORDS = word_set(
    "a an the this that these those of in on at by for with from to into onto upon over under above below "
    "between among through during before after since until till against about as if than then so and or but "
    "yet while when where which who whom whose what why how whether because although though is are was were "
    "be been being am has have had having do does did done doing he she it they we you i him her them us me "
    "his hers its their theirs our ours my mine your yours himself herself itself themselves ourselves myself "
    "there here also too very just such same own out up down off again further now well however therefore "
    "thus hence"
)
OPPOSITES = frozenset(
    frozenset(pair.split("/"))
    for pair in word_set("before/after until/since to/from and/or if/unless for/against over/under above/below up/down")
)  # small words that turn a sentence's sense when one stands for the other
LIGHT_WORDS = word_set("a an the of in on at to for by with from that which and or as so its it is")
TITLES = word_set("mr mrs ms miss dr messrs sir lady lord")  # before a name, and no part of it
REVERSALS = word_set("but unless except however although though yet only provided until")
MONTHS = word_set(
    "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday"
) - {"may", "march", "mar"}


@cache
def _frequencies() -> dict[str, float]:
    listed: dict[str, float] = {}
    text = files("verifier.verdicts").joinpath("data/english.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        number, *words = line.split(" ")
        share = PER * 10 ** (int(number) / 2)
        for word in words:
            listed.setdefault(word, share)
    for title in TITLES:  # the list was made of words that stand without a full stop
        listed.setdefault(title, TITLE_SHARE)
    return listed


def listed() -> tuple[str, ...]:
    """Every listed word, the commonest first."""
    return tuple(_frequencies())


def known(word: str) -> bool:
    """True for a listed word (folded letters)."""
    return word in _frequencies()


def share(word: str) -> float:
    """The share of running English words that are this word (0..1); UNKNOWN for one not listed."""
    return _frequencies().get(word, UNKNOWN)


def regular_forms(word: str) -> tuple[str, ...]:
    """Forms of a word no list has, by the commonest endings."""
    if len(word) < 4 or not word.isalpha():
        return ()
    return (word[:-1],) if word.endswith("s") else (word + "s",)


def same_stem(left: str, right: str) -> bool:
    """True for two forms of one word: debate, debates; policy, policies; is, was."""
    if right in forms(left):
        return True
    if FUNCTION_WORDS.intersection((left, right)):
        return False
    shared = next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    rest = {left[shared:], right[shared:]}
    return shared >= MIN_STEM and shared >= 0.6 * max(len(left), len(right)) and rest <= _ENDINGS


MIN_STEM = 4  # letters that must agree before two words are forms of one where no list says so
_ENDINGS = word_set("s es ed d ing ly er ers ies ied y e est al ally ment ments ion ions ive ation") | {""}
_FORMS = (
    ("", "s"), ("", "ed"), ("", "ing"), ("", "d"), ("", "es"), ("", "ly"), ("e", "ing"), ("y", "ies"), ("y", "ied"),
    ("d", "s"), ("ed", "s"), ("ed", "ing"), ("ing", "s"), ("ion", "ions"), ("t", "ce"), ("", "n"), ("", "al"),
)  # fmt: skip
_IRREGULAR = (
    "is are was were be been being", "has have had having", "do does did done doing", "go goes went gone going",
    "say says said saying", "make makes made making", "take takes took taken taking",
    "give gives gave given giving", "come comes came coming", "see sees saw seen seeing",
    "know knows knew known knowing", "think thinks thought", "get gets got getting", "find finds found finding",
    "tell tells told telling", "feel feels felt feeling", "leave leaves left leaving", "hold holds held holding",
    "mean means meant meaning", "keep keeps kept keeping", "begin begins began begun", "speak speaks spoke spoken",
    "write writes wrote written", "stand stands stood", "this these", "that those", "man men", "woman women",
    "child children", "he him his", "she her hers", "they them their", "we us our", "i me my",
    "meet meets met meeting", "lose loses lost losing", "bring brings brought", "send sends sent",
    "build builds built building", "spend spends spent", "lend lends lent", "deal deals dealt", "fight fights fought",
    "seek seeks sought", "buy buys bought", "teach teaches taught", "catch catches caught", "sell sells sold",
    "lead leads led", "run runs ran", "win wins won", "sit sits sat", "pay pays paid", "lay lays laid",
    "hear hears heard", "draw draws drew drawn", "withdraw withdraws withdrew withdrawn", "grow grows grew grown",
    "fall falls fell fallen", "rise rises rose risen", "drive drives drove driven", "choose chooses chose chosen",
    "break breaks broke broken", "strike strikes struck", "become becomes became",
    "understand understands understood", "undertake undertakes undertook undertaken",
)  # fmt: skip


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    made: dict[str, tuple[str, ...]] = {}
    for row in _IRREGULAR:
        words = row.split()
        for word in words:
            made[word] = (*made.get(word, ()), *(other for other in words if other != word))
    return made


@cache
def forms(word: str) -> tuple[str, ...]:
    """Other listed forms of one word: number, tense, person. A function word has no regular ones: to, not ton."""
    made = set(_irregular().get(word, ()))
    for a, b in () if word in FUNCTION_WORDS else _FORMS:
        for old, new in ((a, b), (b, a)):
            if word.endswith(old):
                other = word[: len(word) - len(old)] + new
                if other != word and len(other) > 2 and known(other) and other not in FUNCTION_WORDS:
                    made.add(other)
    return tuple(sorted(made))
