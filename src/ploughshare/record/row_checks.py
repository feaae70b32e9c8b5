"""Checks of rows in themselves and among their kind: numbers, units, codes, circles, tiers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ploughshare import figure as figures
from ploughshare import vocab
from ploughshare.errors import PloughshareError
from ploughshare.figure import Figure
from ploughshare.findings import Finding, Level, register
from ploughshare.record import cells
from ploughshare.record.contracts import TABLES, Format, Table, Type
from ploughshare.record.folder import META_FILE, PRIVATE
from ploughshare.record.locations import LOCATED, is_located
from ploughshare.record.package import Package, Row
from ploughshare.record.pointing import at
from ploughshare.record.tier import RESTRICTED, location_tier_of, tier_of

NUMBERS = register(
    "record.claim-numbers",
    Level.ERROR,
    "numbers of a claim that contradict each other, or its state or kind",
    "Check low, best, high, state and kind against the words of the source: low <= best <= high, and a number only "
    "where the state is value.",
)
WORDS = register(
    "record.claim-words",
    Level.ERROR,
    "a claim whose numbers say something else, or more, than its words",
    "Look at the source: copy its quantity into words as printed, and give in state, kind, low, best and high no more "
    "than that: “more than 600” is at_least with low 601.",
)
UNIT = register(
    "record.unit",
    Level.ERROR,
    "a unit that does not measure what its figure asks for",
    "Use a unit of the measure's dimension, or correct the measure of the figure.",
)
UNIT_MISSING = register(
    "record.unit-missing",
    Level.WARNING,
    "a number without its unit",
    "Give the unit as the source has it; things that are counted have one, too, such as mines or people.",
)
CLASS = register(
    "record.class",
    Level.ERROR,
    "a class that the measure does not have",
    "Use a term of the measure's vocabulary, and a class only where the measure has classes.",
)
ADDRESSEE = register(
    "record.recommendation-without-addressee",
    Level.WARNING,
    "a recommendation that nobody is asked to act on",
    "Say in addressee who is to act: what is addressed to nobody is followed up by nobody.",
)
COUNTRY_CODE = register(
    "record.country-code",
    Level.ERROR,
    "a code of a State or area that is not written as one",
    "Write two lower case letters (ISO 3166) or an own code; of a shared zone both, in alphabetical order, as kp-kr.",
)
CIRCLE = register(
    "record.circle",
    Level.ERROR,
    "a row that is, over others, its own parent",
    "Take one of the parents out: nothing lies inside itself.",
)
FORMULA = register(
    "record.formula",
    Level.NOTE,
    "a text that a spreadsheet would run as a formula",
    "If it is meant, leave it, and open the file in a spreadsheet with its columns as text; else take the mark out.",
)
TIER_UNSAID = register(
    "record.tier-unsaid",
    Level.NOTE,
    "a source that is restricted by default, in a file that is open",
    "Give its tier: restricted (`ploughshare fmt` then moves it to private/), or public where its consent allows that.",
)

IN_THE_OPEN = register(
    "record.restricted-in-the-open",
    Level.WARNING,
    "a restricted row in a file that is open",
    "Run `ploughshare fmt`: it moves the row to private/, which is left out where the package is given on.",
)

LOCATION_IN_THE_OPEN = register(
    "record.location-in-the-open",
    Level.WARNING,
    "a restricted location in a file that is open",
    "Run `ploughshare fmt`: it moves the location to private/locations.geojson, which is left out where the package is "
    "given on. If everybody may know it, give the row the location_tier public.",
)
NAMED_IN_THE_OPEN = register(
    "record.victim-named",
    Level.WARNING,
    "the name or address of a victim in a row that is not restricted",
    "Leave the tier of the row empty and give the public a row of its own, or take name and address out: they leave "
    "with no output, and a file that is open may be given on.",
)

_CODE = re.compile("[a-z]{2,8}(?:-[a-z]{2,8})*")
_CODES = (
    ("organisations", "country"),
    ("places", "country"),
    ("figures", "subject"),
    ("expected", "subject"),
    ("topics", "subject"),
)
_TREES = ("organisations", "places", "events")


def check(package: Package) -> Iterator[Finding]:
    """All checks of rows in themselves and among their kind."""
    measures, units = vocab.load("measures"), vocab.load("units")
    for claim in package.rows("claims"):
        yield from _numbers(package, claim)
        asked = package.row("figures", claim["figure"])
        if asked is not None:
            yield from _unit(package, claim, measures[asked["measure"]], units)
    for recommendation in package.rows("recommendations"):
        if recommendation["addressee"] is None:
            message = "no addressee is named"
            yield at(package, ADDRESSEE, "recommendations", recommendation, message, column="addressee")
    yield from _codes(package)
    for table in _TREES:
        yield from _circles(package, table)
    yield from _formulas(package)
    yield from _in_the_open(package)


def _in_the_open(package: Package) -> Iterator[Finding]:
    """What is restricted and stands in an open file of a folder: rows, locations of rows, names of victims."""
    for table in TABLES:
        for row in package.rows(table.name):
            hidden = tier_of(table.name, row) == RESTRICTED
            if hidden and _is_in_the_open(package, table, row, "tier"):
                check = TIER_UNSAID if table.name == "sources" and not row["tier"] else IN_THE_OPEN
                yield at(package, check, table.name, row, check.looks_for, column="tier")
            elif table in LOCATED and not hidden and _is_found_in_the_open(package, table, row):
                check = LOCATION_IN_THE_OPEN
                yield at(package, check, table.name, row, check.looks_for, column="location_tier")
    for victim in package.rows("victims"):
        if tier_of("victims", victim) != RESTRICTED and (victim["name"] or victim["address"]):
            check = NAMED_IN_THE_OPEN
            yield at(package, check, "victims", victim, check.looks_for, column="name" if victim["name"] else "address")


def _is_found_in_the_open(package: Package, table: Table, row: Row) -> bool:
    return location_tier_of(row) == RESTRICTED and is_located(row) and _is_in_the_open(package, table, row, "geometry")


def _is_in_the_open(package: Package, table: Table, row: Row, column: str) -> bool:
    file, _ = package.where(table.name, row["id"], column)
    return bool(file) and not file.startswith(f"{PRIVATE}/")


def _numbers(package: Package, claim: Row) -> Iterator[Finding]:
    # A class is an answer without a number: "unknown, but very heavy".
    if claim["category"] and claim["low"] is claim["best"] is claim["high"] is None:
        return
    figure = figures.of_cells(claim)
    found = figures.faults(figure)
    for why in found:
        yield at(package, NUMBERS, "claims", claim, why, column="low" if "low" in why else "state")
    for column in ("low", "best", "high"):
        if claim[column] is not None and claim[column] < 0:
            message = f"{column} {claim[column]:f} is below zero: nothing that is counted or measured here can be"
            yield at(package, NUMBERS, "claims", claim, message, column=column)
    if claim["words"] and not found:
        yield from _words(package, claim, figure)


def _words(package: Package, claim: Row, figure: Figure) -> Iterator[Finding]:
    """Whether the numbers claim no more than the words as printed. Words that are no quantity we can read pass."""
    try:
        printed = figures.parse(claim["words"])
    except PloughshareError:
        return
    if printed.unit is None:
        printed = replace(printed, unit=figure.unit)
    if not figures.faithful(figure, printed):
        message = f"the words “{claim['words'][:60]}” are entered as “{figures.say(figure)}”"
        yield at(package, WORDS, "claims", claim, message, column="words")


def _unit(package: Package, claim: Row, measure: vocab.Term, units: vocab.Vocabulary) -> Iterator[Finding]:
    dimension, classes = measure.extra.get("dimension"), measure.extra.get("classes")
    if claim["unit"] and units[claim["unit"]].extra["dimension"] != dimension:
        message = f"the unit {claim['unit']} does not measure {dimension}, which “{measure.label}” asks for"
        yield at(package, UNIT, "claims", claim, message, column="unit")
    elif (
        claim["unit"] is None
        and claim["state"] == "value"
        and any(claim[name] is not None for name in ("low", "best", "high"))
    ):
        yield at(package, UNIT_MISSING, "claims", claim, "gives a number without a unit", column="unit")
    if claim["category"] and classes is None:
        message = f"“{measure.label}” has no classes"
        yield at(package, CLASS, "claims", claim, message, column="category")
    elif claim["category"] and claim["category"] not in vocab.load(classes):
        terms = vocab.load(classes).terms
        hint = f"Use one of: {', '.join(terms)}."
        message = f"“{claim['category'][:60]}” is not in the vocabulary {classes}"
        yield at(package, CLASS, "claims", claim, message, column="category", hint=hint)


def _codes(package: Package) -> Iterator[Finding]:
    country = package.meta.get("country")
    if country and (why := _code_fault(str(country))):
        yield COUNTRY_CODE.finding(why, file=META_FILE if package.path else "", column="country")
    for table, column in _CODES:
        for row in package.rows(table):
            if row[column] and (why := _code_fault(row[column])):
                yield at(package, COUNTRY_CODE, table, row, why, column=column)


def _code_fault(code: str) -> str | None:
    if not _CODE.fullmatch(code):
        return f"“{code[:40]}” is not a code in lower case letters"
    parts = code.split("-")
    return None if parts == sorted(set(parts)) else f"write “{'-'.join(sorted(set(parts)))}”, in alphabetical order"


def _circles(package: Package, table: str) -> Iterator[Finding]:
    """Rows that lead back to themselves over ``parent``; each chain is walked once."""
    settled: set[str] = set()
    for row in package.rows(table):
        chain: dict[str, None] = {}
        current: Row | None = row
        while current is not None and current["id"] not in settled and current["id"] not in chain:
            chain[current["id"]] = None
            current = package.row(table, current["parent"]) if current["parent"] else None
        if current is not None and current["id"] in chain:
            ids = list(chain)
            circle = ids[ids.index(current["id"]) :]
            message = f"leads back to itself: {' in '.join([*circle, circle[0]])}"
            yield at(package, CIRCLE, table, current, message, column="parent")
        settled.update(chain)


def _formulas(package: Package) -> Iterator[Finding]:
    for table in TABLES:
        if table.format is not Format.CSV:
            continue
        columns = [column for column in table.columns if column.type is Type.TEXT and column.vocabulary is None]
        for row in package.rows(table.name):
            for column in columns:
                value = row[column.name]
                if value and cells.is_formula(cells.text(column, value)):
                    message = f"begins with “{cells.text(column, value)[0]}”"
                    yield at(package, FORMULA, table.name, row, message, column=column.name)
