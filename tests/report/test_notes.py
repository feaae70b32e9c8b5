"""The note style: each kind of source as its first note prints it, as a later one does, and as consent allows."""

import re

import pytest

from ploughshare.evidence.tiers import visible
from ploughshare.report import citeproc, pandoc
from small_packages import package

ORGANISATIONS = [
    {"id": "monitor", "name": "Landmine Monitor", "roles": ("monitor",)},
    {"id": "times", "name": "The Times", "roles": ("media",)},
]
SOURCES = [
    {"id": "article", "authors": ({"family": "Lee", "given": "Ann"},), "title": "Mines are cleared: an account",
     "container_title": "The Times", "publisher": "times", "issued": "2018-10-01", "url": "https://example.org/a"},
    {"id": "untitled", "title": None, "container_title": "Maeil", "issued": "2024-04-29", "language": "ko",
     "translation": "unofficial"},
    {"id": "translated", "title": "Roads are blocked", "container_title": "K-Force", "issued": "2024-10",
     "language": "ko", "translation": "unofficial"},
    {"id": "profile", "kind": "country_profile", "title": "North Korea", "publisher": "monitor",
     "last_updated": "2021-11-16"},
    {"id": "release", "kind": "press_release", "title": "Mines are used", "publisher": "monitor",
     "issued": "2024-05-20", "last_updated": "2024-07-24"},
    {"id": "un", "kind": "un_document", "title": "Statement of North Korea", "event_title": "UN General Assembly",
     "event_place": "New York", "number": "A/53/PV.79", "issued": "1998-12-04"},
    {"id": "talk", "kind": "presentation", "title": None, "authors": ({"literal": "Col. J. P. Lloyd"},),
     "author_role": "Command Engineer, UNC", "event_title": "National Directors’ Meeting", "event_place": "Geneva",
     "issued": "2020-02-11"},
    {"id": "report", "kind": "report", "title": "Clearing the Mines", "publisher": "monitor", "issued": "2025"},
    {"id": "mail", "kind": "email", "title": None, "authors": ({"literal": "Jane Doe"},), "author_role": "member, KCBL",
     "issued": "2024-08-14", "consent": "named"},
    {"id": "role", "kind": "email", "title": None, "authors": ({"literal": "Jane Doe"},), "author_role": "member, KCBL",
     "issued": "2024-08-14", "consent": "role_only"},
    {"id": "nobody", "kind": "interview", "title": None, "authors": ({"literal": "Jane Doe"},),
     "author_role": "member, KCBL", "issued": "2024-08-14", "consent": "anonymous"},
]  # fmt: skip

FIRST = {
    "article": "Ann Lee, “Mines are cleared: an account”, The Times, 1 October 2018, at: https://example.org/a.",
    "untitled": "Untitled article (translated from Korean), Maeil, 29 April 2024.",
    "translated": "“Roads are blocked” (unofficial translation), K-Force, October 2024.",
    "profile": "Landmine Monitor, “North Korea”, last updated 16 November 2021.",
    "release": "Landmine Monitor, “Mines are used”, 20 May 2024 (last updated 24 July 2024).",
    "un": "Statement of North Korea, UN General Assembly, New York, 4 December 1998, UN doc. A/53/PV.79.",
    "talk": (
        "Presentation by Col. J. P. Lloyd, Command Engineer, UNC, National Directors’ Meeting, Geneva, "
        "11 February 2020."
    ),
    "report": "Landmine Monitor, Clearing the Mines, 2025.",
    "mail": "Email from Jane Doe, member, KCBL, 14 August 2024.",
    "role": "Email from member, KCBL, 14 August 2024.",
    "nobody": "Interview, 2024.",
}

LATER = {
    "article": "Lee, “Mines are cleared”, note 1 above.",
    "untitled": "Untitled article, Maeil, note 1 above.",
    "profile": "Landmine Monitor, “North Korea”, last updated 16 November 2021, note 1 above.",
    "un": "Statement of North Korea, note 1 above.",
    "talk": "Presentation by Col. J. P. Lloyd, 11 February 2020, note 1 above.",
    "mail": "Email from Jane Doe, 14 August 2024, note 1 above.",
    "nobody": "Interview, 2024, note 1 above.",
}


def notes(tmp_path, *citations: str) -> list[str]:
    """The notes of a text in which each sentence has one citation, as plain words."""
    narrative = " ".join(f"So it is.[{citation}]" for citation in citations)
    record = visible(package(organisations=ORGANISATIONS, sources=SOURCES))
    read = pandoc.document(pandoc.run(["-f", "markdown", "-t", "json"], narrative.encode()))
    cited = citeproc.cite(read, record, tmp_path)
    text = pandoc.run(["-f", "json", "-t", "plain", "--wrap=none"], pandoc.serialised(cited)).content.decode()
    return [" ".join(note.split()) for note in re.findall(r"^\[\d+\] (.*)$", text, flags=re.MULTILINE)]


@pytest.mark.parametrize("source", FIRST)
def test_the_first_note_says_all(tmp_path, source):
    assert notes(tmp_path, f"@{source}") == [FIRST[source]]


@pytest.mark.parametrize("source", LATER)
def test_a_later_note_is_short_and_points_back(tmp_path, source):
    assert notes(tmp_path, f"@{source}", "@translated", f"@{source}")[2] == LATER[source]


@pytest.mark.parametrize(
    ("citations", "last"),
    [
        (["@un, p. 8", "@un, p. 8"], "Ibid."),
        (["@un, p. 8", "@un, p. 9"], "Ibid., p. 9."),
        (["@un", "@un, via Review 2025, note 3"], "Ibid., via Review 2025, note 3."),
        (["@un; @report", "@report"], "Landmine Monitor, Clearing the Mines, note 1 above."),
        (["@un, pp. 8--9"], FIRST["un"][:-1] + ", pp. 8–9."),
        (["@mail; @report"], f"{FIRST['mail'][:-1]}; {FIRST['report']}"),
    ],
)
def test_ibid_locators_and_several_sources(tmp_path, citations, last):
    assert notes(tmp_path, *citations)[-1] == last


def test_a_name_that_consent_withholds_is_nowhere_in_the_list_of_sources(tmp_path):
    notes(tmp_path, "@role; @nobody")
    listed = (tmp_path / "sources.json").read_text(encoding="utf-8")
    assert listed.count("Jane Doe") == 1  # in the e-mail of her who agreed to be named
