"""The names of the columns of a table, as its first rows give them."""

from __future__ import annotations

from collections.abc import Sequence


def letters(index: int) -> str:
    """The letters of a spreadsheet's column, counted from 0: A, B ... Z, AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def unique(names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names, each once and none empty, and a sentence on each that had to be made or changed.

    Two columns of one name would hide each other, and one without a name could not be mapped.
    """
    taken: set[str] = set()
    made: list[str] = []
    said: list[str] = []
    for index, given in enumerate(names):
        name = " ".join(given.split())
        if not name:
            name = f"column {letters(index)}"
            said.append(f"column {letters(index)} has no heading and is called “{name}”")
        number, candidate = 1, name
        while candidate in taken:
            number += 1
            candidate = f"{name} ({number})"
        if candidate != name:
            said.append(f"the heading “{name}” stands over several columns; that in {letters(index)} is “{candidate}”")
        taken.add(candidate)
        made.append(candidate)
    return tuple(made), tuple(said)
