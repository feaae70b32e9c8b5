"""A short chapter in the layout of the family, its words made up: `from made_up_report import report`."""

from __future__ import annotations

from collections.abc import Sequence

_TEMPLATE = """\
===PAGE {page}===
STATES PARTIES
{capitals}
mineactionreview.org   {page}
KEY DATA
ARTICLE 5 DEADLINE:
1 MARCH {due}
On track to meet deadline
AP MINE CONTAMINATION:
{contamination}
(National authority estimate)
LAND RELEASE OUTPUTS
Release of AP mined area Release in {year} (km²) Release in {before} (km²)
Clearance {cleared} {cleared_before}
Technical Survey 0 Not reported
Non-Technical Survey 0.10 0
Destruction of AP mines during clearance, survey, and spot tasks
{year}
{before}
AP Mines destroyed 17 12
MAIN AP MINE SURVEY AND CLEARANCE OPERATOR IN {year}:
 ■ Plough Demining
CLEARING
THE MINES
{edition}
RECOMMENDATIONS FOR ACTION
{recommendations}
AP MINE SURVEY AND CLEARANCE CAPACITY
MANAGEMENT
 ■ Harrow Mine Action Centre (HMAC)
NATIONAL OPERATORS
 ■ Plough Demining
INTERNATIONAL OPERATORS
 ■ None
===PAGE {next_page}===
{next_page}   Clearing the Mines {edition}
UNDERSTANDING OF AP MINE CONTAMINATION
{name} does not know how far its mined areas reach, and has told treaty meetings so since 2015.1 In May {year}, the army
cleared a minefield near the river with the destruction of 25 AP mines.2 {more}
1 Statement of {name}, APMBC Intersessional Meetings, Geneva, 20 June {before}.
2 Email from Ada Furrow, Adviser, HMAC, 3 April {edition}; and “Field by the river is clear”, The Daily Plough,
6 May {year},
at: https://bit.ly/3Ploug1.
3 Ibid.
"""


def report(
    edition: int = 2025,
    *,
    name: str = "Tajikistan",
    contamination: str = "MEDIUM, 12 km²",
    cleared: str = "0.50",
    cleared_before: str = "0.40",
    recommendations: Sequence[str] = (
        "should finish its survey of the northern border.",
        "should report the number of mines destroyed by each operator.",
    ),
    more: str = "Nobody was hurt.3",
) -> str:
    """The text of the chapter of an edition, with page marks."""
    return _TEMPLATE.format(
        page=100,
        next_page=101,
        name=name,
        capitals=name.upper(),
        edition=edition,
        year=edition - 1,
        before=edition - 2,
        due=edition + 3,
        contamination=contamination,
        cleared=cleared,
        cleared_before=cleared_before,
        recommendations="\n".join(f" ■ {name} {each}" for each in recommendations),
        more=more,
    )
