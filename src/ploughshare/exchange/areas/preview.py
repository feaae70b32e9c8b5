"""What an import would do, as a person reads it before it is done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ploughshare.exchange.areas.memory import as_shown
from ploughshare.exchange.areas.model import Change, Kind, Plan, Unresolved
from ploughshare.findings import Finding
from ploughshare.record.tier import RESTRICTED

MOST = 10
"""How many of a kind are listed unless more are asked for."""

_LISTED_ROWS = 8


def lines(plan: Plan, *, most: int = MOST) -> Iterator[str]:
    """The preview: what was read, what each table gets, differences cell by cell, and what waits for a person."""
    yield f"{plan.file}: {plan.mapping.title}; as of {plan.dated}"
    yield (
        f"{plan.rows_read:,} rows read: {plan.accepted:,} taken in, {sum(plan.ignored.values()):,} left out, "
        f"{plan.refused_rows:,} refused"
    )
    for why, count in plan.ignored.items():
        yield f"  left out {count:,}: {why}"
    yield ""
    yield from _counts(plan)
    for title, kind in (
        ("New", Kind.NEW),
        ("Changed", Kind.CHANGED),
        ("Edited here and changed there: the edit stands unless --take-theirs ID", Kind.CONFLICT),
        ("No longer in the export, and kept: a person says what became of them", Kind.MISSING),
    ):
        yield from _listing(title, plan.of(kind), most, plan.dated)
    yield from _unresolved(plan.unresolved, most)
    yield from _findings("Refused", plan.refused, most)
    yield from _findings("Look at", plan.warnings, most)


def _counts(plan: Plan) -> Iterator[str]:
    kinds = [kind.value for kind in Kind]
    yield f"{'':<16}" + "".join(f"{kind:>11}" for kind in kinds)
    for table, counted in plan.counts().items():
        yield f"{table:<16}" + "".join(f"{counted.get(kind, 0):>11,}" for kind in kinds)
    for table, rows in plan.made.items():
        if rows:
            yield f"{table:<16}{len(rows):>11,}"


def _listing(title: str, changes: Sequence[Change], most: int, dated: str) -> Iterator[str]:
    if not changes:
        return
    yield ""
    yield f"{title} ({len(changes):,}):"
    yield from _by_column(changes)
    for change in changes[:most]:
        where = f"row {change.line}" if change.line is not None else "not in the export"
        yield f"  {change.table}/{change.id} ({where})"
        if change.kind is Kind.NEW:
            yield f"    {_told(change)}"
        if change.kind is Kind.MISSING and change.row.get("status"):
            status = change.row["status"]
            yield f"    proposed: end its status “{status}” as of {dated}, once somebody says why it vanished"
        for cell in change.cells:
            if change.row.get("tier") == RESTRICTED:
                yield f"    {cell.column}: (restricted: not printed)"
                continue
            mark = " (yours stands)" if cell.is_conflict and change.kind is Kind.CONFLICT else ""
            before, after = as_shown(cell.before) or "(empty)", as_shown(cell.after) or "(empty)"
            yield f"    {cell.column}: {before} -> {after}{mark}"
    yield from _rest(len(changes), most)


def _by_column(changes: Sequence[Change]) -> Iterator[str]:
    """In how many rows each column would change: what a revision of a register is about."""
    counted = Counter((change.table, cell.column) for change in changes for cell in change.cells)
    for table in dict.fromkeys(table for table, _ in counted):
        columns = [f"{column} {count:,}" for (its, column), count in counted.most_common() if its == table]
        yield f"  {table} by column: {', '.join(columns)}"


def _told(change: Change) -> str:
    """A new row in one line: what is filled. Cells of restricted rows are kept out of logs."""
    if change.row.get("tier") == RESTRICTED:
        return "(restricted: its cells are not printed)"
    cells = [
        f"{name}={as_shown(value if not isinstance(value, tuple) else '; '.join(map(str, value)))[:40]}"
        for name, value in change.row.items()
        if name not in ("id", "geometry", "source", "recorded", "coordinates_as_entered") and value not in (None, ())
    ]
    return ", ".join(cells)[:200]


def _unresolved(unresolved: Sequence[Unresolved], most: int) -> Iterator[str]:
    if not unresolved:
        return
    yield ""
    yield f"Name no row of the record ({len(unresolved):,}); say what they mean in a file for --references:"
    by_table: dict[str, list[Unresolved]] = defaultdict(list)
    for each in unresolved[: max(most, 50)]:
        by_table[each.table].append(each)
    for table, words in by_table.items():
        yield f"  {table}:"
        for each in words:
            proposal = each.proposals[0] if each.proposals else "~"
            others = f", or {', '.join(each.proposals[1:])}" if each.proposals[1:] else ""
            rows = f", row {_rows(each.lines)}" if each.lines else ""
            yield f"    {_key(each.word)}: {proposal}   # {each.column}{rows}{others}"
    yield from _rest(len(unresolved), max(most, 50))


def _key(word: str) -> str:
    """A word as a key of YAML."""
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _findings(title: str, findings: Sequence[Finding], most: int) -> Iterator[str]:
    """Findings that say the same in the same column, once, with their rows."""
    groups: dict[tuple[str, str | None, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.check, finding.column, finding.message, finding.hint].append(finding)
    if not groups:
        return
    yield ""
    yield f"{title} ({len(findings):,}):"
    for (check, column, message, hint), same in list(groups.items())[:most]:
        rows = [finding.row for finding in same if finding.row is not None]
        where = ", ".join(filter(None, (f"row {_rows(rows)}" if rows else "", f"column {column}" if column else "")))
        subject = f" ({same[0].subject})" if same[0].subject else ""
        yield f"  [{check}] {where}{': ' if where else ''}{message}{subject}"
        yield f"    -> {hint}"
    yield from _rest(len(groups), most)


def _rows(rows: Iterable[int]) -> str:
    listed = list(rows)
    told = ", ".join(map(str, listed[:_LISTED_ROWS]))
    return told if len(listed) <= _LISTED_ROWS else f"{told} and {len(listed) - _LISTED_ROWS:,} more"


def _rest(count: int, most: int) -> Iterator[str]:
    if count > most:
        yield f"  … and {count - most:,} more (--show N lists more, --json all)"
