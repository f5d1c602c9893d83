"""Normalise, index, seed, extend: a quotation laid on a source, letter by letter and word by word."""

from verifier.alignment.fold import Folded, fold, fold_word
from verifier.alignment.pairing import Group
from verifier.alignment.prepare import Prepared, prepare
from verifier.alignment.words import Token, tokens

__all__ = ["Folded", "Group", "Prepared", "Token", "fold", "fold_word", "prepare", "tokens"]
