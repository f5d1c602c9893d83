"""Where a picture is ink and where paper. numpy only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

LARGE_PX = 2_000_000  # pixels of a page from which a twelfth of it gives the same level to one step


def threshold(grey: Grey) -> int:
    """Otsu's grey level between ink and paper, told from every twelfth pixel of a large page."""
    import numpy as np

    some = grey[::4, ::3] if grey.size > LARGE_PX else grey  # steps that no halftone shares
    counts = np.bincount(some.ravel(), minlength=256).astype(np.float64)
    weight = counts.cumsum()
    moment = (counts * np.arange(256)).cumsum()
    total, mean = weight[-1], moment[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (mean * weight / total - moment) ** 2 / (weight * (total - weight))
    return int(np.nanargmax(between[:-1])) + 1 if np.isfinite(between[:-1]).any() else 128


def filled_cells(dark: Any, side: int) -> Any:
    """The share of ink in each whole cell of `side` by `side` pixels of a mask; `side` is at most 15."""
    import numpy as np

    high, wide = (length // side for length in dark.shape)
    rows = dark[: high * side, : wide * side].view(np.uint8).reshape(high, side, wide * side).sum(1, dtype=np.uint8)
    return rows.reshape(high, wide, side).sum(axis=2, dtype=np.uint8).astype(np.float32) / (side * side)


def sample(grey: Grey) -> Grey:
    """A thin sample of the page, enough for its usual grey."""
    return grey[::8, ::8]
