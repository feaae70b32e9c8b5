"""What every way must answer, and whether two ways agree."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

AGREE = 1e-6


@dataclass(frozen=True)
class Answers:
    """In square metres; a field that a way does not answer is empty.

    ``remaining`` (hazards,) at the day that is asked for; ``hazardous`` (years,) each square metre once, and ``summed``
    (years,) hazard by hazard, at year-ends; ``account`` (years, kinds): hazardous land that releases ended.
    """

    remaining: NDArray[np.float64]
    hazardous: NDArray[np.float64]
    summed: NDArray[np.float64]
    account: NDArray[np.float64]

    def save(self, path: Path, **figures: float) -> None:
        """Write the answers, and figures beside them."""
        np.savez(path, **{field.name: getattr(self, field.name) for field in fields(self)}, **figures)


def load(path: Path) -> tuple[Answers, dict[str, float]]:
    """Answers and the figures beside them."""
    with np.load(path) as found:
        names = {field.name for field in fields(Answers)}
        return (
            Answers(**{name: found[name] for name in names}),
            {name: float(found[name]) for name in found.files if name not in names},
        )


def differences(one: Answers, other: Answers) -> dict[str, float]:
    """The largest relative difference of the totals of each kind of answer, and of single hazards in all their area."""
    out = {}
    for field in fields(Answers):
        here, there = getattr(one, field.name), getattr(other, field.name)
        if here.size and there.size:
            scale = (
                max(float(np.abs(there).max()), 1.0) if field.name == "remaining" else np.maximum(np.abs(there), 1.0)
            )
            out[field.name] = float((np.abs(here - there) / scale).max())
    return out
