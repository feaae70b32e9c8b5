"""Checks of tiers and consent: nothing public may rest on, name or lead to what is not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ploughshare.evidence import consent
from ploughshare.evidence.ledger import Ledger
from ploughshare.evidence.mentions import mentions
from ploughshare.evidence.roots import SUPPORTS
from ploughshare.evidence.tiers import may_see, tier_of
from ploughshare.findings import Finding, Level, register
from ploughshare.record.contracts import CITABLE
from ploughshare.record.folder import NARRATIVE_FILE
from ploughshare.record.package import Package
from ploughshare.record.pointing import at

RESTRICTED_IN_PUBLIC = register(
    "evidence.restricted-in-public",
    Level.ERROR,
    "a citation or a tie in the narrative, which is public, to a row that the public may not see",
    "Take it out of report.md, or give the row the tier public; for a source, record by what consent it may be named.",
)
NOT_CITABLE_ONLY = register(
    "evidence.not-citable-only",
    Level.ERROR,
    "a public row that rests only on sources that may not be cited",
    "Find a source that may be cited, ask for consent and record it, or give the row the tier restricted.",
)
ID_NAMES_PERSON = register(
    "evidence.id-names-person",
    Level.ERROR,
    "a source that may not be named, with the name of a person in its id, which is printed in pages and files",
    "Give the source an id that names nobody.",
)
PUBLIC_DIFFERS = register(
    "evidence.public-differs",
    Level.WARNING,
    "a figure for which the public sees another value than those who keep the record",
    "Look at the restricted claims on it: publish the claim with consent, or rank a public one.",
)
FLAG = register(
    "evidence.flag",
    Level.NOTE,
    "what a careful reader flagged in the sources and nobody has settled",
    "Look into it, and set its status in flags.csv to settled or set_aside.",
)
FLAG_ON_NOTHING = register(
    "evidence.flag-on-nothing",
    Level.ERROR,
    "a flag whose flagged_table and flagged_row name no row",
    "Correct flagged_table and flagged_row, or delete the flag.",
)

_SHORTEST_NAME = 2
"""An initial names nobody."""


def check(ledger: Ledger) -> Iterator[Finding]:
    """All checks of tiers, consent and flags."""
    package, public = ledger.package, ledger.public.package
    yield from _narrative(package, public)
    yield from _unpublishable(ledger, public)
    yield from _names(package)
    yield from _differences(ledger)
    yield from _flags(package)


def _narrative(package: Package, public: Package) -> Iterator[Finding]:
    for mention in mentions(package.narrative):
        if package.row(mention.table, mention.id) is None or public.row(mention.table, mention.id) is not None:
            continue
        subject = f"{mention.table}/{mention.id}"
        message = f"the narrative leads to {mention.id}, which the public may not see"
        yield RESTRICTED_IN_PUBLIC.finding(message, subject=subject, file=NARRATIVE_FILE, row=mention.line)


def _unpublishable(ledger: Ledger, public: Package) -> Iterator[Finding]:
    """Rows meant for the public that the filter had to drop because of what they rest on."""
    package = ledger.package
    for table in CITABLE:
        for row in package.rows(table):
            if public.row(table, row["id"]) is not None or not may_see("public", tier_of(table, row)):
                continue
            sources = [c["source"] for c in ledger.citations_of(table, row["id"]) if c["relation"] == SUPPORTS]
            if sources and all(public.row("sources", id) is None for id in sources):
                message = f"all that it rests on ({len(set(sources))}) may not be cited"
                yield at(package, NOT_CITABLE_ONLY, table, row, message)


def _names(package: Package) -> Iterator[Finding]:
    for source in package.rows("sources"):
        if source["consent"] not in consent.NAMELESS:
            continue
        words = set(source["id"].split("-"))
        for author in source["authors"] or ():
            parts = [part for name in author.values() for part in re.findall(r"\w+", str(name).lower())]
            if named := words.intersection(part for part in parts if len(part) >= _SHORTEST_NAME):
                message = f"{', '.join(sorted(named))} in the id; its consent is {source['consent']}"
                yield at(package, ID_NAMES_PERSON, "sources", source, message, column="id")


def _differences(ledger: Ledger) -> Iterator[Finding]:
    """Figures of which some claims are hidden, compared as both audiences see them."""
    package, public = ledger.package, ledger.public.package
    hidden = {row["figure"] for row in package.rows("claims") if public.row("claims", row["id"]) is None}
    if not hidden:
        return
    for row in public.rows("figures"):
        if (id := row["id"]) not in hidden:
            continue
        whole, part = ledger.shown(id), ledger.public.shown(id)
        if (whole.figure, whole.category) != (part.figure, part.category):
            # Neither value stands here: the finding is public, and the difference would give the hidden one away.
            yield at(package, PUBLIC_DIFFERS, "figures", row, "claims that the public may not see change what is shown")


def _flags(package: Package) -> Iterator[Finding]:
    for flag in package.rows("flags"):
        table, id = flag["flagged_table"], flag["flagged_row"]
        row = package.row(table, id)
        if row is None:
            message = f"there is no row {id} in {table}"
            yield at(package, FLAG_ON_NOTHING, "flags", flag, message, column="flagged_row")
        elif flag["status"] == "open" and may_see("public", tier_of("flags", flag)):
            yield at(package, FLAG, table, row, flag["message"], hint=flag["proposal"])
        elif flag["status"] == "open":
            yield at(package, FLAG, "flags", flag, FLAG.looks_for)
