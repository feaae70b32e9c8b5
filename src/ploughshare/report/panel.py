"""The key-data panel: the treaty, the contamination, what was released, and who clears."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ploughshare import dates, vocab
from ploughshare import figure as figures
from ploughshare.evidence.ledger import Ledger
from ploughshare.figure import State
from ploughshare.record.package import Package, Row
from ploughshare.report import release
from ploughshare.report.blocks import Inlines, Node, div, para, table, text, tie
from ploughshare.report.prose import accounted

TREATY = "apmbc"
_NOT_IN_RECORD = "Not in the record"
_NOT_PARTY = "not_bound"
_DEADLINE = "APMBC Article 5 deadline"


def key_data(ledger: Ledger) -> Node:
    """The panel as a div of class ``key-data``: one div of class ``datum`` for each fact, then the table."""
    package = ledger.package
    year, _ = release.years(package)
    facts = [
        *(_fact(label, value) for label, value in _treaty(package)),
        _fact("AP mine contamination", _contamination(ledger)),
        _fact(f"Main AP mine survey and clearance operator in {year}", _operators(package)),
    ]
    return div([*facts, _table(ledger)], "key-data")


@dataclass(frozen=True)
class Glance:
    """A country in a line of a list, in the panel's words: how it stands to the treaty, and its contamination."""

    treaty: str
    contamination: str


def glance(ledger: Ledger) -> Glance:
    """The two facts of the panel by which countries are compared."""
    treaty = [(label, _in_words(value)) for label, value in _treaty(ledger.package)]
    deadlines = [f"{label}: {words}" if label == _DEADLINE else words for label, words in treaty]
    return Glance("; ".join(deadlines), _in_words(_contamination(ledger)))


def _in_words(inlines: Inlines) -> str:
    """The words of texts and ties, as they stand."""
    return "".join(
        " " if node["t"] == "Space" else node["c"] if node["t"] == "Str" else _in_words(node["c"][1])
        for node in inlines
    )


def _fact(label: str, value: Inlines) -> Node:
    return div([div([para(text(label))], "label"), div([para(value)], "value")], "datum")


def _treaty(package: Package) -> Iterator[tuple[str, Inlines]]:
    """What the country owes under Article 5, as its obligations say; for a State not party, that nothing runs."""
    own = {row["id"] for row in package.rows("organisations") if row["country"] == package.country}
    owed = [row for row in package.rows("obligations") if row["instrument"] == TREATY and own & set(row["bearers"])]
    if not owed:
        said = [r for r in package.rows("topics") if r["topic"] == "treaty_status" and r["subject"] == package.country]
        yield "Treaty status", _joined(said) if said else text(_NOT_IN_RECORD)
        return
    bound = [row for row in owed if row["status"] != _NOT_PARTY]
    if not bound:
        yield "No APMBC Article 5 deadline", text("State not party to the APMBC")
        return
    states = vocab.load("obligation_states")
    dated = sorted((row for row in bound if row["due"]), key=lambda row: str(row["due"]))
    for row in dated[-1:]:
        yield _DEADLINE, text(f"{dates.say(row['due'])} ({states[row['status']].label.lower()})")
    if not dated:
        yield _DEADLINE, text("State Party; no deadline in the record")


def _joined(rows: list[Row]) -> Inlines:
    words: Inlines = []
    for row in rows[:1]:
        words += tie(row["statement"], "topic", row["id"])
    return words


def _contamination(ledger: Ledger) -> Inlines:
    """Extent and class together where both are answered: "unknown, but very heavy"; each alone otherwise.

    With a land account the extent is what it says of the end of the reporting year.
    """
    if accounted.has_account(ledger.package):
        category, id = _answer(ledger, "contamination_class")
        classed = [*text(","), {"t": "Space"}, *tie(category, "figure", id)] if category and id else []
        return [*release.extent(ledger), *classed]
    extent, extent_id = _answer(ledger, "contamination_extent")
    category, class_id = _answer(ledger, "contamination_class")
    known = [
        tie(words, "figure", id)
        for words, id in ((extent, extent_id), (category, class_id))
        if words is not None and id is not None
    ]
    if not known:
        return text(_NOT_IN_RECORD)
    joint = ", but " if extent == State.UNKNOWN.value else ", "
    first, *rest = known
    first = tie(_capital(str(extent or category)), "figure", str(extent_id or class_id))
    return first + [node for more in rest for node in [*_glue(joint), *more]]


def _answer(ledger: Ledger, measure: str) -> tuple[str | None, str | None]:
    package = ledger.package
    for row in package.rows("figures"):
        if row["measure"] == measure and row["subject"] == package.country and not row["place"]:
            shown = ledger.shown(row["id"])
            if shown.category:
                classes = vocab.load("contamination_classes")
                # A draft is printed with a class that no vocabulary has, and the finding about it.
                return classes[shown.category].label if shown.category in classes else shown.category, row["id"]
            if shown.figure is not None:
                return figures.say(shown.figure), row["id"]
            if shown.rivals:
                return "disputed", row["id"]
    return None, None


def _glue(words: str) -> Inlines:
    return [*text(words.rstrip()), {"t": "Space"}]


def _operators(package: Package) -> Inlines:
    rows = [row for row in package.rows("capacity") if row["main_operator"] == "yes"]
    if not rows:
        return text(_NOT_IN_RECORD)
    names = []
    for row in rows:
        organisation = package.row("organisations", row["organisation"]) if row["organisation"] else None
        names.append(str(organisation["name"] if organisation else row["statement"]))
    return text("; ".join(names))


def _table(ledger: Ledger) -> Node:
    year, before = release.years(ledger.package)
    rows = [
        [
            text(f"{label} (km²)" if measure.endswith("_area") else label),
            *(release.cell(ledger, measure, when).words for when in (year, before)),
        ]
        for measure, label in release.MEASURES
    ]
    return table(
        "Release of AP mined area",
        ["Output", str(year), str(before)],
        rows,
        widths=(0.5, 0.25, 0.25),
        cls="land-release",
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
