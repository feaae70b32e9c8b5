"""The partition of a record's land for one group of channels, asked by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from ploughshare.land import engine
from ploughshare.land.engine import Events, Partition, State
from ploughshare.land.facts import Facts
from ploughshare.land.released import Release

Measure = Callable[[Events, list[int]], Partition]
"""What partitions the land by events and groups: the engine here, or its regions on a cluster, with the same totals."""


@dataclass(frozen=True, eq=False)
class Measured:
    """What the engine measured of ``facts`` for the channels of ``mask``.

    ``positions`` are those of the partition's groups, by mask. ``own`` are the ids of the releases whose stated areas
    count here, None for all: those of another place end land here and are stated there.
    """

    facts: Facts
    mask: int
    partition: Partition
    positions: Mapping[int, int]
    own: Collection[str] | None = None

    @classmethod
    def of(
        cls, facts: Facts, mask: int, own: Collection[str] | None = None, measure: Measure = engine.partition
    ) -> Measured:
        """Partition the land; a second time where releases left hazard, to tell why."""
        partition = measure(facts.events, [mask])
        reasons: set[int] = set()
        blocked = partition.blocked[0].tolist()
        for release, event in zip(facts.releases, facts.release_events, strict=True):
            if event is not None and blocked[event]:
                reasons |= {facts.ended_by(release) & mask, facts.of_types(release) & mask}
        groups = [mask, *sorted(reasons - {mask, 0})]
        if len(groups) > 1:
            partition = measure(facts.events, groups)
        return cls(facts, mask, partition, {group: place for place, group in enumerate(groups)}, own)

    def posts(self, release: Release) -> bool:
        """Whether the release's stated area counts here."""
        return self.own is None or release.id in self.own

    def concerns(self, release: Release, event: int | None) -> bool:
        """Whether the release speaks of land of this group, so that what it states is posted here.

        It does where it ended such land. Else it must cover a type of the group, and an area that it names must have
        held one; where a group is of one class, must have been of that class when the release came to count.
        """
        facts = self.facts
        if not facts.of_types(release) & self.mask:
            return False
        if self.mask == facts.groups["all"] or (event is not None and self.ended_by(event) > 0):
            return True
        named = [hazard for id in release.areas for hazard in self._held.get(id, ())]
        widened = facts.channels.of_any_class(self.mask)
        if widened == self.mask:
            return not named or any(channels & self.mask for _, _, channels in named)
        return any(begins <= release.start <= ends and channels & self.mask for begins, ends, channels in named)

    @cached_property
    def _held(self) -> Mapping[str, list[tuple[int, int, int]]]:
        """Area -> first day, end and channels of each of its hazards."""
        held: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for hazard in self.facts.hazards:
            held[hazard.id].append((hazard.begins, hazard.ends, self.facts.held_by(hazard)))
        return held

    def area(self, event: int) -> float:
        """The area of the event's outline."""
        return self._areas[event]

    def credit(self, event: int) -> list[float]:
        """Where the event made its state when it started, by the state before."""
        return self._credit[event]

    def blocked(self, event: int, mask: int) -> float:
        """Where the event did not make its state for the channels of a mask: land that stays hazardous in them."""
        return self._blocked[self.positions[mask]][event]

    def ended_by(self, release: int) -> float:
        """Hazard that the event of a release ended."""
        return self._credit[release][State.HAZARDOUS]

    def hazardous_again(self, release: int) -> float:
        """Land that was hazardous again when the release's acceptance was withdrawn."""
        return self._ended[release][State.HAZARDOUS]

    def ended(self, hazard: int) -> list[float]:
        """What was hazardous until the event of a hazard ended, by the state after."""
        return self._ended[hazard]

    def hazardous(self, day: int) -> float:
        """Hazardous land at the end of a day, each square metre once."""
        return float(self.partition.hazardous_m2([day], 0)[0])

    # The partition answers in arrays; as lists, each row's numbers are had at once.

    @cached_property
    def _areas(self) -> list[float]:
        return list(self.partition.area_m2.tolist())

    @cached_property
    def _credit(self) -> list[list[float]]:
        return list(self.partition.credit[0].tolist())

    @cached_property
    def _blocked(self) -> list[list[float]]:
        return list(self.partition.blocked.tolist())

    @cached_property
    def _ended(self) -> list[list[float]]:
        return list(self.partition.ended[0].tolist())
