"""The account as a waterfall: each movement begins where the one before it ended, from opening to closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ploughshare.web.site.land.words import is_something

WIDTH: Final = 420.0
_ROW: Final = 44.0
_BAR_TOP, _BAR_HEIGHT = 19.0, 15.0
_ROOM_FOR_NUMBER: Final = 74.0
_SMALLEST_BAR: Final = 1.5


@dataclass(frozen=True)
class Step:
    """A line of the account in square metres; ``sign``: it adds (1), takes away (-1) or is a balance (0)."""

    key: str
    label: str
    m2: float
    sign: int


@dataclass(frozen=True)
class Bar:
    """A drawn line: its bar from ``x`` on, ``width`` wide, and where the next one begins; ``kind`` names its colour."""

    step: Step
    kind: str
    top: float
    x: float
    width: float
    next_x: float

    @property
    def label_y(self) -> float:
        """The line of writing of its name."""
        return self.top + 13

    @property
    def bar_y(self) -> float:
        """The upper edge of its bar."""
        return self.top + _BAR_TOP

    @property
    def foot(self) -> float:
        """The lower edge of its bar."""
        return self.bar_y + _BAR_HEIGHT

    @property
    def number_y(self) -> float:
        """The line of writing of its number."""
        return self.bar_y + 12

    @property
    def number_x(self) -> float:
        """Where its number begins."""
        return self.x + self.width + 6


@dataclass(frozen=True)
class Waterfall:
    """A drawing of ``width`` by ``height`` units; ``bar_height`` is that of each bar."""

    bars: tuple[Bar, ...]
    width: float
    height: float
    bar_height: float = _BAR_HEIGHT


_KINDS: Final = {0: "balance", 1: "more", -1: "less"}


def of(steps: Sequence[Step]) -> Waterfall:
    """The waterfall of the lines of an account in their order; movements of nothing are left out.

    What a correction takes away although its sign adds is drawn as what it does.
    """
    drawn = [step for step in steps if step.sign == 0 or is_something(step.m2)]
    ends: list[tuple[float, float]] = []
    level = 0.0
    for step in drawn:
        begin = 0.0 if step.sign == 0 else level
        level = step.m2 if step.sign == 0 else level + step.sign * step.m2
        ends.append((begin, level))
    lowest = min((min(pair) for pair in ends), default=0.0)
    highest = max((max(pair) for pair in ends), default=0.0)
    scale = (WIDTH - _ROOM_FOR_NUMBER) / ((highest - min(lowest, 0.0)) or 1.0)

    def place(m2: float) -> float:
        return (m2 - min(lowest, 0.0)) * scale

    bars = tuple(
        Bar(
            step,
            _KINDS[0 if step.sign == 0 else 1 if end > begin else -1],
            number * _ROW,
            place(min(begin, end)),
            max(abs(end - begin) * scale, _SMALLEST_BAR),
            place(end),
        )
        for number, (step, (begin, end)) in enumerate(zip(drawn, ends, strict=True))
    )
    return Waterfall(bars, WIDTH, len(drawn) * _ROW + 4)
