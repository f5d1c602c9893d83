"""One adapter per archive: which document a URL names, what to request for it, and how bytes become layers of text."""

from __future__ import annotations

from verifier.sources.base import Adapter, Answer, UrlForm
from verifier.sources.registry import adapter, adapters, left_out, recognise

__all__ = ["Adapter", "Answer", "UrlForm", "adapter", "adapters", "left_out", "recognise"]
