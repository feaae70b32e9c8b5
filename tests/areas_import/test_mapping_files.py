"""A mapping file is judged whole before a row is read, each fault with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from made_up_exports import AREAS, HEAD, mapped
from ploughshare.errors import PloughshareError
from ploughshare.exchange.areas import mapping_file
from ploughshare.exchange.areas.schema import faults
from ploughshare.record import strict_yaml

FAULTS: list[tuple[str, int, str]] = [
    # what is written instead, the line of the fault, words of it
    ("rowz: []\n" + AREAS, 7, "did you mean “rows”"),
    (AREAS.replace("table: areas", "table: area"), 8, "did you mean “areas”"),
    (AREAS + "      areas_m2: {column: A}\n", 13, "did you mean “area_m2”"),
    (AREAS + "      area_m2: {colum: A}\n", 13, "did you mean “column”"),
    (AREAS + "      area_m2: {column: A, unit: acres}\n", 13, "must be one of m2, ha"),
    (AREAS + "      area_m2: {column: A, words: B}\n", 13, "exactly one of"),
    (AREAS + "      name: {column: A, unit: ha}\n", 13, "takes no unit"),
    (AREAS + "      hazard_types: [ap_mine]\n", 13, "not in the vocabulary hazard_types"),
    (AREAS + "      hazard_types: {column: A, terms: {AP: apm}}\n", 13, "not in the vocabulary"),
    (AREAS + "      hazard_types: {column: A, terms: {AP: ap_mines, ap: av_mines}}\n", 13, "given twice"),
    (AREAS + "      identified: {column: A, dates: DD/MM/YY}\n", 13, "has no year"),
    (AREAS + "      identified: soon\n", 13, "identified"),
    (AREAS + "      place: {make: village}\n", 13, "no entry “village” to `make`"),
    (AREAS + "      place: {row: villages}\n", 13, "no entry “villages” to `row`"),
    (AREAS + "      geometry: {column: A}\n", 13, "given by `geometry`"),
    (AREAS + "      geometry: {geometry: {form: projected, position: A}}\n", 13, "need their `crs`"),
    (AREAS + "      geometry: {geometry: {form: mgrs, latitude: A}}\n", 13, "`latitude` and `longitude`"),
    (AREAS + "      geometry: {geometry: {form: mgrs, position: A, shape: outline}}\n", 13, "rows_of_points"),
    (AREAS.replace("      status: {column: Status, terms: {Open: open, Closed: closed}}\n", ""), 8, "needs “status”"),
    (AREAS.replace("columns: [ID]", "prefix: xx"), 9, "given twice"),
    (AREAS.replace("{prefix: xx, columns: [ID]}", "{prefix: Xx, columns: [ID]}"), 9, "lower case"),
    (AREAS.replace("{prefix: xx, columns: [ID]}", "{prefix: xx}"), 9, "either `columns`, or `row`"),
    (AREAS.replace("columns: [ID]", 'columns: ["@geometry"]'), 9, "no geometry under `values`"),
    ("make:\n  a: {table: areas, id: {columns: [X]}, values: {}}\n" + AREAS, 8, "`make` makes rows of"),
    ("skip:\n  - {when: {column: A}, why: b}\n" + AREAS, 8, "at least one of"),
    ("rows: *other\n", 7, "an alias"),
    ("rows:\n\t- a\n", 8, "not YAML"),
]


@pytest.mark.parametrize(("text", "line", "says"), FAULTS, ids=range(len(FAULTS)))
def test_a_fault_is_told_with_its_line(text: str, line: int, says: str, tmp_path: Path) -> None:
    with pytest.raises(PloughshareError) as stop:
        mapped(text, tmp_path)
    assert stop.value.code == "mapping.refused"
    told = re.findall(r"mapping\.yaml:(\d+): (.+)", str(stop.value))
    assert any(int(number) == line and says in message for number, message in told), told


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = AREAS + "      nonsense: {column: A}\n      hazard_types: [x]\n"
    with pytest.raises(PloughshareError) as stop:
        mapped(text, tmp_path)
    assert stop.value.context["count"] == 2


def test_a_mapping_that_is_not_there_names_those_that_come_with_ploughshare() -> None:
    with pytest.raises(PloughshareError, match="colombia-clearance"):
        mapping_file.read(Path("no-such-mapping"))


@pytest.mark.parametrize("path", mapping_file.shipped().values(), ids=lambda path: path.stem)
def test_shipped_mappings_are_right_by_ours_and_by_the_published_schema(path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="comes with the tools of development")
    assert mapping_file.read(path).targets
    jsonschema.Draft202012Validator(mapping_file.published_schema()).validate(_plain(path))


def test_the_mapping_of_the_how_to_page_is_right(root: Path, tmp_path: Path) -> None:
    page = (root / "docs/how-to/bring-in-a-programme.md").read_text(encoding="utf-8")
    (tmp_path / "shown.yaml").write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    assert mapping_file.read(tmp_path / "shown.yaml").columns == {
        "Hazard ID",
        "Type",
        "Status",
        "Date found",
        "Hectares",
    }


def _plain(path: Path) -> object:
    return strict_yaml.load(path.read_text(encoding="utf-8"), lambda key, line: None).plain()


@pytest.mark.parametrize(("text", "line", "says"), FAULTS[:1] + FAULTS[3:5], ids=range(3))
def test_the_schema_finds_what_we_find(text: str, line: int, says: str) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="comes with the tools of development")
    node = strict_yaml.load(HEAD + text, lambda key, line: None)
    assert faults(node, mapping_file.published_schema())
    assert not jsonschema.Draft202012Validator(mapping_file.published_schema()).is_valid(node.plain())
