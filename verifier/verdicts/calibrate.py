"""From the judge's own odds to a confidence that means what it says.

The knots were set on draws of the generator (benchmarks/matching) from committee papers, addresses and novels that the
published figures are not drawn from: 10,800 judgements at 0 to 12 % misread letters, four models of noise, half of them
faithful, by the share of right verdicts among those with about these odds, pooled with their neighbours where few.
Below odds of .8 nobody is accused: one in five such quotations is faithful. What still goes wrong among failures
between .97 and .99 is not a word misjudged but a passage misplaced. Between knots the line is straight, so that more
evidence never lowers a confidence. Checked by the calibration error that the same benchmark prints.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

PASSED = (
    (0.5, 0.92),
    (0.8, 0.925),
    (0.9, 0.935),
    (0.95, 0.955),
    (0.97, 0.975),
    (0.98, 0.99),
    (0.99, 0.997),
    (1.0, 0.999),
)
FAILED = ((0.8, 0.94), (0.9, 0.965), (0.97, 0.97), (0.99, 0.978), (0.999, 0.99), (1.0, 0.997))
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
