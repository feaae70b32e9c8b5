"""The worked tables of docs/rules/evidence.md."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ploughshare import figure as figures
from ploughshare.evidence import consent
from ploughshare.evidence.ledger import Ledger
from ploughshare.evidence.totals import total
from ploughshare.record.contracts import SOURCES
from rule_tables import table
from small_packages import package, row

ORGANISATIONS: list[dict[str, Any]] = [
    {"id": "south-korea"},
    {"id": "jcs", "parent": "south-korea"},
    {"id": "nis", "parent": "south-korea"},
    {"id": "daily-nk"},
    {"id": "a"},
    {"id": "b"},
]


def slug(name: str) -> str:
    return name.strip().lower().replace(" ", "-")


def cells(line: str) -> list[str]:
    return [part.strip() for part in line.split(";") if part.strip()]


def said(value: figures.Figure) -> str:
    return figures.say(value).replace("\N{NO-BREAK SPACE}", " ")


def claim(id: str, figure: str, words: str, **more: Any) -> dict[str, Any]:
    """A claim as its quantity is written."""
    value = figures.parse(words)
    return {
        "id": id,
        "figure": figure,
        "state": str(value.state),
        "kind": value.kind and str(value.kind),
        "low": value.low,
        "best": value.best,
        "high": value.high,
        "unit": value.unit,
        "rounded_to": value.rounded_to,
        **more,
    }


@pytest.mark.parametrize("line", table("evidence", "roots of the citations"))
def test_independent_voices(line: dict[str, str]) -> None:
    citations = []
    for number, cell in enumerate(cells(line["roots of the citations"])):
        words = cell.removesuffix(" contradicts").split()
        name = "-".join(words[:-1]).lower() or None
        relation = "contradicts" if cell.endswith("contradicts") else "supports"
        made = {"cited_row": "c", "source": f"s{number}", "root": name, "root_state": words[-1], "relation": relation}
        citations.append(made)
    sources = [{"id": f"s{number}"} for number in range(len(citations))]
    made = package(
        organisations=ORGANISATIONS,
        sources=sources,
        figures=[{"id": "f"}],
        claims=[{"id": "c", "figure": "f", "best": 1}],
        citations=citations,
    )
    assert Ledger(made).independent_roots("claims", "c") == int(line["independent voices"])


@pytest.mark.parametrize("line", table("evidence", "claims"), ids=lambda line: line["claims"])
def test_the_shown_value(line: dict[str, str]) -> None:
    claims, citations = [], []
    for number, cell in enumerate(cells(line["claims"])):
        reporter, _, rest = cell.partition(":")
        words, *marks = [part.strip(" ]") for part in rest.split("[")]
        rank = next((mark for mark in marks if mark in ("preferred", "deprecated")), "normal")
        claims.append(claim(f"c{number}", "f", words, reporter=slug(reporter) or None, rank=rank, rank_reason="why"))
        for mark in marks:
            if mark.startswith("root "):
                root = mark.removeprefix("root ").removesuffix(" provisional")
                state = "provisional" if mark.endswith("provisional") else "unknown" if root == "unknown" else "stated"
                named = None if root == "unknown" else slug(root)
                citations.append({"cited_row": f"c{number}", "source": "s", "root": named, "root_state": state})
    made = package(
        organisations=ORGANISATIONS, sources=[{"id": "s"}], figures=[{"id": "f"}], claims=claims, citations=citations
    )
    shown = Ledger(made).shown("f")
    assert shown.rule == line["rule"]
    assert (said(shown.figure) if shown.figure else "nothing") == line["shown"]
    assert shown.settled == (line["shown"] != "nothing")


@pytest.mark.parametrize("line", table("evidence", "expected"), ids=lambda line: " ".join(line.values()))
def test_totals(line: dict[str, str]) -> None:
    rows, claims = [], []
    for number, cell in enumerate(cells(line["figures"])):
        name, _, rest = cell.partition(":")
        subject = re.search(r"\((.+)\)", rest)
        question = {"id": f"f{number}", "period": "2024", "subject": subject[1] if subject else "kp"}
        question["organisation"] = None if name == "whole" else name.removeprefix("part of ").lower()
        question["method"] = "technical_survey" if name.startswith("part of") else None
        rows.append(question)
        for answer, words in enumerate(re.sub(r"\(.+\)", "", rest).split(" or ")):
            claims.append(claim(f"f{number}-{answer}", f"f{number}", words, reporter=f"r{answer}"))
    expected = [{"organisation": name.lower(), "period": "2024-01-01/2024-12-31"} for name in cells(line["expected"])]
    made = package(organisations=ORGANISATIONS, figures=rows, claims=claims, expected=expected)
    account = total(Ledger(made), subject="kp", measure="mines_destroyed", period="2024")
    assert said(account.figure) == line["total"]
    assert (len(account.counted), len(account.left_out), len(account.missing)) == (
        int(line["counted"]),
        int(line["left out"]),
        int(line["missing"]),
    )


COLUMN = {
    "title": "title",
    "author": "authors",
    "role": "author_role",
    "container": "container_title",
    "address": "url",
    "note": "note",
    "grade": "grade_source",
    "capture": "captured_by",
}


@pytest.mark.parametrize("line", table("evidence", "consent"), ids=lambda line: line["consent"])
def test_consent(line: dict[str, str]) -> None:
    secret: dict[str, Any] = dict.fromkeys(COLUMN.values(), "secret")
    secret |= {"authors": ({"family": "secret"},), "id": "s", "kind": "email", "issued": "2024-08-14"}
    secret["consent"] = None if line["consent"].startswith("(none") else line["consent"]
    printed = consent.as_printed(row(SOURCES, secret))
    if line["title"] == "leaves":
        assert printed is None
        return
    assert printed is not None
    for head, column in COLUMN.items():
        assert bool(printed[column]) == (line[head] == "yes"), head
    assert (printed["issued"][:4] == "2024") == (line["year"] == "yes")
    assert (printed["issued"] == "2024-08-14") == (line["day"] == "yes")
