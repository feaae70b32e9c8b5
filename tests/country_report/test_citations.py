"""Notes into the sources that they cite: kinds, fields, several in a note, ibid. and short forms. Names are made up."""

# ruff: noqa: E501, ISC004 (tables of cases are read line by line)

from __future__ import annotations

import time
from typing import Any

import pytest

from ploughshare.exchange.country_report.notes.bibliography import Bibliography, How, bibliography
from ploughshare.exchange.country_report.reading.model import Chapter, Note, Piece, Run, Span
from ploughshare.record.contracts import SOURCES


def read(*notes: str) -> Bibliography:
    """The bibliography of a chapter with these notes, numbered from 1."""
    source, made = "", []
    for number, text in enumerate(notes, start=1):
        made.append(Note(number, Piece(text, (Run(0, Span(1, len(source), len(source) + len(text))),))))
        source += f"{text}\n"
    return bibliography(Chapter("xx", "Xanadu", 2025, source, (), (), tuple(made)))


def cells(row: Any) -> dict[str, Any]:
    """What a row says, but for its id and what all rows say."""
    return {
        name: value for name, value in row.items() if value not in (None, ()) and name not in ("id", "seen", "note")
    }


def names(*literals: str) -> tuple[dict[str, str], ...]:
    return tuple({"literal": name} for name in literals)


