"""Which quotation marks make a claim: a source's words, a credited label, a scare word, or a title."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.quotations.cues import is_word_as_word, names_a_label, said
from verifier.quotations.titles import is_title, words_of
from verifier.records.quotation import QuotationKind

LABEL_WORDS = 2  # words a label may have: the contract's "one- or two-word label"
SCARE_WORDS = 4  # words up to which marks with no note and no speaker are taken for irony or emphasis


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a quotation stands.

    `lead_in` is the sentence up to the opening mark, `after` the words behind the closing one. `attached` says
    that a note mark follows at once, `same_sentence` that one follows before the sentence ends, `governed` that
    one follows in the paragraph. `secondary` marks are those the manuscript does not use for its quotations.
    """

    lead_in: str
    after: str
    attached: bool
    same_sentence: bool
    governed: bool
    secondary: bool

    @property
    def is_said(self) -> bool:
        """The words around speak of saying."""
        return said(self.lead_in, self.after)

    @property
    def is_credited(self) -> bool:
        """Somebody is given as the source: by a note in the sentence, or by a verb of saying and a later note."""
        return self.attached or self.same_sentence or (self.governed and self.is_said)


def classify(text: str, setting: Setting) -> QuotationKind:
    """What the marks around `text` mean."""
    length = len(words_of(text))
    if is_title(text, setting.lead_in, setting.after, attached=setting.attached):
        return QuotationKind.TITLE
    if setting.secondary and not setting.attached and length <= SCARE_WORDS:
        return QuotationKind.SCARE
    if length <= LABEL_WORDS:
        return _short(text, setting)
    if length <= SCARE_WORDS and not setting.governed and not setting.is_said:
        return QuotationKind.SCARE
    return QuotationKind.QUOTE


def _short(text: str, setting: Setting) -> QuotationKind:
    """One or two words: nobody's, or somebody's label, or a fragment of what somebody said."""
    if not setting.is_credited or (is_word_as_word(setting.after) and not setting.attached):
        return QuotationKind.SCARE
    label = names_a_label(setting.lead_in, setting.after) and not text.rstrip().endswith(("!", "?"))
    return QuotationKind.TERM if label else QuotationKind.QUOTE
