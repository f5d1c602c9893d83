"""Invented diplomatic prose in which hardly any eight words come twice.

A page reader is tried with passages of one page on the reading of another: prose made of a few set clauses would have
them found there, and rightly. So sentences are composed of phrases, phrases of words, and frames are many.
"""

from __future__ import annotations

import random

_PEOPLE = (
    "minister", "ambassador", "colleague", "chancellor", "delegate", "officer", "president", "secretary", "general",
    "negotiator", "counsellor", "envoy", "adviser", "senator", "banker", "engineer", "editor", "commissioner",
    "admiral", "professor", "governor", "interpreter", "bishop", "broker", "consul", "inspector", "lawyer", "mayor",
)  # fmt: skip
_THINGS = (
    "treaty", "ceasefire", "embargo", "election", "agreement", "timetable", "frontier", "harbour", "pipeline", "loan",
    "budget", "shipment", "garrison", "railway", "memorandum", "resolution", "ministry", "parliament", "currency",
    "reactor", "airfield", "newspaper", "strike", "harvest", "tariff", "archive", "bridge", "convoy", "demand",
    "exchange", "fishery", "guarantee", "hostage", "inquiry", "journey", "kingdom", "lease", "market", "observer",
    "pension", "quarrel", "refugee", "satellite", "tribunal", "uprising", "village", "warning", "census", "dispute",
    "factory",
)  # fmt: skip
_KINDS = (
    "new", "secret", "northern", "costly", "provisional", "joint", "unpopular", "legal", "second", "foreign", "modest",
    "military", "unfinished", "hostile", "private", "recent", "southern", "old", "public", "cautious", "distant",
    "economic", "former", "grave", "honest", "internal", "larger", "maritime", "neutral", "obscure", "patient",
    "rural", "sudden", "technical", "urgent", "vague", "western", "younger", "awkward", "bilateral",
)  # fmt: skip
_SAID = (
    "said", "noted", "replied", "stressed", "believed", "argued", "reported", "conceded", "feared", "hoped",
    "insisted", "denied", "recalled", "suspected", "complained", "predicted", "remarked", "repeated", "warned",
    "admitted", "claimed", "doubted", "explained", "guessed", "implied", "observed", "promised", "regretted",
)  # fmt: skip
_DID = (
    "delay", "accept", "weaken", "finance", "replace", "inspect", "cancel", "defend", "enlarge", "forbid", "ignore",
    "justify", "loosen", "mention", "occupy", "postpone", "question", "rebuild", "settle", "threaten", "undermine",
    "visit", "withdraw", "advertise", "blockade", "condemn", "divide", "exploit", "favour", "govern", "hasten",
    "improve", "measure", "neglect", "oppose", "protect", "reform", "support", "tolerate", "welcome",
)  # fmt: skip
_WOULD = (
    "would", "could not", "might", "should", "must",
    "would never", "had to", "was unable to", "intended to", "refused to",
    "meant to", "was ready to", "had been asked to", "seemed likely to", "did not wish to", "was entitled to",
)  # fmt: skip
_WHERE = (
    "in", "near", "behind", "beyond", "outside",
    "across", "around", "along", "opposite", "within reach of", "on behalf of",
    "without", "against", "in return for", "in spite of", "because of", "instead of", "apart from", "together with",
    "by means of",
)  # fmt: skip
_WHEN = (
    "before {month}", "after {n} days", "in {year}",
    "until the end of {month}", "within {n} hours", "since {month} {year}",
    "early in {year}", "for {n} months", "on {day} {month}",
    "throughout {year}", "some {n} weeks later", "by mid-{month}",
)  # fmt: skip
_JOIN = (
    "although", "because", "unless", "while", "since", "as", "even if", "so that", "whereas", "until", "provided that",
    "as long as", "in case", "now that", "wherever", "once",
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SENTENCES = 60  # more than fill a sheet


def sentences(dice: random.Random) -> str:
    """A paragraph or two of it, the same for the same state of the dice."""
    return " ".join(_sentence(dice) for _ in range(SENTENCES))


def _sentence(dice: random.Random) -> str:
    clause = f"{_who(dice)} {dice.choice(_SAID)} that {_who(dice)} {_does(dice)}"
    frames = (
        lambda: f"{clause}, {dice.choice(_JOIN)} {_what(dice)} {_does(dice)}",
        lambda: f"{dice.choice(_JOIN)} {_what(dice)} {_does(dice)}, {clause}",
        lambda: f"{_when(dice)} {clause}",
        lambda: f"{clause} and {dice.choice(_WOULD)} {dice.choice(_DID)} {_what(dice)}",
        lambda: f"{_what(dice)} {_place(dice)} {_does(dice)}; {clause}",
        lambda: f"{_who(dice)}, {_place(dice)}, {dice.choice(_SAID)} {_when(dice)} that {_what(dice)} {_does(dice)}",
    )
    made = dice.choice(frames)()
    return made[0].upper() + made[1:] + "."


def _does(dice: random.Random) -> str:
    rest = dice.choice((_when, _place, lambda _dice: ""))(dice)
    return f"{dice.choice(_WOULD)} {dice.choice(_DID)} {_what(dice)} {rest}".rstrip()


def _place(dice: random.Random) -> str:
    return f"{dice.choice(_WHERE)} {_what(dice)}"


def _what(dice: random.Random) -> str:
    kind = f"{dice.choice(_KINDS)} " if dice.random() < 0.7 else ""
    return f"{dice.choice(('the', 'this', 'their', 'his', 'our', 'every', 'no', 'that'))} {kind}{dice.choice(_THINGS)}"


def _who(dice: random.Random) -> str:
    kind = f"{dice.choice(_KINDS)} " if dice.random() < 0.4 else ""
    return f"{dice.choice(('the', 'some', 'their', 'our', 'one', 'another'))} {kind}{dice.choice(_PEOPLE)}"


def _when(dice: random.Random) -> str:
    return dice.choice(_WHEN).format(
        n=dice.randrange(2, 99), day=dice.randrange(1, 29), month=dice.choice(_MONTHS), year=dice.randrange(1947, 1999)
    )
