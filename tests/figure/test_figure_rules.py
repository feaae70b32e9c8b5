"""Every table of docs/rules/figures.md, row by row: the document is the test."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from ploughshare import figure
from ploughshare.errors import PloughshareError
from ploughshare.figure import Figure

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "rules" / "figures.md"
Row = dict[str, str]


def tables(path: Path) -> dict[int, list[Row]]:
    """The rows of the table of each numbered section."""
    found: dict[int, list[Row]] = {}
    for section in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        number = int(section.split(".")[0])
        lines = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
        head, _, *rows = [[cell.strip() for cell in line] for line in lines]
        found[number] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


def said(value: Figure | None) -> str:
    return "-" if value is None else figure.say(value).replace("\u00a0", " ")


def digits(value: Decimal | None) -> str:
    return "-" if value is None else f"{value.normalize():f}"


def read(words: str) -> Figure:
    return figure.parse(words)


def check_words(row: Row) -> None:
    value = read(row["words"])
    assert value.state == row["state"]
    assert (value.kind or "-") == row["kind"]
    numbers = [digits(number) for number in (value.low, value.best, value.high, value.rounded_to)]
    assert numbers == [row["low"], row["best"], row["high"], row["rounded to"]]
    assert (value.unit or "-") == row["unit"]
    assert said(value) == row["said back"]
    assert figure.parse(figure.say(value)) == value
    assert figure.faults(value) == []


def check_refusal(row: Row) -> None:
    with pytest.raises(PloughshareError, match=re.escape(row["the error says"])) as refused:
        read(row["words"])
    assert refused.value.code == "figure.words"


def check_contamination(row: Row) -> None:
    extent, category = figure.parse_contamination(row["words"])
    assert (said(extent), category or "-") == (row["extent"], row["class"])


def check_reach(row: Row) -> None:
    value = read(row["figure"])
    reach = figure.interval(value)
    assert reach is not None
    assert figure.step(value) == Decimal(row["step"])
    assert (digits(reach.low), digits(reach.high)) == (row["from"], row["to"])


def check_agreement(row: Row) -> None:
    one, other = read(row["one"]), read(row["other"])
    assert figure.agree(one, other) is (row["agree"] == "yes")
    assert figure.agree(other, one) is (row["agree"] == "yes")


def check_precision(row: Row) -> None:
    assert figure.narrower(read(row["one"]), read(row["other"])) is (row["the first says more"] == "yes")


def check_faithful(row: Row) -> None:
    assert figure.faithful(read(row["the text says"]), read(row["the record holds"])) is (row["fine"] == "yes")


def check_slip(row: Row) -> None:
    for one, other in (("one", "other"), ("other", "one")):
        slip = figure.unit_slip(read(row[one]), read(row[other]))
        assert (slip.name if slip else "-", digits(slip.factor) if slip else "-") == (row["slip"], row["factor"])


def check_total(row: Row) -> None:
    assert said(figure.total(read(words) for words in row["figures"].split(";"))) == row["total"]


def check_difference(row: Row) -> None:
    assert said(figure.difference(read(row["from"]), read(row["take"]))) == row["left"]


def check_product(row: Row) -> None:
    assert said(figure.product(read(row["one"]), read(row["by"]))) == row["product"]


def check_percentage(row: Row) -> None:
    assert said(figure.compute(row["rule"], [read(row["first"]), read(row["second"])])) == row["result"]


def check_conversion(row: Row) -> None:
    assert said(figure.convert(read(row["figure"]), row["unit"])) == row["converted"]


def check_units(row: Row) -> None:
    with pytest.raises(PloughshareError) as refused:
        figure.compute(row["rule"], [read(row["one"]), read(row["other"])])
    assert refused.value.code == "figure.units"
    assert str(refused.value)


def check_running_text(row: Row) -> None:
    found = figure.quantities(row["text"])
    assert ("; ".join(quantity.words for quantity in found) or "-") == row["quantities"]
    assert all(row["text"][start:end] == words for start, end, words in found)


CHECKS: dict[int, Callable[[Row], None]] = {
    1: check_words,
    2: check_refusal,
    3: check_contamination,
    4: check_reach,
    5: check_agreement,
    6: check_precision,
    7: check_faithful,
    8: check_slip,
    9: check_total,
    10: check_difference,
    11: check_product,
    12: check_percentage,
    13: check_conversion,
    14: check_units,
    15: check_running_text,
}
TABLES = tables(DOCUMENT)


def test_every_table_runs() -> None:
    assert sorted(TABLES) == sorted(CHECKS)
    assert all(TABLES.values())


@pytest.mark.parametrize(
    ("section", "row"),
    [
        pytest.param(section, row, id=f"{section}: {' / '.join(list(row.values())[:3])}")
        for section, rows in TABLES.items()
        for row in rows
    ],
)
def test_rule(section: int, row: Row) -> None:
    CHECKS[section](row)
