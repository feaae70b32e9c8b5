"""Sources from Zotero: what is added, what is known again, what is refused, what is reported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ploughshare.errors import PloughshareError
from ploughshare.exchange import csl_json
from ploughshare.exchange.intake import propose
from small_packages import package

SAMPLE = Path(__file__).parent / "zotero.json"
KNOWN = {
    "id": "known",
    "kind": "web_page",
    "title": "Another title",
    "url": "https://EXAMPLE.org/known/",
    "issued": "2023-02",
}


def test_the_sample() -> None:
    intake = propose(package(sources=[KNOWN]), csl_json.read(SAMPLE))
    assert [row["id"] for row in intake.added] == ["nunez-2024-minefields", "ministry2021"]
    article, report = intake.added
    assert article["authors"] == ({"family": "Núñez", "given": "Ana"}, {"family": "van den Berg", "given": "Jan"})
    assert (article["kind"], article["issued"], article["seen"]) == ("news_article", "2024-04-30", False)
    assert (report["kind"], report["issued"], report["publisher_name"]) == ("report", "2021", "Ministry of the Valley")
    assert [(match.id, match.by) for match in intake.matched] == [
        ("known", "address"),
        ("nunez-2024-minefields", "title and year"),
    ]
    assert intake.matched[0].differences["title"] == ("Another title", "Known already")
    assert "issued" not in intake.matched[0].differences
    assert not intake.matched[1].differences  # case, marks, and a coarser date are none
    assert len(intake.refused) == 2
    assert "spring of 2020" in intake.refused[0]
    assert "item 5" in intake.refused[1]
    assert intake.unmapped == {"nunez-2024-minefields": ("page", "section"), "ministry2021": ("collection-title",)}


@pytest.mark.parametrize(
    "item", [{}, {"id": "http://zotero.org/users/1/items/A"}, {"title": " ", "issued": {"date-parts": [[2024]]}}]
)
def test_what_nothing_tells_apart_is_refused(item: dict[str, Any]) -> None:
    intake = propose(package(), [{"type": "webpage", **item}])
    assert not intake.added
    assert "no title, no author" in intake.refused[0]


def test_nothing_that_is_there_is_changed() -> None:
    before = package(sources=[KNOWN])
    after = propose(before, csl_json.read(SAMPLE)).into(before)
    assert after.row("sources", "known") == before.row("sources", "known")
    assert [row["id"] for row in after.rows("sources")] == ["known", "ministry2021", "nunez-2024-minefields"]
    again = propose(after, csl_json.read(SAMPLE))
    assert not again.added


@pytest.mark.parametrize(
    ("ours", "theirs", "by"),
    [
        ({"id": "choe2018"}, {"citation-key": "Choe2018"}, "id"),
        ({"id": "choe2018"}, {"id": "choe2018"}, "id"),
        ({"id": "choe2018"}, {"id": "x/1", "note": "Citation Key: choe2018"}, "id"),
        ({"url": "https://bit.ly/4dwBwYj"}, {"URL": "http://bit.ly/4dwBwYj/"}, "address"),
        ({"url": "https://bit.ly/4dwBwYj"}, {"URL": "https://bit.ly/4dwbwyj"}, None),
        ({"url": "https://www.example.org/a"}, {"URL": "https://example.org/a"}, "address"),
        ({"url": "https://example.org/a?id=1"}, {"URL": "https://example.org/a?id=2"}, None),
        ({"url": "https://doi.org/10.1000/x"}, {"DOI": "10.1000/x"}, "address"),
        ({"number": "A/53/PV.79"}, {"number": "a/53/pv79"}, None),
        ({"number": "A/53/PV.79"}, {"number": "A/53/PV.79"}, "number"),
        (
            {"title": "“Mines”, again", "issued": "2024-07-17"},
            {"title": '"Mines", again', "issued": "2024"},
            "title and year",
        ),
        ({"title": "“Mines”, again", "issued": "2024-07-17"}, {"title": "Mines again", "issued": "2023"}, None),
        ({"title": "Mines"}, {"title": "Mines"}, None),
    ],
)
def test_by_what_a_source_is_known_again(ours: dict[str, Any], theirs: dict[str, Any], by: str | None) -> None:
    record = package(sources=[{"id": "ours", "title": None, **ours}])
    intake = propose(record, [{"id": "9/theirs", "type": "webpage", **theirs}])
    assert [match.by for match in intake.matched] == ([by] if by else [])
    assert len(intake.added) == (0 if by else 1)


def test_a_finer_kind_of_ours_is_no_difference() -> None:
    record = package(sources=[{"id": "ours", "kind": "editorial", "title": "Mines", "issued": "2024-06-10"}])
    items = [{"id": "ours", "type": kind, "title": "Mines"} for kind in ("article-newspaper", "book")]
    assert [dict(match.differences) for match in propose(record, items).matched] == [
        {},
        {"kind": ("editorial", "book")},
    ]


@pytest.mark.parametrize(
    ("item", "id"),
    [
        ({"id": "17"}, "mines-2024-mines"),
        ({"id": "http://zotero.org/users/1/items/A"}, "mines-2024-mines"),
        ({"id": "choe2018"}, "choe2018"),
        ({"id": "17", "citation-key": "Choe_2018"}, "choe-2018"),
    ],
)
def test_where_an_id_comes_from(item: dict[str, Any], id: str) -> None:
    plain = {"type": "webpage", "title": "On mines", "container-title": "Mines", "issued": {"date-parts": [[2024]]}}
    (row,) = propose(package(), [{**plain, **item}]).added
    assert row["id"] == id


def test_ids_are_permanent_slugs_and_never_taken_twice() -> None:
    items = [
        {"id": "1/x", "type": "webpage", "title": f"Report number {n}", "author": [{"literal": "대한민국"}]}
        for n in range(3)
    ]
    intake = propose(package(), items)
    assert [row["id"] for row in intake.added] == ["report", "report-2", "report-3"]


@pytest.mark.parametrize(
    "content",
    [b"{", b"\xff\xfe", b'"text"', b"[1]", b'{"items": 3}', b"[" * 100_000],
    ids=["cut", "encoding", "text", "numbers", "no-list", "deep"],
)
def test_what_is_no_csl_json_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_bytes(content)
    with pytest.raises(PloughshareError) as refused:
        csl_json.read(path)
    assert "CSL JSON" in str(refused.value) or "UTF-8" in str(refused.value)


def test_a_file_that_is_far_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with pytest.raises(PloughshareError, match="larger than 50 MB"):
        csl_json.read(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = ["id", "type", "title", "author", "issued", "URL", "DOI", "note", "custom", "citation-key", "number", "page"]


@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=5), max_size=4))
def test_any_item_is_added_matched_or_refused(items: list[dict[str, Any]]) -> None:
    intake = propose(package(sources=[KNOWN]), items)
    assert len(intake.added) + len(intake.matched) + len(intake.refused) == len(items)
    assert len({row["id"] for row in intake.added} | {"known"}) == len(intake.added) + 1


def test_what_goes_out_comes_back_as_the_same_sources() -> None:
    record = package(
        organisations=[{"id": "mag", "name": "A publisher"}],
        sources=[
            {
                "id": "article",
                "issued": "2024-04-30",
                "authors": ({"family": "Kim", "given": "A."},),
                "publisher": "mag",
            },
            {"id": "mail", "kind": "email", "title": None, "consent": "named", "seen": False, "issued": "2024-01"},
            {"id": "symbol", "kind": "un_document", "number": "A/53/PV.79", "url": "https://example.org/a"},
        ],
    )
    intake = propose(record, json.loads(csl_json.write(record)))
    assert [(match.id, dict(match.differences)) for match in intake.matched] == [
        ("article", {}),
        ("mail", {}),
        ("symbol", {}),
    ]
    assert [item["citation-key"] for item in json.loads(csl_json.write(record))] == ["article", "mail", "symbol"]
    assert not intake.added
    assert not intake.refused
    assert not intake.unmapped