ONE_SOURCE = [
    (
        "“Rain moves mines into town”, The Daily Plough, 17 July 2024, at: https://bit.ly/4dwBwYj.",
        {"kind": "news_article", "title": "Rain moves mines into town", "container_title": "The Daily Plough",
         "issued": "2024-07-17", "url": "https://bit.ly/4dwBwYj"},
    ),
    (
        '"Rain moves mines into town" Plough Press, 17 July 2024',
        {"kind": "news_article", "title": "Rain moves mines into town", "container_title": "Plough Press",
         "issued": "2024-07-17"},
    ),
    (
        "B. Ivanova “A hill is cleared”, Plough Agency, October 1, 2020.",
        {"kind": "news_article", "title": "A hill is cleared", "authors": ({"family": "Ivanova", "given": "B."},),
         "container_title": "Plough Agency", "issued": "2020-10-01"},
    ),
    (
        "Untitled article [translated from Korean], Plough Business, 29 April 2024, at: https://bit.ly/3WEgyA4",
        {"kind": "news_article", "container_title": "Plough Business", "issued": "2024-04-29", "language": "ko",
         "translation": "unofficial", "url": "https://bit.ly/3WEgyA4"},
    ),
    (
        "“Walls rise in the north... again” (unofficial translation), P-Force, 10 October 2024, at: https://x.org/a",
        {"kind": "news_article", "title": "Walls rise in the north... again", "container_title": "P-Force",
         "issued": "2024-10-10", "translation": "unofficial", "url": "https://x.org/a"},
    ),
    (
        "“Mines on the border”, Plough TV (Arabic), 20 February 2021.",
        {"kind": "news_article", "title": "Mines on the border", "container_title": "Plough TV", "language": "ar",
         "issued": "2021-02-20"},
    ),
    (
        "Mine Monitor, “Chad”, Last updated 16 November 2021, at: https://bit.ly/3LUyZvi.",
        {"kind": "country_profile", "title": "Chad", "container_title": "Mine Monitor", "last_updated": "2021-11-16",
         "url": "https://bit.ly/3LUyZvi"},
    ),
    (
        "Campaign for Fields (CFF), “Fields are mined again”, 20 May 2024 (updated 24 July 2024), at: https://x.org/b.",
        {"kind": "web_page", "title": "Fields are mined again", "authors": names("Campaign for Fields (CFF)"),
         "issued": "2024-05-20", "last_updated": "2024-07-24", "url": "https://x.org/b"},
    ),
    (
        "Report of the Secretary-General on the situation in Xanadu, UN doc. S/2024/777, 1 October 2024, para. 49.",
        {"kind": "un_document", "title": "Report of the Secretary-General on the situation in Xanadu",
         "publisher_name": "United Nations", "issued": "2024-10-01", "number": "S/2024/777"},
    ),
    (
        "Statement of Xanadu, UN General Assembly, New York, 4 December 1998, UN doc. A/53/pv79, pp. 8–9",
        {"kind": "un_document", "title": "Statement of Xanadu", "genre": "Statement", "number": "A/53/pv79",
         "event_title": "UN General Assembly", "event_place": "New York", "issued": "1998-12-04"},
    ),
    (
        "Statement of Xanadu, APMBC Intersessional Meetings, Geneva, 19–21 June 2023.",
        {"kind": "statement", "title": "Statement of Xanadu", "event_title": "APMBC Intersessional Meetings",
         "event_place": "Geneva", "issued": "2023-06"},
    ),
    (
        "Presentation by Col. J. P. Loyd, Command Engineer, UNC, Side event, National Directors’ Meeting, Geneva, "
        "11 February 2020.",
        {"kind": "presentation", "authors": names("Col. J. P. Loyd"), "author_role": "Command Engineer, UNC",
         "genre": "Presentation", "event_title": "Side event, National Directors’ Meeting", "event_place": "Geneva",
         "issued": "2020-02-11"},
    ),
    (
        "Email from Anna Berg, Senior Adviser for Planning, International Cooperation and European Integrations, XMAC, "
        "8 May 2025.",
        {"kind": "email", "authors": names("Anna Berg"), "issued": "2025-05-08",
         "author_role": "Senior Adviser for Planning, International Cooperation and European Integrations, XMAC"},
    ),
    (
        "Online interview with Anna Berg, XMAC, in Geneva, 18 February 2016.",
        {"kind": "interview", "authors": names("Anna Berg"), "author_role": "XMAC", "event_place": "Geneva",
         "issued": "2016-02-18"},
    ),
    (
        "Voluntary Article 7 Report (covering 2022), Form D.",
        {"kind": "treaty_report", "title": "Voluntary Article 7 Report (covering 2022)"},
    ),
    (
        "Revised 2024 Article 5 deadline Extension Request, pp. 6, 39 and 40.",
        {"kind": "treaty_report", "title": "Revised 2024 Article 5 deadline Extension Request", "issued": "2024"},
    ),
    (
        "2018 Article 5 deadline Extension Request, Additional Information received 28 June 2018.",
        {"kind": "treaty_report", "title": "2018 Article 5 deadline Extension Request, Additional Information",
         "issued": "2018-06-28"},
    ),
    (
        "Xanadu, “Replies to the Committee on Article 5 Implementation”, 3 August 2022.",
        {"kind": "treaty_report", "title": "Replies to the Committee on Article 5 Implementation",
         "authors": names("Xanadu"), "issued": "2022-08-03"},
    ),
    (
        "Law of Alterations of the Law of Ministries, Official Gazette, 84/04, August 2004.",
        {"kind": "law", "title": "Law of Alterations of the Law of Ministries", "container_title": "Official Gazette",
         "number": "84/04", "issued": "2004-08"},
    ),
    (
        "A. Smith and No Kwang, “Agreement on the Fields”, Committee on Xanadu, 19 September 2018, Annex 2, p. 7.",
        {"kind": "treaty", "title": "Agreement on the Fields", "publisher_name": "Committee on Xanadu",
         "authors": ({"family": "Smith", "given": "A."}, {"literal": "No Kwang"}), "issued": "2018-09-19"},
    ),
    (
        "Landmine Report 2024, pp. 8 and 21.",
        {"kind": "report", "title": "Landmine Report 2024", "issued": "2024"},
    ),
    (
        "XMAC website, Mine Action, accessed 28 July 2025, at: https://x.org/c.",
        {"kind": "web_page", "title": "Mine Action", "publisher_name": "XMAC", "url": "https://x.org/c"},
    ),
    (
        "P. Scall, “A huge clearance”, Blog post, Gokunning, 5 November 2015, at: https://x.org/d.",
        {"kind": "web_page", "title": "A huge clearance", "authors": ({"family": "Scall", "given": "P."},),
         "container_title": "Gokunning", "genre": "Blog post", "issued": "2015-11-05", "url": "https://x.org/d"},
    ),
    (
        "See also in this regard UN Security Council Resolution 1244 (1999).",
        {"kind": "un_document", "title": "UN Security Council Resolution 1244 (1999)", "issued": "1999",
         "number": "Resolution 1244 (1999)"},
    ),
    (
        "Human Fields Watch, “Xanadu: Mines again”, 31 January 2023, at: https://x.org/e.",
        {"kind": "web_page", "title": "Xanadu: Mines again", "authors": names("Human Fields Watch"),
         "issued": "2023-01-31", "url": "https://x.org/e"},
    ),
    (
        "XMAC, National Mine Action Strategy 2018–2025, p. 7.",
        {"kind": "report", "title": "National Mine Action Strategy 2018–2025", "authors": names("XMAC")},
    ),
    (
        "XMAC, “Annual Report 2022”, Geneva, 2023, p. 4.",
        {"kind": "report", "title": "Annual Report 2022", "authors": names("XMAC"), "issued": "2023"},
    ),
    (
        "XMAC, Presentation on land release, National Directors’ Meeting, Geneva, 8 February 2023.",
        {"kind": "presentation", "title": "Presentation on land release", "authors": names("XMAC"),
         "genre": "Presentation", "event_title": "National Directors’ Meeting", "event_place": "Geneva",
         "issued": "2023-02-08"},
    ),
    (
        "A. Mill, “On rats”, Journal of Fields, Vol. 24, 2020.",
        {"kind": "journal_article", "title": "On rats", "authors": ({"family": "Mill", "given": "A."},),
         "container_title": "Journal of Fields", "issued": "2020"},
    ),
    (
        "Response to Mine Action Review questionnaire by Anna Berg, XMAC, 2 May 2018.",
        {"kind": "email", "authors": names("Anna Berg"), "author_role": "XMAC", "issued": "2018-05-02",
         "genre": "Response to a questionnaire"},
    ),
    (
        "Article 7 Report (covering 1 January–31 December 2024), Annex 1.",
        {"kind": "treaty_report", "title": "Article 7 Report (covering 1 January–31 December 2024)"},
    ),
    (
        "2019 Article 5 deadline Extension Request, 27 March 2019, p. 4.",
        {"kind": "treaty_report", "title": "2019 Article 5 deadline Extension Request", "issued": "2019-03-27"},
    ),
    (
        "UNSC Resolution 2719 (2023).",
        {"kind": "un_document", "title": "UNSC Resolution 2719 (2023)", "issued": "2023",
         "number": "Resolution 2719 (2023)"},
    ),
    (
        "Article 7 Report for 2023, Form C.",
        {"kind": "treaty_report", "title": "Article 7 Report for 2023"},
    ),
    (
        "Request for an extension of the deadline for completing destruction, 31 March 2019, p. 2.",
        {"kind": "treaty_report", "title": "Request for an extension of the deadline for completing destruction",
         "issued": "2019-03-31"},
    ),
    (
        "‘Rain moves mines’, The Daily Plough, 17 July 2024.",
        {"kind": "news_article", "title": "Rain moves mines", "container_title": "The Daily Plough",
         "issued": "2024-07-17"},
    ),
    (
        "WhatsApp message from the Department of Fields, 3 May 2025.",
        {"kind": "email", "authors": names("Department of Fields"), "issued": "2025-05-03"},
    ),
    (
        "IMAS 07.11, Land Release, March 2013.",
        {"kind": "standard", "title": "IMAS 07.11, Land Release", "issued": "2013-03"},
    ),
    (
        "Chad, 2019 Article 5 deadline Extension Request, 27 March 2019, p. 18.",
        {"kind": "treaty_report", "title": "2019 Article 5 deadline Extension Request", "authors": names("Chad"),
         "issued": "2019-03-27"},
    ),
    (
        "XMAC, Dogs in Fields, Geneva, 2021, p. 14.",
        {"kind": "report", "title": "Dogs in Fields", "authors": names("XMAC"), "issued": "2021"},
    ),
    (
        "UNDP, Field Programme Evaluation: Xanadu, Bor, December 2021, p. 107.",
        {"kind": "report", "title": "Field Programme Evaluation: Xanadu", "authors": names("UNDP"), "issued": "2021-12"},
    ),
    (
        "See Mine Action Review, Clearing Cluster Munition Remnants 2025.",
        {"kind": "report", "title": "Clearing Cluster Munition Remnants 2025", "authors": names("Mine Action Review"),
         "issued": "2025"},
    ),
    (
        "Government of Chad, Law No. 20 of 2009, Art. 3.",
        {"kind": "law", "title": "Law No. 20 of 2009", "authors": names("Government of Chad"), "issued": "2009"},
    ),
    (
        "Analysis of the request submitted by Chad for an extension, submitted by the Committee on Article 5 "
        "Implementation, 17 June 2025.",
        {"kind": "treaty_report", "title": "Analysis of the request submitted by Chad for an extension",
         "publisher_name": "Committee on Article 5 Implementation", "issued": "2025-06-17"},
    ),
    (
        "Statement of Chad to the Third Meeting of States Parties, Managua, 20 September 2001.",
        {"kind": "statement", "title": "Statement of Chad to the Third Meeting of States Parties",
         "event_place": "Managua", "issued": "2001-09-20"},
    ),
    (
        "IMAS 10.40, “Safety of Fields”, 2nd Edition, June 2013.",
        {"kind": "standard", "title": "Safety of Fields", "number": "IMAS 10.40", "issued": "2013-06"},
    ),
    (
        "XMAC website, “Figures of Fields”, accessed 28 July 2025, at: https://x.org/c.",
        {"kind": "web_page", "title": "Figures of Fields", "authors": names("XMAC"), "url": "https://x.org/c"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("note", "expected"), ONE_SOURCE, ids=[note[:35] for note, _ in ONE_SOURCE])
def test_the_fields_of_a_source(note, expected):
    (source,) = read(note).sources
    assert cells(source.row) == expected
    assert source.doubts == ()
    assert source.row["seen"] is False
    assert source.notes == (1,)
    assert set(source.row) == set(SOURCES.column_names)


LOCATORS = [
    ("Voluntary Article 7 Report (covering 2022), Form D.", "Form D"),
    ("Amended Protocol II Article 13 Report (covering 2021), Forms B and C.", "Forms B and C"),
    ("Article 7 Report (covering 2019), Section 4.", "Section 4"),
    ("2022 Article 5 deadline Extension Request, pp. 7–8, 18, and 21", "pp. 7–8, 18, and 21"),
    ("“Agreement on Fields”, 19 September 2018, Annex 2, p. 7", "Annex 2, p. 7"),
    ("Report on Xanadu, UN doc. S/2024/777, para. 42.", "para. 42"),
]


@pytest.mark.parametrize(("note", "locator"), LOCATORS)
def test_where_in_the_source(note, locator):
    (citation,) = read(note).citations
    assert citation.locator == locator


SEVERAL = [
    (
        "Emails from Ann Lee, XCL, 3 and 11 April 2022 and 14 August 2024.",
        [("Ann Lee", "XCL", "2022-04-03"), ("Ann Lee", "XCL", "2022-04-11"), ("Ann Lee", "XCL", "2024-08-14")],
    ),
    (
        "Emails from Col. J. P. Loyd, UNC, and Maj. M. S. Bern, UNC, 14 April 2020.",
        [("Col. J. P. Loyd", "UNC", "2020-04-14"), ("Maj. M. S. Bern", "UNC", "2020-04-14")],
    ),
    (
        "Emails from Kim Sam, GICHD, 27 June 2024 and Anna Berg, XMAC, 4 April 2025.",
        [("Kim Sam", "GICHD", "2024-06-27"), ("Anna Berg", "XMAC", "2025-04-04")],
    ),
    (
        "Emails from Anna Berg, XMAC, 11 April 2023; and GICHD, 26 May 2023.",
        [("Anna Berg", "XMAC", "2023-04-11"), ("GICHD", None, "2023-05-26")],
    ),
    (
        "Emails from Greg Crow, Regional Director, South and East Asia, MAG, 14 March 2025; Lasha Domid, Survey Manager, "
        "HALO, 1 April 2025; and Rune Dale-Ander, NPA, 2 April 2025.",
        [
            ("Greg Crow", "Regional Director, South and East Asia, MAG", "2025-03-14"),
            ("Lasha Domid", "Survey Manager, HALO", "2025-04-01"),
            ("Rune Dale-Ander", "NPA", "2025-04-02"),
        ],
    ),
    (
        "Emails from Anna Berg, XMAC, 5 March 2025; and 3 June 2025.",
        [("Anna Berg", "XMAC", "2025-03-05"), ("Anna Berg", "XMAC", "2025-06-03")],
    ),
    (
        "Emails from Ann Lee, Programme Manager, XCL, 24 April; Peter Mill, NPA, 30 April; and Anna Berg, XMAC, 4 May 2025.",
        [
            ("Ann Lee", "Programme Manager, XCL", "2025-04-24"),
            ("Peter Mill", "NPA", "2025-04-30"),
            ("Anna Berg", "XMAC", "2025-05-04"),
        ],
    ),
    (
        "Email from Ann Lee, Programme Manager, XCL, 8 May and from Anna Berg, XMAC, 10 May 2025.",
        [("Ann Lee", "Programme Manager, XCL", "2025-05-08"), ("Anna Berg", "XMAC", "2025-05-10")],
    ),
    (
        "Information provided in an email by Ann Lee, Head of Region, XCL, 8 May 2025.",
        [("Ann Lee", "Head of Region, XCL", "2025-05-08")],
    ),
    (
        "Interview with Peter Mill and Anna Berg, XMAC, Belgrade, 26 April 2010.",
        [("Peter Mill", "XMAC", "2010-04-26"), ("Anna Berg", "XMAC", "2010-04-26")],
    ),
]


@pytest.mark.parametrize(("note", "expected"), SEVERAL, ids=[note[:35] for note, _ in SEVERAL])
def test_each_correspondent_and_date_is_a_source(note, expected):
    rows = [source.row for source in read(note).sources]
    assert [(row["authors"][0]["literal"], row["author_role"], row["issued"]) for row in rows] == expected


def kinds(note: str) -> list[str]:
    return [source.row["kind"] for source in read(note).sources]


def test_who_was_interviewed_wrote_later():
    rows = [
        source.row
        for source in read("Interview with Anna Berg, XMAC, in Bor, 2 May 2024, and emails, 3 and 9 June 2024.").sources
    ]
    assert [(row["kind"], row["authors"], row["author_role"], row["event_place"], row["issued"]) for row in rows] == [
        ("interview", names("Anna Berg"), "XMAC", "Bor", "2024-05-02"),
        ("email", names("Anna Berg"), "XMAC", None, "2024-06-03"),
        ("email", names("Anna Berg"), "XMAC", None, "2024-06-09"),
    ]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Email from Anna Berg, XMAC, 8 May 2025 and Article 7 Report (covering 2024), Form D.", ["email", "treaty_report"]),
        ("“A; and b”, Plough, 1 May 2024; and “C”, Plough, 2 May 2024.", ["news_article", "news_article"]),
        ("Article 7 Reports (covering 2020 and 2021), Form D.", ["treaty_report", "treaty_report"]),
        ("Statements on Clearance, Fourth Review Conference, Oslo, 27 November 2019 and Eighteenth Meeting of States "
         "Parties (virtual meeting), 16–20 November 2020; and Article 7 Report (covering 2020), Form D.",
         ["statement", "statement", "treaty_report"]),
        # a mark of quotation that is never closed swallows nothing
        ("“Notice of walls (unofficial translation), Plough, 30 June 2025; and “No answer”, Plough, 1 July 2025.",
         ["news_article", "news_article"]),
    ],
)  # fmt: skip
def test_several_sources_in_a_note(note, expected):
    assert kinds(note) == expected


