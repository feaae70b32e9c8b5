"""What is read from sentences: events, figures, doubts, each with the characters it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ploughshare.exchange.country_report.reading.model import Leftover, Span
from ploughshare.figure import Figure

SURE_CLAIM = 0.9
"""From here on a figure counts as confident: by the hand-made labels such figures are right 95 times of 100."""


@dataclass(frozen=True, slots=True)
class When:
    """A date or period and its precision (vocabulary ``date_precisions``); ``words`` as printed.

    ``resolved``: the words alone do not say it ("in March", "a month later"); the rest is from the sentences before.
    """

    date: str | None
    precision: str
    words: str
    spans: tuple[Span, ...]
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Location:
    """A place: as printed, how the event lies to it (vocabulary ``place_relations``), and what is known of it.

    ``id`` is that of a place of the record; ``country`` the code of the gazetteer's country; ``within`` the province
    or district printed with it.
    """

    name: str
    relation: str
    spans: tuple[Span, ...]
    within: str | None = None
    country: str | None = None
    id: str | None = None
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A State or organisation, by its full name where the text defines the abbreviation that is printed."""

    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Root:
    """Who reports it, and who said it first as far as one sentence can show.

    ``state`` is a term of ``root_states``: provisional with its reason, or unknown.
    """

    reporter: Party | None
    root: Party | None
    state: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Backing:
    """A note that backs a fact; not ``sure`` where it stands only after a later sentence, or its marker is doubtful."""

    number: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or is said to have happened; terms of ``event_kinds`` and ``event_standings``.

    ``spans`` is the clause, ``trigger`` the words that tell the kind.
    """

    kind: str
    standing: str
    happened: When | None
    reported: When | None
    places: tuple[Location, ...]
    actors: tuple[Party, ...]
    ordnance: tuple[str, ...]
    root: Root | None
    notes: tuple[Backing, ...]
    trigger: tuple[Span, ...]
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure in the words of the text, with what it measures (term of ``measures``).

    ``standing`` is a term of ``event_standings``: a planned figure is no output. ``period`` is that of a flow, the
    date of a stock. ``event`` is the index of the event of its clause, if any.
    """

    measure: str
    figure: Figure
    words: str
    standing: str
    period: When | None
    reported: When | None
    places: tuple[Location, ...]
    actors: tuple[Party, ...]
    ordnance: tuple[str, ...]
    root: Root | None
    event: int | None
    notes: tuple[Backing, ...]
    spans: tuple[Span, ...]
    confidence: float

    @property
    def confident(self) -> bool:
        """Whether it is right 95 times of 100."""
        return self.confidence >= SURE_CLAIM


class DoubtKind(StrEnum):
    """What is doubtful in the source itself; each is a term of ``flag_kinds``."""

    CONTRADICTION = "internal_contradiction"
    DATE = "date_doubt"
    NAME = "name_confused"
    ADDRESS = "address_differs"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in the source that cannot be right, or hardly. It stays as printed."""

    kind: DoubtKind
    why: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was read from the sentences of a chapter; ``unmeasured`` are quantities that no measure fits."""

    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    doubts: tuple[Doubt, ...]
    unmeasured: tuple[Leftover, ...]
