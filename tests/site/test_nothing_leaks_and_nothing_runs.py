"""Restricted rows reach no page, and no text of a record becomes markup, script or a link that runs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pypdf
import pytest
from django.test import Client

from planted_secrets import LEAK, SECRET, with_secrets
from ploughshare.record import reader
from ploughshare.record.contracts import TABLES, Type
from ploughshare.web.site import packing
from site_crawl import MARKUP, Page, crawl, get
from small_packages import package

HOSTILE = (
    '<script>alert(1)</script>"\' onclick="alert(1)" <img src=x onerror=alert(1)> {{ 7|add:7 }} javascript:alert(1)'
)
KOREAN, ARABIC = "지뢰 제거", "نزع الألغام"


def readable(name: str, content: bytes) -> str:
    if name.endswith(".pdf"):
        pdf = pypdf.PdfReader(io.BytesIO(content))
        return str(pdf.metadata) + "".join(page.extract_text() for page in pdf.pages)
    if name.endswith((".docx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "".join(packed.read(part).decode("utf-8", "replace") for part in packed.namelist())
    return content.decode("utf-8")


@pytest.mark.slow
def test_secrets_of_every_table_are_on_no_page_in_no_search_no_api_and_no_download(
    site_of: Callable[..., Client], kp_path: Any
) -> None:
    whole = with_secrets(reader.read(kp_path).package)
    client = site_of(whole)
    answers: dict[str, Page] = crawl(client)
    for table in TABLES:
        answers[address] = get(client, address := f"/api/countries/kp/tables/{table.name}")
        twins = [row["id"] for row in whole.rows(table.name) if SECRET.lower() in row["id"]]
        for id in twins:
            for hidden in (f"/kp/rows/{table.name}/{id}/", f"/api/countries/kp/tables/{table.name}/{id}"):
                assert get(client, hidden).status == 404
    for address in (f"/search/?q={SECRET}", f"/api/search?q={SECRET}"):
        answer = get(client, address)
        assert answer.status == 200
        assert not [link for link in answer.links if SECRET.lower() in link.lower()]
        assert b'"id"' not in answer.content
    for address in ("/kp/events/map.geojson", "/kp/places/map.geojson", "/api/countries/kp/figures", "/api/countries"):
        answers[address] = get(client, address)
    for name in packing.OFFERS:
        answers[name] = get(client, f"/kp/downloads/{name}")
        assert answers[name].status == 200, name
    leaks = [at for at, page in answers.items() if re.search(LEAK, readable(at, page.content), re.IGNORECASE)]
    assert not leaks


def hostile_record() -> Any:
    """Hostile words in every free text of every table, foreign scripts beside them."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for table in TABLES:
        cells: dict[str, Any] = {"id": f"some-{table.name}", "tier": "public"}
        for column in table.columns:
            if column.references:
                target = f"some-{column.references}"
                is_own = column.references == table.name  # a row within itself would be a circle
                cells[column.name] = (() if column.many else None) if is_own else (target,) if column.many else target
            elif column.type is Type.URL:
                cells[column.name] = "javascript:alert(1)"
            elif column.type is Type.NAMES:
                cells[column.name] = ({"family": HOSTILE},)
            elif column.type is Type.TEXT and column.vocabulary is None and not column.name.endswith("_table"):
                cells[column.name] = (HOSTILE,) if column.many else f"{HOSTILE} {KOREAN} {ARABIC}"
        if table.name in ("figures", "places", "topics"):
            cells |= {name: "kp" for name in ("subject", "country") if name in table.column_names}
        if table.name in ("claims", "figures"):
            cells |= {name: None for name in ("category", "derived_by") if name in table.column_names}
        if table.name == "citations":
            cells |= {"cited_table": "claims", "cited_row": "some-claims"}
        if table.name == "flags":
            cells |= {"flagged_table": "figures", "flagged_row": "some-figures"}
        rows[table.name] = [cells]
    rows["claims"][0] |= {"best": 5, "unit": "mines"}
    rows["events"][0] |= {"happened": "2020", "happened_precision": "year"}
    meta = {"name": f"Land {HOSTILE}", "title": HOSTILE, "subtitle": f"{HOSTILE} {KOREAN}", "summary": HOSTILE}
    return package(meta=meta, narrative=f"# {KOREAN}\n\n[{ARABIC}]{{.assessment}}\n", **rows)


def test_hostile_text_is_shown_and_never_run(site_of: Callable[..., Client]) -> None:
    client = site_of(hostile_record())
    pages = crawl(client)
    pages |= {address: get(client, address) for address in ("/search/?q=alert", f"/search/?q={KOREAN}", '/?name="><b>')}
    assert {"/kp/", "/kp/figures/some-figures/", "/kp/sources/some-sources/"} <= set(pages)
    seen = 0
    for address, page in pages.items():
        assert page.status == 200, address
        if page.media_type != MARKUP:
            continue
        seen += "<script>alert(1)</script>" in page.text
        for tag, given in page.elements:
            where = f"{address}: {tag} {given}"
            assert not [name for name in given if name.startswith("on")], where
            assert "style" not in given, where
            assert not str(given.get("href", "")).lower().startswith("javascript:"), where
            assert tag != "script" or (given.get("src") or "").startswith("/static/"), where
            assert tag != "img" or given.get("src") != "x", where
            assert tag not in ("style", "iframe", "object", "embed", "b"), where
    assert seen >= 8
    assert "14" not in pages["/kp/sources/some-sources/"].text  # no template runs in a text
    assert all(word in pages["/kp/events/some-events/"].text for word in (KOREAN, ARABIC))


@pytest.mark.parametrize("address", ["/", "/kp/", "/kp/events/", "/none/", "/api/countries", "/kp/places/map.geojson"])
def test_headers_let_nothing_in_from_elsewhere(address: str, kp: Client) -> None:
    response = kp.get(address)
    policy = dict(part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["font-src"] == "'self'"
    assert not [value for value in policy.values() if "unsafe" in value or "http" in value or "*" in value]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert not response.cookies