def cited_in(result: Bibliography, note: int) -> list[tuple[str, str | None, bool]]:
    """Title or correspondent of what a note cites, where in it, and whether that is sure."""
    rows = {source.id: source.row for source in result.sources}
    return [
        (
            "" if each.source is None else rows[each.source]["title"] or rows[each.source]["authors"][0]["literal"],
            each.locator,
            each.is_confident,
        )
        for each in result.of(note)
    ]


REPORT = "Article 7 Report (covering 2023), Form B."
REQUEST = "2024 Article 5 deadline Extension Request, p. 17"
LETTER = "email from Anna Berg, XMAC, 8 May 2025"
IBIDS = [
    (["XMAC, “Report on Fields for 2024”, Bor, April 2025, p. 5.", "XMAC, “Report on Fields for 2024”, p. 6."],
     [("Report on Fields for 2024", "p. 6", True)]),
    ([REPORT, "Ibid."], [("Article 7 Report (covering 2023)", "Form B", True)]),
    ([REPORT, "Ibid., Form C."], [("Article 7 Report (covering 2023)", "Form C", True)]),
    ([REQUEST, "ibid, pp. 6 and 9"], [("2024 Article 5 deadline Extension Request", "pp. 6 and 9", True)]),
    ([REQUEST, "Ibid. p. 6."], [("2024 Article 5 deadline Extension Request", "p. 6", True)]),
    ([REPORT, "lbid."], [("Article 7 Report (covering 2023)", "Form B", True)]),
    ([REPORT, "“Ibid."], [("Article 7 Report (covering 2023)", "Form B", True)]),
    ([REPORT, f"Ibid.; and {LETTER}."],
     [("Article 7 Report (covering 2023)", "Form B", True), ("Anna Berg", None, True)]),
    ([REPORT, f"Ibid., and {LETTER}."],
     [("Article 7 Report (covering 2023)", "Form B", True), ("Anna Berg", None, True)]),
    ([REPORT, f'"Ibid.; and {LETTER}.'],
     [("Article 7 Report (covering 2023)", "Form B", True), ("Anna Berg", None, True)]),
    # a chain keeps the source, and each its own place
    ([REQUEST, "Ibid., p. 23.", "Ibid.", "Ibid., p. 2."], [("2024 Article 5 deadline Extension Request", "p. 2", True)]),
    # after several sources it is the last one, in doubt
    ([f"{REPORT}; {REQUEST}; and {LETTER}.", "Ibid."], [("Anna Berg", None, False)]),
    # ... unless only one of them has such a place
    ([f"{REPORT}; and {LETTER}.", "Ibid., Form C."], [("Article 7 Report (covering 2023)", "Form C", True)]),
    ([f"{REQUEST}; and {LETTER}.", "Ibid., p. 23."], [("2024 Article 5 deadline Extension Request", "p. 23", True)]),
    # e-mails of one phrase are cited as one
    (["Emails from Anna Berg, XMAC, 1 and 2 May 2024.", "Ibid."], [("Anna Berg", None, True), ("Anna Berg", None, True)]),
    # within a note
    ([f"{REQUEST}; and ibid., p. 20."],
     [("2024 Article 5 deadline Extension Request", "p. 17", True),
      ("2024 Article 5 deadline Extension Request", "p. 20", True)]),
    # nothing before it, or no source
    (["Ibid."], [("", None, False)]),
    (["The wall is a long heap of stones that was built in the war.", "Ibid., p. 3."], [("", "p. 3", False)]),
    # a place that the source cannot have
    (["Email from Anna Berg, XMAC, 8 May 2025.", "Ibid., p. 3."], [("Anna Berg", "p. 3", False)]),
]  # fmt: skip


