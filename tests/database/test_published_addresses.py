"""Every number and statement printed on a country's page leads to the place where it is followed back."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs

import pytest

from ploughshare import vocab
from ploughshare.record import reader
from ploughshare.web.records import queries
from ploughshare.web.records.actions.load_record import LoadRecord


@pytest.mark.slow
def test_every_tie_of_the_report_leads_somewhere(sqlite_database: str, kp_path, client) -> None:
    LoadRecord(by="Kim", why="edition", reading=reader.read(kp_path)).execute()
    body = queries.country("kp").body
    led = {html.unescape(address) for address in re.findall(r'href="((?:figures|events|statements)/[^"]*)"', body)}
    assert len(led) > 50
    for address in sorted(led):
        path, _, anchor = address.partition("#")
        page = client.get(f"/kp/{path}")
        assert page.status_code == 200, address
        assert not anchor or f'id="{anchor}"' in page.text, address


@pytest.mark.slow
def test_a_number_of_the_land_account_opens_its_line(sqlite_database: str, root) -> None:
    LoadRecord(by="Kim", why="edition", reading=reader.read(root / "records" / "demoland")).execute()
    body = queries.country("xd").body
    asked = [parse_qs(html.unescape(query)) for query in re.findall(r'href="land/account/\?([^"]*)"', body)]
    tied = [html.unescape(name) for name in re.findall(r'data-account="([^"]*)"', body)]
    assert len(asked) == sum(not name.startswith("ap_mines_destroyed") for name in tied) > 50
    for query in asked:
        assert query.keys() <= {"year", "group", "line", "place", "organisation"}
        assert query["line"][0] in vocab.load("account_lines")
