"""What an export would do to a record: every row accounted for, known again by id, and a person's edits kept."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from made_up_exports import AREAS, HEAD, cells, empty_package, layer, mapped, planned, refusals
from ploughshare.errors import PloughshareError
from ploughshare.exchange.areas import applying, planning, preview, references
from ploughshare.exchange.areas.model import Kind
from ploughshare.record.package import Package

NAMED = AREAS + "      name: {column: Name}\n"
COLUMNS = "ID|Class|Status|Name"
FIRST = layer(
    ["7", "Suspected", "Open", "North"],
    ["8", "Suspected", "Open", "South"],
    ["9", "Confirmed", "Open", "West"],
    columns=COLUMNS,
)
LATER = layer(
    ["7", "Suspected", "Open", "North field"],
    ["9", "Confirmed", "Open", "West"],
    ["10", "Suspected", "Open", "East"],
    columns=COLUMNS,
)


def taken_in(tmp_path: Path, table=FIRST, text: str = NAMED, **options) -> Package:
    """A record on disk with an export in it."""
    path = tmp_path / "xx"
    package, state = applying.read(path) if path.exists() else (None, "")
    plan = planned(table, text, tmp_path, package, state=state, **options)
    applying.apply(plan, path)
    return applying.read(path)[0]


def edited(package: Package, **cells_of_7: object) -> Package:
    """The record after a person changed cells of area 7."""
    rows = [{**row, **cells_of_7} if row["id"] == "xx-7" else row for row in package.rows("areas")]
    return replace(package, tables={**package.tables, "areas": tuple(rows)})


def kinds(plan, table: str = "areas") -> dict[str, str]:
    return {change.id: change.kind.value for change in plan.changes if change.table == table}


def test_a_new_row_has_its_source_date_and_original_id(tmp_path: Path) -> None:
    row = taken_in(tmp_path).row("areas", "xx-7")
    assert row is not None
    assert (row["source"], row["recorded"], row["original_id"]) == ("xx-areas-2024-05-01", "2024-05-01", "7")


def test_the_export_is_a_source_with_its_date(tmp_path: Path) -> None:
    source = taken_in(tmp_path).row("sources", "xx-areas-2024-05-01")
    assert source is not None
    assert (source["kind"], source["title"], source["issued"]) == ("data_set", "An export", "2024-05-01")


def test_the_same_import_twice_changes_nothing(tmp_path: Path) -> None:
    taken_in(tmp_path)
    before = {path: path.read_bytes() for path in (tmp_path / "xx").rglob("*") if path.is_file()}
    package = taken_in(tmp_path)
    assert before == {path: path.read_bytes() for path in (tmp_path / "xx").rglob("*") if path.is_file()}
    plan = planned(FIRST, NAMED, tmp_path, package)
    assert set(kinds(plan).values()) == {"unchanged"}
    assert not plan.made


def test_a_later_export_shows_what_is_new_changed_unchanged_and_missing(tmp_path: Path) -> None:
    plan = planned(LATER, NAMED, tmp_path, taken_in(tmp_path), dated="2025-05-01")
    assert kinds(plan) == {"xx-7": "changed", "xx-9": "unchanged", "xx-10": "new", "xx-8": "missing"}
    (change,) = plan.of(Kind.CHANGED)
    assert [(cell.column, cell.before, cell.after) for cell in change.cells] == [("name", "North", "North field")]


def test_the_preview_says_what_a_person_needs(tmp_path: Path) -> None:
    package = edited(taken_in(tmp_path), name="North, by the river")
    table = layer(*[list(row.cells.values()) for row in LATER.rows], ["11", "Maybe", "Open", ""], columns=COLUMNS)
    told = "\n".join(preview.lines(planned(table, NAMED, tmp_path, package, dated="2025-05-01")))
    for words in (
        "4 rows read: 3 taken in, 0 left out, 1 refused",
        "name: North, by the river -> North field (yours stands)",
        "areas/xx-10 (row 4)",
        "proposed: end its status “open” as of 2025-05-01",
        "[import.unknown-word] row 5, column Class: “Maybe” has no meaning for area_class",
    ):
        assert words in told


def test_a_row_that_vanished_stays_and_is_told_again(tmp_path: Path) -> None:
    taken_in(tmp_path)
    package = taken_in(tmp_path, LATER, dated="2025-05-01")
    assert package.row("areas", "xx-8") is not None
    assert kinds(planned(LATER, NAMED, tmp_path, package, dated="2025-06-01"))["xx-8"] == "missing"


def test_a_part_of_a_register_misses_nothing(tmp_path: Path) -> None:
    package = taken_in(tmp_path)
    assert "missing" not in kinds(planned(LATER, f"covers: part\n{NAMED}", tmp_path, package)).values()


def test_when_a_row_was_first_recorded_stays(tmp_path: Path) -> None:
    taken_in(tmp_path)
    row = taken_in(tmp_path, LATER, dated="2025-05-01").row("areas", "xx-7")
    assert row is not None
    assert (row["recorded"], row["source"]) == ("2024-05-01", "xx-areas-2025-05-01")


def test_a_release_that_comes_to_be_accepted_was_not_accepted_before(tmp_path: Path) -> None:
    text = """\
