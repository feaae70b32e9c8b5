"""Cells between text and value: one reading and one writing for every type of a contract."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from ploughshare import dates, vocab
from ploughshare.record import faults
from ploughshare.record.contracts import LANGUAGE_PATTERN, SLUG_LENGTH, SLUG_PATTERN, Column, Type
from ploughshare.record.faults import Fault

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""What no text may hold: control characters, line breaks that only some programs see, halves of characters."""

OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that reverse what a reader sees; the danger is an id or a name that reads as another."""

_SLUG = re.compile(SLUG_PATTERN)
_LANGUAGE = re.compile(LANGUAGE_PATTERN)
_INTEGER = re.compile(r"-?[0-9]{1,15}")
# Digits only: an exponent such as 1e999999999 is a short cell and an endless number.
_NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[,'’ \u00a0\u202f][0-9]{3})+(?:\.[0-9]+)?")
_COMMA_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]{3})*,[0-9]+")
_MOST_LISTED = 12
_YES, _NO = frozenset({"yes", "true"}), frozenset({"no", "false"})

Read = Callable[[str], Any]
"""Text of a cell -> its value; raises CellError."""


class CellError(ValueError):
    """A cell that cannot be read, with what is wrong with it. Only the readers of this room see it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` was probably meant to be."""
    known = list(known)
    # Terms are written with _, ids with -: the other one is the commonest slip.
    spelt = {re.sub("[ _-]", "-", one): one for one in known}
    matches = difflib.get_close_matches(re.sub("[ _-]", "-", word.lower()), list(spelt), n=1, cutoff=0.6)
    return spelt[matches[0]] if matches else None


def text_fault(text: str) -> Fault | None:
    """Why a text may not stand in a record, or None."""
    if found := CONTROL.search(text):
        return Fault(faults.CHARACTERS, f"holds the control character U+{ord(found[0]):04X}")
    return None


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text) or len(text) > SLUG_LENGTH:
        why = f"is longer than {SLUG_LENGTH} characters" if len(text) > SLUG_LENGTH else "is no id"
        proposal = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:SLUG_LENGTH].strip("-")
        hint = f"{faults.SLUG.remedy} Perhaps “{proposal}”." if proposal else None
        raise CellError(Fault(faults.SLUG, f"{_shown(text)} {why}", hint))
    return text


def _text(text: str) -> str:
    return text


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise CellError(_number_fault(text, "a whole number"))
    return int(text)


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise CellError(_number_fault(text, "a number"))
    return Decimal(text)


def _number_fault(text: str, wanted: str) -> Fault:
    message = f"{_shown(text)} is not {wanted}"
    if _GROUPED.fullmatch(text):
        plain = re.sub(r"[^0-9.\-]", "", text)
        return Fault(
            faults.NUMBER,
            f"{message}: a mark stands between the thousands",
            f"Write {plain}. If the mark before the last digits is meant as the decimal, write a point.",
        )
    if _COMMA_DECIMAL.fullmatch(text):
        plain = text.replace(".", "").replace(",", ".")
        return Fault(faults.NUMBER, f"{message}: it has a comma for its decimals", f"Write {plain}.")
    if re.fullmatch(r"-?[0-9.]+[eE][+-]?[0-9]+", text):
        return Fault(
            faults.NUMBER, f"{message}: it has an exponent", "Write all its digits, such as 2000000 for 2E+06."
        )
    return Fault(faults.NUMBER, message)


def _boolean(text: str) -> bool:
    word = text.lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellError(Fault(faults.BOOLEAN, f"{_shown(text)} is neither yes nor no"))


# The same few hundred dates stand in a hundred thousand rows.
_date_fault = cache(dates.fault)


def _date(text: str) -> str:
    if why := _date_fault(text):
        raise CellError(Fault(faults.DATE, why))
    return text


def _period(text: str) -> str:
    if why := _date_fault(text, period=True):
        raise CellError(Fault(faults.DATE, why))
    return text


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
        fine = (
            bool(parts.netloc) if parts.scheme in ("http", "https") else parts.scheme == "mailto" and "@" in parts.path
        )
    except ValueError:
        fine = False
    if not fine or re.search(r"[\s<>\"\\^`{|}]", text) or OVERRIDES.search(text):
        raise CellError(Fault(faults.URL, f"{_shown(text)} is no web or mail address"))
    return text


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise CellError(Fault(faults.LANGUAGE, f"{_shown(text)} is no tag of a language"))
    return text


def _term_reader(vocabulary: str) -> Read:
    terms = frozenset(vocab.load(vocabulary).terms)

    def term(text: str) -> str:
        if text not in terms:
            raise CellError(_term_fault(vocabulary, text))
        return text

    return term


@lru_cache(maxsize=1024)  # one slip is often repeated in every row
def _term_fault(vocabulary: str, text: str) -> Fault:
    terms = vocab.load(vocabulary).terms
    meant = closest(text, terms)
    listing = ", ".join(terms) if len(terms) <= _MOST_LISTED else f"{len(terms)} terms; see `ploughshare schema`"
    hint = f"Did you mean “{meant}”? " if meant else ""
    message = f"{_shown(text)} is not in the vocabulary {vocabulary}"
    return Fault(faults.TERM, message, f"{hint}It has: {listing}.")


_READERS: dict[Type, Read] = {
    Type.SLUG: _slug,
    Type.TEXT: _text,
    Type.INTEGER: _integer,
    Type.NUMBER: _number,
    Type.BOOLEAN: _boolean,
    Type.DATE: _date,
    Type.PERIOD: _period,
    Type.URL: _url,
    Type.LANGUAGE: _language,
}


@cache
def reader(column: Column) -> Read:
    """How the text of one item of that column is read. The text is not empty and has no space around it."""
    return _term_reader(column.vocabulary) if column.vocabulary else _READERS[column.type]


def items(text: str) -> list[str]:
    r"""The items of a ``many`` cell: parted by semicolons; ``\;`` is a semicolon and ``\\`` a backslash in an item."""
    if "\\" not in text:
        return [item for part in text.split(";") if (item := part.strip())]
    parts, current, position = [], "", 0
    while position < len(text):
        character = text[position]
        if character == "\\" and position + 1 < len(text) and text[position + 1] in "\\;":
            position += 1
            current += text[position]
        elif character == ";":
            parts.append(current)
            current = ""
        else:
            current += character
        position += 1
    return [item for part in [*parts, current] if (item := part.strip())]


def item_text(value: Any) -> str:
    """One value as text, as a cell holds it."""
    if value is True or value is False:
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def text(column: Column, value: Any) -> str:
    """The canonical text of a cell; reading it gives the value again."""
    if value is None:
        return ""
    if column.many:
        return "; ".join(item_text(item).replace("\\", "\\\\").replace(";", "\\;") for item in value)
    return item_text(value)


def _shown(text: str) -> str:
    """A cell's text as a message shows it: one short line, nothing in it that the terminal would obey."""
    plain = "".join(character if character.isprintable() else "·" for character in text)
    return f"“{plain[:60]}…”" if len(plain) > 60 else f"“{plain}”"


def is_formula(text: str) -> bool:
    """Whether a spreadsheet that opens this text would run it as a formula.

    A package keeps such cells exactly as they are: a mark put before them would be another text, and the
    keeper's figures such as -40 would carry it too (``docs/decisions/0007``).
    """
    return text[:1] in ("=", "@") or (
        text[:1] in ("+", "-") and len(text) > 1 and not _NUMBER.fullmatch(text.lstrip("+-"))
    )
