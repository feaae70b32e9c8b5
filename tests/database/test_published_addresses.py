"""Every number and statement printed on a country's page leads to the place where it is followed back."""

from __future__ import annotations

import html
import re

import pytest

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