rows:
  - table: releases
    id: {prefix: r, columns: [ID]}
    values:
      kind: cleared
      acceptance: {column: Accepted, terms: {Y: accepted, N: pending}}
"""
    taken_in(tmp_path, layer(["1", "N"], columns="ID|Accepted"), text)
    row = taken_in(tmp_path, layer(["1", "Y"], columns="ID|Accepted"), text, dated="2025-05-01").row("releases", "r-1")
    assert row is not None
    assert (row["acceptance"], row["accepted"], row["recorded"]) == ("accepted", None, "2025-05-01")


def test_a_person_s_edit_that_the_export_does_not_touch_stays(tmp_path: Path) -> None:
    package = edited(taken_in(tmp_path), name="North, by the river")
    plan = planned(FIRST, NAMED, tmp_path, package)
    assert kinds(plan)["xx-7"] == "unchanged"


def test_a_person_s_edit_that_the_export_contradicts_is_a_conflict_and_stands(tmp_path: Path) -> None:
    package = edited(taken_in(tmp_path), name="North, by the river")
    plan = planned(LATER, NAMED, tmp_path, package, dated="2025-05-01")
    (change,) = plan.of(Kind.CONFLICT)
    assert change.row["name"] == "North, by the river"
    assert [(cell.before, cell.after, cell.imported) for cell in change.cells] == [
        ("North, by the river", "North field", "North")
    ]


@pytest.mark.parametrize("theirs", ["xx-7", "all"])
def test_the_export_wins_where_a_person_says_so(theirs: str, tmp_path: Path) -> None:
    package = edited(taken_in(tmp_path), name="North, by the river")
    plan = planned(LATER, NAMED, tmp_path, package, dated="2025-05-01", theirs=[theirs])
    assert kinds(plan)["xx-7"] == "changed"
    assert cells(plan, "areas", "name")[0] == "North field"


def test_an_id_that_no_row_of_the_export_has_is_told(tmp_path: Path) -> None:
    with pytest.raises(PloughshareError, match="xx-77") as stop:
        planned(LATER, NAMED, tmp_path, taken_in(tmp_path), dated="2025-05-01", theirs=["xx-7", "xx-77"])
    assert stop.value.code == "import.theirs"


def test_without_the_memory_of_the_last_import_every_difference_waits(tmp_path: Path) -> None:
    package = replace(taken_in(tmp_path), path=tmp_path / "elsewhere")
    plan = planned(LATER, NAMED, tmp_path, package, dated="2025-05-01")
    assert kinds(plan)["xx-7"] == "conflict"
    assert "import.no-memory" in {warning.check for warning in plan.warnings}


def test_a_column_that_an_export_lacks_leaves_the_record_as_it_is(tmp_path: Path) -> None:
    text = AREAS + "      name: {column: Name, optional: yes}\n"
    package = taken_in(tmp_path, text=text)
    shorter = layer(["7", "Suspected", "Open"], columns="ID|Class|Status")
    assert kinds(planned(shorter, text, tmp_path, package))["xx-7"] == "unchanged"


def test_an_area_renamed_by_a_person_is_known_by_its_original_id(tmp_path: Path) -> None:
    package = taken_in(tmp_path)
    rows = [{**row, "id": "north-field"} if row["id"] == "xx-7" else row for row in package.rows("areas")]
    package = replace(package, tables={**package.tables, "areas": tuple(rows)}, path=None)
    assert kinds(planned(FIRST, NAMED, tmp_path, package))["north-field"] == "unchanged"


def test_a_change_of_class_or_status_is_kept_as_history(tmp_path: Path) -> None:
    text = AREAS + "      identified: {column: Name}\n"
    taken_in(tmp_path, layer(["7", "Suspected", "Open", "2019"], columns=COLUMNS), text)
    taken_in(tmp_path, layer(["7", "Confirmed", "Open", "2019"], columns=COLUMNS), text, dated="2025-05-01")
    closed = layer(["7", "Confirmed", "Closed", "2019"], columns=COLUMNS)
    package = taken_in(tmp_path, closed, text, dated="2026-05-01")
    assert [
        (row["area_class"], row["status"], row["date"], row["recorded"]) for row in package.rows("area_statuses")
    ] == [
        ("sha", "open", "2019", "2024-05-01"),
        ("cha", "open", "2025-05-01", "2025-05-01"),
        ("cha", "closed", "2026-05-01", "2026-05-01"),
    ]


def test_the_account_knows_that_a_confirmed_area_was_once_suspected(tmp_path: Path) -> None:
    from ploughshare.land import hazards, known

    text = AREAS + "      identified: {column: Name}\n"
    taken_in(tmp_path, layer(["7", "Suspected", "Open", "2019"], columns=COLUMNS), text)
    confirmed = layer(["7", "Confirmed", "Open", "2019"], columns=COLUMNS)
    package = taken_in(tmp_path, confirmed, text, dated="2025-05-01")
    spans, _ = hazards.read(package, known.Known())
    assert [hazard.area_class for hazard in spans] == ["sha", "cha"]


def test_rows_are_taken_in_left_out_or_refused_and_none_is_lost(tmp_path: Path) -> None:
    table = layer(
        ["1", "Suspected", "Open", ""],
        ["2", "Suspected", "Draft", ""],
        ["3", "Nonsense", "Open", ""],
        ["", "Suspected", "Open", ""],
        ["1", "Confirmed", "Open", ""],
        ["4", "", "Open", ""],
        columns=COLUMNS,
    )
    text = "skip:\n  - {when: {column: Status, is: draft}, why: drafts}\n" + NAMED
    plan = planned(table, text, tmp_path)
    assert (plan.rows_read, plan.accepted, plan.refused_rows, plan.ignored) == (6, 1, 4, {"drafts": 1})
    assert refusals(plan) == [
        (4, "Class", "import.unknown-word"),
        (5, "ID", "import.missing-cell"),
        (7, "Class", "import.missing-cell"),
        (6, "ID", "import.same-id"),
    ]


def test_all_that_is_wrong_with_a_row_is_said_at_once(tmp_path: Path) -> None:
    plan = planned(layer(["1", "X", "Y", ""], columns=COLUMNS), NAMED, tmp_path)
    assert [column for _, column, _ in refusals(plan)] == ["Class", "Status"]
    assert plan.refused_rows == 1


def test_ids_that_cannot_be_told_apart_are_refused(tmp_path: Path) -> None:
    table = layer(["A/1", "Suspected", "Open", ""], ["A-1", "Suspected", "Open", ""], columns=COLUMNS)
    plan = planned(table, NAMED, tmp_path)
    assert refusals(plan) == [(3, "ID", "import.same-id")]
    assert "row 2" in plan.refused[0].message


def test_a_row_that_no_entry_takes_is_refused(tmp_path: Path) -> None:
    text = NAMED.replace("id: {", "when: {column: Status, is: Open}\n    id: {")
    plan = planned(layer(["1", "Suspected", "Closed", ""], columns=COLUMNS), text, tmp_path)
    assert refusals(plan) == [(2, None, "import.no-entry")]


def test_a_slip_in_a_cell_that_decides_what_a_row_becomes_is_refused(tmp_path: Path) -> None:
    text = NAMED.replace("id: {", "when: {column: Status, above: 0}\n    id: {")
    plan = planned(layer(["1", "Suspected", "1O", ""], columns=COLUMNS), text, tmp_path)
    assert refusals(plan) == [(2, "Status", "import.unreadable-cell")]


def test_a_column_that_is_neither_used_nor_ignored_is_told(tmp_path: Path) -> None:
    table = layer(["1", "Suspected", "Open", "", "x", "y"], columns=f"{COLUMNS}|Left|Known")
    plan = planned(table, "ignore: {Known: it is known}\n" + NAMED, tmp_path)
    assert [(warning.check, warning.column) for warning in plan.warnings] == [("import.leftover-column", "Left")]


def test_a_column_that_is_not_there_stops_the_import(tmp_path: Path) -> None:
    with pytest.raises(PloughshareError) as stop:
        planned(layer(["1", "Suspected", "Open"], columns="ID|Class|Status"), NAMED, tmp_path)
    assert stop.value.code == "import.columns"
    assert "“Name”" in str(stop.value)


NUMBERED = """\
rows:
  - table: victims
    id: {prefix: v, columns: [Place, Year], repeated: number}
    values:
      outcome: {column: Outcome, terms: {K: killed, I: injured}}
      age_years: {column: Age}
