"""Every fault of a package is found, with its file, line, column and what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ploughshare.errors import PloughshareError
from ploughshare.findings import Finding, has_errors
from ploughshare.record import reader, staging, template

ORGANISATIONS = "id,name,short_name,roles,country,parent,url,note,tier\n"
CLAIMS = "id,figure,state,kind,low,best,high,unit,rank,tier\n"
FIGURES = "id,title,subject,measure,tier\nf,A figure,kp,mines_destroyed,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty valid package."""
    return template.new("KP", tmp_path / "kp")


def put(folder: Path, file: str, content: str | bytes) -> None:
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())


def found(folder: Path) -> list[Finding]:
    return list(reader.read(folder).findings)


def only(folder: Path) -> Finding:
    findings = found(folder)
    assert len(findings) == 1, [finding.line() for finding in findings]
    return findings[0]


def test_an_empty_package_has_no_fault(folder: Path) -> None:
    assert found(folder) == []


def test_no_package_there(tmp_path: Path) -> None:
    with pytest.raises(PloughshareError, match="ploughshare new CC"):
        reader.read(tmp_path)


# file, its content, and the finding: check, line, column, what its message or hint says
CELLS = [
    ("an upper-case id", ORGANISATIONS + "A B,X,,media,,,,,\n", "record.id", 2, "id", "a-b"),
    ("a required cell", ORGANISATIONS + "a,,,media,,,,,\n", "record.missing-cell", 2, "name", "required"),
    ("a term misspelt", ORGANISATIONS + "a,X,,medja,,,,,\n", "record.unknown-term", 2, "roles", "Did you mean “media”"),
    ("a script address", ORGANISATIONS + "a,X,,media,,,javascript:alert(1),,\n", "record.url", 2, "url", "https://"),
    ("an address with a space", ORGANISATIONS + "a,X,,media,,,https://a b.org,,\n", "record.url", 2, "url", "spaces"),
    ("an id twice", ORGANISATIONS + "a,X,,media,,,,,\na,Y,,media,,,,,\n", "record.duplicate-key", 3, "id", "line 2"),
    ("no such row", ORGANISATIONS + "abc,X,,media,,abd,,,\n", "record.dangling-reference", 2, "parent", "“abc”"),
    ("a row too short", ORGANISATIONS + "a,X,,media\n", "record.ragged", 2, None, "4 cells"),
    ("a comma unquoted", ORGANISATIONS + "a,X, Ltd,,media,,,,,\n", "record.ragged", 2, None, "10 cells"),
    ("a bell", ORGANISATIONS + "a,X\x07,,media,,,,,\n", "record.characters", 2, "name", "U+0007"),
    (
        "an override",
        ORGANISATIONS + "a,X\u202ey,,media,,,,,\n",
        "record.direction-override",
        2,
        "name",
        "right-to-left",
    ),
    (
        "a quotation mark open",
        ORGANISATIONS + 'a,"X,,media,,,,,\nb,Y,,media,,,,,\n',
        "record.quotes",
        2,
        None,
        "never closed",
    ),
    ("text after a quotation mark", ORGANISATIONS + 'a,"X"y,,media,,,,,\n', "record.quotes", 2, None, "twice"),
    (
        "a column unknown",
        "id,name,roles,shortname\na,X,media,x\n",
        "record.unknown-column",
        1,
        "shortname",
        "short_name",
    ),
    ("a column missing", "id,name\n", "record.missing-column", 1, "roles", "Add the column"),
    ("a column twice", "id,name,roles,name\na,X,media,Y\n", "record.duplicate-key", 1, "name", "twice"),
    ("semicolons", "id;name;roles\na;X;media\n", "record.separator", 1, None, "CSV UTF-8 (comma delimited)"),
    ("tabs", "id\tname\troles\na\tX\tmedia\n", "record.separator", 1, None, "tabs"),
    ("UTF-16", (ORGANISATIONS + "a,X,,media,,,,,\n").encode("utf-16"), "record.encoding", 1, None, "UTF-16"),
    (
        "UTF-16 unmarked",
        (ORGANISATIONS + "a,é,,media,,,,,\n").encode("utf-16-le"),
        "record.encoding",
        2,
        None,
        "UTF-16",
    ),
    ("Windows-1252", (ORGANISATIONS + "a,Café,,media,,,,,\n").encode("cp1252"), "record.encoding", 2, None, "1252"),
    ("Korean Windows", (ORGANISATIONS + "a,지뢰,,media,,,,,\n").encode("cp949"), "record.encoding", 2, None, "CP949"),
    ("a NUL byte", ORGANISATIONS + "a,X\0,,media,,,,,\n", "record.nul", 2, None, "NUL"),
]


