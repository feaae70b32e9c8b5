"""References of the rows of an export: each word to the row it means, in the record or in the export itself."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from ploughshare.exchange.areas.model import Built, Unresolved
from ploughshare.exchange.areas.words import bare_word, same_word, slug
from ploughshare.record.contracts import TABLES_BY_NAME
from ploughshare.record.package import Row

_MOST_LINES = 1000
_MOST_CANDIDATES = 5000
_MOST_PROPOSALS = 3
_NAMES = ("name", "short_name", "other_names", "title")
"""Columns by which a person calls a row."""


class _Index:
    """The rows of one table by what they may be called."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.ids: set[str] = set()
        self._by_original: dict[str, set[str]] = defaultdict(set)
        self._by_name: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            id = row["id"]
            self.ids.add(id)
            if row.get("original_id"):
                self._by_original[row["original_id"]].add(id)
            for name in _called(row):
                self._by_name[same_word(name)].add(id)

    def find(self, word: str) -> str | None:
        """The one row that a word means: by id, by its id in its source, or by name; None where none or several."""
        if word in self.ids:
            return word
        for found in (self._by_original.get(word), self._by_name.get(same_word(word))):
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None

    @cached_property
    def _bare(self) -> dict[str, str]:
        bare: dict[str, str] = {}
        for name, ids in sorted(self._by_name.items()):
            bare.setdefault(bare_word(name), min(ids))
        if len(bare) < _MOST_CANDIDATES:
            for original, ids in sorted(self._by_original.items()):
                bare.setdefault(bare_word(original), min(ids))
        return bare

    def near(self, word: str) -> tuple[str, ...]:
        """Ids of rows whose names are like the word. Nothing among many thousands, where each search takes seconds."""
        if len(self.ids) > _MOST_CANDIDATES:
            return ()
        names = difflib.get_close_matches(bare_word(word), self._bare, n=_MOST_PROPOSALS, cutoff=0.6)
        return tuple(dict.fromkeys(self._bare[name] for name in names))


def _called(row: Row) -> Iterator[str]:
    for column in _NAMES:
        value = row.get(column)
        if isinstance(value, tuple):
            yield from value
        elif value and "original_id" not in row:
            yield value


def link(
    built: list[Built],
    known: Mapping[str, Iterable[Row]],
    meant: Mapping[str, Mapping[str, str | None]],
) -> list[Unresolved]:
    """Put ids in the place of the words of all rows, and give back the words that mean no row.

    ``known`` are the rows there will be, by table; ``meant`` what a person said. Linear in the rows; the cells of
    words that stay unresolved are left empty.
    """
    indexes: dict[str, _Index] = {}
    open_words: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for each in built:
        for column, words in each.words.items():
            contract = each.target.table.column(column)
            table = str(contract.references)
            if table not in indexes:
                indexes[table] = _Index(known.get(table, ()))
            ids = []
            for word in words:
                said = meant.get(table, {})
                if same_word(word) in said:
                    id = said[same_word(word)]
                    if id is None:
                        continue
                    found = id if id in indexes[table].ids else None
                else:
                    found = indexes[table].find(word)
                if found:
                    ids.append(found)
                else:
                    open_words[table, word, column].append(each.line)
            each.row[column] = tuple(dict.fromkeys(ids)) if contract.many else (ids[0] if ids else None)
    return [
        Unresolved(table, word, column, tuple(lines[:_MOST_LINES]), indexes[table].near(word))
        for (table, word, column), lines in open_words.items()
    ]


def link_made(
    made: Mapping[str, Iterable[Row]], known: Mapping[str, Iterable[Row]], meant: Mapping[str, Mapping[str, str | None]]
) -> list[Unresolved]:
    """See that the rows an import makes refer to rows that are there; a reference that leads nowhere is emptied.

    Those that a mapping or a person wrote out may name a publisher or a parent that nobody made.
    """
    ids = {name: {row["id"] for row in rows} for name, rows in known.items()}
    found = []
    for name, rows in made.items():
        columns = [column for column in TABLES_BY_NAME[name].columns if column.references and not column.many]
        for row in rows:
            for column in columns:
                table, word = str(column.references), row[column.name]
                said = meant.get(table, {})
                id = said[same_word(word)] if word and same_word(word) in said else word
                row[column.name] = id if id in ids.get(table, ()) else None
                if id and row[column.name] is None:
                    found.append(Unresolved(table, str(word), f"{column.name} of {name}/{row['id']}", ()))
    return found


def row_links(built: list[Built]) -> None:
    """Give rows the ids that hang on other rows made of the same row of the export, and their references to them.

    The ids of those others must be final.
    """
    by_line: dict[int, dict[str, str]] = defaultdict(dict)
    for each in built:
        identity = each.target.identity
        if identity.row:
            each.row["id"] = slug(by_line[each.line][identity.row], identity.ending)
        by_line[each.line][each.target.name] = each.row["id"]
        for value in each.target.values:
            if value.row and (id := by_line[each.line].get(value.row)):
                each.row[value.target.name] = (id,) if value.target.many else id
