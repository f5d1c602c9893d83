"""Q rules: what differs between the quotation and the source."""

from __future__ import annotations

from verifier.records.findings import Severity
from verifier.rules.base import Rule

FAIL, REVIEW, NOTE = Severity.FAIL, Severity.REVIEW, Severity.NOTE

RULES: tuple[Rule, ...] = (
    Rule(
        "Q101", "negation changed", FAIL,
        "A word that denies (not, no, never, without) stands on one side only.",
        "A passage and its denial agree in ninety-nine letters of a hundred and say opposite things.",
        'quoted "it is permitted"; the source reads "it is not permitted"',
    ),
    Rule(
        "Q102", "number changed", FAIL,
        "A number, written in digits or in words, is another one in the source.",
        "Figures are quoted for their exactness; one digit turns 50 missiles into 60.",
        'quoted "in 1962"; the source reads "in 1963"',
    ),
    Rule(
        "Q103", "date changed", FAIL,
        "A month or a day of the week is another one in the source.",
        "The order of events is often the whole argument.",
        'quoted "on Tuesday"; the source reads "on Thursday"',
    ),
    Rule(
        "Q104", "name changed", FAIL,
        "A proper name is another one in the source.",
        "Words put into the wrong mouth, or said of the wrong country, are evidence of nothing.",
        'quoted "Bonn objected"; the source reads "Paris objected"',
    ),
    Rule(
        "Q105", "modal or quantifier changed", FAIL,
        "A word of obligation, possibility or extent (may, must, all, some) is another one in the source.",
        "What a government may do and what it must do are different policies.",
        'quoted "we shall withdraw"; the source reads "we may withdraw"',
    ),
    Rule(
        "Q106", "word changed", FAIL,
        "A word that carries meaning is another one in the source.",
        "The reader is told these are the source's own words.",
        'quoted "a serious offer"; the source reads "a generous offer"',
    ),
    Rule(
        "Q107", "words left out without a mark", FAIL,
        "The source has words here that the quotation drops without an ellipsis.",
        "An unmarked cut hides a qualification as easily as a digression.",
        'quoted "a treaty in principle"; the source reads "a treaty only in principle"',
    ),
    Rule(
        "Q108", "words added without a mark", FAIL,
        "The quotation has words here that the source lacks, and no brackets around them.",
        "Words of the author's own pass for the source's.",
        'quoted "clearly opposed"; the source reads "opposed"',
    ),
    Rule(
        "Q109", "order changed", FAIL,
        "The source has these words, but in another order.",
        "Order carries cause, contrast and emphasis.",
        'quoted "he agreed, having refused"; the source reads "having agreed, he refused"',
    ),
    Rule(
        "Q201", "another form of the word", REVIEW,
        "The quotation has another form of the source's word: number, tense, person.",
        "Usually made to fit the sentence; style asks for brackets.",
        'quoted "they protested"; the source reads "they protest"',
    ),
    Rule(
        "Q202", "small word changed", REVIEW,
        "An article, preposition, pronoun or conjunction is another one in the source, or on one side only.",
        "Mostly a slip of copying; sometimes it changes who did what to whom.",
        'quoted "of the talks"; the source reads "on the talks"',
    ),
    Rule(
        "Q203", "another spelling", REVIEW,
        "The same word by another convention: British or American, a number in words or digits.",
        "Harmless to the sense, but the quotation is not letter for letter.",
        'quoted "honor"; the source reads "honour"',
    ),
    Rule(
        "Q204", "slip of the source put right", REVIEW,
        "The source has a slip of spelling here that the quotation silently corrects.",
        "Scholarly quotation keeps the slip and adds [sic], or brackets the correction.",
        'quoted "receive"; the source reads "recieve"',
    ),
    Rule(
        "Q301", "ellipsis hides a reversal", FAIL,
        "What the ellipsis leaves out holds a word that denies or turns what is quoted.",
        "An ellipsis promises that nothing of weight is missing.",
        'quoted "we are ... prepared to leave"; left out: "not"',
    ),
    Rule(
        "Q302", "ellipsis reverses the order", FAIL,
        "The part after the ellipsis stands before the other in the source.",
        "An ellipsis promises that the words follow each other in this order.",
        'quoted "A ... B"; in the source B comes first',
    ),
    Rule(
        "Q303", "ellipsis spans too much", FAIL,
        "The two sides of the ellipsis stand too far apart to be one passage.",
        "Two statements, perhaps on two subjects, read as one.",
        "two sentences ten pages apart joined by three dots",
    ),
    Rule(
        "Q304", "ellipsis hides a change of speaker", FAIL,
        "Another speaker begins to talk in what the ellipsis leaves out.",
        "One person is given another's words.",
        'left out: "THE PRESIDENT: I disagree."',
    ),
    Rule(
        "Q305", "long ellipsis", REVIEW,
        "The ellipsis leaves out a long stretch; it is shown.",
        "A reader will want to see what was thought dispensable.",
        "two hundred words left out",
    ),
    Rule(
        "Q306", "stitched passages", FAIL,
        "The quotation joins passages that do not stand together, without an ellipsis.",
        "The joined sentence was never written.",
        "the first half stands on page 2, the second on page 7",
    ),
    Rule(
        "Q311", "bracket replaces too much", REVIEW,
        "A bracketed insertion stands in place of a long stretch, or of a word that denies.",
        "Brackets may clarify a word; they may not rewrite a sentence.",
        'quoted "we [agreed]"; the source reads "we did not at that time agree"',
    ),
    Rule(
        "Q312", "bracket adds a denial", REVIEW,
        "The bracketed words deny or turn what the source says.",
        "Marked, yet it changes the sense.",
        'quoted "it is [not] permitted"',
    ),
    Rule(
        "Q313", "[sic] without a slip", REVIEW,
        "The word before [sic] is not what the source has.",
        "[sic] vouches for the source's own spelling.",
        'quoted "recieve [sic]"; the source reads "receive"',
    ),
    Rule(
        "Q401", "what follows turns the sense", NOTE,
        "The source goes on, in the same sentence, with words that limit or turn what is quoted.",
        "A quotation cut before its qualifier says more than its source.",
        'quoted "we shall sign"; the source goes on "unless the terms change"',
    ),
    Rule(
        "Q402", "cut before its qualifier", REVIEW,
        "The quotation closes as a sentence where the source's sentence goes on with a qualification.",
        "The full stop is the author's, the sense is not.",
        'quoted "We shall sign."; the source reads "We shall sign only if Bonn agrees."',
    ),
    Rule(
        "Q403", "begins after a denial", REVIEW,
        "The words just before the quotation deny or disown it.",
        "What the source rejects is quoted as what it holds.",
        'quoted "we should withdraw"; the source reads "nobody says that we should withdraw"',
    ),
    Rule(
        "Q404", "begins after a condition", NOTE,
        "The word just before the quotation is if, whether or unless, and the manuscript has no such word.",
        "What the source supposes or leaves open is quoted as what it says.",
        'quoted "Germany stays in NATO"; the source reads "if Germany stays in NATO"',
    ),
    Rule(
        "Q405", "question and statement exchanged", REVIEW,
        "The quotation closes with a full stop where the source asks, or with a question mark where it states.",
        "Any other closing mark may follow its sentence; this one changes what was said. In a scan only a note.",
        'quoted "You will sign."; the source reads "You will sign?"',
    ),
    Rule(
        "Q501", "too short to prove anything", REVIEW,
        "Words this common would be found by accident in a text this long.",
        "That the words occur does not show that this passage was quoted.",
        'quoted "yes", from a ten-page memorandum',
    ),
    Rule(
        "Q502", "look at the page", REVIEW,
        "The reading of the scan differs by something a scan can misread and an author can change.",
        "Only the picture can tell.",
        'quoted "now"; the scan is read as "not"',
    ),
    Rule(
        "Q503", "read through scan noise", NOTE,
        "The source's reading has misread letters here; the words behind them are the quotation's.",
        "Shows what was forgiven, so that it can be checked.",
        'quoted "permitted"; the scan is read as "perrnitted"',
    ),
    Rule(
        "Q504", "settled by the second reading", NOTE,
        "The two readings of the page differ; one of them has the quotation's word.",
        "A misreading in one engine is seldom repeated by another.",
        'text layer "tlie", own OCR "the"',
    ),
    Rule(
        "Q505", "words may be hidden here", REVIEW,
        "The quotation has words where something covers the page: a withheld passage, a stamp, a blot.",
        "Another release of the same document may show them; this one proves nothing either way.",
        'quoted "in the summer of 1989"; a black box stands between "in" and "1989"',
    ),
    Rule(
        "Q506", "settled by the page's picture", NOTE,
        "The reading of the scan has another word; the page itself, looked at again there, shows the quotation's.",
        "A figure or a short word misread as another looks like an author's change until somebody looks at the page.",
        'quoted "1994"; the scan is read as "1984"; the page shows the 9 it has elsewhere',
    ),
    Rule(
        "Q507", "the page is hardly legible", REVIEW,
        "The quotation was not found, and the cited page is read so poorly that it may stand there.",
        "Of a smeared carbon an engine reads every third word; that it lacks a passage says nothing.",
        'page 1 of the file: 310 of 600 words are no words ("impliostions ef thase telks")',
    ),
    Rule(
        "Q601", "capital changed", NOTE,
        "The first letter's case differs and is not in brackets.",
        "Some house styles allow it, legal and documentary editing do not.",
        'quoted "The talks"; the source reads "the talks"',
    ),
    Rule(
        "Q701", "another speaker", FAIL,
        "The record gives these words to another speaker than the manuscript does.",
        "In a record of conversation the speaker is half the evidence.",
        'credited to the President; the record has "PRIME MINISTER:"',
    ),
    Rule(
        "Q702", "another record of the same words", REVIEW,
        "The source tells the same in other words: another record, a summary or another translation.",
        "The right talk, but not these words: the note may name the wrong record.",
        "most of the names and figures agree, the sentences do not",
    ),
    Rule(
        "Q703", "not in the source", FAIL,
        "The readable source does not hold the quotation; the nearest passage is shown.",
        "Either the note or the quotation is wrong.",
        "no passage shares more than half of its words",
    ),
)  # fmt: skip
