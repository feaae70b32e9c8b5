"""figures.json: every printed figure, followed back."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from ploughshare.evidence import tiers
from ploughshare.record import reader
from ploughshare.report import blocks, checks, figures_json, fill
from small_record import prose, readers, record

NARRATIVE = """\
# Clearance {#clearance}

A sentence first.[@times] The South reported [more than 600]{claim=removed-army} mines.[@times]

# The zone {#zone}

It covers []{figure=zone}, or [992 km²]{compute="product length width"}. It is [very heavy]{figure=class}.

::: {.from-record what=estimates}
:::
"""


def content(narrative: str, *drawn: blocks.Node) -> dict[str, Any]:
    read = prose(narrative)
    places = {"Div": lambda div: [{"t": "Div", "c": [div["c"][0], list(drawn)]}]}
    document = {**read.document, "blocks": blocks.rewrite(read.document["blocks"], places)}
    return figures_json.content(read, document, readers(record()))


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return content(NARRATIVE, blocks.para(blocks.tie("248 km", "figure", "length")))


def figure(told: dict[str, Any], id: str) -> dict[str, Any]:
    return next(figure for figure in told["figures"] if figure["id"] == id)


def test_it_keeps_to_its_schema(told: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(figures_json.schema())
    jsonschema.validate(told, figures_json.schema())


def test_the_schema_refuses_what_it_does_not_name(told: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**told, "secret": 1}, figures_json.schema())


def test_a_claim_in_a_sentence_is_followed_to_who_said_it_first(told: dict[str, Any]) -> None:
    removed = figure(told, "removed")
    assert removed["printed"] == [
        {
            "words": "more than 600",
            "tied_to": "claim",
            "id": "removed-army",
            "section": "Clearance",
            "anchor": "clearance",
            "sentence": 2,
            "part": None,
        }
    ]
    (claim,) = removed["claims"]
    assert (claim["state"], claim["kind"], claim["low"], claim["high"]) == ("value", "at_least", 601, None)
    assert claim["citations"][0]["source"] == "times"
    assert claim["citations"][0]["root"] == {"id": "army", "name": "Army"}
    assert removed["shown"]["rule"] == "only_claim"
    assert {source["id"] for source in told["sources"]} == {"times", "mail", "unread", "chapter"}


def test_a_figure_drawn_from_the_record_names_its_part(told: dict[str, Any]) -> None:
    (printed,) = figure(told, "length")["printed"]
    assert (printed["words"], printed["part"], printed["sentence"]) == ("248 km", "estimates", None)
    assert printed["anchor"] == "zone"


def test_a_computed_figure_names_its_inputs_and_these_are_there(told: dict[str, Any]) -> None:
    (computed,) = told["computed"]
    assert (computed["rule"], computed["inputs"]) == ("product", ["length", "width"])
    assert computed["words"].replace("\u00a0", " ") == "992 km²"
    assert computed["printed"][0]["section"] == "The zone"
    assert figure(told, "width")["printed"] == []


def test_an_unread_source_tells_through_what_it_is_known() -> None:
    told = content("Within [20 days]{claim=clause-agreement}.[@agreement]")
    citation = figure(told, "clause")["claims"][0]["citations"][0]
    assert (citation["locator"], citation["via"], citation["via_locator"]) == ("p. 7", "chapter", "note 4")


def test_rivals_are_told_with_the_rule() -> None:
    told = content("The Times gave [2 million]{claim=disputed-times} mines.[@times]")
    shown = figure(told, "disputed")["shown"]
    assert (shown["rule"], shown["words"]) == ("rivals", None)
    assert shown["rivals"] == ["disputed-times", "disputed-post"]
    assert [claim["best"] for claim in figure(told, "disputed")["claims"]] == [2000000, 800000]


def test_nothing_hidden_is_in_it() -> None:
    text = figures_json.written(
        content("They found [7]{figure=secret}.[@times] [7]{claim=secret-mail-claim} too.[@times]")
    )
    assert json.loads(text)["figures"] == []
    assert "secret" not in text


def test_the_same_report_gives_the_same_bytes(told: dict[str, Any]) -> None:
    again = content(NARRATIVE, blocks.para(blocks.tie("248 km", "figure", "length")))
    assert figures_json.written(again) == figures_json.written(told)


def test_the_shipped_record_keeps_to_the_schema(kp_path: Any) -> None:
    package = reader.read(kp_path).package
    examined = checks.examine(package)
    filled = fill.fill(examined.prose.document, examined.ledger)
    told = figures_json.content(examined.prose, filled.document, examined.ledger)
    jsonschema.validate(told, figures_json.schema())
    public = tiers.visible(package, "public")
    assert {entry["id"] for entry in told["figures"]} <= {row["id"] for row in public.rows("figures")}
    assert all(entry["claims"] or entry["derived"] for entry in told["figures"])
    tied = {tie.id for tie in examined.prose.ties if tie.table == "claims"}
    assert tied <= {claim["id"] for entry in told["figures"] for claim in entry["claims"]}
