"""Valid records of every table, made by hypothesis: `from strategies import packages`.

They hold what real ones hold and more: Korean, Arabic and Hebrew, characters beyond the first plane, line
breaks, semicolons, backslashes, quotation marks, formulas, texts that look like numbers, dates or YAML.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ploughshare import geo, vocab
from ploughshare.record.cells import CONTROL, OVERRIDES
from ploughshare.record.contracts import CITABLE, META, TABLES, TABLES_BY_NAME, Column, Table, Type
from ploughshare.record.package import Package, Row
from ploughshare.record.references import POINTERS

_ODD = [
    "지뢰; 비무장지대",
    "حقل ألغام",
    "שדה מוקשים, “ישן”",
    'He said "no"',
    "a;b\\;c\\",
    "first\nsecond\n\n  third",
    "=1+1",
    "-40",
    "@x",
    "yes",
    "null",
    "2018-10-01",
    "1e5",
    "key: value # no comment",
    "- item",
    "'",
    '"',
    "\\",
    ";",
    "|",
    "é",
    "e\u0301",
    "💣 🚧",
    "a\tb",
    "\u200f",
    "~",
    "[x]{.y}",
    "https://example.org/a:b#c",
]
_CODE_COLUMNS = frozenset({"country", "subject"})


def _usable(text: str) -> bool:
    return bool(text.strip()) and not CONTROL.search(text) and not OVERRIDES.search(text)


def texts() -> st.SearchStrategy[str]:
    """A text as a cell may hold it: something in it, no space around it, nothing that no text may hold."""
    letters = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\r")
    free = st.text(st.one_of(letters, st.just("\n")), min_size=1, max_size=20)
    return st.one_of(st.sampled_from(_ODD), free).map(str.strip).filter(_usable)


def slugs() -> st.SearchStrategy[str]:
    """An id."""
    return st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)


def dates() -> st.SearchStrategy[str]:
    """A date at one of the three precisions of its digits."""
    return st.dates().map(str).flatmap(lambda day: st.sampled_from([day, day[:7], day[:4]]))


def _periods() -> st.SearchStrategy[str]:
    ordered = st.tuples(st.integers(1, 9998), st.integers(0, 1)).map(lambda p: f"{p[0]:04d}/{p[0] + p[1]:04d}")
    return st.one_of(dates(), ordered, dates().map(lambda day: f"{day}/.."))


def geometries() -> st.SearchStrategy[dict[str, Any]]:
    """A valid geometry of each type."""
    point = st.tuples(st.floats(-179, 179), st.floats(-89, 89)).map(lambda p: [round(x, 7) for x in p])
    line = st.lists(point, min_size=2, max_size=5, unique_by=tuple)
    ring = st.lists(point, min_size=3, max_size=5, unique_by=tuple).map(lambda points: [*points, points[0]])
    shapes = {
        "Point": point,
        "MultiPoint": st.lists(point, min_size=1, max_size=3),
        "LineString": line,
        "MultiLineString": st.lists(line, min_size=1, max_size=2),
        "Polygon": st.lists(ring, min_size=1, max_size=2),
        "MultiPolygon": st.lists(st.lists(ring, min_size=1, max_size=1), min_size=1, max_size=2),
    }
    return st.one_of(
        *(
            coordinates.map(lambda c, kind=kind: {"type": kind, "coordinates": c})
            for kind, coordinates in shapes.items()
        )
    )


_NAMES = st.one_of(
    st.fixed_dictionaries({"family": texts(), "given": texts()}),
    st.fixed_dictionaries({"family": texts()}),
    st.fixed_dictionaries({"literal": texts()}),
)
_VALUES: dict[Type, st.SearchStrategy[Any]] = {
    Type.TEXT: texts(),
    Type.SLUG: slugs(),
    Type.INTEGER: st.integers(-(10**12), 10**12),
    Type.NUMBER: st.decimals(-(10**9), 10**9, places=3, allow_nan=False),
    Type.BOOLEAN: st.booleans(),
    Type.DATE: dates(),
    Type.PERIOD: _periods(),
    Type.LANGUAGE: st.sampled_from(["en", "pt-BR", "zh-Hant-HK"]),
    Type.URL: st.sampled_from(["https://example.org/a?b=c;d#e", "http://bit.ly/x_1", "mailto:a@example.org"]),
    Type.NAMES: st.lists(_NAMES, min_size=1, max_size=2).map(tuple),
    Type.GEOMETRY: geometries(),
}


def _one(column: Column) -> st.SearchStrategy[Any]:
    if column.vocabulary:
        return st.sampled_from(list(vocab.load(column.vocabulary).terms))
    if column.name in _CODE_COLUMNS:
        return st.sampled_from(["kp", "kr", "kp-kr", "xk"])
    return _VALUES[column.type]


def _cell(column: Column, ids: dict[str, list[str]]) -> st.SearchStrategy[Any]:
    """A value of the column; references go to ids that are there."""
    if column.references:
        known = ids[column.references]
        one: st.SearchStrategy[Any] = st.sampled_from(known) if known else st.nothing()
    else:
        one = _one(column)
    if column.many:
        least = 1 if column.required else 0
        some = st.lists(one, min_size=least, max_size=3, unique=True).map(tuple)
        return some if not one.is_empty else st.just(())
    empty: Any = () if column.type is Type.NAMES else None
    if column.required:
        return one
    return st.just(empty) if one.is_empty else st.one_of(st.just(empty), one)


@st.composite
def _row(draw: st.DrawFn, table: Table, id: str, ids: dict[str, list[str]]) -> Row:
    row = {column.name: draw(_cell(column, ids)) for column in table.columns if column.name != "id"}
    row = {"id": id, **row}
    if table.name in POINTERS:
        table_column, row_column, allowed = POINTERS[table.name]
        row[table_column] = draw(st.sampled_from([name for name in allowed if ids[name]]))
        row[row_column] = draw(st.sampled_from(ids[row[table_column]]))
    if row.get("geometry"):
        row["geometry"] = geo.trim(row["geometry"], row["precision_m"])
    return row


def _can_stand(table: Table, ids: dict[str, list[str]]) -> bool:
    needed = [column.references for column in table.columns if column.required and column.references]
    pointed = POINTERS[table.name][2] if table.name in POINTERS else CITABLE
    return all(ids[name] for name in needed) and (table.name not in POINTERS or any(ids[name] for name in pointed))


@st.composite
def packages(draw: st.DrawFn, most_rows: int = 2) -> Package:
    """A valid record in the canonical form of its values: what is read again equals it."""
    ids: dict[str, list[str]] = {name: [] for name in TABLES_BY_NAME}
    tables: dict[str, tuple[Row, ...]] = {}
    for table in TABLES:
        wanted = draw(st.lists(slugs(), max_size=most_rows, unique=True)) if _can_stand(table, ids) else []
        rows: list[Row] = []
        for id in sorted(wanted):
            rows.append(draw(_row(table, id, ids)))
            ids[table.name].append(id)
        tables[table.name] = tuple(rows)
    meta = {column.name: draw(_cell(column, ids)) for column in META}
    narrative = draw(st.one_of(st.just(""), texts().map(lambda text: f"{text}\n")))
    fixed = {"format": 1, "country": "kp", "reporting_year": draw(st.integers(1900, 2999))}
    return Package(meta={**meta, **fixed}, tables=tables, narrative=narrative)