@pytest.mark.parametrize(("notes", "expected"), IBIDS, ids=[" | ".join(notes)[:50] for notes, _ in IBIDS])
def test_what_ibid_stands_for(notes, expected):
    result = read(*notes)
    assert cited_in(result, len(notes)) == expected


def test_ibid_after_a_note_that_is_missing_is_in_doubt():
    chapter = Chapter("xx", "Xanadu", 2025, "", (), (), (Note(1, Piece(REPORT, ())), Note(3, Piece("Ibid.", ()))))
    result = bibliography(chapter)
    assert [citation.doubt for citation in result.of(3)] == ["the note before it is missing"]
    assert [left.why for left in result.leftovers] == [
        "note 3: what “Ibid.” stands for cannot be told: the note before it is missing"
    ]


SAME = [
    ("the address", "“A hill”, Plough, 4 May 2024, at: https://x.org/a.", "“A small hill”, Plough, 4 May 2024, at: https://x.org/a."),
    ("the symbol", "Report on Xanadu, UN doc. S/2024/7, 1 May 2024, para. 1.", "Report on Xanadu, UN doc. S/2024/7, para. 2."),
    ("title and date", "“A hill”, Plough, 4 May 2024, at: https://x.org/a.", "“A Hill”, Plough, 4 May 2024."),
    ("the title alone", "“A hill so small”, Plough, 4 May 2024.", "“A hill so small”, Plough."),
    ("the beginning of the title", "“A hill so small: what it means”, Plough, 4 May 2024.", "“A hill so small”, Plough."),
    ("untitled", "Untitled article, Plough, 4 May 2024, at: https://x.org/a", "Untitled article (translated from Korean), Plough, 4 May 2024."),
    ("the correspondent and date", "Email from Anna Berg, Adviser, XMAC, 4 May 2024.", "Email from Anna Berg, 4 May 2024."),
    ("the last update", "Landmine and Cluster Monitor, “Chad”, Last updated 4 May 2024.", "Landmine Monitor, “Chad” (last updated 4 May 2024)."),
    ("the treaty put otherwise", "APMBC Article 5 deadline Extension Request (2018), p. 18.", "2018 Article 5 deadline Extension Request, p. 7."),
    ("the year left out, where there is one", "2018 Article 5 deadline Extension Request, p. 7.", "Article 5 deadline Extension Request, p. 9."),
    ("the year put otherwise", "Article 7 Report (covering 2023), Form D.", "2023 Article 7 Report, Form A."),
    ("the convention left out", "Convention on Certain Conventional Weapons (CCW) Amended Protocol II Article 13 Report (covering 2021), Form B.",
     "CCW Amended Protocol II Article 13 Report (covering 2021), Form B."),
    ("a book's author and title", "D. P. Eriks, Wars of Xanadu , Plough Books, London, October 2008, pp. 1–2.", "Eriks, Wars of Xanadu, p. 4."),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_one_source_in_two_notes(first, second):
    (source,) = read(first, second).sources
    assert source.notes == (1, 2)
    assert source.row["note"].startswith("Cited in notes 1 and 2.")


DIFFERENT = [
    ("another date", "“Chad”, Plough, 4 May 2024.", "“Chad”, Plough, 5 May 2024."),
    ("another update", "Monitor, “Chad”, Last updated 4 May 2024.", "Monitor, “Chad”, Last updated 5 May 2024."),
    ("another year covered", "Article 7 Report (covering 2023), Form D.", "Article 7 Report (covering 2024), Form D."),
    ("another year, without brackets", "Article 7 Report for 2023, Form D.", "Article 7 Report 2024, Form D."),
    ("a revision", "2024 Article 5 deadline Extension Request, p. 1.", "Revised 2024 Article 5 deadline Extension Request, p. 1."),
    ("another day", "Email from Anna Berg, XMAC, 4 May 2024.", "Email from Anna Berg, XMAC, 5 May 2024."),
    ("another person", "Email from Anna Berg, XMAC, 4 May 2024.", "Email from Ann Lee, XMAC, 4 May 2024."),
    ("spoken, not written", "Email from Anna Berg, XMAC, 4 May 2024.", "Interview with Anna Berg, XMAC, 4 May 2024."),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), [case[1:] for case in DIFFERENT], ids=[case[0] for case in DIFFERENT])
