"""Each page of the site: that it is there, says what it should, and asks the database little."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ploughshare.findings import Level
from ploughshare.record import reader
from ploughshare.record.package import Package
from ploughshare.report import checks
from ploughshare.web.records import queries
from site_crawl import crawl, get
from small_packages import package, said

PAGES = (
    "/",
    "/kp/",
    "/kp/figures/",
    "/kp/figures/mines/",
    "/kp/figures/sum/",
    "/kp/events/",
    "/kp/events/map.geojson",
    "/kp/events/clearing/",
    "/kp/places/",
    "/kp/places/map.geojson",
    "/kp/places/hill/",
    "/kp/statements/",
    "/kp/tasks/",
    "/kp/sources/",
    "/kp/sources/times/",
    "/kp/findings/",
    "/kp/downloads/",
    "/search/?q=clearing",
    "/api/countries",
    "/api/countries/kp/figures",
    "/api/countries/kp/figures/mines",
    "/api/countries/kp/tables/events",
)
MOST_QUERIES = 20


def record(more: int = 0, **meta: Any) -> Package:
    """A small record with a row in every table, and ``more`` of each that grows."""
    return package(
        meta=meta,
        organisations=[
            {"id": "army", "name": "Army"},
            {"id": "times-house", "name": "Times House"},
            *({"id": f"actor-{n}", "name": f"Actor {n}"} for n in range(more)),
        ],
        sources=[
            {"id": "times", "title": "Mines on the hill", "publisher": "times-house", "issued": "2024-05-01"},
            {"id": "post", "title": "Second thoughts", "issued": "2023", "seen": False},
            *({"id": f"source-{n}", "title": f"Source {n}"} for n in range(more)),
        ],
        places=[
            {
                "id": "hill",
                "name": "Hill 281",
                "kind": "hill",
                "precision_m": 5000,
                "geometry": {"type": "Point", "coordinates": [127.12, 38.28]},
            },
            {"id": "somewhere", "name": "Somewhere"},
            *({"id": f"place-{n}", "name": f"Place {n}"} for n in range(more)),
        ],
        ordnance=[{"id": "box", "name": "Box mine"}],
        events=[
            {
                "id": "clearing",
                "title": "Clearing of the hill",
                "happened": "2018-10",
                "happened_precision": "month",
                "place": "hill",
                "place_relation": "at",
                "actors": ("army",),
                "ordnance": ("box",),
            },
            {"id": "halt", "title": "A halt", "kind": "suspension", "happened": "2022", "happened_precision": "year"},
            {"id": "hearsay", "title": "On no date", "kind": "find"},
            *({"id": f"event-{n}", "title": f"Event {n}", "place": "hill", "actors": ("army",)} for n in range(more)),
        ],
        figures=[
            {"id": "mines", "title": "Mines destroyed on the hill", "period": "2018", "place": "hill"},
            {"id": "disputed", "title": "Mines found", "measure": "mines_found", "period": "2020"},
            {"id": "sum", "title": "All mines", "derived_by": "sum", "inputs": ("mines",), "period": "2019"},
            *({"id": f"figure-{n}", "measure": "mines_found", "period": str(1900 + n)} for n in range(more)),
        ],
        claims=[
            {
                "id": "mines-army",
                "figure": "mines",
                "kind": "at_least",
                "low": 601,
                "unit": "mines",
                "reporter": "army",
            },
            {"id": "one", "figure": "disputed", "best": 5, "unit": "mines"},
            {"id": "other", "figure": "disputed", "best": 50, "unit": "mines"},
            *({"id": f"claim-{n}", "figure": f"figure-{n}", "best": n + 1, "unit": "mines"} for n in range(more)),
            *({"id": f"mines-{n}", "figure": "mines", "best": 700, "rank": "deprecated"} for n in range(more)),
        ],
        topics=[{"id": "extent", "statement": "How far it reaches is not known.", "standing": "not_known"}],
        capacity=[{"id": "none", "statement": "No functioning programme."}],
        obligations=[{"id": "clear", "bearers": ("army",), "due": "2030-01-01"}],
        recommendations=[{"id": "stop", "text": "Stop.", "addressee": "army", "made_by": "times-house"}],
        citations=[
            said("mines-army", "post", root="army", via="times", via_locator="note 3", quote="more than 600"),
            said("one", "times", root="army"),
            said("other", "post", root="times-house"),
            said("clearing", "times", cited_table="events", root="army"),
            said("extent", "times", cited_table="topics"),
            *(said(f"claim-{n}", "times") for n in range(more)),
            *(said(f"event-{n}", "times", cited_table="events") for n in range(more)),
        ],
        flags=[{"id": "odd", "flagged_table": "claims", "flagged_row": "mines-army", "message": "It is odd."}],
        narrative="# Key data {#key-data}\n\n[More than 600]{claim=mines-army} mines went in "
        '[all]{.plain}, or [more than 600]{compute="sum mines"}.[@times, p. 3]\n',
    )


@pytest.fixture
def small(site_of: Callable[..., Client]) -> Client:
    return site_of(record())


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_the_database_little_and_no_more_for_a_larger_record(
    address: str, site_of: Callable[..., Client]
) -> None:
    counts = []
    for record_of in (record(), record(more=12, country="kr", name="South Korea")):
        client = site_of(record_of)
        here = address.replace("/kp/", f"/{record_of.country}/").replace("q=clearing", "q=clearing+hill")
        with CaptureQueriesContext(connections["default"]) as asked:
            page = get(client, here)
        assert page.status == 200, here
        counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_a_figure_says_who_answered_who_said_it_first_and_through_what(small: Client) -> None:
    page = get(small, "/kp/figures/mines/")
    for words in (
        "more than 600 mines",  # the value shown
        "The only claim.",  # the rule that chose it
        "It rests on 1 independent voice.",
        "Reported by Army",
        "Second thoughts",  # the source
        "known through Mines on the hill, note 3",
        "Who first said it: Army stated",
        "“more than 600”",  # the quote
        "It is odd.",  # the flag
        "Hill 281",
        "Key data sentence 1 More than 600",  # where the report prints it
    ):
        assert words in page.text, words
    assert "mines-army" in page.ids


def test_rivals_stand_side_by_side_and_nothing_is_shown(small: Client) -> None:
    page = get(small, "/kp/figures/disputed/")
    assert "No value is shown" in page.text
    assert "Rivals nobody ranked." in page.text
    assert page.text.count("rival ") >= 2
    assert {"one", "other"} <= page.ids
    listed = get(small, "/kp/figures/?shown=none")
    assert "Mines found" in listed.text
    assert "All mines" not in listed.text


def test_what_a_sentence_computes_has_a_page(small: Client) -> None:
    (link,) = [link for link in get(small, "/kp/").links if "computed" in link]
    page = get(small, urljoin("/kp/", link))
    assert page.status == 200
    assert "more than 600 mines" in page.text
    assert "/kp/figures/mines/" in page.links
    assert "Key data" in page.text


@pytest.mark.parametrize("expression", ["sum", "nonsense mines", "sum nobody", "sum disputed", "x" * 5000])
def test_what_cannot_be_computed_is_not_found(expression: str, small: Client) -> None:
    assert get(small, f"/kp/figures/?{urlencode({'computed': expression})}").status == 404


MISSING = (
    "/xx/",
    "/KP/",
    "/kp/figures/none/",
    "/kp/sources/none/",
    "/kp/events/none/",
    "/kp/places/none/",
    "/kp/rows/claims/none/",
    "/kp/rows/none/none/",
    "/kp/downloads/none.pdf",
    "/kp/downloads/../record.yaml",
    "/xx/events/map.geojson",
    "/nothing",
)
MISSING_FROM_API = (
    "/api/countries/xx/figures",
    "/api/countries/kp/figures/none",
    "/api/countries/kp/tables/none",
    "/api/countries/kp/tables/events/none",
    "/api/nothing",
)


@pytest.mark.parametrize("address", MISSING)
def test_what_is_not_there_is_not_found(address: str, small: Client) -> None:
    page = get(small, address)
    assert page.status == 404
    assert "There is no such page" in page.text


@pytest.mark.parametrize("address", MISSING_FROM_API)
def test_the_api_says_so_in_one_shape(address: str, small: Client) -> None:
    answer = get(small, address)
    assert answer.status == 404
    content = json.loads(answer.content)
    assert content["error"]["status"] == 404
    assert set(content["error"]) == {"status", "message"}


def test_the_api_refuses_what_it_cannot_read_in_the_same_shape(small: Client) -> None:
    answer = get(small, "/api/search")
    assert answer.status == 422
    assert "q" in json.loads(answer.content)["error"]["message"]


def test_what_fails_says_so_and_gives_nothing_away(small: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a restricted word")

    for name in ("countries", "heading", "country"):
        monkeypatch.setattr(queries, name, fail)
    small.raise_request_exception = False
    for address in ("/", "/kp/", "/kp/events/"):
        page = get(small, address)
        assert page.status == 500
        assert "Something went wrong" in page.text
        assert b"restricted" not in page.content
    answer = get(small, "/api/countries")
    assert answer.status == 500
    assert json.loads(answer.content)["error"]["status"] == 500
    assert b"restricted" not in answer.content


def test_the_api_describes_itself_and_answers_as_the_pages_do(small: Client) -> None:
    described = json.loads(get(small, "/api/openapi.json").content)
    assert "/api/countries/{code}/tables/{table}" in described["paths"]
    assert get(small, "/api/docs").status == 404  # its page would load scripts from elsewhere
    (country,) = json.loads(get(small, "/api/countries").content)
    assert (country["code"], country["record"]["name"]) == ("kp", "North Korea")
    figure = json.loads(get(small, "/api/countries/kp/figures/mines").content)
    assert (figure["words"], figure["rule"], figure["independent_roots"]) == ("more than 600 mines", "only_claim", 1)
    assert figure["claims"][0]["claim"]["low"] == "601"  # digits as stated
    assert figure["claims"][0]["citations"][0]["root"] == "army"
    assert [row["id"] for row in json.loads(get(small, "/api/countries/kp/tables/places").content)]
    (hit, *_) = json.loads(get(small, "/api/search?q=halt").content)
    assert (hit["table"], hit["id"]) == ("events", "halt")


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", {"times", "post"}),
        ("kind=news_article", {"times", "post"}),
        ("kind=treaty", set()),
        ("publisher=times-house", {"times"}),
        ("year=2023", {"post"}),
        ("seen=yes", {"times"}),
        ("seen=no", {"post"}),
        ("words=SECOND", {"post"}),
        ("words=second&seen=yes", set()),
    ],
)
def test_sources_are_narrowed(query: str, wanted: set[str], small: Client) -> None:
    links = get(small, f"/kp/sources/?{query}").links
    assert {link.split("/")[-2] for link in links if re.fullmatch(r"/kp/sources/[^/]+/", link)} == wanted


def test_a_source_lists_what_rests_on_it_and_what_is_known_through_it(small: Client) -> None:
    page = get(small, "/kp/sources/times/")
    assert "rows rest on it" in page.text
    assert "1 row is known through it" in page.text
    assert "/kp/events/clearing/" in page.links
    claim = get(small, "/kp/rows/claims/mines-army/")
    assert "mines-army" in claim.ids


def test_findings_are_narrowed_and_lead_to_their_row(small: Client) -> None:
    every = get(small, "/kp/findings/")
    chosen = get(small, "/kp/findings/?check=evidence.rivals")
    assert 0 < chosen.text.count("evidence.rivals") < every.text.count("evidence.")
    assert "/kp/figures/disputed/" in chosen.links
    assert get(small, "/kp/findings/?level=no-such-level").text.count("0 findings") == 1


def test_two_hundred_countries_are_one_query_and_narrowed_by_name(site_of: Callable[..., Client]) -> None:
    from ploughshare.web.records.models import Record, RenderedReport

    client = site_of(record())
    first, report = Record.objects.get(), RenderedReport.objects.get()
    for number in range(199):
        first.pk, first.keeper_id = f"x{number}", None
        first.save(force_insert=True)
        report.pk, report.meta = f"x{number}", {**report.meta, "country": f"x{number}", "name": f"Länd {number}"}
        report.save(force_insert=True)
    with CaptureQueriesContext(connections["default"]) as asked:
        page = get(client, "/")
    assert len(asked) == 1
    assert "200 records" in page.text
    assert {"/kp/", "/x0/", "/x198/"} <= set(page.links)
    narrowed = get(client, "/?name=land+19")
    assert "10 records of 200" in narrowed.text
    assert "/kp/" not in narrowed.links
    assert "No record has such a name." in get(client, "/?name=nowhere").text


def test_the_list_says_how_each_country_stands(kp: Client) -> None:
    assert "North Korea Unknown, but very heavy State not party to the APMBC 2025 1 November 2025" in get(kp, "/").text


def test_an_empty_site_says_what_to_do(site_of: Callable[..., Client]) -> None:
    client = site_of()
    assert "ploughshare load" in get(client, "/").text
    assert get(client, "/health/").content == b"ok\n"
    assert "Nothing that is public" in get(client, "/search/?q=mine").text


def test_english_text_is_never_called_korean(small: Client) -> None:
    for asked in ("ko", "ar", "en-GB,en;q=0.5"):
        (tag, given), *_ = get(small, "/", **{"Accept-Language": asked}).elements
        assert (tag, given["lang"], given["dir"]) == ("html", "en", "ltr")


def test_nothing_can_be_changed_over_the_web(small: Client) -> None:
    for address in ("/", "/kp/", "/kp/events/", "/kp/downloads/record.zip"):
        assert small.post(address).status_code in (403, 405)


@pytest.mark.slow
def test_every_link_of_the_shipped_record_leads_somewhere(kp: Client) -> None:
    pages = crawl(kp)
    assert len(pages) > 150
    assert not [address for address, page in pages.items() if page.status != 200]
    lost = [
        f"{address} -> {link}"
        for address, page in pages.items()
        for link in page.links
        if (target := urlsplit(urljoin(f"http://127.0.0.1{address}", link))).fragment
        and target.hostname == "127.0.0.1"
        and target.fragment not in pages[target.path + (f"?{target.query}" if target.query else "")].ids
    ]
    assert not lost


@pytest.mark.slow
def test_every_figure_printed_in_the_report_opens_and_leads_back(kp: Client) -> None:
    content = json.loads(get(kp, "/kp/downloads/figures.json").content)
    sections = get(kp, "/kp/").ids
    assert len(content["figures"]) > 20
    for figure in content["figures"]:
        page = get(kp, f"/kp/figures/{figure['id']}/")
        assert page.status == 200
        assert {claim["id"] for claim in figure["claims"]} <= page.ids
        for printed in figure["printed"]:
            assert f"/kp/#{printed['anchor']}" in page.links
            assert printed["anchor"] in sections
    assert content["computed"]
    for computed in content["computed"]:
        page = get(kp, f"/kp/figures/?{urlencode({'computed': computed['expression']})}")
        assert " ".join(computed["words"].split()) in page.text


@pytest.mark.slow
def test_the_record_that_is_given_away_passes_its_own_checks(kp: Client, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(get(kp, "/kp/downloads/record.zip").content)) as packed:
        packed.extractall(tmp_path)
    reading = reader.read(tmp_path / "kp")
    found = [*reading.findings, *checks.examine(reading.package).findings]
    assert not [finding.line() for finding in found if finding.level is Level.ERROR]