"""


def test_rows_that_nothing_tells_apart_are_numbered_and_one_more_is_one_new_row(tmp_path: Path) -> None:
    rows = [["A", "2006", "I", "30"], ["A", "2006", "K", "41"], ["A", "2006", "K", "12"], ["B", "2006", "I", ""]]
    taken_in(tmp_path, layer(*rows, columns="Place|Year|Outcome|Age"), NUMBERED)
    package = taken_in(tmp_path, layer(*rows, columns="Place|Year|Outcome|Age"), NUMBERED)
    one_more = [["A", "2006", "I", "7"], *rows[:1], ["A", "2006", "K", "42"], *rows[2:]]
    random.Random(1).shuffle(one_more)
    plan = planned(layer(*one_more, columns="Place|Year|Outcome|Age"), NUMBERED, tmp_path, package)
    assert sorted(kinds(plan, "victims").values()) == ["changed", "new", "unchanged", "unchanged", "unchanged"]
    (change,) = plan.of(Kind.CHANGED)
    assert [(cell.column, cell.before, cell.after) for cell in change.cells] == [("age_years", "41", "42")]


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    rows = [[place, "2006", "I", str(age)] for place in "AB" for age in (3, 3, 9, 30)]
    plans = []
    for seed in range(4):
        random.Random(seed).shuffle(rows)
        plan = planned(layer(*rows, columns="Place|Year|Outcome|Age"), NUMBERED, tmp_path)
        plans.append({change.id: change.row for change in plan.changes})
    assert all(plan == plans[0] for plan in plans)


def test_victims_and_accidents_are_restricted_unless_the_mapping_opens_them(tmp_path: Path) -> None:
    package = taken_in(tmp_path, layer(["A", "2006", "I", "30"], columns="Place|Year|Outcome|Age"), NUMBERED)
    assert [row["tier"] for row in package.rows("victims")] == ["restricted"]
    assert not (tmp_path / "xx" / "victims.csv").exists()


LINKED = """\
organisations:
  - {id: halo, name: The HALO Trust, short_name: HALO, roles: [operator]}
