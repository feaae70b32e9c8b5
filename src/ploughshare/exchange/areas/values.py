"""The cells of a row by the mapping: from what a programme writes to what a record's contract holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from ploughshare import vocab
from ploughshare.exchange.areas import checks, date_patterns
from ploughshare.exchange.areas.mapping import PLACEHOLDER, Condition, Value
from ploughshare.exchange.areas.words import same_word
from ploughshare.findings import Check
from ploughshare.record import cells
from ploughshare.record.contracts import Column, Type
from ploughshare.record.rows import value_reader

Cells = Mapping[str, str]
"""The cells of a row of an export as texts, by its columns; "" where empty."""

Read = Callable[[Cells], Any]
"""Cells -> the typed value of a column of the record (None or () where empty), or the words of a reference."""

SQUARE_METRES = {"m2": "1", "ha": "10000", "km2": "1000000", "dunam": "1000", "acre": "4046.8564224"}
"""Unit of an area -> square metres in it. A dunam is the metric one; an acre the international one."""


class CellProblem(ValueError):  # noqa: N818 (a problem of the cell, told to its person; no error of the program)
    """A cell that cannot be taken: in which column of the export, what is wrong and what to do."""

    def __init__(self, check: Check, column: str | None, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.check, self.column, self.message, self.hint = check, column, message, hint


def shown(text: str) -> str:
    """A cell as a message shows it: one short line that no terminal obeys."""
    plain = "".join(each if each.isprintable() else "·" for each in text[:61])
    return f"“{plain[:60]}…”" if len(text) > 60 else f"“{plain}”"


def reader(value: Value) -> Read:
    """How the value of a column is read from the cells of a row. What the reader returns raises CellProblem.

    For a reference that is not constant, it gives the word or words to be looked up.
    """
    judge = _judge(value.target, None)
    if value.constant is not None:
        fixed = judge(list(value.constant) if value.target.many else (value.constant[0] if value.constant else ""))
        return lambda _: fixed
    if value.words is not None:
        return _words(value, judge)
    if value.date is not None:
        return _date_of_parts(value, value.date)
    return _column(value)


def _words(value: Value, judge: Callable[[Any], Any]) -> Read:
    pieces = PLACEHOLDER.split(value.words or "")
    columns = pieces[1::2]

    def read(row: Cells) -> Any:
        texts = {name: "" if is_empty(row[name], value.empty) else row[name] for name in columns}
        # A text of which every column is empty says nothing.
        if texts and not any(texts.values()):
            return judge("")
        return judge("".join(texts[piece] if index % 2 else piece for index, piece in enumerate(pieces)).strip())

    return read


def _date_of_parts(value: Value, parts: Mapping[str, str]) -> Read:
    judge = _judge(value.target, parts["year"])

    def part(row: Cells, name: str) -> str | None:
        column = parts.get(name)
        if column is None or is_empty(row[column], value.empty):
            return None
        number = read_number(row[column], value, column)
        if number != number.to_integral_value() or not 0 <= number < 10_000:
            raise CellProblem(checks.UNREADABLE, column, f"{shown(row[column])} is no {name}")
        return str(int(number))

    def read(row: Cells) -> Any:
        year = part(row, "year")
        return judge(date_patterns.of_parts(year, part(row, "month"), part(row, "day")) if year else "")

    return read


def _column(value: Value) -> Read:
    column = str(value.column)
    judge = _judge(value.target, column)
    read_word = _word_reader(value, column)
    absent = judge(_constant(value, value.when_absent))

    def read(row: Cells) -> Any:
        text = row[column]
        if is_empty(text, value.empty):
            return absent
        if not value.target.many:
            return judge(next(iter(read_word(text)), ""))
        words = text.split(value.separator) if value.separator else [text]
        return judge([item for word in words if word.strip() for item in read_word(word.strip())])

    return read


def _constant(value: Value, texts: tuple[str, ...] | None) -> Any:
    if value.target.many:
        return list(texts or ())
    return texts[0] if texts else ""


def _word_reader(value: Value, column: str) -> Callable[[str], tuple[str, ...]]:
    """How one word of a cell becomes the text, or the texts, of a record's cell."""
    known = frozenset(vocab.load(value.target.vocabulary).terms) if value.target.vocabulary else frozenset()
    terms = value.terms

    def term(text: str) -> tuple[str, ...]:
        meaning = (terms or {}).get(same_word(text))
        if meaning is not None:
            return meaning
        if text in known:
            return (text,)
        if value.otherwise is not None:
            return value.otherwise
        near = cells.closest(text, [*(terms or {}), *known])
        hint = f"{checks.UNKNOWN_WORD.remedy} Perhaps “{near}” is meant." if near else None
        raise CellProblem(checks.UNKNOWN_WORD, column, f"{shown(text)} has no meaning for {value.target.name}", hint)

    if terms is not None or known:
        return term
    match value.target.type:
        case Type.NUMBER | Type.INTEGER:
            return lambda text: (_number_text(text, value, column),)
        case Type.DATE | Type.PERIOD:
            return lambda text: (_date_text(text, value, column),)
        case _:
            return lambda text: (text,)


