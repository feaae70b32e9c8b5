"""People killed and injured, as an audience may see them: nobody is to be found by those who know the place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ploughshare.evidence.small_counts import SMALLEST_SHOWN
from ploughshare.record.package import Row

_WHO: Row = dict.fromkeys(("name", "address"))
"""What tells who a person is. It leaves for no audience but the keepers, whatever the tier of the row."""

_LIKE_WHOM: Row = dict.fromkeys(("sex", "born", "age_years", "age_band"))
"""What the public does not see of a person unless there were several of the kind; a date of birth it never sees."""


def shown(victims: Sequence[Row], *, is_public: bool) -> list[Row]:
    """The victims that an audience may see at all, without what could name one of them.

    Of the victims of one accident, or of one place and year, the public sees sex and age only where there were at
    least five of each sex and age among them: with some of them shown, the others would follow.
    """
    victims = [{**row, **_WHO} if row["name"] or row["address"] else row for row in victims]
    if not is_public:
        return victims
    groups = [_group(victim) for victim in victims]
    alike = Counter((group, _kind(victim)) for group, victim in zip(groups, victims, strict=True))
    small = {group for (group, _), count in alike.items() if count < SMALLEST_SHOWN}
    return [
        {**victim, **(_LIKE_WHOM if group in small else {"born": None})}
        for group, victim in zip(groups, victims, strict=True)
    ]


_Group = tuple[str | None, str | None, str]


def _group(victim: Row) -> _Group:
    """What those who know the place would look for: the accident, or the place and the year."""
    if victim["accident"]:
        return victim["accident"], None, ""
    return None, victim["place"], (victim["date"] or "")[:4]


def _kind(victim: Row) -> tuple[object, ...]:
    return victim["sex"], victim["age_years"], victim["age_band"]
