"""Two sources' figures for the same place and time, and every reason why they differ, with its rows.

The rules are worded in ``docs/rules/land-account.md``, section 9.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ploughshare import vocab
from ploughshare.errors import PloughshareError
from ploughshare.evidence.ledger import Ledger
from ploughshare.figure import Figure
from ploughshare.figure.conversion import convert
from ploughshare.land import days, places
from ploughshare.land.ledger import number
from ploughshare.land.left_out import stated_m2
from ploughshare.land.matching import Pair, match
from ploughshare.land.slips import is_slip
from ploughshare.record.package import Package, Row

RECORDED: Final = "areas_recorded"
ACCEPTED: Final = "accepted_"
_MEASURES: Final = {"cancelled": "cancelled_area", "reduced": "reduced_area", "cleared": "cleared_area"}
"""Kind of release -> the measure by which a source states its total."""


@dataclass(frozen=True)
class Told:
    """What a difference rests on: a row of the first source, one of the second or a pair, and its square metres."""

    table: str
    a: str | None
    b: str | None
    m2: float


@dataclass(frozen=True)
class Line:
    """A reason (term of ``reconciliation_lines``) with what it explains of the first less the second."""

    name: str
    m2: float
    rows: tuple[Told, ...]


@dataclass(frozen=True)
class Compared:
    """One figure of both: areas recorded, or a kind of release as reported or as accepted, in square metres.

    The ``lines`` add up to ``a_m2 - b_m2``. ``a_figure`` and ``b_figure`` are ids of claims where a source states a
    total of its own. Rows that state no area count as nothing.
    """

    what: str
    a_m2: float
    b_m2: float
    a_figure: str | None
    b_figure: str | None
    lines: tuple[Line, ...]

    @property
    def label(self) -> str:
        """What is compared, in words."""
        if self.what == RECORDED:
            return "hazardous areas recorded"
        kind = vocab.load("release_kinds")[self.what.removeprefix(ACCEPTED)].label
        return f"{kind}, accepted" if self.what.startswith(ACCEPTED) else f"{kind}, as reported"


@dataclass(frozen=True)
class Reconciliation:
    """Two sources compared over a year, a place and a type of hazard (None where over all).

    ``pairs`` are the rows of areas and of releases that tell of the same thing.
    """

    a: str
    b: str
    year: int | None
    place: str | None
    hazard_type: str | None
    compared: tuple[Compared, ...]
    pairs: tuple[tuple[str, Pair], ...] = field(repr=False)

    @property
    def is_explained(self) -> bool:
        """Whether the named lines come to the difference of each figure."""
        return all(abs(sum(line.m2 for line in one.lines) - (one.a_m2 - one.b_m2)) <= 1e-6 for one in self.compared)

    def as_json(self) -> dict[str, Any]:
        """The reconciliation as plain data."""
        return {
            "a": self.a,
            "b": self.b,
            "year": self.year,
            "place": self.place,
            "hazard_type": self.hazard_type,
            "explained": self.is_explained,
            "compared": [
                {
                    "what": one.what,
                    "label": one.label,
                    "a_m2": number(one.a_m2),
                    "b_m2": number(one.b_m2),
                    "a_figure": one.a_figure,
                    "b_figure": one.b_figure,
                    "differences": [
                        {
                            "name": line.name,
                            "label": vocab.load("reconciliation_lines")[line.name].label,
                            "m2": number(line.m2),
                            "rows": [
                                {"table": row.table, "a": row.a, "b": row.b, "m2": number(row.m2)} for row in line.rows
                            ],
                        }
                        for line in one.lines
                    ],
                }
                for one in self.compared
            ],
            "pairs": [
                {"table": table, "a": pair.a["id"], "b": pair.b["id"], "by": pair.by, "alike": pair.alike}
                for table, pair in self.pairs
            ],
        }


def reconcile(
    package: Package,
    source_a: str,
    source_b: str,
    *,
    year: int | None = None,
    place: str | None = None,
    hazard_type: str | None = None,
) -> Reconciliation:
    """Compare what two sources, or two organisations, say of hazards recorded and land released.

    A row belongs to a source by its ``source``, to an organisation by its ``organisation`` (of a release also its
    activity's). Each side's total is the figure that it states for that year and place, where it states one, and
    else the sum of its rows. Of one ``hazard_type`` it is areas that hold it, releases that cover it, and figures of
    it; a figure that is of one type is no total of all. PloughshareError ``land.side`` for what is neither a source
    nor an organisation, ``land.place`` for no place.
    """
    inside = None if place is None else places.within(package, place)
    sides = [_Side(package, name, inside, hazard_type) for name in (source_a, source_b)]
    years = None if year is None else days.interval(f"{year:04}")
    pairs: list[tuple[str, Pair]] = []
    blocks: dict[str, _Block] = defaultdict(_Block)
    for table in ("areas", "releases"):
        matched, only_a, only_b = match(*(side.rows(table) for side in sides))
        pairs += [(table, pair) for pair in matched]
        for pair in matched:
            ours, theirs = (_counted(table, row, years) for row in (pair.a, pair.b))
            for what in sorted(ours.keys() | theirs.keys()):
                blocks[what].add_pair(table, pair, ours, theirs, what)
        for row in only_a:
            for what, m2 in _counted(table, row, years).items():
                blocks[what].add("only_in_a", Told(table, row["id"], None, m2 or 0.0), a=m2)
        for row in only_b:
            for what, m2 in _counted(table, row, years).items():
                blocks[what].add("only_in_b", Told(table, None, row["id"], -(m2 or 0.0)), b=m2)
    if year is not None:
        ledger = Ledger(package)
        for kind, measure in _MEASURES.items():
            _take_figures(blocks, kind, [side.figure(ledger, measure, f"{year:04}", place) for side in sides])
    order = [RECORDED, *(prefix + kind for kind in _MEASURES for prefix in ("", ACCEPTED))]
    compared = tuple(blocks[what].done(what) for what in order if what in blocks)
    return Reconciliation(source_a, source_b, year, place, hazard_type, compared, tuple(pairs))


def _counted(table: str, row: Row, years: tuple[int, int] | None) -> dict[str, float | None]:
    """The figures that a row enters, with its stated area."""
    day = days.interval(row["identified"] if table == "areas" else row["released"])[1]
    if years is not None and not years[0] <= day <= years[1]:
        return {}
    if table == "areas":
        return {} if row["area_class"] == "survey_envelope" else {RECORDED: stated_m2(row)}
    accepted = vocab.load("acceptances")[row["acceptance"]].extra["counts"]
    return {row["kind"]: stated_m2(row), **({ACCEPTED + row["kind"]: stated_m2(row)} if accepted else {})}


@dataclass
class _Block:
    """One figure while it is added up."""

    a_m2: float = 0.0
    b_m2: float = 0.0
    a_figure: str | None = None
    b_figure: str | None = None
    told: dict[str, list[Told]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, told: Told, *, a: float | None = None, b: float | None = None) -> None:
        """Add a row to a side's total, or a pair to both, and what it explains of their difference."""
        self.a_m2 += a or 0.0
        self.b_m2 += b or 0.0
        self.told[name].append(told)

    def add_pair(
        self, table: str, pair: Pair, ours: dict[str, float | None], theirs: dict[str, float | None], what: str
    ) -> None:
        """Add a pair of which one side at least enters this figure."""
        a, b = ours.get(what), theirs.get(what)
        difference = (a or 0.0) - (b or 0.0)
        told = Told(table, pair.a["id"], pair.b["id"], difference)
        self.add(self._reason(ours, theirs, what), told, a=a, b=b)

    @staticmethod
    def _reason(ours: dict[str, float | None], theirs: dict[str, float | None], what: str) -> str:
        if what in ours and what in theirs:
            a, b = ours[what], theirs[what]
            if a is None or b is None:
                return "area_not_stated"
            return "unit_slip" if is_slip(a, b) else "area_differs"
        other = theirs if what in ours else ours
        if not other:
            return "period_differs"
        kind = what.removeprefix(ACCEPTED)
        return "acceptance_differs" if what.startswith(ACCEPTED) and kind in other else "kind_differs"

    def done(self, what: str) -> Compared:
        """The figure with its lines, those without a difference left out."""
        lines = []
        for name in vocab.load("reconciliation_lines").terms:
            rows = tuple(told for told in self.told.get(name, ()) if told.m2)
            if rows:
                lines.append(Line(name, sum(told.m2 for told in rows), rows))
        return Compared(what, self.a_m2, self.b_m2, self.a_figure, self.b_figure, tuple(lines))


class _Side:
    """What one of the two says. A name that is a source's is taken as that source."""

    def __init__(self, package: Package, name: str, inside: frozenset[str] | None, hazard_type: str | None) -> None:
        if package.row("sources", name) is None and package.row("organisations", name) is None:
            raise PloughshareError("land.side", id=name)
        self._package, self._name, self._inside, self._hazard_type = package, name, inside, hazard_type
        self._is_source = package.row("sources", name) is not None

    def rows(self, table: str) -> list[Row]:
        """Its rows of a table, in that place and of that type of hazard."""
        return [
            row
            for row in self._package.rows(table)
            if self._is_its_own(row) and self._is_inside(row) and self._is_of_type(row)
        ]

    def _is_its_own(self, row: Row) -> bool:
        if self._is_source:
            return bool(row["source"] == self._name)
        activity = self._package.row("activities", row["activity"]) if row.get("activity") else None
        return (row["organisation"] or (activity["organisation"] if activity else None)) == self._name

    def _is_of_type(self, row: Row) -> bool:
        if self._hazard_type is None:
            return True
        activity = self._package.row("activities", row["activity"]) if row.get("activity") else None
        return self._hazard_type in (row["hazard_types"] or (activity["hazard_types"] if activity else ()))

    def _is_inside(self, row: Row) -> bool:
        if self._inside is None:
            return True
        areas = [self._package.row("areas", id) for id in row.get("areas", ())]
        return (row["place"] or next((area["place"] for area in areas if area), None)) in self._inside

    def figure(self, ledger: Ledger, measure: str, period: str, place: str | None) -> tuple[str, float] | None:
        """The claim by which it states a total of its own, and its square metres."""
        for question in ledger.questions(measure, period):
            parts = ("event", "ordnance", "method", "sex", "age_band")
            if (question["place"], question["hazard_type"]) != (place, self._hazard_type) or any(
                question[part] for part in parts
            ):
                continue
            if question["subject"] != self._package.country:
                continue
            for claim in ledger.claims_of(question["id"]):
                if self._says(ledger, claim) and (m2 := _m2(ledger.figure_of(claim))) is not None:
                    return claim["id"], m2
        return None

    def _says(self, ledger: Ledger, claim: Row) -> bool:
        if not self._is_source:
            return bool(claim["reporter"] == self._name)
        return any(citation["source"] == self._name for citation in ledger.citations_of("claims", claim["id"]))


def _m2(figure: Figure) -> float | None:
    """The one number that a figure of an area names, in square metres."""
    if figure.best is None or figure.unit is None:
        return None
    best = convert(figure, "m2").best
    return None if best is None else float(best)


def _take_figures(blocks: dict[str, _Block], kind: str, figures: Sequence[tuple[str, float] | None]) -> None:
    """Let a stated total stand for the sum of rows, and say by how much they differ."""
    if not any(figures):
        return
    block = blocks[kind]
    ours, theirs = figures
    if ours is not None:
        block.a_figure = ours[0]
        block.told["figure_against_rows"].append(Told("claims", ours[0], None, ours[1] - block.a_m2))
        block.a_m2 = ours[1]
    if theirs is not None:
        block.b_figure = theirs[0]
        block.told["figure_against_rows"].append(Told("claims", None, theirs[0], block.b_m2 - theirs[1]))
        block.b_m2 = theirs[1]
