"""Keys: what holds a row apart from the rows of other records, and of other tables, with the same id."""

from __future__ import annotations


def of_row(country: str, id: str) -> str:
    """The key of a row in its table: ``kp/jsa``. A foreign key made of it never reaches into another record."""
    return f"{country}/{id}"


def id_of(key: str) -> str:
    """The id that the key of a row ends with."""
    return key.partition("/")[2]


def of_published(country: str, table: str, id: str) -> str:
    """The key of a published row: ``kp/places/jsa``."""
    return f"{country}/{table}/{id}"