make:
  province:
    table: places
    id: {prefix: xx, columns: [Province]}
    values: {name: {column: Province}, kind: province, country: xx}
rows:
  - table: activities
    id: {prefix: xx-task, columns: [ID]}
    values:
      kind: clearance
      status: completed
      organisation: {column: Who}
      areas: {column: Areas, separator: ","}
      place: {make: province}
  - table: releases
    when: {column: m2, above: 0}
    id: {row: activities, ending: cleared}
    values:
      kind: cleared
      acceptance: not_known
      activity: {row: activities}
      area_m2: {column: m2}
"""
TASKS = "ID|Who|Areas|Province|m2"


def test_one_row_fills_several_tables_and_refers_to_what_is_there(tmp_path: Path) -> None:
    package = taken_in(tmp_path)
    table = layer(["1", "halo", "7, 9", "North", "250"], ["2", "The HALO trust", "", "North", "0"], columns=TASKS)
    plan = planned(table, LINKED, tmp_path, package)
    assert (plan.refused, plan.unresolved) == ((), ())
    assert cells(plan, "activities", "areas") == [("xx-7", "xx-9"), ()]
    assert cells(plan, "activities", "organisation") == ["halo", "halo"]
    assert cells(plan, "activities", "place") == ["xx-north", "xx-north"]
    assert [(change.id, change.row["activity"]) for change in plan.changes if change.table == "releases"] == [
        ("xx-task-1-cleared", "xx-task-1")
    ]
    assert [row["name"] for row in plan.made["places"]] == ["North"]


def test_what_names_no_row_is_listed_with_proposals_and_can_be_completed(tmp_path: Path) -> None:
    package = taken_in(tmp_path)
    table = layer(["1", "HALO trust (the)", "7", "North", ""], ["2", "MAG", "77", "North", ""], columns=TASKS)
    plan = planned(table, LINKED, tmp_path, package)
    assert [(each.table, each.word, each.lines) for each in plan.unresolved] == [
        ("organisations", "HALO trust (the)", (2,)),
        ("organisations", "MAG", (3,)),
        ("areas", "77", (3,)),
    ]
    assert plan.unresolved[0].proposals == ("halo",)
    with pytest.raises(PloughshareError) as stop:
        applying.apply(plan, tmp_path / "other")
    assert stop.value.code == "import.open"
    assert not (tmp_path / "other").exists()
    answers = tmp_path / "answers.yaml"
    answers.write_text(
        "organisations:\n"
        '  "HALO trust (the)": halo\n'
        "  MAG: {id: mag, name: Mines Advisory Group, roles: [operator]}\n"
        'areas: {"77": ~}\n',
        encoding="utf-8",
    )
    plan = planned(table, LINKED, tmp_path, package, meant=references.read(answers))
    assert plan.unresolved == ()
    assert cells(plan, "activities", "organisation") == ["halo", "mag"]
    assert "mag" in {row["id"] for row in plan.made["organisations"]}


def test_what_a_mapping_writes_out_refers_to_what_is_there(tmp_path: Path) -> None:
    mapping = mapped(NAMED, tmp_path)
    mapping = replace(mapping, source={**mapping.source, "publisher": ("nobody",)})
    plan = planning.of_layer(FIRST, mapping, empty_package(), file="a.csv")
    assert [(each.table, each.word, each.lines) for each in plan.unresolved] == [("organisations", "nobody", ())]
    applying.apply(plan, tmp_path / "xx", leave_out=True)
    assert applying.read(tmp_path / "xx")[0].row("sources", "xx-areas-2024-05-01")["publisher"] is None


HISTORY = """\
rows:
  - table: area_statuses
    id: {prefix: s, columns: [ID]}
    values: {area: {column: Area}, status: closed, date: {column: Date}}
