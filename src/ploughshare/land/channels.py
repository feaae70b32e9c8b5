"""Channels: type of hazard by class of area by depth asked for, as bits of a mask of 64."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ploughshare import vocab

CLASSES: Final = ("sha", "cha")
"""The classes of area that are hazards; an area that needs survey is none."""
AP_TYPES: Final = ("ap_mines", "improvised_mines")
"""The types that make AP mined area: improvised mines count in it, once."""

NOT_STATED: Final = "not_stated"
"""The name of the type that areas hold which state none; it is no group that totals are asked of."""

_MOST_LEVELS: Final = 5
"""Levels of depth: with six types (one of them not stated) and two classes they fill a mask of 64 bits."""
NEVER: Final = Decimal("Infinity")
"""A depth that no search reaches."""

Depth = Decimal | None


def types() -> tuple[str, ...]:
    """The types of hazard, in the order of their vocabulary."""
    return tuple(vocab.load("hazard_types").terms)


@dataclass(frozen=True)
class Channels:
    """The numbering of one record's channels. ``levels`` are depths in metres, None (none asked) first.

    A level stands for all depths down to the one above it: a release that reaches none of what is asked for at a
    level ends none of it, so that a depth may be taken for deeper than it is and never for shallower.
    """

    levels: tuple[Depth, ...]

    @classmethod
    def of(cls, asked: Iterable[Depth], reached: Iterable[Depth]) -> Channels:
        """The levels for the depths asked for on hazards and reached by releases.

        Depths that the same releases reach are one level. Where more than five remain, the rarest are taken for the
        next deeper: doubt stays hazard.
        """
        steps = sorted({depth for depth in reached if depth is not None})
        counts = Counter(_step(depth, steps) for depth in asked if depth is not None)
        if not counts:
            return cls((None,))
        deepest = max(counts)
        commonest = sorted(set(counts) - {deepest}, key=lambda depth: (-counts[depth], depth))[: _MOST_LEVELS - 2]
        return cls((None, *sorted([*commonest, deepest])))

    def hazard(self, hazard_types: Iterable[str], area_class: str, asked: Depth) -> int:
        """What an area holds. One whose types are not stated holds a channel of its own."""
        depths = [depth for depth in self.levels if depth is not None]
        level = 0 if asked is None else 1 + bisect_left(depths, asked)
        held = tuple(hazard_types) or (None,)
        return _mask(self._bit(kind, CLASSES.index(area_class), level) for kind in held)

    def release(self, hazard_types: Iterable[str], reached: Depth, *, any_depth: bool) -> int:
        """What a release ends: its types where its depth is what was asked; all types end what states none."""
        level = [
            number
            for number, asked in enumerate(self.levels)
            if any_depth or asked is None or (reached is not None and reached >= asked)
        ]
        covered: set[str | None] = set(hazard_types)
        if covered >= set(types()):
            covered.add(None)
        return _mask(self._bit(kind, c, n) for kind in covered for c in range(len(CLASSES)) for n in level)

    def group(self, hazard_types: Collection[str | None], classes: Collection[str] = CLASSES) -> int:
        """The mask of those types and classes, at every depth; None is the type that is not stated."""
        return _mask(
            self._bit(kind, CLASSES.index(area_class), level)
            for kind in hazard_types
            for area_class in classes
            for level in range(len(self.levels))
        )

    def groups(self) -> Mapping[str, int]:
        """The groups by name: all, AP mined area, confirmed, and each type."""
        every = (*types(), None)
        return {
            "all": self.group(every),
            "ap_mined_area": self.group(AP_TYPES),
            "confirmed": self.group(every, ("cha",)),
            **{kind: self.group((kind,)) for kind in types()},
        }

    def named(self, name: str) -> int:
        """The mask of a group, or of one class of area in it: ``ap_mined_area.cha``. KeyError for another name.

        Beside the groups there is NOT_STATED: areas that state no type.
        """
        group, _, area_class = name.partition(".")
        mask = self.group((None,)) if group == NOT_STATED else self.groups()[group]
        if not area_class:
            return mask
        if area_class not in CLASSES:
            raise KeyError(name)
        return mask & self.group((*types(), None), (area_class,))

    def of_any_class(self, mask: int) -> int:
        """A mask with the types in it, of either class and at every depth."""
        held = [kind for kind in (*types(), None) if self.group((kind,)) & mask]
        return self.group(held)

    def _bit(self, hazard_type: str | None, class_number: int, level: int) -> int:
        every = (*types(), None)
        return (every.index(hazard_type) * len(CLASSES) + class_number) * len(self.levels) + level


def _step(asked: Decimal, steps: list[Decimal]) -> Decimal:
    """The smallest depth that a release reached and that is enough; infinity where none is."""
    place = bisect_left(steps, asked)
    return steps[place] if place < len(steps) else NEVER


def _mask(bits: Iterator[int]) -> int:
    mask = 0
    for bit in bits:
        mask |= 1 << bit
    return mask
