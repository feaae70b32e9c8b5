"""The worked examples of docs/how-to/coordinates-as-typed.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from ploughshare.errors import PloughshareError
from ploughshare.exchange.areas.coordinates import Leg, parse_position, turning_points
from rule_tables import tables

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "coordinates-as-typed.md"
READ, REFUSED = tables(PAGE, "typed")
(WALKED,) = tables(PAGE, "start")


def cells(typed: str) -> str | tuple[str, str]:
    one, both, other = typed.partition(" & ")
    return (one, other) if both else one


@pytest.mark.parametrize("line", READ, ids=lambda line: f"{line['typed']} {line['reference system']}")
def test_what_is_read(line: dict[str, str]) -> None:
    position = parse_position(cells(line["typed"]), line["form"], crs=line["reference system"] or None)
    assert f"{position.latitude:.6f}" == f"{float(line['latitude']):.6f}"
    assert f"{position.longitude:.6f}" == f"{float(line['longitude']):.6f}"
    precision, _, ballpark = line["precision"].partition(", ")
    assert f"{position.precision_m:g} m" == f"{float(precision.split()[0]):g} m"
    assert position.ballpark == (ballpark == "ballpark")


@pytest.mark.parametrize("line", REFUSED, ids=lambda line: line["typed"])
def test_what_is_refused(line: dict[str, str]) -> None:
    with pytest.raises(PloughshareError) as raised:
        parse_position(cells(line["typed"]), line["form"])
    assert line["reason"] in str(raised.value)


@pytest.mark.parametrize("line", WALKED, ids=lambda line: f"{line['unit']} {line['north']}")
def test_what_legs_come_to(line: dict[str, str]) -> None:
    steps = [step.split("/") for step in line["legs"].split(", ")]
    names = [*(f"TP{number}" for number in range(1, len(steps))), "SP"]
    north, _, declination = line["north"].partition(" ")
    walked = turning_points(
        parse_position(line["start"], "degrees"),
        [Leg(name, bearing, distance) for name, (bearing, distance) in zip(names, steps, strict=True)],
        unit=line["unit"],
        north=north,
        declination_degrees=float(declination) if declination else None,
    )
    assert f"{walked.misclosure_m:.1f} m" == line["the last leg misses by"]
