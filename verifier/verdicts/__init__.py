"""The judge: what a scan did and what an author did, word by word."""

from verifier.verdicts.collection import Library
from verifier.verdicts.compare import compare
from verifier.verdicts.judge import judge_layers

__all__ = ["Library", "compare", "judge_layers"]
