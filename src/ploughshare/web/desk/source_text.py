"""The source text cut where something was taken from it, so that a page can mark what was taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ploughshare.web.desk.sheet import Sheet, Standing, State


@dataclass(frozen=True)
class Segment:
    """A stretch of text; ``names`` are the wholes taken from it, the closest first, ``starts`` those that begin here.

    ``page`` is the printed number of the page that begins here.
    """

    text: str
    names: tuple[str, ...]
    starts: tuple[str, ...]
    state: str
    page: str


def segments(sheet: Sheet) -> Iterator[Segment]:
    """The whole text in order, every character once."""
    draft, text = sheet.draft, sheet.draft.text
    taken = sorted(_taken(sheet, len(text)), key=lambda mark: (mark[0], -mark[1]))
    pages = {start: str(printed or number or "") for number, printed, start, _ in draft.pages}
    bounds = sorted({0, len(text), *(bound for start, end, _ in taken for bound in (start, end)), *pages})
    bounds = [bound for bound in bounds if 0 <= bound <= len(text)]
    active: list[tuple[int, int, Standing]] = []
    waiting = iter(taken)
    following = next(waiting, None)
    begun: set[str] = set()
    for start, end in pairwise(bounds):
        active = [mark for mark in active if mark[1] > start]
        while following is not None and following[0] <= start:
            active.append(following)
            following = next(waiting, None)
        closest = sorted(active, key=lambda mark: mark[1] - mark[0])
        names = tuple(dict.fromkeys(mark[2].name for mark in closest))
        starts = tuple(name for name in names if name not in begun)
        begun.update(starts)
        yield Segment(text[start:end], names, starts, _state([mark[2] for mark in closest]), pages.get(start, ""))


def _taken(sheet: Sheet, length: int) -> Iterator[tuple[int, int, Standing]]:
    """Where each whole was taken from: its own spans and those of what hangs on it."""
    for whole in sheet.wholes():
        for standing in (whole, *sheet.below(whole.name)):
            for _, start, end in standing.proposal.spans:
                if 0 <= start < end <= length:
                    yield start, end, whole


def _state(standings: Sequence[Standing]) -> str:
    """Open as long as something taken from here is."""
    states = [standing.state for standing in standings]
    if not states or State.OPEN in states:
        return State.OPEN
    return State.REJECTED if set(states) == {State.REJECTED} else State.ACCEPTED