"""


def test_a_row_that_cannot_be_without_a_reference_is_refused(tmp_path: Path) -> None:
    package = taken_in(tmp_path)
    table = layer(["1", "7", "2024"], ["2", "77", "2024"], ["3", "", "2024"], columns="ID|Area|Date")
    plan = planned(table, HISTORY, tmp_path, package)
    assert refusals(plan) == [(4, "Area", "import.missing-cell"), (3, None, "import.unresolved-reference")]
    applying.apply(plan, tmp_path / "other", leave_out=True)
    assert [row["area"] for row in applying.read(tmp_path / "other")[0].rows("area_statuses")] == ["xx-7"]


def test_a_damaged_memory_is_told(tmp_path: Path) -> None:
    package = taken_in(tmp_path)
    (tmp_path / "xx/private/imports/xx-areas/areas.csv").write_bytes(b"name,\xff\n1,2\n")
    with pytest.raises(PloughshareError) as stop:
        planned(FIRST, NAMED, tmp_path, package)
    assert stop.value.code == "file.unreadable"


def test_a_place_that_the_record_has_is_not_made_again(tmp_path: Path) -> None:
    package = taken_in(tmp_path)
    place = {
        **dict.fromkeys(("precision_m", "geometry_origin", "note", "tier", "geometry", "parent")),
        "id": "nor",
        "name": "Nórth",
        "other_names": (),
        "kind": "province",
        "country": "xx",
    }
    package = replace(package, tables={**package.tables, "places": (place,)})
    plan = planned(layer(["1", "", "", "NORTH", ""], columns=TASKS), LINKED, tmp_path, package)
    assert cells(plan, "activities", "place") == ["nor"]
    assert not plan.made.get("places")


def test_what_only_refused_rows_speak_of_is_not_made(tmp_path: Path) -> None:
    plan = planned(layer(["1", "", "", "North", "x"], columns=TASKS), LINKED, tmp_path)
    assert plan.refused_rows == 1
    assert not plan.made.get("places")


def test_of_rows_that_disagree_most_are_believed(tmp_path: Path) -> None:
    text = LINKED.replace("columns: [Province]", "columns: [Code]")
    rows = [["1", "", "", "Nord", "", "n"], ["2", "", "", "North", "", "n"], ["3", "", "", "North", "", "n"]]
    plan = planned(layer(*rows, columns=f"{TASKS}|Code"), text, tmp_path)
    assert [row["name"] for row in plan.made["places"]] == ["North"]
    assert [warning.check for warning in plan.warnings] == ["import.disagreeing-rows"]


def test_a_mapping_of_another_country_is_refused(tmp_path: Path, kp_path: Path) -> None:
    (tmp_path / "mapping.yaml").write_text(HEAD + NAMED, encoding="utf-8")
    (tmp_path / "areas.csv").write_text("ID,Class,Status,Name\n", encoding="utf-8")
    package, _ = applying.read(kp_path)
    with pytest.raises(PloughshareError) as stop:
        planning.plan(tmp_path / "areas.csv", tmp_path / "mapping.yaml", package)
    assert stop.value.code == "import.country"


def test_a_record_that_changed_since_is_not_written_over(tmp_path: Path) -> None:
    taken_in(tmp_path)
    package, state = applying.read(tmp_path / "xx")
    plan = planned(LATER, NAMED, tmp_path, package, state=state)
    areas = tmp_path / "xx" / "areas.geojson"
    areas.write_text(areas.read_text(encoding="utf-8").replace("South", "Far south"), encoding="utf-8")
    with pytest.raises(PloughshareError) as stop:
        applying.apply(plan, tmp_path / "xx")
    assert stop.value.code == "import.stale"


def test_an_interrupted_import_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ploughshare.record import staging

    taken_in(tmp_path)
    before = {path: path.read_bytes() for path in (tmp_path / "xx").rglob("*") if path.is_file()}
    package, state = applying.read(tmp_path / "xx")
    plan = planned(LATER, NAMED, tmp_path, package, state=state)
    put_down, written = staging._put_down, []

    def fails_at_the_third(path: Path, content: bytes) -> None:
        written.append(path)
        if len(written) == 3:
            raise OSError("no space left on device")
        put_down(path, content)

    monkeypatch.setattr(staging, "_put_down", fails_at_the_third)
    with pytest.raises(OSError, match="no space"):
        applying.apply(plan, tmp_path / "xx")
    assert before == {path: path.read_bytes() for path in (tmp_path / "xx").rglob("*") if path.is_file()}


def test_a_mapping_without_a_date_needs_one(tmp_path: Path) -> None:
    mapping = mapped(NAMED, tmp_path)
    undated = replace(mapping, source={key: value for key, value in mapping.source.items() if key != "issued"})
    with pytest.raises(PloughshareError) as stop:
        planning.of_layer(FIRST, undated, applying.package_after(planned(FIRST, NAMED, tmp_path)), file="a.csv")
    assert stop.value.code == "import.dated"


def test_of_two_imports_at_once_one_is_written_and_the_other_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ploughshare.record import writer

    taken_in(tmp_path)
    package, state = applying.read(tmp_path / "xx")
    plan = planned(LATER, NAMED, tmp_path, package, state=state)
    # The other one writes after this plan was made and before its turn to write.
    put = writer.staging.replace

    def late(root: Path, files: Any, **how: Any) -> None:
        (root / "areas.geojson").write_bytes((root / "areas.geojson").read_bytes().replace(b"South", b"Far south"))
        put(root, files, **how)

    monkeypatch.setattr(writer.staging, "replace", late)
    with pytest.raises(PloughshareError) as stop:
        applying.apply(plan, tmp_path / "xx")
    assert stop.value.code == "import.stale"
    assert b"Far south" in (tmp_path / "xx" / "areas.geojson").read_bytes()
