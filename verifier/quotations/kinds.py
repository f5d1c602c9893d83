"""Which quotation marks make a claim: a source's words, a credited label, a scare word, or a title."""

from __future__ import annotations

import re

from verifier.records.quotation import QuotationKind

LABEL_WORDS = 2  # words a label may have: the contract's "one- or two-word label"
SCARE_WORDS = 4  # words up to which marks with no note and no speaker are taken for irony or emphasis
TITLE_CONTENT_WORDS = 3  # capitalised content words that make a title by shape alone

_WORD = re.compile(r"[^\W_]+(?:[’'.\-‐][^\W_]+)*")
_SMALL_WORDS = (
    "a an the and or but nor of in on at to for from by with as into over under per via vs is are not it "
    "its that de la le les du des et un une der die das und von zu im am il lo "
)
_SMALL = frozenset(_SMALL_WORDS.split())
_WORK = re.compile(
    r"\b(?:articles?|books?|books’|essays?|chapters?|reports?|papers?|memoirs?|titled|entitled|called|headed|headlined|"
    r"pamphlets?|speech|lecture|address|stud(?:y|ies)|theses|thesis|dissertation|volume|folder|file|film|movie|poem|"
    r"song|novel|journal|magazine|editorial|op-ed|column|section|cable|memo(?:randum)?|piece|review|series|project|"
    r"course|module|table|figure|appendix|annex|part)\b[^.!?;]{0,40}$",
    re.IGNORECASE,
)
_NAMING = re.compile(
    r"(?:\b(?:called|terms?|termed|dubbed|labell?ed|named|nicknamed|phrase|word|words|known as|referred to as|"
    r"described as|characteri[sz]ed as|notion of|concept of|idea of|sense of|so-called|motto|slogan|label|epithet)"
    r"(?:\s+(?:as|of|a|an|the|it|them|this|that|him|her))*[,:]?)\s*$",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"(?:\b(?:a|an|the|this|these|those|his|her|its|their|our|my|your|such|of|as|first|second|third|new|own|some|any|"
    r"each|every|more|former|one|two|three|four|five|six|seven|eight|nine|ten|dozen|several|many|few|both|\d+|called|termed|dubbed|becoming|or|for|between|from|with|in|on|by)|\w[’']s|s[’'])\s+$",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|stat(?:e|es|ed|ing)|wr(?:ite|ites|ote|itten|iting)|argu(?:e|es|ed|ing)|declar(?:e|es|ed|ing)|"
    r"warn(?:s|ed|ing)?|not(?:e|es|ed|ing)|add(?:s|ed|ing)?|repl(?:y|ies|ied|ying)|answer(?:s|ed|ing)?|ask(?:s|ed|ing)?|"
    r"insist(?:s|ed|ing)?|conced(?:e|es|ed|ing)|claim(?:s|ed|ing)?|assert(?:s|ed|ing)?|explain(?:s|ed|ing)?|"
    r"report(?:s|ed|ing)?|t(?:ell|ells|old|elling)|according to|remark(?:s|ed|ing)?|observ(?:e|es|ed|ing)|"
    r"announc(?:e|es|ed|ing)|conclud(?:e|es|ed|ing)|promis(?:e|es|ed|ing)|accus(?:e|es|ed|ing)|describ(?:e|es|ed|ing)|"
    r"recall(?:s|ed|ing)?|recount(?:s|ed|ing)?|predict(?:s|ed|ing)?|complain(?:s|ed|ing)?|suggest(?:s|ed|ing)?|"
    r"propos(?:e|es|ed|ing)|agree(?:s|d|ing)?|admit(?:s|ted|ting)?|emphasiz(?:e|es|ed|ing)|express(?:es|ed|ing)?|"
    r"call(?:s|ed|ing) for|quot(?:e|es|ed|ing)|read(?:s|ing)?|put it|exclaim(?:s|ed|ing)?|assur(?:e|es|ed|ing)|"
    r"denounc(?:e|es|ed|ing)|urg(?:e|es|ed|ing)|point(?:s|ed|ing)? out|counter(?:s|ed|ing)?|continu(?:e|es|ed|ing)|"
    r"persist(?:s|ed|ing)?|stress(?:es|ed|ing)?|respond(?:s|ed|ing)?|characteri[sz](?:e|es|ed|ing))\b",
    re.IGNORECASE,
)


def words_of(text: str) -> list[str]:
    """The words of a quotation, punctuation and brackets aside."""
    return _WORD.findall(text)


def classify(
    text: str, lead_in: str, after: str, *, attached: bool, same_sentence: bool, governed: bool, secondary: bool
) -> QuotationKind:
    """What the marks around `text` mean.

    `lead_in` is the sentence up to the opening mark, `after` the words behind the closing one. `attached` says
    that a note mark follows at once, `same_sentence` that one follows before the sentence ends, `governed` that
    one follows in the paragraph. `secondary` marks are those the manuscript does not use for its quotations.
    """
    if is_title(text, lead_in, after, attached=attached):
        return QuotationKind.TITLE
    length = len(words_of(text))
    said = bool(_SAYING.search(lead_in[-160:])) or lead_in.rstrip().endswith((":", ","))
    if secondary and not attached and length <= SCARE_WORDS:
        return QuotationKind.SCARE
    credited = attached or same_sentence or (governed and said)
    if length <= LABEL_WORDS:
        return _short(lead_in, text, credited=credited)
    if length <= SCARE_WORDS and not governed and not said:
        return QuotationKind.SCARE
    return QuotationKind.QUOTE


def _short(lead_in: str, text: str, *, credited: bool) -> QuotationKind:
    """One or two words: nobody's, or somebody's label, or a fragment of what somebody said."""
    if not credited:
        return QuotationKind.SCARE
    labels = _NAMING.search(lead_in) or (_DETERMINER.search(lead_in) and not text.rstrip().endswith(("!", "?")))
    return QuotationKind.TERM if labels else QuotationKind.QUOTE


def is_title(text: str, lead_in: str, after: str, *, attached: bool = False) -> bool:
    """True for a quoted title of a work: title case, and words around it that speak of a work (or enough of it)."""
    content = [word for word in words_of(text) if word.lower() not in _SMALL]
    capitals = [word for word in content if word[0].isupper() or word[0].isdigit()]
    lettered = [word for word in content if word[0].isalpha()]
    if len(lettered) < 2 or len(capitals) < len(content) or text.isupper() or re.search(r"[.!]\s+\S|;|\[", text):
        return False
    if all(word.isupper() for word in lettered):
        return False
    named = bool(_WORK.search(lead_in)) or bool(re.match(r"\W{0,3}\(\d{4}", after))
    return named or (not attached and len(lettered) >= TITLE_CONTENT_WORDS)