def test_two_sources_that_look_alike(first, second):
    result = read(first, second)
    assert len(result.sources) == 2
    assert len({source.id for source in result.sources}) == 2


def test_a_request_without_its_year_is_not_guessed_among_two():
    result = read(
        "2013 Article 5 deadline Extension Request, p. 5.",
        "2018 Article 5 deadline Extension Request, p. 7.",
        "Article 5 deadline Extension Request, p. 19.",
    )
    assert [source.doubts for source in result.sources] == [(), (), ("it names no year",)]


def test_a_short_form_is_told_from_a_full_one():
    result = read(
        "“A hill so small”, Plough, 4 May 2024.", "“A hill so small”.", "“A hill so small”, Plough, 4 May 2024."
    )
    assert [citation.how for citation in result.citations] == [How.FULL, How.SHORT, How.FULL]


def test_one_address_for_two_sources_is_a_doubt():
    result = read("“A”, Plough, 4 May 2024, at: https://x.org/a.", "“B”, Plough, 5 May 2024, at: https://x.org/a.")
    assert [source.doubts for source in result.sources] == [(), ("another source has the same address",)]


def test_remarks_cite_nothing_and_are_kept():
    result = read(
        "The wall was built by Xanadu in 1982–87 to secure the corner. It is 2,700 kilometres long.",
        "Article 7 Report (covering 2018), Form D. Kubla is spelled “Khubla” in it. From 2015, the area was not listed.",
        "Ibid., Form C. This compares with 34 mines in 2017.",
    )
    assert [remark.note for remark in result.remarks] == [1, 1, 2, 2, 3]
    assert [source.row["title"] for source in result.sources] == ["Article 7 Report (covering 2018)"]
    assert result.citations[0].locator == "Form D"


