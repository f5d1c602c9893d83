"""Words around a quotation that tell what its marks mean."""

from __future__ import annotations

import re

SAYING_REACH = 160  # code points before a quotation in which a verb of saying still speaks of it

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
_SAYING_BEHIND = re.compile(
    r"\W{0,3}(?:(?:he|she|they|it|I|we|[A-Z][\w’'.\-]+(?:\s[A-Z][\w’'.\-]+){0,3})\s(?:\w+ly\s|had\s)?)?"
    r"(?:said|says|wrote|writes|argued|argues|replied|asked|added|noted|stated|declared|warned|told|answered|insisted|"
    r"recalled|explained|concluded|remarked|observed|exclaimed)\b"
)
_AS_WORD = re.compile(r"\W{0,3}(?:means?|meant|signif(?:y|ies|ied)|refers?\sto|referred\sto)\b")


def said(lead_in: str, after: str) -> bool:
    """True when the words around a quotation speak of saying or writing, or lead in with a colon or comma."""
    told = _SAYING.search(lead_in[-SAYING_REACH:]) or _SAYING_BEHIND.match(after)
    return bool(told) or lead_in.rstrip().endswith((":", ","))


def names_a_label(lead_in: str, after: str) -> bool:
    """True when the words before call it a term or use it as a noun (`the`, `nine`), or those behind define it."""
    return bool(_NAMING.search(lead_in) or _DETERMINER.search(lead_in) or _AS_WORD.match(after))


def is_word_as_word(after: str) -> bool:
    """True where the text goes on to say what the quoted word means."""
    return bool(_AS_WORD.match(after))
