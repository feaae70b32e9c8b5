"""What the report takes from the land account: contamination, release by year, operator and province, and progress.

Every number is a derived figure, tied to the line of the account that posts it (``prose.accounted``); none is typed.
What others printed stands beside it, never in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ploughshare import figure as figures
from ploughshare import vocab
from ploughshare.evidence.ledger import Ledger
from ploughshare.figure import Figure, State
from ploughshare.record.package import Row
from ploughshare.report import release
from ploughshare.report.blocks import Inlines, Node, bullets, div, para, plain, span, table, text, tie
from ploughshare.report.prose import accounted
from ploughshare.report.prose.accounted import Question

if TYPE_CHECKING:
    from ploughshare.land.ledger import Difference

YEARS = 5
"""How many years the table of years looks back: as many as the yearly tables of country reports."""

_KINDS = {
    "cleared": "Cleared",
    "reduced_with_technical_asset": "Reduced with asset",
    "reduced_without_technical_asset": "Reduced without",
    "cancelled": "Cancelled",
}
_NOTHING = "No hazardous area is in the record, so there is no account of land."

Line = tuple[str, Sequence[Question]]
"""What a line of a table is headed, and what its cells ask of the account."""


def account(ledger: Ledger, year: int) -> list[Node]:
    """The account of a year, as stated and as measured, and on named lines why the two differ."""
    posted = accounted.account(ledger, Question("closing", year))
    terms = vocab.load("account_lines").terms
    lines = [
        (_signed(line.key), [Question(line.key, year, stated=True), Question(line.key, year)])
        for line in posted.lines
        if terms[line.key].extra["part"] == "balance"
        or (terms[line.key].extra["part"] == "movement" and not (_is_none(line.stated) and _is_none(line.measured)))
    ]
    header = ["Line", "As stated (m²)", "As measured (m²)"]
    made = _table(ledger, f"The account of AP mined area, {year}", header, lines, "land-account")
    return [made, *_differences(posted.differences)]


def reported(ledger: Ledger, year: int) -> list[Node]:
    """What was reported as released in a year, accepted or not, beside the hazard that was ended, by kind."""
    lines = [
        (label, [Question(f"reported_{kind}", year, stated=True), Question(kind, year)])
        for kind, label in _KINDS.items()
    ]
    caption = f"AP mined area reported as released, with a technical asset or without, and hazard ended, {year}"
    return [_table(ledger, caption, ["Kind", "Reported (m²)", "Hazard ended (m²)"], lines, "land-reported")]


def by_year(ledger: Ledger, year: int) -> list[Node]:
    """What was released in that year and the four before, and what was hazardous at the end of each."""
    asked = (*_KINDS, "closing")
    lines = [(str(when), [Question(line, when) for line in asked]) for when in range(year - YEARS + 1, year + 1)]
    header = ["Year", *_KINDS.values(), "Left at its end"]
    caption = "AP mined area released, with a technical asset or without, and left at the end of the year (m²)"
    return [_table(ledger, caption, header, lines, "land-release-years")]


def by_operator(ledger: Ledger, year: int) -> list[Node]:
    """What the releases of each organisation ended in a year, beside what they reported as cleared."""
    names = {row["organisation"] for table in ("activities", "releases") for row in ledger.package.rows(table)}
    lines = [
        (
            str(row["short_name"] or row["name"]),
            [
                *(Question(line, year, organisation=row["id"]) for line in ("cleared", "reduced", "cancelled")),
                Question("reported_cleared", year, organisation=row["id"], stated=True),
            ],
        )
        for row in ledger.package.rows("organisations")
        if row["id"] in names
    ]
    header = ["Operator", "Cleared", "Reduced", "Cancelled", "Reported as cleared"]
    return [
        _table(ledger, f"AP mined area released, by operator, {year} (m²)", header, lines, "land-release-operators")
    ]


def by_province(ledger: Ledger, year: int) -> list[Node]:
    """What was released in each province in a year, and what was hazardous there at its end."""
    lines = [
        (
            str(row["name"]),
            [Question(line, year, place=row["id"]) for line in ("cleared", "reduced", "cancelled", "closing")],
        )
        for row in _provinces(ledger)
    ]
    header = ["Province", "Cleared", "Reduced", "Cancelled", "Left at the end"]
    return [_table(ledger, f"AP mined area released, by province, {year} (m²)", header, lines, "land-release-places")]


def contamination(ledger: Ledger, year: int) -> list[Node]:
    """What was hazardous at the end of a year: AP mined area by class, then each type apart; in each province."""
    provinces: list[Row | None] = [*_provinces(ledger), None]
    places = [(str(row["name"]), str(row["id"])) if row else ("The country", None) for row in provinces]
    classes = ("suspected_areas", "suspected", "confirmed_areas", "confirmed", "closing")
    by_class = [(name, [Question(asked, year, place=id) for asked in classes]) for name, id in places]
    types = vocab.load("hazard_types").terms
    columns = {**{id: types[id].label.capitalize() for id in _APART}, "all": "Any type"}
    by_type = [(name, [Question("closing", year, group=group, place=id) for group in columns]) for name, id in places]
    return [
        _table(
            ledger,
            f"AP mined area at the end of {year}, each square metre once",
            ["Province", "SHA", "SHA (m²)", "CHA", "CHA (m²)", "Total (m²)"],
            by_class,
            "contamination",
        ),
        _table(
            ledger,
            f"Hazardous for other or any types of ordnance at the end of {year} (m²)",
            ["Province", *columns.values()],
            by_type,
            "contamination",
        ),
        *_unlocated(ledger, Question("closing", year)),
    ]


_APART = ("av_mines", "cluster_munition_remnants", "other_eo")
"""Types that are no AP mined area; improvised mines are in it."""


def _unlocated(ledger: Ledger, question: Question) -> list[Node]:
    """A word on hazards that are in the total by their stated area."""
    m2 = round(accounted.account(ledger, question).line("closing").unlocated_m2)
    if not m2:
        return []
    words = f"Of the AP mined area, {m2:,} m² are counted as stated: where they lie is not shown, or not known."
    return [para(span(text(words), "aside"))]


def progress(ledger: Ledger, year: int) -> list[Node]:
    """What the account says of a year in sentences: what was hazardous before and after, and what moved it."""
    opening, closing = Question("opening", year), Question("closing", year)
    words: Inlines = [
        *text(f"At the beginning of {year} AP mined area of"),
        _SPACE,
        *_said(ledger, opening),
        *text(" was on record; at its end"),
        _SPACE,
        *_said(ledger, closing),
        *text(". Clearance ended"),
        _SPACE,
        *_said(ledger, Question("cleared", year)),
        *text(" of it, technical survey"),
        _SPACE,
        *_said(ledger, Question("reduced", year)),
        *text(" and non-technical survey"),
        _SPACE,
        *_said(ledger, Question("cancelled", year)),
        *text("."),
    ]
    moved = [
        [plain([*text(f"{label}:"), _SPACE, *_said(ledger, Question(line, year))])]
        for line, label in _other_movements()
        if not _is_none(accounted.compute(ledger, str(Question(line, year))))
    ]
    if not moved:
        return [para(words)]
    return [para([*words, _SPACE, *text("What else moved it:")]), bullets(moved)]


_SPACE: Node = {"t": "Space"}


def _table(ledger: Ledger, caption: str, header: Sequence[str], lines: Sequence[Line], name: str) -> Node:
    rows = [[text(label), *(_said(ledger, question, unit=False) for question in asked)] for label, asked in lines]
    first = 0.4 if len(header) < _WIDE else 0.16
    rest = (1 - first) / (len(header) - 1)
    return table(caption, header, rows, widths=(first, *(rest for _ in header[1:])), cls=name, numbers=True)


_WIDE = 5
"""From so many columns on, the first must be narrow."""


def _said(ledger: Ledger, question: Question, *, unit: bool = True) -> Inlines:
    """What the account answers, in words tied to the question."""
    expression = str(question)
    return tie(figures.say(accounted.compute(ledger, expression), unit=unit), "account", expression)


def _differences(differences: Sequence[Difference]) -> list[Node]:
    """Why the closing is one number as stated and another as measured, the largest reason first."""
    terms = vocab.load("account_differences").terms
    known = [(round(difference.m2), difference) for difference in differences if round(difference.m2)]
    items = [
        [plain(text(f"{terms[found.name].label}: {_with_sign(m2)} m², {_rows(found)}"))]
        for m2, found in sorted(known, key=lambda pair: -abs(pair[0]))
    ]
    return (
        [para(text("What is stated at the closing less what is measured, by reason:")), bullets(items)] if items else []
    )


def _with_sign(m2: int) -> str:
    return f"{'+' if m2 > 0 else '−'}{abs(m2):,}"


def _rows(difference: Difference) -> str:
    count = sum(1 for row in difference.rows if round(row.m2))
    return f"{count} row{'' if count == 1 else 's'}"


def _other_movements() -> list[tuple[str, str]]:
    released = {*_KINDS, "cancelled"}
    terms = vocab.load("account_lines").terms
    return [(id, term.label) for id, term in terms.items() if term.extra["part"] == "movement" and id not in released]


def _signed(line: str) -> str:
    """How a line is headed: with what it does to the balance; a correction may do either."""
    term = vocab.load("account_lines")[line]
    sign = (
        "±\u00a0" if line.startswith("correction_") else {1: "+\u00a0", -1: "−\u00a0"}.get(int(term.extra["sign"]), "")
    )
    # A plus and a space at the beginning of a cell would be a list to the typesetter.
    return f"{sign}{term.label}" if sign else f"{term.label[0].upper()}{term.label[1:]}"


def _is_none(figure: Figure) -> bool:
    return accounted.whole(figure).state is State.ZERO


def _provinces(ledger: Ledger) -> list[Row]:
    country = ledger.package.country
    rows = ledger.package.rows("places")
    return sorted(
        (row for row in rows if row["kind"] == "province" and row["country"] == country), key=lambda row: row["name"]
    )


def _from_account(make: Callable[[Ledger, int], list[Node]], name: str) -> Callable[[Ledger], Node]:
    """A maker of a part of the report of that name: for the reporting year, or a word that there is no account."""

    def made(ledger: Ledger) -> Node:
        if not accounted.has_account(ledger.package):
            return div([para(span(text(_NOTHING), "aside"))], name)
        return div(make(ledger, release.years(ledger.package)[0]), name)

    return made


MAKERS: Mapping[str, Callable[[Ledger], Node]] = {
    name: _from_account(make, name)
    for name, make in {
        "contamination": contamination,
        "land-account": account,
        "land-progress": progress,
        "land-release-operators": by_operator,
        "land-release-places": by_province,
        "land-release-years": by_year,
        "land-reported": reported,
    }.items()
}
"""Name of a part of the report -> who makes it of the land account."""