def test_a_passage_before_its_book_is_no_title():
    (source,) = read(
        "“The mines go off once a month. [A guard]… described a fire….” D. P. Eriks, Wars of Xanadu , Plough Books, "
        "United States, October 2008, pp. 196–97."
    ).sources
    assert cells(source.row) == {
        "kind": "book",
        "title": "Wars of Xanadu",
        "authors": ({"family": "Eriks", "given": "D. P."},),
        "publisher_name": "Plough Books",
        "issued": "2008-10",
    }


def test_each_citation_points_to_its_words():
    result = read(f"{REPORT[:-1]}; and {LETTER}.")
    assert [citation.piece.text for citation in result.citations] == [REPORT[:-1], f"{LETTER}."]
    assert [citation.piece.spans for citation in result.citations] == [
        (Span(1, 0, len(REPORT) - 1),),
        (Span(1, len(REPORT) + 5, len(REPORT) + 6 + len(LETTER)),),
    ]


@pytest.mark.parametrize(
    ("country", "sources", "ibids", "doubtful"),
    [("north-korea", 33, 2, 0), ("china", 21, 4, 0), ("cuba", 17, 1, 2), ("morocco", 17, 0, 0), ("serbia", 47, 8, 0)],
)
def test_the_notes_of_a_report(shared, country, sources, ibids, doubtful):
    from ploughshare.exchange.country_report.chapters import read_chapters

    (chapter,) = read_chapters(shared / "reports" / f"{country}-2025-mineactionreview.txt")
    result = bibliography(chapter)
    assert len(result.sources) == sources
    assert len([citation for citation in result.citations if citation.how is How.IBID]) == ibids
    assert len([citation for citation in result.citations if not citation.is_confident]) == doubtful
    assert result.leftovers == ()
    noted = {citation.note for citation in result.citations} | {remark.note for remark in result.remarks}
    assert noted == {note.number for note in chapter.notes}


