"""What releases post: hazard ended beside area stated, and on the memorandum what was reported at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ploughshare.land.engine.states import FAR, State
from ploughshare.land.left_out import stated_m2
from ploughshare.land.measured import Measured
from ploughshare.land.posting import REPORTED, Difference, Posting, post
from ploughshare.land.released import Release
from ploughshare.land.slips import outline_difference

OF_OUTLINE = ("stated_against_outline", "unit_slip")


@dataclass(frozen=True, eq=False)
class ReleasePostings:
    """The postings of all releases that speak of a group of channels."""

    measured: Measured

    def __iter__(self) -> Iterator[Posting]:
        facts = self.measured.facts
        for release, event in zip(facts.releases, facts.release_events, strict=True):
            if release.why_not == "same_as" or not self.measured.concerns(release, event):
                continue
            if self.measured.posts(release):
                yield from self._counted(release, event) if release.is_in_books else self._uncounted(release)
            elif event is not None:
                yield from self._of_another_place(release, event)

    def _uncounted(self, release: Release) -> Iterator[Posting]:
        """Reported, and not accepted or not dated: on the memorandum only."""
        stated, reason = stated_m2(release.row), str(release.why_not)
        yield self._post(release, release.reported, REPORTED + release.line, stated, 0.0, (reason, stated or 0.0))

    def _of_another_place(self, release: Release, event: int) -> Iterator[Posting]:
        """It posts what it ended here, and its stated area in its own place."""
        ended = self.measured.ended_by(event)
        if ended:
            why = ("another_place", -ended)
            yield self._post(release, release.start, release.line, 0.0, ended, why)
            yield self._post(release, release.start, REPORTED + release.line, 0.0, ended, why)
        again = self.measured.hazardous_again(event)
        if again:
            yield self._post(release, release.end, "acceptance_withdrawn", 0.0, again, ("another_place", -again))

    def _counted(self, release: Release, event: int | None) -> Iterator[Posting]:
        stated = stated_m2(release.row)
        if release.start >= release.end:  # accepted and refused at once: it never counted
            yield self._post(
                release, release.reported, REPORTED + release.line, stated, 0.0, ("rejected", stated or 0.0)
            )
            return
        ended = 0.0 if event is None else self.measured.ended_by(event)
        why = self._why_less(release, event, stated)
        yield self._post(release, release.start, release.line, stated, ended, *why)
        # The memorandum has what was reported on its own day, and the hazard ended on the day from which it counts.
        known = stated or 0.0
        yield self._post(release, release.reported, REPORTED + release.line, stated, 0.0, ("another_period", known))
        unstated = [("area_not_stated", -ended)] if stated is None else []
        carried = [*why, *unstated, ("another_period", -known)]
        yield self._post(release, release.start, REPORTED + release.line, 0.0, ended, *carried)
        if release.end < FAR:
            again = 0.0 if event is None else self.measured.hazardous_again(event)
            named = [(name, m2) for name, m2 in why if name in OF_OUTLINE]
            if stated is not None:
                named.append(("not_hazardous_again", stated - again - sum(m2 for _, m2 in named)))
            yield self._post(release, release.end, "acceptance_withdrawn", stated, again, *named)

    def _why_less(self, release: Release, event: int | None, stated: float | None) -> list[Difference]:
        """Why a release ended less hazard, or more, than it states."""
        if stated is None:
            return []
        facts, mask = self.measured.facts, self.measured.mask
        if event is None:
            return [(self._name(str(facts.why_not(release))), stated)]
        area = self.measured.area(event)
        ends = facts.ended_by(release) & mask
        if not ends:
            return [outline_difference(stated, area), ("not_ended_depth", area)]
        credit, blocked = self.measured.credit(event), self.measured.blocked(event, mask)
        doubt = shallow = 0.0
        if blocked:
            doubt = self.measured.blocked(event, ends)
            shallow = self.measured.blocked(event, facts.of_types(release) & mask)
        return [
            outline_difference(stated, area),
            ("outside_any_hazard", credit[State.NONE]),
            ("already_released", sum(credit[State.CANCELLED :])),
            ("not_ended_doubt", doubt),
            ("not_ended_depth", shallow - doubt),
            ("not_ended_type", blocked - shallow),
        ]

    @staticmethod
    def _name(reason: str) -> str:
        return "not_ended_depth" if reason == "depth" else reason

    @staticmethod
    def _post(
        release: Release, day: int, line: str, stated: float | None, measured: float, *why: Difference
    ) -> Posting:
        row = "releases", release.id
        return post(day, line, row, release.organisation, stated=stated, measured=measured, differences=why)