@pytest.mark.parametrize(
    ("content", "check", "row", "column", "says"), [case[1:] for case in CELLS], ids=[c[0] for c in CELLS]
)
def test_a_fault_in_a_csv_table(
    folder: Path, content: str | bytes, check: str, row: int, column: str | None, says: str
) -> None:
    put(folder, "organisations.csv", content)
    finding = only(folder)
    assert (finding.check, finding.file, finding.row, finding.column) == (check, "organisations.csv", row, column)
    assert says in f"{finding.message} {finding.hint}"


@pytest.mark.parametrize(
    ("best", "says"),
    [
        ("1,000", "Write 1000"),
        ("1 000", "Write 1000"),
        ("1,000,000.5", "Write 1000000.5"),
        ("0,5", "Write 0.5"),
        ("1.000,5", "Write 1000.5"),
        ("2E+06", "2000000"),
        ("1e999999999", "exponent"),
        ("about 600", "is not a number"),
        ("NaN", "is not a number"),
        ("Infinity", "is not a number"),
        ("٦٠٠", "is not a number"),
    ],
)
def test_a_number_that_is_none(folder: Path, best: str, says: str) -> None:
    put(folder, "figures.csv", FIGURES)
    put(folder, "claims.csv", CLAIMS + f'c,f,value,exact,,"{best}",,mines,normal,\n')
    finding = only(folder)
    assert (finding.check, finding.row, finding.column) == ("record.number", 2, "best")
    assert says in f"{finding.message} {finding.hint}"


@pytest.mark.parametrize("day", ["2018-02-30", "2018-13", "01/10/2018", "18", "2018-1-1", "0000", "2018-10-01T00:00"])
def test_an_impossible_date(folder: Path, day: str) -> None:
    put(folder, "figures.csv", FIGURES)
    put(folder, "claims.csv", f"id,figure,state,rank,as_of\nc,f,unknown,normal,{day}\n")
    finding = only(folder)
    assert (finding.check, finding.row, finding.column) == ("record.date", 2, "as_of")


def test_all_faults_at_once_and_the_sound_rows_are_read(folder: Path) -> None:
    put(folder, "organisations.csv", ORGANISATIONS + "a,X,,medja,,,,,\nb,Y,,media,,zz,ftp://x,,\nB,,,media,,,,,\n")
    put(folder, "figures.csv", FIGURES.replace("mines_destroyed", "mines"))
    reading = reader.read(folder)
    assert [(f.file, f.row, f.column, f.check) for f in reading.findings] == [
        ("figures.csv", 2, "measure", "record.unknown-term"),
        ("organisations.csv", 2, "roles", "record.unknown-term"),
        ("organisations.csv", 3, "parent", "record.dangling-reference"),
        ("organisations.csv", 3, "url", "record.url"),
        ("organisations.csv", 4, "id", "record.id"),
        ("organisations.csv", 4, "name", "record.missing-cell"),
    ]
    assert [row["id"] for row in reading.package.rows("organisations")] == ["b"]


def test_one_fault_one_finding(folder: Path) -> None:
    """What refers to a row that has a fault, or into a file that could not be read, is not called dangling."""
    put(folder, "organisations.csv", ORGANISATIONS + "a,,,media,,,,,\nb,Y,,media,,a,,,\n")
    assert only(folder).check == "record.missing-cell"
    put(folder, "organisations.csv", "id,name\n")
    put(folder, "capacity.csv", "id,category,organisation,answer,statement\nc,national_operator,a,yes,There is.\n")
    assert only(folder).check == "record.missing-column"


def test_an_override_in_an_id_is_no_id_and_is_not_printed(folder: Path) -> None:
    put(folder, "organisations.csv", ORGANISATIONS + "a\u202eb,X,,media,,,,,\n")
    findings = found(folder)
    assert [finding.check for finding in findings] == ["record.id", "record.direction-override"]
    assert "\u202e" not in "".join(finding.line() for finding in findings)


def test_the_line_is_where_the_row_begins(folder: Path) -> None:
    put(folder, "organisations.csv", ORGANISATIONS + 'a,"X\n\nY",,media,,,,,\n\nb,Y,,medja,,,,,\n')
    assert only(folder).row == 6
    assert reader.read(folder).package.where("organisations", "a") == ("organisations.csv", 2)


def test_a_mark_of_byte_order_and_carriage_returns_are_no_fault(folder: Path) -> None:
    put(folder, "organisations.csv", "\ufeff" + (ORGANISATIONS + 'a,"X\nY",,media,,,,,\n').replace("\n", "\r\n"))
    reading = reader.read(folder)
    assert reading.findings == ()
    assert reading.package.rows("organisations")[0]["name"] == "X\nY"


