"""Sources as CSL: pandoc reads the file as it lies there, Zotero's items come in and go back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import yaml

from ploughshare.errors import PloughshareError
from ploughshare.record import reader, sources, writer
from small_packages import package

ARTICLE = {
    "id": "yonhap-2020",
    "kind": "news_article",
    "title": "Koreans: a “title” # with marks",
    "authors": ({"family": "Choe", "given": "Sang-Hun"}, {"literal": "국방부"}),
    "container_title": "Yonhap News Agency",
    "issued": "2020-11-19",
    "url": "https://example.org/a?b=c#d",
    "language": "ko",
    "translation": "unofficial",
    "seen": False,
    "note": "To be read.",
}


def written(tmp_path: Path) -> Path:
    writer.write(package(sources=[ARTICLE]), tmp_path)
    return tmp_path / "sources.yaml"


def test_pandoc_reads_the_file_as_a_bibliography(tmp_path: Path) -> None:
    note = pypandoc.convert_text(
        "See [@yonhap-2020, p. 3].",
        "plain",
        "markdown",
        extra_args=["--citeproc", f"--bibliography={written(tmp_path)}", "--fail-if-warnings"],
    )
    for part in ("Choe", "국방부", "Yonhap News Agency", "November 19", "https://example.org/a?b=c#d", "# with marks"):
        assert part in note


def test_pandoc_gives_it_back_as_csl_json_which_comes_in_as_the_same_source(tmp_path: Path) -> None:
    """The way to Zotero and back: CSL-JSON by somebody else's program."""
    text = pypandoc.convert_file(str(written(tmp_path)), "csljson", format="markdown")
    (item,) = json.loads(text)
    # Pandoc keeps no custom fields: they stay with us.
    back = sources.row_of({**item, "custom": sources.csl_of(_row())["custom"]})
    assert back == _row()


def test_any_yaml_reader_sees_csl(tmp_path: Path) -> None:
    content = next(yaml.safe_load_all(written(tmp_path).read_text(encoding="utf-8")))
    item = content["references"][0]
    assert item["type"] == "article-newspaper"
    assert item["issued"] == {"date-parts": [[2020, 11, 19]]}
    assert item["author"][0] == {"family": "Choe", "given": "Sang-Hun"}


def _row() -> dict[str, Any]:
    return dict(package(sources=[ARTICLE]).rows("sources")[0])


ISSUED = [
    ({"date-parts": [[2024, 5, 1]]}, "2024-05-01"),
    ({"date-parts": [["2024", "5"]]}, "2024-05"),
    ({"date-parts": [[2024]]}, "2024"),
    ({"year": 2024, "month": 5}, "2024-05"),
    ("2024-05", "2024-05"),
    (2024, "2024"),
    ({"literal": "2024-05"}, "2024-05"),
]


@pytest.mark.parametrize(("issued", "date"), ISSUED)
def test_dates_of_csl(issued: object, date: str) -> None:
    assert sources.row_of({"id": "a", "type": "book", "issued": issued})["issued"] == date


def test_an_item_of_zotero() -> None:
    item = {
        "id": "a",
        "type": "article-newspaper",
        "title": "T",
        "author": [{"family": "Gaulle", "non-dropping-particle": "de", "given": "Charles", "suffix": "Jr"}],
        "number": 7,
        "issued": {"date-parts": [[2024, 5, 1]]},
        "volume": "3",
        "accessed": {"date-parts": [[2025]]},
    }
    row = sources.row_of(item)
    assert (row["kind"], row["seen"], row["number"]) == ("news_article", False, "7")
    assert row["authors"] == ({"family": "de Gaulle", "given": "Charles Jr"},)
    assert sources.leftovers(item) == ["volume", "accessed"]


def test_an_item_that_cannot_come_in_says_why_all_at_once() -> None:
    with pytest.raises(PloughshareError) as raised:
        sources.row_of({"id": "A B", "type": "book", "URL": "javascript:x", "issued": "May 2024"})
    for column in ("id:", "url:", "issued:"):
        assert column in str(raised.value)


def test_a_publisher_is_named_where_the_source_prints_none() -> None:
    row = {**_row(), "publisher": "un"}
    assert sources.csl_of(row, publisher="United Nations")["publisher"] == "United Nations"
    assert sources.csl_of({**row, "publisher_name": "UN Press"}, publisher="United Nations")["publisher"] == "UN Press"
    assert "publisher" not in sources.csl_of(row)


def test_a_field_that_would_be_lost_is_a_finding(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_text(
        path.read_text(encoding="utf-8").replace("    language: ko", "    volume: 3\n    language: ko"), "utf-8"
    )
    (finding,) = reader.read(tmp_path).findings
    assert (finding.check, finding.column) == ("record.unknown-column", "volume")
