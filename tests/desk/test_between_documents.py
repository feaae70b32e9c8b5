"""What is proposed between the documents of a record: for editors, with a way to each row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from two_documents import two_documents

ADDRESS = "/desk/records/kp/"


@pytest.mark.parametrize(
    ("second", "says"),
    [
        ({}, ["One source, perhaps", "the same address with another title", "One voice, told twice"]),
        ({"best": 75}, ["One source, perhaps", "Disagreements", "60 mines", "75 mines"]),
    ],
)
def test_it_lists_what_may_be_one_and_what_disagrees(
    client_of: Callable[[str], Client], record: Callable[[Any], None], second: dict[str, Any], says: list[str]
) -> None:
    record(two_documents(**second))
    shown = client_of("ana").get(ADDRESS)
    assert shown.status_code == 200
    for words in [*says, "Mines at the river", "River mines"]:
        assert words in shown.content.decode()


@pytest.mark.parametrize(("who", "status"), [("", 302), ("rita", 403), ("ana", 404)])
def test_visitors_and_readers_do_not_see_it_and_there_must_be_a_record(
    client_of: Callable[[str], Client], who: str, status: int
) -> None:
    assert client_of(who).get(ADDRESS).status_code == status
