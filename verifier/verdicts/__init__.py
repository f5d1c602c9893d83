"""The judge: what a scan did and what an author did, word by word."""

from verifier.verdicts.compare import compare

__all__ = ["compare"]
