"""From the judge's own odds to a confidence that means what it says.

The knots were set on held-out draws of the generator (benchmarks/matching: seeds and a noise model that no constant
was chosen on; 4,600 judgements at 0 to 10 % misread letters and on a library's OCR, half faithful), by the share of
right verdicts among those with about these odds, pooled with their neighbours where few. What still goes wrong among
the surest failures is not a word misjudged but a passage misplaced, hence their ceiling. Between knots the line is
straight, so that more evidence never lowers a confidence. Checked by the calibration error that the same benchmark
prints.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

PASSED = ((0.5, 0.84), (0.8, 0.87), (0.9, 0.94), (0.97, 0.98), (0.99, 0.994), (0.999, 0.998), (1.0, 0.999))
FAILED = ((0.9, 0.965), (0.97, 0.975), (0.99, 0.98), (0.999, 0.985), (1.0, 0.99))
DIGITS = 3  # decimals kept: nothing finer was ever measured


def confidence(odds: float, *, passed: bool) -> float:
    """How often a verdict with these odds (0..1) of the judge is right."""
    return round(_between(PASSED if passed else FAILED, odds), DIGITS)


def _between(knots: Sequence[tuple[float, float]], at: float) -> float:
    place = bisect_right([knot for knot, _ in knots], at)
    if place == 0:
        return knots[0][1]
    if place == len(knots):
        return knots[-1][1]
    (x0, y0), (x1, y1) = knots[place - 1], knots[place]
    return y0 + (y1 - y0) * (at - x0) / (x1 - x0)