def is_empty(text: str, words: frozenset[str]) -> bool:
    """Whether nothing stands in a cell, or a word that the mapping takes for nothing."""
    return not text or (bool(words) and same_word(text) in words)


def read_number(text: str, value: Value, column: str) -> Decimal:
    """A number as the mapping says numbers are written. A mark that could part thousands or decimals is refused."""
    plain = text.replace("\u202f", " ").replace("’", "'")
    thousands = value.thousands
    if thousands and thousands in plain:
        whole, mark, rest = plain.partition(value.decimal)
        if not re.fullmatch(rf"[+-]?[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+", whole.strip()):
            message = f"{shown(text)} has “{thousands}” where no thousands end"
            raise CellProblem(checks.UNREADABLE, column, message)
        plain = whole.replace(thousands, "") + mark + rest
    if value.decimal == ",":
        if "." in plain:
            raise CellProblem(
                checks.UNREADABLE,
                column,
                f"{shown(text)} has a point, and the mapping says that decimals follow a comma",
                "Give `thousands: .` in the mapping if it parts thousands, or `decimal: .` if it is the decimal mark.",
            )
        plain = plain.replace(",", ".", 1)
    if not re.fullmatch(r"[+-]?[0-9]{1,25}(?:\.[0-9]{1,25})?", plain):
        hint = None
        if re.fullmatch(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", plain):
            hint = "Give `thousands: ,` in the mapping if the comma parts thousands, or `decimal: ,` if decimals."
        raise CellProblem(checks.UNREADABLE, column, f"{shown(text)} is no number", hint)
    try:
        return Decimal(plain)
    except InvalidOperation as error:  # no digits that the pattern lets through should come here
        raise CellProblem(checks.UNREADABLE, column, f"{shown(text)} is no number") from error


def _number_text(text: str, value: Value, column: str) -> str:
    number = read_number(text, value, column)
    if number < 0:
        raise CellProblem(checks.UNREADABLE, column, f"{shown(text)} is less than nothing")
    if value.unit and value.unit != "m2":
        number *= Decimal(SQUARE_METRES[value.unit])
        number = number.quantize(1) if number == number.to_integral_value() else number.normalize()
    if value.target.type is Type.INTEGER and number == number.to_integral_value():
        return str(int(number))
    return format(number, "f")


def _date_text(text: str, value: Value, column: str) -> str:
    found = date_patterns.read(text, value.dates)
    if found is None:
        wanted = " or ".join(value.dates) if value.dates else "YYYY-MM-DD"
        raise CellProblem(
            checks.UNREADABLE,
            column,
            f"{shown(text)} is no date written as {wanted}",
            "Mend it, or give the pattern it is written in under `dates` of the mapping.",
        )
    return found


def _judge(target: Column, column: str | None) -> Callable[[Any], Any]:
    """Texts to the typed value, by the contract's own reader. References are looked up later."""
    if target.references:
        return lambda texts: tuple(texts) if target.many else (texts or None)
    read = value_reader(target)

    def judge(texts: Any) -> Any:
        if not texts:
            return () if target.many else None
        for text in texts if isinstance(texts, list) else [texts]:
            if fault := cells.text_fault(text):
                raise CellProblem(checks.UNREADABLE, column, f"{fault.message}")

        def refuse(fault: Any) -> None:
            raise CellProblem(checks.UNREADABLE, column, f"for {target.name}: {fault.message}", fault.hint)

        return read(texts, refuse)

    return judge


def holds(conditions: tuple[Condition, ...], row: Cells, thousands: str | None, decimal: str) -> bool:
    """Whether all conditions hold of a row. Raises CellProblem for a cell that cannot be compared."""
    return all(_holds(condition, row[condition.column], thousands, decimal) for condition in conditions)


def _holds(condition: Condition, text: str, thousands: str | None, decimal: str) -> bool:
    if condition.words is not None and same_word(text) not in condition.words:
        return False
    if condition.other_words is not None and same_word(text) in condition.other_words:
        return False
    if condition.filled is not None and bool(text) != condition.filled:
        return False
    if condition.above is None or not text:
        return condition.above is None
    plain = text.replace(thousands, "") if thousands else text
    plain = plain.replace(",", ".") if decimal == "," else plain
    if not re.fullmatch(r"[+-]?[0-9]{1,25}(?:\.[0-9]{1,25})?", plain):
        # A slip in a cell that decides whether land was released must not decide it silently.
        raise CellProblem(checks.UNREADABLE, condition.column, f"{shown(text)} is no number")
    return Decimal(plain) > condition.above
