"""The rows that tests are made of are what a careful keeper would write: each term is one of its vocabulary."""

from __future__ import annotations

import pytest

from ploughshare import vocab
from ploughshare.record.contracts import TABLES, Table
from small_packages import package


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_term_is_of_its_vocabulary(table: Table) -> None:
    (row,) = package(**{table.name: [{}]}).rows(table.name)
    for column in table.columns:
        given = row[column.name] if column.many else (row[column.name],)
        if column.vocabulary:
            assert all(term is None or term in vocab.load(column.vocabulary) for term in given), column.name