def test_many_items_in_a_cell(folder: Path) -> None:
    put(
        folder,
        "ordnance.csv",
        "id,name,category,other_names\na,A,ap_mine," + r"one\; two;  three ;;back\\slash;three" + "\n",
    )
    reading = reader.read(folder)
    assert reading.findings == ()
    assert reading.package.rows("ordnance")[0]["other_names"] == ("one; two", "three", "back\\slash")


def test_faults_without_end_are_told_a_thousand_times_and_counted(folder: Path) -> None:
    put(folder, "organisations.csv", ORGANISATIONS + "x\n" * 5_000)
    findings = found(folder)
    assert len(findings) == 1_001
    assert {finding.check for finding in findings} == {"record.ragged"}
    assert any(finding.message.startswith("4000 more") for finding in findings)


@pytest.mark.parametrize(
    ("rows", "first"), [("x\n" * 20_000, "record.ragged"), ('a,"X"y,,media,,,,,\n' * 50, "record.quotes")]
)
def test_a_file_in_which_everything_is_wrong_is_given_up(folder: Path, rows: str, first: str) -> None:
    put(folder, "organisations.csv", ORGANISATIONS + rows)
    assert {finding.check for finding in found(folder)} == {first, "record.given-up"}


def test_files_that_are_not_there_or_not_ours(folder: Path) -> None:
    (folder / "claims.csv").rename(folder / "claim.csv")
    (folder / "report.md").unlink()
    assert [(f.check, f.file) for f in found(folder)] == [
        ("record.missing-file", "claims.csv"),
        ("record.missing-file", "report.md"),
        ("record.unknown-file", "claim.csv"),
    ]
    assert "“claims.csv”" in found(folder)[-1].hint


