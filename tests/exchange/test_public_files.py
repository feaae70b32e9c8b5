"""What goes out: CSL-JSON and BibTeX that pandoc reads, and the tables that anybody may take."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pypandoc
import pytest

from ploughshare.exchange import bibtex
from ploughshare.exchange.public_files import public_files
from small_packages import package, said


def entry(**source: Any) -> str:
    return bibtex.write(package(sources=[{"id": "key", "title": None, **source}])).decode("utf-8")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ({"kind": "news_article", "container_title": "The Times"}, "@article{key,\n  journal = {The Times},"),
        ({"kind": "report", "publisher_name": "A & B"}, r"institution = {A \& B},"),
        ({"kind": "web_page", "title": "100% {of} it_"}, r"title = {{100\% \{of\} it\_}},"),
        ({"issued": "2024-04-30"}, "year = {2024},\n  month = apr,\n  date = {2024-04-30},"),
        ({"issued": "2024"}, "year = {2024},\n  date = {2024},"),
        ({"authors": ({"literal": "Army and Navy"},)}, "author = {{Army and Navy}},"),
        (
            {"authors": ({"family": "van Berg", "given": "J."}, {"family": "Kim"})},
            "author = {{van Berg}, J. and {Kim}},",
        ),
        ({"url": "https://example.org/a_b?c=%20{"}, "url = {https://example.org/a_b?c=%20%7B},"),
        ({"kind": "email", "consent": "named"}, "@misc{key,\n}"),
    ],
)
def test_a_bibtex_entry(source: dict[str, Any], line: str) -> None:
    assert line in entry(**source)


def test_pandoc_reads_the_bibtex_as_it_was_meant() -> None:
    text = entry(
        kind="news_article",
        title="Mines: 100 % of “them” & A_b {c} ~ 지뢰",
        authors=({"family": "Núñez", "given": "Ana"}, {"literal": "Army and Navy"}),
        container_title="The Times",
        issued="2024-04-30",
        url="https://example.org/a_b?c=1&d=2#e",
    )
    (item,) = json.loads(pypandoc.convert_text(text, "csljson", format="biblatex"))
    assert item["author"] == [{"family": "Núñez", "given": "Ana"}, {"literal": "Army and Navy"}]
    assert item["issued"] == {"date-parts": [[2024, 4, 30]]}
    assert item["container-title"] == "The Times"
    assert item["URL"] == "https://example.org/a_b?c=1&d=2#e"
    plain = item["title"].replace('<span class="nocase">', "").replace("</span>", "").replace("\N{NO-BREAK SPACE}", " ")
    assert plain == "Mines: 100 % of “them” & A_b {c} ~ 지뢰"


def test_only_what_the_public_may_see_goes_out() -> None:
    made = package(
        sources=[
            {"id": "times", "title": "Open"},
            {"id": "talk", "kind": "interview", "title": "secret talk"},
            {
                "id": "mail",
                "kind": "email",
                "title": "secret subject",
                "consent": "role_only",
                "author_role": "Officer",
            },
        ],
        places=[
            {"id": "hill", "geometry": {"type": "Point", "coordinates": [127.123456, 38.2]}, "precision_m": 5000},
            {"id": "cache", "name": "secret cache", "tier": "partners"},
        ],
        events=[
            {"id": "e", "place": "cache"},
            {"id": "hidden", "summary": "secret deed", "tier": "restricted"},
            {"id": "f"},
        ],
        citations=[said("f", "talk", cited_table="events")],
    )
    files = public_files(made)
    tables = ["events.csv", "events.geojson", "places.geojson", "places.csv"]
    assert list(files) == ["sources.json", "sources.bib", *tables]
    assert b"secret" not in b"".join(files.values())
    assert b"127.123456" not in files["places.geojson"]
    assert [item["id"] for item in json.loads(files["sources.json"])] == ["times", "mail"]
    (event,) = csv.DictReader(io.StringIO(files["events.csv"].decode("utf-8")))
    assert (event["id"], event["place"]) == ("e", "")
    (place,) = json.loads(files["places.geojson"])["features"]
    assert place["properties"]["id"] == "hill"
    assert public_files(made) == files
