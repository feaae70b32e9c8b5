"""An export read whole by its mapping, and all that it would do to a record, before anything is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from ploughshare import dates
from ploughshare.errors import PloughshareError
from ploughshare.exchange.areas import checks, formats, mapping_file, memory, points
from ploughshare.exchange.areas.applying import state_of
from ploughshare.exchange.areas.building import Builder, blank
from ploughshare.exchange.areas.comparing import EVERYTHING, Comparison
from ploughshare.exchange.areas.formats.model import Layer
from ploughshare.exchange.areas.history import with_history
from ploughshare.exchange.areas.linking import link, link_made, row_links
from ploughshare.exchange.areas.locating import Locator
from ploughshare.exchange.areas.making import Maker
from ploughshare.exchange.areas.mapping import ExportMapping
from ploughshare.exchange.areas.model import Built, Kind, Memory, Plan, Unresolved
from ploughshare.exchange.areas.references import References
from ploughshare.exchange.areas.values import CellProblem, shown
from ploughshare.findings import Finding
from ploughshare.record.contracts import ORGANISATIONS, SOURCES, Table
from ploughshare.record.package import Package, Row
from ploughshare.record.rows import value_reader


def plan(
    path: Path,
    mapping_path: Path,
    package: Package,
    *,
    dated: str | None = None,
    meant: References | None = None,
    theirs: Collection[str] = (),
    state: str = "",
) -> Plan:
    """What taking in the export ``path`` by a mapping would do to ``package``. Nothing is written.

    ``dated`` is the export's date where the mapping gives none; ``meant`` says what unresolved words mean; ``theirs``
    are ids of rows whose conflicts the export wins (or “all”); ``state`` is the digest that ``applying.read`` gave with
    the package. Linear in the rows of the export and of the record.

    Raises:
        PloughshareError: ``mapping.*`` and ``areas.*`` for what cannot be read, ``import.columns`` where the export
            lacks columns that the mapping uses, ``import.dated`` without a date, ``import.country`` for a record of
            another country, ``import.theirs`` for ids that the export does not have.
    """
    if not state and package.path is not None:
        state = state_of(package.path)
    mapping = mapping_file.read(mapping_path)
    if mapping.country != package.country:
        raise PloughshareError("import.country", mapping=mapping.country, package=package.country)
    reading = mapping.reading
    layer = formats.read(path, layer=reading.layer, sheet=reading.sheet, encoding=reading.encoding)
    sheet = None
    if reading.points and reading.points.sheet:
        sheet = formats.read(path, sheet=reading.points.sheet, encoding=reading.encoding)
    return of_layer(
        layer,
        mapping,
        package,
        file=Path(path).name,
        dated=dated,
        meant=meant or References(),
        theirs=theirs,
        state=state,
        sheet=sheet,
    )


def of_layer(
    layer: Layer,
    mapping: ExportMapping,
    package: Package,
    *,
    file: str,
    dated: str | None = None,
    meant: References | None = None,
    theirs: Collection[str] = (),
    state: str = "",
    sheet: Layer | None = None,
) -> Plan:
    """The plan of a table that was read already; ``sheet`` is the one with its points, where they stand apart."""
    meant = meant or References()
    dated = _dated(mapping, dated)
    source = f"{mapping.register}-{dated}"
    columns = frozenset(layer.columns)
    _demand_columns(mapping, columns, sheet, file)
    locator = Locator(layer.crs, mapping.reading.crs, package.country, mapping.reading.points)
    maker = Maker(mapping, locator, package, meant.meant)
    builder = Builder(mapping, dated, source, columns, locator, maker, file)
    for record in points.records(layer, sheet, mapping):
        builder.add(record)
    made = _made(mapping, package, meant, dated)
    _add_made(made, builder, maker)
    comparison = Comparison(
        package,
        mapping.register,
        columns,
        memory.read(package.path, mapping.register),
        theirs,
        source,
        dated,
    )
    unresolved = _identify(builder, comparison, package, made, meant)
    changes = [*comparison.changes(builder.built)]
    unknown = sorted({*theirs} - {EVERYTHING} - {change.id for change in changes})
    if unknown:
        raise PloughshareError("import.theirs", ids=", ".join(unknown))
    tables = dict.fromkeys(target.table.name for target in mapping.targets)
    if mapping.is_whole:
        changes += comparison.missing(builder.built, tables)
    changes += with_history(changes, package, dated, source)
    warnings = [*_of_file(layer, sheet, mapping, file), *builder.warnings, *maker.disagreements(file)]
    if not comparison.last and any(change.kind is Kind.CONFLICT for change in changes):
        warnings.append(checks.NO_MEMORY.finding("the package does not remember the last import", file=file))
    return Plan(
        mapping=mapping,
        file=file,
        dated=dated,
        package=package,
        state=state,
        rows_read=builder.accepted + builder.refused_rows + sum(builder.ignored.values()),
        accepted=builder.accepted,
        refused=tuple(builder.refused),
        refused_rows=builder.refused_rows,
        ignored=dict(builder.ignored),
        changes=tuple(changes),
        unresolved=tuple(unresolved),
        warnings=tuple(warnings),
        memory=_remember(builder.built, comparison),
        made=made,
    )


def _dated(mapping: ExportMapping, dated: str | None) -> str:
    found = dated or next(iter(mapping.source.get("issued", ())), None)
    if found is None:
        raise PloughshareError("import.dated", why="The mapping gives no date of the export (`issued` under `source`)")
    if why := dates.fault(found):
        raise PloughshareError("import.dated", why=f"“{found}” cannot be the date of the export: {why}")
    return found


def _demand_columns(mapping: ExportMapping, columns: frozenset[str], sheet: Layer | None, file: str) -> None:
    lacking = sorted(mapping.columns - columns - mapping.optional - points.columns_of_sheet(mapping, sheet))
    if lacking:
        raise PloughshareError(
            "import.columns",
            path=file,
            lacking=", ".join(f"“{name}”" for name in lacking),
            there=", ".join(f"“{name}”" for name in sorted(columns)),
        )


def _of_file(layer: Layer, sheet: Layer | None, mapping: ExportMapping, file: str) -> Iterator[Finding]:
    for each in filter(None, (layer, sheet)):
        for words in each.leftovers:
            yield checks.READING.finding(words, file=file)
    used = mapping.columns | set(mapping.ignore) | points.columns_of_sheet(mapping, None)
    for name in layer.columns:
        if name not in used:
            yield checks.LEFTOVER.finding(f"the column “{name}” is not taken in", file=file, column=name)


def _identify(
    builder: Builder,
    comparison: Comparison,
    package: Package,
    made: dict[str, list[Row]],
    meant: References,
) -> list[Unresolved]:
    """Give every row its lasting id and its references; refuse rows that share one. Gives the unresolved words."""
    own = [each for each in builder.built if not each.target.identity.row and not each.target.identity.numbered]
    builder.refuse_built(_collisions(own))
    for each in builder.built:
        if not each.target.identity.row and not each.target.identity.numbered:
            comparison.known_again(each)
    known: dict[str, list[Row]] = defaultdict(list)
    for name, rows in package.tables.items():
        known[name] += rows
    for name, rows in made.items():
        known[name] += rows
    for each in builder.built:
        if not each.target.identity.row and not each.target.identity.numbered:
            known[each.target.table.name].append(each.row)
    unresolved = [*link_made(made, known, meant.meant), *link(builder.built, known, meant.meant)]
    comparison.number(each for each in builder.built if each.target.identity.numbered)
    row_links(builder.built)
    builder.refuse_built(_lacking(builder.built))
    return unresolved


def _lacking(built: Sequence[Built]) -> dict[int, CellProblem]:
    """Rows that cannot be without a reference and have none: left empty, they would break the record."""
    found: dict[int, CellProblem] = {}
    for each in built:
        for column in each.target.required_references:
            if each.row[column] in (None, ()):
                words = ", ".join(map(shown, each.words.get(column, ()))) or "nothing"
                message = f"{column} is required, and {words} names no row of the record"
                found.setdefault(each.line, CellProblem(checks.UNRESOLVED, None, message))
    return found


def _collisions(built: Sequence[Built]) -> dict[int, CellProblem]:
    """Rows whose id another row of the export has already. The first is kept: which is right only a person knows."""
    first: dict[tuple[str, str], Built] = {}
    found: dict[int, CellProblem] = {}
    for each in built:
        other = first.setdefault((each.target.table.name, each.row["id"]), each)
        if other is each:
            continue
        how = "the same id as" if other.key == each.key else f"an id that cannot be told from “{other.key}” of"
        column = each.target.identity.columns[0]
        found.setdefault(each.line, CellProblem(checks.SAME_ID, column, f"“{each.key}” is {how} row {other.line}"))
    return found


def _made(mapping: ExportMapping, package: Package, meant: References, dated: str) -> dict[str, list[Row]]:
    """The rows that this import adds to what it refers to: its source, organisations, places, ordnance."""
    made: dict[str, list[Row]] = defaultdict(list)
    rows = [(ORGANISATIONS, _constant(ORGANISATIONS, row)) for row in mapping.organisations]
    given = {**mapping.source, "id": (f"{mapping.register}-{dated}",), "issued": (dated,), "seen": ("yes",)}
    rows.append((SOURCES, _constant(SOURCES, given)))
    for table, row in rows:
        if package.row(table.name, row["id"]) is None:
            made[table.name].append(row)
    for name, of_table in meant.rows.items():
        made[name] += [row for row in of_table if package.row(name, row["id"]) is None]
    return made


def _add_made(made: dict[str, list[Row]], builder: Builder, maker: Maker) -> None:
    """Add the rows that the export makes, and lead its rows to those that the record has already.

    What only refused rows speak of is not made.
    """
    rows, known = maker.rows()
    used: dict[str, set[str]] = defaultdict(set)
    for each in builder.built:
        for value in each.target.values:
            if value.make and (id := each.row[value.target.name]):
                table, name = str(value.target.references), value.target.name
                ids = tuple(known[table].get(one, one) for one in (id if value.target.many else (id,)))
                each.row[name] = ids if value.target.many else ids[0]
                used[table].update(ids)
    for table, of_table in rows.items():
        for row in reversed(of_table):  # what lies in another comes after it
            if row["id"] in used[table]:
                used[table].update(filter(None, (row.get("parent"),)))
        made[table] += [row for row in of_table if row["id"] in used[table]]


def _constant(table: Table, given: Mapping[str, tuple[str, ...]]) -> Row:
    """A row that is written out in the mapping, which was judged when it was read."""
    row = blank(table)
    for name, texts in given.items():
        column = table.column(name)
        row[name] = value_reader(column)(list(texts) if column.many else texts[0], lambda _: None)
    return row


def _remember(built: Sequence[Built], comparison: Comparison) -> Memory:
    remembered: dict[str, dict[str, Mapping[str, str]]] = {name: dict(rows) for name, rows in comparison.last.items()}
    for each in built:
        table = each.target.table
        told = memory.of(table, comparison.compared(each), each.row)
        of_table = remembered.setdefault(table.name, {})
        of_table[each.row["id"]] = {**of_table.get(each.row["id"], {}), **told, "id": each.row["id"]}
    return remembered