def test_a_link_out_of_the_package_is_not_followed(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text(ORGANISATIONS + "a,Secret,,media,,,,,\n")
    (folder / "organisations.csv").unlink()
    (folder / "organisations.csv").symlink_to(secret)
    assert only(folder).check == "record.outside"
    assert reader.read(folder).package.rows("organisations") == ()


def test_a_private_folder_that_leads_out_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/organisations.csv").write_text(ORGANISATIONS + "a,Secret,,media,,,,,\n")
    (folder / "private").symlink_to(tmp_path / "elsewhere")
    assert only(folder).check == "record.outside"


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_not_opened(folder: Path, make: object) -> None:
    (folder / "organisations.csv").unlink()
    make(folder / "organisations.csv")  # type: ignore[operator]
    assert only(folder).check == "record.outside"


def test_a_file_of_100_mb_is_not_read(folder: Path) -> None:
    with (folder / "claims.csv").open("r+b") as file:
        file.truncate(100 * 1024 * 1024)
    finding = only(folder)
    assert finding.check == "record.too-large"
    assert "100 MB" in finding.message


def test_private_rows_are_restricted_and_their_faults_repeat_nothing(folder: Path) -> None:
    secret = "Kim Jane Doe"
    put(folder, "private/organisations.csv", ORGANISATIONS + f"a,X,,{secret},,,{secret},,\nb,Y,,media,,,,,\n")
    put(folder, "private/figures.csv", f"id,title,subject,measure,period\nf,T,kp,mines_destroyed,{secret}\n")
    reading = reader.read(folder)
    assert {f.check for f in reading.findings} == {"record.unknown-term", "record.url", "record.date"}
    assert secret not in "".join(finding.line() for finding in reading.findings)
    assert [(row["id"], row["tier"]) for row in reading.package.rows("organisations")] == [("b", "restricted")]


def test_a_private_row_cannot_call_itself_public(folder: Path) -> None:
    put(folder, "private/organisations.csv", ORGANISATIONS + "a,X,,media,,,,,public\n")
    reading = reader.read(folder)
    assert [finding.check for finding in reading.findings] == ["record.tier-contradicted"]
    assert reading.package.rows("organisations")[0]["tier"] == "restricted"


YAML = [
    ("an alias", "country: &c kp\nname: *c\n", "record.yaml", 1, "anchor"),
    ("a tag", "country: !!python/object:os.system kp\n", "record.yaml", 1, "tag"),
    ("malformed", "country: kp\nname: [a\n", "record.yaml", 3, "not YAML"),
    ("a tab", "country: kp\n\tname: a\n", "record.yaml", 2, "not YAML"),
    ("a key twice", "country: kp\ncountry: kr\n", "record.duplicate-key", 2, "twice"),
    ("a second document", "country: kp\n---\nname: a\n", "record.yaml", 2, "second document"),
    ("a list at the top", "- a\n", "record.yaml", 1, "name: value"),
    ("too deep", "country: " + "[" * 60 + "]" * 60 + "\n", "record.yaml", 1, "deep"),
    ("unknown", "country: kp\nreporting_yer: 2024\n", "record.unknown-column", 2, "reporting_year"),
    ("a group for a value", "country: {a: b}\n", "record.cell-shape", 1, "single value"),
    ("an impossible date", "as_of: 2025-02-30\n", "record.date", 1, "28 days"),
    ("a code that leads elsewhere", "country: ../../x\n", "record.id", 1, "x"),
    ("a language in words", "languages: [English]\n", "record.language", 1, "en, ko"),
    ("a language with marks", "languages: ['en\"><script>']\n", "record.language", 1, "BCP 47"),
]


@pytest.mark.parametrize(
    ("content", "check", "row", "says"), [case[1:] for case in YAML], ids=[case[0] for case in YAML]
)
def test_a_fault_in_record_yaml(folder: Path, content: str, check: str, row: int, says: str) -> None:
    put(folder, "record.yaml", content)
    matching = [f for f in found(folder) if f.check == check]
    assert [(f.file, f.row) for f in matching] == [("record.yaml", row)]
    assert says in f"{matching[0].message} {matching[0].hint}"


UNREAD = [
    ("record.yaml", b"title: [a\n"),
    ("record.yaml", b""),
    ("events.csv", b"id,colour\n"),
    ("sources.yaml", b"references:\n - a\n- b\n"),
    ("places.geojson", b"[]"),
    ("claims.csv", (CLAIMS + 'a,"b"c\n' * 25).encode()),
]


@pytest.mark.parametrize(("file", "content"), UNREAD)
def test_a_file_that_could_not_be_read_is_named_and_told_of(folder: Path, file: str, content: bytes) -> None:
    put(folder, file, content)
    reading = reader.read(folder)
    assert reading.package.unread == {file}
    assert {finding.file for finding in reading.findings} == {file}
    assert has_errors(reading.findings)


@pytest.mark.parametrize("file", ["events.csv", "sources.yaml", "places.geojson", "report.md"])
def test_a_file_that_is_not_there_is_unread(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert reader.read(folder).package.unread == {file}


def test_what_was_read_whole_is_so_in_spite_of_faults_in_it(folder: Path) -> None:
    put(folder, "organisations.csv", ORGANISATIONS + "a,X,,medja,,,,,\na,,\n")
    assert reader.read(folder).package.unread == frozenset()


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor(folder: Path) -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    put(folder, "record.yaml", "\n".join(lines))
    assert {f.row for f in found(folder) if f.check == "record.yaml"} == {1}


def test_yes_and_no_are_answers_only_where_a_column_asks(folder: Path) -> None:
    put(folder, "record.yaml", (folder / "record.yaml").read_text().replace("name: North Korea", "name: no"))
    put(
        folder,
        "sources.yaml",
        "references:\n- {id: s, type: webpage, title: yes, custom: {kind: web_page, seen: no}}\n",
    )
    reading = reader.read(folder)
    assert reading.findings == ()
    assert reading.package.meta["name"] == "no"
    assert (reading.package.rows("sources")[0]["title"], reading.package.rows("sources")[0]["seen"]) == ("yes", False)


def test_a_fault_in_a_source_has_its_own_line(folder: Path) -> None:
    put(
        folder,
        "sources.yaml",
        "references:\n"
        "- id: s\n"
        "  type: webpage\n"
        "  titel: A\n"
        "  URL: javascript:alert(1)\n"
        "  author:\n"
        "    - Kim\n"
        "  issued: 2018-02-30\n"
        "  custom:\n"
        "    kind: web_page\n"
        "    seen: perhaps\n"
        "    consnt: named\n",
    )
    assert [(f.row, f.column, f.check) for f in found(folder)] == [
        (4, "titel", "record.unknown-column"),
        (5, "url", "record.url"),
        (7, "authors", "record.names"),
        (8, "issued", "record.date"),
        (11, "seen", "record.boolean"),
        (12, "custom.consnt", "record.unknown-column"),
    ]


def place(geometry: str, properties: str = '"id": "p", "name": "P", "kind": "zone", "country": "kp"') -> str:
    feature = f'{{"type": "Feature", "properties": {{{properties}}}, "geometry": {geometry}}}'
    return f'{{"type": "FeatureCollection",\n"features": [\n{feature}\n]}}\n'


GEOMETRIES = [
    ('{"type": "Point", "coordinates": [38.0, 127.0]}', "swapped"),
    ('{"type": "Point", "coordinates": [127.0]}', "1 numbers"),
    ('{"type": "Point", "coordinates": [NaN, 38.0]}', "not finite"),
    ('{"type": "Point", "coordinates": [1e400, 38.0]}', "not finite"),
    ('{"type": "Point", "coordinates": ["127", 38.0]}', "no number"),
    ('{"type": "Point", "coordinates": [[127.0, 38.0]]}', "nested"),
    ('{"type": "Point", "coordinates": [400000.0, 4200000.0]}', "metres of a grid"),
    ('{"type": "LineString", "coordinates": [[127.0, 38.0], [127.0, 38.0]]}', "two distinct"),
    ('{"type": "Polygon", "coordinates": [[[127, 38], [128, 38], [128, 39]]]}', "not closed"),
    ('{"type": "Polygon", "coordinates": [[[127, 38], [128, 38], [127, 38], [127, 38]]]}', "three distinct"),
    ('{"type": "Polygon", "coordinates": []}', "no coordinates"),
    ('{"type": "Circle", "coordinates": [1, 2]}', "no type of geometry"),
    ('{"type": "GeometryCollection", "geometries": []}', "collection"),
    ('"a place"', "no geometry"),
]


@pytest.mark.parametrize(("geometry", "says"), GEOMETRIES)
def test_an_invalid_geometry(folder: Path, geometry: str, says: str) -> None:
    put(folder, "places.geojson", place(geometry))
    finding = only(folder)
    assert (finding.check, finding.file, finding.row, finding.column) == (
        "record.geometry",
        "places.geojson",
        3,
        "geometry",
    )
    assert says in finding.message


GEOJSON = [
    ('{"type": "FeatureCollection", "features": [\n{"type": "Feature"\n', "record.geojson", 3, "not JSON"),
    ('{"type": "FeatureCollection"}', "record.geojson", 1, "no FeatureCollection"),
    ('{"type": "FeatureCollection", "features": [\n{"type": "Point"}]}', "record.geojson", 2, "no feature"),
    (
        '{"type": "FeatureCollection", "features": [\n{"type": "Feature", "geometry": null}]}',
        "record.geojson",
        2,
        "properties",
    ),
    ("[" * 100_000, "record.geojson", 1, "“{” is missing"),
    ('{"type": ' + "[" * 100_000, "record.geojson", 1, "too deep"),
    ('{"type": "FeatureCollection", "features": []} {}', "record.geojson", 1, "after its end"),
    ('{"type": "FeatureCollection", "n": ' + "9" * 5000 + ', "features": []}', "record.geojson", 1, "cannot be read"),
]


@pytest.mark.parametrize(("content", "check", "row", "says"), GEOJSON)
def test_a_fault_in_geojson(folder: Path, content: str, check: str, row: int, says: str) -> None:
    put(folder, "places.geojson", content)
    finding = only(folder)
    assert (finding.check, finding.file, finding.row) == (check, "places.geojson", row)
    assert says in finding.message


def test_properties_are_columns(folder: Path) -> None:
    given = '"id": "p", "id": "q", "name": "P", "kind": "zone", "country": "kp", "precision_m": 1e3, "colour": "red"'
    put(folder, "places.geojson", place("null", given))
    assert [(f.check, f.row, f.column) for f in found(folder)] == [
        ("record.unknown-column", 3, "colour"),
        ("record.duplicate-key", 3, "id"),
    ]


def test_a_write_cut_short_is_read_as_finished_and_finished_by_the_next(folder: Path) -> None:
    """The crash: everything was put down and marked, and only then the computer stopped."""
    waiting = folder / staging.FOLDER
    put(folder, f"{staging.FOLDER}/organisations.csv", ORGANISATIONS + "a,New,,media,,,,,\n")
    (waiting / "complete.json").write_text('{"replace": ["organisations.csv", "../../etc/passwd"], "remove": []}')
    reading = reader.read(folder)
    assert [row["name"] for row in reading.package.rows("organisations")] == ["New"]
    assert [finding.check for finding in reading.findings] == ["record.interrupted"]
    staging.finish(folder)
    assert not waiting.exists()
    assert found(folder) == []


def test_a_write_that_fails_leaves_the_package_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ploughshare.record import writer

    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    real, written = staging._put_down, []

    def full_after_three(path: Path, content: bytes) -> None:
        if len(written) == 3:
            raise OSError(28, "No space left on device", str(path))
        written.append(path)
        real(path, content)

    monkeypatch.setattr(staging, "_put_down", full_after_three)
    with pytest.raises(OSError, match="No space left"):
        writer.write(reader.read(folder).package, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
