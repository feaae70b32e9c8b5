"""What the report takes from the record: recommendations, capacity, land release, estimates, doubts, sources."""

from __future__ import annotations

from collections.abc import Sequence

from ploughshare import dates, vocab
from ploughshare import figure as figures
from ploughshare.evidence.ledger import Ledger
from ploughshare.record.package import Package, Row
from ploughshare.report import release
from ploughshare.report.blocks import (
    Blocks,
    Inlines,
    Node,
    bullets,
    div,
    numbered,
    para,
    plain,
    span,
    strong,
    table,
    text,
    tie,
)
from ploughshare.report.prose.via import short_title

_NOT_ESTIMATES = frozenset(measure for measure, _ in release.MEASURES) | {"contamination_class"}
_OPEN = "open"


def recommendations(package: Package) -> Node:
    """The recommendations in their order, each with whom it addresses and what became of it."""
    states = vocab.load("recommendation_states")
    rows = sorted(package.rows("recommendations"), key=lambda row: (row["number"], row["id"]))
    if not rows:
        return _nothing("No recommendation is in the record.", "recommendations")
    items: list[Blocks] = []
    for row in rows:
        parts = [f"To {_name(package, row['addressee'])}" if row["addressee"] else "To nobody in particular"]
        parts.append(f"made {dates.say(row['made'])}")
        assessed = f", assessed {dates.say(row['assessed'])}" if row["assessed"] else ""
        parts.append(f"{states[row['status']].label.lower()}{assessed}")
        items.append([para([*text(row["text"]), {"t": "LineBreak"}, *span(text(" · ".join(parts)), "aside")])])
    return div([numbered(items)], "recommendations")


def capacity(package: Package) -> Node:
    """Who manages, surveys, clears and supports; that there is nobody is said where the record says so."""
    categories = vocab.load("capacity_categories").terms
    rows = []
    for id, category in categories.items():
        said = [row["statement"] for row in package.rows("capacity") if row["category"] == id]
        rows.append([text(category.label), text("; ".join(said) if said else "Not in the record")])
    return div(
        [table("Who manages, surveys and clears", ["Role", "Who"], rows, widths=(0.38, 0.62), cls="capacity")],
        "capacity",
    )


def land_release(ledger: Ledger) -> Node:
    """Cleared, reduced, cancelled and destroyed in two years, and what each answer rests on."""
    year, before = release.years(ledger.package)
    rows = []
    for measure, label in release.MEASURES:
        rows.append(_outputs(label, measure, [release.cell(ledger, measure, when) for when in (year, before)]))
        if release.is_from_rows(ledger.package, measure):
            for ask, whose in _PRINTED.items():
                cells = [ask(ledger, measure, when) for when in (year, before)]
                rows += [_outputs(f"{label}, {whose}", measure, cells)] if any(cells) else []
    made = table(
        f"Release of AP mined area and destruction of AP mines, {year} and {before}",
        ["Output", str(year), str(before), "Rests on"],
        rows,
        widths=(0.34, 0.22, 0.22, 0.22),
        cls="land-release",
    )
    return div([made], "land-release")


_PRINTED = {
    release.of_organisations: "as the organisations report",
    release.of_the_whole: "as printed of the country",
}
"""What stands beside the number that the rows of a programme give."""


def _outputs(label: str, measure: str, cells: Sequence[release.Cell | None]) -> list[Inlines]:
    """A line of the table: an output in each of the years, and what they rest on."""
    unit = " (km²)" if measure.endswith("_area") else ""
    reasons = dict.fromkeys(cell.reason for cell in cells if cell and cell.reason)
    words = [cell.words if cell else text(release.NOT_ASKED) for cell in cells]
    return [text(label + unit), *words, text("; ".join(reasons))]


def estimates(ledger: Ledger) -> Node:
    """Every other figure for the country and for zones it shares: the shown value, who reports it, its rivals."""
    package = ledger.package
    rows = [
        [text(row["title"]), *_value_and_reporter(ledger, row)]
        for row in package.rows("figures")
        if package.country in row["subject"].split("-")
        and row["measure"] not in _NOT_ESTIMATES
        and (ledger.claims_of(row["id"]) or row["derived_by"])
    ]
    if not rows:
        return _nothing("No estimate is in the record.", "estimates")
    header = ["What", "Figure", "Reported by"]
    return div(
        [table("Estimates and measures in the record", header, rows, widths=(0.46, 0.24, 0.30), cls="estimates")],
        "estimates",
    )


def _value_and_reporter(ledger: Ledger, row: Row) -> tuple[Inlines, Inlines]:
    shown = ledger.shown(row["id"])
    backing = shown.claims or shown.rivals
    claims = [claim for id in backing if (claim := ledger.package.row("claims", id)) is not None]
    if shown.category:
        value = tie(shown.category.replace("_", " "), "figure", row["id"])
    elif shown.figure is not None:
        value = tie(figures.say(shown.figure), "figure", row["id"])
    else:
        said = " or ".join(dict.fromkeys(figures.say(ledger.figure_of(claim)) for claim in claims))
        value = tie(f"disputed: {said}", "figure", row["id"])
    if shown.settled and shown.rivals:
        others = [claim for id in shown.rivals if (claim := ledger.package.row("claims", id)) is not None]
        rivals = " and ".join(dict.fromkeys(figures.say(ledger.figure_of(claim)) for claim in others))
        value = [*value, {"t": "Space"}, *span(text(f"(others say {rivals})"), "aside")]
    reporters = dict.fromkeys(_name(ledger.package, claim["reporter"]) for claim in claims if claim["reporter"])
    unsaid = "Computed" if shown.rule == "derived" else "Not stated"
    return value, text("; ".join(reporters) or unsaid)


def findings(package: Package) -> Node:
    """What a careful reader flags in the sources, and what is proposed: a doubt is printed, never mended in silence."""
    kinds = vocab.load("flag_kinds")
    rows = [row for row in package.rows("flags") if row["status"] == _OPEN]
    if not rows:
        return _nothing("Nothing is flagged.", "findings")
    items = []
    for row in rows:
        words = [*strong(f"{kinds[row['kind']].label}."), {"t": "Space"}, *text(row["message"])]
        if row["proposal"]:
            words += [{"t": "Space"}, *span(text(row["proposal"]), "aside")]
        items.append([plain(words)])
    return div([bullets(items)], "findings")


def sources_note(package: Package) -> Node:
    """How far the record's keeper read what it cites, in one paragraph."""
    rows = package.rows("sources")
    read = sum(1 for row in rows if row["seen"])
    through = list(
        dict.fromkeys(
            short_title(package, source)
            for row in package.rows("citations")
            if row["via"] and (source := package.row("sources", row["via"])) is not None
        )
    )
    words = f"This report rests on {_count(len(rows), 'source')}. Whoever keeps the record has read {read} of them."
    if through:
        words += (
            f" The others are cited through what was read ({'; '.join(through)}), as each note says, "
            "and nothing is quoted from them that was not printed there in quotation marks."
        )
    if package.meta["data_cut_off"]:
        words += f" What became known after {dates.say(package.meta['data_cut_off'])} is not in it."
    return div([para(text(words))], "sources-note")


def _nothing(words: str, cls: str) -> Node:
    return div([para(span(text(words), "aside"))], cls)


def _name(package: Package, organisation: str) -> str:
    """States by the short name that prose uses; others in full, for an abbreviation alone says little."""
    row = package.row("organisations", organisation)
    if row is None:
        return organisation
    return str(row["short_name"] if "state" in row["roles"] and row["short_name"] else row["name"])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