def test_the_record_made_by_hand_has_the_same_sources(shared, kp_path):
    """What a person read out of the notes of one chapter is what the importer reads, field by field."""
    from ploughshare.exchange.country_report.chapters import read_chapters
    from ploughshare.record import reader

    (chapter,) = read_chapters(shared / "reports" / "north-korea-2025-mineactionreview.txt")
    ours = bibliography(chapter).sources
    theirs = [row for row in reader.read(kp_path).package.rows("sources") if not row["seen"]]
    same = ("kind", "issued", "last_updated", "url", "number", "translation", "authors")

    def marks(row: Any) -> tuple[Any, ...]:
        by_name = row["kind"] == "web_page" or row["number"]  # institutions, of which the record has short names
        return tuple(row[name] for name in same if not (name == "authors" and by_name))

    assert sorted(map(str, (marks(source.row) for source in ours))) == sorted(map(str, map(marks, theirs)))


@pytest.mark.parametrize(
    "words", ["Ibid., and ", "Email from Anna Berg, XMAC, 3 May 2024; ", "updated ", "of the on ", "(“[", "1 and "]
)
def test_a_note_without_end_takes_no_time(words):
    started = time.monotonic()
    read(words * (7_900 // len(words)))
    assert read(words * 9_000).leftovers[0].why == "note 1 is too long to be one"
    assert time.monotonic() - started < 10
