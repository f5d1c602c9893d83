"""What people have settled: findings ignored in place with a reason, and findings known before (a baseline).

Words and keys only; nothing here knows what a verdict or a link is.
"""

from __future__ import annotations

from verifier.suppressions.baseline import Baseline, finding_key, read_baseline, write_baseline
from verifier.suppressions.comments import Ignore, IgnoreList, find_ignores

__all__ = ["Baseline", "Ignore", "IgnoreList", "find_ignores", "finding_key", "read_baseline", "write_baseline"]
