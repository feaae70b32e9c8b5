"""A chapter into a draft: what is proposed, where it stands, how it is written and read again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from made_up_report import report
from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report import draft as drafting
from ploughshare.exchange.country_report.chapters import read_chapters
from ploughshare.exchange.country_report.draft import KINDS, READINGS, Confidence, Draft, Proposal, from_json, to_json
from ploughshare.exchange.country_report.packaging import package
from ploughshare.exchange.country_report.proposing.chapter import draft_of, drafts
from ploughshare.exchange.country_report.proposing.sentences import WHY
from ploughshare.exchange.country_report.reading.model import Span
from ploughshare.findings import Level
from ploughshare.record.contracts import LAND_TABLES, TABLES_BY_NAME
from ploughshare.report import checks

REPORTS = ("china", "cuba", "morocco", "north-korea-2025-laid", "north-korea-2025-mine", "serbia")
SCHEMA = json.loads(
    (resources.files("ploughshare.exchange.country_report") / "draft.schema.json").read_text(encoding="utf-8")
)


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str], Draft]:
    """The draft of a text."""

    def make(text: str) -> Draft:
        path = tmp_path / "report.txt"
        path.write_text(text, encoding="utf-8")
        return next(drafts(path))

    return make


@pytest.fixture(params=REPORTS)
def real(request: pytest.FixtureRequest, shared: Path) -> Draft:
    """The draft of a published report."""
    return _drafted(next((shared / "reports").glob(f"{request.param}*")))


@cache
def _drafted(path: Path) -> Draft:
    return next(drafts(path))


def test_a_draft_is_written_by_its_schema_and_read_again(real: Draft) -> None:
    written = to_json(real)
    jsonschema.validate(json.loads(written), SCHEMA)
    assert from_json(written, real.text) == real
    assert to_json(from_json(written, real.text)) == written


def test_the_schema_names_every_kind() -> None:
    assert set(KINDS) <= set(SCHEMA["properties"])
    assert set(SCHEMA["required"]) == set(SCHEMA["properties"])


def test_what_is_accepted_passes_the_checks_of_a_record(real: Draft) -> None:
    found = checks.check(package(real))
    assert [finding.line() for finding in found if finding.level is Level.ERROR] == []


def test_every_proposal_stands_in_the_text(real: Draft) -> None:
    ids = [proposal.id for proposal in real.proposals]
    assert len(ids) == len(set(ids))
    for proposal in real.proposals:
        assert all(0 <= span.start < span.end <= len(real.text) for span in proposal.spans), proposal
        assert proposal.part_of is None or real.get(proposal.part_of) is not None, proposal
        if proposal.kind not in ("organisations", "places", "ordnance", "sources", "citations"):
            assert proposal.spans, proposal
    for claim in real.of("claims"):
        there = "".join(real.text[span.start : span.end] for span in claim.spans)
        assert _letters(claim.words) in _letters(there), claim


def test_no_sentence_of_the_report_is_in_the_open(real: Draft) -> None:
    whole = _letters(real.text)
    for kind in ("events", "figures", "claims", "topics", "obligations", "flags"):
        for proposal in real.of(kind):
            for name, value in proposal.values.items():
                if isinstance(value, str) and len(value) > 60:
                    assert _letters(value) not in whole, (proposal.kind, name, value)
    assert all(proposal.values["tier"] == "restricted" for proposal in real.of("recommendations"))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold().replace("²", "2"))


def test_what_was_not_read_is_cited_through_the_chapter(real: Draft) -> None:
    sources = {proposal.values["id"]: proposal.values for proposal in real.of("sources")}
    assert [id for id, values in sources.items() if values["seen"]] == [f"mar-{real.edition}"]
    for citation in real.of("citations"):
        values = citation.values
        if values["source"] != f"mar-{real.edition}":
            assert values["via"] == f"mar-{real.edition}"
            assert re.fullmatch(r"note \d+", values["via_locator"])
        assert "quote" not in values


def test_the_kinds_of_a_made_up_report(made: Callable[[str], Draft]) -> None:
    draft = made(report())
    assert (draft.country, draft.name, draft.edition) == ("tj", "Tajikistan", 2025)
    assert {kind: len(draft.of(kind)) for kind in ("notes", "recommendations", "capacity", "obligations")} == {
        "notes": 3,
        "recommendations": 2,
        "capacity": 3,
        "obligations": 1,
    }
    assert draft.of("obligations")[0].values["due"] == "2028-03-01"
    assert draft.of("obligations")[0].values["status"] == "pending"
    claims = {claim.values["figure"]: claim.values for claim in draft.of("claims")}
    assert claims["tj-cleared-area-2024"]["words"] == "0.50"
    assert claims["tj-reduced-area-2024"]["state"] == "zero"
    assert claims["tj-reduced-area-2023"]["state"] == "not_reported"
    assert claims["tj-contamination-class"]["category"] == "medium"
    assert claims["tj-contamination-extent"]["reporter"] == "national-authority"
    assert [row.values["id"] for row in draft.of("capacity") if row.values.get("main_operator")] == [
        "national-operator-plough-demining"
    ]


def test_a_sentence_of_which_nothing_was_made_waits_for_words(made: Callable[[str], Draft]) -> None:
    draft = made(report(more="Nobody was hurt.3"))
    [topic] = [each for each in draft.of("topics") if "hurt" in draft.text[each.spans[0].start : each.spans[0].end]]
    assert topic.reason == WHY
    assert "statement" not in topic.values
    assert package(draft).row("topics", topic.values["id"]) is None, "no row without the words of a person"
    assert [citation.values["via_locator"] for citation in draft.parts(topic.id)] == ["note 3"]


def test_what_is_odd_is_flagged_and_stays_as_printed(made: Callable[[str], Draft]) -> None:
    text = report().replace("“Field by the river is clear”", "“Field by the river is clear")
    draft = made(text)
    assert {"bibliographic"} <= {flag.values["kind"] for flag in draft.of("flags")}
    assert all(flag.values["status"] == "open" and flag.spans for flag in draft.of("flags"))
    rows = package(draft).rows("flags")
    assert len(rows) == len(draft.of("flags")), "what is flagged is in the record"


def test_a_date_that_no_calendar_has_is_flagged_and_in_no_row(made: Callable[[str], Draft]) -> None:
    draft = made(report().replace("1 MARCH 2028", "31 APRIL 2028").replace("3 April 2025", "31 April 2025"))
    [obligation] = draft.of("obligations")
    assert "due" not in obligation.values
    assert "30 days" in obligation.reason
    assert [part.kind for part in draft.parts(obligation.id)] == ["panel", "citations"]
    flags = [flag.values["message"] for flag in draft.of("flags") if flag.values["kind"] == "date_doubt"]
    assert any("30 days" in message for message in flags)
    record = package(draft)
    assert [each.line() for each in checks.check(record) if each.level is Level.ERROR] == []


def test_what_hangs_together_hangs_on_one_proposal(made: Callable[[str], Draft]) -> None:
    draft = made(report())
    figure = next(each for each in draft.of("figures") if each.values["id"] == "tj-cleared-area-2024")
    hanging = draft.parts(figure.id)
    assert sorted(each.kind for each in hanging) == ["claims", "panel"]
    claim = next(each for each in hanging if each.kind == "claims")
    assert [each.kind for each in draft.parts(claim.id)] == ["citations"]


def test_the_same_report_gives_the_same_bytes_and_elsewhere_the_same_ids(made: Callable[[str], Draft]) -> None:
    text = report()
    assert to_json(made(text)) == to_json(made(text))
    moved = "A title of the file.\n" + text.replace("===PAGE 100", "===PAGE 7").replace("===PAGE 101", "===PAGE 8")
    assert [each.id for each in made(text).proposals] == [each.id for each in made(moved).proposals]
    assert made(text).proposals[0].spans != made(moved).proposals[0].spans


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda written, text: (written[:-10], text), "JSONDecodeError"),
        (lambda written, text: ("[]", text), "TypeError"),
        (lambda written, text: (written.replace('"notes"', '"nodes"'), text), "KeyError"),
        (lambda written, text: (written, f"{text} "), "its text is not the one"),
    ],
)
def test_a_draft_that_cannot_be_read(
    made: Callable[[str], Draft], spoil: Callable[[str, str], tuple[str, str]], why: str
) -> None:
    draft = made(report())
    with pytest.raises(PloughshareError, match=why) as stopped:
        from_json(*spoil(to_json(draft), draft.text))
    assert stopped.value.code == "draft.unreadable"


def test_a_proposal_is_in_doubt_where_it_says_why() -> None:
    plain = Proposal("flags", {"id": "a"}, (Span(1, 0, 3),))
    assert plain.confidence is Confidence.CONFIDENT
    assert Proposal("flags", {"id": "a"}, reason="it is so").confidence is Confidence.DOUBTFUL
    assert Proposal("flags", {"id": "a"}, reason="it is so").id == plain.id, "doubt does not change what is proposed"
    assert Proposal("flags", {"id": "b"}).id != plain.id
    assert set(plain.row) == {column.name for column in TABLES_BY_NAME["flags"].columns}


def test_readings_and_tables_are_all_the_kinds() -> None:
    assert set(KINDS) == {*READINGS, *TABLES_BY_NAME} - {table.name for table in LAND_TABLES}
    assert SCHEMA["properties"]["format"]["const"] == drafting.FORMAT


TABLE = """Nobody was hurt.3
Table 1: AP mine clearance in 2024
Operator Area cleared (m²) AP mines destroyed
Plough Demining 420,000 12
Harrow Group 80,000 5
Totals 500,000 17"""


def test_a_table_by_operator_gives_each_its_figure_and_the_country_its_total(made: Callable[[str], Draft]) -> None:
    draft = made(report(more=TABLE))
    figures = {figure.values["id"]: figure.values for figure in draft.of("figures")}
    words = {(figures[claim.values["figure"]].get("organisation"), claim.words) for claim in draft.of("claims")}
    assert {("plough-demining", "420,000"), ("harrow-group", "80,000"), ("plough-demining", "12")} <= words
    total = [claim for claim in draft.of("claims") if claim.values["figure"] == "tj-cleared-area-2024"]
    assert [claim.words for claim in total] == ["0.50", "500,000"], "the panel and the table answer one question"
    assert package(draft).row("organisations", "harrow-group") is not None


def test_a_paragraph_under_an_unknown_heading_is_told(made: Callable[[str], Draft]) -> None:
    draft = made(report(more="Nobody was hurt.3\nTHE PRICE OF BREAD\nBread costs a little less than in other years.\n"))
    placed = [draft.text[span.start : span.end] for left in draft.unplaced for span in left.spans]
    topics = [draft.text[span.start : span.end] for topic in draft.of("topics") for span in topic.spans]
    assert any("Bread costs" in words for words in placed + topics)


def test_a_state_party_is_read_with_its_tables(root: Path) -> None:
    draft = _drafted(root / "tests" / "data" / "made_up" / "state-party.txt")
    measures = {claim.words: draft.get(claim.part_of or "").values["measure"] for claim in draft.of("claims")}  # type: ignore[union-attr]
    assert measures["1,354,517"] == "confirmed_area", "beside a count of confirmed areas"
    assert measures["456,839"] == "suspected_area"
    assert measures["1,811,356"] == "contamination_extent"
    names = [organisation.values["name"] for organisation in draft.of("organisations")]
    assert names.count("National Demining Centre") == 1, "by its name and by its abbreviation"
    assert draft.of("obligations")[0].values["status"] == "pending"
    assert len(draft.of("scores")) == 4
    assert len(draft.of("tables")) == 7


@pytest.mark.parametrize(("country", "code"), [("tj", "tj"), ("kp-kr", "kp-kr"), ("", "xx"), ("Old Marsh", "xx")])
def test_a_country_without_a_code_has_the_one_that_is_kept_for_users(country: str, code: str) -> None:
    assert drafting.code_of(country) == code


def test_a_chapter_whose_country_has_no_code_still_makes_a_record(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(report(), encoding="utf-8")
    chapter = replace(next(read_chapters(path)), country="Old Marsh", name="Old Marsh")
    record = package(draft_of(chapter))
    assert record.country == "xx"
    assert {row["subject"] for row in record.rows("figures") if row["measure"] == "cleared_area"} == {"xx"}
    assert [each.line() for each in checks.check(record) if each.level is Level.ERROR] == []
