"""What the pages show of the evidence: the ledger's answers gathered for a template. It decides nothing itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ploughshare import figure as figures
from ploughshare import vocab
from ploughshare.evidence.derived import derive
from ploughshare.evidence.ledger import Ledger
from ploughshare.evidence.shown import Shown
from ploughshare.record.package import Package, Row
from ploughshare.report.prose import computed as computing
from ploughshare.web.records import codec


@dataclass(frozen=True)
class Basis:
    """One citation of a row: the source, the document through which it is known, and who said it first."""

    citation: Row
    source: Row | None
    via: Row | None
    root: Row | None


@dataclass(frozen=True)
class Testimony:
    """One claim: its answer in words, how it stands to what is shown, and what it rests on."""

    claim: Row
    words: str
    standing: str  # shown, backs, rival, unreported, deprecated: the class and the word of its card
    reporter: Row | None
    bases: tuple[Basis, ...]


@dataclass(frozen=True)
class Answered:
    """A figure with the value shown for it; ``words`` is empty where nothing can be shown."""

    figure: Row
    words: str
    shown: Shown


@dataclass(frozen=True)
class FigurePage(Answered):
    """Everything a figure's page says: testimonies in the order of their standing, what a rule computes and from what,
    voices, flags. ``reason`` words the rule for this figure, where that says more than the rule itself.
    """

    reason: str
    testimonies: tuple[Testimony, ...]
    computed: str
    inputs: tuple[Answered, ...]
    voices: int
    flags: tuple[Row, ...]


@dataclass(frozen=True)
class Computed:
    """A number that a sentence computes: the rule, the words, and the figures it is computed from."""

    rule: str
    words: str
    inputs: tuple[Answered, ...]


@dataclass(frozen=True)
class Resting:
    """A row that rests on a source, or is known through it: its table, id and label, and where in the source."""

    table: str
    id: str
    label: str
    citations: tuple[Row, ...]


_ORDER = ("shown", "backs", "rival", "unreported", "deprecated")


def overview(ledger: Ledger, **about: str) -> list[Answered]:
    """Every figure of the ledger with what is shown for it, or those about one place or event: ``place="jsa"``."""
    figures = ledger.package.rows("figures")
    return [_answered(row, ledger) for row in figures if all(row[column] == id for column, id in about.items())]


def row(package: Package, table: str, id: str | None) -> Row | None:
    """The row of that id; None for no id, or for one that the public may not see."""
    return package.row(table, id) if id else None


def computed(expression: str, ledger: Ledger) -> Computed | None:
    """What a sentence computes, such as ``product dmz-length dmz-depth``; None where it cannot be computed."""
    try:
        value = computing.compute(ledger, expression)
    except computing.CannotComputeError:
        return None
    computation = computing.parse(expression)
    given = [ledger.package.row("figures", name) for name in computation.inputs]
    return Computed(computation.rule, figures.say(value), tuple(_answered(found, ledger) for found in given if found))


def flags_on(package: Package, table: str, id: str) -> list[Row]:
    """What a careful reader flagged on one row."""
    return [row for row in package.rows("flags") if (row["flagged_table"], row["flagged_row"]) == (table, id)]


def figure_page(package: Package, row: Row, ledger: Ledger) -> FigurePage:
    """What the page of one figure shows."""
    shown = ledger.shown(row["id"])
    value = derive(ledger, row["id"])
    testimonies = [_testimony(claim, shown, ledger) for claim in ledger.claims_of(row["id"])]
    inputs = [package.row("figures", name) for name in row["inputs"]]
    return FigurePage(
        figure=row,
        words=_words(shown),
        shown=shown,
        reason="" if shown.reason == vocab.load("shown_rules")[shown.rule].label else shown.reason.rstrip("."),
        testimonies=tuple(sorted(testimonies, key=lambda found: _ORDER.index(found.standing))),
        computed=figures.say(value) if value else "",
        inputs=tuple(_answered(found, ledger) for found in inputs if found),
        voices=ledger.corroboration(row["id"]),
        flags=tuple(package.rows("flags")),
    )


def bases(table: str, id: str, ledger: Ledger) -> tuple[Basis, ...]:
    """What a row rests on."""
    return tuple(_basis(citation, ledger.package) for citation in ledger.citations_of(table, id))


def resting_on(ledger: Ledger, source: str, *, column: str) -> list[Resting]:
    """The rows that cite a source: as what they rest on (``source``) or as what it is known through (``via``)."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for citation in ledger.package.rows("citations"):
        if citation[column] == source and ledger.package.row(citation["cited_table"], citation["cited_row"]):
            found[citation["cited_table"], citation["cited_row"]].append(citation)
    rows = (Resting(table, id, _label(ledger, table, id), tuple(given)) for (table, id), given in found.items())
    return sorted(rows, key=lambda one: (one.table, one.label))


def _label(ledger: Ledger, table: str, id: str) -> str:
    cited = ledger.package.row(table, id)
    if cited is None:
        return id
    question = row(ledger.package, "figures", cited["figure"]) if table == "claims" else None
    return f"{question['title']}: {_claimed(cited, ledger)}" if question else codec.label(cited)


def _answered(row: Row, ledger: Ledger) -> Answered:
    shown = ledger.shown(row["id"])
    return Answered(row, _words(shown), shown)


def _words(shown: Shown) -> str:
    if shown.category:
        return _category(shown.category)
    return figures.say(shown.figure) if shown.figure else ""


def _category(id: str) -> str:
    classes = vocab.load("contamination_classes")
    return classes[id].label if id in classes else id.replace("_", " ")


def _testimony(claim: Row, shown: Shown, ledger: Ledger) -> Testimony:
    return Testimony(
        claim=claim,
        words=_claimed(claim, ledger),
        standing=_standing(claim["id"], shown),
        reporter=row(ledger.package, "organisations", claim["reporter"]),
        bases=bases("claims", claim["id"], ledger),
    )


def _claimed(claim: Row, ledger: Ledger) -> str:
    return _category(claim["category"]) if claim["category"] else figures.say(ledger.figure_of(claim))


def _standing(claim: str, shown: Shown) -> str:
    lists: Sequence[tuple[str, Sequence[str]]] = (
        ("shown", shown.claims[:1]),
        ("backs", shown.claims[1:]),
        ("rival", shown.rivals),
        ("unreported", shown.unreported),
    )
    return next((standing for standing, claims in lists if claim in claims), "deprecated")


def _basis(citation: Row, package: Package) -> Basis:
    return Basis(
        citation,
        row(package, "sources", citation["source"]),
        row(package, "sources", citation["via"]),
        row(package, "organisations", citation["root"]),
    )
