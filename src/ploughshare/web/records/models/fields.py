"""How a column of a contract is kept in a database: the few kinds of field, each exact.

Everything is text without a length: a database that cuts off or refuses a long name would not give back what
came in. What is empty is NULL, as it is None in a row.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _TextField = models.TextField[Any, Any]
else:
    _TextField = models.TextField  # Django's fields are generic for the type checker only


class StatedNumberField(_TextField):
    """A decimal number with its digits as stated. A numeric column of SQLite would make 1.50 into 1.5."""

    def from_db_value(self, value: str | None, *_: object) -> Decimal | None:
        """The number as it was stated."""
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        """The number that a form or a fixture spells."""
        return None if value is None else Decimal(value)

    def get_prep_value(self, value: Any) -> str | None:
        """The digits to keep."""
        return None if value is None else format(Decimal(value), "f")


def text(*, required: bool = False) -> models.TextField[Any, Any]:
    """A text, a term of a vocabulary, a date or a period (whose digits are its precision), or an address."""
    return models.TextField(null=not required)


def number() -> StatedNumberField:
    """A number with its digits as stated."""
    return StatedNumberField(null=True)


def boolean(*, required: bool = False) -> models.BooleanField[Any, Any]:
    """Yes or no."""
    return models.BooleanField(null=not required)


def integer(*, required: bool = False) -> models.BigIntegerField[Any, Any]:
    """A whole number."""
    return models.BigIntegerField(null=not required)


def names() -> models.JSONField[Any, Any]:
    """Names of persons and bodies, as CSL has them."""
    return models.JSONField(null=True)


def many() -> models.JSONField[Any, Any]:
    """A list of texts, terms or ids; empty, never NULL."""
    return models.JSONField(default=list)


def geometry() -> models.BinaryField[Any, Any]:
    """A geometry as WKB, WGS 84 longitude and latitude: any database keeps it, and PostGIS reads it."""
    return models.BinaryField(null=True)


def reference(to: str, column: str, *, required: bool = False, indexed: bool = True) -> models.ForeignKey[Any, Any]:
    """A row of another table of the same record. At the end of a transaction the database itself refuses one that is
    not there; until then rows may come and go in any order.

    Without an index a row that is referred to is slower to remove, and the rows that refer to it faster to write.
    """
    return models.ForeignKey(
        to, models.DO_NOTHING, related_name="+", db_column=column, null=not required, db_index=indexed
    )
